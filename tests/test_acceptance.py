"""The figures the program stands for, through a workbook and `measures.json`."""

import datetime as dt

import pytest

from tests.packs import figures, measures, months, pack, project


def value(found, key):
    return found[key]["value"]


def test_the_textbook_project(tmp_path):
    periods = months(
        "P-1",
        "2026-08",
        planned_value=[100, 200, 200, 250, 250],
        earned_value=[100, 150, 150],
        actual_cost=[120, 180, 180],
    )
    plan = project(baseline_start=dt.date(2026, 8, 1), actual_start=dt.date(2026, 8, 1))
    found = figures(tmp_path, {"Projects": [plan], "Periods": periods})
    expected = {
        "bac": 1000,
        "pv": 500,
        "ev": 400,
        "ac": 480,
        "cpi": 0.8333,
        "spi": 0.8,
        "eac_budget": 1080,
        "eac_cpi": 1200,
        "eac_cpi_spi": 1380,
        "tcpi_bac": 1.1538,
        "eac": 1200,
        "etc": 720,
        "vac": -200,
        "vac_pct": -0.2,
        "cv": -80,
        "sv": -100,
    }
    assert {key: round(value(found, key), 4) for key in expected} == expected


@pytest.mark.parametrize(
    ("earned", "schedule"), [(0, 0), (5, 0.5), (10, 1), (45, 2.5), (95, 4.5), (100, 5)]
)
def test_earned_schedule(tmp_path, earned, schedule):
    plan = project(
        budget=100.0,
        baseline_start=dt.date(2026, 6, 1),
        baseline_finish=dt.date(2026, 10, 31),
        actual_start=dt.date(2026, 6, 1),
    )
    periods = months(
        "P-1",
        "2026-06",
        planned_value=[10, 20, 30, 30, 10],
        earned_value=[earned, 0, 0, 0, 0],
        actual_cost=[1, 1, 1, 1, 1],
    )
    assert value(
        figures(tmp_path, {"Projects": [plan], "Periods": periods}), "es"
    ) == pytest.approx(schedule)


def test_earned_schedule_on_a_flat_plan_takes_the_latest_month(tmp_path):
    plan = project(
        budget=100.0,
        baseline_start=dt.date(2026, 6, 1),
        baseline_finish=dt.date(2026, 10, 31),
        actual_start=dt.date(2026, 6, 1),
    )
    periods = months(
        "P-1",
        "2026-06",
        planned_value=[10, 20, 0, 30, 40],
        earned_value=[30, 0, 0, 0, 0],
        actual_cost=[1, 1, 1, 1, 1],
    )
    assert value(figures(tmp_path, {"Projects": [plan], "Periods": periods}), "es") == 3


def test_no_actuals_booked_is_no_bargain(tmp_path):
    plan = project(percent_complete=0.4, cost_to_date=0.0)
    found = figures(tmp_path, {"Projects": [plan]})
    for key in ("eac", "etc", "vac", "cpi"):
        assert (value(found, key), found[key]["undefined_because"]) == (None, "no actuals booked")


def test_a_ledger_a_month_late_is_read_as_at_the_month_before(tmp_path):
    periods = months(
        "P-1", "2026-01", planned_value=[100] * 10, earned_value=[100] * 10, actual_cost=[110] * 9
    )
    found = figures(
        tmp_path, {"Projects": [project(baseline_finish=dt.date(2026, 10, 31))], "Periods": periods}
    )
    assert value(found, "cpi") == pytest.approx(10 / 11)
    assert (value(found, "ev"), value(found, "ac")) == (900, 990)


def yearly(tmp_path, amounts, **settings):
    """A project whose flows lie a year apart: the first is cost, the rest benefits."""
    plan = project(
        status="Active",
        budget=-float(amounts[0]),
        baseline_start=dt.date(2026, 10, 1),
        baseline_finish=dt.date(2026, 10, 31),
    )
    periods = [
        {
            "project_id": "P-1",
            "period": "2026-10",
            "planned_value": -amounts[0],
            "earned_value": -amounts[0],
            "actual_cost": -amounts[0],
        }
    ]
    benefit = {
        "benefit_id": "B-1",
        "project_id": "P-1",
        "name": "Savings",
        "type": "Cashable",
        "owner": "A. Berg",
    }
    flows = [
        {"benefit_id": "B-1", "period": f"{2026 + k}-10", "forecast": a}
        for k, a in enumerate(amounts)
        if k
    ]
    return figures(
        tmp_path,
        {"Projects": [plan], "Periods": periods, "Benefits": [benefit], "Benefit periods": flows},
        **settings,
    )


def test_flows_a_year_apart(tmp_path):
    found = yearly(tmp_path, [-1000, 300, 420, 680], discount_rate=0.10, reinvest_rate=0.12)
    assert value(found, "npv") == pytest.approx(130.73, abs=0.005)
    assert value(found, "irr") == pytest.approx(0.1634, abs=5e-5)
    assert value(found, "mirr") == pytest.approx(0.1515, abs=5e-5)
    assert value(found, "payback") == pytest.approx(35.41, abs=0.005)
    assert value(found, "discounted_payback") == pytest.approx(35.74, abs=0.005)


def test_a_flow_with_two_roots_has_no_irr(tmp_path):
    benefits = [
        {"benefit_id": b, "project_id": "P-1", "name": b, "type": t, "owner": "A. Berg"}
        for b, t in (("B", "Cashable"), ("D", "Disbenefit"))
    ]
    flows = [
        {"benefit_id": "B", "period": "2026-12", "forecast": 600},
        {"benefit_id": "B", "period": "2027-01", "forecast": 300},
        {"benefit_id": "D", "period": "2026-11", "forecast": 100},
        {"benefit_id": "D", "period": "2027-02", "forecast": 100},
    ]
    plan = project(
        budget=50.0, baseline_start=dt.date(2026, 10, 1), baseline_finish=dt.date(2026, 10, 31)
    )
    periods = [
        {
            "project_id": "P-1",
            "period": "2026-10",
            "planned_value": 50,
            "earned_value": 50,
            "actual_cost": 50,
        }
    ]
    found = figures(
        tmp_path,
        {"Projects": [plan], "Periods": periods, "Benefits": benefits, "Benefit periods": flows},
    )
    assert value(found, "irr") is None
    assert found["irr"]["undefined_because"] == "the flow changes sign 2 times, 2 roots"


def test_wider_ratios_are_ratios_of_sums_with_their_coverage(tmp_path):
    projects = [
        project("P-1", percent_complete=0.5, cost_to_date=400.0, budget=1000.0, programme="Water"),
        project("P-2", percent_complete=0.1, cost_to_date=200.0, budget=1000.0, programme="Water"),
        project("P-3", budget=500.0),
    ]
    found = measures(pack(tmp_path, {"Projects": projects}))
    assert found["programmes"]["Water"]["cpi"]["value"] == pytest.approx(600 / 600)
    cpi = found["portfolio"]["cpi"]
    assert cpi["coverage"] == {"stated": 2, "of": 3}
    assert cpi["from"] == [
        "projects/P-1/ac",
        "projects/P-1/ev",
        "projects/P-2/ac",
        "projects/P-2/ev",
    ]
    assert found["portfolio"]["cpi[without_largest]"]["value"] in (
        pytest.approx(500 / 400),
        pytest.approx(100 / 200),
    )
    assert found["portfolio"]["bac"]["value"] == 2500


def test_amounts_are_converted_at_the_status_months_rate(tmp_path):
    projects = [
        project("P-1", currency="GBP", percent_complete=0.5, cost_to_date=400.0),
        project("P-2", currency="EUR"),
    ]
    rates = [
        {"period": "2026-09", "currency": "GBP", "rate": 1.1},
        {"period": "2026-10", "currency": "GBP", "rate": 1.2},
    ]
    found = measures(pack(tmp_path, {"Projects": projects, "Rates": rates}))
    assert found["projects"]["P-1"]["measures"]["bac"] | {"inputs": None} == {
        "value": 1000.0,
        "unit": "money:GBP",
        "undefined_because": None,
        "inputs": None,
        "cells": found["projects"]["P-1"]["measures"]["bac"]["cells"],
    }
    assert found["portfolio"]["bac"]["value"] == pytest.approx(2200)
    assert found["portfolio"]["bac"]["unit"] == "money:EUR"
    assert found["projects"]["P-1"]["measures"]["cpi"]["value"] == pytest.approx(1.25)
