from dataclasses import replace

from pfreport.rendering.page.paper import ROWS, on_paper
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Table
from pfreport.values import Money, Words
from tests.rendering import reports


def report(rows, provenance):
    table = tables.table(
        "health", [tables.text("column.project"), tables.number("column.budget")], rows
    )
    whole = reports.executive()
    return replace(
        whole, sections=(replace(whole.sections[0], blocks=(table,)),), provenance=tuple(provenance)
    )


def budgets(count, ranked):
    places = range(count)
    rows = [
        tables.row(
            Words(str(n)),
            Money(1.0, "EUR", f"projects/{n}/bac"),
            rank=count - n if ranked else None,
        )
        for n in places
    ]
    sources = [
        replace(reports.executive().provenance[0], figure=f"projects/{n}/bac") for n in places
    ]
    return rows, sources


def test_print_shows_the_most_urgent_projects_and_only_their_sources():
    printed = on_paper(report(*budgets(ROWS + 5, ranked=True)))
    (table,) = (block for block in printed.sections[0].blocks if isinstance(block, Table))
    assert (table.shown, table.total) == (ROWS, ROWS + 5)
    assert table.more is not None
    assert {row.rank for row in table.rows} == set(range(1, ROWS + 1))
    assert [source.figure for source in printed.provenance] == [
        f"projects/{n}/bac" for n in range(5, ROWS + 5)
    ]


def test_print_shows_every_row_of_other_tables():
    printed = on_paper(report(*budgets(ROWS + 5, ranked=False)))
    (table,) = (block for block in printed.sections[0].blocks if isinstance(block, Table))
    assert table.shown == ROWS + 5
