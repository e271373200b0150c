"""What is guessed of lists as offices lay them out: right where it is sure, switched off with a
reason where it is not.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pfreport.errors import WorkbookError
from pfreport.kinds import Rag
from pfreport.model.project import Status
from pfreport.reasons import reason_text
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.guess.guess import guess_mapping
from pfreport.workbook.rules import CheckedWorkbook
from tests.workbook.books import Rows, raw
from tests.workbook.guess.test_guess import checked, guessed

DAY = dt.date
HEAD = ["Project ID", "Project name", "Budget", "Start date", "RAG", "Status"]
STATES = ("In Flight", "Pipeline", "Closed", "On Hold")
A, B, C, D = (
    [f"PR-{n}", name, n * 100.0, DAY(2026, n, 1), rag, status]
    for n, name, rag, status in zip(
        (1, 2, 3, 4),
        ("Dam", "Road", "Web", "Bus"),
        ("Green", "Red", "Amber", "Green"),
        STATES,
        strict=True,
    )
)


def projects(of: CheckedWorkbook) -> list[Any]:
    assert of.portfolio is not None, of.faults
    rows = of.rows["Projects"]
    assert rows["there"] == rows["read"] + rows["skipped"] + rows["faulty"]
    return list(of.portfolio.projects)


def keys(of: CheckedWorkbook) -> list[str]:
    return [p.project_id for p in projects(of)]


def replaced(column: int, *values: Any) -> Rows:
    """The list with other values in a column."""
    return [
        [*row[:column], value, *row[column + 1 :]]
        for row, value in zip((A, B, C, D), values, strict=True)
    ]


def test_groups_sums_and_notes_are_no_projects(tmp_path: Path):
    rows: Rows = [
        *(
            ["Status report"],
            [],
            HEAD,
            ["Roads department"],
            A,
            B,
            ["Subtotal Roads", None, 300],
            ["IT department"],
            C,
            D,
        ),
        *(
            ["Subtotal IT", None, 700],
            ["Grand total", None, 1000],
            [],
            ["Note: without VAT"],
            ["* see annex"],
        ),
    ]
    result = checked(tmp_path, {"List": rows})
    assert [p.budget for p in projects(result)] == [100.0, 200.0, 300.0, 400.0]
    assert [f.code for f in result.faults if f.severity == "error"] == []
    assert result.rows["Projects"]["skipped"] == 7
    found = guessed({"List": rows})["sheets"]["Projects"]
    assert (found["groups"], found["skip"]) == (True, {"Project ID": ["Subtotal*", "Grand total"]})


def test_a_name_alone_in_its_row_may_be_a_project():
    sheets = {
        "List": [["Project name", "Budget"], ["Dam", 1], ["Road", None], ["Web", 2], ["Bus", 3]]
    }
    assert "groups" not in guessed(sheets)["sheets"]["Projects"]
    assert '# groups = true  # rows with one filled cell are no records: "Road"' in guess_mapping(
        raw(sheets)
    )


def test_headings_over_again_above_each_group(tmp_path: Path):
    head = HEAD[1:]
    rows: Rows = [
        ["Board"],
        ["In delivery"],
        head,
        A[1:],
        B[1:],
        [None, 300],
        [],
        ["Done"],
        head,
        C[1:],
        D[1:],
    ]
    assert {p.name for p in projects(checked(tmp_path, {"board": rows}))} == {
        "Dam",
        "Road",
        "Web",
        "Bus",
    }


def test_another_table_below_is_another_table(tmp_path: Path):
    risks: Rows = [
        ["Risk ID", "Project ID", "Risk title", "Probability", "Impact", "Status"],
        ["R1", "PR-1", "Silt", 0.3, 4, "Open"],
    ]
    rows: Rows = [HEAD, A, B, C, D, [], ["Risks"], *risks]
    result = checked(tmp_path, {"Sheet1": rows})
    assert keys(result) == ["PR-1", "PR-2", "PR-3", "PR-4"]
    assert result.portfolio is not None
    assert [r.risk_id for r in result.portfolio.risks] == ["R1"]


LANGUAGES = {
    "German": (
        ["Projekt-Nr.", "Projektname", "Gesamtbudget (T€)", "Beginn", "Ampel", "Status"],
        ("laufend", "geplant", "abgeschlossen", "pausiert"),
        "Summe",
    ),
    "French": (
        ["N° projet", "Nom du projet", "Budget total (k€)", "Date de début", "Météo", "Statut"],
        ("En cours", "À venir", "Terminé", "Suspendu"),
        "Total général",
    ),
    "Hebrew": (
        ["מספר פרויקט", "שם הפרויקט", "תקציב (אלפי ש״ח)", "תאריך התחלה", "רמזור", "סטטוס"],
        ("בביצוע", "מתוכנן", "הסתיים", "מוקפא"),
        'סה"כ',
    ),
    "Arabic": (
        ["رقم المشروع", "اسم المشروع", "الميزانية (آلاف)", "تاريخ البدء", "مؤشر الحالة", "الحالة"],
        ("جاري", "مخطط", "منتهي", "متوقف"),
        "الإجمالي",
    ),
    "Japanese": (
        ["プロジェクト番号", "プロジェクト名", "予算(千円)", "開始日", "信号", "ステータス"],
        ("進行中", "計画中", "完了", "保留"),
        "合計",
    ),
}


@pytest.mark.parametrize(("head", "states", "total"), LANGUAGES.values(), ids=LANGUAGES)
def test_headings_states_and_totals_of_other_languages(tmp_path, head, states, total):
    rows: Rows = [*replaced(5, *states), [total, None, 1000]]
    found = projects(checked(tmp_path, {"x": [head, *rows]}))
    assert [(p.project_id, p.budget, p.baseline_start.month) for p in found] == [
        (f"PR-{n}", n * 100_000.0, n) for n in (1, 2, 3, 4)
    ]
    assert [p.status for p in found] == [
        Status.ACTIVE,
        Status.PROPOSED,
        Status.COMPLETED,
        Status.ON_HOLD,
    ]
    assert [p.rag_overall for p in found] == [Rag.GREEN, Rag.RED, Rag.AMBER, Rag.GREEN]


def test_a_programme_merged_over_its_projects(tmp_path: Path):
    rows: Rows = [["Programme", *HEAD], ["North", *A], [None, *B], [None, *C], ["South", *D]]
    merged = {"List": {"merges": (Merge(1, 0, 2, 0),)}}
    assert [p.programme for p in projects(checked(tmp_path, {"List": rows}, **merged))] == [
        "North",
        "North",
        None,
        "South",
    ]
    text = guess_mapping(raw({"List": rows}))
    assert (
        '# fill_down = ["Programme"]  # does a value stand for the blank rows below it too?' in text
    )


def test_a_sheet_for_each_department_is_read_with_the_others(tmp_path: Path):
    sheets: dict[str, Rows] = {
        "Roads": [HEAD, A, B],
        "IT": [["IT"], HEAD, C],
        "Old": [HEAD, A],
        "Secret": [HEAD, D],
        "Notes": [["x"]],
    }
    hidden = {"Secret": {"visible": False}}
    assert keys(checked(tmp_path, sheets, **hidden)) == ["PR-1", "PR-2", "PR-3"]
    text = guess_mapping(raw(sheets, **hidden))
    assert 'sheet = ["Roads", "IT"]' in text
    assert [f"# not read: the sheet {name}," in text for name in ("Old", "Secret")] == [True, True]
    assert '# "Business unit" = "{sheet}"' in text


def test_a_form_for_each_project(tmp_path: Path):
    forms: dict[str, Rows] = {
        f"P{n}": [
            ["Report"],
            ["Project name:", row[1]],
            ["Budget:", row[2]],
            ["Start date:", row[3]],
        ]
        for n, row in enumerate((A, B, C))
    }
    assert [(p.name, p.budget) for p in projects(checked(tmp_path, forms))] == [
        ("Dam", 100.0),
        ("Road", 200.0),
        ("Web", 300.0),
    ]


def test_a_row_that_says_what_the_columns_hold_is_none_of_them(tmp_path: Path):
    legend = ["(text)", "(text)", "k€", "date", "R/A/G", "text"]
    assert [p.budget for p in projects(checked(tmp_path, {"L": [HEAD, legend, A, B, C, D]}))] == [
        1e5,
        2e5,
        3e5,
        4e5,
    ]


def test_amounts_with_a_suffix(tmp_path: Path):
    rows = replaced(2, "£1.2m", "£800K", "TBC", "£0.25m")
    assert [p.budget for p in projects(checked(tmp_path, {"L": [HEAD, *rows]}))] == [
        1_200_000.0,
        800_000.0,
        None,
        250_000.0,
    ]


def test_an_amount_with_two_readings_stays_open():
    text = guess_mapping(
        raw({"L": [HEAD, *replaced(2, "$ 3,400K", "$ 1,200K", "$ 2,100K", "$ 1,000K")]})
    )
    assert '# decimal = "."' in text


def test_dates_as_numbers_quarters_and_months(tmp_path: Path):
    serials = projects(
        checked(tmp_path, {"L": [HEAD, *replaced(3, 46_023, 46_054, 46_082, 46_113)]})
    )
    assert [p.baseline_start for p in serials] == [DAY(2026, m, 1) for m in (1, 2, 3, 4)]
    quarters: dict[str, Rows] = {
        "L": [HEAD, *replaced(3, "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026")]
    }
    assert guessed(quarters)["sheets"]["Projects"]["dates"] == "qq yyyy"
    assert '# part_dates = "span"' in guess_mapping(raw(quarters))
    assert [p.baseline_start for p in projects(checked(tmp_path, quarters))] == [None] * 4


def test_ratings_in_signs_are_read_and_those_in_numbers_or_words_of_their_own_are_asked_for(
    tmp_path: Path,
):
    signs = projects(checked(tmp_path, {"L": [HEAD, *replaced(4, "🟢", "🔴", "🟡", "✅")]}))
    assert [p.rag_overall for p in signs] == [Rag.GREEN, Rag.RED, Rag.AMBER, Rag.GREEN]
    numbers: dict[str, Rows] = {"L": [HEAD, *replaced(4, 1, 3, 2, 1)]}
    assert "RAG overall" not in guessed(numbers)["sheets"]["Projects"]["columns"]
    assert '# "RAG overall" = "RAG"  # perhaps' in guess_mapping(raw(numbers))
    words: dict[str, Rows] = {
        "L": [HEAD, *replaced(4, "On track", "Off track", "Some concerns", "Some concerns")]
    }
    found = guessed(words)["sheets"]["Projects"]
    assert "withheld" not in found
    assert found["values"]["RAG overall"] == {"On track": "Green", "Off track": "Red"}
    assert (
        '# "Some concerns" = ""  # not one of our words: say which of Green, Amber, Red, Grey'
        in guess_mapping(raw(words))
    )


def test_codes_that_look_like_wildcards_mean_themselves(tmp_path: Path):
    found = projects(checked(tmp_path, {"L": [HEAD, *replaced(2, "*", "?", "[c]", "7")]}))
    assert [(p.budget, reason_text(p.why("budget"))) for p in found[:3]] == [
        (None, f"withheld: {code}") for code in ("*", "?", "[c]")
    ]
    assert found[3].budget == 7.0


def test_an_export_of_issues_is_named_by_its_summary(tmp_path: Path):
    head = ["Issue Type", "Issue key", "Summary", "Status", "Due date"]
    rows: Rows = [
        ["Epic", row[0], row[1], state, row[3]]
        for row, state in zip((A, B), ("In Progress", "To Do"), strict=True)
    ]
    assert [
        (p.project_id, p.name, p.status)
        for p in projects(checked(tmp_path, {"Issues": [head, *rows]}))
    ] == [
        ("PR-1", "Dam", Status.ACTIVE),
        ("PR-2", "Road", Status.PROPOSED),
    ]


def test_names_that_stand_twice_are_told_apart(tmp_path: Path):
    head = ["Project name", "Project manager", "Budget"]
    result = checked(
        tmp_path, {"L": [head, ["Roof", "Ann", 1], ["Roof", "Bob", 2], ["Lift", "Ann", 3]]}
    )
    assert keys(result) == ["Lift-Ann", "Roof-Ann", "Roof-Bob"]


def test_dates_beside_baseline_dates_are_those_expected_today():
    head = ["ID", "Name", "Start", "Finish", "Baseline Start", "Baseline Finish"]
    days = [DAY(2026, m, 1) for m in (1, 2, 3, 4)]
    found = guessed({"T": [head, [1, "Dam", *days], [2, "Road", *days]]})["sheets"]["Projects"][
        "columns"
    ]
    assert (found["Forecast start"], found["Forecast finish"]) == ("Start", "Finish")
    assert (found["Baseline start"], found["Baseline finish"]) == (
        "Baseline Start",
        "Baseline Finish",
    )


def test_goals_of_a_sheet_are_served_by_the_column_that_names_them(tmp_path: Path):
    head = [*HEAD, "Strategic objective"]
    sheets: dict[str, Rows] = {
        "Initiatives": [head, [*A, "Growth"], [*B, "Safety"], [*C, "growth"], [*D, "Safety"]],
        "Objectives": [
            ["Objective ID", "Strategic objective", "Weight"],
            ["O1", "Growth", 2],
            ["O2", "Safety", 1],
        ],
    }
    result = checked(tmp_path, sheets)
    assert result.portfolio is not None
    assert sorted((a.project_id, a.goal_id) for a in result.portfolio.alignment) == [
        ("PR-1", "O1"),
        ("PR-2", "O2"),
        ("PR-3", "O1"),
        ("PR-4", "O2"),
    ]


def test_months_across_are_offered():
    months = [DAY(2026, m, 1) for m in range(1, 7)]
    text = guess_mapping(
        raw(
            {
                "L": [HEAD, A, B],
                "Spend": [["Project ID", *months, "Total"], ["PR-1", 1, 2, 3, 4, 5, 6, 21]],
            }
        )
    )
    assert '# "Actual cost" = ["20*"]' in text


def test_a_record_with_several_dates_is_no_row_of_months():
    head = ["ID", "Name", "Start", "Finish", "Baseline Start", "Baseline Finish", "Budget"]
    days = [DAY(2026, 3, 1), DAY(2027, 3, 1), DAY(2026, 2, 1), DAY(2026, 12, 1)]
    assert "[sheets.Periods]" not in guess_mapping(
        raw({"Plan": [head, [1, "Project A", *days, 5], [2, "Project B", *days, 6]]})
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["KPI", "Value"], ["Projects", 20], ["Budget", 1e6]],
        [
            ["Risk ID", "Risk description", "Likelihood", "Owner"],
            ["R1", "Silt", 3, "Ann"],
            ["R2", "Ice", 2, "Bob"],
        ],
        [["Row Labels", "Count of projects"], ["North", 3], ["South", 4]],
    ],
    ids=["figures", "risks", "pivot"],
)
def test_what_is_no_list_of_projects_is_refused(rows):
    with pytest.raises(WorkbookError, match="looks like a list of projects"):
        guess_mapping(raw({"Sheet1": rows}))


def test_many_projects_beside_each_other_are_not_taken_for_headings():
    names = [
        "Budget Reform",
        "Project Phoenix",
        "Status Line",
        "Start Point Road",
        "Business Unit Merger",
        "End of Line",
        "Priority One",
    ]
    rows: Rows = [
        ["Project name", *names],
        ["Department", *("North", "South") * 3, "North"],
        ["Budget", *range(1, 8)],
    ]
    rows += [["Start date", *(DAY(2026, n, 1) for n in range(1, 8))], ["RAG", *("Green",) * 7]]
    found = guessed({"L": rows})["sheets"]["Projects"]
    assert found["transposed"] is True
    assert found["columns"]["Name"] == "Project name"


def test_scores_that_stand_as_text_are_no_fractions():
    head = [
        "Project ID",
        "Project name",
        "Timeline feasibility",
        "Feasibility",
        "% complete",
        "Phase",
    ]
    rows: Rows = [["A1", "Dam", "4", "7", "45", 3.5], ["A2", "Road", "9", "2", "80", 2.5]]
    found = guessed({"L": [head, *rows]})["sheets"]["Projects"]
    assert set(found["columns"]) == {"Project ID", "Name", "Percent complete"}
    assert found["scale"] == {"Percent complete": 0.01}


REGISTER = [
    "Ref",
    "Title",
    "Delivery status",
    "PM",
    "Approved budget ($m)",
    "Spend to date ($k)",
    "Overall",
    "Time",
    "Scope",
]
REGISTERED: Rows = [
    ["P1", "Dam", "Delivering", "Ann", 2, 900, "G \u2193", "R", "1 - Green"],
    ["P2", "Total Water Plan", "Delivering", "Bob", 3, 100, "\u25b2 R", "A", "2 - Amber"],
    ["P3", "Web", "Pipeline", "Cem", 4, 0, "A", "G", "1 - Green"],
]


def test_a_register_with_signs_beside_its_letters_and_units_of_its_own(tmp_path: Path):
    rows: Rows = [
        ["Register as at 31 October 2026"],
        REGISTER,
        *REGISTERED,
        [None, "Total all of it", None, None, 9, 1000],
    ]
    result = checked(tmp_path, {"Q3": rows})
    found = projects(result)
    assert [(p.project_id, p.budget, p.cost_to_date) for p in found] == [
        ("P1", 2e6, 9e5),
        ("P2", 3e6, 1e5),
        ("P3", 4e6, 0.0),
    ]
    assert [(p.rag_overall, p.rag_time, p.rag_scope) for p in found] == [
        (Rag.GREEN, Rag.RED, Rag.GREEN),
        (Rag.RED, Rag.AMBER, Rag.AMBER),
        (Rag.AMBER, Rag.GREEN, Rag.GREEN),
    ]
    assert (
        result.rows["Projects"]["skipped"],
        [f.code for f in result.faults if f.severity == "error"],
    ) == (1, [])


def test_a_row_with_fewer_words_is_a_project_in_a_table_of_few_words():
    found = guessed(
        {"L": [["Project name", "Budget"], ["Dam", 1], ["Total Water", 2], ["Web", 3]]}
    )["sheets"]["Projects"]
    assert "skip" not in found


@pytest.mark.parametrize(
    ("above", "offered"),
    [
        ("Position as at 30 September 2026 | OFFICIAL", "2026-09-30"),
        ("Fecha de corte: 31/10/2026", "2026-10-31"),
        (DAY(2026, 11, 30), "2026-11-30"),
        ("Stand: 30.11.2026", "2026-11-30"),
        ("As of 03/04/2026", None),
        ("1 May 2026 to 30 September 2026", None),
        ("Portfolio 2026", None),
    ],
)
def test_the_status_date_is_offered_as_it_stands_above_the_table(above, offered):
    (told,) = [
        line
        for line in guess_mapping(raw({"L": [[above], HEAD, A, B]})).splitlines()
        if "status_date" in line
    ]
    assert told.startswith(f"# status_date = {offered or '2026-10-31'}  # needed")
    assert ("above the table stands" in told) is bool(offered)


def test_a_column_of_colours_is_no_text_and_an_amount_no_id():
    head = ["Project", "Scope", "Budget", "Approved budget", "Forecast"]
    rows: Rows = [
        ["Dam", "Green", "Red", "$1.20M", "$1.31M"],
        ["Web", "Red", "Green", "$0.40M", "$0.52M"],
    ]
    found = guessed({"D": [head, *rows]})
    assert found["settings"]["base_currency"] == "USD"
    assert found["sheets"]["Projects"]["columns"] == {
        "Name": "Project",
        "Project ID": {"join": ["Project"]},
        "RAG scope": "Scope",
        "RAG cost": "Budget",
        "Budget": "Approved budget",
    }


@pytest.mark.parametrize(
    ("levels", "skipped"),
    [([1, 2, 2, 1], ["2"]), ([1, 2, 2, 3], ["1", "3"]), ([1, 1, 1, 1], None)],
    ids=["two levels", "one root", "flat"],
)
def test_of_a_plan_in_levels_one_holds_the_projects(levels, skipped):
    head, *rows = [["Outline Level"], *([level] for level in levels)]
    found = guessed(
        {
            "Plan": [
                HEAD + head,
                *([*row, *level] for row, level in zip((A, B, C, D), rows, strict=True)),
            ]
        }
    )
    assert found["sheets"]["Projects"].get("skip") == (
        None if skipped is None else {"Outline Level": skipped}
    )
