"""Random changes of random portfolios: parts add up, causes are cells that changed, and the other
way round moves back.
"""

from __future__ import annotations

import dataclasses
import math
import random

import pytest

from pfreport.history.movement import Moved, movement
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project, Status
from pfreport.pipeline import present
from tests.advice.whole_cases import random_findings
from tests.report.findings import found_in

SEEDS = range(8)
COUNTED = ("Approved", "Active", "On hold", "Completed")


@pytest.fixture(scope="module", params=SEEDS)
def both(request) -> tuple[Moved, Moved, Portfolio, Portfolio]:
    old = random_findings(request.param).portfolio
    new = _changed(random.Random(request.param), old)
    before, now = (present(found_in(one)) for one in (old, new))
    return movement(before, now), movement(now, before), old, new


def test_parts_of_every_move_and_sum_add_up(both):
    moved, back, *_ = both
    assert moved.moves
    for one in (*moved.moves, *back.moves):
        assert math.fsum(
            [one.causes.together, *(c.part for c in one.causes.named)]
        ) == pytest.approx(one.change)
    for found in (*moved.sums, *back.sums):
        parts = [
            found.like_for_like,
            found.rates,
            *found.joined.values(),
            *(-amount for amount in found.left.values()),
        ]
        assert math.fsum(parts) == pytest.approx(found.change, abs=1e-6)


def test_every_cause_is_a_cell_of_the_project_that_changed(both):
    moved, _, old, new = both
    for move in moved.moves:
        for change in (cause.change for cause in move.causes.named if cause.change):
            if change.record is not Project:
                assert change.sheet == "Rates"
                continue
            assert change.key == move.subject.key
            values = [getattr(at.project_by_id[change.key], change.field) for at in (old, new)]
            assert [change.before, change.now] == values
            assert values[0] != values[1]
            assert change.origin == new.project_by_id[change.key].at(change.field)


def test_joiners_and_leavers_are_those_whose_status_came_to_count_or_ceased_to(both):
    moved, back, old, new = both
    then, now = ({p.project_id for p in at.projects if p.status in COUNTED} for at in (old, new))
    assert (
        {one.project_id for one in moved.crossings if one.joined}
        == now - then
        == {one.project_id for one in back.crossings if one.left}
    )
    assert (
        {one.project_id for one in moved.crossings if one.left}
        == then - now
        == {one.project_id for one in back.crossings if one.joined}
    )


def test_the_other_way_round_everything_moves_back(both):
    moved, back, *_ = both
    for there, again in ((moved.moves, back.moves), (moved.wider, back.wider)):
        assert {(m.subject, m.id, m.before, m.now) for m in there} == {
            (m.subject, m.id, m.now, m.before) for m in again
        }
    assert {(t.project_id, t.light, t.before, t.now) for t in moved.turns} == {
        (t.project_id, t.light, t.now, t.before) for t in back.turns
    }
    assert {(k.subject, k.id, k.before, k.now) for k in moved.known} == {
        (k.subject, k.id, k.now, k.before) for k in back.known
    }
    assert all(
        (a.id, a.before, a.now) == (b.id, b.now, b.before)
        for a, b in zip(moved.sums, back.sums, strict=True)
    )


def _changed(draw: random.Random, old: Portfolio) -> Portfolio:
    """Some cells of some projects, a rate, a project less and the month as it was."""
    projects = [_changed_project(draw, project) for project in old.projects]
    gone = draw.randrange(len(projects)) if len(projects) > 3 and draw.random() < 0.5 else None
    rates = tuple(dataclasses.replace(rate, rate=0.6) for rate in old.rates)
    left = tuple(project for place, project in enumerate(projects) if place != gone)
    return dataclasses.replace(old.only([p.project_id for p in left]), projects=left, rates=rates)


def _changed_project(draw: random.Random, project: Project) -> Project:
    moved = {
        "budget": (project.budget or 0.0) * draw.choice([1.0, 1.2]),
        "cost_to_date": None
        if project.cost_to_date is None
        else project.cost_to_date * draw.choice([1.0, 1.3]),
        "percent_complete": None
        if project.percent_complete is None
        else min(1.0, project.percent_complete + draw.choice([0.0, 0.1])),
        "status": draw.choice(
            [project.status, project.status, project.status, Status.CANCELLED, Status.ACTIVE]
        ),
    }
    return dataclasses.replace(
        project, **{name: value for name, value in moved.items() if value != getattr(project, name)}
    )
