"""What there is to say of the data itself: how many faults it has, and how old it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pfreport.advice.findings import Findings
from pfreport.faults import Fault, Severity
from pfreport.kinds import Month
from pfreport.measures.engine.data_month import DataMonth, data_month
from pfreport.measures.engine.registry import Enters
from pfreport.report.parts.subjects import counting
from pfreport.report.words import say
from pfreport.values import Count, Several
from pfreport.words.keys import Key

ByMonth = Mapping[Month, tuple[str, ...]]


def counted(faults: Sequence[Fault]) -> Several:
    """Errors and warnings by their number; a severity without any is not spoken of."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    counts: tuple[tuple[Key, int], ...] = (
        ("data.errors", errors),
        ("data.warnings", len(faults) - errors),
    )
    return Several(tuple(say(key, n=Count(number)) for key, number in counts if number))


def as_at_earlier(findings: Findings) -> ByMonth:
    """Projects in delivery whose figures stand as at an earlier month, by that month; oldest
    first.
    """
    return _by_month(
        {
            key: data_month
            for key, data_month in _late(findings).items()
            if data_month.problem is None
        }
    )


def silent(findings: Findings) -> ByMonth:
    """Projects in delivery that have reported nothing for so long that their figures are n/a, by
    the last month; oldest first.
    """
    return _by_month(
        {
            key: data_month
            for key, data_month in _late(findings).items()
            if data_month.problem is not None
        }
    )


def _late(findings: Findings) -> dict[str, DataMonth]:
    months = {
        key: data_month(findings.measurements.facts[key])
        for key in counting(findings, Enters.DELIVERY)
    }
    return {key: month for key, month in months.items() if month.late}


def _by_month(months: Mapping[str, DataMonth]) -> ByMonth:
    groups: defaultdict[Month, list[str]] = defaultdict(list)
    for project_id, data in months.items():
        groups[data.month].append(project_id)
    return {month: tuple(groups[month]) for month in sorted(groups)}
