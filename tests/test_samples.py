"""The shipped samples: current, filled throughout, and telling the story they are meant to tell."""

import csv
import math
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pfreport import assets
from pfreport.faults import Severity
from pfreport.kinds import Kind, Month
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.model.project import Phase, Status
from pfreport.workbook.examine import examine

SAMPLES = assets.folder("samples")
NAMES = ("starter.xlsx", "portfolio.xlsx")


@pytest.fixture(scope="module")
def read():
    return {name: examine(SAMPLES / name, {}) for name in NAMES}


@pytest.fixture(scope="module")
def portfolio(read):
    return read["portfolio.xlsx"].portfolio


def test_the_shipped_files_are_what_their_script_makes(tmp_path):
    subprocess.run([sys.executable, SAMPLES / "make_samples.py", tmp_path], check=True)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), (
            f"run samples/make_samples.py: {name} is not current"
        )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_in_error(read, name):
    assert [fault.message for fault in read[name].faults if fault.severity is Severity.ERROR] == []


def test_the_starter_has_the_four_sheets_and_nothing_to_say_against_it(read):
    starter = read["starter.xlsx"]
    assert list(starter.source.rows) == ["Settings", "Goals", "Projects", "Alignment"]
    assert [fault.message for fault in starter.faults] == []
    assert len(starter.portfolio.projects) == 3


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.sheet.name)
def test_every_sheet_of_the_portfolio_is_filled_and_read_whole(read, portfolio, record):
    counts = read["portfolio.xlsx"].source.rows[record.sheet.name]
    assert counts["there"] == counts["read"] == len(getattr(portfolio, field_of(record))) > 0


def test_the_portfolio_has_every_phase_and_status(portfolio):
    assert {project.phase for project in portfolio.projects} == set(Phase)
    assert {project.status for project in portfolio.projects} == set(Status)
    assert len(portfolio.projects) == 12
    assert {project.programme for project in portfolio.projects} == {
        "Grid Renewal",
        "Customer and Digital",
        None,
    }
    assert {project.currency for project in portfolio.projects} == {None, "GBP", "USD"}


def test_the_plan_by_month_adds_up_to_the_budget(portfolio):
    for project in portfolio.projects:
        planned = [
            period.planned_value or 0
            for period in portfolio.periods
            if period.project_id == project.project_id
        ]
        assert math.isclose(sum(planned), project.budget, rel_tol=0.005), project.project_id


def test_cost_is_booked_to_the_status_month_and_one_ledger_is_late(portfolio):
    booked = {}
    for period in portfolio.periods:
        if period.actual_cost is not None:
            booked[period.project_id] = max(
                booked.get(period.project_id, period.period), period.period
            )
    active = {
        project.project_id for project in portfolio.projects if project.status is Status.ACTIVE
    }
    assert Counter(booked[project] for project in active) == {Month(2026, 10): 6, Month(2026, 9): 1}


def test_the_warnings_are_those_the_story_wants(read):
    told = {(fault.code, fault.project) for fault in read["portfolio.xlsx"].faults}
    late_ledger, no_reason, overdue_response = (
        ("PF515", "P-002"),
        ("PF606", "P-011"),
        ("PF418", "P-011"),
    )
    assert told == {late_ledger, no_reason, overdue_response}


def test_every_address_is_one_nobody_has(portfolio):
    for record in RECORDS:
        for row in getattr(portfolio, field_of(record)):
            for name in columns(record):
                text = getattr(row, name)
                assert not isinstance(text, str) or "@" not in text or text.endswith("@example.org")


@pytest.mark.parametrize(
    "table", sorted((SAMPLES / "story" / "tables").glob("*.csv")), ids=lambda table: table.stem
)
def test_the_tables_of_the_story_come_back_from_the_workbook(portfolio, table):
    record = next(record for record in RECORDS if field_of(record) == table.stem)
    given, kinds = _rows(table), {name: column.kind for name, column in columns(record).items()}
    names = [
        name
        for name in given[0]
        if kinds[name] in (Kind.ID, Kind.TEXT, Kind.LONG_TEXT, Kind.ONE_OF, Kind.DATE)
    ]
    read = Counter(
        tuple(str(getattr(row, name) or "") for name in names)
        for row in getattr(portfolio, table.stem)
    )
    assert read == Counter(tuple(row[name] for name in names) for row in given)


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
