from pfreport import values as v
from pfreport.rendering.page.explained import COMMON, explained
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Provenance
from pfreport.report.words import say

RISKS = tuple((f"R-{number:03}", v.Money(1000.0 * number, "EUR")) for number in range(1, 9))
CELLS = tuple(f"Risks!{column}{row}" for column in "BDFHJ" for row in (2, 5, 8, 11))


def source(figure, inputs, *, formula="a + b", cells=(), subject="P-1", measure="Cost"):
    label = say("provenance.label", measure=v.Words(measure), subject=v.Words(subject))
    return Provenance(figure, label, v.Count(1), formula, tuple(inputs), tuple(cells))


def written(*sources):
    return explained(sources, Formats("en")).groups


def test_what_all_figures_of_a_formula_were_made_from_stands_once():
    rate = ("rate", v.Ratio(1.25))
    (group,) = written(
        source("a", [rate, ("x", v.Count(1))]),
        source("b", [rate, ("x", v.Count(2))], subject="P-2"),
    )
    assert (group.measure, group.formula, group.shared.inputs) == ("Cost", "a + b", "rate 1.25")
    assert [(line.about, line.made.inputs) for line in group.lines] == [
        ("P-1", "x 1"),
        ("P-2", "x 2"),
    ]


def test_cells_of_all_figures_of_a_formula_stand_once():
    (group,) = written(
        source("a", [], cells=("Risks!B2",)), source("b", [], cells=("Risks!B2",), subject="P-2")
    )
    assert (group.shared.cells, [line.made.cells for line in group.lines]) == ("Risks!B2", ["", ""])


def test_what_is_long_and_stood_before_is_referred_to():
    first, second = written(
        source("a", RISKS, cells=CELLS, measure="P50"),
        source("b", RISKS, cells=CELLS, formula="other", measure="P80"),
    )
    assert "R-008 EUR 8,000" in first.lines[0].made.inputs
    assert "J11" in first.lines[0].made.cells
    assert second.lines[0].made.inputs == "inputs as for P50, P-1"
    assert second.lines[0].made.cells == "cells as for P50, P-1"


def test_other_inputs_are_written_out_however_alike():
    first, second = written(source("a", RISKS), source("b", RISKS[1:], formula="other"))
    assert "R-008 EUR 8,000" in first.lines[0].made.inputs
    assert "R-008 EUR 8,000" in second.lines[0].made.inputs


def test_what_many_figures_were_made_with_is_a_letter():
    rate = ("rate", v.Ratio(1.25))
    found = explained(
        [source(str(n), [rate, ("x", v.Count(n))], formula=f"formula {n}") for n in range(COMMON)],
        Formats("en"),
    )
    assert found.common == (("a", "rate 1.25"),)
    assert [(group.lines[0].made.marks, group.lines[0].made.inputs) for group in found.groups] == [
        ("a", f"x {n}") for n in range(COMMON)
    ]


def test_cells_of_an_input_with_a_line_of_its_own_stand_there():
    inner = source(
        "projects/P-1/ac", [], cells=("Periods!F2:F9",), measure="Actual cost", formula="sum"
    )
    outer = source(
        "projects/P-1/cpi",
        [("AC", v.Money(5.0, "EUR", "projects/P-1/ac"))],
        cells=("Periods!F2:F9", "Periods!D2:D9"),
    )
    first, second = written(inner, outer)
    assert first.lines[0].made.cells == "Periods!F2:F9"
    assert second.lines[0].made.cells == "Periods!D2:D9"


def test_every_figure_has_a_line():
    groups = written(
        *(source(str(number), [], formula=f"formula {number % 3}") for number in range(10))
    )
    assert sum(len(group.lines) for group in groups) == 10
