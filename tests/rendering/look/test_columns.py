from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.rendering.look.columns import (
    LONGEST_WORD,
    Need,
    shares,
    style,
    widest_line,
    widest_word,
    widths,
)

needs = st.lists(
    st.builds(
        lambda share, least, more: Need(share, least, least + more),
        st.floats(0.1, 9),
        st.floats(1, 90),
        st.floats(0, 90),
    ),
    min_size=1,
    max_size=14,
)


@given(needs, st.floats(100, 600))
def test_columns_fill_the_width_and_keep_their_least_while_there_is_room(needs, width):
    found = widths(needs, width)
    assert sum(found) == pytest.approx(width)
    if sum(need.least for need in needs) <= width:
        assert all(one >= need.least - 1e-6 for one, need in zip(found, needs, strict=True))


def test_columns_with_room_to_spare_give_it_to_those_without():
    assert widths([Need(1, 10, 20), Need(1, 10, 80)], 100) == pytest.approx([20, 80])


def test_without_need_the_shares_decide():
    assert widths([Need(3, 1, 500), Need(1, 1, 500)], 100) == pytest.approx([75, 25])


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=14))
def test_whole_shares_add_up(parts):
    found = shares(parts, 100)
    assert sum(found) == 100
    assert min(found) >= 1


def test_a_line_is_wider_than_its_widest_word_and_long_words_count_as_breakable():
    assert widest_line(["one three"], 8) > widest_word(["one three"], 8) > widest_word(["one"], 8)
    assert widest_word(["x" * 400], 8) == widest_word(["x" * LONGEST_WORD], 8)


def test_every_width_class_is_there():
    assert style("screen").count("{width:") == 100
    assert ".w250{width:25%}" in style("print")


def test_a_column_that_gets_its_least_by_its_share_is_not_taken_out_of_the_sharing():
    assert widths([Need(1, 25, 25), Need(1, 60, 60), Need(2, 15, 900)], 100) == pytest.approx(
        [25, 60, 15]
    )


def test_where_there_is_no_room_all_give_way_alike():
    assert widths([Need(1, 150, 150), Need(5, 50, 50)], 100) == pytest.approx([75, 25])
    assert widths([Need(1, 75, 200), Need(5, 25, 25)], 100) == pytest.approx([75, 25])
