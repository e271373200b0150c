"""A portfolio of which little is known: names, a declared rating, dates and a cost, in a form of
its own.
"""

import csv
import datetime as dt
import json
import re
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.faults import ALIKE, Severity
from pfreport.pipeline import Request, advised, build, find
from pfreport.report.compose import compose_executive
from pfreport.report.mail import compose_mail
from pfreport.report.parts.blocks import Report, Tile, Tiles
from pfreport.report.parts.subjects import as_computed, standing
from pfreport.report.phrases.message import lede
from pfreport.workbook.annotated.annotate import annotate
from pfreport.workbook.examine import examine
from tests.rendering.markup import Markup
from tests.report.findings import column, project, tables, text
from tests.report.findings import findings as planted
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
    assert (budget["value"], budget["coverage"]) == (
        12_500_000.0,
        {"stated": 1, "of": 3, "withheld": 1},
    )
    assert (
        figures["projects"]["A2"]["measures"]["bac"]["undefined_because"]
        == "Budget withheld: Exempt under Section 43"
    )
    assert figures["projects"]["A3"]["measures"]["bac"]["undefined_because"] == "no Budget"
    assert figures["projects"]["A1"]["ratings"]["overall"]["declared"] == "Amber"
    executive = Markup((built.folder / "index.html").read_text(encoding="utf-8")).text
    assert (
        "None of 3 projects is declared red: 1 amber, 1 green and 1 without a rating" in executive
    )
    assert "1 of 3 projects; 2 do not state it, 1 withheld" in executive
    assert "RAG overall is withheld in 1 row of Projects" in executive
    inputs = json.loads((built.folder / "inputs.json").read_text(encoding="utf-8"))["sheets"][
        "Projects"
    ]
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
    marked = {
        cell.coordinate: cell.comment.text[:5]
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if cell.comment
    }
    assert marked == {"C5": "PF212", "E5": "PF208", "F5": "PF203"}


BARE = """[settings]
status_date = 2026-10-31
portfolio_name = "Thin"
"""


def page_one(folder: Path, *rows: list[object]) -> str:
    """The executive report of a workbook with nothing but those columns of Projects."""
    (folder / "pfreport.toml").write_text(BARE, encoding="utf-8")
    findings = advised(find(examine(workbook({"Projects": list(rows)}, folder / "thin.xlsx"), {})))
    report = compose_executive(findings)
    said = [
        text(one)
        for one in (report.title, *report.lede, *(section.message for section in report.sections))
    ]
    said += [text(part) for tile in tiles_of(report) for part in (tile.figure, *tile.context)]
    return "\n".join(said)


def tiles_of(report: Report) -> list[Tile]:
    return [
        tile
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Tiles)
        for tile in block.tiles
    ]


HEAD = [
    "Project ID",
    "Name",
    "Phase",
    "Status",
    "Manager",
    "Baseline start",
    "Baseline finish",
    "Budget",
]
ANY = [None, "Active", None]
SPRING, AUTUMN, PAST = dt.date(2027, 3, 31), dt.date(2027, 9, 30), dt.date(2026, 8, 31)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["A", "Harbour", *ANY, None, None, None]], "1 project, and no budget is known"),
        (
            [["A", "Harbour", *ANY, None, None, None], ["B", "Road", *ANY, None, None, None]],
            "2 projects, and no budget is known",
        ),
        (
            [["A", "Harbour", *ANY, None, SPRING, None], ["B", "Road", *ANY, None, AUTUMN, None]],
            "2 projects are to finish between 31 March 2027 and 30 September 2027; no budget is "
            "known",
        ),
        (
            [["A", "Harbour", *ANY, None, PAST, None]],
            "1 project is past its baseline finish and gives no later one: A Harbour.",
        ),
        (
            [["A", "Harbour", *ANY, None, None, 5000]],
            "1 project has a budget of EUR 5.00 k; neither cost performance nor slip is known",
        ),
        (
            [["A", "Harbour", *ANY, None, None, 5000], ["B", "Road", *ANY, None, None, 1000]],
            "83 % of it is A Harbour",
        ),
        (
            [["A", "Harbour", None, "Proposed", None, None, None, 5000]],
            "1 project is proposed, EUR 5.00 k asked for",
        ),
        (
            [["A", "Harbour", None, "Cancelled", None, None, None, None]],
            "The one project is cancelled",
        ),
    ],
)
def test_page_one_says_what_little_is_known(tmp_path, rows, expected):
    said = page_one(tmp_path, HEAD, *rows)
    assert expected in said
    assert not re.search(
        r"(?<![\d.,/-])0 of|\b0 (?:project|red|amber|green|error|warning)|\b1 "
        r"(?:projects|are)\b|\bNone of 1 ",
        said,
    )


def test_declared_ratings_stand_by_category_with_the_reasons_of_the_reds(tmp_path):
    head = [*HEAD, "Category", "RAG overall", "RAG comment"]
    common = "Compared with last year the rating remained the same. "
    rows = [
        [
            "A",
            "Harbour",
            *ANY,
            None,
            AUTUMN,
            5000,
            "Works",
            "Red",
            common + "The contractor is insolvent.",
        ],
        ["B", "Road", *ANY, None, AUTUMN, None, "Works", "Red", common + "Land is missing."],
        ["C", "Tax", *ANY, None, AUTUMN, 3000, "Systems", "Amber", common + "Testing is late."],
        ["D", "Mail", *ANY, None, AUTUMN, 2000, "Systems", None, None],
    ]
    (tmp_path / "pfreport.toml").write_text(BARE, encoding="utf-8")
    findings = advised(
        find(examine(workbook({"Projects": [head, *rows]}, tmp_path / "thin.xlsx"), {}))
    )
    report = compose_executive(findings)
    assert (
        text(report.title)
        == "2 of 4 projects are declared red, with at least EUR 5.00 k of EUR 10.0 k budgeted"
    )
    ids = [section.id for section in report.sections]
    assert ids[:5] == ["headline", "declared", "watch", "known", "health"]
    found = tables(report)
    by_category = found["declared-category"]
    assert column(by_category, "category") == ["Systems", "Works", "Portfolio"]
    assert [column(by_category, key) for key in ("red", "amber", "undeclared")] == [
        ["", "2", "2"],
        ["1", "", "1"],
        ["1", "", "1"],
    ]
    assert [dict(row.cells[5].main.shares)["Red"] for row in by_category.rows] == [0.0, 1.0, 0.5]
    assert column(found["watch"], "project") == ["A Harbour", "B Road"]
    assert column(found["watch"], "why") == ["The contractor is insolvent.", "Land is missing."]
    stated = dict(
        zip(column(found["known"], "fills"), column(found["known"], "stated"), strict=True)
    )
    assert (
        stated["Projects: Budget"],
        stated["Projects: RAG overall"],
        stated["Projects: Forecast finish"],
    ) == ("3", "3", "")


def test_a_declared_red_among_computed_lights_is_told_apart():
    known = project(rag_overall="Green")
    unknown = project(
        percent_complete=None, cost_to_date=None, forecast_finish=None, rag_overall="Red"
    )
    said = [text(one) for one in lede(planted(projects=[known, unknown]))]
    assert "P-2 is declared red, with too little data to compute a light." in said
    assert as_computed(planted(projects=[known, unknown])) == standing(
        planted(projects=[known, unknown])
    )


def unread(folder: Path, number: int) -> Path:
    """A workbook in which the same is wrong with so many budgets, and something else with one
    more.
    """
    (folder / "pfreport.toml").write_text(BARE, encoding="utf-8")
    rows = [[f"P{n}", f"Project {n}", *ANY, None, AUTUMN, "soon"] for n in range(number)]
    return workbook(
        {"Projects": [HEAD, *rows, ["Q", "Another", *ANY, None, "2026", 5000]]},
        folder / "thin.xlsx",
    )


def test_the_same_fault_in_many_cells_is_told_once_and_each_keeps_its_cell(tmp_path):
    book = unread(tmp_path, 9)
    done = CliRunner().invoke(app, ["check", str(book)])
    told = [line for line in done.stdout.splitlines() if "[PF203]" in line]
    assert len(told) == 1
    assert told[0].startswith("error: Projects!H2, Projects!H3, Projects!H4 and 6 more: ")
    assert "10 errors" in done.stdout
    each = CliRunner().invoke(app, ["check", str(book), "-v"])
    assert sum("[PF203]" in line for line in each.stdout.splitlines()) == 9
    listed = json.loads(CliRunner().invoke(app, ["check", str(book), "--format", "json"]).stdout)[
        "faults"
    ]
    assert [one["cell"] for one in listed if one["code"] == "PF203"] == [
        f"H{row}" for row in range(2, 11)
    ]


def test_the_same_fault_with_other_words_names_them_and_what_to_do(tmp_path):
    (tmp_path / "pfreport.toml").write_text(BARE, encoding="utf-8")
    states = ("Actve", "Running", "Running", "Late", "Parked", "Gone")
    rows = [
        [f"P{n}", f"Project {n}", ANY[0], state, *ANY[2:], None, AUTUMN, 5]
        for n, state in enumerate(states)
    ]
    book = workbook({"Projects": [HEAD, *rows]}, tmp_path / "thin.xlsx")
    told = CliRunner().invoke(app, ["check", str(book)]).stdout
    assert (
        "and 3 more: Actve / Running / Late / … is none of Proposed, Approved, Active, On hold, "
        "Completed, Cancelled [PF212]" in told
    )
    assert "Projects!D2: did you mean Active?" in told


@pytest.mark.parametrize(("number", "rows"), [(3, 4), (4, 2)])
def test_few_faults_keep_a_line_each(tmp_path, number, rows):
    findings = advised(find(examine(unread(tmp_path, number), {})))
    errors = [fault for fault in findings.faults if fault.severity is Severity.ERROR]
    table = tables(compose_executive(findings))["faults"]
    assert len(errors) == number + 1
    assert column(table, "severity").count("error") == rows
    assert ("and 1 more" in column(table, "cell")[0]) is (number > ALIKE)


def test_columns_that_nothing_fills_are_left_out_of_health(tmp_path):
    rows = [["A", "Harbour", *ANY, None, AUTUMN, 5000], ["B", "Road", *ANY, None, PAST, 1000]]
    (tmp_path / "pfreport.toml").write_text(BARE, encoding="utf-8")
    report = compose_executive(
        advised(find(examine(workbook({"Projects": [HEAD, *rows]}, tmp_path / "thin.xlsx"), {})))
    )
    health = tables(report)["health"]
    assert [one.key for one in health.columns] == ["project", "budget", "finish"]
    said = {section.id: text(section.message) for section in report.sections}
    assert said["health"] == "None of 2 projects in delivery can be rated: too little is known"
    assert said["headline"] == "1 of 2 projects with a baseline finish is past it and still active"


def test_a_mail_says_that_ratings_are_declared():
    bare = {"percent_complete": None, "cost_to_date": None, "forecast_finish": None}
    found = planted(
        projects=[
            project(**bare, rag_overall="Red"),
            project(**bare, rag_overall="Amber"),
            project(**bare),
        ]
    )
    mail = compose_mail(found, compose_executive(found))
    assert "1 declared red, 1 declared amber" in text(mail.name)
    lights = next(section for section in mail.sections if section.id == "lights")
    assert text(lights.message) == "1 declared red, 1 declared amber of 3 projects in delivery"
    assert column(tables(lights)["lights"], "light") == ["red", "amber"]
