"""Every page of whole packs in a browser: axe finds nothing, nothing is asked of the network, the
policy holds, no link is dead.
"""

from __future__ import annotations

import pytest

from pfreport import assets
from pfreport.pipeline import Request, build
from tests.browsing import MUST, NEEDED, RULES, opened, violations

pytestmark = NEEDED
SAMPLES = ("portfolio", "starter", "faulty")
SIZES = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))

MAIL = "mail.html"
"""Shown within the page of a mail program, which has its own landmarks and heading: best practice
for pages is not asked of it.
"""

OPEN = "document.querySelectorAll('details:not(#sources *)').forEach((one) => { one.open = true; })"
"""All but the hundreds of rows under Sources: axe takes minutes for them, and tests/rendering looks
at some.
"""

DEAD = """[...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1)))
    .filter((id) => !document.getElementById(id))"""


@pytest.fixture(scope="module", params=SAMPLES)
def pages(request, tmp_path_factory):
    workbook = assets.folder("samples") / f"{request.param}.xlsx"
    pack = build(
        Request(workbook, tmp_path_factory.mktemp(request.param), formats=("html",))
    ).folder
    return sorted(pack.rglob("*.html"))


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_on_any_page(browser, pages, width, scheme):
    found = []
    for file in pages:
        page = opened(browser, file, width=width, scheme=scheme)
        page.evaluate(OPEN)
        found += [
            (file.name, *one) for one in violations(page, MUST if file.name == MAIL else RULES)
        ]
        found += [(file.name, "console", text) for text in page.said]
        page.context.close()
    assert len(pages) > 1
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), SIZES[1:3])
def test_pages_ask_for_nothing_lead_nowhere_wrong_and_fit(browser, pages, width, scheme):
    for file in pages:
        page = opened(browser, file, width=width, scheme=scheme)
        assert [url for url in page.asked if not url.startswith("data:")] == [file.as_uri()]
        assert page.evaluate(DEAD) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]:not([href^=\"#\"])')].map((a) => "
            "a.getAttribute('href').split('#')[0])"
        )
        assert [link for link in set(links) if not (file.parent / link).exists()] == []
        page.context.close()
