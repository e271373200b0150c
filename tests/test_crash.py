"""Builds that are killed, that fail, that meet each other: at every moment the old pack or the new
one is there, whole.

A sample of the operations of a small build; tests/campaign breaks each of them.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pfreport.delivery import pack
from tests.breaking import Workshop
from tests.packs import project, workbook
from tests.sweeps import LATEST, MONTH, SCENARIOS, WAYS, Scenario, broken_promises, rests, source_of

EVERY = 11
ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""What takes from root the right to write wherever it likes."""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "new", {"Projects": [project()]})


def build(
    book: Path, out: Path, before: Sequence[str] = (), **options: Any
) -> subprocess.CompletedProcess[str]:
    command = [
        *before,
        sys.executable,
        "-m",
        "pfreport",
        "build",
        str(book),
        "-o",
        str(out),
        "--format",
        "html",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("how", "error"), WAYS)
def test_whatever_breaks_a_whole_pack_is_there_and_the_next_run_mends_the_rest(
    workshop: Workshop, tmp_path: Path, book: Path, scenario: Scenario, how: str, error: str
) -> None:
    sweep = scenario(workshop, tmp_path, book)
    first = WAYS.index((how, error)) + 1
    sample = range(first, sweep.operations() + 1, EVERY)
    assert {
        at: told for at in sample if (told := list(broken_promises(sweep, at, how, error)))
    } == {}


def test_a_sweep_sees_a_pack_that_is_not_whole(
    workshop: Workshop, tmp_path: Path, book: Path
) -> None:
    sweep = SCENARIOS[0](workshop, tmp_path, book)
    sweep.operations()
    whole = source_of(sweep.out, MONTH)
    assert (whole, rests(sweep.out)) == (source_of(sweep.out, LATEST), [])
    (sweep.out / MONTH / "index.html").write_text("half of it")
    (sweep.out / ".packs" / "2026-10.9.tmp").mkdir()
    assert "not whole" in str(source_of(sweep.out, MONTH))
    assert rests(sweep.out) == [".packs/2026-10.9.tmp"]


def test_a_disk_that_is_really_full_leaves_the_old_pack(tmp_path: Path, book: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        assert build(book, disk / "out").returncode == 0
        old = source_of(disk / "out", MONTH)
        filling = disk / "filling"
        filling.write_bytes(bytes(shutil.disk_usage(disk).free - 20_000))
        done = build(
            workbook(tmp_path / "other", {"Projects": [project(name="Other")]}), disk / "out"
        )
        assert (done.returncode, done.stdout) == (74, "")
        assert "No space left on device" in done.stderr
        assert (source_of(disk / "out", MONTH), rests(disk / "out")) == (old, [])
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_quota_leaves_the_old_pack(tmp_path: Path, book: Path) -> None:
    assert build(book, tmp_path / "out").returncode == 0
    old = source_of(tmp_path / "out", MONTH)
    other = workbook(tmp_path / "other", {"Projects": [project(name="Other")]})
    # runs in the child
    limited = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731
    done = build(other, tmp_path / "out", preexec_fn=limited)
    assert done.returncode == 74
    assert os.strerror(errno.EFBIG) in done.stderr
    assert (source_of(tmp_path / "out", MONTH), rests(tmp_path / "out")) == (old, [])


def test_a_folder_one_may_not_write_to_is_named(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o555)
    done = build(book, out, ORDINARY if os.getuid() == 0 else ())
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.splitlines()[0] == f"pfreport: cannot write {out}/.packs: Permission denied"
    assert list(out.iterdir()) == []


def test_a_second_build_says_who_writes_and_may_try_again(tmp_path: Path, book: Path) -> None:
    with pack.locked(tmp_path / "out"):
        done = build(book, tmp_path / "out")
    assert (done.returncode, done.stdout) == (75, "")
    assert (
        done.stderr.splitlines()[0]
        == f"pfreport: {tmp_path / 'out'} is being written by process {os.getpid()}"
    )
    assert build(book, tmp_path / "out").returncode == 0


def test_builds_at_the_same_time_leave_one_whole_pack(tmp_path: Path, book: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pfreport",
        "build",
        book,
        "-o",
        tmp_path / "out",
        "--format",
        "html",
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = [process.communicate()[1] for process in running]
    codes = {process.returncode for process in running}
    assert 0 in codes, said
    assert codes <= {0, 75}, said
    assert source_of(tmp_path / "out", MONTH) == source_of(tmp_path / "out", LATEST) is not None
    assert rests(tmp_path / "out") == []


def test_the_output_folder_may_be_a_link(tmp_path: Path, book: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    assert build(book, tmp_path / "out").stdout == f"{tmp_path}/out/{MONTH}\n"
    assert (tmp_path / "out").is_symlink()
    assert source_of(tmp_path / "real", MONTH) is not None


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path, book: Path) -> None:
    (tmp_path / "out").symlink_to("nowhere")
    done = build(book, tmp_path / "out")
    assert (done.returncode, done.stdout) == (74, "")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("umask", "folder", "file"),
    [(0o022, 0o755, 0o644), (0o027, 0o750, 0o640), (0o077, 0o700, 0o600)],
)
def test_who_may_read_a_pack_is_for_the_umask_to_say(
    tmp_path: Path, book: Path, umask: int, folder: int, file: int
) -> None:
    out = tmp_path / "out"
    assert build(book, out, umask=umask).returncode == 0
    modes = {
        (path.is_dir(), stat.S_IMODE(path.stat().st_mode))
        for path in [out, *out.rglob("*")]
        if path.name != ".lock"
    }
    assert modes == {(True, folder), (False, file)}
