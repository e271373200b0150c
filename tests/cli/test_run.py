"""`pfreport run` and `pfreport send` as a shell and cron see them."""

from __future__ import annotations

import datetime as dt
import email
import os
import re
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest

from pfreport.delivery.pack import locked
from pfreport.workbook.examine import examine
from tests.delivery.mailservers import PASSWORD, configured, running
from tests.delivery.outboxes import READERS, Reader, write_outbox
from tests.packs import project, workbook

BARE = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
}
TODAY = dt.datetime.now().astimezone().date()


@pytest.fixture
def server(tmp_path):
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as started:
        yield started


def recipients(*addresses):
    rows = [
        {"email": address, "audience": "Executive", "show_money": True} for address in addresses
    ]
    return {
        "Projects": [project(status_updated_on=TODAY, baseline_finish=TODAY + dt.timedelta(60))],
        "Recipients": rows,
    }


def book(folder, server, *addresses, **settings):
    configured(folder, server.mail)
    return workbook(
        folder,
        recipients(*(addresses or ["ann@example.org", "bob@example.org"])),
        **{"status_date": TODAY} | settings,
    )


def as_cron(*arguments, environment=BARE):
    command = [sys.executable, "-m", "pfreport", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        cwd="/",
    )


def ended(done):
    return done.returncode, done.stdout, done.stderr


def test_cron_hears_nothing_when_all_is_well(tmp_path, server):
    path = book(tmp_path, server)
    assert ended(as_cron("run", path)) == (0, "", "")
    assert server.box.addresses == ["ann@example.org", "bob@example.org"]
    assert (
        dt.datetime.fromisoformat((tmp_path / "reports/last_success").read_text().strip()).date()
        == TODAY
    )
    assert ended(as_cron("run", path)) == (0, "", "")
    assert len(server.box.came) == 2


def test_one_message_says_what_is_not_well(tmp_path, server):
    server.box.says["RCPT bob@example.org"] = ["550 5.1.1 No such user"]
    done = as_cron("run", book(tmp_path, server))
    assert ended(done) == (3, "", "pfreport: bob@example.org: not sent: 550 5.1.1 No such user\n")
    assert not (tmp_path / "reports/last_success").exists()


def test_what_is_deferred_is_waited_for_only_as_long_as_asked(tmp_path, server):
    server.box.says["RCPT bob@example.org"] = ["452 4.2.2 Mailbox full"]
    path = book(tmp_path, server)
    done = as_cron("run", path, "--wait", "0")
    assert (done.returncode, done.stdout) == (75, "")
    assert re.fullmatch(
        r"pfreport: bob@example\.org: not sent yet: 452 4\.2\.2 Mailbox full.*\n", done.stderr
    )
    assert ended(as_cron("run", path)) == (0, "", "")
    assert server.box.addresses == ["ann@example.org", "bob@example.org"]


def test_errors_in_the_workbook_are_told_and_the_mail_goes(tmp_path, server):
    configured(tmp_path, server.mail)
    sheets = recipients("ann@example.org")
    sheets["Projects"].append(project("P-2", percent_complete=45))
    done = as_cron("run", workbook(tmp_path, sheets, status_date=TODAY))
    assert (done.returncode, done.stdout, server.box.addresses) == (3, "", ["ann@example.org"])
    assert done.stderr.count("\n") == 1
    assert "1 error(s) in the workbook: pfreport check" in done.stderr


@pytest.mark.parametrize(
    ("settings", "code", "says"),
    [
        ({"status_date": TODAY - dt.timedelta(60)}, 65, "60 days old"),
        ({"base_currency": "nonsense"}, 65, "Settings"),
    ],
)
def test_a_workbook_that_may_not_go_out_stops_the_run(tmp_path, server, settings, code, says):
    done = as_cron("run", book(tmp_path, server, **settings))
    assert (done.returncode, done.stdout, says in done.stderr) == (code, "", True)
    assert server.box.commands == []
    assert not (tmp_path / "reports").exists()


def test_a_second_run_at_the_same_time_may_try_again(tmp_path, server):
    path = book(tmp_path, server)
    with locked(tmp_path / "reports"):
        done = as_cron("run", path)
    assert (done.returncode, done.stdout) == (75, "")
    assert f"process {os.getpid()}" in done.stderr


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"domains": []}, "mail.domains"),
        ({"sender": None}, "mail.sender"),
        ({"password_file": "nowhere"}, "nowhere cannot be read"),
        ({"hots": "mail"}, "did you mean mail.host?"),
        ({"port": "smtp"}, "mail.port"),
        ({"security": "ssl"}, "starttls, tls or plain"),
        ({"host": "mail.example.org", "security": "plain"}, "not this machine"),
    ],
)
def test_a_wrong_configuration_is_78(tmp_path, server, changed, says):
    write_outbox(tmp_path / "reports")
    configured(tmp_path, server.mail, **changed)
    done = as_cron("send", tmp_path / "reports/2026-10")
    assert (done.returncode, done.stdout, says in done.stderr, "Traceback" in done.stderr) == (
        78,
        "",
        True,
        False,
    )


def test_a_wrong_password_appears_nowhere(tmp_path, server):
    write_outbox(tmp_path / "reports")
    configured(tmp_path, server.mail)
    done = as_cron(
        "send",
        tmp_path / "reports/latest",
        environment=BARE | {"PFREPORT_SMTP_PASSWORD": "very-wrong-word"},
    )
    assert (done.returncode, "refuses the login of pmo" in done.stderr) == (78, True)
    assert "very-wrong-word" not in done.stderr + done.stdout
    assert "AUTH " not in done.stderr + done.stdout  # nor what is said to the server
    for path in (tmp_path / "reports").rglob("*"):
        assert not path.is_file() or (
            b"very-wrong-word" not in path.read_bytes()
            and PASSWORD.encode() not in path.read_bytes()
        )


def test_a_password_others_can_read_is_refused(tmp_path, server):
    write_outbox(tmp_path / "reports")
    configured(tmp_path, server.mail)
    (tmp_path / "server/password").chmod(0o640)
    done = as_cron("send", tmp_path / "reports/latest")
    assert (done.returncode, "chmod 600" in done.stderr) == (78, True)


def test_send_prints_a_line_a_recipient(tmp_path, server):
    write_outbox(tmp_path / "reports")
    configured(tmp_path, server.mail)
    server.box.says["DATA bob@example.org"] = ["accept and drop"]
    done = as_cron("send", tmp_path / "reports/2026-10")
    assert done.returncode == 3
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["sent", "ann@example.org"],
        ["unknown", "bob@example.org"],
        ["sent", "cem@example.org"],
    ]
    assert "bob@example.org: may or may not have it" in done.stderr
    again = as_cron("send", tmp_path / "reports/2026-10", "--resend", "unknown")
    assert (again.returncode, again.stderr) == (0, "")
    assert [line.split()[:2] for line in again.stdout.splitlines()] == [
        ["sent", "before"],
        ["sent", "before"],
        ["sent", "bob@example.org"],
    ]


def test_a_dry_run_writes_the_mails_and_sends_none(tmp_path, server):
    write_outbox(tmp_path / "reports", [*READERS, Reader("eve@example.com")])
    configured(tmp_path, server.mail)
    done = as_cron("send", tmp_path / "reports/2026-10", "--dry-run")
    assert done.returncode == 3
    assert "eve@example.com: not sent: example.com is not in mail.domains" in done.stderr
    written = [line.split("  ")[0] for line in done.stdout.splitlines()]
    messages = [
        email.message_from_bytes(Path(path).read_bytes(), policy=default) for path in written
    ]
    assert [message["To"].addresses[0].addr_spec for message in messages] == [
        reader.address for reader in READERS
    ]
    assert server.box.commands == []
    assert not (tmp_path / "reports/outbox.sqlite").exists()


def test_a_trial_comes_to_one_address(tmp_path, server):
    write_outbox(tmp_path / "reports")
    configured(tmp_path, server.mail)
    assert as_cron("send", tmp_path / "reports/2026-10", "--to", "me@example.org").returncode == 0
    assert server.box.addresses == ["me@example.org"] * 3
    assert as_cron("send", tmp_path / "reports/2026-10").returncode == 0
    assert len(server.box.came) == 6


@pytest.mark.parametrize(
    ("state", "arguments", "code"),
    [
        ("incomplete", [], 69),
        ("incomplete", ["--incomplete"], 0),
        ("complete", ["--dry-run", "--to", "me@example.org"], 2),
    ],
)
def test_an_incomplete_pack_goes_only_when_told(tmp_path, server, state, arguments, code):
    write_outbox(tmp_path / "reports", state=state)
    configured(tmp_path, server.mail)
    assert as_cron("send", tmp_path / "reports/2026-10", *arguments).returncode == code
    assert len(server.box.came) == (0 if code else 3)


def test_what_is_no_pack_is_said(tmp_path):
    done = as_cron("send", tmp_path)
    assert (done.returncode, "is no pack" in done.stderr) == (66, True)


def test_doctor_logs_in_and_sends_nothing(tmp_path, server):
    configured(tmp_path, server.mail)
    done = as_cron("doctor", "--smtp", "--config", tmp_path / "pfreport.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"ok       mail server: {server.mail.host} port {server.mail.port}" in done.stdout
    assert (server.box.connections > 0, server.box.came) == (True, [])


def test_doctor_says_that_the_password_is_wrong_without_the_password(tmp_path, server):
    Path(server.mail.password_file).write_text("not-the-one")
    configured(tmp_path, server.mail)
    done = as_cron("doctor", "--smtp", "--config", tmp_path / "pfreport.toml")
    assert done.returncode == 78
    assert "mail server" not in done.stdout
    assert "not-the-one" not in done.stdout + done.stderr


ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""What takes from root the right to read and write whatever it likes."""


def as_an_ordinary_user(*arguments, environment=BARE):
    command = [
        *(ORDINARY if os.getuid() == 0 else ()),
        sys.executable,
        "-m",
        "pfreport",
        *map(str, arguments),
    ]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        cwd="/",
    )


def test_who_has_no_home_that_can_be_written_hears_nothing_either(tmp_path, server):
    (tmp_path / "home").mkdir(mode=0o555)
    done = as_an_ordinary_user(
        "run", book(tmp_path, server), environment=BARE | {"HOME": str(tmp_path / "home")}
    )
    assert ended(done) == (0, "", "")
    assert len(server.box.came) == 2


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("portfolio.xlsx", 66, "portfolio.xlsx cannot be read"),
        ("pfreport.toml", 78, "pfreport.toml cannot be read"),
    ],
)
def test_a_file_one_may_not_read_is_named(tmp_path, server, name, code, says):
    path = book(tmp_path, server)
    (tmp_path / name).chmod(0)
    done = as_an_ordinary_user("run", path)
    assert (done.returncode, done.stdout, says in done.stderr, done.stderr.count("\n")) == (
        code,
        "",
        True,
        2,
    )
    assert server.box.commands == []


def test_the_workbook_is_read_once(tmp_path, server, monkeypatch):
    from typer.testing import CliRunner

    from pfreport import pipeline
    from pfreport.cli.app import app

    read = []
    monkeypatch.setattr(pipeline, "examine", lambda *asked: read.append(asked) or examine(*asked))
    done = CliRunner().invoke(app, ["run", str(book(tmp_path, server))])
    assert (done.exit_code, done.output, len(read)) == (0, "", 1)


def test_another_portfolios_folder_is_refused_and_a_new_name_is_told(tmp_path, server):
    path = book(tmp_path, server)
    assert ended(as_cron("run", path)) == (0, "", "")
    renamed = as_cron("run", book(tmp_path, server, portfolio_name="Port"))
    told = "pfreport: Port is taken for Change portfolio renamed: most projects are the same\n"
    assert ended(renamed) == (0, "", told)
    sheets = {"Projects": [project("X-9", name="Elsewhere", status_updated_on=TODAY)]}
    other = workbook(tmp_path / "other", sheets, portfolio_name="Elsewhere", status_date=TODAY)
    done = as_cron("build", other, "-o", tmp_path / "reports")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"-o {tmp_path}/reports-elsewhere" in done.stderr
