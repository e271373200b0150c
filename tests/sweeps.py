"""Sweeps over the file operations of a build: whatever breaks, the old pack or the new one is
there, and the next run mends the rest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pfreport.delivery import releases
from pfreport.delivery.outbox import NAME
from pfreport.kinds import Month
from tests.breaking import Break, Run, Workshop
from tests.packs import project, workbook

OCTOBER = Month(2026, 10)
MONTH, LATEST = str(OCTOBER), "latest"
REFUSALS = {66: r"\S+ cannot be read: ", 74: "cannot write "}
"""How a broken run may end, and what it says then."""
WAYS = (
    ("kill", "EIO"),
    ("stop", "EIO"),
    ("once", "ENOSPC"),
    ("ever", "ENOSPC"),
    ("once", "EIO"),
    ("ever", "EIO"),
)


@dataclass(frozen=True)
class Sweep:
    """A build that is to be broken: into a folder as `before` has it, from a workbook. A month that
    is `frozen` stays as it was.
    """

    workshop: Workshop
    folder: Path
    before: Path
    workbook: Path
    frozen: bool = False

    @property
    def out(self) -> Path:
        """Where the broken build writes."""
        return self.folder / "reports"

    def build(self, **broken: Any) -> Run:
        """One build, broken as told."""
        return self.workshop.run(
            ["build", self.workbook, "-o", self.out, "--format", "html"],
            Break(str(self.out), **broken),
        )

    def reset(self) -> None:
        """The output folder as it was before."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.before, self.out, symlinks=True)

    def operations(self) -> int:
        """How many operations an unbroken build has."""
        self.reset()
        run = self.build()
        assert (run.code, run.said) == (0, "")
        return run.operations


def first_build(workshop: Workshop, folder: Path, book: Path) -> Sweep:
    """Into an empty folder."""
    (folder / "empty").mkdir()
    return Sweep(workshop, folder, folder / "empty", book)


def rebuild(workshop: Workshop, folder: Path, book: Path) -> Sweep:
    """Over the pack of another workbook for the same month."""
    old = workbook(folder / "old", {"Projects": [project("P-1"), project("P-2")]})
    run = workshop.run(
        ["build", old, "-o", folder / "before", "--format", "html"], Break(str(folder / "before"))
    )
    assert run.code == 0, run.said
    return Sweep(workshop, folder, folder / "before", book)


def rebuild_of_a_released_month(workshop: Workshop, folder: Path, book: Path) -> Sweep:
    """Beside a pack that may never change again, with a database that says so."""
    sweep = rebuild(workshop, folder, book)
    releases.release(sweep.before, OCTOBER, None, dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC))
    return replace(sweep, frozen=True)


Scenario = Callable[[Workshop, Path, Path], Sweep]
SCENARIOS: tuple[Scenario, ...] = (first_build, rebuild, rebuild_of_a_released_month)


def broken_promises(sweep: Sweep, at: int, how: str, error: str) -> Iterable[str]:
    """What is wrong after a build whose operation broke, and after the next."""
    sweep.reset()
    before = source_of(sweep.out, MONTH)
    new = hashlib.sha256(sweep.workbook.read_bytes()).hexdigest()
    after = before if sweep.frozen else new
    run = sweep.build(at=at, how=how, error=error)
    yield from _of_the_run(
        run, how if run.code or how != "stop" else "not at all"
    )  # a run that opens no database has fewer
    if how == "stop" and (
        half := [
            path.name
            for path in (sweep.out / ".packs").glob("*")
            if path.name.endswith((".tmp", ".holder"))
        ]
    ):
        yield f"told to stop, it leaves {half}"
    for link in (MONTH, LATEST):
        found = source_of(sweep.out, link)
        if found not in ({before} if sweep.frozen else {before, new}) or (
            run.code == 0 and found != after
        ):
            yield f"{link} is {found}"
    again = sweep.build()
    if (again.code, again.said) != (0, ""):
        yield f"the next run ends with {again.code}: {again.said}"
    elif (left := _left(sweep, new)) or {
        source_of(sweep.out, link) for link in (MONTH, LATEST)
    } != {after}:
        yield f"the next run leaves {left}"


def source_of(out: Path, link: str) -> str | None:
    """The digest of the workbook of the pack a link leads to, None where there is no link; what is
    wrong with it else.
    """
    pack = out / link
    if not pack.is_symlink() and not link.startswith(".packs/"):
        return f"no link: {link}" if pack.exists() else None
    try:
        manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"not whole: {error}"
    found = {
        str(p.relative_to(pack)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in pack.rglob("*")
        if p.is_file()
    }
    listed = {name: file["sha256"] for name, file in manifest["files"].items()}
    found.pop("manifest.json")
    return (
        str(manifest["workbook"]["sha256"])
        if found == listed
        else f"not whole: {found.keys() ^ listed.keys()}"
    )


def rests(out: Path) -> list[str]:
    """What is in the output folder beside one pack, its links and the lock."""
    expected = {MONTH, LATEST, ".packs", ".packs/.lock", str((out / MONTH).readlink())}
    found = {str(p.relative_to(out)) for p in [*out.iterdir(), *(out / ".packs").iterdir()]}
    return sorted(found ^ expected)


def _left(sweep: Sweep, new: str) -> list[str]:
    """What is left that should not be; beside a frozen pack the new one and the database should."""
    found = rests(sweep.out)
    if not sweep.frozen:
        return found
    beside = {
        name
        for name in found
        if name == NAME
        or (name.startswith(f".packs/{MONTH}.") and source_of(sweep.out, name) == new)
    }
    return sorted({*found} - beside) if len(beside) == 2 else found or ["nothing"]


def _of_the_run(run: Run, how: str) -> Iterable[str]:
    if how == "kill":
        if run.code != -9:
            yield f"not killed: {run.code}"
    elif how == "stop":
        if (run.code, run.out, run.said) != (-15, "", "pfreport: stopped by SIGTERM\n"):
            yield f"told to stop, it ends with {run.code}: {run.out} {run.said}"
    elif run.code in REFUSALS:
        lines = run.said.splitlines()
        if (
            run.out
            or len(lines) != 2
            or not re.match(f"pfreport: {REFUSALS[run.code]}", lines[0])
            or not lines[1].startswith("  ")
        ):
            yield f"ends with {run.code} and says {run.out!r}, {run.said!r}"
    elif run.code != 0 or run.said:
        yield f"ends with {run.code}: {run.said}"
