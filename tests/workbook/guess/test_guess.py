"""Workbooks nobody has mapped: what is guessed of them, and that nothing crashes."""

from __future__ import annotations

import contextlib
import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.errors import UsageError, WorkbookError
from pfreport.model.columns import columns
from pfreport.model.project import Project
from pfreport.settings import Config, read_config
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.guess.details import currency, date_patterns, decimal, unit, withheld
from pfreport.workbook.guess.guess import guess_mapping
from pfreport.workbook.guess.names import score
from pfreport.workbook.guess.profile import Profile
from pfreport.workbook.mapping.apply import in_our_form
from pfreport.workbook.mapping.totals import heads_totals
from pfreport.workbook.rules import CheckedWorkbook
from tests.workbook.books import Rows, raw, validate, whole, workbook

DAY = dt.date
HEAD = [
    "Project number",
    "Project title",
    "SRO",
    "Whole-life cost (£m)",
    "DCA",
    "Start date",
    "Go-live",
    "Notes to self",
]
ROWS = [
    ["A1", "Harbour", "Ann", 12.5, "Amber/Red", "01.02.2026", DAY(2027, 3, 31), "x"],
    ["A2", "Bridge", "Bob", "TBC", "Green", "13.02.2026", DAY(2027, 6, 30), None],
    ["A3", "Road", "Cem", 7, "Red", "14.02.2026", DAY(2028, 1, 31), None],
]


def guessed(sheets: dict[str, Rows], **tables: Any) -> dict[str, Any]:
    """The mapping as TOML reads it."""
    return tomllib.loads(guess_mapping(raw(sheets, **tables)))


def checked(tmp_path: Path, sheets: dict[str, Rows], **tables: Any) -> CheckedWorkbook:
    """What a workbook says through the mapping that was guessed for it, its status date given."""
    book = raw(sheets, **tables)
    text = guess_mapping(book).replace("# status_date = 2026-10-31", "status_date = 2026-10-31")
    (tmp_path / "pfreport.toml").write_text(text, encoding="utf-8")
    config = read_config(tmp_path / "book.xlsx")
    return validate(in_our_form(book, config), config, {})


def test_columns_are_told_by_the_words_of_the_field(tmp_path):
    found = guessed({"List": [HEAD, *ROWS]})["sheets"]["Projects"]
    assert found["columns"] == {
        "Project ID": "Project number",
        "Name": "Project title",
        "Sponsor": "SRO",
        "Baseline start": "Start date",
        "Forecast finish": "Go-live",
        "Budget": "Whole-life cost (£m)",
        "RAG overall": "DCA",
    }
    assert (found["dates"], found["withheld"], found["scale"]) == (
        "dd.mm.yyyy",
        ["tbc"],
        {"Budget": 1_000_000},
    )
    assert found["values"] == {"RAG overall": {"Amber/Red": "Red"}}
    result = checked(tmp_path, {"List": [HEAD, *ROWS]})
    assert result.portfolio is not None
    assert [(p.project_id, p.budget, p.baseline_start) for p in result.portfolio.projects] == [
        ("A1", 12_500_000.0, DAY(2026, 2, 1)),
        ("A2", None, DAY(2026, 2, 13)),
        ("A3", 7_000_000.0, DAY(2026, 2, 14)),
    ]
    assert not [f for f in result.faults if f.severity == "error"]


def test_the_file_says_how_sure_it_is_and_what_it_could_not_place():
    text = guess_mapping(raw({"List": [HEAD, *ROWS]}))
    assert '"Sponsor" = "SRO"  # sure' in text
    assert "# not placed: Notes to self" in text
    assert "# base_currency" not in text
    assert 'base_currency = "GBP"  # likely' in text
    assert "# status_date = 2026-10-31" in text


def test_what_does_not_fit_is_left_out():
    head = ["Project ID", "Project name", "Budget", "Start date", "RAG"]
    found = guessed(
        {
            "List": [
                head,
                ["A1", "x", "see note", "soon", "fine"],
                ["A2", "y", "ask Bob", "later", "well"],
            ]
        }
    )
    assert found["sheets"]["Projects"]["columns"] == {
        "Project ID": "Project ID",
        "Name": "Project name",
    }


def test_costs_of_a_phase_are_no_phase():
    rows = [
        ["A1", "Harbour", "Delayed", 500.0, 1631312.81],
        ["A2", "Bridge", "Completed", 700.0, 52705.62],
    ]
    found = guessed(
        {
            "Data": [
                ["Project_ID", "Project_Name", "Status", "Budgeted_Cost", "Phase_Planning"],
                *rows,
            ]
        }
    )["sheets"]["Projects"]
    assert found["columns"]["Budget"] == "Budgeted_Cost"
    assert "Phase" not in found["columns"]
    assert found["values"]["Status"] == {"Delayed": "Active"}


def test_an_id_is_made_where_there_is_none():
    found = guessed({"List": [["Project name", "Budget"], ["Harbour", 1], ["Bridge", 2]]})[
        "sheets"
    ]["Projects"]["columns"]
    assert found == {
        "Name": "Project name",
        "Budget": "Budget",
        "Project ID": {"join": ["Project name"]},
    }


@pytest.mark.parametrize(
    ("sheets", "tables"),
    [
        ({"Cover": [["Our report"]], "List": [["Portfolio 2026"], ["as of March"], [], HEAD, *ROWS, ["Total", None, None, 19.5]]}, {}),
        ({"List": [[a, *b] for a, *b in zip(HEAD, *ROWS, strict=True)]}, {}),
        (
            {"List": [["Project", None, "SRO", "Money", "DCA", "Dates", None, "Notes"], ["Project number", "Project title", None,
             "Whole-life cost (£m)", None, "Start date", "Go-live", None], *ROWS]},
            {"List": {"merges": (Merge(0, 0, 0, 1), Merge(0, 2, 1, 2), Merge(0, 4, 1, 4), Merge(0, 5, 0, 6))}},
        ),
        ({"Pivot": [["Row Labels", "Sum of Budget"], ["North", 5], ["Grand Total", 5]], "List": [HEAD, *ROWS]}, {}),
        ({"List": [HEAD, *ROWS], "Old": [HEAD, *ROWS[:1]]}, {"List": {"hidden_rows": frozenset({2})}, "Old": {"visible": False}}),
        ({"List": [HEAD, *ROWS], "Empty": [], "Broken": [["a"]]}, {"Broken": {"unreadable": "no"}}),
    ],
    ids=["preamble and total", "transposed", "two rows of headings", "pivot", "hidden", "empty and broken"],
)  # fmt: skip
def test_wherever_the_table_stands(tmp_path, sheets, tables):
    result = checked(tmp_path, sheets, **tables)
    assert result.portfolio is not None
    assert [(p.project_id, p.name, p.budget) for p in result.portfolio.projects] == [
        ("A1", "Harbour", 12_500_000.0),
        ("A2", "Bridge", None),
        ("A3", "Road", 7_000_000.0),
    ]
    rows = result.rows["Projects"]
    assert rows["there"] == rows["read"] + rows["skipped"] + rows["faulty"]


def test_headings_in_hebrew(tmp_path):
    sheets = {"גיליון1": [["מספר פרויקט", "שם הפרויקט", "תקציב"], ["1", "נמל", 5], ["2", "גשר", 7]]}
    result = checked(tmp_path, sheets)
    assert result.portfolio is not None
    assert [
        (p.project_id, p.name, p.budget, p.at("budget").address) for p in result.portfolio.projects
    ] == [
        ("1", "נמל", 5.0, "גיליון1!C2"),
        ("2", "גשר", 7.0, "גיליון1!C3"),
    ]


def test_other_sheets_are_found_too(tmp_path):
    sheets = whole()
    renamed = {
        "Our risks" if name == "Risks" else "Jobs" if name == "Projects" else name: rows
        for name, rows in sheets.items()
    }
    found = guessed(renamed)["sheets"]
    assert found["Projects"]["sheet"] == "Jobs"
    assert found["Risks"]["sheet"] == "Our risks"


def test_an_investment_dashboard():
    head = [
        "Agency Code",
        "Agency Name",
        "Unique Investment Identifier",
        "Investment Title",
        "Total Lifecycle Cost ($M)",
        "CIO Rating",
    ]
    head += ["Planned Completion Date", "Projected Completion Date", "Lifecycle Cost Variance"]
    rows = [
        [
            "005",
            "Agriculture",
            "005-01",
            "Farms",
            12.3,
            "Low Risk",
            DAY(2022, 5, 1),
            DAY(2023, 1, 1),
            0.1,
        ],
        [
            "005",
            "Agriculture",
            "005-02",
            "Crops",
            2.3,
            "High Risk",
            DAY(2022, 5, 1),
            DAY(2023, 1, 1),
            0.1,
        ],
    ]
    found = guessed({"IT": [head, *rows]})["sheets"]["Projects"]
    assert found["columns"] == {
        "Project ID": "Unique Investment Identifier",
        "Name": "Investment Title",
        "Business unit": "Agency Name",
        "Baseline finish": "Planned Completion Date",
        "Forecast finish": "Projected Completion Date",
        "Budget": "Total Lifecycle Cost ($M)",
    }
    assert found["scale"] == {"Budget": 1_000_000}


def test_budget_papers_with_totals_and_years():
    head = ["Project Description", "Location", "Start", "Complete", "Estimated Total Cost $000"]
    rows = [
        ["Hospital", "North", 2019, 2025, 120],
        ["School", "South", 2020, 2026, "n.a."],
        ["Total, all", None, None, None, 120],
    ]
    found = guessed({"Papers": [["Infrastructure"], [], head, *rows]})["sheets"]["Projects"]
    assert found["columns"] == {
        "Name": "Project Description",
        "Description": "Project Description",
        "Project ID": {"join": ["Project Description"]},
        "Manager estimate": "Estimated Total Cost $000",
    }
    assert (found["header_row"], found["scale"], found["skip"]) == (
        3,
        {"Manager estimate": 1_000},
        {"Project Description": ["Total, all"]},
    )


def test_a_tracker_with_percentages_and_words_of_its_own(tmp_path):
    head = [
        "#",
        "Project",
        "PM",
        "Status",
        "% Complete",
        "Budget",
        "Actual",
        "Remaining",
        "Start",
        "End",
        "Health",
        "Comments",
    ]
    rows = [
        [
            1,
            "CRM",
            "Ann",
            "In progress",
            45,
            1000,
            400,
            600,
            DAY(2026, 1, 1),
            DAY(2026, 12, 1),
            "G",
            "ok",
        ],
        [
            2,
            "ERP",
            "Bob",
            "Not started",
            0,
            5000,
            0,
            5000,
            DAY(2026, 6, 1),
            DAY(2027, 12, 1),
            "Y",
            "late",
        ],
        [
            3,
            "Web",
            "Cem",
            "Complete",
            100,
            500,
            600,
            -100,
            DAY(2025, 6, 1),
            DAY(2026, 2, 1),
            "R",
            None,
        ],
    ]
    result = checked(tmp_path, {"Tracker": [head, *rows]})
    assert result.portfolio is not None
    told = [
        (p.project_id, p.status, p.percent_complete, p.rag_overall, p.cost_to_date)
        for p in result.portfolio.projects
    ]
    assert told == [
        ("CRM", "Active", 0.45, "Green", 400.0),
        ("ERP", "Proposed", 0.0, "Amber", 0.0),
        ("Web", "Completed", 1.0, "Red", 600.0),
    ]


def test_a_status_in_words_nobody_knows_is_left_out():
    head = ["Project ID", "Project name", "Status", "Probability"]
    found = guessed({"L": [head, ["A1", "x", "Flux", 3], ["A2", "y", "Limbo", 4]]})["sheets"][
        "Projects"
    ]
    assert found["columns"] == {"Project ID": "Project ID", "Name": "Project name"}


def test_where_nothing_looks_like_projects_it_says_so():
    with pytest.raises(WorkbookError, match="looks like a list of projects") as refused:
        guess_mapping(raw({"A": [["shopping"], ["milk"]], "B": []}))
    assert "init --config" in refused.value.hint


def test_a_standard_workbook_needs_no_mapping():
    with pytest.raises(UsageError, match="needs no mapping"):
        guess_mapping(raw(whole()))


def test_a_sheet_of_projects_in_a_form_of_its_own_points_to_the_guess():
    stopping = [
        f
        for f in validate(
            raw({"Settings": whole()["Settings"], "Projects": [HEAD, *ROWS]}), Config(), {}
        ).faults
        if f.code == "PF102"
    ]
    assert ["pfreport init --from" in f.hint for f in stopping] == [True]


def test_init_writes_the_guess_beside_the_workbook(tmp_path):
    book = workbook({"List": [HEAD, *ROWS]}, tmp_path / "ours.xlsx")
    told = CliRunner().invoke(app, ["check", str(book)])
    assert told.exit_code == 65
    assert "pfreport init --from ours.xlsx" in told.output
    told = CliRunner().invoke(app, ["init", "--from", str(book)])
    assert (told.exit_code, told.output.strip()) == (0, str(tmp_path / "pfreport.toml"))
    assert CliRunner().invoke(app, ["check", str(book), "--as-of", "2026-10-31"]).exit_code == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_table_crashes_a_guess(data):
    cell = st.one_of(
        st.none(),
        st.text(max_size=12),
        st.sampled_from([*HEAD, "Total", "Exempt", "1.200", "31/12/2026"]),
        st.floats(0, 1e9),
    )
    rows = data.draw(st.lists(st.lists(cell, max_size=6), max_size=8))
    book = raw({"List": rows})
    with contextlib.suppress(WorkbookError):
        assert tomllib.loads(guess_mapping(book))["sheets"]["Projects"]["sheet"] == "List"


def test_dates_of_which_nobody_can_tell_days_from_months_are_left_open():
    either = [Profile.of(["03/04/2026", "05/06/2026"])]
    assert date_patterns(either) == ([], ["dd/mm/yyyy", "mm/dd/yyyy"])
    assert date_patterns([Profile.of(["03/04/2026", "25/06/2026"])]) == (["dd/mm/yyyy"], [])
    assert date_patterns([Profile.of(["03/04/2026", "06/25/2026"])]) == (["mm/dd/yyyy"], [])


def test_texts_in_number_cells_become_patterns():
    budget = columns(Project)["budget"]
    exempt = [f"Exempt under Section {n} of the Act" for n in (43, 24)]
    found = withheld([(budget, Profile.of([1.0, *exempt, exempt[0], "TBC", "about 5", 2.0]))])
    assert found == ["exempt under section*", "tbc"]


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("Cost (£m)", 1_000_000),
        ("Budget $ million", 1_000_000),
        ("Cost €bn", 10**9),
        ("Budget £'000", 1_000),
        ("T€ k€", 1_000),
        ("Presupuesto (miles €)", 1_000),
        ('תקציב (אש"ח)', 1_000),
        ('תקציב (מלש"ח)', 1_000_000),
        ("Comment", None),
    ],
)
def test_units_stand_in_headings(heading, factor):
    assert unit(heading) == factor


def test_a_currency_is_told_where_the_headings_agree():
    assert currency(["Cost (£m)", "Name"]) == ("GBP", "Cost (£m)")
    assert currency(["Cost £", "Cost €"]) is None
    assert currency(['תקציב (אש"ח)']) == ("ILS", 'תקציב (אש"ח)')
    assert currency(["Budget ($m)", "Spend ($k)"]) == ("$", "Budget ($m)")
    assert currency(["Budget (A$m)"]) == ("AUD", "Budget (A$m)")
    assert currency(["Budget (CAD k)", "Spend $"]) == ("CAD", "Budget (CAD k)")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["1,200", "1,200,000"], (".", True)),
        (["1.200", "£1.200,50"], (",", True)),
        (["1,200"], (None, True)),
        (["12,5"], (None, False)),
        (["1,200.5", "1.200,5", "1,200"], (None, True)),
    ],
)
def test_the_decimal_mark_is_told_where_the_numbers_tell_it(texts, found):
    assert decimal([Profile.of(texts)]) == found


def test_rows_of_totals_are_told():
    texts = ["A1", "Total", "Grand total:", "Totality", "Total Recall"]
    assert [text for text in texts if heads_totals(text)] == ["Total", "Grand total:"]


@pytest.mark.parametrize(
    ("heading", "field", "low", "high"),
    [
        ("Budget", "budget", 1, 1),
        ("BAC", "budget", 1, 1),
        ("wlc_baseline_incl_NCG", "budget", 0.6, 0.95),
        ("budget_comment", "budget", 0, 0),
        ("Senior Responsible Owner", "sponsor", 0.95, 0.95),
        ("Colour", "budget", 0, 0),
        ("Buget", "budget", 0.7, 0.7),
    ],
)
def test_how_well_a_heading_names_a_column(heading, field, low, high):
    assert low <= score(Project, field, heading) <= high
