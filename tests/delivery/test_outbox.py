"""The outbox of another program: a newer one is left byte by byte as it was, a damaged one is
named.
"""

import contextlib
import datetime as dt
import shutil
import sqlite3

import pytest

from pfreport.delivery import outbox as outboxes
from pfreport.delivery.outbox import NAME, SCHEMA, Letter, Outbox, State
from pfreport.errors import ConfigurationError, MissingFileError
from pfreport.kinds import Month
from tests.test_first_edition import LEFT as FIRST_EDITION

NOW = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
LETTER = Letter("<1@example.org>", "ann@example.org", "2026-10.1", "0f" * 32)


def bytes_of(folder):
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.endswith("-shm")
    }


def newer(folder, mode):
    """An outbox of the next schema, as a program leaves it that was killed: with what stands beside
    it.
    """
    folder.mkdir()
    database = sqlite3.connect(folder / NAME, isolation_level=None)
    database.execute(f"PRAGMA journal_mode = {mode}")
    database.execute("CREATE TABLE mails (anything)")
    database.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    return database


@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_newer_outbox_is_refused_and_left_as_it_was(tmp_path, mode, killed):
    database = newer(tmp_path / "theirs", mode)
    if not killed:
        database.close()
    shutil.copytree(tmp_path / "theirs", tmp_path / "left")
    database.close()
    before = bytes_of(tmp_path / "left")
    with (
        pytest.raises(ConfigurationError, match=f"newer pfreport .schema {SCHEMA + 1}"),
        Outbox(tmp_path / "left"),
    ):
        pass
    assert bytes_of(tmp_path / "left") == before


def test_what_is_noted_is_there_when_it_is_opened_again_and_sound(tmp_path):
    with Outbox(tmp_path) as outbox:
        assert outbox.claim(LETTER, NOW)
        outbox.record(LETTER.message_id, State.SENT, "250 OK", NOW)
        outbox.release(Month(2026, 10), 1, NOW)
    with Outbox(tmp_path) as outbox:
        assert not outbox.claim(LETTER, NOW, resend=True)
        assert outbox.released(Month(2026, 10)) == {1: NOW}
    with sqlite3.connect(tmp_path / NAME) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_no_outbox_is_named_and_left_alone(tmp_path):
    (tmp_path / NAME).write_bytes(b"not a database, whatever its name says" * 50)
    before = bytes_of(tmp_path)
    with pytest.raises(MissingFileError, match="cannot be read"), Outbox(tmp_path):
        pass
    assert bytes_of(tmp_path) == before


def test_an_outbox_with_a_damaged_page_is_named_and_not_written(tmp_path):
    with Outbox(tmp_path) as outbox:
        for number in range(400):
            outbox.claim(
                Letter(f"<{number}@example.org>", "ann@example.org", "2026-10.1", "0f" * 32), NOW
            )
    content = bytearray((tmp_path / NAME).read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(4096)
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(MissingFileError, match="cannot be read"), Outbox(tmp_path):
        pass


def test_an_outbox_of_an_earlier_schema_is_brought_to_todays(tmp_path, monkeypatch):
    """With a next step made up here, as the one there is began with the first version."""
    shutil.copy(FIRST_EDITION / "packs" / NAME, tmp_path)
    step = "ALTER TABLE mails ADD COLUMN corrects TEXT; CREATE TABLE corrections (of TEXT) STRICT;"
    monkeypatch.setattr(outboxes, "_STEPS", (*outboxes._STEPS, step))
    monkeypatch.setattr(outboxes, "SCHEMA", 2)
    for _ in range(2):
        with Outbox(tmp_path) as opened:
            assert [*opened.released(Month(2026, 7))] == [1]
    with contextlib.closing(sqlite3.connect(tmp_path / NAME)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)
        states = database.execute("SELECT state, corrects FROM mails ORDER BY state").fetchall()
        assert states == [(state, None) for state in sorted(State)]


def test_a_step_that_fails_leaves_the_outbox_as_it_was(tmp_path, monkeypatch):
    shutil.copy(FIRST_EDITION / "packs" / NAME, tmp_path)
    step = "ALTER TABLE mails ADD COLUMN corrects TEXT; CREATE TABLE mails (of TEXT) STRICT;"
    monkeypatch.setattr(outboxes, "_STEPS", (*outboxes._STEPS, step))
    monkeypatch.setattr(outboxes, "SCHEMA", 2)
    with pytest.raises(MissingFileError, match="already exists"), Outbox(tmp_path):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / NAME)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)
        columns = [row[1] for row in database.execute("PRAGMA table_info(mails)")]
    assert "corrects" not in columns
