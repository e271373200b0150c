"""The typed values a report is made of. None of them knows how it will be printed.

`figure` names the measurement behind a value (`projects/P-001/cpi`), so that a reader can ask where
it came from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.kinds import Month, Rag
from pfreport.words.keys import Key
from pfreport.words.patterns import Told


class MonthForm(StrEnum):
    """How a month is written: FULL in text, MEDIUM in little room (Sep 2026), on axes SHORT
    (Sep 26) and NAME (Sep).
    """

    FULL = "full"
    MEDIUM = "medium"
    SHORT = "short"
    NAME = "name"


class RefKind(StrEnum):
    """What has a place of its own in a report."""

    PROJECT = "project"
    GOAL = "goal"
    PORTFOLIO = "portfolio"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217). `signed` prints a plus too.

    With `unit` (1e6 for millions) the bare number in that unit is printed: for charts, whose axis
    names unit and currency.
    """

    amount: float
    currency: str
    figure: str | None = None
    signed: bool = False
    unit: float | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """A plain ratio such as CPI. `limits` are those it is judged by: rounding must not carry it
    across one.
    """

    value: float
    figure: str | None = None
    limits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction printed as a percentage; 0 % and 100 % only when exact."""

    value: float
    figure: str | None = None
    limits: tuple[float, ...] = ()
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, or a score."""

    value: float
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """Calendar days."""

    value: float
    figure: str | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Months:
    """A duration in months."""

    value: float
    figure: str | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    value: dt.date
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class InMonth:
    """A calendar month."""

    value: Month
    form: MonthForm = MonthForm.FULL


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, left out for readers who may not see names."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text somebody typed. Long text is left out for readers who may not see names or amounts."""

    text: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text of ours that quotes cells, in which anything may stand. `instead` says the same without
    what they hold.
    """

    text: str | Told
    instead: Told | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of ours by its key in `words/en/` (`phase.Execution`, `light.time`)."""

    key: Key


@dataclass(frozen=True, slots=True)
class Light:
    """A rating as a mark. `word` stands instead of a mark for what is not rated (`term` key, e.g.
    `status.On hold`).
    """

    rag: Rag | None
    note: Sentence | None = None
    word: Key | None = None


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line of values, oldest first, on a common scale, with a reference line. `currency` is
    that of amounts.
    """

    values: tuple[float | None, ...]
    reference: float | None = None
    low: float | None = None
    high: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Bullet:
    """Spent (solid), forecast (hatched up to it) and budget (upright), all in one unit; bands end
    at budget x each limit.

    `scale` is the value at the right end, the same for all bullets of a column. With `currency`
    None the parts are shares.
    """

    actual: float
    forecast: float
    budget: float
    scale: float
    bands: tuple[float, ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class LightShares:
    """Shares of budget by light, as one bar: (Rag value, share) in the order red, amber, green,
    grey; they add up to 1.
    """

    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The months that the dumbbells of a column stand on, and the status date that is upright
    through all of them.
    """

    first: dt.date
    last: dt.date
    status: dt.date


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """A date against its baseline on a column's axis: the baseline outlined, the date solid once
    reached, else hatched.
    """

    axis: TimeAxis
    baseline: dt.date | None
    now: dt.date
    reached: bool


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing with a place of its own: a project's report, a goal. `name` is what somebody called
    it, maybe empty.
    """

    kind: RefKind
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, and why."""

    reason: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """Addresses of workbook cells."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """Values in a row, joined by commas and a last "and"; above `most`, the rest is counted."""

    values: tuple[Value, ...]
    most: int = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its key in `words/en/`, with the values it names."""

    key: Key
    values: Mapping[str, Value] = field(default_factory=dict)


Value = (
    Money
    | Ratio
    | Share
    | Count
    | Days
    | Months
    | Day
    | InMonth
    | Person
    | Words
    | Quoted
    | Term
    | Light
    | Spark
    | Bullet
    | LightShares
    | TimeAxis
    | Dumbbell
    | Ref
    | Absent
    | Cells
    | Several
    | Sentence
)


def number_of(
    amount: float,
    unit: str,
    *,
    figure: str | None = None,
    signed: bool = False,
    limits: tuple[float, ...] = (),
) -> Money | Ratio | Share | Days | Months | Count:
    """A number as a value of one of the units of measures.md."""
    kind, _, currency = unit.partition(":")
    match kind:
        case "money":
            return Money(amount, currency, figure, signed)
        case "ratio":
            return Ratio(amount, figure, limits)
        case "fraction":
            return Share(amount, figure, limits, signed)
        case "days":
            return Days(amount, figure, signed)
        case "months":
            return Months(amount, figure, signed)
        case _:
            return Count(amount, figure)
