"""Advice as JSON: maturity, selection, frontier, actions, effects of decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pfreport.advice.actions import Action
from pfreport.advice.effects import Effect
from pfreport.advice.findings import Findings
from pfreport.advice.frontier import Frontier, Point
from pfreport.advice.maturity import Maturity
from pfreport.advice.scenarios import Scenario
from pfreport.advice.selection import Selection
from pfreport.reasons import reason_text
from pfreport.rendering.text.values import Formats
from pfreport.report.phrases.clashes import clashes
from pfreport.report.phrases.reasons import reason


def advice_json(findings: Findings, words: Formats) -> dict[str, Any]:
    """The part of `measures.json`; what there is no data for is absent."""
    advice = findings.advice
    parts: dict[str, Any] = {}
    if advice.maturity:
        parts["maturity"] = maturity_json(advice.maturity)
    if advice.selection and advice.selection.solution:
        parts["selection"] = selection_json(advice.selection)
    if advice.frontier:
        parts["frontier"] = frontier_json(advice.frontier)
    if advice.actions:
        parts["actions"] = actions_json(findings, words)
    if advice.effects:
        parts["effects"] = [_effect(one) for one in advice.effects]
    return parts


def maturity_json(found: Maturity) -> dict[str, Any]:
    """The level and the groups, each with the projects that hold it back."""
    groups = {
        one.group.value: {
            "good": one.good,
            "of": one.of,
            "reached": one.reached,
            "held_back": _lists(one.held_back),
        }
        for one in found.groups
    }
    return {"level": found.level, "groups": groups}


def selection_json(selection: Selection) -> dict[str, Any] | None:
    """The projects that are in, what they are worth and cost; None where no choice is allowed."""
    found, case = selection.solution, selection.case
    if found is None:
        return None
    return {
        "projects": list(found.chosen),
        "value": found.value,
        "cost": found.cost,
        "proven": found.proven,
        "gap": found.gap,
        "binding": [constraint.id for constraint in selection.binding],
        "objective": case.objective.value,
        "budget": case.rules.money,
        "not_judged": {key: reason_text(why) for key, why in case.not_judged.items()},
    }


def frontier_json(found: Frontier) -> dict[str, Any]:
    """The best value by budget, the limit among the budgets; and what runs today."""
    points = [*found.points, *([found.limit] if found.limit else [])]
    return {
        "points": [_point(point) for point in sorted(points, key=lambda p: (p.budget, p.value))],
        "today": _point(found.today),
    }


def actions_json(findings: Findings, words: Formats) -> list[dict[str, Any]]:
    """What to do with each project, and why."""
    return [_action(findings, action, words) for action in findings.advice.actions]


def infeasible_json(
    findings: Findings, selection: Selection, words: Formats
) -> list[dict[str, str]]:
    """The constraints that clash; empty where a choice is allowed."""
    return [
        {"constraint": c.id, "sentence": words.text(said)}
        for c, said in clashes(findings, selection)
    ]


def scenarios_json(scenarios: tuple[Scenario, ...]) -> dict[str, Any]:
    """Every scenario with its own choice."""
    return {
        one.name: {
            "selection": selection_json(one.selection),
            "added": list(one.added),
            "removed": list(one.removed),
        }
        for one in scenarios
    }


def _action(findings: Findings, action: Action, words: Formats) -> dict[str, Any]:
    return {
        "project": action.project_id,
        "action": action.act.value,
        "in": action.inside,
        "value": action.candidate.value,
        "cost": action.candidate.cost,
        "obstacles": [constraint.id for constraint in action.obstacles],
        "delay_months": action.delay,
        "reason": words.text(reason(findings, action)),
    }


def _lists(found: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {key: list(values) for key, values in found.items()}


def _point(point: Point) -> Mapping[str, float]:
    return {"budget": point.budget, "value": point.value, "cost": point.cost, "gap": point.gap}


def _effect(one: Effect) -> dict[str, Any]:
    return {
        "decision": one.decision.decision_id,
        "project": one.decision.project_id,
        "measure": one.now.id,
        "unit": one.now.unit,
        "expected": one.expected,
        "then": one.then,
        "now": one.now.value if isinstance(one.now.value, int | float) else None,
        "undefined_because": reason_text(one.undefined_because) if one.undefined_because else None,
    }
