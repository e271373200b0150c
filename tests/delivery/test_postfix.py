"""`pfreport send` against a real mail server: Debian's Postfix, which the tests start by themselves
where it is installed.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from tests.delivery.mailservers import configured
from tests.delivery.outboxes import READERS, Reader, write_outbox
from tests.delivery.postfixes import lacking, postfix

pytestmark = pytest.mark.skipif(lacking() is not None, reason=f"no Postfix: {lacking()}")

BIG = Reader("ann@example.org", report=60_000, smaller=9_000, figures=30_000)
EVERYBODY = [reader.address.partition("@")[0] for reader in READERS]


def send(folder, mail, *arguments):
    configured(folder, mail)
    command = [
        sys.executable,
        "-m",
        "pfreport",
        "send",
        str(folder / "reports/2026-10"),
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def states(done):
    """The state of each mail as the program prints it, by the local part of its address."""
    split = (line.split("  ") for line in done.stdout.splitlines())
    return {fields[-3].strip().partition("@")[0]: fields[0] for fields in split}


def test_each_mail_arrives_once_in_the_mailbox_it_is_for(tmp_path):
    write_outbox(tmp_path / "reports")
    with postfix(*EVERYBODY) as server:
        done, again = send(tmp_path, server.mail), send(tmp_path, server.mail)
        inboxes = {name: server.inbox(name) for name in EVERYBODY}
        assert server.log.count("sasl_username=pmo@localhost") == len(READERS)
    assert (done.returncode, done.stderr) == (again.returncode, again.stderr) == (0, "")
    assert set(states(again).values()) == {"sent before"}
    for reader, name in zip(READERS, EVERYBODY, strict=True):
        (message,) = inboxes[name]
        assert (message["Delivered-To"], message["Message-ID"]) == (
            reader.address,
            reader.message_id,
        )
        assert reader.content("report") in [
            part.get_content() for part in message.iter_attachments()
        ]
        assert message.get_body("plain").get_content().splitlines()[:3] == [
            f"Dear {reader.address}",
            ".",
            ".. and so on",
        ]


def test_who_is_not_known_and_whose_mailbox_is_full_is_told_in_the_servers_words(tmp_path):
    write_outbox(tmp_path / "reports")
    full = (
        "check_recipient_access inline:{ {cem@example.org = 452 4.2.2 Mailbox full} }, "
        "permit_sasl_authenticated, reject"
    )
    with postfix("ann", "cem", smtpd_recipient_restrictions=full) as server:
        done = send(tmp_path, server.mail)
        assert len(server.inbox("ann")) == 1
        assert server.inbox("cem", 0) == []
    assert done.returncode == 75
    assert states(done) == {"ann": "sent", "bob": "refused", "cem": "deferred"}
    bob, cem = done.stderr.splitlines()
    unknown = (
        "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown in virtual mailbox "
        "table"
    )
    assert bob == f"pfreport: bob@example.org: not sent: {unknown}"
    assert cem.startswith(
        "pfreport: cem@example.org: not sent yet: 452 4.2.2 <cem@example.org>: Recipient address "
        "rejected: Mailbox full"
    )
    with postfix(*EVERYBODY) as server:
        assert states(send(tmp_path, server.mail)) == {
            "ann": "sent before",
            "bob": "sent",
            "cem": "sent",
        }
        assert [len(server.inbox(name, name != "ann")) for name in EVERYBODY] == [0, 1, 1]


@pytest.mark.parametrize("announced", [True, False])
def test_a_mail_over_the_servers_size_goes_without_what_is_too_big(tmp_path, announced):
    write_outbox(tmp_path / "reports", [BIG])
    silent = {} if announced else {"smtpd_discard_ehlo_keywords": "size"}
    with postfix("ann", message_size_limit="80000", **silent) as server:
        done = send(tmp_path, server.mail)
        (message,) = server.inbox("ann")
        assert ("data=1/2" in server.log) == (not announced)  # it took one of two
    assert (done.returncode, done.stderr) == (
        0,
        "pfreport: ann@example.org: sent without report-2026-10.pdf, which is too big\n",
    )
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "executive-2026-10.pdf",
        "measures-2026-10.xlsx",
    ]
    assert "Left out, since the mail would be too big: report-2026-10.pdf" in " ".join(
        message.get_body("plain").get_content().split()
    )


def test_a_server_without_room_is_tried_again(tmp_path):
    write_outbox(tmp_path / "reports")
    with postfix(*EVERYBODY, queue_minfree=str(1 << 60)) as server:
        done = send(tmp_path, server.mail)
    assert (done.returncode, set(states(done).values())) == (75, {"deferred"})
    assert done.stderr.count("452 4.3.1 Insufficient system storage") == len(READERS)


def test_a_wrong_password_and_a_certificate_nobody_vouches_for_are_told_apart(tmp_path):
    write_outbox(tmp_path / "reports")
    with postfix(*EVERYBODY) as server:
        untrusted = send(tmp_path, replace(server.mail, ca_file=None))
        wrong = tmp_path / "wrong"
        wrong.write_text("very-wrong-word")
        wrong.chmod(0o600)
        refused = send(tmp_path, replace(server.mail, password_file=str(wrong)))
        assert (untrusted.returncode, refused.returncode) == (78, 78)
        assert "is not trusted" in untrusted.stderr
        assert (
            "refuses the login of pmo@localhost: 535 5.7.8 Error: authentication failed"
            in refused.stderr
        )
        assert "very-wrong-word" not in refused.stderr
        assert server.inbox("ann", 0) == []
