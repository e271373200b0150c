import math

import pytest

from pfreport.charts.hatching import hatch


def test_a_triangle_is_hatched_between_its_sides():
    lines = hatch([(0, 0), (10, 0), (0, 10)], 2.5)
    assert [
        (round(x1, 6), round(y1, 6), round(x2, 6), round(y2, 6)) for (x1, y1), (x2, y2) in lines
    ] == [
        (0, 2.5, 2.5, 0),
        (0, 5, 5, 0),
        (0, 7.5, 7.5, 0),
        (0, 10, 10, 0),
    ]


def test_a_shape_with_a_notch_is_hatched_on_both_sides_of_it():
    cup = [(0, 0), (9, 0), (9, 6), (6, 6), (6, 2), (3, 2), (3, 6), (0, 6)]
    assert [line for line in hatch(cup, 2.5) if sum(line[0]) == 7.5] == [
        ((1.5, 6.0), (3.0, 4.5)),
        ((5.5, 2.0), (7.5, 0.0)),
    ]


@pytest.mark.parametrize(
    "polygon", [[], [(1, 1)], [(0, 0), (math.nan, 1), (1, 1)], [(2, 2), (2, 2), (2, 2)]]
)
def test_what_is_no_shape_has_no_hatching(polygon):
    assert hatch(polygon, 2.0) == []
