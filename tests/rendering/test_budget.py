from __future__ import annotations

from pfreport.rendering.budget import MOST_ROWS, printed
from pfreport.report.blocks import Row


def rows(lights):
    """A subtotal above every ten rows, and the total."""
    found = []
    for place, light in enumerate(lights):
        if place % 10 == 0:
            found.append(Row((), "group"))
        found.append(Row((), light=light, anchor=str(place)))
    return (*found, Row((), "total"))


def test_a_table_of_a_page_is_printed_whole():
    table = rows(["Green"] * MOST_ROWS)
    assert printed(table) == table


def test_of_a_long_table_the_worst_are_printed_in_their_order_under_every_subtotal_with_the_total():
    lights = ["Green"] * 90 + [None] + ["Red"] * 5 + ["Amber"] * 4
    kept = printed(rows(lights))
    plain = [row for row in kept if row.kind == "row"]
    assert [row.light for row in plain] == ["Green"] * (MOST_ROWS - 9) + ["Red"] * 5 + ["Amber"] * 4
    assert [int(row.anchor) for row in plain] == sorted(int(row.anchor) for row in plain)
    assert [row.kind for row in kept].count("group") == 10
    assert kept[-1].kind == "total"


def test_of_many_subtotals_only_those_above_a_row_are_printed():
    table = [row for place in range(300) for row in (Row((), "group"), Row((), light="Red" if place == 299 else "Green"))]
    kept = printed(table)
    assert [row.kind for row in kept].count("group") == MOST_ROWS
    assert kept[-1].light == "Red"
