"""What the lights say, as a reader sees it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.ratings.limits import limited_measures
from pfreport.rendering.text.values import Formats
from pfreport.words.catalogue import catalogue
from tests.ratings.cases import limit, portfolio, rate, risk
from tests.ratings.test_lights import FINE

SHIPPED = "Limits of pfreport, 1 November 2026."


def said(light: str, figures, **fields) -> str:
    return (
        Formats("en")
        .text(rate(figures, portfolio(**fields))[light].sentence)
        .replace("\u00a0", " ")
    )


def test_a_light_that_is_not_green_says_measure_value_limit_and_what_would_turn_it():
    text = said(
        "cost",
        {
            "cpi": 0.92,
            "vac_pct": -0.0869565,
            "bac": 4_800_000,
            "ev": 2_484_000,
            "ac": 2_700_000,
            "tcpi_bac": 1.1029,
        },
    )
    assert text == (
        "CPI 0.92, limit 0.95. EAC 9 % over budget, limit 5 % over. To meet the budget the rest "
        "must be earned at a CPI of 1.10. "
        f"Green at EUR 2.57 m earned (EUR 81.0 k more) and an EAC of EUR 5.04 m. {SHIPPED}"
    )


def test_red_names_the_limit_that_made_it_red():
    assert said("cost", {"cpi": 0.87}).startswith("CPI 0.87, limit 0.90.")


def test_green_says_all_it_was_judged_by_and_asks_for_nothing():
    assert (
        said("cost", {"cpi": 1.02, "vac_pct": 0.02})
        == f"CPI 1.02, limit 0.95. EAC 2 % under budget, limit 5 % over. {SHIPPED}"
    )


def test_a_light_names_the_measures_it_could_not_use():
    text = said(
        "quality", {"first_pass_acceptance": 0.95, "defects_open[critical]": "no row in Quality"}
    )
    assert text == (
        "First-pass acceptance 95 %, limit 90 %. Not rated: critical defects (no row in Quality) "
        "and satisfaction (not given). " + SHIPPED
    )


def test_nothing_to_rate_on_says_so():
    assert said("benefits", {}) == "Nothing to rate on. Not rated: benefits received (not given)."
    assert said("risk", {}) == "Nothing to rate on: no risk is recorded."
    assert said("resources", {}) == "Nothing to rate on. Not rated: utilisation (not given)."
    assert said("cost", {"cpi": "no actuals booked"}) == "No actuals booked."


def test_too_early_says_from_when():
    assert (
        said("cost", {"bac": 100, "ev": 1, "ac": 1})
        == "Too early: less than 5 % of the budget is earned and spent."
    )
    assert (
        said("time", {"at": 0.5})
        == "Too early: 0.5 months since the plan began, rated from 1 month."
    )


def test_a_limit_of_the_workbook_is_named_with_its_cell():
    rows = [limit(3, "cpi", amber=0.97, red=0.93)]
    assert said("cost", {"cpi": 0.92}, sheets={"limits": rows}).startswith(
        "CPI 0.92, limit 0.93 (Limits!D3)."
    )
    assert "Limits of pfreport" not in said("cost", {"cpi": 0.92}, sheets={"limits": rows})


@pytest.mark.parametrize(
    ("cpi", "shown"),
    [(0.9499, "0.9499"), (0.8999, "0.8999"), (0.949999, "0.949999"), (0.904, "0.90")],
)
def test_rounding_never_prints_a_figure_onto_its_limit_or_across_it(cpi, shown):
    text = said("cost", {"cpi": cpi})
    printed = re.match(r"CPI ([\d.]+), limit ([\d.]+)\.", text)
    assert printed is not None
    assert (float(printed[1]) < float(printed[2])) == (cpi < float(printed[2]))
    if shown != "0.90":
        assert printed[1] == shown


def test_a_budget_that_is_gone_is_named_and_what_cannot_be_is_not_promised():
    figures = {
        "cpi": 0.5,
        "bac": 100,
        "ev": 60,
        "ac": 120,
        "tcpi_bac": "budget exhausted: the budget cannot be met",
    }
    assert said("cost", figures) == (
        "CPI 0.50, limit 0.90. Not rated: EAC against budget (not given). The budget is exhausted "
        "and cannot be met. "
        f"Not within this baseline: CPI. {SHIPPED}"
    )


def test_a_finish_that_can_still_be_met_is_named_with_its_day():
    text = said("time", {"finish_slip_days": 44})
    assert text.startswith("Slip 44 days, limit 40 days.")
    assert "Green at a finish by 25 February 2027." in text
    assert "Not within this baseline: slip." in said(
        "time",
        {"finish_slip_days": 300},
        baseline_start=dt.date(2026, 1, 1),
        baseline_finish=dt.date(2026, 3, 1),
    )


def test_risk_says_both_halves():
    figures = {
        "threat_score_worst": 20,
        "contingency_cover": 0.65,
        "contingency": 240_000,
        "net_exposure": 371_000,
    }
    assert said("risk", figures, sheets={"risks": [risk()]}) == (
        "The worst open threat scores 20, limit below 20. Contingency of EUR 240 k covers the net "
        "exposure of EUR 371 k "
        "0.65 times, limit 1.00. "
        f"Green at every threat below 20 and EUR 131 k more contingency. {SHIPPED}"
    )
    covered = {"threat_score_worst": 6, "contingency_cover": "nothing to cover"}
    assert "Nothing to cover." in said("risk", covered, sheets={"risks": [risk()]})


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        ({"cpi": 0.5, "spi_t": 1.0}, "Red because cost is red."),
        ({"cpi": 0.92, "spi_t": 0.92}, "Amber because time and cost are amber."),
        (
            {"cpi": 1.0, "spi_t": 1.0, "benefit_realisation": 0.1},
            "Amber because the light of benefits is red.",
        ),
        ({"cpi": 1.0}, "Grey because time is grey."),
        ({"cpi": 1.0, "spi_t": 1.0}, "Green because time and cost are green."),
    ],
)
def test_the_overall_light_names_the_lights_it_follows_from(figures, text):
    assert said("overall", figures) == text


@pytest.mark.parametrize(
    ("declared", "comment", "text"),
    [
        (Rag.AMBER, None, "Declared 1 step better."),
        (Rag.GREEN, None, "Declared 2 steps better. A RAG comment is needed."),
        (Rag.GREEN, "The ledger is wrong.", "Declared 2 steps better."),
        (Rag.RED, None, ""),
    ],
)
def test_the_overall_light_says_how_far_the_manager_sees_it_otherwise(declared, comment, text):
    assert (
        said("overall", {"cpi": 0.5}, rag_overall=declared, rag_comment=comment)
        == f"Red because cost is red. {text}".strip()
    )


def test_the_manager_may_see_it_worse():
    assert said("overall", {"cpi": 1.0, "spi_t": 1.0}, rag_overall=Rag.AMBER).endswith(
        "Declared 1 step worse."
    )


def test_stale_is_said_with_its_days():
    updated = dt.date(2026, 9, 13)
    green = said("cost", {"cpi": 1.0, "vac_pct": 0.0}, status_updated_on=updated)
    assert (
        "Grey because the status is stale, 48 days, limit 35 days. Green at a status dated after "
        "25 September 2026." in green
    )
    red = said("cost", {"cpi": 0.5, "bac": 100, "ev": 30, "ac": 60}, status_updated_on=updated)
    assert (
        "Stale, 48 days. Green at EUR 57 earned (EUR 27 more) and a status dated after 25 "
        "September 2026." in red
    )
    lost = said("cost", {"cpi": 0.5, "bac": 40, "ev": 30, "ac": 60}, status_updated_on=updated)
    assert "Stale, 48 days. Not within this baseline: CPI. Limits" in lost


@pytest.mark.parametrize(
    ("status", "text"),
    [(Status.PROPOSED, "proposed"), (Status.ON_HOLD, "on hold"), (Status.CANCELLED, "cancelled")],
)
def test_a_project_without_lights_says_why(status, text):
    assert said("cost", FINE, status=status) == f"Not rated: {text}."


def test_final_lights_promise_nothing():
    assert "Green at" not in said(
        "cost", {"cpi": 0.5, "ev": 50, "ac": 100, "bac": 100}, status=Status.COMPLETED
    )


numbers = st.floats(-5, 300) | st.sampled_from(
    ["not known", "no actuals booked", "nothing to cover", "budget exhausted: it is gone"]
)
INPUTS = (
    *(
        "at",
        "bac",
        "ev",
        "ac",
        "tcpi_bac",
        "contingency",
        "net_exposure",
        "benefit_due",
        "benefit_actual",
    ),
    *("scope_due", "scope_changed", "scope_original", "accepted_first_time", "deliverables_judged"),
)


@pytest.mark.parametrize("measure", limited_measures())
def test_every_limited_measure_has_its_words(measure):
    assert {
        f"rating.reading.{measure}",
        f"rating.green.{measure}",
        f"rating.name.{measure}",
    } <= set(catalogue().texts)


@forall(st.dictionaries(st.sampled_from([*FINE, *INPUTS]), numbers), st.sampled_from(Status))
def test_every_light_has_words_for_whatever_the_figures_are(figures, status):
    of = portfolio(status=status, status_updated_on=dt.date(2026, 1, 1), sheets={"risks": [risk()]})
    for rating in rate(figures, of).values():
        text = Formats("en").text(rating.sentence)
        assert text.endswith(".")
        assert "{" not in text
        if rating.word is not None:
            assert rating.word in catalogue().texts
