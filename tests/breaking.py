"""Breaks one operation of a run of pfreport: it fails, once or from then on, or the process is
killed or told to stop in its midst.

`Workshop` starts this file as a process that has everything imported and forks a run a request, so
that a sweep over all operations of a build takes a fraction of a second each. What counts as an
operation of files is told by Python's audit events, and by wrapping what has none: writing, syncing
and all that SQLite does (breaking_sqlite.py). What is said to a mail server and what is heard from
it counts too; each breaks before it is done.
"""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pfreport import assets
from tests.breaking_sqlite import Files

LISTENED = frozenset(
    {
        "open",
        "os.mkdir",
        "os.rename",
        "os.remove",
        "os.rmdir",
        "os.symlink",
        "os.listdir",
        "os.scandir",
    }
)
SPACELESS = frozenset({"os.remove", "os.rmdir", "os.listdir", "os.scandir", "read"})
"""Operations a full disk does not hinder, as it hinders none of TALKED."""
TALKED = frozenset({"said", "heard"})


@dataclass(frozen=True)
class Break:
    """The operation below a folder that breaks, counted from 1 (0: none), and how: kill, stop,
    once, ever.
    """

    below: str
    at: int = 0
    how: str = "once"
    error: str = "EIO"


@dataclass(frozen=True)
class Run:
    """How a run ended: its exit code, negative for a signal; what it said; its operations in
    turn.
    """

    code: int
    out: str
    said: str
    did: list[str]

    @property
    def operations(self) -> int:
        """How many there were."""
        return len(self.did)


class Workshop:
    """The process that forks runs."""

    def __enter__(self) -> Workshop:
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "tests.breaking"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def run(self, arguments: Sequence[object], broken: Break) -> Run:
        """One run of pfreport with something broken."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([list(map(str, arguments)), asdict(broken)]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the process that forks runs has ended; what it said stands above"
        return Run(**json.loads(answer))


class _Breaker:
    """Counts operations and breaks one."""

    def __init__(self, broken: Break) -> None:
        self.broken = broken
        self.did: list[str] = []
        self.really_sync, self.really_open = os.fsync, io.open
        self.sqlite = Files(self.operation)

    def install(self) -> None:
        """From here on."""
        sys.addaudithook(self.hear)
        os.fsync = self.sync
        io.open = self.open
        if (
            self.broken.how != "stop"
        ):  # what a signal raises within a callback of SQLite's would be lost
            self.sqlite.install()
        for kind in (socket.socket, ssl.SSLSocket):
            self.break_talk(kind)

    def break_talk(self, kind: type[socket.socket]) -> None:
        """Counts what goes through such a socket, and breaks it as a lost connection."""
        really_say, really_hear = kind.sendall, kind.recv_into

        def sendall(connection: Any, *arguments: Any) -> None:
            self.operation("said")
            really_say(connection, *arguments)

        def recv_into(connection: Any, *arguments: Any) -> int:
            self.operation("heard")
            return really_hear(connection, *arguments)

        vars_of: Any = kind
        vars_of.sendall, vars_of.recv_into = sendall, recv_into

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit event."""
        if event in LISTENED and self.is_below(event, arguments):
            reads = event == "open" and not (arguments[2] or 0) & (
                os.O_WRONLY | os.O_RDWR | os.O_CREAT
            )
            self.operation("read" if reads else event)

    def is_below(self, event: str, arguments: tuple[Any, ...]) -> bool:
        """Whether the operation is about the folder; names of what is removed are relative to an
        open folder.
        """
        paths = [os.fspath(a) for a in arguments if isinstance(a, str | os.PathLike)]
        if (
            event in ("os.remove", "os.rmdir")
            and arguments[1] >= 0
            and os.path.exists("/proc/self/fd")
        ):
            paths.append(os.readlink(f"/proc/self/fd/{arguments[1]}"))
        return any(path.startswith(self.broken.below) for path in paths)

    def sync(self, handle: int) -> None:
        """In place of os.fsync."""
        self.operation("sync")
        self.really_sync(handle)

    def open(self, file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        """In place of io.open: what is written below the folder goes through a file that counts."""
        if (
            isinstance(file, int)
            or "r" in mode
            or not os.fspath(file).startswith(self.broken.below)
        ):
            return self.really_open(file, mode, *arguments, **named)
        buffered = io.BufferedWriter(_Raw(file, mode.replace("b", ""), self))
        return (
            buffered
            if "b" in mode
            else io.TextIOWrapper(buffered, encoding=named.get("encoding") or "utf-8")
        )

    def operation(self, what: str) -> None:
        """One more; fails or kills where it is due. What a full disk does not hinder goes on."""
        self.did.append(what)
        broken, count = self.broken, len(self.did)
        due = count == broken.at or (broken.how == "ever" and 0 < broken.at <= count)
        if not due or (
            broken.error == "ENOSPC"
            and broken.how in ("once", "ever")
            and what in SPACELESS | TALKED
        ):
            return
        if broken.how in ("kill", "stop"):
            os.kill(os.getpid(), signal.SIGKILL if broken.how == "kill" else signal.SIGTERM)
            return
        code = getattr(errno, broken.error)
        raise OSError(code, os.strerror(code), broken.below)


class _Raw(io.FileIO):
    """A file that breaks with half of its bytes written."""

    def __init__(self, file: Any, mode: str, breaker: _Breaker) -> None:
        super().__init__(file, mode)
        self.breaker = breaker

    def write(self, content: Any) -> int:
        """Half, then the rest, with a break between the two."""
        half = len(content) // 2
        super().write(content[:half])
        self.breaker.operation("write")
        return half + (super().write(content[half:]) or 0)


def main() -> None:
    """Forks a run for every line of standard input."""
    from pfreport import pipeline
    from pfreport.delivery import sending, smtp  # noqa: F401 - for the runs to find

    with (
        tempfile.TemporaryDirectory() as folder
    ):  # forked runs find all that a build imports and keeps
        pipeline.build(
            pipeline.Request(
                assets.folder("samples") / "starter.xlsx", Path(folder), formats=("html",)
            )
        )
    for line in sys.stdin:
        arguments, broken = json.loads(line)
        sys.stdout.write(json.dumps(asdict(_forked(arguments, Break(**broken)))) + "\n")
        sys.stdout.flush()


def _forked(arguments: list[str], broken: Break) -> Run:
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as counted,
    ):
        child = os.fork()
        if not child:
            os.dup2(out.fileno(), 1)
            os.dup2(said.fileno(), 2)
            _run(arguments, broken, counted.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = [os.pread(file.fileno(), 1 << 20, 0).decode() for file in (out, said, counted)]
    return Run(code, texts[0], texts[1], texts[2].splitlines())


def _run(arguments: list[str], broken: Break, counted: int) -> None:
    """Runs pfreport in this process and ends it; the exit code of a traceback is 1."""
    import traceback

    from pfreport.cli.app import main as pfreport

    breaker, code = _Breaker(broken), 1
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    sys.argv = ["pfreport", *arguments]
    breaker.install()
    try:
        pfreport()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - this is where the interpreter would print it
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(counted, "\n".join(breaker.did).encode())
    os._exit(code)


if __name__ == "__main__":
    main()
