"""Who on the sheet Recipients gets no mail from a pack, and why: nobody is left out without a
word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.delivery.mailing import Unserved
from pfreport.delivery.views import Asked, View, asked, lacking
from pfreport.faults import Severity
from pfreport.model.people import MailFormat, Recipient

SHEET = Recipient.sheet.name


@dataclass(frozen=True, slots=True)
class Forms:
    """What a pack holds: the views that could be made, and whether there are PDFs in it."""

    views: Collection[View]
    pdf: bool


def unserved(findings: Findings, forms: Forms) -> tuple[Unserved, ...]:
    """In the order of rows; whoever stands on inactive rows wants nothing."""
    every = [*_rows_left_out(findings), *_asking_for_nothing(findings), *_not_made(findings, forms)]
    return tuple(one for _, one in sorted(every, key=lambda found: found[0]))


def _rows_left_out(findings: Findings) -> Iterator[tuple[int, Unserved]]:
    """Rows with an error that leaves them out, once each; their addresses may be what is wrong
    with them.
    """
    told = {recipient.origin.row for recipient in findings.portfolio.recipients}
    for fault in findings.faults:
        if (
            fault.origin.sheet == SHEET
            and fault.severity is Severity.ERROR
            and fault.origin.row not in told
        ):
            told.add(fault.origin.row)
            yield fault.origin.row, Unserved(fault.origin.address, None, fault.message)


def _asking_for_nothing(findings: Findings) -> Iterator[tuple[int, Unserved]]:
    for recipient in findings.portfolio.recipients:
        if recipient.active and (why := lacking(findings.portfolio, recipient)):
            yield recipient.origin.row, _of(recipient, why)


def _not_made(findings: Findings, forms: Forms) -> Iterator[tuple[int, Unserved]]:
    for one in asked(findings.portfolio):
        if one.view not in forms.views:
            yield one.recipient.origin.row, _of(one.recipient, _why_not_made(one, forms))


def _why_not_made(one: Asked, forms: Forms) -> str:
    if one.view.format is MailFormat.PDF and not forms.pdf:
        return "wants PDF alone, and this pack holds no PDFs"
    return "none of the reports for this reader could be rendered"


def _of(recipient: Recipient, why: str) -> Unserved:
    return Unserved(recipient.at("email").address, recipient.email, why)
