"""What to fund: what to do with each project and why, what more money would bring, the workbook's
own what-ifs, and the gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from pfreport.advice.actions import Action, Price
from pfreport.advice.findings import Findings
from pfreport.advice.maturity import ENOUGH, FIT, TOP, Group, Maturity, Standing
from pfreport.advice.scenarios import Scenario, busiest
from pfreport.advice.selection import Case, Objective, Selection, worth_having
from pfreport.advice.solver import TIE
from pfreport.charts import frontier as drawing
from pfreport.model.governance import DecisionType
from pfreport.report.parts import cells, tables
from pfreport.report.parts.amounts import base_money
from pfreport.report.parts.blocks import (
    Callout,
    Cell,
    Section,
    Table,
    TableColumn,
)
from pfreport.report.parts.sections import chart, kept, points
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.phrases.broken import at_most, by_role, months
from pfreport.report.phrases.clashes import clashing
from pfreport.report.phrases.in_short import FEW_ACTIONS, by_weight, in_short
from pfreport.report.phrases.reasons import reason, value_to_go, worth
from pfreport.report.words import member, say, term
from pfreport.values import Count, Money, Sentence, Several, Share, Value, Words
from pfreport.words.catalogue import key_of

MOST_ACTIONS, MOST_SCENARIOS = 60, 20


class _Choice(NamedTuple):
    """The plan, or a scenario with what it chooses."""

    selection: Selection
    scenario: Scenario | None = None


def funding(findings: Findings) -> Section | None:
    """None where no project can be judged: nothing says what any of them is still worth."""
    selection, advice = findings.advice.selection, findings.advice
    if selection is None:
        return None
    blocks = kept(
        *_callouts(findings, selection),
        in_short(findings, selection) if len(advice.actions) > FEW_ACTIONS else None,
        _actions(findings) if advice.actions else None,
        chart(drawing, findings, caption=term("funding.curve")),
        _scenarios(findings, selection) if advice.scenarios else None,
        _maturity(findings, advice.maturity) if advice.maturity else None,
        points(notes(findings, selection), term("funding.notes")),
    )
    return Section("funding", term("section.funding"), message(findings, selection), blocks)


def message(findings: Findings, selection: Selection) -> Sentence:
    """The plan in figures; "advisory" where delivery is to be mended first."""
    sentence = _plan(findings, selection)
    return sentence if fit_to_plan(findings) else say("funding.advisory", message=sentence)


def fit_to_plan(findings: Findings) -> bool:
    """Whether delivery is in such order that a plan is more than advisory; where nothing is in
    delivery, nothing stands against it.
    """
    gate = findings.advice.maturity
    return gate is None or gate.fit


def advised(findings: Findings, project_id: str) -> Sentence | None:
    """What to do with one project, and why; None where nothing is advised."""
    action = findings.advice.action(project_id)
    if action is None:
        return None
    sentence = say(
        "funding.advised",
        action=member("decision_type", action.act) or term("decisions.untyped"),
        reason=reason(findings, action),
    )
    return sentence if fit_to_plan(findings) else say("funding.advisory", message=sentence)


def _plan(findings: Findings, selection: Selection) -> Sentence:
    solution, case = selection.solution, selection.case
    if solution is None:
        return say("funding.infeasible")
    base = findings.measurements.base_currency
    values: dict[str, Value] = {
        "limit": Money(case.rules.money, base),
        "n": Count(len(solution.chosen)),
        "of": Count(len(case.candidates)),
        "worth": worth(case, solution.value),
        "cost": Money(solution.cost, base),
    }
    difference = solution.value - case.problem.value(case.today)
    if case.objective is Objective.VALUE and not any(
        worth_having(case, c.id) for c in case.candidates
    ):
        return _nothing(case, difference)
    sentence = say(key_of("funding.message", case.objective), **values)
    if abs(difference) <= TIE:
        return sentence
    return say(
        "funding.more" if difference > 0 else "funding.less",
        message=sentence,
        difference=worth(case, abs(difference)),
    )


def _nothing(case: Case, difference: float) -> Sentence:
    """That nothing is worth going on with, and what leaving it is worth."""
    n = Count(len(case.candidates) - len(case.not_judged))
    if difference <= TIE:
        return say("funding.none", n=n)
    return say("funding.none.more", n=n, difference=worth(case, difference))


def _callouts(findings: Findings, selection: Selection) -> Iterator[Callout]:
    gate = findings.advice.maturity
    if gate is not None and not gate.fit:
        level: dict[str, Value] = {
            "level": Count(gate.level),
            "of": Count(TOP),
            "needed": Count(FIT),
        }
        held = gate.holding_back
        named = (
            say("funding.gate", **level, projects=refs(findings, held))
            if held
            else say("funding.gate.nobody", **level)
        )
        yield Callout(named)
    if selection.solution is None:
        yield Callout(say("funding.infeasible.clash", clash=clashing(findings, selection)))


def _actions(findings: Findings) -> Table:
    """What changes first, what goes on as it is last. Where there are many, the weightiest of each
    action are shown.
    """
    base = findings.measurements.base_currency

    def project(action: Action) -> Cell:
        of = action.candidate.project
        under = member("status", of.status) or term("status.none")
        return Cell(ref(findings, of.project_id, named=True), under)

    columns: tables.Columns[Action] = (
        (tables.text("column.project", 2.0, sortable=True), project),
        (
            tables.text("column.action", 0.9, sortable=True),
            lambda action: Cell(member("decision_type", action.act), strong=True),
        ),
        (
            base_money(findings, "column.npv_to_go", 0.9, sortable=True),
            lambda action: cells.money(value_to_go(findings, action.project_id), base),
        ),
        (
            base_money(findings, "column.cost_to_go", 0.9, sortable=True),
            lambda action: cells.money(action.candidate.cost, base),
        ),
        (tables.text("column.reason", 4.4), lambda action: reason(findings, action)),
    )
    ranks: defaultdict[DecisionType, Iterator[int]] = defaultdict(count)
    rows = [
        replace(tables.line(columns, action), rank=next(ranks[action.act]))
        for action in by_weight(findings.advice.actions)
    ]
    heads = tables.heads(columns)
    return tables.table("actions", heads, rows, most=MOST_ACTIONS, rest="more.measures")


def _scenarios(findings: Findings, plan: Selection) -> Table:
    """The plan, then the workbook's own what-ifs; the clash of one that cannot be done."""
    base = findings.measurements.base_currency

    def name(choice: _Choice) -> Cell:
        if choice.scenario is None:
            return Cell(term("funding.plan"))
        clash = (
            say("funding.scenario.unknown", clash=clashing(findings, choice.selection))
            if choice.selection.solution is None
            else None
        )
        return Cell(Words(choice.scenario.name), clash)

    def changed(way: str) -> Callable[[_Choice], Value | None]:
        def names(choice: _Choice) -> Value | None:
            ids = getattr(choice.scenario, way) if choice.scenario else ()
            return refs(findings, ids) if ids and choice.selection.solution else None

        return names

    def against(choice: _Choice) -> Value | None:
        solution = choice.selection.solution
        if solution is None or plan.solution is None or choice.selection is plan:
            return None
        return worth(choice.selection.case, solution.value - plan.solution.value)

    worths, differences = _worth_heads(findings, plan)
    columns: tables.Columns[_Choice] = (
        (tables.text("column.scenario", 2.2), name),
        (tables.text("column.added", 1.0), changed("added")),
        (tables.text("column.removed", 1.0), changed("removed")),
        (worths, lambda choice: _worth(choice.selection)),
        (differences, against),
        (
            base_money(findings, "column.cost", 1.0),
            lambda choice: (
                Money(choice.selection.solution.cost, base) if choice.selection.solution else None
            ),
        ),
        (tables.text("column.busiest", 1.8), lambda choice: _busiest(choice.selection)),
    )
    scenarios = (_Choice(each.selection, each) for each in findings.advice.scenarios)
    table = tables.listed("scenarios", [_Choice(plan), *scenarios], columns, most=MOST_SCENARIOS)
    return replace(table, caption=_better(findings, plan))


def _worth_heads(findings: Findings, plan: Selection) -> tuple[TableColumn, TableColumn]:
    """What a choice is worth, and against the plan: money or a score."""
    if plan.case.objective is not Objective.VALUE:
        return tables.number("column.worth", 0.9), tables.number("column.against_plan", 0.9)
    return (
        base_money(findings, "column.worth", 0.9),
        base_money(findings, "column.against_plan", 0.9),
    )


def _worth(selection: Selection) -> Value | None:
    return worth(selection.case, selection.solution.value) if selection.solution else None


def _busiest(selection: Selection) -> Cell | None:
    """Where people are shortest."""
    people = busiest(selection) if selection.solution else None
    if not people:
        return None
    share = Share(people.used / people.there_is, limits=(1.0,))
    return Cell(
        say("funding.busiest", share=share, role=Words(people.role)), months([people.month])
    )


def _better(findings: Findings, plan: Selection) -> Sentence:
    """The scenario that is worth the most, where it is worth more than the plan."""
    known = plan.solution.value if plan.solution else 0.0
    gains = {
        scenario.name: scenario.selection.solution.value - known
        for scenario in findings.advice.scenarios
        if scenario.selection.solution
    }
    name = max(sorted(gains), key=lambda key: gains[key], default="")
    if plan.solution is None or not name or gains[name] <= TIE:
        return say("funding.scenario.none")
    return say(
        "funding.scenario.better", scenario=Words(name), difference=worth(plan.case, gains[name])
    )


def _maturity(findings: Findings, maturity: Maturity) -> Table:
    columns: tables.Columns[Standing] = (
        (
            tables.text("column.group", 2.2),
            lambda s: Cell(
                member("funding.group", s.group), member("funding.group", f"{s.group}.how")
            ),
        ),
        (tables.number("column.share", 0.7), _reached),
        (tables.number("column.needed", 0.7), lambda _: Share(ENOUGH)),
        (tables.text("column.held_back", 5.0), lambda s: _held_back(findings, s)),
    )
    table = tables.listed("maturity", maturity.groups, columns)
    caption = say("funding.maturity", level=Count(maturity.level), of=Count(TOP))
    return replace(table, caption=caption)


def _reached(standing: Standing) -> Cell | None:
    """How much of a group of figures is as it has to be."""
    if standing.share is None:
        return None
    return Cell(
        Share(standing.share, limits=(ENOUGH,)),
        say("funding.of", good=Count(standing.good), of=Count(standing.of)),
        strong=not standing.reached,
    )


def _held_back(findings: Findings, standing: Standing) -> Several | None:
    held = tuple(
        _held(findings, standing.group, key, why) for key, why in standing.held_back.items()
    )
    return Several(held, most=6) if held else None


def _held(findings: Findings, group: Group, project_id: str, why: tuple[str, ...]) -> Value:
    """A project with what is wrong; of milestones the name alone, as only one thing can be."""
    if group is Group.ON_TIME:
        return ref(findings, project_id)
    reasons = Several(tuple(member("funding.why", fault) for fault in why))
    return say("funding.held", project=ref(findings, project_id), reasons=reasons)


def notes(findings: Findings, selection: Selection) -> Iterator[Value]:
    """How the plan was made: its money, how sure it is, what it could not judge, what is forced and
    what that costs.
    """
    case, solution = selection.case, selection.solution
    limit = Money(case.rules.money, findings.measurements.base_currency)
    whence = member("funding.note.limit", case.rules.money_from)
    yield say("funding.note.limit", limit=limit, whence=whence)
    if solution is None and findings.advice.frontier:
        yield say(
            "funding.note.least",
            cost=Money(
                findings.advice.frontier.points[0].cost, findings.measurements.base_currency
            ),
        )
    if solution is not None:
        yield (
            term("funding.note.proven")
            if solution.proven
            else say("funding.note.gap", gap=Share(solution.gap))
        )
    rough = (
        max((point.gap for point in findings.advice.frontier.points), default=0.0)
        if findings.advice.frontier
        else 0.0
    )
    if rough > 0:
        yield say("funding.note.rough", gap=Share(rough))
    if any(c.exit_cost for c in case.candidates):
        yield term("funding.note.exits")
    unjudged = tuple(case.not_judged)
    if unjudged:
        yield say(
            "funding.note.unjudged", projects=refs(findings, unjudged), n=Count(len(unjudged))
        )
    if selection.assumed:
        yield say(
            "funding.note.assumed",
            projects=refs(findings, selection.assumed),
            n=Count(len(selection.assumed)),
        )
    yield from _prices(findings, selection)
    over = by_role(
        (case.rules.roles[at.role], at.month, fte) for at, fte in case.rules.over_today.items()
    )
    for role, of in over.items():
        yield say(
            "funding.note.over_today",
            fte=at_most(fte for _, fte in of),
            role=Words(role),
            months=months([m for m, _ in of]),
        )


def _prices(findings: Findings, selection: Selection) -> Iterator[Sentence]:
    """What each mandatory project costs; those that cost nothing together."""
    free: list[Price] = []
    for price in findings.advice.prices:
        if price.amount > 0:
            yield say(
                "funding.note.price",
                project=ref(findings, price.project_id),
                price=worth(selection.case, price.amount),
            )
        else:
            free.append(price)
    proven = all(price.proven for price in findings.advice.prices)
    if free:
        ids = [price.project_id for price in free]
        yield say(
            "funding.note.free" if proven else "funding.note.free.rough",
            projects=refs(findings, ids),
            n=Count(len(ids)),
        )
    if not proven:
        yield say(
            "funding.note.price.rough",
            gap=Share(max(price.gap for price in findings.advice.prices)),
        )
