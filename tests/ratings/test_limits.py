from __future__ import annotations

import pytest

from pfreport.kinds import Rag
from pfreport.measures.engine.registry import REGISTRY
from pfreport.ratings.lights import LIGHTS
from pfreport.ratings.limits import limited_measures, shipped_limits
from tests.ratings.cases import KEY, given, limit, portfolio, rate


def rated(rows, figures, **fields):
    return rate(figures, portfolio(sheets={"limits": rows}, **fields))


def test_a_row_of_the_sheet_overrides_both_limits_and_says_which_cell():
    rows = [limit(3, "cpi", amber=0.99, red=0.97)]
    amber, red = rated(rows, {"cpi": 0.98})["cost"], rated(rows, {"cpi": 0.96})["cost"]
    assert (amber.computed, amber.amber, amber.red, amber.source) == (
        Rag.AMBER,
        0.99,
        0.97,
        "Limits!C3",
    )
    assert (red.computed, red.source) == (Rag.RED, "Limits!D3")
    assert rated(rows, {"cpi": 0.99})["cost"].computed is Rag.GREEN


def test_a_shipped_limit_says_its_date_and_what_it_rests_on():
    source = rated([], {"cpi": 0.92})["cost"].source
    assert source is not None
    assert source.startswith(
        "pfreport limits of 2026-11-01: convention, backed by Christensen and Heise (1993)"
    )


def test_a_row_of_the_projects_category_comes_before_the_row_for_all():
    rows = [
        limit(3, "cpi", amber=0.5, red=0.4),
        limit(4, "cpi", category="IT", amber=0.99, red=0.98),
    ]
    assert rated(rows, {"cpi": 0.92}, category=" it ")["cost"].source == "Limits!D4"
    assert rated(rows, {"cpi": 0.92}, category="Buildings")["cost"].source == "Limits!C3"
    assert rated(rows, {"cpi": 0.92})["cost"].computed is Rag.GREEN


def test_a_row_of_another_category_does_not_count():
    rows = [limit(3, "cpi", category="IT", amber=0.99, red=0.98)]
    assert rated(rows, {"cpi": 0.96})["cost"].computed is Rag.GREEN


def test_a_blank_cell_leaves_the_next_word_to_the_row_behind_it():
    rows = [limit(3, "cpi", amber=0.99), limit(4, "cpi", category="IT", red=0.93)]
    found = rated(rows, {"cpi": 0.92}, category="IT")["cost"]
    assert (found.computed, found.amber, found.red, found.source) == (
        Rag.RED,
        0.99,
        0.93,
        "Limits!D4",
    )
    found = rated(rows[:1], {"cpi": 0.92})["cost"]
    assert (found.computed, found.amber, found.red) == (Rag.AMBER, 0.99, 0.90)


def test_measures_are_named_without_regard_to_case():
    assert (
        rated([limit(3, " CPI ", amber=0.99, red=0.97)], {"cpi": 0.96})["cost"].computed is Rag.RED
    )
    assert (
        rated([limit(3, "Defects_open[Critical]", amber=5, red=9)], {"defects_open[critical]": 5})[
            "quality"
        ].computed
        is Rag.GREEN
    )


def test_a_row_for_the_slip_in_days_replaces_the_allowance():
    rows = [limit(3, "finish_slip_days", amber=60, red=100)]
    assert rated(rows, {"finish_slip_days": 60})["time"].computed is Rag.GREEN
    assert rated(rows, {"finish_slip_days": 61})["time"].source == "Limits!C3"
    assert rated(rows, {"finish_slip_days": 101})["time"].computed is Rag.RED


def test_a_row_for_the_slip_in_per_cent_replaces_the_allowance():
    rows = [limit(3, "finish_slip_pct", amber=0.2, red=0.3)]
    assert (
        rated(rows, {"finish_slip_days": 80, "finish_slip_pct": 0.2})["time"].computed is Rag.GREEN
    )
    found = rated(rows, {"finish_slip_days": 121, "finish_slip_pct": 0.301})["time"]
    assert (found.computed, found.source) == (Rag.RED, "Limits!D3")
    assert found.measurement is not None
    assert found.measurement.id == "finish_slip_pct"


def test_rows_for_both_slips_hold_side_by_side():
    rows = [
        limit(3, "finish_slip_pct", amber=0.2, red=0.3),
        limit(4, "finish_slip_days", amber=50, red=300),
    ]
    assert (
        rated(rows, {"finish_slip_days": 80, "finish_slip_pct": 0.2})["time"].source == "Limits!C4"
    )


def test_a_slip_in_per_cent_is_not_rated_unless_the_sheet_says_so():
    assert rated([], {"finish_slip_days": 0, "finish_slip_pct": 9.0})["time"].computed is Rag.GREEN


def test_a_threat_score_can_be_given_a_red_limit():
    from tests.ratings.cases import risk

    of = portfolio(
        sheets={
            "limits": [limit(3, "threat_score_worst", amber=12, red=20)],
            "risks": [risk(impact=5)],
        }
    )
    colours = [
        rate({"threat_score_worst": score}, of)["risk"].computed for score in (11, 12, 19, 20)
    ]
    assert colours == [Rag.GREEN, Rag.AMBER, Rag.AMBER, Rag.RED]


@pytest.mark.parametrize("measure", shipped_limits())
def test_a_shipped_limit_belongs_to_a_light_has_its_limits_in_order_and_a_source(measure):
    found = shipped_limits()[measure]
    assert found.light in LIGHTS
    assert len(found.reason) > 10
    if isinstance(found.red, float) and isinstance(found.amber, float):
        assert (found.amber > found.red) == (found.better == "higher")


# The figures of Resources belong to the portfolio, by role and month.
OF_PROJECTS = [measure for measure in limited_measures() if measure != "utilisation"]


@pytest.mark.parametrize("measure", OF_PROJECTS)
def test_a_limited_measure_exists_and_is_better_in_the_same_direction(measure):
    name = measure.partition("[")[0]
    known = next((m for m in REGISTRY.values() if m.id == name), None)
    assert known is not None
    if measure in shipped_limits():
        assert known.better is shipped_limits()[measure].better


def test_figures_nobody_has_limits_for_are_not_rated():
    of = portfolio()
    assert "spi" not in limited_measures()
    assert rate({"spi": 0.1, "tcpi_bac": 9.0}, of)["time"].computed is Rag.GREY
    assert set(given(of, {}).projects) == {KEY}
