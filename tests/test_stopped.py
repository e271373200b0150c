"""Runs that are told to stop or killed: no process, no copy of the workbook, nothing half made is
left.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.delivery.outboxes import Reader, write_outbox
from tests.packs import project, workbook
from tests.stopping import PATIENCE, endless

pytestmark = pytest.mark.skipif(
    shutil.which("ps") is None, reason="processes are looked for with ps"
)
WAYS = [
    (signal.SIGTERM, -signal.SIGTERM, "pfreport: stopped by SIGTERM\n"),
    (signal.SIGHUP, -signal.SIGHUP, "pfreport: stopped by SIGHUP\n"),
]


@pytest.mark.parametrize("reader", [True, False])
@pytest.mark.parametrize(("sent", "code", "says"), WAYS)
def test_a_run_that_is_stopped_ends_by_that_and_leaves_nothing(
    tmp_path: Path, reader: bool, sent: signal.Signals, code: int, says: str
) -> None:
    with endless(tmp_path, reader=reader) as run:
        assert run.until(run.reads if reader else run.renders)
        run.process.send_signal(sent)
        out, errors = run.process.communicate(timeout=PATIENCE)
        assert (run.process.returncode, out, errors) == (code, "", says)
        assert run.left() == []


def test_ctrl_c_which_a_terminal_sends_to_all_leaves_nothing_either(tmp_path: Path) -> None:
    with endless(tmp_path) as run:
        assert run.until(run.renders)
        os.killpg(run.process.pid, signal.SIGINT)
        assert run.process.communicate(timeout=PATIENCE) == ("", "")
        assert run.process.returncode == 130
        assert run.left() == []


def test_workers_end_with_a_run_that_is_killed_and_hold_no_lock(tmp_path: Path) -> None:
    with endless(tmp_path) as run:
        assert run.until(run.renders)
        run.process.kill()
        run.process.wait(PATIENCE)
        book = workbook(tmp_path / "other", {"Projects": [project()]})
        done = subprocess.run(
            [sys.executable, "-m", "pfreport", "build", book, "-o", run.out, "--format", "html"],
            check=False,
        )
        assert done.returncode == 0
        assert run.until(lambda: not run.children())
        assert run.until(lambda: not any("pfreport-" in name for name in os.listdir(run.aside)))


def test_a_server_that_hangs_up_in_the_midst_does_not_end_the_program(tmp_path: Path) -> None:
    write_outbox(
        tmp_path / "reports",
        [Reader("ann@example.org", report=6_000_000), Reader("bob@example.org")],
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        (tmp_path / "pfreport.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {listening.getsockname()[1]}\nsecurity = "plain"\n'
            'sender = "pmo@example.org"\ndomains = ["example.org"]\n'
        )
        thread = threading.Thread(target=hang_up, args=(listening,))
        thread.start()
        command = [sys.executable, "-m", "pfreport", "send", str(tmp_path / "reports/2026-10")]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert done.returncode == 75
    assert (
        "ann@example.org: not sent yet: the connection was lost before the whole message had gone"
        in done.stderr
    )
    assert (
        "bob@example.org: may or may not have it" in done.stderr
    )  # so small that it had gone whole


def hang_up(listening: socket.socket) -> None:
    """Takes calls up to the message, and is gone."""
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            for line in lines:
                connection.sendall(b"354 go on\r\n" if line.startswith(b"DATA") else b"250 yes\r\n")
                if line.startswith(
                    b"DATA"
                    # all that was sent has been read: what comes now meets a pipe without another
                    # end
                ):
                    break


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["check", "samples/faulty.xlsx"],
        ["check", "samples/faulty.xlsx", "--format", "json"],
    ],
)
def test_nobody_reads_the_result_and_nothing_is_said_of_it(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "pfreport", *arguments]
    process = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert (process.wait(PATIENCE), process.stderr.read()) == (-signal.SIGPIPE, "")
    process.stderr.close()
