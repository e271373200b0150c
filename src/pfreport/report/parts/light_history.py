"""Lights of the last packs beside today's: which red is new, which is old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pfreport.advice.findings import Findings
from pfreport.history.history import SHOWN
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.registry import Enters
from pfreport.ratings.rate import FINAL, OVERALL
from pfreport.ratings.rating import LIGHTS
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Table, TableColumn, TableStyle
from pfreport.report.parts.subjects import as_computed, counting, rating, ref, refs
from pfreport.report.words import member, say, term
from pfreport.values import InMonth, Light, MonthForm, Sentence, Several, Value

MOST_PROJECTS, MOST_PACKS_NAMED = 40, 12


def lights_of_projects(findings: Findings) -> Table | None:
    """A row a project in delivery, a column a pack; where there are too many, those first that were
    not always green.
    """
    if not findings.history.packs:
        return None
    shown = [(key, _lights(findings, key, OVERALL)) for key in counting(findings, Enters.DELIVERY)]
    if len(shown) > MOST_PROJECTS:
        shown.sort(
            key=lambda row: (
                not {Light(Rag.RED), Light(Rag.AMBER)}
                & {light for light in row[1] if light is not None}
            )
        )
    columns = [tables.text("column.project", 3.0), *_months(findings)]
    rows = [tables.row(ref(findings, key, named=True), *lights) for key, lights in shown]
    return (
        tables.table(
            "light-history",
            columns,
            rows,
            most=MOST_PROJECTS,
            rest="more.measures",
            style=TableStyle.HISTORY,
        )
        if rows
        else None
    )


def lights_of_project(findings: Findings, project_id: str) -> Table | None:
    """A row a light, a column a pack; None without an earlier one."""
    if not findings.history.packs:
        return None
    order = sorted(LIGHTS, key=lambda light: light != OVERALL)
    rows = [
        tables.row(
            Cell(member("light", light), strong=light == OVERALL),
            *_lights(findings, project_id, light),
        )
        for light in order
    ]
    return tables.table(
        "light-history",
        [tables.text("column.light", 1.4), *_months(findings)],
        rows,
        style=TableStyle.HISTORY,
    )


def red_lines(findings: Findings) -> Iterable[tuple[Value, Value]]:
    """Which red is new, and since when the others are."""
    if not findings.history.packs:
        return
    red = as_computed(findings).by_light[Rag.RED]
    new = [key for key in red if findings.history.red_since(key, OVERALL) is None]
    old = [key for key in red if key not in new]
    if new:
        yield term("health.red.new"), refs(findings, new, MOST_PACKS_NAMED)
    if old:
        yield (
            term("health.red.old"),
            Several(tuple(_since(findings, key) for key in old), MOST_PACKS_NAMED),
        )


def _since(findings: Findings, project_id: str) -> Sentence:
    first = findings.history.red_since(project_id, OVERALL)
    month = first.month if first else Month.of(findings.portfolio.settings.status_date)
    return say(
        "health.red.since",
        project=ref(findings, project_id),
        month=InMonth(month, MonthForm.MEDIUM),
    )


def _months(findings: Findings) -> Sequence[TableColumn]:
    months = [
        *(pack.month for pack in findings.history.packs[-SHOWN:]),
        Month.of(findings.portfolio.settings.status_date),
    ]
    return [TableColumn(str(month), InMonth(month, MonthForm.SHORT), width=0.6) for month in months]


def _lights(findings: Findings, project_id: str, light: str) -> list[Light | None]:
    today = rating(findings, project_id, light)
    now = today.computed if today is not None and today.word in (None, FINAL) else None
    return [
        Light(rag) if rag is not None else None
        for rag in (*findings.history.lights(project_id, light), now)
    ]
