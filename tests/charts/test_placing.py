import itertools

from hypothesis import given
from hypothesis import strategies as st

from pfreport.charts.placing import Box, Field, Label, place, spread

SHEET = Box(0, 0, 100, 100)


def test_a_label_with_room_stands_right_beside_its_point():
    (found,) = place([Label(20, 6, ((50, 50),), 3)], Field(SHEET, ()))
    assert found.box == Box(53, 47, 73, 53)
    assert found.leader is None


def test_a_label_at_the_edge_turns_to_the_other_side():
    (found,) = place([Label(20, 6, ((95, 50),), 3)], Field(SHEET, ()))
    assert found.box == Box(72, 47, 92, 53)


def test_a_label_keeps_off_a_line_that_runs_to_the_right():
    line = tuple((50 + 2.0 * n, 50.0) for n in range(25))
    (found,) = place([Label(20, 6, ((50, 50),), 3)], Field(SHEET, (), line))
    assert found.box.right <= 50


def test_a_crowded_label_moves_away_with_a_leader_to_its_near_edge():
    crowd = tuple((x, y) for x in range(30, 72, 2) for y in range(36, 66, 2))
    (found,) = place([Label(10, 6, ((50, 50),), 3)], Field(SHEET, (), crowd))
    assert found.leader is not None
    assert found.at == (50, 50)
    assert found.leader[0] in (found.box.left, found.box.right) or found.leader[1] in (
        found.box.bottom,
        found.box.top,
    )


def test_a_leader_goes_round_a_curve_where_it_can():
    crowd = tuple((x, y) for x in range(30, 72, 2) for y in range(36, 66, 2))
    label = Label(10, 6, ((50, 50),), 3)
    (straight,) = place([label], Field(SHEET, (), crowd))
    middle_x, middle_y = ((a + b) / 2 for a, b in zip(straight.at, straight.leader, strict=True))
    wall = ((middle_x - 8, middle_y - 8.5), (middle_x + 8, middle_y + 8.5))
    (round_it,) = place([label], Field(SHEET, (), crowd, curves=(wall,)))
    assert round_it.leader not in (None, straight.leader)
    walls = (((44, 0), (44, 100)), ((56, 0), (56, 100)), ((0, 44), (100, 44)), ((0, 56), (100, 56)))
    (anyhow,) = place([label], Field(SHEET, (), crowd, curves=walls))
    assert anyhow is not None


def test_a_label_that_costs_too_much_or_fits_nowhere_is_left_out():
    crowd = tuple((float(x), float(y)) for x in range(100) for y in range(100))
    assert place([Label(20, 6, ((50, 50),), 3)], Field(SHEET, (), crowd, 10.0)) == [None]
    assert place([Label(200, 6, ((50, 50),), 3)], Field(SHEET, ())) == [None]


points = st.tuples(st.floats(0, 100), st.floats(0, 100))


@given(st.lists(points, max_size=12), st.lists(points, max_size=30))
def test_labels_never_overlap_each_other_or_what_is_taken(places, lines):
    taken = Box(40, 40, 60, 60)
    found = place([Label(15, 6, (at,), 2) for at in places], Field(SHEET, (taken,), tuple(lines)))
    boxes = [one.box for one in found if one]
    assert not any(a.overlaps(b) for a, b in itertools.combinations([taken, *boxes], 2))
    assert all(box.within(SHEET) for box in boxes)


def test_labels_in_a_column_are_spread_just_far_enough():
    assert spread([50, 49, 20], 5, 0, 100) == [50, 45, 20]
    assert spread([3, 2, 1], 5, 0, 100) == [10, 5, 0]
    assert spread([120, 99], 5, 0, 100) == [100, 95]
    assert spread([], 5, 0, 100) == []


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_spread_labels_keep_their_gap(wanted):
    found = spread(sorted(wanted, reverse=True), 5, 0, 100)
    assert all(a - b >= 5 - 1e-9 for a, b in itertools.pairwise(found))
