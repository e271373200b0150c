"""Worked examples as data: the tables in tests/cases, each with its source, that a reader can check
by hand.

`facts` are arguments of `facts_builder.facts`, `values` what figures come to (a number, a fraction
as text, or a date), `reasons` why others have none, `marked` which figures carry a mark.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pfreport.measures.delivery import finish
from pfreport.measures.earned import budget_left, completion, estimates, performance
from pfreport.measures.earned import schedule as earned_schedule
from pfreport.measures.earned import value as earned_value
from pfreport.measures.engine.registry import REGISTRY
from pfreport.measures.value import fiscal
from pfreport.reasons import reason_text
from tests.measures.facts_builder import facts, figures

FAMILIES = {
    family.__name__
    for family in (
        earned_value,
        performance,
        earned_schedule,
        estimates,
        completion,
        budget_left,
        finish,
        fiscal,
    )
}
TIME_AND_COST = {known.id for known in REGISTRY.values() if known.function.__module__ in FAMILIES}
CASES = Path(__file__).parents[1] / "cases"


def examples(name: str) -> list[Any]:
    """The examples of one file, as parameters of a test."""
    read = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    return [pytest.param(example, id=example["name"].replace(" ", "-")) for example in read]


def check(example: dict[str, Any]) -> None:
    """Measures the example's project and compares every figure it names."""
    found = figures(facts(**example["facts"]))
    values, reasons = example.get("values", {}), example.get("reasons", {})
    assert example["source"]
    assert values or reasons
    for key, expected in values.items():
        assert found[key].undefined_because is None, key
        assert found[key].value == _expected(expected), key
    assert {key: reason_text(found[key].why) for key in reasons} == reasons
    assert {key: found[key].value for key in reasons} == dict.fromkeys(reasons)
    if "marked" in example:
        assert {
            key for key, figure in found.items() if _is_ours(key) and figure.known and figure.marks
        } == set(example["marked"])


def _is_ours(key: str) -> bool:
    return key.partition("[")[0] in TIME_AND_COST


def _expected(value: float | str) -> Any:
    if isinstance(value, str) and value.count("-") == 2:
        return dt.date.fromisoformat(value)
    return pytest.approx(float(Fraction(value)), rel=1e-11, abs=1e-11)
