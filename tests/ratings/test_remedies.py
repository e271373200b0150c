"""What a light says would turn it Green does turn it, when that one input is changed and everything
measured again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pfreport.kinds import Month, Rag
from pfreport.model.delivery import Deliverable, DeliverableStatus, QualityMonth
from pfreport.model.money import Benefit, BenefitPeriod, BenefitType, Period
from pfreport.model.portfolio import Portfolio
from pfreport.ratings.rating import Rating
from pfreport.values import Count, Day, Money, Sentence, Several
from tests.ratings.cases import KEY, STATUS_DATE, limit, measured, portfolio, risk, row

MONTHS = 18
GONE = 10
FIRST = Month(2026, 1)
BUDGET = 1800.0
amounts = st.integers(1, 400).map(float)


def periods(earned: float, spent: float, planned: tuple[float, ...]) -> tuple[Period, ...]:
    """Eighteen planned months; what is earned and spent is booked evenly in the first ten."""
    whole = math.fsum(planned)
    return tuple(
        row(
            Period,
            2 + i,
            project_id=KEY,
            period=FIRST.plus(i),
            planned_value=amount / whole * BUDGET,
            earned_value=earned / GONE if i < GONE else None,
            actual_cost=spent / GONE if i < GONE else None,
        )
        for i, amount in enumerate(planned)
    )


def running(
    earned: float, spent: float, planned: tuple[float, ...] = (1.0,) * MONTHS, **fields
) -> Portfolio:
    usual = {
        "budget": BUDGET,
        "baseline_finish": dt.date(2027, 6, 30),
        "forecast_finish": dt.date(2027, 6, 30),
    }
    return portfolio(sheets={"periods": periods(earned, spent, planned)}, **(usual | fields))


def earning(of: Portfolio, amount: float) -> Portfolio:
    """The same portfolio with another amount earned in all."""
    changed = tuple(
        p if p.earned_value is None else dataclasses.replace(p, earned_value=amount / GONE)
        for p in of.periods
    )
    return dataclasses.replace(of, periods=changed)


def with_project(of: Portfolio, **fields) -> Portfolio:
    return dataclasses.replace(of, projects=(dataclasses.replace(of.projects[0], **fields),))


def said(rating: Rating, key: str) -> Sentence | None:
    """The part of a light's sentence with this key."""

    def search(value) -> Sentence | None:
        if isinstance(value, Sentence):
            if value.key == key:
                return value
            return next((found for one in value.values.values() if (found := search(one))), None)
        if isinstance(value, Several):
            return next((found for one in value.values if (found := search(one))), None)
        return None

    return search(rating.sentence)


def colour(of: Portfolio, measure: str) -> Rag:
    """The colour of one figure alone: its light with only this measure."""
    from pfreport.ratings.limits import limits_of

    figures, _ = measured(of)
    bounds = limits_of(of.limits, figures.facts[KEY])[measure]
    return bounds.judge(figures.projects[KEY][measure].number)


@given(st.floats(1, BUDGET), st.floats(100, 2 * BUDGET))
def test_the_earned_value_a_cpi_needs(earned, spent):
    of = running(earned, spent)
    _, lights = measured(of)
    assume(earned / spent < 0.9499)
    found = said(lights["cost"], "rating.green.cpi")
    if found is None:
        assert colour(earning(of, BUDGET), "cpi") is not Rag.GREEN
        assert said(lights["cost"], "rating.hopeless") is not None
        return
    needed, more = found.values["earned"], found.values["more"]
    assert isinstance(needed, Money)
    assert isinstance(more, Money)
    assert needed.amount == pytest.approx(0.95 * spent)
    assert more.amount == pytest.approx(needed.amount - earned)
    assert colour(earning(of, needed.amount), "cpi") is Rag.GREEN
    assert colour(earning(of, needed.amount * 0.999), "cpi") is not Rag.GREEN


@given(st.floats(1, BUDGET), st.tuples(*[amounts] * MONTHS))
def test_the_earned_value_an_spi_t_needs(earned, planned):
    of = running(earned, 100.0, planned)
    figures, lights = measured(of)
    assume(figures.projects[KEY]["spi_t"].number < 0.9499)
    found = said(lights["time"], "rating.green.spi_t")
    assert found is not None
    needed = found.values["earned"]
    assert isinstance(needed, Money)
    assert colour(earning(of, needed.amount), "spi_t") is Rag.GREEN
    assert colour(earning(of, needed.amount * 0.999), "spi_t") is not Rag.GREEN


def test_behind_a_plan_that_is_long_over_no_earned_value_helps():
    of = running(900.0, 100.0, (1.0,) * 5 + (0.0,) * 13)
    _, lights = measured(of)
    assert said(lights["time"], "rating.green.spi_t") is None
    assert said(lights["time"], "rating.hopeless") is not None
    assert colour(earning(of, BUDGET), "spi_t") is not Rag.GREEN


@given(st.floats(1.06, 3), st.floats(100, 2 * BUDGET))
def test_the_estimate_a_variance_needs(over, spent):
    of = running(900.0, spent, settings={"eac_method": "manager"}, manager_estimate=BUDGET * over)
    _, lights = measured(of)
    assume(BUDGET * over >= spent)
    found = said(lights["cost"], "rating.green.vac_pct")
    if found is None:
        assert spent > 1.05 * BUDGET
        return
    needed = found.values["eac"]
    assert isinstance(needed, Money)
    assert needed.amount == pytest.approx(1.05 * BUDGET)
    assert colour(with_project(of, manager_estimate=needed.amount), "vac_pct") is Rag.GREEN
    assert (
        colour(with_project(of, manager_estimate=needed.amount * 1.001), "vac_pct") is not Rag.GREEN
    )


def test_what_is_ordered_cannot_be_undone_either():
    of = running(900.0, 1800.0, settings={"eac_method": "manager"}, manager_estimate=2500.0)
    ordered = (*of.periods[:-1], dataclasses.replace(of.periods[-1], committed=200.0))
    _, lights = measured(dataclasses.replace(of, periods=ordered))
    assert said(lights["cost"], "rating.green.vac_pct") is None
    assert said(measured(of)[1]["cost"], "rating.green.vac_pct") is not None


@given(st.integers(1, 400), st.integers(30, 1500))
def test_the_day_a_finish_needs(slip, length):
    start = dt.date(2025, 6, 1)
    finish = start + dt.timedelta(days=length - 1)
    of = portfolio(
        baseline_start=start,
        baseline_finish=finish,
        forecast_finish=max(finish, STATUS_DATE) + dt.timedelta(days=slip),
    )
    _, lights = measured(of)
    assume(colour(of, "finish_slip_days") is not Rag.GREEN)
    found = said(lights["time"], "rating.green.finish_slip_days")
    if found is None:
        assert (
            colour(with_project(of, forecast_finish=STATUS_DATE), "finish_slip_days")
            is not Rag.GREEN
        )
        return
    day = found.values["day"]
    assert isinstance(day, Day)
    assert colour(with_project(of, forecast_finish=day.value), "finish_slip_days") is Rag.GREEN
    assert (
        colour(
            with_project(of, forecast_finish=day.value + dt.timedelta(days=1)), "finish_slip_days"
        )
        is not Rag.GREEN
    )


def test_the_day_a_finish_needs_where_the_slip_is_judged_in_per_cent():
    rows = (limit(3, "finish_slip_pct", amber=0.1, red=0.2),)
    of = portfolio(
        sheets={"limits": rows},
        baseline_finish=dt.date(2026, 11, 20),
        forecast_finish=dt.date(2027, 6, 1),
    )
    found = said(measured(of)[1]["time"], "rating.green.finish_slip_pct")
    assert found is not None
    day = found.values["day"]
    assert isinstance(day, Day)
    assert colour(with_project(of, forecast_finish=day.value), "finish_slip_pct") is Rag.GREEN
    assert (
        colour(
            with_project(of, forecast_finish=day.value + dt.timedelta(days=1)), "finish_slip_pct"
        )
        is not Rag.GREEN
    )


statuses = st.sampled_from(DeliverableStatus)
deliverables = st.lists(
    st.tuples(statuses, st.integers(0, 1), st.booleans()), min_size=1, max_size=30
)


def delivering(rows) -> Portfolio:
    made = [
        row(
            Deliverable,
            2 + i,
            project_id=KEY,
            deliverable_id=f"D-{i}",
            status=status,
            rejections=sent_back,
            added_by_change=added,
            baseline_due=dt.date(2026, 1 + i % 12, 1),
        )
        for i, (status, sent_back, added) in enumerate(rows)
    ]
    return portfolio(sheets={"deliverables": made})


def restated(of: Portfolio, picked, count: float, status: DeliverableStatus) -> Portfolio:
    """The first so many deliverables of a sort with another status."""
    left = count
    changed = []
    for one in of.deliverables:
        take = left > 0 and picked(one)
        left -= take
        changed.append(dataclasses.replace(one, status=status) if take else one)
    assert left == 0
    return dataclasses.replace(of, deliverables=tuple(changed))


@given(deliverables)
def test_the_dropped_deliverables_to_take_back(rows):
    of = delivering(rows)
    figures, lights = measured(of)
    volatility = figures.projects[KEY]["scope_volatility"]
    assume(volatility.known and colour(of, "scope_volatility") is not Rag.GREEN)
    found = said(lights["scope"], "rating.green.scope_volatility")

    def dropped(one: Deliverable) -> bool:
        return one.status is DeliverableStatus.DESCOPED and not one.added_by_change

    if found is None:
        whole = restated(
            of, dropped, sum(map(dropped, of.deliverables)), DeliverableStatus.IN_PROGRESS
        )
        assert colour(whole, "scope_volatility") is not Rag.GREEN
        return
    needed = found.values["needed"]
    assert isinstance(needed, Count)
    assert (
        colour(
            restated(of, dropped, needed.value, DeliverableStatus.IN_PROGRESS), "scope_volatility"
        )
        is Rag.GREEN
    )
    assert (
        colour(
            restated(of, dropped, needed.value - 1, DeliverableStatus.IN_PROGRESS),
            "scope_volatility",
        )
        is not Rag.GREEN
    )


@given(deliverables)
def test_the_deliverables_to_be_accepted_at_the_first_attempt(rows):
    of = delivering(rows)
    figures, lights = measured(of)
    assume(
        figures.projects[KEY]["first_pass_acceptance"].known
        and colour(of, "first_pass_acceptance") is not Rag.GREEN
    )
    found = said(lights["quality"], "rating.green.first_pass_acceptance")
    judged = (DeliverableStatus.ACCEPTED, DeliverableStatus.REJECTED, DeliverableStatus.DESCOPED)

    def fresh(one: Deliverable) -> bool:
        return one.rejections == 0 and one.status not in judged

    if found is None:
        whole = restated(of, fresh, sum(map(fresh, of.deliverables)), DeliverableStatus.ACCEPTED)
        assert colour(whole, "first_pass_acceptance") is not Rag.GREEN
        return
    needed = found.values["needed"]
    assert isinstance(needed, Count)
    assert (
        colour(
            restated(of, fresh, needed.value, DeliverableStatus.ACCEPTED), "first_pass_acceptance"
        )
        is Rag.GREEN
    )
    assert (
        colour(
            restated(of, fresh, needed.value - 1, DeliverableStatus.ACCEPTED),
            "first_pass_acceptance",
        )
        is not Rag.GREEN
    )


@given(deliverables)
def test_the_weight_to_be_delivered(rows):
    of = delivering(rows)
    figures, lights = measured(of)
    assume(
        figures.projects[KEY]["scope_delivered"].known
        and colour(of, "scope_delivered") is not Rag.GREEN
    )
    found = said(lights["scope"], "rating.green.scope_delivered")
    assert found is not None
    needed, due = found.values["needed"], found.values["due"]
    assert isinstance(needed, Count)
    assert isinstance(due, Count)
    assert due.value == figures.projects[KEY]["scope_due"].number

    def open_and_due(one: Deliverable) -> bool:
        undelivered = one.status not in (
            DeliverableStatus.DELIVERED,
            DeliverableStatus.ACCEPTED,
            DeliverableStatus.DESCOPED,
        )
        return undelivered and one.baseline_due is not None and one.baseline_due <= STATUS_DATE

    missing = math.ceil(needed.value - figures.projects[KEY]["scope_due_delivered"].number - 1e-9)
    assert (
        colour(restated(of, open_and_due, missing, DeliverableStatus.DELIVERED), "scope_delivered")
        is Rag.GREEN
    )
    assert (
        colour(
            restated(of, open_and_due, missing - 1, DeliverableStatus.DELIVERED), "scope_delivered"
        )
        is not Rag.GREEN
    )


@given(st.floats(0, 500), st.floats(1, 1000), st.floats(0.05, 0.95))
def test_the_contingency_to_add(held, cost, probability):
    of = portfolio(
        contingency=held,
        sheets={"risks": [risk(probability=probability, impact=1, cost_impact=cost)]},
    )
    assume(held < 0.9999 * cost * probability)
    found = said(measured(of)[1]["risk"], "rating.green.contingency_cover")
    assert found is not None
    more = found.values["more"]
    assert isinstance(more, Money)
    assert more.amount == pytest.approx(cost * probability - held)
    assert (
        colour(with_project(of, contingency=held + more.amount), "contingency_cover") is Rag.GREEN
    )
    assert (
        colour(with_project(of, contingency=held + more.amount * 0.99), "contingency_cover")
        is not Rag.GREEN
    )


@given(st.floats(1, 1000), st.floats(0, 0.94))
def test_the_benefits_to_have_received(due, share):
    benefit = row(
        Benefit, 2, benefit_id="B-1", project_id=KEY, name="Savings", type=BenefitType.CASHABLE
    )
    paid = row(
        BenefitPeriod, 2, benefit_id="B-1", period=Month(2026, 5), planned=due, actual=due * share
    )
    of = portfolio(sheets={"benefits": [benefit], "benefit_periods": [paid]})
    found = said(measured(of)[1]["benefits"], "rating.green.benefit_realisation")
    assert found is not None
    needed, more = found.values["received"], found.values["more"]
    assert isinstance(needed, Money)
    assert isinstance(more, Money)
    assert more.amount == pytest.approx(needed.amount - due * share)
    enough = dataclasses.replace(
        of, benefit_periods=(dataclasses.replace(paid, actual=needed.amount),)
    )
    assert colour(enough, "benefit_realisation") is Rag.GREEN
    short = dataclasses.replace(
        of, benefit_periods=(dataclasses.replace(paid, actual=needed.amount * 0.999),)
    )
    assert colour(short, "benefit_realisation") is not Rag.GREEN


def test_the_score_every_threat_must_stay_under():
    of = portfolio(
        contingency=1000.0, sheets={"risks": [risk(probability_score=4, impact=5, cost_impact=1.0)]}
    )
    found = said(measured(of)[1]["risk"], "rating.green.threat_score_worst")
    assert found is not None
    assert found.values["limit"] == Count(20)
    milder = dataclasses.replace(of, risks=(risk(probability_score=4, impact=4, cost_impact=1.0),))
    assert measured(milder)[1]["risk"].computed is Rag.GREEN


def test_the_defects_and_the_satisfaction_that_would_do():
    month = row(QualityMonth, 2, project_id=KEY, period=Month(2026, 10), open_critical_defects=3)
    of = portfolio(satisfaction=2.5, sheets={"quality": [month]})
    lights = measured(of)[1]
    assert lights["quality"].computed is Rag.RED
    defects, satisfaction = (
        said(lights["quality"], f"rating.green.{key}")
        for key in ("defects_open[critical]", "satisfaction")
    )
    assert defects is not None
    assert satisfaction is not None
    assert (defects.values["limit"], satisfaction.values["limit"]) == (Count(0), Count(4))
    mended = dataclasses.replace(
        with_project(of, satisfaction=4.0),
        quality=(dataclasses.replace(month, open_critical_defects=0),),
    )
    assert measured(mended)[1]["quality"].computed is Rag.GREEN


@pytest.mark.parametrize("age", [36, 48, 400])
def test_a_status_dated_after_the_day_named_is_not_stale(age):
    of = running(1000.0, 1000.0, status_updated_on=STATUS_DATE - dt.timedelta(days=age))
    lights = measured(of)[1]
    assert (lights["cost"].computed, lights["cost"].stale_days) == (Rag.GREY, age)
    found = said(lights["cost"], "rating.green.stale")
    assert found is not None
    after = found.values["after"]
    assert isinstance(after, Day)
    assert (
        measured(with_project(of, status_updated_on=after.value + dt.timedelta(days=1)))[1][
            "cost"
        ].computed
        is Rag.GREEN
    )
    assert measured(with_project(of, status_updated_on=after.value))[1]["cost"].computed is Rag.GREY
