import pytest

from pfreport.charts.lettering import MOST_CHARACTERS, printable, short, text_width


def test_figures_are_all_of_one_width_and_weight_counts():
    assert text_width("1111", 400) == pytest.approx(text_width("8888", 400))
    assert text_width("Budget", 600) > text_width("Budget", 400)
    assert text_width("🚀", 400) >= 1


def test_what_cannot_be_printed_is_left_out():
    assert printable("a\x00b\u202ec\u2067d\ud800e\ufffff\x85g") == "abcdefg"
    assert printable("مرحبا\u200c 👩\u200d🚀") == "مرحبا\u200c 👩\u200d🚀"


def test_a_label_is_one_capped_line():
    assert short("one\n two\tthree") == "one two three"
    assert len(short("long " * 100)) == MOST_CHARACTERS
