"""Data quality: every fault of the workbook or of one project's rows, what was left out, whose
status is stale.
"""

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
from pfreport.report.parts.blocks import Cell, Section, Table
from pfreport.report.parts.sections import kept, points
from pfreport.report.parts.subjects import projects, rating, ref, refs
from pfreport.report.phrases.data import as_at_earlier, counted, silent
from pfreport.report.words import member, say, term
from pfreport.values import Cells, Count, Days, InMonth, Quoted, Sentence, Value, Words

MOST_FAULTS, MOST_FAULTS_OF_A_PROJECT = 100, 12


def data_quality(findings: Findings) -> Section:
    """Every fault of the workbook, errors first."""
    notes = points(
        (
            *_left_out(findings),
            *_withheld(findings.portfolio),
            *_ages(findings),
            *_declared(findings),
        )
    )
    faults = findings.faults
    blocks = kept(notes, fault_table(findings, faults, MOST_FAULTS) if faults else None)
    return Section("data-quality", term("section.data_quality"), _message(findings), blocks)


def project_data(findings: Findings, project_id: str) -> Section | None:
    """The faults in cells of the project; None where there is none."""
    own = [fault for fault in findings.faults if fault.project == project_id]
    if not own:
        return None
    table = fault_table(findings, own, most=MOST_FAULTS_OF_A_PROJECT, whose=False)
    message = say("data.project", found=counted(own))
    return Section("data-quality", term("section.data_quality"), message, (table,))


def fault_table(
    findings: Findings, faults: Sequence[Fault], most: int, *, whose: bool = True
) -> Table:
    """A row a fault, or the same fault of many rows; errors before warnings, each in the order of
    cells.
    """
    of_projects: tables.Columns[FaultGroup] = (
        (tables.text("column.project", 0.8), lambda group: _owners(findings, group)),
    )
    columns: tables.Columns[FaultGroup] = (
        (tables.text("column.cell", 1.2), _cells),
        *(of_projects if whose else ()),
        (tables.text("column.severity", 0.7), lambda group: member("fault", group.first.severity)),
        (tables.text("column.fault", 3.4), _fault),
        (tables.text("column.to_do", 2.6), _to_do),
    )
    order = sorted(
        grouped(faults),
        key=lambda group: (group.first.severity is not Severity.ERROR, group.first.sort_key),
    )
    table = tables.listed("faults", order, columns, most=most, rest="more.faults")
    several = any(group.others for group in order)
    return replace(table, note=term("data.grouped")) if several else table


def _cells(group: FaultGroup) -> Value:
    cells = Cells(group.cells)
    return say("data.cells", cells=cells, n=Count(group.others)) if group.others else cells


def _owners(findings: Findings, group: FaultGroup) -> Value | None:
    """The projects in whose rows it is."""
    owners = list(dict.fromkeys(fault.project for fault in group.faults if fault.project))
    if len(owners) > 1:
        return refs(findings, owners, most=2)
    return ref(findings, owners[0]) if owners else None


def _fault(group: FaultGroup) -> Cell:
    """What is wrong; of a single cell what it holds."""
    first = group.first
    content = Quoted(first.found) if first.found and not group.others else None
    return Cell(Quoted(group.told, first.kind.told("title")), content)


def _to_do(group: FaultGroup) -> Value:
    shipped = group.first.kind
    return Quoted(group.advice, shipped.told("hint") if group.hint == shipped.hint else None)


def _message(findings: Findings) -> Sentence:
    if not findings.faults:
        return say("data.none")
    unknown = sum(f.kind.effect is not Effect.NONE for f in findings.faults)
    counts = counted(findings.faults)
    return (
        say("data.message", found=counts, k=Count(unknown))
        if unknown
        else say("data.message.known", found=counts)
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
        overall = rating(findings, project.project_id)
        if overall is not None and overall.stale_days is not None:
            yield say(
                "data.stale",
                project=ref(findings, project.project_id),
                days=Days(overall.stale_days),
            )


def _declared(findings: Findings) -> Iterator[Sentence]:
    """Managers who rate nothing, or everything green."""
    declared = {
        p.project_id: p.rag_overall for p in projects(findings) if p.project_id in findings.ratings
    }
    if len(declared) > 1 and set(declared.values()) == {Rag.GREEN}:
        yield say("data.all_green", n=Count(len(declared)))
