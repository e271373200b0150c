"""What a reader of some projects alone is told of the past, and a reader without amounts or names."""

from __future__ import annotations

import pytest

from pfreport.measures.measurement import PORTFOLIO, Subject
from pfreport.pipeline import compose, within
from pfreport.report.reader import Grants, Reader
from pfreport.report.redaction import redact
from pfreport.report.typed import Persons, persons_of
from pfreport.values import Money, Person
from tests.history.past import after
from tests.report import whole
from tests.report.findings import everything, findings, project, sentences, text


def two(status_date, first, second):
    return findings(status_date, projects=[project(cost_to_date=first), project(cost_to_date=second)])


@pytest.fixture
def scoped():
    found = after(two("2026-06-30", 900.0, 700.0), two("2026-04-30", 500.0, 500.0), two("2026-05-31", 800.0, 600.0))
    return within(found, ["P-2"])


def test_only_the_projects_of_the_scope_are_told_of(scoped):
    moved = scoped.history.moved
    assert {move.subject for move in moved.moves} == {Subject("project", "P-2")}
    assert {turn.project_id for turn in moved.turns} <= {"P-2"}
    assert (moved.crossings, moved.wider) == ((), ())
    assert scoped.history.values(Subject("project", "P-2"), "ac") == (500.0, 600.0)
    assert scoped.history.values(Subject("project", "P-1"), "ac") == (None, None)
    assert scoped.history.lights("P-1", "overall") == (None, None)


def test_sums_are_those_of_the_scope_and_wider_figures_of_the_packs_are_none(scoped):
    (actual,) = [one for one in scoped.history.moved.sums if one.id == "ac"]
    assert (actual.before, actual.now, dict(actual.alike)) == (600.0, 700.0, {"P-2": 100.0})
    assert scoped.history.last.figure(PORTFOLIO, "eac") is None
    assert set(scoped.history.last.portfolio.project_by_id) == {"P-2"}


def test_no_report_of_the_scope_names_another_project(scoped):
    for _, report in compose(scoped):
        assert not any("P-1" in text(one) for one in sentences(report))


@pytest.mark.parametrize("grants", [Grants(money=False), Grants(names=False), Grants(money=False, names=False)], ids=str)
def test_a_redacted_report_tells_what_moved_without_amounts_or_names(grants):
    found = after(findings(whole.STATUS_DATE, **whole.sheets()), findings("2026-05-31", **whole.sheets()))
    reader = Reader(grants, Persons(persons_of(found.portfolio)))
    for _, report in compose(found):
        left = redact(report, reader)
        assert grants.money or not [one for one in everything(left) if isinstance(one, Money)]
        assert grants.names or not [one for one in everything(left) if isinstance(one, Person)]
        assert all(text(one) for one in sentences(left))
    executive = redact(next(report for _, report in compose(found)), reader)
    (section,) = [one for one in executive.sections if one.id == "movement"]
    assert text(section.message).startswith("Since May 2026 ")
