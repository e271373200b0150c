"""How sums of the portfolio moved: the parts add up, and each is what it says."""

from __future__ import annotations

import dataclasses
import math

import pytest

from pfreport.history.movement import movement
from pfreport.history.sums import sums
from pfreport.model.portfolio import LeftOut
from pfreport.pipeline import present
from tests.history.past import pack
from tests.report.findings import findings, project


def at(month, rate, *projects):
    return findings(
        f"2026-{month:02d}-28",
        projects=list(projects),
        rates=[{"period": f"2026-{month:02d}", "currency": "USD", "rate": rate}],
    )


def of(found, measure):
    return next(one for one in found if one.id == measure)


def spent(amount, **fields):
    return project(cost_to_date=amount, **fields)


def test_the_four_parts_add_up_to_the_change():
    before = pack(at(5, 0.8, spent(100.0), spent(200.0, currency="USD"), spent(300.0)))
    now = present(
        at(
            6,
            0.5,
            spent(150.0),
            spent(260.0, currency="USD"),
            spent(300.0, status="Cancelled"),
            spent(40.0),
        )
    )
    actual = of(sums(before, now), "ac")
    assert (actual.before, actual.now) == (100.0 + 160.0 + 300.0, 150.0 + 130.0 + 40.0)
    assert actual.alike == {"P-1": 50.0, "P-2": pytest.approx(60.0 * 0.8)}
    assert actual.rates == pytest.approx(260.0 * (0.5 - 0.8))
    assert (actual.joined, actual.left) == ({"P-4": 40.0}, {"P-3": 300.0})
    assert math.fsum([actual.like_for_like, actual.rates, 40.0, -300.0]) == pytest.approx(
        actual.change
    )


def test_a_figure_that_has_no_value_any_more_leaves_the_sum():
    before, now = (
        pack(at(5, 1.0, spent(100.0), spent(200.0))),
        present(at(6, 1.0, spent(100.0), spent(None))),
    )
    actual = of(sums(before, now), "ac")
    assert (actual.left, actual.like_for_like, actual.now) == ({"P-2": 200.0}, 0.0, 100.0)


def test_another_base_currency_has_no_common_sum():
    before = pack(at(5, 1.0, spent(100.0)))
    now = findings("2026-06-28", projects=[spent(100.0)], settings={"base_currency": "CHF"})
    assert sums(before, present(now)) == ()


def test_a_project_that_cannot_be_read_neither_came_nor_went():
    both, one = at(5, 1.0, spent(1.0), spent(2.0)), at(6, 1.0, spent(1.0))
    lost = dataclasses.replace(
        one,
        portfolio=dataclasses.replace(one.portfolio, left_out=(LeftOut("P-2", "Two", "no ID"),)),
    )
    assert [c.project_id for c in movement(pack(both), present(one)).crossings] == ["P-2"]
    assert movement(pack(both), present(lost)).crossings == ()
    assert movement(pack(lost), present(at(7, 1.0, spent(1.0), spent(2.0)))).crossings == ()
