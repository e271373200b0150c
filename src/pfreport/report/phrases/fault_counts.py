"""How many faults of each severity there are, in words."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.faults import Fault, Severity
from pfreport.report.words import say
from pfreport.values import Count, Several
from pfreport.words.keys import Key


def counted(faults: Sequence[Fault]) -> Several:
    """Errors and warnings by their number; a severity without any is not spoken of."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    counts: tuple[tuple[Key, int], ...] = (
        ("data.errors", errors),
        ("data.warnings", len(faults) - errors),
    )
    return Several(tuple(say(key, n=Count(number)) for key, number in counts if number))
