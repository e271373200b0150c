from __future__ import annotations

import dataclasses

import pytest

from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import PORTFOLIO, Measurement
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.risk.resources import RoleTime
from pfreport.model.people import Commitment, Demand, RoleMonth
from pfreport.model.portfolio import Portfolio
from pfreport.ratings.rate import rate_portfolio
from pfreport.ratings.rating import Rating
from pfreport.ratings.workload import role_time
from pfreport.rendering.text.values import Formats
from pfreport.values import Count
from tests.ratings.cases import KEY, given, month, portfolio, row
from tests.ratings.test_remedies import said
from tests.reasons_builder import reason_said


def needing(*months: str, commitment: Commitment = Commitment.HARD) -> Portfolio:
    """A project that needs two developers in some months, of ten there are with two kept for other
    work.
    """
    demand = [
        row(
            Demand,
            2,
            project_id=KEY,
            role="Developer",
            period=month(m),
            demand=2.0,
            commitment=commitment,
        )
        for m in months
    ]
    there = [
        row(RoleMonth, 2, role="developer", period=month(m), capacity=10.0, non_project=2.0)
        for m in months
    ]
    return portfolio(sheets={"demand": demand, "resources": there})


def rated(
    of: Portfolio, busy: dict[str, float | str], own: dict[str, float] | None = None
) -> Rating:
    """The resources light where the portfolio's utilisation is this."""
    found = given(of, {f"utilisation[{key}]": value for key, value in (own or {}).items()})
    return rate_portfolio(of, shared(found, busy))[KEY]["resources"]


def shared(found: Measurements, busy: dict[str, float | str]) -> Measurements:
    made = {
        f"utilisation[{key}]": Measurement(
            f"utilisation[{key}]",
            PORTFOLIO,
            None if isinstance(value, str) else value,
            "fraction",
            reason_said(value) if isinstance(value, str) else None,
        )
        for key, value in busy.items()
    }
    return dataclasses.replace(found, portfolio=made)


@pytest.mark.parametrize(
    ("utilisation", "colour"),
    [
        (0.0, Rag.GREEN),
        (1.0, Rag.GREEN),
        (1.000001, Rag.AMBER),
        (1.2, Rag.AMBER),
        (1.200001, Rag.RED),
        ("no capacity", Rag.RED),
    ],
)
def test_the_limits_of_a_role_month(utilisation, colour):
    assert rated(needing("2026-11"), {"Developer,2026-11": utilisation}).computed is colour


def test_the_worst_role_month_decides():
    of = needing("2026-11", "2026-12", "2027-01")
    found = rated(
        of, {"Developer,2026-11": 1.1, "Developer,2026-12": 1.15, "Developer,2027-01": 0.5}
    )
    assert found.measurement is not None
    assert (found.computed, found.measurement.id) == (Rag.AMBER, "utilisation[Developer,2026-12]")


@pytest.mark.parametrize(
    ("at", "colour"),
    [("2026-10", Rag.GREY), ("2026-11", Rag.RED), ("2027-04", Rag.RED), ("2027-05", Rag.GREY)],
)
def test_the_six_months_after_the_status_month_count(at, colour):
    assert rated(needing(at), {f"Developer,{at}": 2.0}).computed is colour


def test_only_role_months_the_project_needs_count():
    assert (
        rated(needing("2026-12"), {"Developer,2026-11": 2.0, "Tester,2026-12": 2.0}).computed
        is Rag.GREY
    )


def test_soft_demand_is_no_need():
    assert (
        rated(needing("2026-11", commitment=Commitment.SOFT), {"Developer,2026-11": 2.0}).computed
        is Rag.GREY
    )


def test_figures_of_the_project_itself_come_first():
    assert (
        rated(
            needing("2026-11"), {"Developer,2026-11": 2.0}, own={"Developer,2026-12": 0.9}
        ).computed
        is Rag.GREEN
    )


def test_a_role_month_without_capacity_given_is_not_rated():
    found = rated(
        needing("2026-11", "2026-12"),
        {"Developer,2026-11": "no row in Resources", "Developer,2026-12": 0.9},
    )
    assert found.computed is Rag.GREEN


def test_the_people_to_move_bring_the_role_month_to_its_limit():
    found = said(rated(needing("2026-11"), {"Developer,2026-11": 1.25}), "rating.green.utilisation")
    assert found is not None
    people = found.values["fte"]
    assert isinstance(people, Count)
    assert (1.25 * 8 - people.value) / 8 == pytest.approx(1.0)


def test_it_says_role_month_and_what_to_move():
    of = needing("2026-11", "2026-12")
    text = (
        Formats("en")
        .text(rated(of, {"Developer,2026-11": 1.25, "Developer,2026-12": "no capacity"}).sentence)
        .replace("\u00a0", " ")
    )
    assert text == (
        "Developer needed in December 2026, no capacity. Developer 125 % booked in November 2026, "
        "limit 120 %. "
        "Not within this baseline: Developer in December 2026. The rest is green at 2 FTE of "
        "Developer moved out of November 2026. "
        "Limits of pfreport, 1 November 2026."
    )


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("utilisation[Developer,2026-11]", RoleTime("Developer", month("2026-11"))),
        ("utilisation[Lead, senior,2026-11]", RoleTime("Lead, senior", month("2026-11"))),
        ("utilisation_with_soft[Developer,2026-11]", None),
        ("utilisation[Developer]", None),
        ("cpi", None),
    ],
)
def test_role_and_month_are_read_from_the_id(key, found):
    assert role_time(key) == found
