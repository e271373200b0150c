"""Problems in data, as values: what kind, where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from pfreport.origins import Origin


class Severity(StrEnum):
    """An error makes a value unknown; a warning is printed on the data-quality page."""

    ERROR = "error"
    WARNING = "warning"


class Effect(StrEnum):
    """What a fault does to the figures."""

    NONE = "none"
    VALUE_UNKNOWN = "value unknown"
    ROW_LEFT_OUT = "row left out"
    PROJECT_LEFT_OUT = "project left out"
    STOPS = "build stops"


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A stable code with its texts. `message` and `hint` are `str.format` patterns over named
    values.
    """

    code: str
    severity: Severity
    effect: Effect
    title: str
    message: str
    hint: str


KINDS: dict[str, FaultKind] = {}


def kind(
    code: str, severity: Severity, title: str, message: str, hint: str, effect: Effect = Effect.NONE
) -> FaultKind:
    """Registers a fault kind; a code given twice is a mistake of ours."""
    if code in KINDS:
        raise ValueError(f"fault code {code} is registered twice")
    KINDS[code] = FaultKind(code, severity, effect, title, message, hint)
    return KINDS[code]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem. `project` is the project it touches, `found` the offending value as text."""

    kind: FaultKind
    origin: Origin
    found: str
    message: str
    hint: str
    project: str | None = None

    @property
    def code(self) -> str:
        """`PF201` and the like."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.kind.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By sheet, row, column, code."""
        return (self.origin.sheet, self.origin.row, self.origin.column, self.code, self.message)


def fault(
    what: FaultKind,
    origin: Origin,
    /,
    found: object = "",
    project: str | None = None,
    **values: object,
) -> Fault:
    """A fault of a kind, its texts filled in from `found` and the named values."""
    shown = shorten(str(found))
    # a local name for one call
    fill: Callable[[str], str] = lambda pattern: pattern.format(found=shown, **values)  # noqa: E731
    return Fault(what, origin, shown, fill(what.message), fill(what.hint), project)


def shorten(text: str, limit: int = 120) -> str:
    """At most `limit` characters on one line, an ellipsis where cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


ALIKE = 3
"""More faults of one code in one column than this are told together: the same thing over and over
hides what else there is.
"""


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults told in one line: a single one, or all of one code in one column, in the order of
    cells.
    """

    faults: tuple[Fault, ...]

    @property
    def first(self) -> Fault:
        """The one whose place in the order the line takes."""
        return self.faults[0]

    @property
    def message(self) -> str:
        """What all of them say; where each says it of another value, of the first values; else what
        is wrong in general.
        """
        said = {one.message for one in self.faults}
        if len(said) == 1:
            return self.first.message
        values = list(dict.fromkeys(one.found for one in self.faults))
        rests = {one.message.removeprefix(one.found) for one in self.faults}
        if len(rests) > 1 or not said.isdisjoint(rests):
            return self.first.kind.title
        return (
            " / ".join((*values[:ALIKE], *("…" for _ in values[ALIKE : ALIKE + 1]))) + rests.pop()
        )

    @property
    def hint(self) -> str:
        """What to do about all of them; where that is another thing for each, what to do about the
        first, with its cell.
        """
        if len({one.hint for one in self.faults}) == 1:
            return self.first.hint
        general = self.first.kind.hint
        return f"{self.first.origin.address}: {self.first.hint}" if "{" in general else general

    @property
    def cells(self) -> tuple[str, ...]:
        """The first of their cells."""
        return tuple(self._addresses[:ALIKE])

    @property
    def others(self) -> int:
        """How many more there are than the cells that are named."""
        return max(len(self._addresses) - ALIKE, 0)

    @property
    def _addresses(self) -> list[str]:
        """Each address once: two figures of a row may be at fault."""
        return list(dict.fromkeys(one.origin.address for one in self.faults))


def grouped(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """The faults in their order; of one code in one column all together at the place of the first,
    where they are many.
    """
    alike: dict[tuple[str, str, int], list[Fault]] = {}
    for one in faults:
        alike.setdefault((one.code, one.origin.sheet, one.origin.column), []).append(one)
    groups = [FaultGroup(tuple(own)) for own in alike.values()]
    groups = [
        part
        for group in groups
        for part in ([group] if group.others else [FaultGroup((one,)) for one in group.faults])
    ]
    return tuple(sorted(groups, key=lambda group: group.first.sort_key))
