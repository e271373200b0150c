"""One parser a kind: what is read, what is refused, what is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column
from pfreport.model.project import EarnedValueMethod, Status
from pfreport.settings import declared
from pfreport.workbook.cells.cells import read_cell, read_column


def moment(*numbers: int) -> dt.datetime:
    """As the reader gives them: without a zone."""
    return dt.datetime(*numbers)  # noqa: DTZ001 - spreadsheets know no zones


TEXT = Column("Name", Kind.TEXT, "")
LONG = Column("Summary", Kind.LONG_TEXT, "")
ID = Column("ID", Kind.ID, "")
IDS = Column("IDs", Kind.IDS, "", blank=())
MONEY = Column("Budget", Kind.MONEY, "", low=0)
AMOUNT = Column("Actual", Kind.MONEY, "")
SHARE = Column("Share", Kind.FRACTION, "", low=0, high=1)
WHOLE = Column("Score", Kind.INTEGER, "", low=1, high=5)
DATE = Column("Date", Kind.DATE, "")
MONTH = Column("Period", Kind.MONTH, "")
YES_NO = Column("Mandatory", Kind.YES_NO, "", blank=False)
STATUS = Column("Status", Kind.ONE_OF, "", choices=Status)
METHOD = Column("Method", Kind.ONE_OF, "", choices=EarnedValueMethod)
IMPACT = Column("Impact", Kind.IMPACT, "")
JUDGEMENT = Column("Judgement", Kind.JUDGEMENT, "")
LIMIT = Column("Amber", Kind.LIMIT, "")
CURRENCY = Column("Currency", Kind.CURRENCY, "")
RATE = declared()["discount_rate"]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (TEXT, "", None),
        (TEXT, "   ", None),
        (TEXT, " two \n words ", "two words"),
        (TEXT, 2026.0, "2026"),
        (TEXT, moment(2026, 3, 31), "2026-03-31"),
        (LONG, "one\ntwo", "one\ntwo"),
        (ID, 1.0, "1"),
        (ID, 1, "1"),
        (ID, "1", "1"),
        (ID, " P-1 ", "P-1"),
        (ID, 1.5, "1.5"),
        (IDS, "P-1, P-2;P-3 ,", ("P-1", "P-2", "P-3")),
        (IDS, 7.0, ("7",)),
        (IDS, "", ()),
        (MONEY, 0.0, 0.0),
        (MONEY, 5, 5.0),
        (MONEY, "", None),
        (AMOUNT, -5.0, -5.0),
        (SHARE, 0.45, 0.45),
        (SHARE, 1.0, 1.0),
        (RATE, 1.5, 1.5),
        (RATE, -0.5, -0.5),
        (WHOLE, 3.0, 3),
        (DATE, moment(2026, 3, 31, 14, 30), dt.date(2026, 3, 31)),
        (DATE, dt.date(2026, 3, 31), dt.date(2026, 3, 31)),
        (MONTH, moment(2026, 3, 31), Month(2026, 3)),
        (MONTH, "2026-10", Month(2026, 10)),
        (YES_NO, "YES", True),
        (YES_NO, "n", False),
        (YES_NO, True, True),
        (YES_NO, 0.0, False),
        (YES_NO, "", False),
        (STATUS, "on HOLD", Status.ON_HOLD),
        (STATUS, "On-hold", Status.ON_HOLD),
        (METHOD, "0/100", EarnedValueMethod.ZERO_HUNDRED),
        (IMPACT, "Strong", 3.0),
        (IMPACT, "none", 0.0),
        (IMPACT, 2.5, 2.5),
        (JUDGEMENT, "1/3", 1 / 3),
        (JUDGEMENT, 3.0, 3.0),
        (JUDGEMENT, "Equal", 1.0),
        (JUDGEMENT, "Very strongly less", 1 / 7),
        (JUDGEMENT, "extremely more", 9.0),
        (LIMIT, 0.95, 0.95),
        (LIMIT, -12.0, -12.0),
        (CURRENCY, "usd", "USD"),
    ],
)
def test_values_read_without_a_word(column: Column, value: Any, expected: object) -> None:
    parsed = read_cell(column, value)
    assert parsed.value == expected
    assert type(parsed.value) is type(expected)
    assert parsed.trouble is None


@pytest.mark.parametrize(
    ("column", "value", "expected", "code"),
    [
        (MONEY, "1,200.50", 1200.5, "PF205"),
        (SHARE, "45%", 0.45, "PF205"),
        (LIMIT, "5%", 0.05, "PF205"),
        (WHOLE, "3", 3, "PF205"),
        (DATE, "2026-03-31", dt.date(2026, 3, 31), "PF209"),
        (DATE, "2026-03-31T00:00:00Z", dt.date(2026, 3, 31), "PF209"),
        (MONTH, "2026-03-31", Month(2026, 3), "PF209"),
        (TEXT, "a\x00b", "ab", "PF217"),
        (ID, "P\u200e-1\u202e", "P-1", "PF217"),
    ],
)
def test_values_read_with_a_warning(
    column: Column, value: Any, expected: object, code: str
) -> None:
    parsed = read_cell(column, value)
    assert parsed.value == expected
    assert parsed.trouble
    assert parsed.trouble.kind.code == code


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (MONEY, "1,200", "PF204"),
        (MONEY, "45%", "PF203"),
        (MONEY, True, "PF203"),
        (MONEY, float("inf"), "PF203"),
        (MONEY, float("nan"), "PF203"),
        (MONEY, 1e301, "PF203"),
        (MONEY, -1.0, "PF401"),
        (MONEY, "-1", "PF401"),
        (SHARE, 45.0, "PF206"),
        (SHARE, "45", "PF206"),
        (SHARE, "145%", "PF206"),
        (SHARE, -0.1, "PF207"),
        (RATE, 11.0, "PF207"),
        (RATE, -1.0, "PF207"),
        (WHOLE, 2.5, "PF214"),
        (WHOLE, 6.0, "PF207"),
        *(
            (DATE, text, "PF208")
            for text in (
                "03/04/26",
                "01/02/2024",
                "31/12/2026",
                "31.12.2026",
                "12-31-2026",
                "1 Feb 2026",
                "46112",
            )
        ),
        (DATE, "2026-02-30", "PF208"),
        (DATE, "2026-03-31T23:30Z", "PF208"),
        (DATE, 46112.0, "PF208"),
        (DATE, dt.time(12), "PF208"),
        (DATE, dt.timedelta(1), "PF208"),
        (DATE, moment(1900, 2, 28), "PF210"),
        (DATE, moment(2101, 1, 1), "PF210"),
        (MONTH, "10/2026", "PF211"),
        (MONTH, "2026-13", "PF211"),
        (MONTH, "1926-10", "PF210"),
        (YES_NO, "perhaps", "PF213"),
        (STATUS, "Activ", "PF212"),
        (STATUS, dt.date(2026, 1, 1), "PF212"),
        (ID, True, "PF215"),
        (ID, moment(2026, 4, 3), "PF215"),
        (ID, "x" * 65, "PF216"),
        (IDS, "P-1," + "x" * 65, "PF216"),
        (IMPACT, 4.5, "PF218"),
        (IMPACT, "Huge", "PF218"),
        (JUDGEMENT, moment(2026, 3, 1), "PF221"),
        (JUDGEMENT, "10", "PF219"),
        (JUDGEMENT, "1/10", "PF219"),
        (JUDGEMENT, "strongly", "PF219"),
        (CURRENCY, "Euro", "PF220"),
    ],
)
def test_values_that_cannot_be_read(column: Column, value: Any, code: str) -> None:
    parsed = read_cell(column, value)
    assert parsed.value is None
    assert parsed.trouble
    assert parsed.trouble.kind.code == code


def test_forty_five_in_a_percentage_is_told_what_it_means() -> None:
    trouble = read_cell(SHARE, 45.0).trouble
    assert trouble
    assert (
        trouble.kind.message.format(found=trouble.found, **trouble.values) == "45 here means 4500 %"
    )
    assert trouble.kind.hint.format(found=trouble.found, **trouble.values) == "enter 45% or 0.45"


def test_the_top_of_the_scale_moves_the_words() -> None:
    assert read_cell(IMPACT, "Moderate", score_max=10).value == 5.0
    assert read_cell(IMPACT, 9.0, score_max=10).value == 9.0


def test_true_and_one_stay_apart_in_a_column_that_has_both() -> None:
    values, troubles = read_column(MONEY, [1.0, True, 1, "1"], 4.0)
    assert values == [1.0, None, 1.0, 1.0]
    assert {position: trouble.kind.code for position, trouble in troubles.items()} == {
        1: "PF203",
        3: "PF205",
    }
