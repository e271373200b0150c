"""The JSON files of a pack: figures, inputs, faults. Sorted keys, finite numbers, the same bytes on
every run.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact
from pfreport.faults import Fault, Severity
from pfreport.history.inputs import SCHEMA as INPUTS_SCHEMA
from pfreport.history.past_pack import SCHEMA as MEASURES_SCHEMA
from pfreport.history.rows import by_key
from pfreport.kinds import Month
from pfreport.measures.engine.measurement import Coverage, Measurement
from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS, LeftOut, Portfolio, field_of
from pfreport.model.source import Source
from pfreport.origins import Origin, ranges
from pfreport.ratings.rating import Rating
from pfreport.reasons import reason_text
from pfreport.rendering.data.advice import advice_json
from pfreport.rendering.data.lines import lines
from pfreport.rendering.data.shared import Shared
from pfreport.rendering.text.values import Formats
from pfreport.settings import declared

JSON = "application/json"


def measures_json(findings: Findings, project_id: str | None = None) -> Artefact:
    """`measures.json`: every figure and light, as operations.md lays it out; those of one project
    alone where one is named.

    That of one project names the workbook without its hash: it is the same as long as the project's
    figures are.
    """
    figures, words, shared = (
        findings.measurements,
        Formats(findings.portfolio.settings.locale),
        Shared(),
    )
    whole = project_id is None
    ids = [p.project_id for p in findings.portfolio.projects] if whole else [str(project_id)]
    content = {
        "schema": str(MEASURES_SCHEMA),
        "status_date": findings.portfolio.settings.status_date.isoformat(),
        "workbook": _source(findings.source) if whole else {"name": findings.source.name},
        "portfolio": _figures(figures.portfolio, shared) if whole else {},
        "programmes": {name: _figures(of, shared) for name, of in figures.programmes.items()}
        if whole
        else {},
        "goals": {key: _figures(of, shared) for key, of in figures.goals.items()} if whole else {},
        "projects": {key: functools.partial(_project, findings, key, words, shared) for key in ids},
    }
    content |= _present(advice=advice_json(findings, words) if whole else None, sets=shared.sets)
    return Artefact("measures.json", JSON, lines(content))


def inputs_json(findings: Findings) -> Artefact:
    """`inputs.json`: sheet -> key -> field -> [value, cell], so that movement compares by key
    though rows move.

    What could not be read and makes a figure unknown stands beside the sheets, where there is any.
    """
    portfolio = findings.portfolio
    sheets: dict[str, Any] = {"Settings": _settings(portfolio)}
    absent: dict[str, Any] = {}
    for record in RECORDS:
        rows: tuple[Record, ...] = getattr(portfolio, field_of(record))
        sheets[record.sheet.name] = _rows(rows)
        absent[record.sheet.name] = {
            key: _absent(row) for key, row in by_key(rows).items() if row.absent
        }
    unread = {
        "absent": _present(**absent),
        "incomplete": plain(portfolio.incomplete),
        "left_out": {
            one.project_id: {"name": one.name, "reason": one.reason} for one in portfolio.left_out
        },
        "rows_left_out": plain(portfolio.rows_left_out),
    }
    return Artefact(
        "inputs.json",
        JSON,
        lines({"schema": str(INPUTS_SCHEMA), "sheets": _present(**sheets), **_present(**unread)}),
    )


def faults_json(source: Source, faults: Iterable[Fault], left_out: Iterable[LeftOut]) -> Artefact:
    """`faults.json`, which `check --format json` prints: every fault in the order of its place."""
    found = sorted(faults, key=lambda f: f.sort_key)
    counts = Counter(f.severity for f in found)
    content = {
        "schema": "pfreport.faults/1",
        "workbook": _source(source),
        "counts": {severity.value: counts[severity] for severity in Severity},
        "rows": {sheet: dict(rows) for sheet, rows in source.rows.items()},
        "left_out": [p.project_id for p in left_out],
        "faults": [_fault(f) for f in found],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False, indent=1)
    return Artefact("faults.json", JSON, text.encode() + b"\n")


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items() if one}
    return value


def _present(**entries: Any) -> dict[str, Any]:
    """Entries whose part is not there are absent, not empty."""
    return {key: value for key, value in entries.items() if value not in (None, [], {})}


def _source(source: Source) -> dict[str, str]:
    return {"name": source.name, "sha256": source.sha256}


def _figures(figures: Mapping[str, Measurement], shared: Shared) -> dict[str, Any]:
    return {key: _measurement(found, shared) for key, found in figures.items()}


def _project(findings: Findings, project_id: str, words: Formats, shared: Shared) -> dict[str, Any]:
    project = findings.portfolio.project_by_id[project_id]
    return _present(
        name=project.title,
        phase=project.phase,
        status=project.status,
        measures=_figures(findings.measurements.projects[project_id], shared),
        ratings={light: _rating(r, words) for light, r in findings.ratings[project_id].items()},
    )


def _measurement(found: Measurement, shared: Shared) -> dict[str, Any]:
    own = (
        {"cells": list(ranges(found.origins()))}
        if found.subject.kind == "project"
        else {"from": shared.sources(found)}
    )
    inputs = shared.inputs(
        found, {name: plain(given.value) for name, given in found.inputs.items()}
    )
    covered = _coverage(found.coverage) if found.coverage else None
    return {
        "value": plain(found.value),
        "unit": found.unit,
        "undefined_because": reason_text(found.why) if not found.known else None,
        "inputs": inputs,
        **_present(**own, coverage=covered, marks=[reason_text(mark) for mark in found.marks]),
    }


def _coverage(covered: Coverage) -> dict[str, int]:
    """`withheld` where the workbook says of some that they are not given."""
    return {"stated": covered.stated, "of": covered.of} | (
        {"withheld": covered.withheld} if covered.withheld else {}
    )


def _rating(rating: Rating, words: Formats) -> dict[str, Any]:
    return {
        "computed": rating.computed.value,
        "declared": rating.declared.value if rating.declared else None,
        "measure": rating.measurement.id if rating.measurement else None,
        "value": plain(rating.measurement.value) if rating.measurement else None,
        "amber": rating.amber,
        "red": rating.red,
        "source": rating.source,
        "sentence": words.text(rating.sentence),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "severity": fault.severity.value,
        "effect": fault.kind.effect.value,
        "sheet": fault.origin.sheet,
        "cell": fault.origin.cell,
        "project": fault.project,
        "found": fault.found,
        "message": fault.message,
        "hint": fault.hint,
    }


def _settings(portfolio: Portfolio) -> dict[str, Any]:
    settings = portfolio.settings
    return {
        key: {"value": [plain(getattr(settings, key)), _cell(settings.at(key))]}
        for key in declared()
        if settings.at(key)
    }


def _rows(rows: tuple[Record, ...]) -> dict[str, Any]:
    """Fields with a value, by key."""
    return {key: _fields(row) for key, row in by_key(rows).items()}


def _fields(row: Record) -> dict[str, Any]:
    filled = {name: getattr(row, name) for name in columns(type(row)) if row.placed(name)}
    return {
        name: [plain(value), _cell(row.at(name))]
        for name, value in filled.items()
        if value not in (None, ())
    }


def _absent(row: Record) -> dict[str, Any]:
    return {name: [reason_text(why), _cell(row.at(name))] for name, why in row.absent.items()}


def _cell(origin: Origin | None) -> str | None:
    return origin.address if origin else None
