from __future__ import annotations

import datetime as dt

import pytest

from pfreport import values as v
from pfreport.kinds import Month, Rag
from pfreport.rendering.page.sorting import first_direction, sort_key


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (v.Money(-9.5, "EUR"), "-9.5"),
        (v.Ratio(1.1), "1.1"),
        (v.Days(26), "26.0"),
        (v.Day(dt.date(2026, 1, 31)), "2026-01-31"),
        (v.InMonth(Month(2026, 1)), "2026-01"),
        (v.Ref(v.RefKind.PROJECT, "P-001", "Mobile payments"), "Mobile payments"),
        (v.Ref(v.RefKind.PROJECT, "P-001"), "P-001"),
        (v.Words("x" * 500), "x" * 59 + "…"),
        (v.Light(None, word="rating.final"), ""),
        (v.Absent("x"), ""),
        (None, ""),
    ],
)
def test_sort_keys(value, expected):
    assert sort_key(value) == expected


def test_lights_sort_worst_first():
    assert [sort_key(v.Light(rag)) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)] == [
        "0",
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([v.Absent("x"), v.Days(4)], -1),
        ([None, v.Ratio(1)], 1),
        ([v.Light(Rag.RED)], 1),
        ([], 1),
    ],
)
def test_a_first_click_brings_the_worst_up(values, expected):
    assert first_direction(values) == expected
