"""What little is known: of how many projects each thing that the pages rest on is stated, and which
column would fill it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.measures.engine.registry import Enters
from pfreport.model.columns import columns
from pfreport.model.project import Project, Status
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.subjects import as_computed, counting, with_status
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Several, Value, Words
from pfreport.words.keys import Key

LIVE = (Status.PROPOSED, Status.APPROVED, Status.ACTIVE, Status.ON_HOLD)
MOST_GREY = 0.5
"""Of more grey projects than this the pages rest on what is declared or on nothing."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing the pages rest on: its column of Projects, what it shows, and the sheet that tells
    it in more detail.

    `rows` are the IDs of the projects that the sheet has rows of.
    """

    field: str
    gives: str
    sheet: str = ""
    rows: Callable[[Findings], frozenset[str]] = lambda _: frozenset()


def _with_rows(field: str) -> Callable[[Findings], frozenset[str]]:
    return lambda findings: frozenset(row.project_id for row in getattr(findings.portfolio, field))


THINGS = (
    Thing("budget", "money"),
    Thing("baseline_finish", "dates"),
    Thing("forecast_finish", "slip"),
    Thing("percent_complete", "progress", "Periods", _with_rows("periods")),
    Thing("cost_to_date", "cost", "Periods", _with_rows("periods")),
    Thing("manager_estimate", "estimate"),
    Thing("year_forecast", "year", "Periods", _with_rows("periods")),
    Thing("expected_benefit", "benefits", "Benefit periods", _with_rows("benefits")),
    Thing("rag_overall", "ratings"),
    Thing("rag_comment", "reasons"),
    Thing("status_updated_on", "age"),
    Thing("manager", "owner"),
    Thing("", "goals", "Alignment", _with_rows("alignment")),
    Thing("", "milestones", "Milestones", _with_rows("milestones")),
    Thing("", "risks", "Risks", _with_rows("risks")),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """Of how many projects a thing is stated, withheld and neither."""

    thing: Thing
    stated: int
    withheld: int
    of: int

    @property
    def missing(self) -> int:
        """How many neither state nor withhold it."""
        return self.of - self.stated - self.withheld


def known(findings: Findings) -> Section | None:
    """A row a thing that is not known of every project; None where most lights can be computed, or
    where nothing is missing.
    """
    if not _is_thin(findings):
        return None
    counts = [_counted(findings, thing, with_status(findings, *LIVE)) for thing in THINGS]
    lacking = [count for count in counts if count.stated < count.of]
    if not lacking:
        return None
    order = sorted(lacking, key=lambda count: -count.stated)
    table = tables.listed("known", order, _COLUMNS)
    return Section("known", term("section.known"), _message(counts), (table,))


def _some(number: int) -> Count | None:
    return Count(number) if number else None


def _is_thin(findings: Findings) -> bool:
    """Whether most projects in delivery have no computed light; without one in delivery, whether
    any is live at all.
    """
    lights = as_computed(findings)
    if not lights.total:
        return bool(with_status(findings, *LIVE)) and not counting(findings, Enters.DELIVERY)
    return len(lights.by_light[Rag.GREY]) > MOST_GREY * lights.total


def _counted(findings: Findings, thing: Thing, live: Sequence[Project]) -> _Known:
    with_rows, states = thing.rows(findings), Counter[str]()
    for project in live:
        stated = project.project_id in with_rows or (
            thing.field and getattr(project, thing.field) is not None
        )
        hidden = thing.field and project.why(thing.field).withheld
        states["stated" if stated else "withheld" if hidden else "missing"] += 1
    return _Known(thing, states["stated"], states["withheld"], len(live))


def _place(thing: Thing) -> Value:
    """The column that would fill it, the sheet, or either."""
    if not thing.field:
        return Words(thing.sheet)
    column = Words(f"{Project.sheet.name}: {columns(Project)[thing.field].heading}")
    return say("known.place", column=column, sheet=Words(thing.sheet)) if thing.sheet else column


def _message(counted_things: Sequence[_Known]) -> Sentence:
    whole = sum(count.stated == count.of for count in counted_things)
    none = sum(not count.stated for count in counted_things)
    counts: tuple[tuple[Key, int], ...] = (
        ("known.all", whole),
        ("known.some", len(counted_things) - whole - none),
        ("known.none", none),
    )
    parts = tuple(say(key, n=Count(number)) for key, number in counts if number)
    return say("known.message", of=Count(len(counted_things)), known=Several(parts))


_COLUMNS: tables.Columns[_Known] = (
    (tables.text("column.fills", 2.6), lambda known: _place(known.thing)),
    (tables.number("column.stated", 0.5), lambda known: _some(known.stated)),
    (tables.number("column.withheld", 0.5), lambda known: _some(known.withheld)),
    (tables.number("column.missing", 0.5), lambda known: _some(known.missing)),
    (
        tables.text("column.would_show", 3.0),
        lambda known: member("known.gives", known.thing.gives),
    ),
)
