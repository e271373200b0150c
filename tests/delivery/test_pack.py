import errno
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pfreport.artefact import Artefact
from pfreport.delivery import pack
from pfreport.errors import CannotWriteError, TryAgainError
from pfreport.kinds import Month

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def files(text: str) -> list[Artefact]:
    return [
        Artefact("index.html", "text/html", text.encode()),
        Artefact("projects/P-1.html", "text/html", text.encode()),
    ]


def write(out: Path, month: Month, text: str) -> pack.Pack:
    with pack.locked(out):
        return pack.write_pack(out, month, pack.next_revision(out, month), files(text))


def test_a_pack_stands_behind_relative_links(tmp_path):
    write(tmp_path, OCTOBER, "a")
    assert os.readlink(tmp_path / "2026-10") == ".packs/2026-10.1"
    assert os.readlink(tmp_path / "latest") == ".packs/2026-10.1"
    assert (tmp_path / "latest/projects/P-1.html").read_text() == "a"


def test_a_rebuilt_month_is_a_new_revision_and_the_old_one_goes(tmp_path):
    write(tmp_path, OCTOBER, "a")
    assert write(tmp_path, OCTOBER, "b").revision == 2
    assert (tmp_path / "2026-10/index.html").read_text() == "b"
    assert [p.name for p in sorted((tmp_path / ".packs").glob("2026*"))] == ["2026-10.2"]


def test_latest_stays_with_the_later_month(tmp_path):
    write(tmp_path, NOVEMBER, "november")
    write(tmp_path, OCTOBER, "october")
    assert (tmp_path / "latest/index.html").read_text() == "november"
    assert (tmp_path / "2026-10/index.html").read_text() == "october"


def test_a_failed_write_leaves_the_old_pack_and_no_rest(tmp_path, monkeypatch):
    write(tmp_path, OCTOBER, "old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWriteError, match="No space left"):
        write(tmp_path, OCTOBER, "new")
    assert (tmp_path / "2026-10/index.html").read_text() == "old"
    assert not list((tmp_path / ".packs").glob("*.tmp"))


def syncs(monkeypatch, most=99):
    """What is synced, by inode; the disk is full after so many."""
    synced, really = [], os.fsync

    def sync(handle):
        synced.append(os.fstat(handle).st_ino)
        if len(synced) > most:
            raise OSError(errno.ENOSPC, "No space left on device")
        really(handle)

    monkeypatch.setattr(os, "fsync", sync)
    return synced


def test_a_disk_that_is_full_within_a_pack_keeps_no_rest_of_it(tmp_path, monkeypatch):
    write(tmp_path, OCTOBER, "old")
    syncs(monkeypatch, most=2)  # the note of who writes, one file
    with pytest.raises(CannotWriteError, match="No space left"):
        write(tmp_path, OCTOBER, "new")
    assert sorted(path.name for path in (tmp_path / ".packs").glob("2026*")) == ["2026-10.1"]


def test_every_file_and_folder_of_a_pack_is_synced_before_the_link_leads_to_it(
    tmp_path, monkeypatch
):
    synced = syncs(monkeypatch)
    whole = write(tmp_path, OCTOBER, "a").folder
    before_the_last, last = synced[:-1], synced[-1]
    assert {path.stat().st_ino for path in (whole, *whole.rglob("*"), whole.parent)} <= {
        *before_the_last
    }
    assert last == tmp_path.stat().st_ino


@pytest.mark.parametrize("step", ["symlink_to", "rename", "replace"])
def test_the_link_leads_to_the_old_pack_until_it_leads_to_the_new(tmp_path, monkeypatch, step):
    write(tmp_path, OCTOBER, "old")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, step, full)
    with pytest.raises(CannotWriteError, match="No space left"):
        write(tmp_path, OCTOBER, "new")
    for link in ("2026-10", "latest"):
        assert os.readlink(tmp_path / link) == ".packs/2026-10.1"
        assert (tmp_path / link / "index.html").read_text() == "old"


def test_what_is_half_written_when_a_run_is_killed_has_no_revisions_name(tmp_path, monkeypatch):
    write(tmp_path, OCTOBER, "old")
    synced, really = [], os.fsync

    def killed(handle):
        synced.append(handle)
        if len(synced) > 2:  # the note of who writes, one file, and now the next
            raise KeyboardInterrupt
        really(handle)

    monkeypatch.setattr(os, "fsync", killed)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, OCTOBER, "new")
    assert sorted(path.name for path in (tmp_path / ".packs").glob("2026*")) == [
        "2026-10.1",
        "2026-10.2.tmp",
    ]


def test_what_a_killed_run_left_is_swept(tmp_path):
    (tmp_path / ".packs/2026-10.1.tmp/projects").mkdir(parents=True)
    write(tmp_path, OCTOBER, "a")
    assert not list((tmp_path / ".packs").glob("*.tmp"))
    assert (tmp_path / "2026-10/index.html").read_text() == "a"


def test_a_folder_of_somebody_elses_is_not_replaced(tmp_path):
    (tmp_path / "2026-10").mkdir()
    with pytest.raises(CannotWriteError, match="in the way"):
        write(tmp_path, OCTOBER, "a")
    assert (tmp_path / "2026-10").is_dir()
    assert not (tmp_path / "2026-10").is_symlink()


def test_a_second_run_says_who_holds_the_folder(tmp_path):
    with pack.locked(tmp_path):
        script = textwrap.dedent(f"""
            from pathlib import Path
            from pfreport.delivery import pack
            from pfreport.errors import TryAgainError
            try:
                with pack.locked(Path({str(tmp_path)!r})): print("got it")
            except TryAgainError as error:
                print(error.message, error.exit_code)
        """)
        said = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
    assert f"process {os.getpid()}" in said
    assert said.strip().endswith("75")
    with pack.locked(tmp_path):
        pass


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ({}, "wait for it to end, or choose another folder with -o"),
        ({"elsewhere": ""}, "wait for it to end"),
    ],
)
def test_another_folder_is_offered_where_there_is_a_choice(tmp_path, said, hint):
    with (
        pack.locked(tmp_path),
        pytest.raises(TryAgainError) as refused,
        pack.locked(tmp_path, **said),
    ):
        pass
    assert refused.value.hint == hint


def test_the_lock_is_free_after_a_refusal(tmp_path):
    with pytest.raises(TryAgainError), pack.locked(tmp_path), pack.locked(tmp_path):
        pass
    with pack.locked(tmp_path):
        pass


def test_a_file_rendered_before_is_found_only_with_its_own_bytes(tmp_path):
    page = Artefact("index.html", "text/html", b"page", "key")
    listed = {
        "files": {
            "index.html": {"sha256": page.sha256, "type": "text/html", "report_sha256": "key"}
        }
    }
    with pack.locked(tmp_path):
        pack.write_pack(
            tmp_path,
            OCTOBER,
            1,
            [page, Artefact("manifest.json", "application/json", json.dumps(listed).encode())],
        )
    known = pack.rendered_before(tmp_path)
    assert pack.copied(known, "index.html", "key") == page
    assert pack.copied(known, "index.html", "other key") is None
    (tmp_path / "2026-10/index.html").write_bytes(b"changed")
    assert pack.copied(known, "index.html", "key") is None


def test_single_files_replace_whole(tmp_path):
    pack.write_files(tmp_path / "new", files("a"))
    pack.write_files(tmp_path / "new", files("b"))
    assert sorted(p.name for p in (tmp_path / "new").rglob("*") if p.is_file()) == [
        "P-1.html",
        "index.html",
    ]
    assert (tmp_path / "new/projects/P-1.html").read_text() == "b"


def test_a_folder_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWriteError, match="file"):
        write(tmp_path / "file" / "reports", OCTOBER, "a")


def test_a_link_that_waits_where_a_pack_is_built_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out/.packs").mkdir(parents=True)
    (tmp_path / "out/.packs/2026-10.1.tmp").symlink_to(elsewhere)
    (tmp_path / "out/.packs/.holder").symlink_to(elsewhere / "holder")
    write(tmp_path / "out", OCTOBER, "a")
    assert list(elsewhere.iterdir()) == []
    assert (tmp_path / "out/2026-10/index.html").read_text() == "a"


def test_a_link_put_there_while_a_pack_is_built_is_not_followed_either(tmp_path):
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    with pack.locked(out):
        (out / ".packs/2026-10.1.tmp").symlink_to(elsewhere)
        with pytest.raises(CannotWriteError, match=r"2026-10\.1\.tmp: File exists"):
            pack.write_pack(out, OCTOBER, 1, files("a"))
    assert list(elsewhere.iterdir()) == []
    assert not (out / "2026-10").exists()


def test_a_link_in_the_place_of_a_single_file_is_not_written_through(tmp_path):
    victim, out = tmp_path / "victim", tmp_path / "out"
    victim.write_text("mine")
    out.mkdir()
    (out / ".index.html.tmp").symlink_to(victim)
    (out / "index.html").symlink_to(victim)
    with pytest.raises(CannotWriteError, match="File exists"):
        pack.write_files(out, files("a")[:1])
    pack.write_files(out, files("a")[:1])
    assert (
        victim.read_text(),
        (out / "index.html").read_text(),
        (out / "index.html").is_symlink(),
    ) == ("mine", "a", False)


def test_a_manifest_of_another_kind_is_none(tmp_path):
    (tmp_path / "manifest.json").write_text("[]")
    assert pack.manifest_of(tmp_path) == {}
