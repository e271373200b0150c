import pytest

from pfreport.charts.canvas import STRONG, Canvas, printable, text_width
from pfreport.charts.placing import Box
from pfreport.values import Words
from tests.charts.pictures import look, texts


def test_the_text_size_is_the_mediums():
    assert Canvas(look("screen", 660), 100).em == 13
    assert Canvas(look("print", 352), 100).em == 7.2


def test_what_is_written_takes_the_room_it_says():
    canvas = Canvas(look("screen", 660), 100)
    said = canvas.write(20, 50, "Earned value 3.16", STRONG)
    ((_, drawn),) = texts(canvas)
    assert said.left == pytest.approx(drawn.left, abs=1)
    assert said.right == pytest.approx(drawn.right, abs=1.5)
    assert said.bottom - 1 <= drawn.bottom < drawn.top <= said.top + 1


def test_figures_are_all_of_one_width_and_weight_counts():
    assert text_width("1111", 400) == pytest.approx(text_width("8888", 400))
    assert text_width("Budget", 600) > text_width("Budget", 400)
    assert text_width("🚀", 400) >= 1


def test_a_label_is_cut_to_a_width():
    canvas = Canvas(look("screen", 660), 100)
    cut = canvas.fitted(Words("A rather long name of a project"), 100)
    assert cut.endswith("…")
    assert canvas.measure(cut) <= 100
    assert canvas.fitted("short", 100) == "short"
    assert len(canvas.fitted("W" * 50, 1)) <= 2


def test_what_cannot_be_printed_is_left_out():
    assert printable("a\x00b\u202ec\u2067d\ud800e\ufffff\x85g") == "abcdefg"
    assert printable("مرحبا\u200c 👩\u200d🚀") == "مرحبا\u200c 👩\u200d🚀"


def test_a_plots_points_lie_where_its_axes_say():
    canvas = Canvas(look(), 100)
    plot = canvas.plot(Box(10, 20, 110, 70), (0, 4), (-1, 1))
    assert plot.at(0, -1) == (10, 20)
    assert plot.at(4, 1) == (110, 70)
    assert plot.at(1, 0) == (35, 45)
