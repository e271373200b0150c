"""Twelve months of the sample built one after the other, and what they say of each other, against
the workbooks themselves.
"""

from __future__ import annotations

import dataclasses
import math
import subprocess
import sys
from pathlib import Path

import pytest

from pfreport.advice.findings import Findings
from pfreport.cli.stopping import renderers
from pfreport.history.snapshot import Present
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.measurement import PORTFOLIO, Subject
from pfreport.model.project import Status
from pfreport.pipeline import Built, Request, build, compose, find, present
from pfreport.report.compose import compose_executive, compose_project
from pfreport.values import Light, Spark
from pfreport.words.catalogue import catalogue
from pfreport.workbook.examine import examine
from tests.history import year
from tests.report.findings import column, everything, sentences, tables, text
from tests.report.test_words import unfilled

REBASELINED, STOPPED = Month(2026, 2), Month(2026, 4)
P3, P12 = Subject("project", "P-003"), Subject("project", "P-012")
pytestmark = pytest.mark.slow


@dataclasses.dataclass(frozen=True)
class Year:
    """What was built, and each month measured anew from its workbook alone."""

    folder: Path
    built: dict[Month, Built]
    anew: dict[Month, Present]

    def found(self, month: Month) -> Findings:
        return self.built[month].findings

    def before(self, month: Month) -> Present:
        return self.anew[month.plus(-1)]


@pytest.fixture(scope="module")
def year_of(tmp_path_factory) -> Year:
    folder = tmp_path_factory.mktemp("year")
    books = {month: year.write(folder, month) for month in year.MONTHS}
    built = {
        month: build(Request(book, folder / "reports", formats=("html",), executor=renderers(2)))
        for month, book in books.items()
    }
    return Year(
        folder, built, {month: present(find(examine(book, {}))) for month, book in books.items()}
    )


def value(snapshot, subject, measure):
    found = snapshot.figure(subject, measure)
    return found.value if found else None


def test_every_month_is_built_whole(year_of):
    assert [built.state.why for built in year_of.built.values()] == [None] * 12
    assert [built.state.errors for built in year_of.built.values()] == [0] * 12
    assert [len(built.findings.history.packs) for built in year_of.built.values()] == list(
        range(12)
    )
    assert all(not built.findings.history.warnings for built in year_of.built.values())


def test_twelve_past_packs_are_read_within_a_second(year_of):
    """In a process of its own: this one holds twelve portfolios, which makes all of its memory slow
    to look after.
    """
    script = (
        "import sys, time; from pathlib import Path\n"
        "from pfreport.history.read import readable; from pfreport.history.layout import counting\n"
        "from pfreport.model.delivery import Milestone\n"
        "begun = time.process_time()\n"
        "packs, _ = readable(counting(Path(sys.argv[1])))\n"
        "packs[-1].portfolio, [pack.records(Milestone) for pack in packs]\n"
        "print(len(packs), time.process_time() - begun)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, year_of.folder / "reports"],
        check=True,
        capture_output=True,
        text=True,
    )
    packs, seconds = done.stdout.split()
    assert packs == "12"
    assert float(seconds) < 1.0


@pytest.mark.parametrize("measure", ["cpi", "spi_t", "eac", "bac", "finish_slip_days"])
def test_trends_are_the_figures_of_the_workbooks_of_the_time(year_of, measure):
    history = year_of.found(year.LAST).history
    for key in year_of.anew[year.LAST].projects:
        then = [
            value(year_of.anew[month], Subject("project", key), measure)
            for month in year.MONTHS[:-1]
        ]
        assert list(history.values(Subject("project", key), measure, most=99)) == then, key
        assert history.values(Subject("project", key), measure) == tuple(then[-9:])
    assert list(history.values(PORTFOLIO, "cpi", most=99)) == [
        value(year_of.anew[m], PORTFOLIO, "cpi") for m in year.MONTHS[:-1]
    ]


@pytest.mark.parametrize("month", year.MONTHS[1:], ids=str)
def test_every_move_is_the_difference_of_the_two_workbooks(year_of, month):
    before, now, moved = (
        year_of.before(month),
        year_of.anew[month],
        year_of.found(month).history.moved,
    )
    assert moved.since == before.status_date
    for move in moved.moves:
        assert (move.before, move.now) == (
            value(before, move.subject, move.id),
            value(now, move.subject, move.id),
        )
        explained = math.fsum([move.causes.together, *(cause.part for cause in move.causes.named)])
        assert explained == pytest.approx(move.change, rel=1e-9, abs=1e-9)
    told = {(move.subject.key, move.id) for move in moved.moves}
    for key in before.projects.keys() & now.projects.keys():
        old, new = (value(at, Subject("project", key), "cpi") for at in (before, now))
        assert ((key, "cpi") in told) == (
            old is not None and new is not None and abs(new - old) >= 0.005
        )


@pytest.mark.parametrize("month", year.MONTHS[1:], ids=str)
def test_sums_are_split_into_like_for_like_joiners_leavers_and_rates(year_of, month):
    before, now, moved = (
        year_of.before(month),
        year_of.anew[month],
        year_of.found(month).history.moved,
    )
    for found in moved.sums:
        assert found.before == pytest.approx(value(before, PORTFOLIO, found.id))
        assert found.now == pytest.approx(value(now, PORTFOLIO, found.id))
        parts = [
            found.like_for_like,
            found.rates,
            *found.joined.values(),
            *(-amount for amount in found.left.values()),
        ]
        assert math.fsum(parts) == pytest.approx(found.now - found.before, rel=1e-9, abs=0.01)
    rates = {
        month: {
            r.currency: r.rate for r in at.portfolio.rates if r.period == Month.of(at.status_date)
        }
        for month, at in (("before", before), ("now", now))
    }
    (actual,) = [one for one in moved.sums if one.id == "ac"]
    currencies = {
        p.project_id: p.currency for p in now.portfolio.projects if p.currency not in (None, "EUR")
    }
    spent = {
        key: value(now, Subject("project", key), "ac") for key in currencies if key in actual.alike
    }
    by_rates = math.fsum(
        spent[key] * (rates["now"][currencies[key]] - rates["before"][currencies[key]])
        for key in spent
    )
    assert actual.rates == pytest.approx(by_rates)


def test_the_month_of_a_project_is_told_against_its_plan(year_of):
    """CPI of P-003 in October, by hand from the rows: each cell alone in a month that otherwise is
    as planned.
    """
    rows = [
        row
        for row in year.as_at(year.LAST)["Periods"]
        if row["project_id"] == "P-003" and row["period"] <= year.LAST
    ]
    so_far, last = rows[:-1], rows[-1]
    earned, spent = (
        math.fsum(row[name] for row in so_far) for name in ("earned_value", "actual_cost")
    )
    plan, base = (
        last["planned_value"],
        (earned + last["planned_value"]) / (spent + last["planned_value"]),
    )
    move = year_of.found(year.LAST).history.moved.of_project("P-003")["cpi"]
    parts = {cause.change.field if cause.change else None: cause for cause in move.causes.named}
    assert move.before == pytest.approx(earned / spent)
    assert parts["actual_cost"].part == pytest.approx(
        (earned + plan) / (spent + last["actual_cost"]) - base
    )
    assert parts["earned_value"].part == pytest.approx(
        (earned + last["earned_value"]) / (spent + plan) - base
    )
    assert parts[None].part == pytest.approx(base - earned / spent)
    assert {cause.planned for key, cause in parts.items() if key} == {plan}
    period = next(
        p
        for p in year_of.anew[year.LAST].portfolio.periods
        if (p.project_id, p.period) == ("P-003", year.LAST)
    )
    assert parts["actual_cost"].change.origin == period.at("actual_cost")


def test_a_rebaseline_is_told_by_its_cells_and_hides_no_slip(year_of):
    moved = year_of.found(REBASELINED).history.moved.of_project("P-003")
    assert (moved["bac"].before, moved["bac"].now) == (6_100_000.0, 7_200_000.0)
    assert [cause.change.field for cause in moved["bac"].causes.named] == ["budget"]
    fields = {
        cause.change.field for cause in moved["finish_slip_days"].causes.named if cause.change
    }
    assert fields == {"baseline_finish", "forecast_finish"}
    assert moved["finish_slip_days"].now < moved["finish_slip_days"].before
    original = [
        value(at, P3, "finish_slip_days") + value(at, P3, "finish_growth_days")
        for at in (year_of.before(REBASELINED), year_of.anew[REBASELINED])
    ]
    assert original[1] > original[0]


def test_a_stopped_project_leaves_with_its_forecast(year_of):
    moved = year_of.found(STOPPED).history.moved
    (left,) = [one for one in moved.crossings if one.left]
    assert (left.project_id, left.before, left.now) == ("P-012", Status.ACTIVE, Status.CANCELLED)
    (forecast,) = [one for one in moved.sums if one.id == "eac"]
    assert forecast.left == {"P-012": pytest.approx(value(year_of.before(STOPPED), P12, "eac"))}
    report = compose_executive(year_of.found(STOPPED))
    assert any(
        "P-012" in text(one) or "Hydrogen" in text(one)
        for one in sentences(report)
        if one.key == "movers.status"
    )


@pytest.mark.parametrize(
    ("month", "project_id", "before", "now"),
    [
        (Month(2026, 5), "P-010", None, Status.PROPOSED),
        (Month(2026, 6), "P-009", None, Status.PROPOSED),
        (Month(2026, 9), "P-010", Status.PROPOSED, Status.APPROVED),
        (Month(2026, 4), "P-008", Status.ACTIVE, Status.COMPLETED),
        (Month(2026, 7), "P-007", Status.ACTIVE, Status.ON_HOLD),
    ],
)
def test_who_came_and_whose_status_changed_is_told(year_of, month, project_id, before, now):
    crossings = {one.project_id: one for one in year_of.found(month).history.moved.crossings}
    assert (crossings[project_id].before, crossings[project_id].now) == (before, now)
    assert crossings[project_id].joined == (now is Status.APPROVED)
    assert set(crossings) - {project_id} <= {"P-012", "P-008"}


def test_which_red_is_new_and_which_is_old_is_as_the_lights_were(year_of):
    history, now = year_of.found(year.LAST).history, year_of.anew[year.LAST]
    for key in now.projects:
        lights = [
            at.light(key, "overall") if key in at.projects else None for at in year_of.anew.values()
        ]
        assert list(history.lights(key, "overall", most=99)) == lights[:-1]
        run = 0
        for light in reversed(lights[:-1]):
            if light is not Rag.RED:
                break
            run += 1
        first = history.red_since(key, "overall")
        assert (first.month if first else None) == (year.MONTHS[-1 - run] if run else None)


def test_the_table_of_lights_shows_the_last_nine_packs_and_today(year_of):
    report = compose_executive(year_of.found(year.LAST))
    table = tables(report)["light-history"]
    assert [one.key for one in table.columns[1:]] == [str(month) for month in year.MONTHS[-10:]]
    for row in table.rows:
        key = row.cells[0].main.key
        shown = [cell.main.rag if isinstance(cell.main, Light) else None for cell in row.cells[1:]]
        then = [
            year_of.anew[month].light(key, "overall")
            if key in year_of.anew[month].projects
            else None
            for month in year.MONTHS[-10:]
        ]
        assert shown == then


def test_sparklines_share_one_scale(year_of):
    table = tables(compose_executive(year_of.found(year.LAST)))["health"]
    place = [one.key for one in table.columns].index("trend")
    sparks = [
        row.cells[place].main for row in table.rows if isinstance(row.cells[place].main, Spark)
    ]
    assert len({(one.low, one.high, one.reference) for one in sparks}) == 1
    assert min(v for one in sparks for v in one.values if v is not None) >= sparks[0].low
    assert (
        len(sparks) == 9
    )  # every project in the table but the one that has its first CPI this month


def test_the_milestone_trend_has_what_each_workbook_said(year_of):
    report = compose_project(year_of.found(year.LAST), "P-003")
    (chart,) = [
        one
        for one in everything(report)
        if getattr(one, "name", None) == "milestone_trend" and hasattr(one, "data")
    ]
    assert chart.data.reports == tuple(month.last_day for month in year.MONTHS[-10:])
    for line in chart.data.lines:
        for month, day in zip(year.MONTHS[-10:], line.expected, strict=True):
            row = next(
                m
                for m in year_of.anew[month].portfolio.milestones
                if m.project_id == "P-003" and m.title == line.name
            )
            reached = (
                row.actual_date if row.actual_date and row.actual_date <= month.last_day else None
            )
            assert day == (reached or max(row.forecast_date or row.baseline_date, month.last_day))


def test_the_effect_of_a_decision_is_its_figure_in_the_pack_of_its_month(year_of):
    effects = {one.decision.decision_id: one for one in year_of.found(year.LAST).advice.effects}
    rebaseline, funding = effects["DEC-10"], effects["DEC-09"]
    assert (rebaseline.then, rebaseline.undefined_because) == (
        value(year_of.anew[REBASELINED], P3, "cpi"),
        None,
    )
    assert funding.then == value(
        year_of.anew[Month(2025, 12)], Subject("project", "P-005"), "spi_t"
    )


def test_both_reports_say_what_moved_on_their_own_words(year_of):
    found = year_of.found(year.LAST)
    reports = [report for _, report in compose(found)]
    ours = [
        one
        for one in sentences(reports)
        if one.key.startswith(("movement.", "moved.", "cause.", "movers.", "health.red", "trend."))
    ]
    assert len({one.key for one in ours}) > 15
    assert unfilled(ours, catalogue().texts) == []
    executive = reports[0]
    order = [section.id for section in executive.sections[:5]]
    assert order == ["decisions", "headline", "movement", "health", "movers"]
    moved = column(tables(executive)["movers"], "measure")
    assert {"CPI", "Forecast"} <= set(moved)
    assert any("Periods!" in text(one) for one in sentences(executive.sections[2]))
