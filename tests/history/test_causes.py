"""Causes against recomputation by hand, and against the workbook with one cell changed."""

from __future__ import annotations

import math

import pytest

from pfreport import assets
from pfreport.history.causes import causes
from pfreport.history.movement import movement
from pfreport.pipeline import find, present
from pfreport.settings import Config
from pfreport.workbook.examine import Examined
from pfreport.workbook.file.source import read_workbook
from tests.edits import changed
from tests.measures.portfolio_builder import portfolio
from tests.report.findings import project
from tests.workbook.books import validate

PLANNED = 100.0


def by_month(*done):
    """A year of 100 a month planned; (earned, spent) of the first months."""
    return [
        {"project_id": "P-1", "period": f"2026-{month:02d}", "planned_value": PLANNED}
        | (
            {"earned_value": done[month - 1][0], "actual_cost": done[month - 1][1]}
            if month <= len(done)
            else {}
        )
        for month in range(1, 13)
    ]


def whole(status_date, *done, **fields):
    rows = (
        project(budget=1200.0, percent_complete=None, cost_to_date=None, planned_to_date=None)
        | fields
    )
    return portfolio(status_date, projects=[rows], periods=by_month(*done))


def index(*done):
    return math.fsum(earned for earned, _ in done) / math.fsum(spent for _, spent in done)


def parts(found):
    return {(c.change.field if c.change else None): (c.part, c.planned) for c in found.named}


def test_a_month_newly_reported_is_told_against_its_plan():
    """September is 40 under plan and cost 95 over: each cell's part is what it alone does to the
    plan's 100 and 100.
    """
    so_far, planned = [(95.0, 100.0)] * 8, (PLANNED, PLANNED)
    before = whole("2026-08-31", *so_far)
    now = whole("2026-09-30", *so_far, (60.0, 195.0))
    was, base, is_now = index(*so_far), index(*so_far, planned), index(*so_far, (60.0, 195.0))
    found = causes(before, now, "P-1", {"cpi": (was, is_now)})["cpi"]
    assert parts(found)["actual_cost"] == (
        pytest.approx(index(*so_far, (100.0, 195.0)) - base),
        PLANNED,
    )
    assert parts(found)["earned_value"] == (
        pytest.approx(index(*so_far, (60.0, 100.0)) - base),
        PLANNED,
    )
    assert [c.change.origin.cell for c in found.named if c.change] == [
        now.periods[8].at("actual_cost").cell,
        now.periods[8].at("earned_value").cell,
    ]
    assert math.fsum([found.together, *(one.part for one in found.named)]) == pytest.approx(
        is_now - was
    )
    assert abs(found.together) <= 0.2 * abs(is_now - was)


def test_a_month_as_planned_is_moved_by_time_alone():
    so_far = [(80.0, 100.0)] * 8
    before, now = whole("2026-08-31", *so_far), whole("2026-09-30", *so_far, (PLANNED, PLANNED))
    moved = (index(*so_far), index(*so_far, (PLANNED, PLANNED)))
    found = causes(before, now, "P-1", {"cpi": moved})["cpi"]
    assert parts(found) == {None: (pytest.approx(moved[1] - moved[0]), None)}
    assert found.together == pytest.approx(0.0)


def test_cells_are_named_by_size_until_four_fifths_are_explained():
    so_far = [(90.0, 100.0)] * 6
    mended = [(90.0, 100.0)] * 3 + [(90.0, 200.0), (90.0, 110.0), (90.0, 101.0)]
    before, now = whole("2026-06-30", *so_far), whole("2026-06-30", *mended)
    moved = (index(*so_far), index(*mended))
    found = causes(before, now, "P-1", {"cpi": moved})["cpi"]
    assert [one.change.now for one in found.named] == [200.0]
    alone = index(*so_far[:3], (90.0, 200.0), *so_far[:2]) - moved[0]
    assert found.named[0].part == pytest.approx(alone)
    assert found.together == pytest.approx(moved[1] - moved[0] - alone)
    assert abs(alone) >= 0.8 * abs(moved[1] - moved[0])


def test_two_cells_that_move_nothing_alone_are_together():
    before = whole("2026-06-30", (90.0, 100.0))
    now = whole("2026-06-30", (90.0, 100.0), status="Completed", actual_finish="2026-06-30")
    found = causes(before, now, "P-1", {"spi_t": (0.5, 1.0)})["spi_t"]
    assert math.fsum([found.together, *(one.part for one in found.named)]) == pytest.approx(0.5)


@pytest.fixture(scope="module")
def raw():
    return read_workbook(assets.folder("samples") / "portfolio.xlsx")


def measured(raw):
    from pfreport.model.source import Source

    checked = validate(raw, Config(), {})
    return present(
        find(Examined(Source(raw.name, raw.sha256), Config(), checked.portfolio, checked.faults))
    )


def test_the_part_of_each_cell_is_that_of_the_workbook_with_this_cell_alone_changed(raw):
    """Three cells of P-003 changed in the file itself: each named part is the figure of the file
    with that one alone changed.
    """
    before = measured(raw)
    periods = [
        row
        for row in before.portfolio.periods
        if row.project_id == "P-003" and row.actual_cost is not None
    ]
    row = before.portfolio.project_by_id["P-003"]
    edits = {
        row.at("budget"): row.budget * 1.2,
        periods[3].at("actual_cost"): periods[3].actual_cost + 700_000.0,
        periods[5].at("earned_value"): periods[5].earned_value - 60_000.0,
    }
    whole = raw
    for place, value in edits.items():
        whole = changed(whole, place, value)
    moves = movement(before, measured(whole)).of_project("P-003")
    alone = {place: measured(changed(raw, place, value)) for place, value in edits.items()}
    checked = 0
    for move in moves.values():
        for cause in move.causes.named:
            then = alone[cause.change.origin].figure(move.subject, move.id).value
            assert cause.part == pytest.approx(then - move.before), (move.id, cause)
            checked += 1
        assert math.fsum(
            [move.causes.together, *(c.part for c in move.causes.named)]
        ) == pytest.approx(move.change)
    assert {"cpi", "eac", "bac"} <= set(moves)
    assert checked >= 4


def test_a_benefit_newly_received_is_told_against_what_was_expected():
    """500 were expected of June and 300 came, of 400 planned: the cell's part is that of the 200;
    as expected moves nothing.
    """

    def at(status_date, received):
        months = [
            {"benefit_id": "B-1", "period": "2026-06", "planned": 400.0, "forecast": 500.0}
            | received
        ]
        return portfolio(
            status_date,
            projects=[project()],
            benefits=[
                {"benefit_id": "B-1", "project_id": "P-1", "name": "More", "type": "Cashable"}
            ],
            benefit_periods=[*months, {"benefit_id": "B-1", "period": "2027-06", "planned": 900.0}],
        )

    before, now = at("2026-05-31", {}), at("2026-06-30", {"actual": 300.0})
    (named,) = [
        c
        for c in causes(before, now, "P-1", {"benefit_realisation": (1.25, 0.75)})[
            "benefit_realisation"
        ].named
        if c.change
    ]
    assert (named.change.field, named.change.now, named.planned) == ("actual", 300.0, 500.0)
    assert named.part == pytest.approx((300.0 - 500.0) / 400.0)
    as_expected = causes(
        before, at("2026-06-30", {"actual": 500.0}), "P-1", {"benefit_realisation": (1.0, 1.25)}
    )["benefit_realisation"]
    assert [c for c in as_expected.named if c.change] == []


def test_percent_complete_newly_reported_is_told_against_the_plan():
    rows = [
        {"project_id": "P-1", "period": f"2026-{m:02d}", "planned_value": 100.0}
        for m in range(1, 13)
    ]

    def at(status_date, *shares):
        done = [
            row | {"percent_complete": share, "actual_cost": 100.0}
            for row, share in zip(rows, shares, strict=False)
        ]
        fields = project(
            budget=1200.0, percent_complete=None, cost_to_date=None, planned_to_date=None
        )
        return portfolio(status_date, projects=[fields], periods=[*done, *rows[len(shares) :]])

    before, now = at("2026-02-28", 0.08, 0.16), at("2026-03-31", 0.08, 0.16, 0.20)
    cpi = (0.16 * 1200 / 200, 0.20 * 1200 / 300)
    found = causes(before, now, "P-1", {"cpi": cpi})["cpi"]
    (named,) = [c for c in found.named if c.change]
    assert named.planned == pytest.approx(0.16 + 100 / 1200)
    assert named.part == pytest.approx(cpi[1] - (0.16 * 1200 + 100) / 300)


def test_a_benefit_of_the_same_month_entered_late_is_told_as_entered():
    """Nothing had come of June at its end, and the same June later says 300 of 400: no month has
    passed that could go by plan.
    """

    def at(received):
        return portfolio(
            "2026-06-30",
            projects=[project()],
            benefits=[
                {"benefit_id": "B-1", "project_id": "P-1", "name": "More", "type": "Cashable"}
            ],
            benefit_periods=[
                {"benefit_id": "B-1", "period": "2026-06", "planned": 400.0} | received
            ],
        )

    moved = causes(at({}), at({"actual": 300.0}), "P-1", {"benefit_realisation": (0.0, 0.75)})[
        "benefit_realisation"
    ]
    (named,) = moved.named
    assert (named.change.field, named.planned, named.part) == ("actual", None, pytest.approx(0.75))
