"""Problems in data, as values: what kind, where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pfreport.origins import Origin
from pfreport.words.catalogue import catalogue, known
from pfreport.words.patterns import Told


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
    """A stable code; its texts stand by it in `words/en/faults.toml`."""

    code: str
    severity: Severity
    effect: Effect

    def told(self, part: str) -> Told:
        """Its title, message or hint, where that names no value."""
        return Told(known(f"{self.code}.{part}"))

    @property
    def title(self) -> str:
        """What it is called."""
        return self.told("title").text()

    @property
    def message(self) -> str:
        """The pattern of what is wrong."""
        return catalogue().texts[known(f"{self.code}.message")]

    @property
    def hint(self) -> str:
        """The pattern of what to do."""
        return catalogue().texts[known(f"{self.code}.hint")]


KINDS: dict[str, FaultKind] = {}


def kind(code: str, severity: Severity, effect: Effect = Effect.NONE) -> FaultKind:
    """Registers a fault kind; a code given twice is a mistake of ours, one without words a
    KeyError.
    """
    if code in KINDS:
        raise ValueError(f"fault code {code} is registered twice")
    for part in ("title", "message", "hint"):
        known(f"{code}.{part}")
    KINDS[code] = FaultKind(code, severity, effect)
    return KINDS[code]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem. `project` is the project it touches, `found` the offending value as text,
    `values` what its texts name, `mapping_keys` the keys of `pfreport.toml` that may mend it.
    """

    kind: FaultKind
    origin: Origin
    found: str
    values: Mapping[str, str | Told] = field(default_factory=dict, hash=False)
    project: str | None = None
    mapping_keys: str = ""

    @property
    def code(self) -> str:
        """`PF201` and the like."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.kind.severity

    @property
    def told(self) -> Told:
        """What is wrong."""
        return self._told("message")

    @property
    def advice(self) -> Told:
        """What to do."""
        told = self._told("hint")
        if not self.mapping_keys:
            return told
        return Told("told.mapping", {"hint": told, "keys": self.mapping_keys})

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.told.text()

    @property
    def hint(self) -> str:
        """What to do, in English."""
        return self.advice.text()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By sheet, row, column, code."""
        return (self.origin.sheet, self.origin.row, self.origin.column, self.code, self.message)

    def _told(self, part: str) -> Told:
        return Told(known(f"{self.code}.{part}"), {"found": self.found, **self.values})


def fault(
    what: FaultKind,
    origin: Origin,
    /,
    found: object = "",
    project: str | None = None,
    **values: object,
) -> Fault:
    """A fault of a kind, with what its texts name: `found` and the named values."""
    named = {
        name: value if isinstance(value, Told) else str(value) for name, value in values.items()
    }
    return Fault(what, origin, shorten(str(found)), named, project)


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
    def told(self) -> Told:
        """What all of them say; where each says it of another value, of the first values; else what
        is wrong in general.
        """
        first = self.first
        if len({one.message for one in self.faults}) == 1:
            return first.told
        if not self._differ_in_found:
            return first.kind.told("title")
        values = list(dict.fromkeys(one.found for one in self.faults))
        shown = " / ".join((*values[:ALIKE], *("…" for _ in values[ALIKE : ALIKE + 1])))
        return replace(first, found=shown).told

    @property
    def _differ_in_found(self) -> bool:
        """Whether each begins with its value, and goes on as the others do."""
        said = {one.message for one in self.faults}
        rests = {one.message.removeprefix(one.found) for one in self.faults}
        return len(rests) == 1 and said.isdisjoint(rests)

    @property
    def advice(self) -> Told:
        """What to do about all of them; where that is another thing for each, what to do about the
        first, with its cell.
        """
        first = self.first
        if len({one.hint for one in self.faults}) == 1:
            return first.advice
        if "{" not in first.kind.hint:
            return first.kind.told("hint")
        return Told("told.at", {"cell": first.origin.address, "hint": first.advice})

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.told.text()

    @property
    def hint(self) -> str:
        """What to do, in English."""
        return self.advice.text()

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
