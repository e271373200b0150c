"""A portfolio of which little is known: names, a declared rating, dates and a cost, in a form of its own."""

import csv
import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from pfreport.pipeline import Request, build
from pfreport.workbook.annotate import annotate
from pfreport.workbook.examine import examine
from tests.rendering.markup import Markup
from tests.workbook.books import workbook

ROWS = [
    ["Ref", "Project", "Rating", "Start", "End", "Cost (£m)", "Story"],
    ["A1", "Harbour", "Amber", "01.02.2026", "31.03.2027", 12.5, "A long story. " * 300],
    ["A2", "Bridge", "Green", "13.02.2026", "30.06.2027", "Exempt under Section 43", None],
    ["A3", "Road", "Exempt under\nSection 43", None, None, None, "Short."],
]
TOML = """[settings]
status_date = 2026-10-31
portfolio_name = "Thin"
base_currency = "GBP"

[sheets.Projects]
dates = "dd.mm.yyyy"
withheld = "exempt*section*"

[sheets.Projects.columns]
"Project ID" = "Ref"
"Name" = "Project"
"RAG overall" = "Rating"
"Baseline start" = "Start"
"Baseline finish" = "End"
"Budget" = "Cost (£m)"
"Summary" = "Story"

[sheets.Projects.scale]
"Budget" = 1_000_000

[sheets.Projects.constants]
"Status" = "Active"
"""


def as_workbook(folder: Path) -> Path:
    return workbook({"List": ROWS}, folder / "thin.xlsx")


def as_folder(folder: Path) -> Path:
    (folder / "thin").mkdir()
    with (folder / "thin" / "List.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(ROWS)
    return folder / "thin"


@pytest.mark.parametrize("written", [as_workbook, as_folder])
def test_it_becomes_a_pack(tmp_path, written):
    (tmp_path / "pfreport.toml").write_text(TOML, encoding="utf-8")
    built = build(Request(written(tmp_path), tmp_path / "out", formats=("html",)))
    assert (built.state.complete, built.state.errors) == (True, 0)
    figures = json.loads((built.folder / "measures.json").read_text(encoding="utf-8"))
    budget = figures["portfolio"]["bac"]
    assert (budget["value"], budget["coverage"]) == (12_500_000.0, {"stated": 1, "of": 3, "withheld": 1})
    assert figures["projects"]["A2"]["measures"]["bac"]["undefined_because"] == "Budget withheld: Exempt under Section 43"
    assert figures["projects"]["A3"]["measures"]["bac"]["undefined_because"] == "no Budget"
    assert figures["projects"]["A1"]["ratings"]["overall"]["declared"] == "Amber"
    executive = Markup((built.folder / "index.html").read_text(encoding="utf-8")).text
    assert "None of 3 projects is declared red: 1 amber, 1 green and 1 without a rating" in executive
    assert "1 of 3 projects; 2 do not state it, 1 withheld" in executive
    assert "RAG overall is withheld in 1 row of Projects" in executive
    inputs = json.loads((built.folder / "inputs.json").read_text(encoding="utf-8"))["sheets"]["Projects"]
    assert inputs["A1"]["budget"] == [12_500_000.0, "List!F2"]
    assert inputs["A1"]["status"] == ["Active", "pfreport.toml:23"]
    assert inputs["A1"]["baseline_start"] == [dt.date(2026, 2, 1).isoformat(), "List!D2"]


def test_the_annotated_copy_marks_the_cells_of_the_workbook_as_it_is(tmp_path):
    (tmp_path / "pfreport.toml").write_text(TOML, encoding="utf-8")
    rows = [*ROWS, ["A4", "Tunnel", "Purple", "31.12.2025", "2026", "soon", None]]
    book = workbook({"List": rows}, tmp_path / "thin.xlsx")
    examined = examine(book, {})
    annotate(book, examined.source.sha256, examined.faults, tmp_path / "marked.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx")["List"]
    marked = {cell.coordinate: cell.comment.text[:5] for row in sheet.iter_rows(min_row=5) for cell in row if cell.comment}
    assert marked == {"C5": "PF212", "E5": "PF208", "F5": "PF203"}
