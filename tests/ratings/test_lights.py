from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.model.risk import RiskStatus, RiskType
from pfreport.reasons import Because, Reason
from tests.ratings.cases import KEY, colours, given, portfolio, rate, risk

GREEN, AMBER, RED, GREY = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY
A_BIT = 1e-6

# The Ratings table of the contract, cell by cell: light, measure, where Green ends, where Amber
# ends, which side is better.
TABLE = [
    ("time", "spi_t", 0.95, 0.90, 1),
    ("time", "finish_slip_days", 20, 40, -1),
    ("cost", "cpi", 0.95, 0.90, 1),
    ("cost", "vac_pct", -0.05, -0.10, 1),
    ("scope", "scope_delivered", 0.95, 0.85, 1),
    ("scope", "scope_volatility", 0.10, 0.20, -1),
    ("quality", "first_pass_acceptance", 0.90, 0.75, 1),
    ("quality", "defects_open[critical]", 0, 2, -1),
    ("quality", "satisfaction", 4, 3, 1),
    ("risk", "contingency_cover", 1, 0.5, 1),
    ("benefits", "benefit_realisation", 0.95, 0.80, 1),
]
# What makes every light of a project green.
FINE = {
    "spi_t": 1.0,
    "finish_slip_days": 0,
    "cpi": 1.0,
    "vac_pct": 0.0,
    "scope_delivered": 1.0,
    "scope_volatility": 0.0,
    "first_pass_acceptance": 1.0,
    "defects_open[critical]": 0,
    "satisfaction": 5,
    "threat_score_worst": 4,
    "contingency_cover": 2.0,
    "benefit_realisation": 1.0,
}


def with_a_risk():
    return portfolio(sheets={"risks": [risk(probability=0.1, impact=4)]})


@pytest.mark.parametrize(("light", "measure", "amber", "red", "better"), TABLE)
def test_a_value_on_a_limit_keeps_the_better_colour_and_a_bit_beyond_loses_it(
    light, measure, amber, red, better
):
    def colour(value: float) -> Rag:
        return rate({**FINE, measure: value}, with_a_risk())[light].computed

    assert colour(amber + better * A_BIT) is GREEN
    assert colour(amber) is GREEN
    assert colour(amber - better * A_BIT) is AMBER
    assert colour(red + better * A_BIT) is AMBER
    assert colour(red) is AMBER
    assert colour(red - better * A_BIT) is RED


@pytest.mark.parametrize(("light", "measure", "amber", "red", "better"), TABLE)
def test_the_figure_that_is_over_decides_whatever_the_others_say(
    light, measure, amber, red, better
):
    found = rate({**FINE, measure: red - better * A_BIT}, with_a_risk())[light]
    assert found.measurement is not None
    assert (found.measurement.id, found.amber, found.red) == (measure, amber, red)


@pytest.mark.parametrize(("light", "measure", "amber", "red", "better"), TABLE)
def test_the_noise_of_binary_fractions_does_not_move_a_value_off_its_limit(
    light, measure, amber, red, better
):
    noise = 4 * abs(amber) * 2**-52
    assert rate({**FINE, measure: amber - better * noise}, with_a_risk())[light].computed is GREEN


def test_all_fine_is_green_everywhere_but_where_there_is_nothing_to_rate_on():
    found = colours(rate(FINE, with_a_risk()))
    assert found == dict.fromkeys(
        ("time", "cost", "scope", "quality", "risk", "benefits", "overall"), GREEN
    ) | {"resources": GREY}


@pytest.mark.parametrize(
    ("score", "colour"), [(19, GREEN), (20 - A_BIT, GREEN), (20, AMBER), (25, AMBER)]
)
def test_a_threat_scored_twenty_is_not_green_and_a_score_alone_is_never_red(score, colour):
    assert rate({**FINE, "threat_score_worst": score}, with_a_risk())["risk"].computed is colour


@pytest.mark.parametrize(
    ("cover", "score", "colour"),
    [(1, 19, GREEN), (1, 20, AMBER), (0.5, 25, AMBER), (0.5 - A_BIT, 4, RED), (0.99, 4, AMBER)],
)
def test_risk_takes_both_the_worst_threat_and_the_cover(cover, score, colour):
    assert (
        rate({**FINE, "threat_score_worst": score, "contingency_cover": cover}, with_a_risk())[
            "risk"
        ].computed
        is colour
    )


def test_nothing_to_cover_satisfies_the_risk_light():
    found = rate({"threat_score_worst": 4, "contingency_cover": "nothing to cover"}, with_a_risk())[
        "risk"
    ]
    assert found.computed is GREEN


def test_a_cover_that_is_not_known_is_no_cover():
    found = rate({"threat_score_worst": 25, "contingency_cover": "no Contingency"}, with_a_risk())[
        "risk"
    ]
    assert found.computed is AMBER
    assert rate({"contingency_cover": "no Contingency"}, with_a_risk())["risk"].computed is GREY


def test_no_row_in_risks_is_grey_and_all_closed_is_green():
    closed = [
        risk(risk_id="R-1", status=RiskStatus.CLOSED),
        risk(risk_id="R-2", status=RiskStatus.EXPIRED),
    ]
    assert rate(FINE, portfolio())["risk"].computed is GREY
    assert (
        rate({"threat_score_worst": 0}, portfolio(sheets={"risks": closed}))["risk"].computed
        is GREEN
    )


def test_an_open_opportunity_alone_is_green():
    chance = [risk(type=RiskType.OPPORTUNITY, probability=0.9, impact=5)]
    assert rate({}, portfolio(sheets={"risks": chance}))["risk"].computed is GREEN


@pytest.mark.parametrize("light", ["time", "cost", "scope", "quality", "benefits", "resources"])
def test_no_figure_at_all_is_grey(light):
    found = rate({})[light]
    assert found.computed is GREY
    assert (found.measurement, found.amber, found.red, found.source) == (None, None, None, None)


@pytest.mark.parametrize(
    ("light", "measure", "amber", "red", "better"), [case for case in TABLE if case[0] != "risk"]
)
def test_one_figure_is_enough_for_a_light(light, measure, amber, red, better):
    assert rate({measure: amber})[light].computed is GREEN
    assert rate({measure: red - better * A_BIT})[light].computed is RED


def test_a_figure_with_a_mark_is_printed_and_not_rated():
    of = portfolio()
    figures = given(of, {"spi_t": 0.5, "finish_slip_days": 0})
    marked = dataclasses.replace(
        figures.projects[KEY]["spi_t"], marks=(Reason(Because.PLAN_ASSUMED_LINEAR),)
    )
    changed = dataclasses.replace(
        figures, projects={KEY: {**figures.projects[KEY], "spi_t": marked}}
    )
    from pfreport.ratings.rate import rate_portfolio

    assert rate_portfolio(of, changed)[KEY]["time"].computed is GREEN


def test_no_actuals_booked_makes_cost_grey_whatever_else_is_known():
    assert rate({"cpi": "no actuals booked", "vac_pct": -0.5})["cost"].computed is GREY
    assert rate({"cpi": "no cost and no progress", "vac_pct": -0.5})["cost"].computed is RED


@pytest.mark.parametrize(
    ("earned", "spent", "colour"),
    [(4.9, 4.9, GREY), (5.0, 4.9, RED), (4.9, 5.0, RED), (0.0, 0.0, GREY), (50.0, 0.0, RED)],
)
def test_cost_is_too_early_while_both_are_under_five_per_cent_of_the_budget(earned, spent, colour):
    assert rate({"bac": 100.0, "ev": earned, "ac": spent, "cpi": 0.5})["cost"].computed is colour


@pytest.mark.parametrize(
    "known",
    [{"bac": 100.0, "ev": 1.0}, {"bac": 100.0, "ac": 1.0}, {"bac": 0.0, "ev": 0.0, "ac": 0.0}],
)
def test_cost_is_not_called_too_early_on_half_the_figures(known):
    assert rate({**known, "vac_pct": -0.5})["cost"].computed is RED


@pytest.mark.parametrize(("elapsed", "colour"), [(0.0, GREY), (0.99, GREY), (1.0, RED), (5.0, RED)])
def test_time_is_too_early_in_the_first_month_of_the_plan(elapsed, colour):
    assert rate({"at": elapsed, "spi_t": 0.5, "finish_slip_days": 400})["time"].computed is colour


@pytest.mark.parametrize(
    ("length", "amber", "red"),
    [
        (50, 10, 30),  # 5 % is 2.5 and 10 % is 5: the least holds
        (200, 10, 30),
        (220, 11, 30),
        (301, 15, 30),  # 15.05: whole days
        (400, 20, 40),
        (600, 30, 60),
        (700, 30, 70),  # 35: the most holds
        (900, 30, 90),
        (2000, 30, 90),
    ],
)
def test_the_slip_allowance_grows_with_the_baseline_between_its_least_and_its_most(
    length, amber, red
):
    start = dt.date(2024, 1, 1)
    dates = {"baseline_start": start, "baseline_finish": start + dt.timedelta(days=length - 1)}
    found = rate({"finish_slip_days": amber}, **dates)["time"]
    assert (found.computed, found.amber, found.red) == (GREEN, amber, red)
    assert rate({"finish_slip_days": amber + 1}, **dates)["time"].computed is AMBER
    assert rate({"finish_slip_days": red}, **dates)["time"].computed is AMBER
    assert rate({"finish_slip_days": red + 1}, **dates)["time"].computed is RED


def test_a_baseline_of_unknown_length_has_the_least_allowance():
    found = rate({"finish_slip_days": 11}, baseline_start=None)["time"]
    assert (found.computed, found.amber, found.red) == (AMBER, 10, 30)


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.ON_HOLD, Status.CANCELLED])
def test_a_project_out_of_delivery_has_a_word_instead_of_lights(status):
    found = rate({**FINE, "cpi": 0.1}, status=status, rag_cost=RED)
    assert set(colours(found).values()) == {GREY}
    assert {one.word for one in found.values()} == {f"status.{status}"}
    assert found["cost"].declared is RED


@pytest.mark.parametrize(
    ("start", "word"),
    [
        (dt.date(2026, 11, 1), "status.Approved"),
        (dt.date(2026, 10, 30), None),
        (None, "status.Approved"),
    ],
)
def test_an_approved_project_is_rated_once_its_baseline_start_has_passed(start, word):
    found = rate({**FINE, "cpi": 0.1}, status=Status.APPROVED, baseline_start=start)
    assert found["cost"].word == word
    assert found["cost"].computed is (RED if word is None else GREY)


def test_the_lights_of_a_completed_project_are_final():
    found = rate({**FINE, "cpi": 0.1}, status=Status.COMPLETED)
    assert (found["cost"].computed, found["overall"].computed) == (RED, RED)
    assert {one.word for one in found.values()} == {"rating.final"}


def test_every_project_has_all_eight_lights_in_order():
    for status in Status:
        assert list(rate({}, status=status)) == [
            "time",
            "cost",
            "scope",
            "quality",
            "risk",
            "benefits",
            "resources",
            "overall",
        ]


@pytest.mark.parametrize(
    ("declared", "steps"), [(GREEN, 2), (AMBER, 1), (RED, 0), (GREY, 0), (None, 0)]
)
def test_declared_stands_beside_computed_and_is_never_overwritten(declared, steps):
    found = rate({"cpi": 0.5}, rag_cost=declared)["cost"]
    assert (found.computed, found.declared, found.steps_better) == (RED, declared, steps)


def test_a_manager_may_see_it_worse():
    found = rate({"cpi": 1.0}, rag_cost=RED)["cost"]
    assert (found.computed, found.steps_better) == (GREEN, -2)
