"""Whole workbooks through a mapping: the same portfolio whatever it is called, no row lost whatever
stands in it.
"""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfreport.kinds import Kind
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.settings import MAPPING, Config
from pfreport.workbook.mapping.apply import in_our_form
from tests.workbook.books import Rows, raw, validate, whole
from tests.workbook.mapping.test_mapping import HEAD, portfolio, read
from tests.workbook.test_load import contents


def foreign(*, turned: bool) -> tuple[str, dict[str, Rows]]:
    """A whole workbook with its sheets and headings renamed, perhaps transposed, and the mapping
    that undoes it.
    """
    toml, sheets = "", {"Settings": whole()["Settings"]}
    for name, rows in whole().items():
        if name == "Settings":
            continue
        head, width = rows[0], max(map(len, rows))
        toml += (
            f'[sheets."{name}"]\nsheet = "Their {name}"\n'
            + ("transposed = true\n" if turned else "")
            + f'[sheets."{name}".columns]\n'
        )
        toml += "".join(f'"{heading}" = "field {number}"\n' for number, heading in enumerate(head))
        theirs = [[f"field {number}" for number in range(len(head))], *rows[1:]]
        filled = [row + [None] * (width - len(row)) for row in theirs]
        sheets[f"Their {name}"] = (
            [list(column) for column in zip(*filled, strict=True)] if turned else filled
        )
    return toml, sheets


@pytest.mark.parametrize("turned", [False, True])
def test_a_renamed_workbook_is_the_same_portfolio(tmp_path, turned):
    toml, sheets = foreign(turned=turned)
    result = read(tmp_path, toml, sheets)
    assert result.faults == ()
    assert contents(portfolio(result)) == contents(portfolio(validate(raw(whole()), Config(), {})))
    for record in RECORDS:
        for row in getattr(portfolio(result), field_of(record)):
            for name in (
                name
                for name, column in columns(record).items()
                if column.kind is Kind.MONEY and row.placed(name)
            ):
                place, value = row.at(name), getattr(row, name)
                assert sheets[place.sheet][place.row - 1][place.column - 1] == value or (
                    name == "exit_cost" and value == 0
                )


FUZZED = """[settings]
status_date = 2026-10-31
portfolio_name = "x"
[sheets.Projects]
dates = ["dd.mm.yyyy", "mmm yy"]
decimal = ","
withheld = ["tbc*", "?"]
[sheets.Projects.columns]
"Project ID" = { join = ["No", "What"] }
"Name" = ["What", "No"]
"Budget" = { add = ["Cost", "From"] }
"Baseline start" = "From"
"RAG overall" = "To"
[sheets.Projects.scale]
"Budget" = 1000
[sheets.Projects.values]
"RAG overall" = { "a*" = "Amber" }
[sheets.Projects.constants]
"Status" = "Active"
"Baseline start" = 2026-01-01
[sheets.Projects.skip]
"What" = "Total*"
[sheets.Periods]
sheet = "List"
cumulative = "Actual cost"
[sheets.Periods.columns]
"Project ID" = "No"
[sheets.Periods.each]
heading = "Period"
"Actual cost" = ["To", "From"]
[alignment]
goal_from = "To"
"""
CELLS = st.one_of(
    st.none(),
    st.text(max_size=6),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        [*HEAD, "Total", "TBC now", "1.234,5", "31.12.2026", "Amber", "2026-10", "=", "#2"]
    ),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=6), st.booleans())
def test_nothing_crashes_and_no_row_is_lost(rows, headed):
    sheets = {"List": [HEAD, *rows] if headed else rows}
    config = Config(
        **{name: tomllib.loads(FUZZED).get(name, {}) for name in ("settings", *MAPPING)}
    )
    result = validate(in_our_form(raw(sheets), config), config, {})
    for counts in result.rows.values():
        assert counts["there"] == counts["read"] + counts["skipped"] + counts["faulty"]
    if headed and "Projects" in result.rows:
        assert result.rows["Projects"]["there"] == sum(
            any(cell is not None and str(cell).strip() for cell in row) for row in rows
        )
