"""The five mistakes: each line is true against the rows of the sheets, in portfolios of every
kind.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import combinations

import pytest

from pfreport.advice.findings import Findings
from pfreport.measures.strategy.fit import competing_pairs, overlap_of
from pfreport.model.project import Project
from pfreport.report.executive.mistakes import checklist
from pfreport.values import Sentence, Term, Value
from tests.advice.whole_cases import GOALS, random_findings
from tests.measures.portfolio_builder import measured
from tests.report.findings import tables

LIVE, ENDED = ("Approved", "Active", "On hold"), ("Completed", "Cancelled")
SEEDS = range(40)


@pytest.fixture(scope="module")
def every() -> list[tuple[Findings, dict[str, tuple[bool, Value]]]]:
    return [(found, _lines(found)) for found in map(random_findings, SEEDS)]


def test_one_big_project_is_seen_where_all_serve_one_goal(every):
    for found, lines in every:
        seen, said = lines["one_project"]
        served = {
            r.goal_id
            for r in found.portfolio.alignment
            if r.impact and _project(found, r.project_id).status in LIVE
        }
        serving = {
            r.project_id
            for r in found.portfolio.alignment
            if r.impact and _project(found, r.project_id).status in LIVE
        }
        assert seen is (
            any(p.status in LIVE for p in found.portfolio.projects)
            and (not served or (len(served) == 1 < len(serving)))
        )
        if isinstance(said, Sentence) and said.key.endswith("fine"):
            assert (said.values["n"].value, said.values["m"].value) == (len(served), len(serving))


def test_priority_is_seen_where_nothing_carries_it(every):
    for found, lines in every:
        expected = {
            p.project_id
            for p in found.portfolio.projects
            if p.status not in ENDED and _unjustified(found, p)
        }
        _names(lines["priority"], expected)


def test_stale_and_blank_statuses_are_seen(every):
    for found, lines in every:
        day = found.portfolio.settings.status_date
        reporting = [p for p in found.portfolio.projects if p.status in ("Active", "On hold")]
        stale = {
            p.project_id
            for p in reporting
            if p.status_updated_on and day - p.status_updated_on > dt.timedelta(days=35)
        }
        blank = {p.project_id for p in reporting if p.status_updated_on is None}
        _names(lines["status"], stale | blank)


def test_competing_pairs_are_counted_and_no_budget_twice(every):
    for found, lines in every:
        seen, said = lines["competing"]
        live = [p for p in found.portfolio.projects if p.status not in ENDED and p.exclusive_group]
        pairs = [(a, b) for a, b in combinations(live, 2) if a.exclusive_group == b.exclusive_group]
        assert seen is bool(pairs)
        if not pairs:
            continue
        assert said.values["n"].value == len(pairs)
        budget = {p.project_id: p.budget * (0.5 if p.currency == "USD" else 1.0) for p in live}
        # of a group everything but its largest project is one too many
        assert said.values["amount"].amount == pytest.approx(
            sum(budget.values()) - max(budget.values())
        )


def test_optimising_before_delivering_is_seen_below_the_third_level(every):
    met = Counter(
        seen
        for found, lines in every
        if (seen := lines["optimising"][0]) is not None and _agrees(found, lines["optimising"])
    )
    assert met[True]
    assert met[False]


def test_a_budget_that_competes_with_several_counts_once():
    projects = [
        {"budget": 100.0, "exclusive_group": "Cloud"},
        {"budget": 300.0, "exclusive_group": "Cloud"},
    ]
    assert (
        overlap_of(
            competing_pairs(
                measured(projects=[*projects, {"budget": 200.0, "exclusive_group": "cloud"}])
            )
        )
        == 300.0
    )
    assert (
        overlap_of(competing_pairs(measured(projects=[*projects, {"exclusive_group": "Cloud"}])))
        is None
    )


def _lines(found: Findings) -> dict[str, tuple[bool, Value]]:
    lines = {}
    for row in tables(checklist(found))["mistakes"].rows:
        name, seen, said = (cell.main for cell in row.cells[:3])
        assert isinstance(name, Term)
        assert isinstance(seen, Term)
        lines[name.key.removeprefix("mistakes.")] = (seen.key == "mistakes.seen", said)
    return lines


def _project(found: Findings, key: str) -> Project:
    return found.portfolio.project_by_id[key]


def _unjustified(found: Findings, project: Project) -> bool:
    if project.priority not in (1, 2) or (project.mandatory and project.mandatory_reason):
        return False
    scores = [r.impact for r in found.portfolio.alignment if r.project_id == project.project_id]
    return not project.justification or not scores or sum(scores) / (4 * len(GOALS)) < 0.25


def _names(line: tuple[bool, Value], expected: set[str]) -> None:
    seen, said = line
    assert seen is bool(expected)
    if expected:
        named = [one for value in _several(said) for one in value.values]
        assert {one.key for one in named} == expected


def _several(said: Value) -> list:
    if not isinstance(said, Sentence):
        return []
    return [value for name, value in said.values.items() if name == "projects"] + [
        found for value in said.values.values() for found in _several(value)
    ]


def _agrees(found: Findings, line: tuple[bool, Value]) -> bool:
    maturity = found.advice.maturity
    return line[0] is (maturity is not None and maturity.level < 3)
