"""Problems in data, as values: what kind, where, what was found, what to do."""

from __future__ import annotations

from collections.abc import Callable
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
    """A stable code with its texts. `message` and `hint` are `str.format` patterns over named values."""

    code: str
    severity: Severity
    effect: Effect
    title: str
    message: str
    hint: str


KINDS: dict[str, FaultKind] = {}


def kind(code: str, severity: Severity, title: str, message: str, hint: str, effect: Effect = Effect.NONE) -> FaultKind:
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


def fault(what: FaultKind, origin: Origin, /, found: object = "", project: str | None = None, **values: object) -> Fault:
    """A fault of a kind, its texts filled in from `found` and the named values."""
    shown = shorten(str(found))
    fill: Callable[[str], str] = lambda pattern: pattern.format(found=shown, **values)  # noqa: E731 - a local name for one call
    return Fault(what, origin, shown, fill(what.message), fill(what.hint), project)


def shorten(text: str, limit: int = 120) -> str:
    """At most `limit` characters on one line, an ellipsis where cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
