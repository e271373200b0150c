"""Data quality: every fault of the workbook, what was left out, whose status is stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.faults import Effect, Fault, FaultGroup, Severity, grouped
from pfreport.kinds import Rag
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Block, Cell, Row, Section, Table, Text
from pfreport.report.parts.subjects import projects, rating, ref, refs
from pfreport.report.phrases.age import as_at_earlier, silent
from pfreport.report.phrases.fault_counts import counted
from pfreport.report.words import say, term
from pfreport.values import Cells, Count, Days, InMonth, Quoted, Sentence, Value, Words

MOST = 100


def data_quality(findings: Findings) -> Section:
    """Every fault of the workbook, errors first."""
    notes: tuple[Value, ...] = (
        *_left_out(findings),
        *_withheld(findings.portfolio),
        *_ages(findings),
        *_declared(findings),
    )
    blocks: list[Block] = [Text(notes, items=True)] if notes else []
    if findings.faults:
        blocks.append(fault_table(findings, findings.faults, most=MOST))
    return Section("data-quality", term("section.data_quality"), _message(findings), tuple(blocks))


def fault_table(
    findings: Findings, faults: Sequence[Fault], most: int, *, whose: bool = True
) -> Table:
    """A row a fault, or the same fault of many rows; errors before warnings, each in the order of
    cells.
    """
    columns = [
        tables.text("column.cell", 1.2),
        *([tables.text("column.project", 0.8)] if whose else []),
        tables.text("column.severity", 0.7),
        tables.text("column.fault", 3.4),
        tables.text("column.to_do", 2.6),
    ]
    order = sorted(
        grouped(faults),
        key=lambda group: (group.first.severity is not Severity.ERROR, group.first.sort_key),
    )
    made = tables.table(
        "faults",
        columns,
        [_row(findings, one, whose=whose) for one in order],
        most=most,
        rest="more.faults",
    )
    return replace(made, note=term("data.grouped")) if any(one.others for one in order) else made


def _message(findings: Findings) -> Sentence:
    if not findings.faults:
        return say("data.none")
    unknown = sum(f.kind.effect is not Effect.NONE for f in findings.faults)
    found = counted(findings.faults)
    return (
        say("data.message", found=found, k=Count(unknown))
        if unknown
        else say("data.message.known", found=found)
    )


def _row(findings: Findings, group: FaultGroup, *, whose: bool) -> Row:
    one = group.first
    owners = list(dict.fromkeys(fault.project for fault in group.faults if fault.project))
    project: Value | None = (
        refs(findings, owners, most=2)
        if len(owners) > 1
        else ref(findings, owners[0])
        if owners
        else None
    )
    cells = Cells(group.cells)
    found = Quoted(one.found) if one.found and not group.others else None
    return tables.row(
        say("data.cells", cells=cells, n=Count(group.others)) if group.others else cells,
        *([project] if whose else []),
        term(f"fault.{one.severity}"),
        Cell(Quoted(group.message, one.kind.title), found),
        Words(group.hint) if group.hint == one.kind.hint else Quoted(group.hint),
    )


def _left_out(findings: Findings) -> Iterator[Sentence]:
    for lost in findings.portfolio.left_out:
        yield say("data.left_out", project=Words(lost.project_id), reason=Words(lost.reason))


def _withheld(portfolio: Portfolio) -> Iterator[Sentence]:
    """How often each column of a sheet says that something is not given."""
    for sheet in RECORDS:
        counts = Counter(
            n
            for row in getattr(portfolio, field_of(sheet))
            for n, why in row.absent.items()
            if why.withheld
        )
        for name, column in columns(sheet).items():
            if counts[name]:
                yield say(
                    "data.withheld",
                    column=Words(column.heading),
                    n=Count(counts[name]),
                    sheet=Words(sheet.sheet.name),
                )


def _ages(findings: Findings) -> Iterator[Sentence]:
    for month, ids in (*silent(findings).items(), *as_at_earlier(findings).items()):
        yield say(
            "data.as_at",
            month=InMonth(month),
            projects=refs(findings, ids, most=10),
            n=Count(len(ids)),
        )
    for project in projects(findings):
        found = rating(findings, project.project_id)
        if found is not None and found.stale_days is not None:
            yield say(
                "data.stale", project=ref(findings, project.project_id), days=Days(found.stale_days)
            )


def _declared(findings: Findings) -> Iterator[Sentence]:
    """Managers who rate nothing, or everything green."""
    declared = {
        p.project_id: p.rag_overall for p in projects(findings) if p.project_id in findings.ratings
    }
    if len(declared) > 1 and set(declared.values()) == {Rag.GREEN}:
        yield say("data.all_green", n=Count(len(declared)))
