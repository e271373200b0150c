"""A plan by itself: as JSON, as lines for a terminal or a mail, as a workbook."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from pfreport.advice.findings import Findings
from pfreport.advice.selection import Selection
from pfreport.artefact import Artefact
from pfreport.rendering.data.advice import (
    actions_json,
    frontier_json,
    infeasible_json,
    scenarios_json,
    selection_json,
)
from pfreport.rendering.data.book import Book, Sheet, Shown, write_book
from pfreport.rendering.text.values import Formats
from pfreport.report.executive.funding import message, notes
from pfreport.report.phrases.reasons import reason
from pfreport.values import Day

WIDTH = 100
_MONEY = "#,##0.00"


def plan_json(findings: Findings, selection: Selection) -> str:
    """Selection (null where no choice is allowed), actions, frontier, scenarios, and what
    clashes.
    """
    words = Formats(findings.portfolio.settings.locale)
    content = {
        "selection": selection_json(selection),
        "actions": actions_json(findings, words),
        "frontier": frontier_json(findings.advice.frontier) if findings.advice.frontier else None,
        "scenarios": scenarios_json(findings.advice.scenarios),
        "infeasible": infeasible_json(findings, selection, words),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False, indent=1) + "\n"


def plan_text(findings: Findings, selection: Selection) -> str:
    """A line a project, then what binds, what more money would bring and how the plan was made."""
    words = Formats(findings.portfolio.settings.locale)
    return "\n".join(_lines(findings, selection, words)) + "\n"


def plan_xlsx(findings: Findings, selection: Selection, name: str) -> Artefact:
    """Tables of actions, frontier and scenarios; text cells are text."""
    words, settings = Formats(findings.portfolio.settings.locale), findings.portfolio.settings
    sheets = {
        "Actions": _actions(findings, words),
        "Frontier": _frontier(findings),
        "Scenarios": _scenarios(findings, selection),
    }
    clashes = infeasible_json(findings, selection, words)
    if clashes:
        rows = [[Shown(c["constraint"]), Shown(c["sentence"])] for c in clashes]
        sheets["Infeasible"] = Sheet(
            ["Constraint", "Which says"],
            rows,
            "Constraints no choice can keep all of.",
            wrapped=("Which says",),
        )
    said = (
        f"What to fund, as at {words.text(Day(settings.status_date))}, made from "
        f"{findings.source.name}.",
        words.text(message(findings, selection)) + ".",
    )
    reading = (
        f"Amounts are in {findings.measurements.base_currency}.",
        *(words.text(note) for note in notes(findings, selection)),
    )
    return write_book(name, Book(settings.portfolio_name, said, reading, sheets))


def _actions(findings: Findings, words: Formats) -> Sheet:
    titles = {p.project_id: p.title for p in findings.portfolio.projects}
    rows = [
        [
            Shown(one["project"]),
            Shown(titles[one["project"]]),
            Shown(one["action"]),
            Shown("in" if one["in"] else "out"),
            Shown(one["value"], _MONEY),
            Shown(one["cost"], _MONEY),
            Shown(one["delay_months"], "0"),
            Shown(one["reason"]),
        ]
        for one in actions_json(findings, words)
    ]
    base = findings.measurements.base_currency
    heads = [
        "Project ID",
        "Name",
        "Action",
        "In or out",
        f"Value to go, {base}",
        f"Cost to go, {base}",
        "Months later it fits",
        "Why",
    ]
    told = "What to do with each project, what it brings and costs from here on, and why."
    return Sheet(heads, rows, told, wrapped=("Why",))


def _frontier(findings: Findings) -> Sheet:
    found = findings.advice.frontier
    heads, told = (
        ["Point", "Budget", "Value", "Cost"],
        "The most that can be had for each budget; limit is the plan, today what runs now.",
    )
    if found is None:
        return Sheet(heads, [], told)
    named = [("best", point) for point in found.points] + [
        ("limit", found.limit),
        ("today", found.today),
    ]
    rows = [
        [
            Shown(name),
            *(Shown(amount, _MONEY) for amount in (point.budget, point.value, point.cost)),
        ]
        for name, point in named
        if point
    ]
    return Sheet(heads, rows, told)


def _scenarios(findings: Findings, plan: Selection) -> Sheet:
    rows = [_scenario("plan", plan, (), ())]
    rows += [
        _scenario(one.name, one.selection, one.added, one.removed)
        for one in findings.advice.scenarios
    ]
    heads = ["Scenario", "Added", "Removed", "Value", "Cost", "Projects"]
    return Sheet(
        heads,
        rows,
        "The plan, and what each what-if of the sheet Scenarios would make of it.",
        wrapped=heads[1:3] + heads[5:],
    )


def _scenario(
    name: str, found: Selection, added: Sequence[str], removed: Sequence[str]
) -> list[Shown]:
    if found.solution is None:
        return [Shown(name), *[Shown(None)] * 4, Shown("cannot be done")]
    return [
        Shown(name),
        Shown(", ".join(added)),
        Shown(", ".join(removed)),
        Shown(found.solution.value, _MONEY),
        Shown(found.solution.cost, _MONEY),
        Shown(", ".join(found.chosen)),
    ]


def _lines(findings: Findings, selection: Selection, words: Formats) -> Iterator[str]:
    yield from _wrapped(words.text(message(findings, selection)) + ".")
    yield ""
    names = {p.project_id: p.title for p in findings.portfolio.projects}
    wide = max((len(one.project_id) for one in findings.advice.actions), default=0)
    for one in findings.advice.actions:
        yield f"{one.act:8}  {one.project_id:{wide}}  {names[one.project_id]}"
        yield from _wrapped(words.text(reason(findings, one)), " " * 10)
    for clash in infeasible_json(findings, selection, words):
        yield f"clash     {clash['sentence']}"
    yield ""
    for note in notes(findings, selection):
        yield from _wrapped(words.text(note), "  ")


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Lines no wider than a terminal or a mail shows."""
    return textwrap.wrap(
        text.replace("\u00a0", " "), WIDTH, initial_indent=indent, subsequent_indent=indent
    )
