import pytest

from pfreport import values as v
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.look.theme import palette_of
from pfreport.rendering.page.tables import TableView
from pfreport.rendering.text.values import Formats
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import TableColumn, TableStyle
from pfreport.settings import Theme


def view(columns, rows, *, style=TableStyle.PLAIN, medium="print", width=516.0):
    made = tables.table("t", columns, [tables.row(*cells) for cells in rows], style=style)
    return TableView(made, Formats("en"), Layout(medium, palette_of(Theme()), width, 17.0), width)


def named(*labels):
    return [TableColumn(label, v.Words(label), numeric=True) for label in labels]


@pytest.mark.parametrize(
    ("style", "medium", "rows", "long"),
    [
        (TableStyle.PLAIN, "print", 10, False),
        (TableStyle.PLAIN, "print", 11, True),
        (TableStyle.HEALTH, "print", 18, False),
        (TableStyle.HEALTH, "print", 19, True),
        (TableStyle.PLAIN, "screen", 400, False),
    ],
)
def test_what_is_short_stays_on_a_page(style, medium, rows, long):
    assert view(named("Budget"), [(v.Count(1),)] * rows, style=style, medium=medium).is_long is long


@pytest.mark.parametrize(
    ("rows", "words", "long"), [(10, 12, False), (10, 60, True), (8, 60, True), (7, 60, False)]
)
def test_a_table_of_few_high_rows_is_broken_rather_than_that_a_page_stays_empty(rows, words, long):
    assert view(named("Why"), [(v.Words("because " * words),)] * rows).is_long is long


@pytest.mark.parametrize(("medium", "cut"), [("print", True), ("screen", False)])
def test_a_long_name_of_a_project_is_cut_in_print(medium, cut):
    long = "Everything that belongs to it " * 6
    table = view(
        named("Project", "Days"),
        [(v.Ref(v.RefKind.PROJECT, "P-1", long), v.Count(1))],
        medium=medium,
    )
    shown = Formats("en").text(v.Ref(v.RefKind.PROJECT, "P-1", long), table.place(0))
    assert shown.endswith("…") is cut
    assert (len(shown) < 70) is cut


def test_heads_are_whole_where_there_is_room_and_broken_no_more_than_has_to_be():
    labels = [f"Contingency {number}" for number in range(8)]
    row = [tuple(v.Count(1) for _ in labels)]
    assert not any(view(named(*labels), row).breaks(i) for i in range(8))
    assert any(view(named(*labels), row, width=300.0).breaks(i) for i in range(8))


def test_a_bullet_is_as_wide_as_its_column():
    columns = [TableColumn("bullet", v.Words("Bullet")), *named("A", "B")]
    cells = (v.Bullet(0.5, 1.0, 1.0, 1.25, (1.05, 1.1)), v.Count(1), v.Count(1))
    assert (
        view(columns, [cells], width=60.0).scale(0)
        < view(columns, [cells], width=120.0).scale(0)
        < 1.0
    )
    assert view(columns, [cells]).scale(0) == 1.0
