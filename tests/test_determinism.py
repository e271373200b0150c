"""Same workbook, same bytes: whatever the folder, the time zone, the locale, the hash seed, the
umask or the number of processes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pfreport import assets


def build(
    folder: Path,
    sample: str,
    formats: str,
    *,
    jobs: int = 1,
    umask: int = 0o022,
    **environment: str,
) -> dict[str, bytes]:
    folder.mkdir(parents=True)
    shutil.copy(assets.folder("samples") / sample, folder)
    command = [
        sys.executable,
        "-m",
        "pfreport",
        "build",
        sample,
        "--format",
        formats,
        "--jobs",
        str(jobs),
    ]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pack = folder / done.stdout.strip()
    return {
        str(path.relative_to(pack)): path.read_bytes()
        for path in sorted(pack.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(tmp_path):
    one = build(
        tmp_path / "here",
        "starter.xlsx",
        "html,pdf",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="1",
    )
    two = build(
        tmp_path / "far/away é",
        "starter.xlsx",
        "html,pdf",
        TZ="America/Los_Angeles",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="2",
    )
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert "executive.pdf" in one


def test_the_whole_sample_is_the_same_bytes(tmp_path):
    one = build(
        tmp_path / "a", "portfolio.xlsx", "html", jobs=1, PYTHONHASHSEED="3", HOME="/nonexistent"
    )
    two = build(
        tmp_path / "b",
        "portfolio.xlsx",
        "html",
        jobs=3,
        umask=0o077,
        PYTHONHASHSEED="4",
        LC_ALL="tr_TR.ISO-8859-9",
    )
    assert [name for name in one if one[name] != two.get(name)] == []
    assert len(one) > 12


def test_nothing_of_the_machine_is_in_a_pack(tmp_path):
    for name, content in build(tmp_path / "secretplace", "starter.xlsx", "html,pdf").items():
        assert b"secretplace" not in content, name
