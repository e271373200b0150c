"""Rules over rows: what they find, and what that does to a portfolio."""

from __future__ import annotations

import contextlib
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pfreport.faults import Fault, fault
from pfreport.model.columns import FAULTY, Record
from pfreport.model.portfolio import Portfolio, field_of
from pfreport.settings import Mail
from pfreport.workbook.rules import (
    baselines,
    benefits,
    cost,
    dates,
    far_dates,
    hindsight,
    ledger,
    people,
    progress,
    projects,
    rates,
    risks,
    running_totals,
    strategy,
    units,
)
from pfreport.workbook.rules.registry import RULES, Checked, Finding, Rule
from pfreport.workbook.sheets.parse import ParsedWorkbook
from pfreport.workbook.sheets.settings_reading import SettingUnknownError
from pfreport.workbook.sheets.table import CELL_BY_CELL, value_of_unknown

FAMILIES = (
    *(dates, cost, ledger, progress, projects, strategy, risks, benefits, people),
    *(running_totals, units, rates, baselines, far_dates, hindsight),
)
"""The files rules stand in, by what they are about."""


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """The portfolio, None where a fault stops the build; every fault, by sheet and cell; what
    became of each sheet's rows.
    """

    portfolio: Portfolio | None
    faults: tuple[Fault, ...]
    rows: Mapping[str, Mapping[str, int]]


def check(parsed: ParsedWorkbook, mail: Mail) -> CheckedWorkbook:
    """The fourth step: asks every rule of what was parsed."""
    portfolio, faults = parsed.portfolio, parsed.faults
    if portfolio is not None:
        portfolio, told = apply_rules(portfolio, mail)
        faults += (*told,)
    elif parsed.without_settings is not None:
        faults += (*_told_without_settings(parsed.without_settings, mail),)
    ordered = sorted(faults, key=lambda fault: fault.sort_key)
    return CheckedWorkbook(portfolio, tuple(ordered), parsed.rows)


def _told_without_settings(portfolio: Portfolio, mail: Mail) -> Iterator[Fault]:
    """What the rules find that ask for no faulty setting: one fault hides no other."""
    checked = Checked(portfolio, mail)
    benefits = {benefit.benefit_id: benefit.project_id for benefit in portfolio.benefits}
    for rule in RULES:
        with contextlib.suppress(SettingUnknownError):
            for finding in rule.check(checked):
                yield _fault(rule, finding, benefits)


def apply_rules(portfolio: Portfolio, mail: Mail) -> tuple[Portfolio, list[Fault]]:
    """Asks every rule of the portfolio as it was read, and returns it without what the errors make
    unknown.
    """
    checked = Checked(portfolio, mail)
    findings = [(rule, finding) for rule in RULES for finding in rule.check(checked)]
    benefits = {benefit.benefit_id: benefit.project_id for benefit in portfolio.benefits}
    return _without(portfolio, [finding for _, finding in findings]), [
        _fault(rule, finding, benefits) for rule, finding in findings
    ]


def _fault(rule: Rule, finding: Finding, benefits: Mapping[str, str]) -> Fault:
    project = finding.project or benefits.get(getattr(finding.record, "benefit_id", ""))
    return fault(
        rule.kind, finding.record.at(finding.name), finding.found, project, **finding.values
    )


def _without(portfolio: Portfolio, findings: Iterable[Finding]) -> Portfolio:
    changed: dict[type[Record], dict[int, Record | None]] = defaultdict(dict)
    incomplete = {sheet: dict(reasons) for sheet, reasons in portfolio.incomplete.items()}
    for finding in findings:
        if finding.unknown or finding.instead:
            records = changed[type(finding.record)]
            current = records.get(id(finding.record), finding.record)
            records[id(finding.record)] = None if current is None else _changed(current, finding)
        if finding.unknown_series and finding.project:
            name, reason = finding.unknown_series
            for column in (name, *finding.unknown_beside):
                incomplete.setdefault(f"Periods.{column}", {}).setdefault(finding.project, reason)
        if finding.lost_months:
            sheet, project, reason = finding.lost_months
            incomplete.setdefault(sheet, {}).setdefault(project, reason)
    return dataclasses.replace(portfolio, incomplete=incomplete, **_records(portfolio, changed))


def _changed(record: Record, finding: Finding) -> Record | None:
    """The record with its faulty fields unknown; None for a row of a list, which is left out."""
    if finding.unknown and type(record) not in CELL_BY_CELL:
        return None
    values: dict[str, Any] = {
        name: value_of_unknown(type(record), name) for name in finding.unknown
    } | dict(finding.instead)
    return dataclasses.replace(
        record, absent={**record.absent, **dict.fromkeys(finding.unknown, FAULTY)}, **values
    )


def _records(
    portfolio: Portfolio, changed: Mapping[type[Record], Mapping[int, Record | None]]
) -> dict[str, Any]:
    """The fields of the portfolio whose records changed, and the count of rows left out."""
    fields: dict[str, Any] = {}
    left_out = {sheet: Counter(counts) for sheet, counts in portfolio.rows_left_out.items()}
    for kind_, records in changed.items():
        name = field_of(kind_)
        before = getattr(portfolio, name)
        after = [records.get(id(record), record) for record in before]
        fields[name] = tuple(record for record in after if record is not None)
        for record, kept in zip(before, after, strict=True):
            project = Finding(record, "").project
            if kept is None and project:
                left_out.setdefault(kind_.sheet.name, Counter())[project] += 1
    fields["rows_left_out"] = {
        sheet: dict(sorted(counts.items())) for sheet, counts in left_out.items()
    }
    return fields
