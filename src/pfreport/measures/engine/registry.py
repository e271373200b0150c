"""How a measure is declared: one function with `@measure`, its parameters naming what it needs.

A parameter named after another measure's function receives that measure's value; if that is n/a, so
is this one, with the same reason, unless the parameter is annotated `float | None` (or `dt.date |
None`): then it receives None. A parameter annotated `Measurement` receives the whole figure,
whatever its state. A parameter annotated with a NamedTuple receives the figures its fields name. A
parameter named `facts` receives the subject's facts.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pfreport.measures.engine.measurement import Measurement


class Better(StrEnum):
    """Which direction is good."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Wider(StrEnum):
    """How programmes and the portfolio get theirs from the projects'."""

    NONE = "none"
    SUM = "sum"
    RATIO_OF_SUMS = "ratio of sums"
    MEDIAN_AND_WORST = "median and worst"


class Enters(StrEnum):
    """Which projects a wider figure counts, by status: the columns of the table in measures.md."""

    DELIVERY = "delivery"
    MONEY = "money"
    VALUE = "whole-life value"
    TO_GO = "to go"
    RISK = "risk, strategy, demand"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a measure's function."""

    name: str
    optional: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A declared measure. `of` is the kind of subject its function measures; `keyed` if it returns
    a mapping key -> outcome.

    `parameters` holds the fields of a bundle in its place; `bundles` puts them together again.
    """

    id: str
    name: str
    unit: str
    better: Better
    formula: str
    source: str
    of: str
    enters: Enters
    wider: Wider
    keyed: bool
    function: Callable[..., Any]
    parameters: tuple[Parameter, ...]
    bundles: Mapping[str, Any]


REGISTRY: dict[str, Measure] = {}
BY_FUNCTION: dict[tuple[str, str], Measure] = {}

Formula = typing.TypeVar("Formula", bound=Callable[..., Any])


def measure(  # noqa: PLR0913 - a declaration, read as a list of labels
    id: str,
    name: str,
    *,
    unit: str,
    better: Better,
    formula: str,
    source: str,
    of: str = "project",
    enters: Enters = Enters.MONEY,
    wider: Wider = Wider.NONE,
    keyed: bool = False,
) -> Callable[[Formula], Formula]:
    """Declares a measure; the function itself is returned unchanged, so that it can be called and
    tested bare.

    `unit` "money" becomes `money:<ISO code>` of the subject. An id of one kind of subject given
    twice is an error.
    """

    def register(function: Formula) -> Formula:
        reads = (_parameters(function), _bundles(function))
        known = Measure(
            id, name, unit, better, formula, source, of, enters, wider, keyed, function, *reads
        )
        place = id if of == "project" else f"{of}:{id}"
        if place in REGISTRY or (of, function.__name__) in BY_FUNCTION:
            raise ValueError(f"measure {place} is declared twice")
        REGISTRY[place] = BY_FUNCTION[of, function.__name__] = known
        return function

    return register


def in_order(modules: Iterable[str]) -> None:
    """Puts what is registered in the order of the modules that declare it, whichever was imported
    first.
    """
    place = {module: at for at, module in enumerate(modules)}
    for key in sorted(REGISTRY, key=lambda key: place[REGISTRY[key].function.__module__]):
        REGISTRY[key] = REGISTRY.pop(key)


def _parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints, bundles = typing.get_type_hints(function), _bundles(function)
    for bundle in bundles.values():
        hints |= typing.get_type_hints(bundle)
    names = [
        field
        for name in inspect.signature(function).parameters
        for field in getattr(bundles.get(name), "_fields", (name,))
    ]
    return tuple(
        Parameter(n, type(None) in typing.get_args(hints[n]), hints[n] is Measurement)
        for n in names
    )


def _bundles(function: Callable[..., Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(function)
    return {
        name: hints[name]
        for name in inspect.signature(function).parameters
        if hasattr(hints[name], "_fields")
    }
