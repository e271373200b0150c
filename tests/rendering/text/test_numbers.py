from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.rendering.text.numbers import Numbers, decimal, parse_locale, places_clear_of, rounded


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en_001"),
        ("en-GB", "en_GB"),
        ("en-US", "en_US"),
        ("de", "de"),
        ("fr-CH", "fr_CH"),
        ("xx", "en_001"),
        ("not a tag", "en_001"),
    ],
)
def test_locales(tag, expected):
    assert str(parse_locale(tag)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0, ("0", "")),
        (7, ("7", "")),
        (12.5, ("12.5", "")),
        (999, ("999", "")),
        (1000, ("1.00", "k")),
        (90_000, ("90.0", "k")),
        (371_400, ("371", "k")),
        (999_499, ("999", "k")),
        (999_500, ("1.00", "m")),
        (1_239_000, ("1.24", "m")),
        (2_565_000_000, ("2.57", "bn")),
        (4_000_000_000_000, ("4.00", "tn")),
    ],
)
def test_three_significant_figures(amount, expected):
    assert Numbers(parse_locale("en")).compact(decimal(amount)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("de", ("1,24", "Mio.")), ("fr", ("1,24", "M")), ("sv", ("1,24", "mn"))],
)
def test_units_of_other_locales(tag, expected):
    assert Numbers(parse_locale(tag)).compact(decimal(1_239_000)) == expected


def test_a_locale_without_a_word_for_thousands_prints_them_in_full():
    assert Numbers(parse_locale("de")).compact(decimal(371_400)) == ("371.400", "")


@given(
    st.decimals(-1000, 1000, places=4),
    st.lists(st.decimals(-1000, 1000, places=2), max_size=4),
)
def test_a_rounded_figure_stays_on_its_side_of_every_limit(value, limits):
    places = places_clear_of(value, limits, 2, 6)
    assert places is not None
    shown = rounded(value, places)
    for limit in limits:
        assert (shown > limit) == (value > limit)
        assert (shown < limit) == (value < limit)


def test_no_number_of_places_is_enough_for_what_lies_too_near():
    assert places_clear_of(Decimal("0.90000000001"), [Decimal("0.9")], 2, 6) is None
