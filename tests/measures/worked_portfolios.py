"""Worked examples over several sheets as data: the tables in tests/cases, each with its source,
that a reader can check by hand.

`workbook` are arguments of `portfolio_builder.portfolio`; `values` what figures come to, by path (a
path without a slash is a figure of P-1), `reasons` why others have none, `coverage` for how many of
how many things a figure is known.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from pfreport.reasons import reason_text
from tests.measures.portfolio_builder import figure, measured


def check(example: dict[str, Any]) -> None:
    """Measures the example's portfolio and compares every figure it names."""
    found = measured(**example["workbook"])
    values, reasons, coverage = (
        example.get(name, {}) for name in ("values", "reasons", "coverage")
    )
    assert example["source"]
    assert values or reasons
    for path, expected in values.items():
        measurement = figure(found, _whole(path))
        assert measurement.undefined_because is None, path
        assert measurement.value == _expected(expected), path
    assert {path: reason_text(figure(found, _whole(path)).why) for path in reasons} == reasons
    assert {path: figure(found, _whole(path)).value for path in reasons} == dict.fromkeys(reasons)
    assert {path: list(figure(found, _whole(path)).coverage[:2]) for path in coverage} == coverage


def _whole(path: str) -> str:
    return path if "/" in path else f"projects/P-1/{path}"


def _expected(value: float | str) -> Any:
    if isinstance(value, str) and value.count("-") == 2:
        return dt.date.fromisoformat(value)
    return pytest.approx(float(Fraction(value)), rel=1e-11, abs=1e-11)
