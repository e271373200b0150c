from __future__ import annotations

import pytest

from pfreport.report.executive.health import health
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, RowKind
from pfreport.values import Absent, Count, Money, Words
from tests.report.findings import findings, project, text


def rows(*kinds: str):
    return [tables.row(Words(str(number)), kind=RowKind(kind)) for number, kind in enumerate(kinds)]


def test_a_table_within_its_cap_shows_every_row_and_points_nowhere():
    made = tables.table("t", [tables.text("column.project")], rows("row", "row"), most=2)
    assert (made.shown, made.total, made.more) == (2, 2, None)


def test_a_table_over_its_cap_keeps_subtotals_above_what_it_shows_and_the_total():
    made = tables.table(
        "t",
        [tables.text("column.project")],
        rows("group", "row", "row", "group", "row", "row", "total"),
        most=3,
    )
    assert [row.kind for row in made.rows] == ["group", "row", "row", "group", "row", "total"]
    assert (made.shown, made.total, text(made.more)) == (3, 4, "The others stand in inputs.json.")


def test_a_cap_at_the_end_of_a_group_leaves_no_heading_without_rows():
    made = tables.table(
        "t", [tables.text("column.project")], rows("group", "row", "group", "row"), most=1
    )
    assert [row.kind for row in made.rows] == ["group", "row"]


@pytest.mark.parametrize(
    ("content", "kept"), [(None, False), (Absent("blank"), False), (Count(0), True)]
)
def test_columns_that_no_row_fills_are_left_out(content, kept):
    columns = [tables.text("column.project"), tables.number("column.cpi")]
    made = tables.table(
        "t", columns, [tables.row(Words("A"), content), tables.row(Words("B"), None)]
    )
    assert [one.key for one in made.columns] == (["project", "cpi"] if kept else ["project"])
    assert all(len(row.cells) == len(made.columns) for row in made.rows)


def test_pairs_keep_their_two_columns_whatever_is_known():
    made = tables.pairs("p", [(Words("CPI"), Absent("no actuals booked"))])
    assert len(made.columns) == len(made.rows[0].cells) == 2


def test_the_head_of_a_column_of_amounts_says_currency_and_thousands():
    assert text(tables.money("column.budget", "EUR").label) == "Budget, EUR"
    assert text(tables.money("column.budget", "EUR", thousands=True).label) == "Budget, EUR k"


def test_a_value_is_a_cell_of_its_own_and_a_cell_stays_what_it_is():
    strong = Cell(Money(1.0, "EUR"), strong=True)
    assert tables.row(Count(1), strong, None).cells == (Cell(Count(1)), strong, Cell())


def test_a_table_of_ranked_rows_keeps_the_first_by_rank_in_their_order():
    ranked = [tables.row(Words(str(place)), rank=rank) for place, rank in enumerate((3, 0, 2, 1))]
    made = tables.table(
        "t", [tables.text("column.project")], [*rows("group"), *ranked, *rows("total")], most=2
    )
    assert [text(row.cells[0].main) for row in made.rows] == ["0", "1", "3", "0"]
    assert [row.kind for row in made.rows] == ["group", "row", "row", "total"]


def test_a_portfolio_of_six_hundred_projects_keeps_to_five_hundred_rows():
    (table, *_) = health(findings(projects=[project() for _ in range(600)])).blocks
    assert (table.shown, table.total) == (500, 600)
    assert (
        text(table.more)
        == "Shown are the worst lights and the largest budgets; the others stand in measures.xlsx."
    )
