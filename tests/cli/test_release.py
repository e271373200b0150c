"""`pfreport history release`: what is frozen stays as it is, byte by byte; what is built later
stands beside it.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pfreport.artefact import Artefact
from pfreport.delivery import pack as packs
from pfreport.delivery import releases
from pfreport.delivery.outbox import NAME, every_release
from pfreport.errors import MissingFileError
from pfreport.kinds import Month
from tests.delivery.outboxes import write_outbox
from tests.packs import pack as built
from tests.packs import project

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def write(out, text, month=OCTOBER):
    """A later build of a month, as far as its files go."""
    with packs.locked(out):
        frozen = releases.released(out, month)
        files = [
            Artefact(name, "text/plain", text.encode())
            for name in ("index.html", "projects/P-1.html", "manifest.json")
        ]
        return packs.write_pack(out, month, packs.next_revision(out, month, frozen), files, frozen)


def files_of(folder):
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def links(out):
    return {name: os.readlink(out / name) for name in ("2026-10", "latest")}


def revisions(out):
    return sorted(path.name for path in (out / ".packs").glob("2026-1*"))


def history(*arguments, **options):
    command = [sys.executable, "-m", "pfreport", "history", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_a_released_pack_is_never_touched_again_and_keeps_the_links(tmp_path):
    first = write(tmp_path, "first")
    releases.release(tmp_path, OCTOBER, None, NOW)
    frozen = files_of(first.folder)
    files = {path: path.stat().st_ino for path in first.folder.rglob("*")}
    for text in ("second", "third"):
        write(tmp_path, text)
        assert files_of(first.folder) == frozen
        assert links(tmp_path) == {"2026-10": ".packs/2026-10.1", "latest": ".packs/2026-10.1"}
    assert {path: path.stat().st_ino for path in first.folder.rglob("*")} == files
    assert revisions(tmp_path) == ["2026-10.1", "2026-10.3"]
    assert (tmp_path / ".packs/2026-10.3/index.html").read_text() == "third"


def test_a_revision_beside_it_may_be_released_too(tmp_path):
    write(tmp_path, "first")
    releases.release(tmp_path, OCTOBER, None, NOW)
    write(tmp_path, "second")
    releases.release(tmp_path, OCTOBER, 2, NOW + dt.timedelta(1))
    assert links(tmp_path) == {"2026-10": ".packs/2026-10.2", "latest": ".packs/2026-10.2"}
    write(tmp_path, "third")
    assert links(tmp_path)["2026-10"] == ".packs/2026-10.2"
    assert revisions(tmp_path) == ["2026-10.1", "2026-10.2", "2026-10.3"]


def test_going_back_to_an_earlier_release_lasts(tmp_path):
    write(tmp_path, "first")
    releases.release(tmp_path, OCTOBER, None, NOW)
    write(tmp_path, "second")
    releases.release(tmp_path, OCTOBER, 2, NOW)
    releases.release(tmp_path, OCTOBER, 1, NOW)
    write(tmp_path, "third")
    assert links(tmp_path) == {"2026-10": ".packs/2026-10.1", "latest": ".packs/2026-10.1"}


def test_the_latest_is_of_the_latest_month(tmp_path):
    write(tmp_path, "october")
    write(tmp_path, "november", NOVEMBER)
    releases.release(tmp_path, OCTOBER, None, NOW)
    write(tmp_path, "october again")
    assert links(tmp_path) == {"2026-10": ".packs/2026-10.1", "latest": ".packs/2026-11.1"}


def test_the_number_of_a_released_revision_that_was_deleted_by_hand_is_never_given_again(tmp_path):
    first = write(tmp_path, "first")
    releases.release(tmp_path, OCTOBER, None, NOW)
    for path in sorted(first.folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    first.folder.rmdir()
    assert write(tmp_path, "second").revision == 2
    assert links(tmp_path)["2026-10"] == ".packs/2026-10.2"


def test_released_twice_it_is_released_once(tmp_path):
    write(tmp_path, "first")
    for later in range(2):
        assert releases.release(tmp_path, OCTOBER, None, NOW + dt.timedelta(later)).revision == 1
    assert every_release(tmp_path) == {(OCTOBER, 1): NOW}


@pytest.mark.parametrize(
    ("month", "revision", "says"),
    [(NOVEMBER, None, "no pack for 2026-11"), (OCTOBER, 7, "no pack for revision 7")],
)
def test_what_is_not_there_is_said_and_nothing_is_noted(tmp_path, month, revision, says):
    write(tmp_path, "first")
    with pytest.raises(MissingFileError, match=says):
        releases.release(tmp_path, month, revision, NOW)
    assert not (tmp_path / NAME).exists()


def test_the_command_prints_what_it_froze(tmp_path):
    write(tmp_path, "october")
    write(tmp_path, "november", NOVEMBER)
    for arguments, folder in (
        (["2026-10"], "2026-10.1"),
        ([], "2026-11.1"),
        (["2026-10"], "2026-10.1"),
    ):
        done = history("release", *arguments, "-o", tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (
            0,
            f"{tmp_path}/.packs/{folder}\n",
            "",
        )
    assert every_release(tmp_path).keys() == {(OCTOBER, 1), (NOVEMBER, 1)}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["2026-09"], 66, "no pack for 2026-09"),
        (["October"], 2, "'October' is no month"),
        (["2026-10", "--revision", "3"], 66, "revision 3"),
    ],
)
def test_the_command_refuses_what_is_not_there(tmp_path, arguments, code, says):
    write(tmp_path, "first")
    done = history("release", *arguments, "-o", tmp_path)
    assert (done.returncode, done.stdout, says in done.stderr) == (code, "", True)


def test_that_a_pack_is_incomplete_is_told_when_it_is_released(tmp_path):
    write_outbox(tmp_path, state="incomplete")
    done = history("release", "2026-10", "-o", tmp_path)
    assert done.returncode == 0
    assert (
        done.stderr
        == f"pfreport: {tmp_path}/.packs/2026-10.1 is released as it is, incomplete: no PDF: Pango "
        "is missing\n"
    )


def test_nothing_is_released_where_there_is_no_pack_at_all(tmp_path):
    assert history("release", "-o", tmp_path).returncode == 66
    assert history("release", "-o", tmp_path / "nowhere").returncode == 66
    assert list(tmp_path.iterdir()) == []


def test_while_another_run_writes_it_may_be_tried_again(tmp_path):
    write(tmp_path, "first")
    with packs.locked(tmp_path):
        done = history("release", "2026-10", "-o", tmp_path)
    assert (done.returncode, done.stdout) == (75, "")
    assert f"process {os.getpid()}" in done.stderr
    assert not (tmp_path / NAME).exists()


def test_the_list_marks_what_is_released_and_what_stands_beside_it(tmp_path):
    sheets = {"Projects": [project()]}
    built(tmp_path, sheets)
    out = tmp_path / "reports"
    releases.release(out, OCTOBER, None, NOW)
    built(tmp_path, sheets)
    built(tmp_path, sheets, status_date=dt.date(2026, 11, 30))
    done = history("list", "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [line.split(maxsplit=1)[1].split("complete") for line in done.stdout.splitlines()]
    assert [(row[0].split()[0], row[1].strip()) for row in rows] == [
        ("2026-10.1", "released 2026-11-02"),
        ("2026-10.2", "beside the released one"),
        ("2026-11.1", ""),
    ]
    assert (
        history("show", "2026-10", "-o", out)
        .stdout.splitlines()[0]
        .endswith("complete, released 2026-11-02")
    )
    assert (
        history("show", "2026-10.2", "-o", out)
        .stdout.splitlines()[0]
        .endswith("complete, beside the released one")
    )


def test_the_list_is_for_readers_who_may_not_write(tmp_path):
    built(tmp_path, {"Projects": [project()]})
    out = tmp_path / "reports"
    releases.release(out, OCTOBER, None, NOW)
    before = files_of(out)
    for path in (out, out / ".packs"):
        path.chmod(0o555)
    lesser = (
        ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
    )
    command = [*lesser, sys.executable, "-m", "pfreport", "history", "list", "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for path in (out, out / ".packs"):
        path.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, "")
    assert "released 2026-11-02" in done.stdout
    assert files_of(Path(out)) == before
