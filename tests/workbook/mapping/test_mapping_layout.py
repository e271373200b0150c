"""Lists as offices lay them out: groups, shared values, several sheets, tables below each other,
spellings of their own.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pfreport.errors import ConfigurationError
from pfreport.reasons import reason_text
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.mapping.patterns import DatePattern, Texts
from pfreport.workbook.rules import CheckedWorkbook
from tests.workbook.books import Rows, found
from tests.workbook.mapping.test_mapping import (
    COLUMNS,
    CONSTANTS,
    HEAD,
    SETTINGS,
    errors,
    portfolio,
    read,
)

DAY = dt.date
UNIT = '"Business unit" = "Unit"\n'


def mapped(
    tmp_path: Path, keys: str, rows: Rows, columns: str = "", **tables: object
) -> CheckedWorkbook:
    """A sheet with keys of its own, read through the usual columns and some more."""
    return read(
        tmp_path,
        f"{SETTINGS}[sheets.Projects]\n{keys}\n{COLUMNS}{columns}{CONSTANTS}",
        {"List": rows},
        **tables,
    )


def adds_up(of: CheckedWorkbook) -> bool:
    rows = of.rows["Projects"]
    return rows["there"] == rows["read"] + rows["skipped"] + rows["faulty"]


def test_rows_that_head_others_are_no_records_and_may_fill_a_column(tmp_path):
    rows: Rows = [
        HEAD,
        ["Roads"],
        ["A1", "x", 5],
        ["A2", "y", 6],
        [],
        ["Health"],
        ["A3", "z", 7],
        ["* as of May"],
    ]
    result = mapped(tmp_path, 'groups = "Programme"', rows)
    projects = portfolio(result).projects
    assert [(p.project_id, p.programme, p.at("programme").address) for p in projects] == [
        ("A1", "Roads", "List!A2"),
        ("A2", "Roads", "List!A2"),
        ("A3", "Health", "List!A6"),
    ]
    assert result.rows["Projects"] == {"there": 6, "read": 3, "skipped": 3, "faulty": 0}
    assert [p.programme for p in portfolio(mapped(tmp_path, "groups = true", rows)).projects] == [
        None
    ] * 3
    assert len(portfolio(mapped(tmp_path, "", rows)).projects) > 3


def test_a_record_before_the_first_group_has_none(tmp_path):
    result = mapped(
        tmp_path, 'groups = "Programme"', [HEAD, ["A1", "x", 5], ["Roads"], ["A2", "y", 6]]
    )
    assert [p.programme for p in portfolio(result).projects] == [None, "Roads"]


def test_a_merged_value_belongs_to_each_of_its_rows_and_to_no_other(tmp_path):
    rows: Rows = [
        [*HEAD[:3], "Unit"],
        ["A1", "x", 5, "North"],
        ["A2", "y", 6, None],
        ["A3", "z", 7, None],
        ["A4", "w", 8, "South"],
    ]
    merges = {"List": {"merges": (Merge(1, 3, 2, 3),)}}
    result = mapped(tmp_path, 'fill_down = "Business unit"', rows, UNIT, **merges)
    told = [
        (p.business_unit, [o.address for o in p.cells("business_unit")])
        for p in portfolio(result).projects
    ]
    assert told == [
        ("North", ["List!D2"]),
        ("North", ["List!D2"]),
        (None, ["List!D4"]),
        ("South", ["List!D5"]),
    ]
    assert "PF111" not in [f.code for f in result.faults]
    alone = mapped(tmp_path, "", rows, UNIT, **merges)
    assert [p.business_unit for p in portfolio(alone).projects] == ["North", None, None, "South"]
    assert [f.hint for f in alone.faults if f.code == "PF111"] == [
        "unmerge them; or let a mapping give each row the value: fill_down in pfreport.toml"
    ]


def test_a_value_stands_for_the_blanks_below_it_where_the_mapping_says_so(tmp_path):
    rows: Rows = [
        [*HEAD[:3], "Unit"],
        ["A1", "x", 5, None],
        ["A2", "y", 6, "North"],
        ["A3", "z", 7, " "],
        ["A4", "w", 8, "South"],
    ]
    result = mapped(tmp_path, 'fill_down = ["Business unit"]', rows, UNIT)
    assert [p.business_unit for p in portfolio(result).projects] == [
        None,
        "North",
        "North",
        "South",
    ]
    assert portfolio(result).projects[2].at("business_unit").address == "List!D3"


def test_an_error_value_ends_what_stands_above_it(tmp_path):
    rows: Rows = [
        [*HEAD[:3], "Unit"],
        ["A1", "x", 5, "North"],
        ["A2", "y", 6, None],
        ["A3", "z", 7, None],
    ]
    special = {"List": {"errors": {(2, 3): "#N/A"}}}
    result = mapped(tmp_path, 'fill_down = "Business unit"', rows, UNIT, **special)
    assert [p.business_unit for p in portfolio(result).projects] == ["North", None, None]
    assert [at for code, at in found(result.faults) if code == "PF201"] == ["List!D3", "List!D3"]


def test_a_table_ends_where_another_begins(tmp_path):
    rows: Rows = [
        HEAD,
        ["A1", "x", 5],
        [],
        ["A2", "y", 6],
        [],
        ["Risks"],
        ["No", "Title", "Odds"],
        ["R1", "Silt", 0.5],
    ]
    result = mapped(tmp_path, 'until = "risks"', rows)
    assert [p.project_id for p in portfolio(result).projects] == ["A1", "A2"]
    assert result.rows["Projects"] == {"there": 5, "read": 2, "skipped": 3, "faulty": 0}


def test_several_sheets_are_read_as_one(tmp_path):
    toml = (
        SETTINGS
        + '[sheets.Projects]\nsheet = ["North", "South"]\nwithheld = "TBC"\n'
        + COLUMNS
        + '"Sponsor" = "Who"\n'
        + CONSTANTS
    )
    toml += '"Business unit" = "{sheet}"\n'
    sheets: dict[str, Rows] = {
        "North": [["As of May"], HEAD, ["A1", "x", 5], ["A2", "y", "TBC"], ["Total", None, 5]],
        "South": [["Cost", "No", "What", "Who"], [7, "B1", "z", "Ann"], [None, "B2", "w", "Bob"]],
    }
    result = read(tmp_path, toml, sheets, South={"errors": {(2, 0): "#REF!"}, "visible": False})
    told = [
        (p.project_id, p.budget, p.at("budget").address, p.sponsor, p.business_unit)
        for p in portfolio(result).projects
        if p.name
    ]
    assert told == [
        ("A1", 5.0, "North!C3", None, "North"),
        ("A2", None, "North!C4", None, "North"),
        ("B1", 7.0, "South!A2", "Ann", "South"),
        ("B2", None, "South!A3", "Bob", "South"),
    ]
    by_id = portfolio(result).project_by_id
    assert (reason_text(by_id["A2"].why("budget")), reason_text(by_id["B2"].why("budget"))) == (
        "withheld: TBC",
        "faulty",
    )
    codes = found(result.faults)
    assert ("PF201", "South!A3") in codes
    assert ("PF711", "North!A5") in codes
    assert "PF113" in [code for code, _ in codes]
    assert ("PF708", "pfreport.toml:11") in codes
    assert adds_up(result)


def test_one_of_several_sheets_that_cannot_be_read_stops_rather_than_going_missing(tmp_path):
    toml = SETTINGS + '[sheets.Projects]\nsheet = ["North", "South"]\n' + COLUMNS + CONSTANTS
    result = read(
        tmp_path,
        toml,
        {"North": [HEAD, ["A1", "x", 5]], "South": []},
        South={"unreadable": "it is broken"},
    )
    assert result.portfolio is None
    assert ("PF110", "South!1") in found(result.faults)


def test_dates_that_name_a_month_or_a_quarter_need_to_be_told_which_day_is_meant(tmp_path):
    rows: Rows = [
        HEAD,
        ["A1", "x", 5, "Mar-26", "Q3 2026"],
        ["A2", "y", 5, "Okt-26", "Q4 2026"],
        ["A3", "z", 5, DAY(2026, 1, 5), "2026"],
    ]
    columns = '"Baseline start" = "From"\n"Baseline finish" = "To"\n'
    dates = 'dates = ["mmm-yy", "qq yyyy"]\n'

    def days(told: str) -> list[tuple[dt.date | None, dt.date | None]]:
        return [
            (p.baseline_start, p.baseline_finish)
            for p in portfolio(mapped(tmp_path, dates + told, rows, columns)).projects
        ]

    assert days("") == [(None, None), (None, None), (DAY(2026, 1, 5), None)]
    assert days('part_dates = "span"') == [
        (DAY(2026, 3, 1), DAY(2026, 9, 30)),
        (DAY(2026, 10, 1), DAY(2026, 12, 31)),
        (DAY(2026, 1, 5), None),
    ]
    assert days('part_dates = "first"')[0] == (DAY(2026, 3, 1), DAY(2026, 7, 1))
    assert days('part_dates = "last"')[0] == (DAY(2026, 3, 31), DAY(2026, 9, 30))


def test_dates_may_be_numbers_of_days(tmp_path):
    rows: Rows = [HEAD, ["A1", "x", 46_000, 46_082, 46_082.5], ["A2", "y", 5, 7, DAY(2026, 1, 1)]]
    result = mapped(
        tmp_path, 'dates = "serial"', rows, '"Baseline start" = "From"\n"Baseline finish" = "To"\n'
    )
    first, second = portfolio(result).projects
    assert (first.baseline_start, first.baseline_finish, first.budget) == (
        DAY(2026, 3, 1),
        DAY(2026, 3, 1),
        46_000.0,
    )
    assert (second.baseline_start, second.baseline_finish) == (None, DAY(2026, 1, 1))
    assert errors(result) == [("PF208", "List!D3")]


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [
        ("£1.2m", "", 1_200_000.0),
        ("1,2 Mio. €", "", 1_200_000.0),
        ("$ 3,400K", 'decimal = "."\n', 3_400_000.0),
        ("(2.5 m)", "", None),
        ("3400", "", 3_400_000.0),
        ("-12k", "", -12_000.0),
        ("12 kg", "", None),
        ("m", "", None),
    ],
)
def test_amounts_may_say_their_unit_themselves(tmp_path, text, decimal, amount):
    keys = decimal + "suffixes = { m = 1_000_000, k = 1_000, mio. = 1_000_000 }".replace(
        "mio.", '"mio."'
    )
    toml = (
        f'{SETTINGS}[sheets.Projects]\n{keys}\n{COLUMNS}"Contingency" = '
        f'"From"\n[sheets.Projects.scale]\n"Contingency" = 1_000\n{CONSTANTS}'
    )
    result = read(tmp_path, toml, {"List": [HEAD, ["A1", "x", 1, text]]})
    negative = amount is not None and amount < 0
    assert portfolio(result).projects[0].contingency == (None if negative else amount)


def test_a_wildcard_behind_a_backslash_is_a_character():
    assert Texts.of([r"\*"]).match("*")
    assert not Texts.of([r"\*"]).match("TBC")
    assert Texts.of([r"why\? *"]).match("Why?  not known")
    assert not Texts.of([r"why\? *"]).match("whyx not")
    assert Texts.of(["?"]).match("x")


@pytest.mark.parametrize(
    ("pattern", "text", "day"),
    [
        ("qq yyyy", "Q1 2027", DAY(2027, 1, 1)),
        ("yyyy-qq", "2027-q4", DAY(2027, 10, 1)),
        ("qq/yy", "Q2/26", DAY(2026, 4, 1)),
        ("qq yyyy", "Q5 2027", None),
        ("d mmm yyyy", "3 août 2026", DAY(2026, 8, 3)),
        ("d. mmm yyyy", "3. März 2026", DAY(2026, 3, 3)),
        ("mmm yyyy", "juillet 2026", DAY(2026, 7, 1)),
        ("mmm yyyy", "juin 2026", DAY(2026, 6, 1)),
        ("serial", "46082", DAY(2026, 3, 1)),
        ("serial", "2026", None),
    ],
)
def test_dates_in_the_spelling_of_others(pattern, text, day):
    assert DatePattern.of(pattern).read(text) == day


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        ('groups = "Programm"', "groups.Programm is not known", "did you mean Programme"),
        ('fill_down = ["Colour"]', "fill_down.Colour is not known", "known:"),
        ('part_dates = "middle"', "part_dates is 'middle'", '"span"'),
        ('suffixes = { m = "million" }', "suffixes.m is 'million'", "write a number"),
        ("until = 5", "until is 5", "write a text"),
        ("sheet = 5", "sheet is 5", "write a text"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, keys, message, hint):
    with pytest.raises(ConfigurationError) as refused:
        mapped(tmp_path, keys, [HEAD, ["A1", "x", 5]])
    assert message in str(refused.value)
    assert hint in refused.value.hint


def test_a_cell_that_cannot_be_read_points_to_the_key_that_may_read_it(tmp_path):
    rows: Rows = [HEAD, ["A1", "x", "1,200", "soon"], ["A2", "y", "lots", None]]
    result = mapped(tmp_path, "", rows, '"Baseline start" = "From"\n')
    hints = {f.code: f.hint for f in result.faults}
    assert hints["PF204"].endswith('or say in pfreport.toml: decimal = "." or ","')
    assert hints["PF203"].endswith("suffixes, decimal or withheld")
    assert "part_dates" in hints["PF208"]
