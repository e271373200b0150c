"""Mails through a real server, over STARTTLS with login: who gets what, and what becomes of
each.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import socket
import sqlite3
import time
import traceback
from dataclasses import replace

import pytest

from pfreport.artefact import Artefact
from pfreport.delivery import pack as packs
from pfreport.delivery import sending, smtp
from pfreport.delivery.mail import Stamp, parcels
from pfreport.delivery.mailing import read_mailing, read_view
from pfreport.delivery.outbox import NAME, Outbox, State
from pfreport.delivery.secret import read_password
from pfreport.delivery.sending import Order, hold_against, may_be_sent, send
from pfreport.delivery.smtp import Server
from pfreport.errors import ConfigurationError, MissingFileError, UnavailableError, WorkbookError
from tests.delivery.mailservers import PASSWORD, running
from tests.delivery.outboxes import READERS, Reader, write_outbox

NOW = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)
EVERYBODY = [reader.address for reader in READERS]


@pytest.fixture
def server(tmp_path):
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def out(tmp_path):
    write_outbox(tmp_path / "reports")
    return tmp_path / "reports"


def order(out, mail, now=NOW, **options):
    return Order(read_mailing(packs.pack_at(out / "2026-10")), mail, lambda: now, **options)


def sent(out, mail, now=NOW, **options):
    """The results by the local part of each address."""
    given = order(out, mail, now, **options)
    may_be_sent(given, None, incomplete=False)
    with Outbox(out) as outbox:
        results = list(send(given, lambda: Server(mail, read_password(mail, {})), outbox))
    return {result.mail.letter.address.partition("@")[0]: result for result in results}


def states(results):
    return {name: result.state.value for name, result in results.items()}


def test_each_gets_their_own_and_once(out, server):
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert server.box.addresses == EVERYBODY
    for reader, (address, message) in zip(READERS, server.box.came, strict=True):
        assert [a.addr_spec for a in message["To"].addresses] == [address]
        assert reader.content("report") in [
            part.get_content() for part in message.iter_attachments()
        ]
        attached = "report-2026-10.pdf (2 kB)" + (
            " and measures-2026-10.xlsx (1 kB)" if reader.figures else ""
        )
        lines = [f"Dear {address}", ".", ".. and so on", "", f"Attached: {attached}."]
        assert message.get_body("plain").get_content().splitlines() == lines
    again = sent(out, server.mail)
    assert all(result.before for result in again.values())
    assert states(again) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert len(server.box.came) == 3
    assert (
        server.box.commands.count("AUTH") == 1
    )  # the second time there was nothing to connect for


def test_one_refusal_harms_no_one_else_and_keeps_the_servers_words(out, server):
    server.box.says["RCPT bob@example.org"] = ["550 5.1.1 No such user here"]
    results = sent(out, server.mail)
    assert states(results) == {"ann": "sent", "bob": "refused", "cem": "sent"}
    assert results["bob"].said == "550 5.1.1 No such user here"
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert sorted(server.box.addresses) == EVERYBODY


def test_a_full_mailbox_is_tried_again_after_growing_pauses(out, server):
    pauses = []
    for _ in range(4):
        server.box.says["RCPT bob@example.org"] = ["452 4.2.2 Mailbox full"]
        result = sent(out, server.mail)["bob"]
        assert (result.state, result.said) == (State.DEFERRED, "452 4.2.2 Mailbox full")
        pauses.append((result.next_try - NOW).total_seconds() / 60)
    assert pauses == [5, 30, 120, 120]
    assert states(sent(out, server.mail))["bob"] == "sent"
    assert sorted(server.box.addresses) == EVERYBODY


def test_a_connection_dropped_before_the_message_costs_nobody_theirs(out, server):
    server.box.says["BEFORE DATA ann@example.org"] = ["drop"]
    server.box.says["BEFORE DATA bob@example.org"] = ["drop"]
    first = sent(out, server.mail)
    assert states(first) == {"ann": "deferred", "bob": "deferred", "cem": "sent"}
    assert "before the whole message had gone" in first["ann"].said
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert sorted(server.box.addresses) == EVERYBODY


def test_a_server_that_closes_after_so_many_messages_is_connected_to_again(out, server):
    server.box.says["MAIL"] = [None, "421 4.7.0 Too many messages"]
    server.box.says["BEFORE DATA cem@example.org"] = ["drop"]
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert server.box.addresses == EVERYBODY


@pytest.mark.parametrize("said", ["drop", "accept and drop"])
def test_what_is_unknown_is_said_and_not_sent_again_by_itself(out, server, said):
    server.box.says["DATA bob@example.org"] = [said]
    first = sent(out, server.mail)
    assert states(first) == {"ann": "sent", "bob": "unknown", "cem": "sent"}
    again = sent(out, server.mail)
    assert (again["bob"].state, again["bob"].before) == (State.UNKNOWN, True)
    assert server.box.addresses.count("bob@example.org") == (said == "accept and drop")
    assert states(sent(out, server.mail, resend=True))["bob"] == "sent"
    assert {
        message["Message-ID"] for address, message in server.box.came if address.startswith("bob")
    } == {READERS[1].message_id}


def test_a_refusal_after_the_message_is_known(out, server):
    server.box.says["DATA ann@example.org"] = ["554 5.7.1 Looks like spam"]
    server.box.says["DATA bob@example.org"] = ["451 4.3.0 Later"]
    assert states(sent(out, server.mail)) == {"ann": "refused", "bob": "deferred", "cem": "sent"}


BIG = Reader("ann@example.org", report=60_000, smaller=9_000, figures=30_000)


@pytest.mark.parametrize(
    ("limit", "files", "left_out"),
    [
        (200_000, ["report-2026-10.pdf", "measures-2026-10.xlsx"], ()),
        (80_000, ["executive-2026-10.pdf", "measures-2026-10.xlsx"], ("report-2026-10.pdf",)),
        (30_000, ["executive-2026-10.pdf"], ("report-2026-10.pdf", "measures-2026-10.xlsx")),
        (6_000, [], ("report-2026-10.pdf", "measures-2026-10.xlsx")),
    ],
)
def test_what_the_server_takes_decides_what_is_sent_and_the_body_says_what_is_not(
    tmp_path, limit, files, left_out
):
    write_outbox(tmp_path / "reports", [BIG])
    with running(tmp_path, size=limit) as server:
        result = sent(tmp_path / "reports", server.mail)["ann"]
    assert (result.state, result.left_out) == (State.SENT, left_out)
    ((_, message),) = server.box.came
    assert [part.get_filename() for part in message.iter_attachments()] == files
    for kind in ("plain", "html"):
        body = message.get_body(kind).get_content()
        assert all(name in body for name in left_out)
        assert ("too big" in body) == bool(left_out)
        told = re.sub("</?b>", "", body).partition("Attached: ")[2].partition("Left out")[0]
        assert re.findall(r"(\S+)\s+\(\d+\skB", told) == files


def test_a_server_that_finds_it_too_big_only_then_gets_the_smaller(tmp_path):
    write_outbox(tmp_path / "reports", [BIG])
    with running(tmp_path) as server:
        server.box.says["DATA"] = ["552 5.3.4 Message too big"]
        assert sent(tmp_path / "reports", server.mail)["ann"].left_out == ("report-2026-10.pdf",)
        assert len(server.box.came) == 1


def test_a_mail_nothing_of_which_fits_is_refused(tmp_path):
    write_outbox(tmp_path / "reports", [BIG])
    with running(tmp_path, size=500) as server:
        result = sent(tmp_path / "reports", server.mail)["ann"]
    assert (result.state, "the server takes 500" in result.said) == (State.REFUSED, True)


def test_more_than_seven_megabytes_are_never_sent(tmp_path):
    write_outbox(tmp_path / "reports", [replace(BIG, report=7_000_001)])
    with running(tmp_path) as server:
        assert sent(tmp_path / "reports", server.mail)["ann"].left_out == ("report-2026-10.pdf",)


def test_a_wrong_password_is_told_without_the_password(out, server, tmp_path):
    (tmp_path / "password").write_text("wrong-password\n")
    server.box.says["AUTH"] = ["535 5.7.8 Not with AHBtbwB3cm9uZy1wYXNzd29yZA=="] * 3
    with pytest.raises(ConfigurationError, match="refuses the login of pmo") as refused:
        sent(out, server.mail)
    told = "".join(traceback.format_exception(refused.value))
    assert "wrong-password" not in told
    assert "AHBtbwB3cm9uZy1wYXNzd29yZA==" not in told
    assert server.box.came == []
    with Outbox(out) as outbox:
        assert outbox.fate(READERS[0].message_id) is None


def test_a_server_busy_at_login_is_tried_again(out, server):
    server.box.says["AUTH"] = ["454 4.7.0 Try later"] * 3
    assert states(sent(out, server.mail)) == {
        "ann": "deferred",
        "bob": "deferred",
        "cem": "deferred",
    }
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}


def test_a_certificate_of_another_host_is_refused(out, tmp_path):
    with (
        running(tmp_path, host="mail.example.org") as server,
        pytest.raises(ConfigurationError, match=r"certificate.*not trusted"),
    ):
        sent(out, server.mail)
    assert server.box.commands.count("AUTH") == 0


def test_a_certificate_nobody_vouches_for_is_refused(out, server):
    with pytest.raises(ConfigurationError, match=r"certificate.*not trusted"):
        sent(out, replace(server.mail, ca_file=None))
    assert server.box.commands.count("AUTH") == 0


def test_a_server_without_starttls_gets_no_password(out, tmp_path):
    with (
        running(tmp_path, tls=False) as server,
        pytest.raises(ConfigurationError, match="does not offer STARTTLS"),
    ):
        sent(out, replace(server.mail, security="starttls"))
    assert server.box.commands.count("AUTH") == 0


def test_plain_is_for_this_machine_alone(out, tmp_path):
    with running(tmp_path, tls=False) as server:
        assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
        with pytest.raises(ConfigurationError, match="not this machine"):
            sent(
                out,
                replace(server.mail, host="mail.example.org"),
                resend=True,
                trial="me@example.org",
            )


def test_a_server_that_speaks_no_tls_is_told_from_one_that_is_not_there(out, tmp_path):
    with (
        running(tmp_path, tls=False) as server,
        pytest.raises(ConfigurationError, match="does not speak TLS"),
    ):
        sent(out, replace(server.mail, security="tls"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens here
        mail = replace(server.mail, host="127.0.0.1", port=taken.getsockname()[1])
        results = sent(out, mail)
    assert states(results) == {"ann": "deferred", "bob": "deferred", "cem": "deferred"}
    assert "cannot be reached" in results["cem"].said


def test_a_server_that_drips_is_cut_off(out, server, monkeypatch):
    monkeypatch.setattr(smtp, "MESSAGE_SECONDS", 0.3)
    server.box.says["RCPT ann@example.org"] = [lambda: time.sleep(1)]
    started = time.monotonic()
    assert states(sent(out, server.mail))["ann"] == "deferred"
    assert time.monotonic() - started < 5


def test_another_domain_is_refused_by_name_and_the_others_get_theirs(tmp_path, server):
    write_outbox(
        tmp_path / "reports",
        [*READERS, Reader("eve@example.com"), Reader("a@example.org, b@example.org")],
    )
    results = sent(tmp_path / "reports", server.mail)
    assert states(results) == {
        "ann": "sent",
        "bob": "sent",
        "cem": "sent",
        "eve": "refused",
        "a": "refused",
    }
    assert "example.com is not in mail.domains" in results["eve"].said
    assert server.box.addresses == EVERYBODY


def test_a_trial_goes_to_one_address_and_is_not_noted(out, server):
    sent(out, server.mail, trial="me@example.org")
    assert server.box.addresses == ["me@example.org"] * 3
    subjects = [message["Subject"] for _, message in server.box.came]
    assert all(address in subject for address, subject in zip(EVERYBODY, subjects, strict=True))
    assert not {message["Message-ID"] for _, message in server.box.came} & {
        reader.message_id for reader in READERS
    }
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    with pytest.raises(ConfigurationError, match=r"example\.com"):
        sent(out, server.mail, trial="me@example.com")


@pytest.mark.parametrize("key", ["host", "sender", "domains"])
def test_what_sending_needs_is_asked_for(out, server, key):
    with pytest.raises(ConfigurationError, match=f"mail.{key}"):
        sent(out, replace(server.mail, **{key: ()}))


def test_an_incomplete_pack_stays_unless_it_may_go(tmp_path, server):
    write_outbox(tmp_path / "reports", state="incomplete")
    with pytest.raises(UnavailableError, match="Pango is missing"):
        sent(tmp_path / "reports", server.mail)
    may_be_sent(order(tmp_path / "reports", server.mail), None, incomplete=True)


def test_a_stale_pack_stays(tmp_path, server):
    write_outbox(tmp_path / "reports", max_age_days=30)
    last = dt.datetime(2026, 11, 30, 23, tzinfo=dt.UTC)
    may_be_sent(order(tmp_path / "reports", server.mail, last), None, incomplete=False)
    stale = order(tmp_path / "reports", server.mail, last + dt.timedelta(days=1))
    with pytest.raises(WorkbookError, match="31 days old"):
        may_be_sent(stale, None, incomplete=False)
    may_be_sent(stale, 31, incomplete=False)


def test_the_age_of_a_pack_is_counted_by_the_date_where_it_is_sent(tmp_path, server):
    write_outbox(tmp_path / "reports", max_age_days=30)
    east = dt.datetime(
        2026, 12, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=14))
    )  # the day before by UTC
    with pytest.raises(WorkbookError, match="31 days old"):
        may_be_sent(order(tmp_path / "reports", server.mail, east), None, incomplete=False)


@pytest.mark.parametrize("name", ["report.pdf", "mail.html", "page-one.png"])
def test_a_file_changed_after_the_build_stops_everything_before_anything_has_gone(
    out, server, name
):
    (out / "2026-10" / READERS[2].view / name).write_bytes(b"another")
    with pytest.raises(MissingFileError, match="changed after it was built"):
        sent(out, server.mail)
    assert server.box.commands == []


def planted(out, change):
    """The pack again, with its `outbox.json` changed and the manifest made to fit."""
    pack = packs.pack_at(out / "2026-10")
    outbox, manifest = (
        json.loads((pack.folder / name).read_text()) for name in ("outbox.json", "manifest.json")
    )
    change(outbox["recipients"])
    written = Artefact("outbox.json", "application/json", json.dumps(outbox).encode())
    manifest["files"]["outbox.json"]["sha256"] = written.sha256
    (pack.folder / "outbox.json").write_bytes(written.content)
    (pack.folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[0].update(address="bob@example.org"), "does not fit"),
        (lambda rows: rows[0].update(names=not rows[0]["names"]), "does not fit"),
        (lambda rows: rows[0].update(money=not rows[0]["money"]), "does not fit"),
        (lambda rows: rows[0].update(audience="Project"), "does not fit"),
        (lambda rows: rows[0].update(row="Recipients!A9"), "does not fit"),
        (lambda rows: rows[0].update(files=rows[1]["files"]), "not of the view"),
        (lambda rows: rows[0].update(body=rows[1]["body"]), "not of the view"),
        (lambda rows: rows[0]["files"][0].update(sha256="0"), "not the file meant"),
        (
            lambda rows: rows[0]["files"][0].update(path=rows[0]["view"] + "/../../manifest.json"),
            "no file of the pack",
        ),
    ],
)
def test_a_mail_that_is_not_its_rows_own_goes_to_nobody(out, server, change, says):
    planted(out, change)
    with pytest.raises(MissingFileError, match=says):
        sent(out, server.mail)
    assert server.box.commands == []


def test_the_very_bytes_are_held_against_the_recipient(out, server):
    given = order(out, server.mail)
    ann, bob = given.mailing.mails[:2]
    stamp = Stamp("pmo@example.org", NOW)
    theirs = next(parcels(given.mailing, bob, read_view(given.mailing, bob), stamp))
    with pytest.raises(RuntimeError, match=r"ann@example\.org is not theirs"):
        hold_against(ann, theirs)
    with pytest.raises(RuntimeError):
        hold_against(ann, replace(theirs, address="ann@example.org"))
    swapped = next(parcels(given.mailing, ann, read_view(given.mailing, bob), stamp))
    with pytest.raises(RuntimeError):
        hold_against(ann, swapped)
    hold_against(bob, theirs)


def test_a_mail_that_went_but_cannot_be_noted_is_not_sent_again(out, server, monkeypatch):
    really = Outbox.record

    def full(outbox, message_id, state, *rest):
        if state is State.SENT:
            with outbox._transaction():
                raise sqlite3.OperationalError("database or disk is full")
        really(outbox, message_id, state, *rest)

    monkeypatch.setattr(Outbox, "record", full)
    with pytest.raises(
        sending.CannotWriteError, match=r"ann@example\.org: sent, and that cannot be noted"
    ):
        sent(out, server.mail)
    monkeypatch.undo()
    assert states(sent(out, server.mail)) == {"ann": "unknown", "bob": "sent", "cem": "sent"}
    assert server.box.addresses == EVERYBODY


def test_the_outbox_says_nothing_of_passwords(out, server):
    sent(out, server.mail)
    assert PASSWORD.encode() not in (out / NAME).read_bytes()
