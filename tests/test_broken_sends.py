"""Sends that are killed or that fail: nobody gets two, nobody who can be reached gets none, what is
unknown is said.

A sample of the operations of a small send; tests/campaign breaks each of them.
"""

from __future__ import annotations

import concurrent.futures
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.breaking import Workshop
from tests.delivery.mailservers import Running, configured
from tests.delivery.outboxes import write_outbox
from tests.send_sweeps import ADDRESSES, SCENARIOS, Scenario, broken_promises
from tests.sweeps import WAYS

EVERY = 31


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("how", "error"), WAYS)
def test_whatever_breaks_nobody_gets_two_and_nobody_none_unsaid(
    workshop: Workshop, server: Running, tmp_path: Path, scenario: Scenario, how: str, error: str
) -> None:
    sweep = scenario(workshop, server, tmp_path)
    first = WAYS.index((how, error)) * 6 + 1
    sample = range(first, len(sweep.operations()) + 1, EVERY)
    assert {
        at: told for at in sample if (told := list(broken_promises(sweep, at, how, error)))
    } == {}


def test_on_a_disk_that_is_really_full_nothing_goes_that_cannot_be_noted(
    server: Running, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        configured(disk, server.mail)
        write_outbox(disk / "reports")
        filling = disk / "filling"
        filling.write_bytes(bytes(shutil.disk_usage(disk).free - 4_096))
        done = send(disk)
        assert (done.returncode, done.stdout) == (74, "")
        assert server.box.came == []
        filling.unlink()
        done = send(disk)
        assert (done.returncode, done.stderr) == (0, "")
        assert server.box.addresses == ADDRESSES
    finally:
        subprocess.run(["umount", disk], check=True)


def test_sends_at_the_same_time_send_each_mail_once(server: Running, tmp_path: Path) -> None:
    configured(tmp_path, server.mail)
    write_outbox(tmp_path / "reports")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = {done.returncode for done in pool.map(send, [tmp_path] * 4)}
    assert 0 in codes
    assert codes <= {0, 75}
    assert sorted(server.box.addresses) == ADDRESSES


def send(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pfreport", "send", str(folder / "reports/2026-10")]
    return subprocess.run(command, capture_output=True, text=True, check=False)
