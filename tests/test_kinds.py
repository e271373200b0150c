import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.kinds import Month, month_position, natural_key, normalised


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10", Month(2026, 10)),
        (" 2026-01 ", Month(2026, 1)),
        ("2026-13", None),
        ("2026-1", None),
        ("10/2026", None),
        ("2026-10-01", None),
    ],
)
def test_a_month_is_written_one_way(text, month):
    assert Month.parse(text) == month


def test_a_month_counts_and_prints():
    assert Month(2026, 12).plus(1) == Month(2027, 1)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert str(Month(2026, 3)) == "2026-03"
    assert Month(2028, 2).last_day == dt.date(2028, 2, 29)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_days_move_along_the_month_axis(day):
    after = month_position(day + dt.timedelta(1)) - month_position(day)
    assert 1 / 31.001 < after < 1 / 27.999
    assert month_position(Month.of(day).last_day) == Month.of(day).ordinal + 1


def test_spellings_of_one_id_are_one():
    assert normalised(" É-1 ") == normalised("é-1") == normalised("e\u0301-1")
    assert normalised("P\u200b-1") == normalised("p-1")
    assert normalised("P 1") == normalised("P\u00a01") != normalised("P1")


def test_ids_sort_as_people_count():
    assert sorted(["P-10", "P-2", "A", "P-1"], key=natural_key) == ["A", "P-1", "P-2", "P-10"]
