"""Runs of pfreport that would go on for ever, to be stopped or killed in the midst of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.packs import project, workbook

ENDLESS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor "
    "%}{% endfor %}{% endfor %}"
)
STOPPED_READER = "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\n"
HEEDING = """
import os, signal, sys
for one in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
    signal.signal(one, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Under nohup, or in the background of a shell, the tests and all they start would pay no heed to
some of these.
"""
PATIENCE = 60.0


@dataclass(frozen=True)
class Endless:
    """A run in a session of its own, what it puts aside, and where it writes."""

    process: subprocess.Popen[str]
    aside: Path
    out: Path

    def children(self) -> list[str]:
        """The processes of its session but itself, by what they run; those that have ended and wait
        to be noticed are none.
        """
        columns = ["ps", "-ww", "-o", "pid=,stat=,args=", "-s", str(self.process.pid)]
        told = subprocess.run(
            columns, capture_output=True, text=True, check=False
        ).stdout.splitlines()
        lines = (line.split(None, 2) for line in told)
        return [
            args
            for pid, state, args in lines
            if int(pid) != self.process.pid and not state.startswith("Z")
        ]

    def until(self, there: Callable[[], bool]) -> bool:
        """Waits for something, as long as patience lasts."""
        end = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def renders(self) -> bool:
        """Two workers are at it."""
        return sum("spawn_main" in args for args in self.children()) == 2

    def reads(self) -> bool:
        """The reader is at it."""
        return any("pfreport.workbook.file.child" in args for args in self.children())

    def left(self) -> list[str]:
        """What it left: processes, what was put aside, what was half made."""
        self.until(lambda: not self.children())
        half = [*self.out.rglob("*.tmp"), *self.out.glob("2*"), *self.out.rglob(".holder")]
        return [*self.children(), *map(str, half), *os.listdir(self.aside)]


@contextlib.contextmanager
def endless(folder: Path, *, reader: bool = False) -> Iterator[Endless]:
    """A build whose pages never end, or whose reader stops itself."""
    book, aside, out = (
        workbook(folder, {"Projects": [project(f"P-{n}") for n in range(14)]}),
        folder / "aside",
        folder / "out",
    )
    for name, text in (("own/screen.html", ENDLESS), ("fake/python_calamine.py", STOPPED_READER)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    (folder / "pfreport.toml").write_text('[theme]\ntemplates = "own"\n')
    aside.mkdir()
    places = [*([str(folder / "fake")] if reader else []), *(path for path in sys.path if path)]
    environment = os.environ | {"TMPDIR": str(aside), "PYTHONPATH": os.pathsep.join(places)}
    command = [
        sys.executable,
        "-c",
        HEEDING,
        "-m",
        "pfreport",
        "build",
        book,
        "-o",
        out,
        "--format",
        "html",
        "--jobs",
        "2",
    ]
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Endless(process, aside, out)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.communicate()
