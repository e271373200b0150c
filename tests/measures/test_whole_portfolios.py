"""What holds for a whole portfolio of many projects that differ: money has no scale of its own,
sums are sums of what counts.
"""

import dataclasses
import datetime as dt
import math
import re
from pathlib import Path

import pytest

from pfreport.kinds import Kind, Month
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.columns import Record, columns
from pfreport.model.money import BenefitPeriod, Period
from pfreport.model.people import Demand
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.reasons import reason_text
from pfreport.settings import Config
from pfreport.workbook.file.source import read_workbook
from tests.packs import STATUS_DATE, workbook
from tests.simulations import simulated_in
from tests.varied import sheets
from tests.workbook.books import validate

TIMES = 4.0
"""A power of two: a float times it loses no bit."""
RATE = 0.9
"""Of the status month, in `tests/varied.py`."""
LIVE = {"Approved", "Active", "On hold"}
COUNTED = {
    "money": LIVE | {"Completed"},
    "value": LIVE | {"Completed", "Cancelled"},
    "to go": LIVE | {"Completed"},
    "risk": LIVE,
    "benefits": LIVE | {"Completed", "Cancelled"},
}
"""The table "Which projects" of measures.md, as it stands there; delivery has a rule of its own."""
SUMS = {
    "money": ["bac", "pv", "ev", "ac", "eac", "etc", "vac", "eac_low", "eac_high", "contingency"],
    "delivery": ["cv", "sv", "milestones_due", "scope_due", "deliverables_judged"],
    "value": ["cost_total", "benefit_total", "cost_at_status", "benefit_at_status"],
    "to go": ["cost_to_go", "benefit_to_go", "npv_to_go"],
    "risk": ["risk_exposure", "opportunity_exposure", "residual_exposure"],
    "benefits": ["benefit_planned", "benefit_due", "benefit_actual"],
}


@pytest.fixture(autouse=True, scope="module")
def few_runs():
    """What is asked here does not hang on how often a sum is simulated."""
    with simulated_in(50):
        yield


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Portfolio:
    book = workbook(Path(tmp_path_factory.mktemp("many")), sheets(50))
    found = validate(read_workbook(book), Config(), {}).portfolio
    assert found is not None
    return found


@pytest.fixture(scope="module")
def figures(many) -> Measurements:
    return measure_portfolio(many)


def _scaled(row: Record) -> Record:
    money = {name for name, column in columns(type(row)).items() if column.kind is Kind.MONEY}
    return dataclasses.replace(
        row,
        **{name: getattr(row, name) * TIMES for name in money if getattr(row, name) is not None},
    )


def test_money_has_no_scale_of_its_own(many, figures):
    names = {field_of(record) for record in RECORDS}
    larger = measure_portfolio(
        dataclasses.replace(
            many, **{name: tuple(map(_scaled, getattr(many, name))) for name in names}
        )
    )
    before, after = figures.by_path, larger.by_path
    assert before.keys() == after.keys()
    wrong = [
        path
        for path, one in before.items()
        if (after[path].value, after[path].undefined_because)
        != (
            one.number * TIMES if one.known and one.unit.startswith("money:") else one.value,
            one.undefined_because,
        )
    ]
    assert wrong == []
    assert sum(one.known and one.unit.startswith("money:") for one in before.values()) > 1000


def _later(value: object) -> object:
    """Four years later: every month then has the days it had."""
    if isinstance(value, dt.date):
        return value.replace(year=value.year + 4)
    return value.plus(48) if isinstance(value, Month) else value


def _moved(row: Record) -> Record:
    dated = {
        name
        for name, column in columns(type(row)).items()
        if column.kind in (Kind.DATE, Kind.MONTH)
    }
    return dataclasses.replace(row, **{name: _later(getattr(row, name)) for name in dated})


def _years_later(text: str) -> str:
    return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + 4), text)


def _said(one):
    return reason_text(one.undefined_because) if one.undefined_because else ""


def test_moving_every_date_moves_every_date_and_nothing_else(many, figures):
    rows = {
        name: tuple(map(_moved, getattr(many, name)))
        for name in (field_of(record) for record in RECORDS)
    }
    moved = dataclasses.replace(many.settings, status_date=_later(many.settings.status_date))
    after = measure_portfolio(dataclasses.replace(many, settings=moved, **rows)).by_path
    assert {_years_later(path) for path in figures.by_path} == set(after)
    wrong = [
        path
        for path, one in figures.by_path.items()
        if _said(after[_years_later(path)]) != _years_later(_said(one))
        or (one.known and not _same(_later(one.value), after[_years_later(path)].value))
    ]
    assert wrong == []
    assert sum(isinstance(one.value, dt.date) for one in figures.by_path.values()) > 50


def _same(expected: object, found: object) -> bool:
    """Equal but for the rounding of months counted from another year."""
    return bool(
        expected == found
        if isinstance(expected, dt.date)
        else found == pytest.approx(expected, rel=1e-9, abs=1e-9)
    )


def test_a_rate_is_nothing_to_a_project(many, figures):
    dearer = tuple(dataclasses.replace(row, rate=row.rate * TIMES) for row in many.rates)
    after = measure_portfolio(dataclasses.replace(many, rates=dearer))
    assert len(dearer) > 0
    for key, found in figures.projects.items():
        assert {
            name: (one.value, one.undefined_because) for name, one in after.projects[key].items()
        } == {name: (one.value, one.undefined_because) for name, one in found.items()}
    assert after.portfolio["bac"].number > figures.portfolio["bac"].number


@pytest.mark.parametrize("of", ["portfolio", "programme"])
def test_ratios_of_the_same_sums_agree(figures, of):
    for found in [figures.portfolio] if of == "portfolio" else figures.programmes.values():
        assert found["cv_pct"].number == pytest.approx(1 - 1 / found["cpi"].number, rel=1e-9)
        assert found["sv_pct"].number == pytest.approx(found["spi"].number - 1, rel=1e-9)
        assert found["cv_pct"].coverage == found["cpi"].coverage


def _enters(status: str, baseline_start: object, column: str) -> bool:
    if column == "delivery":
        return status == "Active" or (status == "Approved" and baseline_start <= STATUS_DATE)
    return status in COUNTED[column]


@pytest.mark.parametrize(
    ("column", "key"), [(column, key) for column, keys in SUMS.items() for key in keys]
)
def test_a_sum_is_the_sum_of_the_projects_that_count(figures, column, key):
    rows = {row["project_id"]: row for row in sheets(50)["Projects"]}
    known, counted = [], 0
    for project_id, row in rows.items():
        if not _enters(row["status"], row["baseline_start"], column):
            continue
        counted += 1
        one = figures.projects[project_id][key]
        if one.known and not one.marks:
            known.append(
                one.number
                * (RATE if row.get("currency") == "USD" and one.unit.startswith("money:") else 1.0)
            )
    found = figures.portfolio[key]
    assert known
    assert found.value == math.fsum(known)
    assert found.coverage is not None
    assert (found.coverage.stated, found.coverage.of) == (len(known), counted)


def test_programmes_make_the_portfolio(figures):
    """Every project of this portfolio is in a programme."""
    for key in ("bac", "ac", "eac"):
        parts = [of[key].number for of in figures.programmes.values() if of[key].known]
        assert figures.portfolio[key].number == pytest.approx(math.fsum(parts), rel=1e-12)


def test_nothing_that_is_told_as_dated_after_the_status_date_enters_a_figure(many):
    """As the fault says: what has not happened yet is not used, neither beside what has nor in
    place of what is given otherwise.
    """
    month = Month.of(many.settings.status_date)
    told = {
        Period: {"earned_value": 9.0, "percent_complete": 0.9, "actual_cost": 9.0},
        BenefitPeriod: {"actual": 9.0},
        Demand: {"actual": 9.0},
    }
    nothing, ahead = {}, {}
    for kind, values in told.items():
        rows = [
            dataclasses.replace(row, **dict.fromkeys(values))
            for row in getattr(many, field_of(kind))
        ]
        nothing[field_of(kind)] = tuple(rows)
        ahead[field_of(kind)] = tuple(
            dataclasses.replace(row, **values) if row.period > month else row for row in rows
        )
    assert sum(row.actual_cost is not None for row in ahead["periods"]) > 50
    projects = tuple(
        dataclasses.replace(project, percent_complete=0.4, cost_to_date=1000.0)
        for project in many.projects
    )
    before, after = (
        measure_portfolio(dataclasses.replace(many, projects=projects, **rows)).by_path
        for rows in (nothing, ahead)
    )
    assert {path: one.value for path, one in after.items()} == {
        path: one.value for path, one in before.items()
    }
