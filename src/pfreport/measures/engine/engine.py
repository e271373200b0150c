"""Measures every project from its facts: resolves what each formula needs and keeps what it was
made from.
"""

from __future__ import annotations

import graphlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pfreport.measures.engine.measurement import (
    Coverage,
    Given,
    Measurement,
    Outcome,
    Subject,
    Traced,
    Undefined,
)
from pfreport.measures.engine.registry import BY_FUNCTION, REGISTRY, Measure, Parameter
from pfreport.reasons import Reason

FACTS = "facts"


def ordered(of: str, ids: Collection[str] | None = None) -> tuple[Measure, ...]:
    """The measures of one kind of subject, each behind those it needs; of `ids` alone and what they
    need where given.
    """
    known = {m.function.__name__: m for m in REGISTRY.values() if m.of == of}
    needs = {
        name: sorted({p.name for p in m.parameters if p.name in known}) for name, m in known.items()
    }
    wanted = (
        known
        if ids is None
        else _closure([name for name, m in known.items() if m.id in ids], needs)
    )
    return tuple(
        known[name]
        for name in graphlib.TopologicalSorter(
            {name: needs[name] for name in wanted}
        ).static_order()
    )


def _closure(names: Iterable[str], needs: Mapping[str, Iterable[str]]) -> dict[str, None]:
    """Names and all they need, directly or not."""
    found: dict[str, None] = {}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = None
            todo += needs[name]
    return found


def measure_subject(
    subject: Subject, facts: Any, currency: str, measures: tuple[Measure, ...]
) -> dict[str, Measurement]:
    """Every measure of one subject, by id. `facts` is handed to the formulas that ask for it."""
    done: dict[str, Measurement] = {}
    for known in measures:
        inputs = {
            p.name: done[_id(subject.kind, p.name)] for p in known.parameters if p.name != FACTS
        }
        for found in evaluate(known, subject, currency, inputs, facts):
            done[found.id] = found
    return done


def evaluate(
    known: Measure,
    subject: Subject,
    currency: str,
    inputs: Mapping[str, Measurement],
    facts: Any = None,
) -> tuple[Measurement, ...]:
    """One measure of one subject; several for a keyed one."""
    unit = f"money:{currency}" if known.unit == "money" else known.unit
    by_id = {m.id: m for m in inputs.values()}
    missing = _first_undefined(known.parameters, inputs)
    if missing is not None:
        return (
            ()
            if known.keyed
            else (_measurement(known.id, subject, unit, Undefined(missing), by_id),)
        )
    outcome = known.function(**_arguments(known, inputs, facts))
    if known.keyed:
        return tuple(
            _measurement(f"{known.id}[{key}]", subject, unit, one, by_id)
            for key, one in outcome.items()
        )
    return (_measurement(known.id, subject, unit, outcome, by_id),)


def _id(of: str, function_name: str) -> str:
    return BY_FUNCTION[of, function_name].id


def _first_undefined(
    parameters: tuple[Parameter, ...], inputs: Mapping[str, Measurement]
) -> Reason | None:
    for p in parameters:
        if p.name != FACTS and not p.optional and not p.whole and not inputs[p.name].known:
            return inputs[p.name].undefined_because
    return None


def _arguments(known: Measure, inputs: Mapping[str, Measurement], facts: Any) -> dict[str, Any]:
    found = {p.name: _argument(p, inputs, facts) for p in known.parameters}
    for name, bundle in known.bundles.items():
        found[name] = bundle(**{field: found.pop(field) for field in bundle._fields})
    return found


def _argument(parameter: Parameter, inputs: Mapping[str, Measurement], facts: Any) -> Any:
    if parameter.name == FACTS:
        return facts
    return inputs[parameter.name] if parameter.whole else inputs[parameter.name].value


def _measurement(
    id: str, subject: Subject, unit: str, outcome: Outcome, inputs: Mapping[str, Measurement]
) -> Measurement:
    traced = outcome if isinstance(outcome, Traced) else Traced(outcome)
    if traced.used is not None:
        inputs = {key: m for key, m in inputs.items() if key in traced.used}
    marks = dict.fromkeys([*(mark for m in inputs.values() for mark in m.marks), *traced.marks])
    given: dict[str, Measurement | Given] = {**inputs, **traced.given}
    if isinstance(traced.value, Undefined):
        value, reason = None, traced.value.reason
        given |= traced.value.given
    else:
        value, reason = traced.value, None
    covered = traced.coverage or _incomplete(inputs)
    return Measurement(
        id, subject, value, unit, reason, given, traced.members, covered, tuple(marks)
    )


def _incomplete(inputs: Mapping[str, Measurement]) -> Coverage | None:
    """What a figure inherits from inputs that could not count every row of their list: 11 of 12
    stays 11 of 12.
    """
    return next(
        (m.coverage for m in inputs.values() if m.coverage and not m.coverage.complete), None
    )
