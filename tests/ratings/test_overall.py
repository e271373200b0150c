from __future__ import annotations

from itertools import product

import pytest

from pfreport.kinds import Rag
from pfreport.ratings.overall import overall
from tests.ratings.cases import rate

SEVEN = ("time", "cost", "scope", "quality", "risk", "benefits", "resources")
G, A, R, X = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY


def contract(time: Rag, cost: Rag, scope: Rag, *rest: Rag) -> Rag:
    """The rule as measures.md words it, independent of the code."""
    if R in (time, cost, scope):
        return R
    if A in (time, cost, scope):
        return A
    if not (time is G and cost is G):
        return X
    if rest.count(A) >= 2 or rest.count(R) >= 1:
        return A
    return G


def test_the_overall_light_follows_the_rule_for_every_one_of_the_16384_combinations():
    for colours in product(Rag, repeat=len(SEVEN)):
        assert overall(dict(zip(SEVEN, colours, strict=True))).rag is contract(*colours), colours


def test_the_lights_it_names_have_the_colour_it_names_and_there_is_always_one():
    for colours in product(Rag, repeat=len(SEVEN)):
        by_light = dict(zip(SEVEN, colours, strict=True))
        found = overall(by_light)
        assert found.lights
        assert {by_light[light] for light in found.lights} == {found.because}


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        ("GGGGGGG", G),
        ("GGXXXXX", G),  # what is not known about scope does not take Green away
        ("XGGGGGG", X),
        ("GXGGGGG", X),
        ("XXXXXXX", X),
        ("XXRXXXX", R),
        ("XGAGGGG", A),  # Amber counts before Grey
        ("GGGAGGG", G),  # one amber of the four is borne
        ("GGGAAGG", A),
        ("GGGGGGR", A),
        ("GGGRRRR", A),  # the four never make it Red
        ("GAGRRRR", A),
        ("XGGRRRR", X),
    ],
)
def test_the_cases_worth_an_argument(colours, expected):
    letters = {"G": G, "A": A, "R": R, "X": X}
    assert overall(dict(zip(SEVEN, (letters[one] for one in colours), strict=True))).rag is expected


def test_the_overall_light_carries_the_figure_and_the_limit_it_follows_from():
    found = rate({"spi_t": 1.0, "cpi": 0.92, "scope_delivered": 0.5})["overall"]
    assert found.measurement is not None
    assert (found.computed, found.measurement.id, found.amber, found.red) == (
        R,
        "scope_delivered",
        0.95,
        0.85,
    )
    assert found.light == "overall"


def test_it_stands_beside_the_managers_own():
    found = rate({"spi_t": 0.5, "cpi": 1.0}, rag_overall=G, rag_time=R)["overall"]
    assert (found.computed, found.declared, found.steps_better) == (R, G, 2)
