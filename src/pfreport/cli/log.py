"""`--log-file`: what a run did and when, a line each, for whoever looks later."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self, TextIO

import typer

from pfreport.cli.stopping import Stopped
from pfreport.errors import CannotWriteError, PfreportError

LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log-file",
        metavar="FILE",
        help="Append what is done, a line each with the time.",
        show_default=False,
    ),
]
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Log:
    """Lines with the time, appended to a file where one is named. Entered around a run; its last
    line is how that ended.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None
        self._step = ""

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._file = self._path.open("a", encoding="utf-8")
            except OSError as error:
                raise CannotWriteError(
                    f"cannot write {self._path}: {error.strerror}",
                    "name another file with --log-file",
                ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        match error:
            case PfreportError():
                self.say(f"ended with {error.exit_code}: {error.message}")
            case typer.Exit():
                self.say(f"ended with {error.exit_code}")
            case Stopped() | KeyboardInterrupt():
                self.say(f"stopped by {str(error) or 'SIGINT'}")
            case _:
                self.say(f"ended with 1: {kind.__name__}" if kind else "ended with 0")
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()

    def say(self, text: str) -> None:
        """One line, whatever is in it. A log that can no longer be written stops nothing."""
        if self._file is not None:
            line = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
            with contextlib.suppress(OSError):
                self._file.write(
                    f"{dt.datetime.now().astimezone().isoformat(timespec='seconds')} {line}\n"
                )
                self._file.flush()

    def step(self, step: str, done: int, total: int) -> None:  # noqa: ARG002 - as a build tells it
        """A step has come so far; a line a step."""
        if step != self._step:
            self.say(step)
        self._step = step


def told(*hear: Callable[[str, int, int], None]) -> Callable[[str, int, int], None]:
    """Tells several of each step."""

    def say(step: str, done: int, total: int) -> None:
        for one in hear:
            one(step, done, total)

    return say
