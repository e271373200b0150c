"""Charts of amounts drawn in shares: the same for the same shares, and no amount left anywhere in
them.
"""

from __future__ import annotations

import dataclasses

import pytest

from pfreport.charts.catalogue import described, drawn, in_shares
from pfreport.charts.performance import Standing
from pfreport.rendering.text.values import Formats
from pfreport.values import Money, Share
from tests.charts.pictures import (
    USUAL,
    goal_coverage,
    look,
    one_month,
    outcomes,
    performance,
    s_curve,
)
from tests.distinctive import amounts


def larger_performance(factor):
    data = performance()
    return dataclasses.replace(
        data,
        standings=tuple(
            dataclasses.replace(one, budget=one.budget * factor) for one in data.standings
        ),
    )


def larger_outcomes(factor):
    data = outcomes()
    return dataclasses.replace(
        data,
        amounts=tuple((key, chance, amount * factor) for key, chance, amount in data.amounts),
        limits=tuple((key, amount * factor, chance) for key, amount, chance in data.limits),
    )


def larger_goals(factor):
    data = goal_coverage()
    rows = tuple(
        dataclasses.replace(row, money=row.money and row.money * factor) for row in data.rows
    )
    return dataclasses.replace(data, rows=rows)


LARGER = {
    "s_curve": lambda factor: s_curve(scale=factor),
    "performance": larger_performance,
    "outcomes": larger_outcomes,
    "goal_coverage": larger_goals,
}


@pytest.mark.parametrize("name", LARGER)
def test_in_shares_it_does_not_matter_how_large_amounts_are(name):
    once, twice = (in_shares(LARGER[name](factor)) for factor in (1.0, 2.0))
    assert once == twice
    assert LARGER[name](1.0) != LARGER[name](2.0)
    assert drawn(name, once, look(), "a") == drawn(name, twice, look(), "a")


@pytest.mark.parametrize("name", LARGER)
def test_in_shares_no_amount_is_told(name):
    alt, grid = described(name, in_shares(USUAL[name]))
    assert not list(amounts((alt, grid)))
    assert any(isinstance(value, Share) for row in grid.rows for value in row)
    assert "EUR" not in drawn(name, in_shares(USUAL[name]), look(), "a") + Formats("en").text(alt)
    whole_alt, whole_grid = described(name, USUAL[name])
    assert list(amounts((whole_alt, whole_grid)))


def test_the_s_curve_is_a_share_of_its_budget():
    whole, shares = s_curve(), in_shares(s_curve())
    assert shares.actual[-1][1] == whole.actual[-1][1] / 4.8e6
    assert (shares.budget, shares.forecast.cost, shares.currency) == (
        1.0,
        pytest.approx(5.5 / 4.8),
        None,
    )
    assert shares.forecast.finish == whole.forecast.finish
    assert in_shares(one_month()) is None


def test_budgets_are_shares_of_all_of_them():
    shares = in_shares(performance(2)).standings
    assert [one.budget for one in shares] == [1 / 3, 2 / 3]
    nothing = dataclasses.replace(
        performance(),
        standings=(Standing(performance().standings[0].project, 1.0, 1.0, 0.0, outside=False),),
    )
    assert in_shares(nothing) is None


@pytest.mark.parametrize("name", ["capacity", "reds"])
def test_what_has_no_amounts_stays_as_it_is(name):
    assert in_shares(USUAL[name]) is USUAL[name]


@pytest.mark.parametrize("name", ["value_bubble", "frontier", "benefits", "money_by_year"])
def test_what_cannot_be_drawn_without_amounts_is_not_drawn(name):
    assert any(isinstance(one, Money) for one in amounts(described(name, USUAL[name])))
    assert in_shares(USUAL[name]) is None
