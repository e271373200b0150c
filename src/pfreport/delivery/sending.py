"""Sends the mails of a pack: each claimed first, checked, handed over, and its fate kept, so that
no rerun sends one twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import SMTP

from pfreport.delivery.mail import Parcel, Stamp, one_address, parcels
from pfreport.delivery.mailing import Addressed, Mailing, read_view
from pfreport.delivery.outbox import Outbox, State
from pfreport.delivery.smtp import Outcome, Server, UnreachableError
from pfreport.errors import CannotWriteError, ConfigurationError, UnavailableError, WorkbookError
from pfreport.settings import CONFIG_NAME, Mail, Settings

PAUSES = (dt.timedelta(minutes=5), dt.timedelta(minutes=30), dt.timedelta(minutes=120))
"""How long a deferred mail waits before it is tried again by itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be sent. `trial` is one address that gets all, and no state is touched; `resend`
    sends the unknown again.
    """

    mailing: Mailing
    mail: Mail
    now: Callable[[], dt.datetime]
    trial: str | None = None
    resend: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mail: `before` where that was in an earlier run; what was left out; when it
    is tried next.
    """

    mail: Addressed
    state: State
    said: str = ""
    before: bool = False
    left_out: tuple[str, ...] = ()
    next_try: dt.datetime | None = None


def may_be_sent(order: Order, max_age_days: int | None, *, incomplete: bool) -> None:
    """Raises where nothing may go out.

    ConfigurationError where `[mail]` lacks something, UnavailableError where the pack is
    incomplete, WorkbookError where it is stale.
    """
    mailing, mail = order.mailing, order.mail
    lacking = [
        key
        for key, value in (("host", mail.host), ("sender", mail.sender), ("domains", mail.domains))
        if not value
    ]
    if lacking:
        raise ConfigurationError(
            f"{CONFIG_NAME} has no mail.{lacking[0]}",
            "pfreport init --config writes one with every key of [mail]",
        )
    if order.trial and (why := objection(mail, order.trial)):
        raise ConfigurationError(
            f"no mail goes to {order.trial}: {why}", "add its domain to mail.domains"
        )
    if mailing.incomplete_because and not incomplete:
        raise UnavailableError(
            f"the pack is incomplete: {mailing.incomplete_because}",
            "build it again, or send it so: --incomplete",
        )
    said = mailing.settings.get("max_age_days") if max_age_days is None else max_age_days
    refuse_stale(mailing.status_date, said, order.now().date())


def refuse_stale(status_date: dt.date, max_age_days: int | None, today: dt.date) -> None:
    """Raises WorkbookError for figures that are too old to be sent as this month's."""
    limit = (
        Settings(status_date=status_date, portfolio_name="").max_age_days
        if max_age_days is None
        else max_age_days
    )
    age = (today - status_date).days
    if age > limit:
        raise WorkbookError(
            f"the status date {status_date} is {age} days old, and max_age_days is {limit}",
            "bring the workbook up to date and set its status_date",
        )


def send(order: Order, server: Callable[[], Server], outbox: Outbox) -> Iterator[Result]:
    """Sends what may be sent, a result a mail as it comes. The caller holds the output folder.

    Raises MissingFileError where the pack was changed, before anything of it has gone.
    """
    due: list[Addressed] = []
    for mail in order.mailing.mails:
        settled = _settled(order, outbox, mail)
        if settled:
            yield settled
        else:
            due.append(mail)
            read_view(order.mailing, mail)
    if due:
        yield from _send_due(order, server, outbox, due)


def objected(order: Order) -> list[Result]:
    """The mails that go to nobody, whatever the server says."""
    found = ((mail, objection(order.mail, mail.letter.address)) for mail in order.mailing.mails)
    return [Result(mail, State.REFUSED, why) for mail, why in found if why]


def _settled(order: Order, outbox: Outbox, mail: Addressed) -> Result | None:
    """What is said of a mail that is not to be sent now; None where it is."""
    if why := objection(order.mail, mail.letter.address):
        return Result(mail, State.REFUSED, why)
    fate = None if order.trial else outbox.fate(mail.letter.message_id)
    if (
        fate is None
        or fate.state not in (State.SENT, State.UNKNOWN)
        or (fate.state is State.UNKNOWN and order.resend)
    ):
        return None
    return Result(mail, fate.state, fate.said, before=True)


def objection(mail: Mail, address: str) -> str | None:
    """Why an address gets no mail from here."""
    try:
        domain = one_address(address).domain.casefold()
    except ConfigurationError as error:
        return error.message
    return None if mail.allows(address) else f"{domain} is not in mail.domains of {CONFIG_NAME}"


def _send_due(
    order: Order, server: Callable[[], Server], outbox: Outbox, due: list[Addressed]
) -> Iterator[Result]:
    """Where the server cannot be reached, now or in the midst, what is left is deferred."""
    left = list(due)
    try:
        with server() as connected:
            while left:
                result = _send_one(order, connected, outbox, left[0])
                left.pop(0)
                yield result
    except UnreachableError as error:
        for mail in left:
            if not order.trial:
                outbox.claim(mail.letter, order.now(), resend=order.resend)
            yield _kept(order, outbox, mail, Outcome(State.DEFERRED, error.message))


def _send_one(order: Order, server: Server, outbox: Outbox, mail: Addressed) -> Result:
    if not order.trial:
        outbox.claim(mail.letter, order.now(), resend=order.resend)
    outcome, left_out, sender = (
        Outcome(State.REFUSED, "no size of it fits"),
        tuple[str, ...](),
        order.mail.sender or "",
    )

    def about_to_end() -> None:
        if not order.trial:
            outbox.record(
                mail.letter.message_id,
                State.UNKNOWN,
                "handed over whole, and then the run was cut off",
                order.now(),
            )

    for parcel in parcels(
        order.mailing, mail, read_view(order.mailing, mail), Stamp(sender, order.now(), order.trial)
    ):
        if server.size_limit and len(parcel.content) > server.size_limit:
            outcome = Outcome(
                State.REFUSED,
                f"{len(parcel.content)} bytes, and the server takes {server.size_limit}",
                too_big=True,
            )
            continue
        hold_against(mail, parcel, order.trial)
        outcome, left_out = server.submit(sender, parcel, about_to_end), parcel.left_out
        if not outcome.too_big:
            break
    return _kept(order, outbox, mail, outcome, left_out)


def hold_against(mail: Addressed, parcel: Parcel, trial: str | None = None) -> None:
    """Looks once more, at the very bytes, whether a message is this recipient's own. RuntimeError
    stops everything.
    """
    message = message_from_bytes(parcel.content, policy=SMTP)
    to = [address.addr_spec for address in message["To"].addresses]
    meant = {file["sha256"] for file in mail.files}
    enclosed = {hashlib.sha256(_bytes_of(part)).hexdigest() for part in message.iter_attachments()}
    if (
        to != [parcel.address]
        or parcel.address != (trial or mail.letter.address)
        or not enclosed <= meant
    ):
        raise RuntimeError(f"the message made for {mail.letter.address} is not theirs")


def _bytes_of(part: Message) -> bytes:
    """An attachment as it is saved; of a page, its content as text would not be its bytes."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _kept(
    order: Order, outbox: Outbox, mail: Addressed, outcome: Outcome, left_out: tuple[str, ...] = ()
) -> Result:
    """The result of a try, noted in the outbox."""
    if order.trial:
        return Result(mail, outcome.state, outcome.said, left_out=left_out)
    fate = outbox.fate(mail.letter.message_id)
    tries = fate.tries if fate else 1
    next_try = (
        order.now() + PAUSES[min(tries, len(PAUSES)) - 1]
        if outcome.state is State.DEFERRED
        else None
    )
    try:
        outbox.record(mail.letter.message_id, outcome.state, outcome.said, order.now(), next_try)
    except CannotWriteError as error:
        raise CannotWriteError(
            f"{mail.letter.address}: {outcome.state}, and that cannot be noted: {error.message}",
            error.hint,
        ) from error
    return Result(mail, outcome.state, outcome.said, left_out=left_out, next_try=next_try)
