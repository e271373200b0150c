"""Sweeps over the operations of a send: whatever breaks, nobody gets two, nobody gets none unsaid,
and the next run mends the rest.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pfreport.delivery.outbox import NAME
from tests.breaking import Break, Run, Workshop
from tests.delivery.mailservers import Running, configured
from tests.delivery.outboxes import READERS, write_outbox

ADDRESSES = [reader.address for reader in READERS]
REFUSALS = {0: "", 3: "may or may not have it", 66: "cannot be read", 74: "", 75: "not sent yet"}
"""How a broken run may end, and what it says then; a failure of SQLite is told in its own words."""


@dataclass(frozen=True)
class Sweep:
    """A send that is to be broken: of a pack in a folder as `before` has it, through a server;
    `has` have their mail already.
    """

    workshop: Workshop
    server: Running
    folder: Path
    before: Path
    has: tuple[str, ...] = ()

    @property
    def out(self) -> Path:
        """The output folder of the broken send."""
        return self.folder / "reports"

    def send(self, *arguments: str, **broken: Any) -> Run:
        """One send, broken as told."""
        return self.workshop.run(
            ["send", self.out / "2026-10", *arguments], Break(str(self.out), **broken)
        )

    def reset(self) -> None:
        """The output folder as it was before, and nothing in anybody's inbox but what was."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.before, self.out, symlinks=True)
        self.server.box.came.clear()

    def got(self, address: str) -> int:
        """How often somebody has had the mail."""
        return [*self.has, *self.server.box.addresses].count(address)

    def operations(self) -> list[str]:
        """Those of an unbroken send, in turn."""
        self.reset()
        run = self.send()
        assert (run.code, run.said) == (0, ""), run
        assert [self.got(address) for address in ADDRESSES] == [1, 1, 1]
        return run.did


def first_send(workshop: Workshop, server: Running, folder: Path) -> Sweep:
    """Of a pack of which nobody has had anything: the outbox is made."""
    configured(folder, server.mail)
    write_outbox(folder / "before")
    return Sweep(workshop, server, folder, folder / "before")


def second_send(workshop: Workshop, server: Running, folder: Path) -> Sweep:
    """After one that reached ann; bob's mailbox was full, and cem was not known."""
    first = first_send(workshop, server, folder)
    server.box.says |= {
        "RCPT bob@example.org": ["452 4.2.2 Full"],
        "RCPT cem@example.org": ["550 5.1.1 No such user"],
    }
    first.reset()
    assert first.send().code == 75
    shutil.rmtree(first.before)
    first.out.rename(first.before)
    return Sweep(workshop, server, folder, first.before, ("ann@example.org",))


Scenario = Callable[[Workshop, Running, Path], Sweep]
SCENARIOS: tuple[Scenario, ...] = (first_send, second_send)


def broken_promises(sweep: Sweep, at: int, how: str, error: str) -> Iterable[str]:
    """What is wrong after a send of which one operation broke, after the next, and after what is
    unknown was sent again.
    """
    sweep.reset()
    run = sweep.send(at=at, how=how, error=error)
    if (
        how in ("kill", "stop") and run.code == 0 and len(run.did) < at
    ):  # an answer may come in fewer pieces than before, and the run is over
        how = "not at all"
    yield from _of_the_run(sweep, run, how)
    yield from _unsound(sweep)
    again = sweep.send()
    unknown = {
        address for address in ADDRESSES if f"{address}: may or may not have it" in again.said
    }
    if again.code != (3 if unknown else 0) or len(unknown) > 1:
        yield f"the next run ends with {again.code}: {again.said}"
    for address in ADDRESSES:
        if sweep.got(address) not in ((0, 1) if address in unknown else (1,)):
            yield f"{address} has {sweep.got(address)}; unknown are {unknown or 'none'}"
    resent = sweep.send("--resend", "unknown")
    if (resent.code, resent.said) != (0, "") or any(
        sweep.got(address) > 1 for address in {*ADDRESSES} - unknown
    ):
        yield f"sending the unknown again ends with {resent.code}: {resent.said}"
    yield from _unsound(sweep)
    if rests := [
        path.name
        for path in [*sweep.out.iterdir(), *(sweep.out / ".packs").iterdir()]
        if "tmp" in path.name
    ]:
        yield f"left behind: {rests}"


def _of_the_run(sweep: Sweep, run: Run, how: str) -> Iterable[str]:
    """What a broken run says is true, and no traceback."""
    told = re.findall(r"^sent +(?:before +)?(\S+)", run.out, re.MULTILINE)
    if wrong := [address for address in told if sweep.got(address) != 1]:
        yield f"said to be sent: {wrong}"
    if how == "kill":
        yield from () if run.code == -9 else [f"not killed: {run.code}"]
    elif how == "stop":
        yield from (
            ()
            if (run.code, run.said) == (-15, "pfreport: stopped by SIGTERM\n")
            else [f"ends with {run.code}: {run.said}"]
        )
    elif (
        run.code not in REFUSALS
        or REFUSALS[run.code] not in run.said
        or (run.code and not run.said.startswith("pfreport: "))
    ):
        yield f"ends with {run.code}: {run.said}"
    elif run.code == 0 and (run.said or told != ADDRESSES):
        yield f"ends with 0, and says {run.out!r}, {run.said!r}"


def _unsound(sweep: Sweep) -> Iterable[str]:
    """What SQLite finds wrong with the outbox, in a copy, as opening it mends it."""
    if not (sweep.out / NAME).exists():
        return
    copy = sweep.folder / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for path in sweep.out.glob(f"{NAME}*"):
        shutil.copy(path, copy)
    database = sqlite3.connect(copy / NAME)
    found = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    if found != "ok":
        yield f"the outbox is unsound: {found}"
