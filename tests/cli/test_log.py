"""`--log-file`: each step and each mail with its time, how a run ended, and nothing that breaks a
line.
"""

from __future__ import annotations

import datetime as dt
import errno
import os

import pytest
import typer

from pfreport.cli.log import Log
from pfreport.errors import CannotWriteError, WorkbookError
from tests.cli.test_run import TODAY, as_cron, book
from tests.delivery.mailservers import running


@pytest.fixture
def server(tmp_path):
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as started:
        yield started


def lines(path):
    """What the log says, its times looked at and left out."""
    split = [line.split(" ", 1) for line in path.read_text().splitlines()]
    assert all(dt.datetime.fromisoformat(when).tzinfo for when, _ in split)
    return [said for _, said in split]


@pytest.mark.parametrize(
    ("error", "last"),
    [
        (None, "ended with 0"),
        (typer.Exit(3), "ended with 3"),
        (WorkbookError("it is too old", "hint"), "ended with 65: it is too old"),
        (ZeroDivisionError(), "ended with 1: ZeroDivisionError"),
    ],
)
def test_the_last_line_says_how_it_ended(tmp_path, error, last):
    def run():
        with Log(tmp_path / "log") as log:
            log.say("first")
            if error:
                raise error

    if error:
        with pytest.raises(type(error)):
            run()
    else:
        run()
    assert lines(tmp_path / "log") == ["first", last]


def test_a_line_stays_one_whatever_is_in_it(tmp_path):
    with Log(tmp_path / "log") as log:
        log.say("one\r\n2026-01-01 forged \x1b[2J\u2028")
    assert lines(tmp_path / "log") == [
        "one\\x0d\\x0a2026-01-01 forged \\x1b[2J\\x2028",
        "ended with 0",
    ]


def test_a_step_is_told_once(tmp_path):
    with Log(tmp_path / "log") as log:
        for done in range(3):
            log.step("render", done, 3)
    assert lines(tmp_path / "log") == ["render", "ended with 0"]


def test_without_a_file_nothing_is_written(tmp_path):
    with Log(None) as log:
        log.say("first")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named_before_anything_is_done(tmp_path):
    with pytest.raises(CannotWriteError, match=os.strerror(errno.EISDIR)), Log(tmp_path):
        raise AssertionError("nothing may be done")


def test_a_run_keeps_what_it_did_and_is_silent_all_the_same(tmp_path, server):
    server.box.says["RCPT bob@example.org"] = ["550 5.1.1 No such user"]
    path, log = book(tmp_path, server), tmp_path / "log"
    assert as_cron("run", path, "--log-file", log).returncode == 3
    assert as_cron("run", path, "--log-file", log).stderr == ""
    said = lines(log)
    assert said[0] == f"run of {path}"
    assert {"read", "measure", "render", "write", f"built {tmp_path}/reports/{TODAY:%Y-%m}"} <= set(
        said
    )
    assert [line.split("  ")[0] for line in said if "@example.org  views" in line] == [
        "sent",
        "refused",
        "sent before",
        "sent",
    ]
    assert "bob@example.org: not sent: 550 5.1.1 No such user" in said
    assert [line for line in said if line.startswith("ended")] == ["ended with 3", "ended with 0"]
