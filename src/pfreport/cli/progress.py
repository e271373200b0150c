"""What a person sees while a build runs: a bar on a terminal, a line a step with -v, otherwise
nothing.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """Hears of steps. Entered around a build; leaves the terminal as it was."""

    def __init__(self, *, verbose: bool) -> None:
        self._lines = verbose and not sys.stderr.isatty()
        self._bar = _bar() if sys.stderr.isatty() else None
        self._task = self._bar.add_task("read", total=None) if self._bar else None
        self._step = ""

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, step: str, done: int, total: int) -> None:
        """A step has come so far."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=step, completed=done, total=total)
        elif self._lines and step != self._step:
            sys.stderr.write(f"{step}\n")
        self._step = step


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description:8}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
