"""What a reader of some projects alone is told of the past, and a reader without amounts or
names.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from pfreport.history.movement import WIDER
from pfreport.measures.engine.measurement import PORTFOLIO, Subject
from pfreport.pipeline import compose, within
from pfreport.report.redaction.reader import Grants, Reader
from pfreport.report.redaction.redact import redact
from pfreport.report.redaction.typed import Persons, persons_of
from pfreport.values import Money, Person, Spark
from tests.history.past import after
from tests.report import whole
from tests.report.findings import everything, findings, project, sentences, text


def two(status_date, first, second):
    return findings(
        status_date, projects=[project(cost_to_date=first), project(cost_to_date=second)]
    )


@pytest.fixture
def scoped():
    found = after(
        two("2026-06-30", 900.0, 700.0),
        two("2026-04-30", 500.0, 500.0),
        two("2026-05-31", 800.0, 600.0),
    )
    return within(found, ["P-2"])


def test_only_the_projects_of_the_scope_are_told_of(scoped):
    moved = scoped.history.moved
    assert {move.subject for move in moved.moves} == {Subject("project", "P-2")}
    assert {turn.project_id for turn in moved.turns} <= {"P-2"}
    assert moved.crossings == ()
    assert scoped.history.values(Subject("project", "P-2"), "ac") == (500.0, 600.0)
    assert scoped.history.values(Subject("project", "P-1"), "ac") == (None, None)
    assert scoped.history.lights("P-1", "overall") == (None, None)


def test_sums_are_those_of_the_scope(scoped):
    (actual,) = [one for one in scoped.history.moved.sums if one.id == "ac"]
    assert (actual.before, actual.now, dict(actual.alike)) == (600.0, 700.0, {"P-2": 100.0})
    assert set(scoped.history.last.portfolio.project_by_id) == {"P-2"}


@pytest.mark.parametrize("ids", [["P-2"], ["P-1"], ["P-1", "P-2"]])
def test_wider_figures_of_the_past_are_those_that_the_scope_alone_had(ids):
    earlier = [two("2026-04-30", 500.0, 450.0), two("2026-05-31", 800.0, 600.0)]
    found = within(after(two("2026-06-30", 900.0, 700.0), *earlier), ids)
    alone = [within(one, ids).measurements.portfolio for one in earlier]
    for id in WIDER:
        said = [float(one[id].value) if one[id].value is not None else None for one in alone]
        assert list(found.history.values(PORTFOLIO, id)) == said
    now = found.measurements.portfolio
    assert {(move.id, move.before, move.now) for move in found.history.moved.wider} >= {
        (id, alone[-1][id].value, now[id].value) for id in ("eac", "cpi")
    }


def test_of_all_projects_they_are_what_the_packs_wrote():
    found = after(
        findings(whole.STATUS_DATE, **whole.sheets()), findings("2026-05-31", **whole.sheets())
    )
    written = found.history.last.measures["portfolio"]
    again = within(found, [p.project_id for p in found.portfolio.projects]).history.last
    numbers = {
        id: written[id]["value"] for id in (*WIDER, "ac", "ev", "roi", "portfolio_alignment")
    }
    assert None not in numbers.values()
    assert {id: again.figure(PORTFOLIO, id).value for id in numbers} == pytest.approx(
        numbers, rel=1e-12
    )


def test_the_tiles_of_a_scope_have_their_arrows_and_what_is_wrong_with_other_packs_is_told():
    packs = [findings(day, **whole.sheets()) for day in ("2026-04-30", "2026-05-31")]
    found = after(findings(whole.STATUS_DATE, **whole.sheets()), *packs)
    warned = replace(
        found, history=replace(found.history, warnings=("2026-03.1: left out, damaged",))
    )
    executive = dict(compose(within(warned, ["P-1", "P-2"])))["index"]
    said = [text(one) for one in sentences(executive)]
    assert any("2026-03.1: left out, damaged" in one for one in said)
    assert [
        one
        for one in everything(executive)
        if isinstance(one, Spark) and sum(v is not None for v in one.values) == 3
    ]


def test_no_report_of_the_scope_names_another_project(scoped):
    for _, report in compose(scoped):
        assert not any("P-1" in text(one) for one in sentences(report))


@pytest.mark.parametrize(
    "grants", [Grants(money=False), Grants(names=False), Grants(money=False, names=False)], ids=str
)
def test_a_redacted_report_tells_what_moved_without_amounts_or_names(grants):
    found = after(
        findings(whole.STATUS_DATE, **whole.sheets()), findings("2026-05-31", **whole.sheets())
    )
    reader = Reader(grants, Persons(persons_of(found.portfolio)))
    for _, report in compose(found):
        left = redact(report, reader)
        assert grants.money or not [one for one in everything(left) if isinstance(one, Money)]
        assert grants.names or not [one for one in everything(left) if isinstance(one, Person)]
        assert all(text(one) for one in sentences(left))
    executive = redact(next(report for _, report in compose(found)), reader)
    (section,) = [one for one in executive.sections if one.id == "movement"]
    assert text(section.message).startswith("Since May 2026 ")
