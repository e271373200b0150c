"""What names and addresses in a workbook can do to a mail, and the last look at its bytes before it
goes: nothing, and all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from pfreport.delivery import pack as packs
from pfreport.delivery import sending
from pfreport.delivery.mail import Parcel, Stamp, one_address, parcels
from pfreport.delivery.mailing import Mailing, read_mailing, read_view
from pfreport.delivery.outbox import Outbox
from pfreport.delivery.sending import Order, hold_against, send
from pfreport.delivery.smtp import Server
from pfreport.errors import ConfigurationError
from tests.delivery.mailservers import running
from tests.delivery.outboxes import write_outbox
from tests.packs import pack, project

NOW = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)
STAMP = Stamp("pmo@example.org", NOW)
NAMES = (
    "Port\r\nBcc: eve@example.com",
    "Port\nBcc: eve@example.com\n\nand a body",
    "Doe, Jo <eve@example.com>",
    'Jo" <eve@example.com>, "x',
    "a\x0bb\x0cc\x85d\u2028e\u2029Bcc: eve@example.com",
    "a_x000D__x000A_Bcc: eve@example.com",
    "a_x0000_b_xD800_",
    "=?utf-8?q?Jo=0D=0ABcc=3A_eve=40example=2Ecom?=",
    "name " * 600,
    "n" * 3_000,
)
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "References",
    "In-Reply-To",
    "Auto-Submitted",
    "List-Id",
    "MIME-Version",
]


def mailing_of(out: Path) -> Mailing:
    return read_mailing(packs.pack_at(out / "2026-10"))


@pytest.fixture(scope="module", params=NAMES)
def message(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> EmailMessage:
    """The mail of a workbook in which portfolio, project and recipient have a hostile name."""
    reader = {
        "email": "ann@example.org",
        "name": request.param,
        "audience": "Project",
        "format": "HTML",
        "scope": "P-1",
    }
    sheets = {"Projects": [project(name=request.param)], "Recipients": [reader]}
    built = pack(tmp_path_factory.mktemp("named"), sheets, portfolio_name=request.param)
    mailing = mailing_of(built.folder.parent)
    (mail,) = mailing.mails
    content = next(parcels(mailing, mail, read_view(mailing, mail), STAMP)).content
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert b"\n" not in content.replace(b"\r\n", b"")
    return message_from_bytes(content, policy=default)


def test_a_name_is_no_header_and_no_address(message: EmailMessage) -> None:
    assert [
        key for key in message if key not in ("Content-Type", "Content-Transfer-Encoding")
    ] == HEADERS
    for header, address in (("From", "pmo@example.org"), ("To", "ann@example.org")):
        assert [one.addr_spec for one in message[header].addresses] == [address]
        assert len(message[header].addresses[0].display_name) <= 100
        assert not message[header].defects
    assert len(message["Subject"]) <= 150
    assert message["Subject"].isprintable()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "a@example.org, b@example.org",
            "a@example.org; b@example.com",
            "a@example.org\nb@example.com",
            '"a@b"@example.org, c@d',
        ),
        *("Doe, Jo <j@example.org>", "<a@example.org>", "a@example.org (b@example.com)"),
        *("bob@ex\xe4mple.org", "bob", "@example.org", "a b@example.org", ""),
    ],
)
def test_what_is_not_one_plain_address_is_none(address: str) -> None:
    with pytest.raises(ConfigurationError, match="no address"):
        one_address(address)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_outbox(tmp_path / "reports")
    return tmp_path / "reports"


def test_each_part_of_the_last_look_stops_a_message_by_itself(out: Path) -> None:
    mailing = mailing_of(out)
    ann, bob, _ = mailing.mails
    view = read_view(mailing, ann)
    to_bob = replace(ann, letter=replace(ann.letter, address="bob@example.org"))
    misled = next(parcels(mailing, to_bob, view, STAMP))  # ann's own files, to bob
    with pytest.raises(RuntimeError):
        hold_against(ann, misled)
    with pytest.raises(RuntimeError):
        hold_against(
            ann, replace(misled, address="ann@example.org")
        )  # for the envelope; the header says bob
    with pytest.raises(RuntimeError):
        hold_against(
            ann, next(parcels(mailing, ann, read_view(mailing, bob), STAMP))
        )  # to ann, with bob's files
    hold_against(ann, next(parcels(mailing, ann, view, STAMP)))


def test_what_is_not_theirs_stops_before_the_server_has_anything(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mixed, bob, *_), really = mailing_of(out).mails, parcels

    def confused(mailing: Mailing, mail: sending.Addressed, *rest: object) -> Iterator[Parcel]:
        # type]
        yield from really(mailing, mail if mail == mixed else mixed, *rest)  # type: ignore[arg

    monkeypatch.setattr(sending, "parcels", confused)
    with running(tmp_path, tls=False) as server, Outbox(out) as outbox:
        order = Order(mailing_of(out), server.mail, lambda: NOW)
        with pytest.raises(RuntimeError, match=r"bob@example\.org is not theirs"):
            list(send(order, lambda: Server(server.mail, None), outbox))
        assert server.box.addresses == ["ann@example.org"]
        assert bob.letter.address not in " ".join(server.box.commands)
