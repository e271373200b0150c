"""Who asks for which view."""

from __future__ import annotations

import dataclasses
import re

from pfreport.delivery.views import asked
from pfreport.model.people import Audience, MailFormat
from pfreport.report.redaction.reader import Grants
from tests import distinctive
from tests.delivery.readers import recipient


def people(*rows):
    """The sample portfolio with other readers."""
    return dataclasses.replace(
        distinctive.found_in(distinctive.sample()).portfolio, recipients=rows
    )


def test_each_row_asks_for_a_view_in_the_order_of_rows():
    rows = [
        recipient(row, audience)
        for row, audience in (
            (4, Audience.FINANCE),
            (2, Audience.EXECUTIVE),
            (3, Audience.EXECUTIVE),
        )
    ]
    found = asked(people(*rows))
    assert [one.recipient.email for one in found] == [
        "reader2@example.org",
        "reader3@example.org",
        "reader4@example.org",
    ]
    assert found[0].view == found[1].view != found[2].view
    assert re.fullmatch("views/[0-9a-f]{16}", found[0].view.folder)


def test_who_is_inactive_or_asks_for_nothing_is_not_asked():
    rows = [
        recipient(2, Audience.EXECUTIVE, active=False),
        recipient(3, None),
        recipient(4, Audience.PROJECT, scope="P-404"),
    ]
    assert asked(people(*rows)) == ()


def test_one_reader_gets_one_view_once():
    rows = [
        recipient(2, Audience.PROJECT, scope="p-003; P-001"),
        recipient(3, Audience.PROJECT, scope="P-001,P-003", email="READER2@example.org"),
    ]
    (one,) = asked(people(*rows))
    assert one.view.scope == ("P-001", "P-003")


def test_a_scope_is_spelt_as_the_workbook_spells_it():
    portfolio = people(
        recipient(2, Audience.PORTFOLIO, scope="p-010, grid  renewal"),
        recipient(3, Audience.PORTFOLIO, scope="P-001, all"),
    )
    first, second = asked(portfolio)
    assert first.view.scope == ("Grid Renewal", "P-010")
    assert second.view.scope == ("ALL",)


def test_every_part_of_a_view_counts_in_its_hash():
    rows = [
        recipient(2, Audience.EXECUTIVE),
        recipient(3, Audience.PORTFOLIO),
        recipient(4, Audience.EXECUTIVE, Grants(money=False)),
        recipient(5, Audience.EXECUTIVE, Grants(names=False)),
        recipient(6, Audience.EXECUTIVE, form=MailFormat.BOTH),
        recipient(7, Audience.EXECUTIVE, scope="P-001"),
    ]
    assert len({one.view.hash for one in asked(people(*rows))}) == len(rows)
