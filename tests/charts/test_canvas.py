import matplotlib as mpl
import pytest

from pfreport.charts.canvas import STRONG, Canvas
from pfreport.charts.placing import Box
from pfreport.charts.svg import rc
from pfreport.values import Words
from tests.charts.pictures import look, texts


def test_the_text_size_is_the_mediums():
    assert Canvas(look("screen", 660), 100).em == 13
    assert Canvas(look("print", 352), 100).em == 7.2


def test_what_is_written_takes_the_room_it_says():
    canvas = Canvas(look("screen", 660), 100)
    with mpl.rc_context(rc()):
        said = canvas.write(20, 50, "Earned value 3.16", STRONG)
    ((_, drawn),) = texts(canvas)
    assert said.left == pytest.approx(drawn.left, abs=1)
    assert said.right == pytest.approx(drawn.right, abs=1.5)
    assert said.bottom - 1 <= drawn.bottom < drawn.top <= said.top + 1


def test_a_label_is_cut_to_a_width():
    canvas = Canvas(look("screen", 660), 100)
    cut = canvas.fitted(Words("A rather long name of a project"), 100)
    assert cut.endswith("…")
    assert canvas.measure(cut) <= 100
    assert canvas.fitted("short", 100) == "short"
    assert len(canvas.fitted("W" * 50, 1)) <= 2


def test_a_plots_points_lie_where_its_axes_say():
    canvas = Canvas(look(), 100)
    plot = canvas.plot(Box(10, 20, 110, 70), (0, 4), (-1, 1))
    assert plot.at(0, -1) == (10, 20)
    assert plot.at(4, 1) == (110, 70)
    assert plot.at(1, 0) == (35, 45)
