"""Mails through a real server, over STARTTLS with login: who gets what, and what becomes of each."""

from __future__ import annotations

import datetime as dt

import pytest

from pfreport.delivery.mailing import read_mailing
from pfreport.delivery.outbox import Outbox, State
from pfreport.delivery.secret import read_password
from pfreport.delivery.sending import Order, may_be_sent, send
from pfreport.delivery.smtp import Server
from pfreport.errors import ConfigurationError
from tests.delivery.mailservers import running
from tests.delivery.outboxes import READERS, Reader, write_outbox

NOW = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)


@pytest.fixture
def server(tmp_path):
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def out(tmp_path):
    write_outbox(tmp_path / "reports")
    return tmp_path / "reports"


def sent(out, mail, **options):
    """State and words by the local part of each address."""
    pack = write_outbox(out) if not (out / "2026-10").exists() else None
    from pfreport.delivery.pack import pack_at

    order = Order(read_mailing(pack or pack_at(out / "2026-10")), mail, lambda: NOW, **options)
    may_be_sent(order, None, incomplete=False)
    with Outbox(out) as outbox:
        results = list(send(order, lambda: Server(mail, read_password(mail, {})), outbox))
    return {result.mail.letter.address.partition("@")[0]: result for result in results}


def states(results):
    return {name: str(result.state) for name, result in results.items()}


def test_each_gets_their_own_and_once(out, server):
    assert states(sent(out, server.mail)) == {"ann": "sent", "bob": "sent", "cem": "sent"}
    assert server.box.addresses == [reader.address for reader in READERS]
    for reader, (address, message) in zip(READERS, server.box.came, strict=True):
        assert message["To"].addresses[0].addr_spec == address
        assert reader.content("report") in [part.get_content() for part in message.iter_attachments()]
    again = sent(out, server.mail)
    assert all(result.before for result in again.values())
    assert len(server.box.came) == 3
    assert server.box.connections == 2  # before and after STARTTLS; the second time there was nothing to connect for
