"""Whatever pages say is taken from the catalogue: in a language that marks each of its words, no
other word stands on them but what was typed, and the names of what is measured and read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from babel import Locale

from pfreport.measures.engine.registry import REGISTRY
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS
from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.parts.blocks import Report
from pfreport.settings import Theme, declared
from pfreport.words.catalogue import catalogue
from tests.report.findings import findings
from tests.report.whole import STATUS_DATE, sheets
from tests.words.pseudo import LETTERS, marked, pseudo, unmarked

KEYED = "none of these worst median label floor end physical milestones"
"""What a figure is of, and how it was chosen: in brackets behind its name, or among its inputs."""


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    found = findings(STATUS_DATE, **sheets())
    projects = {key: compose_project(found, key) for key in found.portfolio.project_by_id}
    return {"executive": compose_executive(found), **projects}


@pytest.fixture(scope="module")
def allowed() -> frozenset[str]:
    """Words that are no part of a sentence of ours: typed ones, and names of columns, settings,
    measures with their formulas, months; and reasons, which figures hand on in English.
    """
    months = Locale("en").months["format"]
    names = [
        *typed(sheets()),
        *(f"{m.name} {m.formula} {m.source}" for m in REGISTRY.values()),
        *(f"{r.sheet.name} {r.sheet.help} {r.sheet.adds}" for r in RECORDS),
        *(column.heading for record in RECORDS for column in columns(record).values()),
        *(key.replace("_", " ") for key in declared()),
        *(text for key, text in catalogue().texts.items() if key.startswith("reason.")),
        *(name for width in ("wide", "abbreviated") for name in months[width].values()),
        "Sept EUR pfreport portfolio xlsx SHA Test",
        KEYED,
    ]
    return frozenset(LETTERS.findall(" ".join(names)))


def typed(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from typed(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from typed(inner)


@pytest.mark.parametrize("name", ["executive", *(f"P-{number}" for number in range(1, 7))])
def test_a_page_on_the_screen_says_nothing_of_its_own(reports, allowed, name):
    page = Html().render(reports[name], Theme(), "index.html", words=pseudo()).content.decode()
    assert unmarked(page, allowed) == set()


@pytest.mark.parametrize("name", ["executive", "P-2"])
def test_a_page_in_print_says_nothing_of_its_own(reports, allowed, name):
    page, _ = Pdf().page_and_style(reports[name], Theme(), pseudo())
    assert unmarked(page, allowed) == set()


def test_a_sentence_left_in_code_is_seen(reports, allowed):
    words = pseudo()
    key = reports["executive"].title.key
    planted = replace(words, texts={**words.texts, key: "Everything went wonderfully"})
    page = Html().render(reports["executive"], Theme(), "index.html", words=planted)
    seen = unmarked(page.content.decode(), allowed)
    assert {"Everything", "went", "wonderfully"} <= seen


def test_marks_leave_slots_as_they_are():
    assert marked("{n:project|projects} of {whole}") == "{n:zprojectz|zprojectsz} zofz {whole}"
