"""Workbooks as they are, read through a mapping: what is read, where it stands, what is said of
it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pfreport.errors import ConfigurationError
from pfreport.kinds import Month, Rag
from pfreport.model.portfolio import Portfolio
from pfreport.reasons import reason_text
from pfreport.settings import read_config
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.mapping.apply import in_our_form
from pfreport.workbook.rules import CheckedWorkbook
from tests.workbook.books import Rows, found, minimal, raw, validate, whole

SETTINGS = '[settings]\nstatus_date = 2026-10-31\nportfolio_name = "Theirs"\n'
CONSTANTS = (
    '[sheets.Projects.constants]\n"Status" = "Active"\n"Phase" = "Execution"\n"Manager" = "Ann"\n'
)
COLUMNS = '[sheets.Projects.columns]\n"Project ID" = "No"\n"Name" = "What"\n"Budget" = "Cost"\n'
HEAD = ["No", "What", "Cost", "From", "To"]


def read(tmp_path: Path, toml: str, sheets: dict[str, Rows], **tables: Any) -> CheckedWorkbook:
    """What a workbook says through a mapping."""
    (tmp_path / "pfreport.toml").write_text(toml, encoding="utf-8")
    config = read_config(tmp_path / "book.xlsx")
    return validate(in_our_form(raw(sheets, **tables), config), config, {})


def portfolio(of: CheckedWorkbook) -> Portfolio:
    assert of.portfolio is not None, of.faults
    return of.portfolio


def errors(of: CheckedWorkbook) -> list[tuple[str, str]]:
    return [(code, at) for code, at in found(of.faults) if code not in ("PF118", "PF224", "PF416")]


def test_without_a_mapping_nothing_changes(tmp_path):
    (tmp_path / "pfreport.toml").write_text(SETTINGS, encoding="utf-8")
    book = raw(whole())
    assert in_our_form(book, read_config(tmp_path / "book.xlsx")) is book


def test_a_foreign_table_under_a_preamble_is_read_and_its_cells_are_named(tmp_path):
    sheets = {
        "List": [
            ["Our projects"],
            [],
            HEAD,
            ["A1", "Harbour", 5],
            ["A2", "Bridge", 7],
            [None, None, 12],
        ]
    }
    result = read(tmp_path, SETTINGS + COLUMNS + CONSTANTS, sheets)
    projects = portfolio(result).projects
    assert [(p.project_id, p.name, p.budget) for p in projects] == [
        ("A1", "Harbour", 5.0),
        ("A2", "Bridge", 7.0),
    ]
    assert [p.at("budget").address for p in projects] == ["List!C4", "List!C5"]
    assert projects[0].at("status").address == "pfreport.toml:9"
    assert reason_text(projects[0].why("sponsor")) == "not mapped"
    assert result.rows["Projects"] == {"there": 3, "read": 2, "skipped": 1, "faulty": 0}


def test_scale_text_dates_and_a_decimal_comma(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects]\ndates = ["dd.mm.yyyy", "d mmm yy"]\ndecimal = ","\n'
        + COLUMNS
        + '"Baseline start" = "From"\n'
    )
    toml += '"Baseline finish" = "To"\n[sheets.Projects.scale]\n"Budget" = 1_000_000\n' + CONSTANTS
    rows = [
        ["A1", "x", "1.234,5", "03.04.2026", "5 Dec 27"],
        ["A2", "y", 2, "03.04.2026 5:00:00 PM", None],
        ["A3", "z", "1,250", "2026-99", None],
    ]
    result = read(tmp_path, toml, {"List": [HEAD, *rows]})
    first, second, third = portfolio(result).projects
    assert (first.budget, second.budget, third.budget) == (
        1_234_500_000.0,
        2_000_000.0,
        1_250_000.0,
    )
    assert (first.baseline_start, first.baseline_finish) == (
        dt.date(2026, 4, 3),
        dt.date(2027, 12, 5),
    )
    assert second.baseline_start == dt.date(2026, 4, 3)
    assert third.baseline_start is None
    assert errors(result) == [("PF208", "List!D4")]


def test_withheld_is_neither_blank_nor_faulty(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects]\nwithheld = ["Exempt*Section*", "tbc"]\n'
        + COLUMNS
        + CONSTANTS
    )
    held = "EXEMPT under\n\n  Section 43 of the Act"
    result = read(
        tmp_path,
        toml,
        {
            "List": [
                HEAD,
                ["A1", "x", held],
                ["A2", "y", "TBC "],
                ["A3", "z", None],
                ["A4", "w", "soon"],
            ]
        },
    )
    why = [reason_text(p.why("budget")) for p in portfolio(result).projects]
    assert why == [
        "withheld: EXEMPT under Section 43 of the Act",
        "withheld: TBC",
        "blank",
        "faulty",
    ]
    assert ("PF203", "List!C5") in found(result.faults)
    assert [at for code, at in found(result.faults) if code == "PF224"] == ["List!C4"]


def test_repeated_headings_and_the_first_that_is_not_blank(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects]\nwithheld = "Exempt*"\n'
        + COLUMNS
        + '"RAG overall" = ["Rating#2", "Rating"]\n'
    )
    toml += (
        '[sheets.Projects.values]\n"RAG overall" = { "Amber/Red" = "Red", "amber*" = "Amber" }\n'
        + CONSTANTS
    )
    head = ["No", "What", "Cost", "Rating", "Rating"]
    rows = [
        ["A1", "x", 1, "Green", None],
        ["A2", "y", 1, "Exempt", "Amber/Red"],
        ["A3", "z", 1, "Amber/Green", "Exempt"],
        ["A4", "w", 1, "Exempt"],
    ]
    projects = portfolio(read(tmp_path, toml, {"List": [head, *rows]})).projects
    assert [p.rag_overall for p in projects] == [Rag.GREEN, Rag.RED, Rag.AMBER, None]
    assert [p.at("rag_overall").address for p in projects] == [
        "List!D2",
        "List!E3",
        "List!D4",
        "List!D5",
    ]
    assert reason_text(projects[3].why("rag_overall")) == "withheld: Exempt"


def test_columns_are_added_and_an_id_is_made(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects.columns]\n"Project ID" = { join = ["Unit", "What"] }\n"Name" = "What"\n'
    )
    toml += '"Budget" = { add = ["Capital", "Running"] }\n' + CONSTANTS
    rows = [
        ["North", "Harbour", 5, 2],
        ["South", "B" * 70, 7, None],
        ["South", "Road", None, None],
        ["South", "Tunnel", 1, "lots"],
    ]
    result = read(tmp_path, toml, {"List": [["Unit", "What", "Capital", "Running"], *rows]})
    by_name = {p.name: p for p in portfolio(result).projects}
    assert (by_name["Harbour"].project_id, by_name["Harbour"].budget) == ("North-Harbour", 7.0)
    assert [o.address for o in by_name["Harbour"].cells("budget")] == ["List!C2", "List!D2"]
    assert by_name["B" * 70].budget == 7.0
    assert len(by_name["B" * 70].project_id) <= 64
    assert reason_text(by_name["Road"].why("budget")) == "blank"
    assert ("PF203", "List!D5") in found(result.faults)


def test_a_sheet_may_be_transposed(tmp_path):
    toml = SETTINGS + "[sheets.Projects]\ntransposed = true\n" + COLUMNS + CONSTANTS
    sheets = {
        "List": [["", "", ""], ["No", "A1", "A2"], ["What", "Harbour", "Bridge"], ["Cost", 5, "x"]]
    }
    result = read(tmp_path, toml, sheets)
    assert [(p.project_id, p.name, p.budget) for p in portfolio(result).projects] == [
        ("A1", "Harbour", 5.0),
        ("A2", "Bridge", None),
    ]
    assert portfolio(result).projects[0].at("budget").address == "List!B4"
    assert errors(result) == [("PF203", "List!C4")]


def test_headings_in_two_rows_are_joined(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects]\nheader_row = [1, 2]\n[sheets.Projects.columns]\n"Project ID" = '
        '"No"\n"Name" = "What"\n'
    )
    toml += '"Budget" = "Money Plan"\n"Cost to date" = "Money Spent"\n' + CONSTANTS
    rows = [["No", "What", "Money", None], [None, None, "Plan", "Spent"], ["A1", "Harbour", 5, 3]]
    merges = {"List": {"merges": (Merge(0, 2, 0, 3), Merge(0, 0, 1, 0))}}
    (project,) = portfolio(read(tmp_path, toml, {"List": rows}, **merges)).projects
    assert (project.budget, project.cost_to_date) == (5.0, 3.0)


def test_cumulative_columns_become_months(tmp_path):
    toml = (
        SETTINGS + '[sheets.Periods]\nsheet = "Ledger"\ncumulative = ["Actual '
        'cost"]\n[sheets.Periods.columns]\n'
    )
    toml += '"Project ID" = "Job"\n"Period" = "Month"\n"Actual cost" = "To date"\n'
    rows = [
        ["Job", "Month", "To date"],
        ["P-1", "2026-09", 100],
        ["P-1", "2026-08", 40],
        ["P-2", "2026-09", 7],
        ["P-1", "2026-10", 100],
    ]
    result = read(tmp_path, toml, minimal() | {"Ledger": rows})
    amounts = {(p.project_id, p.period): p.actual_cost for p in portfolio(result).periods}
    months = [Month(2026, month) for month in (8, 9, 10)]
    assert amounts == {
        ("P-1", months[0]): 40.0,
        ("P-1", months[1]): 60.0,
        ("P-1", months[2]): 0.0,
        ("P-2", months[1]): 7.0,
    }
    september = next(
        p for p in portfolio(result).periods if p.project_id == "P-1" and p.period == months[1]
    )
    assert [o.address for o in september.cells("actual_cost")] == ["Ledger!C2", "Ledger!C3"]


def test_columns_become_rows_so_that_one_table_feeds_several_sheets(tmp_path):
    toml = SETTINGS + '[sheets.Projects]\nsheet = "List"\n' + COLUMNS + CONSTANTS
    toml += '[sheets.Periods]\nsheet = "List"\n[sheets.Periods.columns]\n"Project ID" = "No"\n'
    toml += (
        '[sheets.Periods.each]\nheading = "Period"\n"Planned value" = "Plan *"\n"Actual cost" = '
        '"Actual *"\n'
    )
    toml += (
        '[sheets.Milestones]\nsheet = "List"\n[sheets.Milestones.columns]\n"Project ID" = "No"\n'
    )
    toml += '"Milestone ID" = { join = ["No", "{heading}"] }\n'
    toml += '[sheets.Milestones.each]\nheading = "Name"\n"Baseline date" = ["Gate 1", "Gate 2"]\n'
    head = [
        "No",
        "What",
        "Cost",
        "Plan 2026-09",
        "Plan 2026-10",
        "Actual 2026-09",
        "Gate 1",
        "Gate 2",
    ]
    rows = [
        ["A1", "Harbour", 5, 2, 3, 2.5, dt.date(2026, 9, 1), dt.date(2026, 12, 1)],
        ["A2", "Bridge", 7, None, 7, None, None, None],
    ]
    result = read(tmp_path, toml, {"List": [head, *rows]})
    periods = {
        (p.project_id, str(p.period)): (p.planned_value, p.actual_cost)
        for p in portfolio(result).periods
    }
    assert periods == {
        ("A1", "2026-09"): (2.0, 2.5),
        ("A1", "2026-10"): (3.0, None),
        ("A2", "2026-10"): (7.0, None),
    }
    milestones = [
        (m.milestone_id, m.project_id, m.name, m.baseline_date)
        for m in portfolio(result).milestones
    ]
    assert milestones == [
        ("A1-Gate 1", "A1", "Gate 1", dt.date(2026, 9, 1)),
        ("A1-Gate 2", "A1", "Gate 2", dt.date(2026, 12, 1)),
    ]
    assert portfolio(result).milestones[1].at("baseline_date").address == "List!H2"


def test_rows_that_are_no_records_are_skipped_and_counted(tmp_path):
    toml = SETTINGS + COLUMNS + CONSTANTS + '[sheets.Projects.skip]\n"Project" = "Total*"\n'
    rows = [
        ["A1", "Harbour", 5],
        ["TOTAL  north", None, 5],
        [],
        HEAD,
        ["A2", "Bridge", 7],
        ["total", None, 12],
        [None, "nothing else", None],
    ]
    result = read(tmp_path, toml, {"List": [HEAD, *rows]})
    assert [p.project_id for p in portfolio(result).projects] == ["A1", "A2"]
    assert result.rows["Projects"] == {"there": 6, "read": 2, "skipped": 3, "faulty": 1}


def test_a_total_that_nobody_skips_is_told(tmp_path):
    rows = [["A1", "Total Recall", 5], ["A2", "Bridge", 7], ["Total:", None, 12]]
    result = read(tmp_path, SETTINGS + COLUMNS + CONSTANTS, {"List": [HEAD, *rows]})
    (told,) = [f for f in result.faults if f.code == "PF711"]
    assert (told.origin.address, told.hint) == (
        "List!A4",
        'if it is one, write "No" = "Total:" under [sheets.Projects.skip] in pfreport.toml',
    )


def test_goals_stand_in_the_file_or_in_a_column(tmp_path):
    sheets = {
        "List": [
            [*HEAD, "Theme"],
            ["A1", "x", 1, None, None, "Growth"],
            ["A2", "y", 1, None, None, "growth "],
            ["A3", "z", 1],
        ]
    }
    made = portfolio(
        read(
            tmp_path, SETTINGS + COLUMNS + CONSTANTS + '[alignment]\ngoal_from = "Theme"\n', sheets
        )
    )
    assert [(g.goal_id, g.name, g.weight) for g in made.goals] == [("Growth", "Growth", 1.0)]
    assert [(a.project_id, a.goal_id, a.impact) for a in made.alignment] == [
        ("A1", "Growth", 4.0),
        ("A2", "Growth", 4.0),
    ]
    assert made.alignment[0].at("goal_id").address == "List!F2"
    toml = SETTINGS + '[goals]\nG-2 = "Safety"\n[goals.G-1]\nName = "Growth"\nWeight = 3\n'
    written = portfolio(
        read(
            tmp_path,
            toml + COLUMNS + CONSTANTS + '[alignment]\ngoal_from = "Theme"\nimpact = "Low"\n',
            sheets,
        )
    )
    assert [(g.goal_id, g.name, g.weight) for g in written.goals] == [
        ("G-1", "Growth", 3.0),
        ("G-2", "Safety", None),
    ]
    assert written.goals[0].at("weight").address == "pfreport.toml:8"
    assert [(a.project_id, a.goal_id, a.impact) for a in written.alignment] == [
        ("A1", "G-1", 1.0),
        ("A2", "G-1", 1.0),
    ]


def test_a_standard_workbook_may_take_its_goals_from_a_column(tmp_path):
    sheets = {
        name: rows
        for name, rows in whole().items()
        if name not in ("Goals", "Goal pairs", "Alignment", "Benefits", "Benefit periods")
    }
    made = portfolio(read(tmp_path, '[alignment]\ngoal_from = "Programme"\n', sheets))
    assert [(a.project_id, a.goal_id) for a in made.alignment] == [
        ("P-1", "Coast"),
        ("P-2", "Coast"),
    ]


def test_a_sheet_that_is_only_called_otherwise_is_read_as_it_is(tmp_path):
    sheets = {
        ("What serves what" if name == "Alignment" else name): rows
        for name, rows in whole().items()
    }
    result = read(tmp_path, '[sheets.Alignment]\nsheet = "What serves what"\n', sheets)
    assert [(a.project_id, a.goal_id) for a in portfolio(result).alignment] == [
        ("P-1", "G-1"),
        ("P-2", "G-2"),
    ]


def test_a_matrix_may_be_called_otherwise(tmp_path):
    sheets = {name: rows for name, rows in whole().items() if name != "Alignment"}
    sheets["Scores"] = [
        ["How they score"],
        ["Project ID", "G-1", "G-2"],
        ["P-1", "Strong", None],
        ["P-2", None, 4],
    ]
    result = read(tmp_path, '[sheets.Alignment]\nsheet = "Scores"\n', sheets)
    scores = portfolio(result).alignment
    assert [(a.project_id, a.goal_id, a.impact) for a in scores] == [
        ("P-1", "G-1", 3.0),
        ("P-2", "G-2", 4.0),
    ]
    assert [a.at("impact").address for a in scores] == ["Scores!B3", "Scores!C4"]


def test_what_is_ours_in_name_alone_may_be_left_out_and_what_is_theirs_carried_through(tmp_path):
    toml = (
        SETTINGS
        + COLUMNS
        + '"Sponsor" = ""\n"x_region" = "Where"\n'
        + CONSTANTS
        + '[sheets.Risks]\nsheet = ""\n'
    )
    toml = toml.replace(
        "[sheets.Projects.columns]", '[sheets.Projects]\nsheet = "List"\n[sheets.Projects.columns]'
    )
    sheets = {
        "List": [["No", "What", "Cost", "Sponsor", "Where"], ["A1", "x", 1, "who knows", "North"]],
        "Risks": [["many"], ["risks"]],
    }
    result = read(tmp_path, toml, sheets)
    (project,) = portfolio(result).projects
    assert (project.sponsor, reason_text(project.why("sponsor")), dict(project.extra)) == (
        None,
        "not mapped",
        {"x_region": "North"},
    )
    assert errors(result) == []


def test_what_is_special_about_a_cell_stays_so(tmp_path):
    tables = {
        "List": {
            "errors": {(1, 2): "#REF!"},
            "uncalculated": frozenset({(2, 2)}),
            "hidden_rows": frozenset({2}),
            "visible": False,
        }
    }
    result = read(
        tmp_path,
        SETTINGS + COLUMNS + CONSTANTS,
        {"List": [HEAD, ["A1", "x", ""], ["A2", "y", ""]]},
        **tables,
    )
    assert errors(result) == [
        ("PF113", "List!1"),
        ("PF201", "List!C2"),
        ("PF112", "List!3"),
        ("PF202", "List!C3"),
    ]


def test_headings_and_sheets_that_are_not_there_are_named_with_the_nearest(tmp_path):
    toml = (
        SETTINGS
        + COLUMNS.replace("Cost", "Costs")
        + CONSTANTS
        + '[sheets.Risks]\nsheet = "Riskk"\n'
    )
    result = read(tmp_path, toml, {"List": [HEAD, ["A1", "x", 1]], "Risk": [["a"]]})
    told = {f.code: (f.origin.address, f.hint) for f in result.faults if f.code.startswith("PF7")}
    assert told == {"PF710": ("pfreport.toml:13", "did you mean Risk?")}
    result = read(
        tmp_path,
        toml.replace(
            "[sheets.Projects.columns]",
            '[sheets.Projects]\nsheet="List"\n[sheets.Projects.columns]',
        ),
        {"List": [HEAD, ["A1", "x", 1]], "Risk": [["a"]]},
    )
    told = {f.code: (f.origin.address, f.hint) for f in result.faults if f.code.startswith("PF7")}
    assert told["PF708"] == ("pfreport.toml:9", "did you mean Cost?")


def test_a_table_that_is_not_found_says_what_to_do(tmp_path):
    result = read(
        tmp_path,
        SETTINGS + '[sheets.Projects]\nsheet = "List"\n' + COLUMNS,
        {"List": [["a", "b"], [1, 2]]},
    )
    assert result.portfolio is None
    assert [(f.code, f.origin.address) for f in result.faults if f.code == "PF709"] == [
        ("PF709", "pfreport.toml:4")
    ]


@pytest.mark.parametrize(
    ("toml", "message", "hint"),
    [
        ("[sheets.Project]\n", "sheets.Project is not known", "did you mean Projects?"),
        (
            "[sheets.Projects]\nheader = 3\n",
            "pfreport.toml:2: sheets.Projects.header is not known",
            "header_row",
        ),
        (
            '[sheets.Projects.columns]\n"Budgett" = "a"\n',
            "pfreport.toml:2: sheets.Projects.columns.Budgett is not known",
            "did you mean Budget?",
        ),
        (
            '[sheets.Projects]\ndates = "yesterday"\n',
            "'yesterday' is no pattern of a date",
            "dd.mm.yyyy",
        ),
        ("[sheets.Projects]\nheader_row = 0\n", "header_row is 0", "header_row = 5"),
        ('[sheets.Projects]\ndecimal = ";"\n', "decimal is ';'", 'decimal = ","'),
        ('[sheets.Projects]\ntransposed = "yes"\n', "transposed is 'yes'", "transposed = true"),
        (
            '[sheets.Projects.scale]\n"Budget" = "million"\n',
            "Budget is 'million'",
            "write a number",
        ),
        ('[sheets.Projects]\ncumulative = ["Budget"]\n', "needs months", "leave it out"),
        (
            '[sheets.Projects.columns]\n"Budget" = { sum = ["a"] }\n',
            "Budget.sum is not known",
            "add",
        ),
        ('[sheets.Projects.columns]\n"Budget" = 4\n', "Budget is 4", "list of texts"),
        ('[sheets.Periods.each]\nheading = "Period"\n', "says too little", "Planned value"),
        ('[goals.G-1]\nNam = "x"\n', "goals.G-1.Nam is not known", "did you mean Name?"),
        ('[alignment]\ngoals_from = "x"\n', "alignment.goals_from is not known", "goal_from"),
        ("[sheets]\nProjects = 3\n", "sheets.Projects must be a table", "[sheets.Projects]"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_line(tmp_path, toml, message, hint):
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, toml, minimal())
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert refused.value.exit_code == 78
