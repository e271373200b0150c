"""What stands in the reports: the order is that of the contents, nothing without data, nothing
missing unsaid.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.report import contents
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.contents import EXECUTIVE, PROJECT
from pfreport.report.parts.blocks import Section
from pfreport.report.serial import to_json
from pfreport.values import Term
from tests.history.past import after
from tests.measures.portfolio_builder import portfolio
from tests.report.findings import column, findings, found_in, project, sentences, tables, text
from tests.report.whole import STATUS_DATE, sheets

REPORT = Path(contents.__file__).parent
# composed from the other sections, after them
APPENDIX = {"data_quality", "left_out", "method", "glossary"}
SHEETS = {record.sheet.name for record in RECORDS}


def names(report) -> list[str]:
    return [section.name.key for section in report.sections if isinstance(section.name, Term)]


THIN = {"section.declared", "section.watch", "section.known", "section.story"}
"""Sections of portfolios and projects whose lights cannot be computed."""


def section_functions(sources: Iterable[str]) -> set[str]:
    """Public functions that return a section."""
    found: set[str] = set()
    for source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and node.returns and not node.name.startswith("_"):
                wanted = ast.unparse(node.returns) in ("Section", "Section | None")
                found |= {node.name} if wanted else set()
    return found


def test_every_section_is_in_the_contents():
    listed = {part.compose.__name__ for part in (*EXECUTIVE, *PROJECT)}
    assert (
        section_functions(path.read_text(encoding="utf-8") for path in REPORT.rglob("*.py"))
        == listed | APPENDIX
    )


def test_the_guard_sees_a_section_that_nobody_lists():
    assert section_functions(
        [
            "def lost(findings) -> Section | None: ...\ndef _own() -> Section: ...\ndef other() -> "
            "int: ..."
        ]
    ) == {"lost"}


def test_sections_stand_in_the_order_of_the_contents_with_the_appendix_behind_them():
    found = after(findings(STATUS_DATE, **sheets()), findings("2026-05-31", **sheets()))
    expected = [part.name for part in EXECUTIVE if part.name not in THIN] + [
        "section.data_quality",
        "section.method",
        "section.glossary",
    ]
    assert names(compose_executive(found)) == expected
    order = [part.name for part in PROJECT]
    assert names(compose_project(found, "P-1")) == [
        name for name in order if name not in {"section.data_quality", *THIN}
    ]


def test_ids_of_sections_tables_and_charts_are_unique_in_a_report():
    found = findings(STATUS_DATE, **sheets())
    for report in (
        compose_executive(found),
        compose_project(found, "P-1"),
        compose_project(found, "P-2"),
    ):
        ids = [section.id for section in report.sections]
        assert len(ids) == len(set(ids))
        assert len(tables(report)) == str(report).count("Table(id=")


def test_what_is_left_out_is_named_once_with_the_sheets_that_would_fill_it():
    report = compose_executive(findings(projects=[project()]))
    table = tables(report)["left-out"]
    said = dict(zip(column(table, "section"), column(table, "filled_by"), strict=True))
    assert said["Risk"] == "Risks"
    assert said["Decisions needed"] == "Decisions and Milestones"
    assert said["Deliverables and quality"] == "Deliverables and Quality"
    assert "The reds" not in said
    assert len(table.rows) == len(said)


def test_a_sheet_whose_rows_count_for_nothing_is_not_asked_for_again():
    done = project(status="Completed", actual_finish="2026-06-01")
    report = compose_executive(
        findings(projects=[done], periods=[{"period": "2026-05", "actual_cost": 10.0}])
    )
    table = tables(report)["left-out"]
    said = dict(zip(column(table, "section"), column(table, "filled_by"), strict=True))
    assert said["Cost and time"] == "no row of Periods counts here"
    assert said["Risk"] == "Risks"


def test_a_whole_portfolio_leaves_nothing_out():
    assert "section.left_out" not in names(compose_executive(findings(STATUS_DATE, **sheets())))


def test_the_sheets_named_exist():
    assert {sheet for part in (*EXECUTIVE, *PROJECT) for sheet in part.sheets} <= SHEETS


def test_a_project_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        compose_project(findings(projects=[project()]), "P-9")


def cuts() -> list[tuple[str, str]]:
    """Every sheet taken away, and every column that may be blank."""
    whole = sheets()
    filled = [record for record in RECORDS if field_of(record) in whole]
    blanks = [
        (field_of(r), name)
        for r in filled
        for name, column in columns(r).items()
        if not column.key and name != "status"
    ]
    return [(field_of(r), "") for r in filled if field_of(r) != "projects"] + blanks


@pytest.mark.parametrize(("sheet", "field"), cuts())
def test_whatever_is_blank_the_reports_stand_and_every_sentence_can_be_said(sheet, field):
    """A missing figure is absent with its reason: no report fails for want of a cell."""
    whole = portfolio(STATUS_DATE, **sheets())
    rows = (
        tuple(
            dataclasses.replace(row, **{field: _blank(type(row), field)})
            for row in getattr(whole, sheet)
        )
        if field
        else ()
    )
    found = found_in(dataclasses.replace(whole, **{sheet: rows}))
    for report in (
        compose_executive(found),
        *(compose_project(found, key) for key in ("P-1", "P-2", "P-3")),
    ):
        to_json(report)
        assert all(text(sentence) for sentence in sentences(report))
        assert all(isinstance(section, Section) for section in report.sections)


def _blank(record, field):
    return columns(record)[field].blank
