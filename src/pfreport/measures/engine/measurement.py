"""A measurement: a value or the reason there is none, with everything it was made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pfreport.model.columns import NOTHING
from pfreport.origins import Origin
from pfreport.reasons import Because, Reason, Told, because


class Subject(NamedTuple):
    """What a figure is about: portfolio, programme, goal or project, and which."""

    kind: str
    key: str = ""

    @property
    def path(self) -> str:
        """`portfolio`, `projects/P-001`: the place in `measures.json`."""
        return self.kind if self.kind == "portfolio" else f"{self.kind}s/{self.key}"


PORTFOLIO = Subject("portfolio")


@dataclass(frozen=True, slots=True)
class Given:
    """A value taken from the workbook (or the settings) as it stands, with the cells it was read
    from.

    A cell that is blank is named where its being blank is what counts: a Closed on that is not
    there makes an issue open. `unit` is one of measures.md's; None for a number that has the type
    of the column it was read from.
    """

    value: float | dt.date | str | None
    origins: tuple[Origin, ...] = ()
    unit: str | None = None


class Coverage(NamedTuple):
    """For how many of how many things a wider figure is known, and what share of their budget
    (None: not known).

    `withheld` counts those for which it is not known because the workbook says that it is not
    given.
    """

    stated: int
    of: int
    budget_share: float | None = None
    withheld: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.stated == self.of


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure of one subject.

    `value` is a float, a date, or None with `undefined_because`. `unit` is one of measures.md's
    (`money:EUR`, `ratio` …). `inputs` are the figures and cells it was computed from; for wider
    figures `members` are the projects' own figures. `marks` are warnings that travel with it (`plan
    assumed linear`); a marked figure is printed, never rated, never rolled up.
    """

    id: str
    subject: Subject
    value: float | dt.date | None
    unit: str
    undefined_because: Reason | None = None
    inputs: Mapping[str, Measurement | Given] = field(default_factory=dict, repr=False)
    members: tuple[Measurement, ...] = field(default=(), repr=False)
    coverage: Coverage | None = None
    marks: tuple[Reason, ...] = ()

    @property
    def path(self) -> str:
        """`projects/P-001/cpi`: the name a report's value carries as its `figure`."""
        return f"{self.subject.path}/{self.id}"

    @property
    def number(self) -> float:
        """The value as a number; TypeError where it has none or is a date. Call it only where it is
        known to have one.
        """
        if not isinstance(self.value, int | float):
            raise TypeError(f"{self.path} is no number: {self.value!r}")
        return self.value

    @property
    def known(self) -> bool:
        """Whether it has a value."""
        return self.value is not None

    @property
    def why(self) -> Reason:
        """Why it has no value; TypeError where it has one."""
        if self.undefined_because is None:
            raise TypeError(f"{self.path} has a value: {self.value!r}")
        return self.undefined_because

    @property
    def withheld(self) -> bool:
        """Whether it has no value because the workbook says that one is not given; the reason is
        handed on from the cell.
        """
        return self.undefined_because is not None and self.undefined_because.withheld

    def is_undefined(self, code: Because) -> bool:
        """Whether it has no value for one reason."""
        return self.undefined_because is not None and self.undefined_because.code is code

    def origins(self) -> frozenset[Origin]:
        """Every cell it came from, directly or through its inputs."""
        return frozenset(self._walk(set()))

    def _walk(self, seen: set[int]) -> Iterator[Origin]:
        if id(self) in seen:
            return
        seen.add(id(self))
        for given in (*self.inputs.values(), *self.members):
            if isinstance(given, Given):
                yield from given.origins
            else:
                yield from given._walk(seen)


@dataclass(frozen=True, slots=True)
class Undefined:
    """What a formula returns when it has no value: the reason, and the cells that are it by
    name.
    """

    reason: Reason
    given: Mapping[str, Given] = field(default_factory=dict, repr=False, compare=False)


def undefined(code: Because, given: Mapping[str, Given] = NOTHING, **values: Told) -> Undefined:
    """No value, for a reason with the values its words name."""
    cells = (place for one in given.values() for place in one.origins)
    return Undefined(because(code, cells, **values), given)


Value = float | dt.date | Undefined


@dataclass(frozen=True, slots=True)
class Traced:
    """What a formula returns when it read cells itself: its value, and the named values it was made
    from.

    Formulas of wider subjects name the projects' figures they used as `members`, and how many of
    how many they are. A formula that chooses among its parameters names the ids of those it `used`;
    None: all of them.
    """

    value: Value
    given: Mapping[str, Given] = field(default_factory=dict)
    marks: tuple[Reason, ...] = ()
    members: tuple[Measurement, ...] = ()
    coverage: Coverage | None = None
    used: tuple[str, ...] | None = None


Outcome = Value | Traced
