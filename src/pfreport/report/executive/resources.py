"""People: roles by month, where they do not suffice, who causes it, what a delay would free."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Callable, Sequence

from pfreport.advice.findings import Findings
from pfreport.charts import capacity as drawing
from pfreport.kinds import natural_key
from pfreport.measures.risk.resources import Gap, RoleMonths, RoleTime, delay, gaps, role_months
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Section, Table, TableColumn
from pfreport.report.parts.figures import of_portfolio
from pfreport.report.parts.sections import chart, kept, small_print
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.phrases.labels import base_id
from pfreport.report.words import say, term
from pfreport.values import Absent, Count, InMonth, Months, Sentence, Several, Share, Value, Words

MOST_GAPS, MOST_CAUSES = 12, 8
DELAYS = (1, 2, 3, 6)
FULL = (1.0,)


def resources(findings: Findings) -> Section | None:
    """The months after the status month; None where there is neither demand nor a role with
    capacity ahead.
    """
    of = role_months(findings.portfolio)
    drawn = chart(drawing, findings)
    if drawn is None and not of.needs:
        return None
    over, used = gaps(of), _used(findings)
    blocks = kept(
        dataclasses.replace(drawn, note=_hidden(drawn.data)) if drawn else None,
        _gaps(findings, over) if over else None,
        _delays(findings, of, over) if over else None,
        small_print((used,) if used else ()),
    )
    return Section("resources", term("section.resources"), _message(findings, over), blocks)


def project_resources(findings: Findings, project_id: str) -> Section | None:
    """The role months over capacity that a project needs people in; None where there is none."""
    of = role_months(findings.portfolio)
    needed = {n.at for n in of.needs if n.project_id == project_id and n.hard and n.fte}
    over = [gap for gap in gaps(of) if gap.at in needed]
    if not over:
        return None
    first = over[0]
    counts = {"n": Count(len(needed)), "k": Count(len(over)), "fte": Count(first.missing)}
    message = say(
        "resources.project.over", **counts, role=Words(first.at.role), month=InMonth(first.at.month)
    )
    return Section(
        "resources", term("section.resources"), message, (_gaps(findings, over, project_id),)
    )


def _hidden(data: object) -> Sentence | None:
    """How many roles the chart shows where it does not show all."""
    if not isinstance(data, drawing.Capacity) or data.total == len(data.roles):
        return None
    return say("resources.shown", k=Count(len(data.roles)), n=Count(data.total))


def _message(findings: Findings, over: Sequence[Gap]) -> Sentence:
    if over:
        worst = max(over, key=lambda gap: (gap.missing, -gap.at.month.ordinal))
        values = {
            **_where(worst.at),
            "fte": Count(worst.missing),
            "projects": refs(findings, [key for key, _ in worst.causes]),
        }
        return say("resources.over", n=Count(len(over)), **values)
    hard, soft = (_utilisation(findings, id) for id in ("utilisation", "utilisation_with_soft"))
    hoped = sorted(
        (at for at, share in soft.items() if share > max(FULL)), key=lambda at: (at.month, at.role)
    )
    if hoped:
        return say("resources.soft", n=Count(len(hoped)), **_where(hoped[0]))
    if not hard:
        return say("resources.unknown")
    busiest = max(hard, key=lambda at: (hard[at], -at.month.ordinal, at.role))
    return say(
        "resources.enough",
        **_where(busiest),
        share=of_portfolio(findings).value(f"utilisation[{busiest.key}]"),
    )


def _where(at: RoleTime) -> dict[str, Value]:
    return {"role": Words(at.role), "month": InMonth(at.month)}


def _utilisation(findings: Findings, id: str) -> dict[RoleTime, float]:
    """The role months ahead of which it is known."""
    figures = of_portfolio(findings)
    times = role_months(findings.portfolio).times
    return {at: share for at in times if (share := figures.number(f"{id}[{at.key}]")) is not None}


def _gaps(findings: Findings, over: Sequence[Gap], project_id: str | None = None) -> Table:
    """Role months over capacity, the soonest first; with a project's own demand where it is about
    one.
    """
    figures = of_portfolio(findings)

    def causes(gap: Gap) -> Several:
        return Several(
            tuple(
                say("resources.cause", project=_name(findings, key, project_id), fte=Count(fte))
                for key, fte in gap.causes
            )
        )

    columns: tables.Columns[Gap] = (
        (tables.text("column.role", 1.4), lambda gap: Words(gap.at.role)),
        (tables.text("column.month", 0.8), lambda gap: InMonth(gap.at.month)),
        (
            tables.number("column.utilisation", 0.6),
            lambda gap: _share(findings, f"utilisation[{gap.at.key}]"),
        ),
        (
            tables.number("column.utilisation_with_soft", 0.6),
            lambda gap: _share(findings, f"utilisation_with_soft[{gap.at.key}]"),
        ),
        (
            tables.number("column.fte_gap", 0.6),
            lambda gap: Cell(figures.value(f"resource_gap[{gap.at.key}]"), strong=True),
        ),
        (tables.text("column.causes", 2.4), causes),
    )
    order = sorted(over, key=lambda gap: (gap.at.month, gap.at.role))
    table = tables.listed("gaps", order, columns, most=MOST_GAPS, rest="more.measures")
    return table if project_id else dataclasses.replace(table, caption=term("resources.gaps"))


def _name(findings: Findings, project_id: str, own: str | None) -> Value:
    return Words(project_id) if project_id == own else ref(findings, project_id)


def _share(findings: Findings, id: str) -> Value:
    share = of_portfolio(findings).value(id)
    return dataclasses.replace(share, limits=FULL) if isinstance(share, Share) else share


def _delays(findings: Findings, of: RoleMonths, over: Sequence[Gap]) -> Table:
    """What moving each project that causes a gap would free, the largest cause first."""
    demand: defaultdict[str, list[float]] = defaultdict(list)
    for gap in over:
        for key, fte in gap.causes:
            demand[key].append(fte)
    asked = {key: math.fsum(amounts) for key, amounts in demand.items()}
    largest = sorted(asked, key=lambda key: (-asked[key], natural_key(key)))[:MOST_CAUSES]

    def freed(months: int) -> Callable[[str], Value]:
        return lambda key: _freed(of, key, months)

    columns: tables.Columns[str] = (
        (tables.text("column.project", 2.0), lambda key: ref(findings, key, named=True)),
        (tables.number("column.demand_over", 1.0), lambda key: Count(asked[key])),
        *((_head(months), freed(months)) for months in DELAYS),
    )
    return dataclasses.replace(
        tables.listed("delays", largest, columns),
        caption=say("resources.delays", missing=Count(math.fsum(gap.missing for gap in over))),
        note=term("resources.delays.note"),
        total=len(asked),
        more=term("more.measures") if len(asked) > len(largest) else None,
    )


def _head(months: int) -> TableColumn:
    return TableColumn(
        f"delay-{months}", say("resources.delay", months=Months(months)), numeric=True, width=0.7
    )


def _freed(of: RoleMonths, project_id: str, months: int) -> Value:
    """FTE months no longer missing; not known where demand would fall into months without
    capacity.
    """
    delayed = delay(of, project_id, months)
    return Absent("past the last month of Resources") if delayed.beyond else Count(delayed.freed)


def _used(findings: Findings) -> Sentence | None:
    """How demand so far turned out, and the role that took most of it."""
    figures = of_portfolio(findings)
    if not figures.known("demand_actual_share"):
        return None
    share = figures.value("demand_actual_share")
    by_role = {
        key: measurement.number
        for key, measurement in figures.by_id.items()
        if base_id(key) == "demand_actual_share_by_role" and measurement.known
    }
    if len(by_role) < 2:
        return say("resources.used.plain", share=share)
    most = max(by_role, key=lambda key: (by_role[key], key))
    return say(
        "resources.used",
        share=share,
        role=Words(most.partition("[")[2][:-1]),
        most=figures.value(most),
    )
