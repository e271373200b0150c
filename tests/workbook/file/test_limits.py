"""The limits of the reading process, each by itself: with the look before lifted, a bomb still ends
in one line.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pfreport.errors import WorkbookError
from pfreport.workbook.file import container, preflight, reader
from pfreport.workbook.file.source import read_workbook
from tests.workbook.archives import repacked, replacing
from tests.workbook.books import minimal, workbook

PROJECTS = "xl/worksheets/sheet2.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(minimal(), tmp_path / "book.xlsx")


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.exit_code == 65
    assert "\n" not in caught.value.message
    return caught.value.message


def read_by(monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    monkeypatch.setattr(reader, "COMMAND", command)


def within(limits: str) -> tuple[str, ...]:
    """The reader with other limits."""
    return sys.executable, "-S", "-P", "-c", f"from pfreport.workbook.file import child\n{limits}"


def long_text(book: Path, tmp_path: Path) -> Path:
    """One cell of hundreds of megabytes of blanks."""
    cell = f'<c r="B2" t="inlineStr"><is><t xml:space="preserve">{" " * 200_000_000}</t></is></c>'
    return repacked(
        book,
        tmp_path / "long.xlsx",
        {PROJECTS: replacing('<c r="B2" t="inlineStr"><is><t>Harbour</t></is></c>', cell)},
    )


def test_a_bomb_meets_the_limit_of_memory(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, *within("child.MEMORY = 2**28\nchild.main()"))
    for name in ("PART_SIZE", "WHOLE_SIZE", "RATIO"):
        monkeypatch.setattr(container, name, 2**40)
    assert "it needs too much memory" in refusal(long_text(book, tmp_path))


def test_what_never_ends_meets_the_limit_of_time(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, *within("child.CPU_SECONDS = 1\nchild.limit()\nwhile True: pass"))
    assert "it takes too long to read" in refusal(book)


def test_a_bomb_of_parts_that_pass_each_by_itself_is_refused_unopened(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by(monkeypatch, "false")
    monkeypatch.setattr(container, "RATIO", 2**40)
    parts = {f"xl/media/{n}.bin": b"0" * 70_000_000 for n in range(3)}
    assert "unpacks to more than 200 MB" in refusal(repacked(book, tmp_path / "bomb.xlsx", parts))


def test_a_part_that_says_it_is_small_is_refused(book: Path, tmp_path: Path) -> None:
    bomb = repacked(book, tmp_path / "bomb.xlsx", {"xl/media/big.bin": b"0" * 150_000_000})
    with zipfile.ZipFile(bomb) as archive:
        real = struct.pack("<I", archive.getinfo("xl/media/big.bin").file_size)
    content = bomb.read_bytes()
    assert content.count(real) == 2
    bomb.write_bytes(content.replace(real, struct.pack("<I", 1_000)))
    assert "damaged or incomplete" in refusal(bomb)


def test_a_reader_that_is_stopped_is_ended_when_its_time_is_up(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "WALL_SECONDS", 0.5)
    noted = tmp_path / "pid"
    read_by(monkeypatch, "sh", "-c", f"echo $$ > {noted}; kill -STOP $$")
    begun = time.monotonic()
    assert "took longer than 0.5 seconds to read" in refusal(book)
    assert time.monotonic() - begun < 20
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)


@pytest.mark.parametrize(
    ("sent", "says"),
    [("ABRT", "the reader gave up on it"), ("KILL", "the process that read it was killed")],
)
def test_a_reader_that_dies_is_told(
    book: Path, monkeypatch: pytest.MonkeyPatch, sent: str, says: str
) -> None:
    read_by(monkeypatch, "sh", "-c", f"kill -{sent} $$")
    assert says in refusal(book)


def test_what_a_reader_says_is_never_run(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    bad = f"class Bad:\n def __reduce__(self): return os.mkdir, ({str(ran)!r},)"
    says = f"import pickle, sys, os\n{bad}\npickle.dump(Bad(), sys.stdout.buffer)"
    read_by(monkeypatch, sys.executable, "-c", says)
    with pytest.raises(Exception, match="no plain value"):
        read_workbook(book)
    assert not ran.exists()


def test_copies_that_killed_runs_left_are_removed_and_no_others(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = tmp_path / "aside"
    monkeypatch.setattr(preflight.tempfile, "tempdir", str(aside))
    old, new, other = (
        aside / name
        for name in (f"{preflight.PREFIX}old", f"{preflight.PREFIX}new", "pfreport-other")
    )
    for folder in (old, new, other):
        folder.mkdir(parents=True)
        (folder / "workbook.xlsx").touch()
    (tmp_path / "kept").mkdir()
    link = aside / f"{preflight.PREFIX}link"
    link.symlink_to(tmp_path / "kept")
    hours_ago = time.time() - 2 * preflight.LEFT_OVER_SECONDS
    for path in (old, other):
        os.utime(path, (hours_ago, hours_ago))
    os.utime(link, (hours_ago, hours_ago), follow_symlinks=False)
    read_workbook(book)
    assert sorted(path.name for path in aside.iterdir()) == sorted(
        path.name for path in (new, link, other)
    )
    assert (tmp_path / "kept").is_dir()
    shutil.rmtree(aside)


STRICT = (
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def strict(xml: bytes) -> bytes:
    for ours, theirs in STRICT:
        xml = xml.replace(ours.encode(), theirs.encode())
    return xml


def test_a_strict_workbook_is_read_as_any_other(book: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        parts = {part: strict for part in archive.namelist() if part.endswith((".xml", ".rels"))}
    found = read_workbook(repacked(book, tmp_path / "strict.xlsx", parts))
    assert {name: [*table.rows] for name, table in found.sheets.items()} == {
        name: [*table.rows] for name, table in read_workbook(book).sheets.items()
    }
    assert found.sheets["Projects"].rows[1][0] == "P-1"


def test_a_workbook_in_which_no_sheet_is_found_is_refused(book: Path, tmp_path: Path) -> None:
    none = {
        "xl/workbook.xml": lambda xml: (
            xml[: xml.index(b"<sheets>")] + b"<sheets/>" + xml[xml.index(b"</sheets>") + 9 :]
        )
    }
    assert "has no sheets" in refusal(repacked(book, tmp_path / "none.xlsx", none))
