from __future__ import annotations

import dataclasses

import pytest

from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf
from pfreport.report.parts.blocks import Choice, Section, Text
from pfreport.settings import Theme
from pfreport.values import Sentence, Share, Words
from tests.rendering import reports
from tests.rendering.markup import Markup

OPTIONS = tuple((Words(f"Way {n}"), Text((Words(f"Said {n}"),))) for n in range(1, 4))


@pytest.fixture(scope="module")
def report():
    section = Section(
        "health",
        Words("Health"),
        Sentence("test.figures", {"share": Share(0.5)}),
        (Choice("by", Words("Projects by"), OPTIONS),),
    )
    return dataclasses.replace(reports.executive(), sections=(section,))


def test_the_screen_offers_every_option_without_script_the_first_one_chosen(report):
    page = Markup(Html().render(report, Theme(), "index.html").content.decode())
    radios = [a for tag, a in page.elements if tag == "input" and a.get("type") == "radio"]
    assert [("checked" in a, a["name"]) for a in radios] == [
        (True, "by"),
        (False, "by"),
        (False, "by"),
    ]
    assert [a["for"] for tag, a in page.elements if tag == "label"] == [a["id"] for a in radios]
    for words in ("Projects by", "Way 1", "Way 3", "Said 1", "Said 2", "Said 3"):
        assert words in page.text


def test_print_shows_the_first_alone(report):
    text = Markup(Pdf().page_and_style(report, Theme())[0]).text
    assert "Said 1" in text
    assert "Said 2" not in text
    assert "Way 1" not in text
