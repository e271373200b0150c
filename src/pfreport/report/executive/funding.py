"""What to fund: what to do with each project and why, what more money would bring, the workbook's
own what-ifs, and the gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from pfreport.advice.actions import Action, Price
from pfreport.advice.findings import Findings
from pfreport.advice.maturity import ENOUGH, FIT, TOP, Group, Maturity, Standing
from pfreport.advice.scenarios import Scenario, busiest
from pfreport.advice.selection import Case, Objective, Selection, worth_having
from pfreport.advice.solver import TIE
from pfreport.charts import frontier as drawing
from pfreport.model.governance import DecisionType
from pfreport.report.parts import tables
from pfreport.report.parts.amounts import thousands
from pfreport.report.parts.blocks import (
    Block,
    Callout,
    Cell,
    Row,
    Section,
    Table,
    TableColumn,
    Text,
)
from pfreport.report.parts.sections import chart
from pfreport.report.parts.subjects import ref, refs
from pfreport.report.phrases.broken import at_most, by_role, months
from pfreport.report.phrases.clashes import clashing
from pfreport.report.phrases.in_short import FEW_ACTIONS, by_weight, in_short
from pfreport.report.phrases.reasons import reason, value_to_go, worth
from pfreport.report.words import member, say, term
from pfreport.values import Count, Money, Sentence, Several, Share, Value, Words


def funding(findings: Findings) -> Section | None:
    """None where no project can be judged: nothing says what any of them is still worth."""
    selection = findings.advice.selection
    if selection is None:
        return None
    blocks: list[Block] = [*_callouts(findings, selection)]
    if len(findings.advice.actions) > FEW_ACTIONS:
        blocks.append(in_short(findings, selection))
    if findings.advice.actions:
        blocks.append(_actions(findings))
    drawn = chart(drawing, findings, caption=term("funding.curve"))
    if drawn:
        blocks.append(drawn)
    if findings.advice.scenarios:
        blocks.append(_scenarios(findings, selection))
    if findings.advice.maturity:
        blocks.append(_maturity(findings, findings.advice.maturity))
    blocks.append(
        Text(tuple(notes(findings, selection)), heading=term("funding.notes"), items=True)
    )
    return Section("funding", term("section.funding"), message(findings, selection), tuple(blocks))


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
    sentence = say(f"funding.message.{case.objective}", **values)
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
    base, short = findings.measurements.base_currency, thousands(findings)
    columns = (
        tables.text("column.project", 2.0, sortable=True),
        tables.text("column.action", 0.9, sortable=True),
        tables.money("column.npv_to_go", base, 0.9, thousands=short, sortable=True),
        tables.money("column.cost_to_go", base, 0.9, thousands=short, sortable=True),
        tables.text("column.reason", 4.4),
    )
    ranks: defaultdict[DecisionType, Iterator[int]] = defaultdict(count)
    rows = [
        replace(_action(findings, action), rank=next(ranks[action.act]))
        for action in by_weight(findings.advice.actions)
    ]
    return tables.table("actions", columns, rows, most=60, rest="more.measures")


def _action(findings: Findings, action: Action) -> Row:
    base, project = findings.measurements.base_currency, action.candidate.project
    under = member("status", project.status) or term("status.none")
    value, cost = value_to_go(findings, project.project_id), action.candidate.cost
    return tables.row(
        Cell(ref(findings, project.project_id, named=True), under),
        Cell(member("decision_type", action.act), strong=True),
        Money(value, base) if value is not None else None,
        Money(cost, base) if cost is not None else None,
        reason(findings, action),
    )


def _scenarios(findings: Findings, plan: Selection) -> Table:
    base, short = findings.measurements.base_currency, thousands(findings)
    columns = (
        tables.text("column.scenario", 2.2),
        tables.text("column.added", 1.0),
        tables.text("column.removed", 1.0),
        *_worths(plan, base, thousands=short),
        tables.money("column.cost", base, 1.0, thousands=short),
        tables.text("column.busiest", 1.8),
    )
    first = tables.row(term("funding.plan"), None, None, *_outcome(plan, plan))
    rows = [first, *(_scenario(findings, plan, scenario) for scenario in findings.advice.scenarios)]
    return replace(
        tables.table("scenarios", columns, rows, most=20), caption=_better(findings, plan)
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


def _worths(plan: Selection, currency: str, *, thousands: bool) -> tuple[TableColumn, TableColumn]:
    """What a choice is worth, and against the plan: money or a score."""
    labels = ("column.worth", "column.against_plan")
    if plan.case.objective is not Objective.VALUE:
        return tables.number(labels[0], 0.9), tables.number(labels[1], 0.9)
    first, second = (tables.money(label, currency, 0.9, thousands=thousands) for label in labels)
    return first, second


def _scenario(findings: Findings, plan: Selection, scenario: Scenario) -> Row:
    """What it changes; the clash where it cannot be done."""
    selection = scenario.selection
    if selection.solution is None:
        return tables.row(
            Cell(
                Words(scenario.name),
                say("funding.scenario.unknown", clash=clashing(findings, selection)),
            ),
            *[None] * 6,
        )
    added, removed = (
        refs(findings, ids) if ids else None for ids in (scenario.added, scenario.removed)
    )
    return tables.row(Words(scenario.name), added, removed, *_outcome(selection, plan))


def _outcome(selection: Selection, plan: Selection) -> tuple[Value | Cell | None, ...]:
    """Worth, the same against the plan's, cost, and where people are shortest."""
    solution, known = selection.solution, plan.solution
    if solution is None:
        return None, None, None, None
    base = selection.case.rules.settings.base_currency
    against = (
        None
        if known is None or selection is plan
        else worth(selection.case, solution.value - known.value)
    )
    people = busiest(selection)
    where = None
    if people:
        at = months([people.month])
        where = Cell(
            say(
                "funding.busiest",
                share=Share(people.used / people.there_is, limits=(1.0,)),
                role=Words(people.role),
            ),
            at,
        )
    return worth(selection.case, solution.value), against, Money(solution.cost, base), where


def _maturity(findings: Findings, maturity: Maturity) -> Table:
    columns = (
        tables.text("column.group", 2.2),
        tables.number("column.share", 0.7),
        tables.number("column.needed", 0.7),
        tables.text("column.held_back", 5.0),
    )
    rows = [_standing(findings, group) for group in maturity.groups]
    made = tables.table("maturity", columns, rows)
    return replace(
        made, caption=say("funding.maturity", level=Count(maturity.level), of=Count(TOP))
    )


def _standing(findings: Findings, standing: Standing) -> Row:
    share = standing.share
    held = [_held(findings, standing.group, key, why) for key, why in standing.held_back.items()]
    return tables.row(
        Cell(term(f"funding.group.{standing.group}"), term(f"funding.group.{standing.group}.how")),
        Cell(
            Share(share, limits=(ENOUGH,)),
            say("funding.of", good=Count(standing.good), of=Count(standing.of)),
            strong=not standing.reached,
        )
        if share is not None
        else None,
        Share(ENOUGH),
        Several(tuple(held), most=6) if held else None,
    )


def _held(findings: Findings, group: Group, project_id: str, why: tuple[str, ...]) -> Value:
    """A project with what is wrong; of milestones the name alone, as only one thing can be."""
    if group is Group.ON_TIME:
        return ref(findings, project_id)
    reasons = Several(tuple(term(f"funding.why.{fault}") for fault in why))
    return say("funding.held", project=ref(findings, project_id), reasons=reasons)


def notes(findings: Findings, selection: Selection) -> Iterator[Value]:
    """How the plan was made: its money, how sure it is, what it could not judge, what is forced and
    what that costs.
    """
    case, solution = selection.case, selection.solution
    limit, whence = (
        Money(case.rules.money, findings.measurements.base_currency),
        term(f"funding.note.limit.{case.rules.money_from}"),
    )
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
