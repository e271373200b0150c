"""Every page of whole packs in a browser: axe finds nothing, nothing is asked of the network, the policy holds, no link is dead."""

from __future__ import annotations

import pytest

from pfreport import assets
from pfreport.pipeline import Request, build
from tests.rendering.test_browser import ARGUMENTS, CHROMIUM, RULES

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the pages are not tried in it")]
SAMPLES = ("portfolio", "starter", "faulty")
SIZES = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))

OPEN = "document.querySelectorAll('details:not(#sources *)').forEach((one) => { one.open = true; })"
"""All but the hundreds of rows under Sources: axe takes minutes for them, and tests/rendering looks at some."""

DEAD = """[...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.hash.slice(1)))
    .filter((id) => !document.getElementById(id))"""


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=SAMPLES)
def pages(request, tmp_path_factory):
    workbook = assets.folder("samples") / f"{request.param}.xlsx"
    pack = build(Request(workbook, tmp_path_factory.mktemp(request.param), formats=("html",))).folder
    return sorted(pack.rglob("*.html"))


def visit(browser, file, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_on_any_page(browser, pages, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = []
    for file in pages:
        page = visit(browser, file, width, scheme)
        page.evaluate(OPEN)
        violations = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        found += [(file.name, one["id"], one["nodes"][0]["html"][:200]) for one in violations]
        found += [(file.name, "console", text) for text in page.said]
        page.close()
    assert len(pages) > 1
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), SIZES[1:3])
def test_pages_ask_for_nothing_lead_nowhere_wrong_and_fit(browser, pages, width, scheme):
    for file in pages:
        page = visit(browser, file, width, scheme)
        assert [url for url in page.asked if not url.startswith("data:")] == [file.as_uri()]
        assert page.evaluate(DEAD) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]:not([href^=\"#\"])')].map((a) => a.getAttribute('href').split('#')[0])"
        )
        assert [link for link in set(links) if not (file.parent / link).exists()] == []
        page.close()
