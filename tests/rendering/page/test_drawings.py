from __future__ import annotations

import datetime as dt
import itertools

import pytest

from pfreport import values as v
from pfreport.charts.palette import load_palette
from pfreport.rendering.look.layout import Layout
from pfreport.rendering.page.drawings import AXIS_LABEL, Drawings
from pfreport.rendering.text.values import Formats

STATUS = dt.date(2026, 10, 31)
WIDTH = 150.0


@pytest.mark.parametrize(
    "first", [dt.date(2025, 6, 25), dt.date(2025, 1, 1), dt.date(2026, 9, 3), STATUS]
)
@pytest.mark.parametrize("last", [dt.date(2026, 12, 1), dt.date(2027, 7, 16), dt.date(2031, 1, 1)])
def test_names_of_months_keep_off_each_other_and_the_status_date_is_the_last(first, last):
    draw = Drawings(Formats("en"), Layout("print", load_palette(), WIDTH, 17.0))
    found = draw.time_axis(v.TimeAxis(first, last, STATUS), WIDTH)
    label = AXIS_LABEL * load_palette().type["print"]["small"].size
    assert found[-1].label.replace("\u00a0", " ") == "Oct 26"
    places = sorted(one.label_x for one in found)
    assert all(b - a >= label for a, b in itertools.pairwise(places))
    assert places[0] >= label / 2
    assert places[-1] <= WIDTH - label / 2


@pytest.mark.parametrize("width", [96.0, 129.0, 240.0])
@pytest.mark.parametrize("size", [7, 12])
def test_what_a_light_holds_of_the_budget_is_written_where_it_has_room(width, size):
    draw = Drawings(Formats("en"), Layout("print", load_palette(), WIDTH, 17.0))
    shares = v.LightShares((("Red", 0.26), ("Amber", 0.1), ("Green", 0.28), ("Grey", 0.36)))
    bars = draw.share_bars(shares, width, size)
    assert [bar.role for bar in bars] == ["red", "amber", "green", "grey"]
    assert all(len(bar.label) * 0.6 * size + 8 <= bar.width for bar in bars if bar.label)
    assert bars[2].label.startswith("G")
    assert draw.share_bars(shares, 400, size)[0].label.replace("\u00a0", " ") == "R 26 %"
