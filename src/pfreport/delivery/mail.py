"""One mail as a message: text and HTML with page one as a picture, the files attached, within a
size.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from pfreport.addresses import objection_to
from pfreport.artefact import file_name
from pfreport.delivery.attached import Telling, with_files_told
from pfreport.delivery.mailing import Addressed, Enclosure, Mailing, View
from pfreport.errors import ConfigurationError
from pfreport.faults import shorten
from pfreport.rendering.text.values import Formats
from pfreport.report.words import say
from pfreport.values import Words

RAW_BYTES = 7_000_000
"""Most that the parts of a mail come to before they are encoded for the way."""
NAME, SUBJECT = 64, 150
"""Most characters of a name beside an address, and of a subject."""
PICTURE = "page-one"
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a mail gets when it is sent: from whom, when, and for a trial the one address that all
    go to.
    """

    sender: str
    now: dt.datetime
    trial: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to go: its one recipient, its bytes with CRLF, the files in it and those left
    out for their size.
    """

    address: str
    message_id: str
    content: bytes
    enclosed: tuple[Enclosure, ...]
    left_out: tuple[str, ...]


def parcels(mailing: Mailing, mail: Addressed, view: View, stamp: Stamp) -> Iterator[Parcel]:
    """The mail in its sizes, the whole first; each next one leaves out more."""
    whole, *smaller = _choices(view.enclosures)
    for chosen in (whole, *smaller):
        left_out = tuple(file.name for file in whole if file not in chosen)
        texts = len(view.text) + len(view.html) + len(view.picture or b"")
        if not chosen or texts + sum(len(file.content) for file in chosen) <= RAW_BYTES:
            yield _parcel(mailing, mail, replace(view, enclosures=chosen), left_out, stamp)


def one_address(address: str) -> Address:
    """A single ASCII address. ConfigurationError for anything else: two in one cell, a name beside
    it.
    """
    hint = "one address a row, as name@example.org"
    if why := objection_to(address):
        raise ConfigurationError(f"{address!r} is no address that mail can go to: {why}", hint)
    try:
        return Address(addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise ConfigurationError(f"{address!r} is no address", hint) from error


def _choices(files: Sequence[Enclosure]) -> list[tuple[Enclosure, ...]]:
    """Which files may go together, the most first: the smaller report in place of the whole, then
    without figures, then none.
    """

    def without(*roles: str) -> tuple[Enclosure, ...]:
        return tuple(file for file in files if file.role not in roles)

    smaller = (
        [without("report"), without("report", "figures")]
        if any(file.role == "smaller" for file in files)
        else []
    )
    return list(dict.fromkeys([without("smaller"), *smaller, without("smaller", "figures"), ()]))


def _parcel(
    mailing: Mailing, mail: Addressed, view: View, left_out: tuple[str, ...], stamp: Stamp
) -> Parcel:
    address = stamp.trial or mail.letter.address
    message = EmailMessage(_POLICY)
    _head(message, mailing, mail, stamp)
    _body(
        message,
        with_files_told(
            view, Telling(str(mailing.settings.get("locale", "en")), left_out, stamp.sender)
        ),
    )
    for file in view.enclosures:
        maintype, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
    _fix_boundaries(message)
    return Parcel(
        address, str(message["Message-ID"]), message.as_bytes(), view.enclosures, left_out
    )


def _head(message: EmailMessage, mailing: Mailing, mail: Addressed, stamp: Stamp) -> None:
    sender = one_address(stamp.sender)
    to = one_address(stamp.trial or mail.letter.address)
    message["From"] = Address(_one_line(mailing.portfolio, NAME), addr_spec=sender.addr_spec)
    message["To"] = (
        to if stamp.trial else Address(_one_line(mail.name or "", NAME), addr_spec=to.addr_spec)
    )
    message["Subject"] = _one_line(_subject(mail, stamp), SUBJECT)
    message["Date"] = format_datetime(stamp.now)
    message["Message-ID"] = _message_id(mail, stamp)
    message["References"] = message["In-Reply-To"] = mail.thread_id
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{file_name(mailing.portfolio).lower()}.pfreport.{sender.domain}>"


def _one_line(text: str, most: int) -> str:
    """Typed words as a header takes them: not longer, and nothing that a mail program decodes as if
    it had been encoded.
    """
    return shorten(text.replace("=?", "= ?"), most)


def _subject(mail: Addressed, stamp: Stamp) -> str:
    if not stamp.trial:
        return mail.subject
    return Formats("en").text(
        say("mail.trial", address=Words(mail.letter.address), subject=Words(mail.subject))
    )


def _message_id(mail: Addressed, stamp: Stamp) -> str:
    """A trial has an identity of its own each time: else the real mail would be taken for one that
    has come already.
    """
    return (
        mail.letter.message_id
        if not stamp.trial
        else mail.letter.message_id.replace("<", f"<trial.{stamp.now:%Y%m%dT%H%M%S}.", 1)
    )


def _body(message: EmailMessage, view: View) -> None:
    message.set_content(view.text)
    message.add_alternative(view.html, subtype="html")
    if view.picture is not None:
        page = message.get_payload(1)
        if isinstance(page, MIMEPart):
            page.add_related(
                view.picture,
                "image",
                "png",
                cid=f"<{PICTURE}>",
                disposition="inline",
                filename=f"{PICTURE}.png",
            )


def _fix_boundaries(message: EmailMessage) -> None:
    """The same bytes each time a mail is made."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(
            "=_" + hashlib.sha256(f"{message['Message-ID']} {number}".encode()).hexdigest()[:32]
        )
