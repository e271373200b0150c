"""`pfreport send`: each recipient's pack by mail."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pfreport.cli.log import Log, LogFile
from pfreport.errors import UsageError
from pfreport.settings import CONFIG_NAME, Config, read_config_file

if TYPE_CHECKING:
    from pfreport.delivery.mailing import Unserved
    from pfreport.delivery.pack import Pack
    from pfreport.delivery.sending import Order, Result

PARTIAL, TRY_AGAIN = 3, 75


class Resend(StrEnum):
    """Which mails are sent although they may have come."""

    UNKNOWN = "unknown"


To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="ADDRESS",
        help="For trial: all mails to this address; nothing is noted.",
        show_default=False,
    ),
]
Incomplete = Annotated[
    bool, typer.Option("--incomplete", help="Send a pack although it is incomplete.")
]


def send(
    pack: Annotated[
        Path,
        typer.Argument(
            metavar="PACK",
            help="A pack, e.g. reports/2026-10 or reports/latest.",
            show_default=False,
        ),
    ],
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Send nothing: write the mails as .eml files and print the list."
        ),
    ] = False,
    to: To = None,
    resend: Annotated[
        Resend | None,
        typer.Option(
            "--resend", help="unknown: also what may or may not have come.", show_default=False
        ),
    ] = None,
    incomplete: Incomplete = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            metavar="FILE",
            help=f"The {CONFIG_NAME} [beside the reports' folder].",
            show_default=False,
        ),
    ] = None,
    log_file: LogFile = None,
) -> None:
    """Sends each recipient their pack. Sent again, it sends only what has not gone yet.

    Example: pfreport send reports/2026-10 --dry-run
    """
    from pfreport.delivery.pack import locked, pack_at

    if dry_run and (to or resend):
        raise UsageError("--dry-run sends nothing", "leave out --to and --resend")
    found = pack_at(pack)
    out = found.folder.parent.parent
    read = read_config_file((config or out.parent / CONFIG_NAME).resolve())
    with Log(log_file) as log:
        log.say(f"send of {found.folder}" + (", nothing goes" if dry_run else ""))
        with locked(out, elsewhere=""):
            order = ordered(found, read, trial=to, resend=resend is not None, incomplete=incomplete)
            results = (
                _drafted(order, out)
                if dry_run
                else [_told(result, log) for result in sent(order, out)]
            )
        for line in complaints(results, order.mailing.unserved):
            log.say(line)
            sys.stderr.write(f"pfreport: {line}\n")
        raise typer.Exit(exit_code(results, order.mailing.unserved))


def ordered(
    pack: Pack,
    config: Config,
    *,
    trial: str | None = None,
    resend: bool = False,
    incomplete: bool = False,
) -> Order:
    """What is to be sent of a pack; raises where nothing may be."""
    from pfreport.delivery.mailing import read_mailing
    from pfreport.delivery.sending import Order, may_be_sent

    order = Order(read_mailing(pack), config.mail, now, trial, resend)
    may_be_sent(order, config.settings.get("max_age_days"), incomplete=incomplete)
    return order


def sent(order: Order, out: Path) -> Iterable[Result]:
    """Sends an order through the server of the configuration; the output folder is held."""
    from pfreport.delivery.outbox import Outbox
    from pfreport.delivery.secret import read_password
    from pfreport.delivery.sending import send as send_order
    from pfreport.delivery.smtp import Server

    with Outbox(out) as outbox:
        yield from send_order(
            order, lambda: Server(order.mail, read_password(order.mail, os.environ)), outbox
        )


def now() -> dt.datetime:
    """The moment, with the zone of this machine."""
    return dt.datetime.now().astimezone()


def complaints(results: Sequence[Result], unserved: Sequence[Unserved]) -> list[str]:
    """A line for each recipient who has no mail, or one that lacks something, and what to do."""
    return [*(line for result in results if (line := _complaint(result))), *map(str, unserved)]


def exit_code(results: Sequence[Result], unserved: Sequence[Unserved]) -> int:
    """0 where all are sent, 75 where trying again helps, 3 where somebody has nothing for another
    reason.
    """
    from pfreport.delivery.outbox import State

    states = {result.state for result in results}
    return (
        TRY_AGAIN
        if State.DEFERRED in states
        else 0
        if states <= {State.SENT} and not unserved
        else PARTIAL
    )


def _complaint(result: Result) -> str | None:
    from pfreport.delivery.outbox import State

    address = result.mail.letter.address
    match result.state:
        case State.SENT:
            lacking = ", ".join(result.left_out)
            return f"{address}: sent without {lacking}, which is too big" if lacking else None
        case State.DEFERRED:
            again = (
                f"; tried again by pfreport run from {result.next_try:%H:%M}"
                if result.next_try
                else ""
            )
            return f"{address}: not sent yet: {result.said}{again}"
        case State.UNKNOWN:
            return (
                f"{address}: may or may not have it: {result.said}\n  ask, and if it has not come: "
                "pfreport send --resend unknown"
            )
        case _:
            return f"{address}: not sent: {result.said}"


def line_of(result: Result) -> str:
    """What became of a mail, on a line."""
    state = f"{result.state} before" if result.before else str(result.state)
    return f"{state:14}  {result.mail.letter.address}  {result.mail.view}  {result.mail.subject}"


def _told(result: Result, log: Log) -> Result:
    typer.echo(line_of(result))
    log.say(line_of(result))
    return result


def _drafted(order: Order, out: Path) -> list[Result]:
    """Writes the mails and prints the list; what is left are those that nobody would send."""
    from pfreport.delivery.drafts import write_drafts
    from pfreport.delivery.sending import objected

    for path, mail, parcel in write_drafts(order, out):
        typer.echo(
            f"{path}  {parcel.address}  {mail.view}  "
            f"{', '.join(file.name for file in parcel.enclosed) or 'no files'}"
        )
    return objected(order)
