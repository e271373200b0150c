from __future__ import annotations

import shutil

import pytest

from pfreport.rendering.html import render_html
from pfreport.settings import Theme
from tests.rendering import reports

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the pages are not tried in it")]


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a report; what the console says is an error of the page."""
    contexts = []

    def open_page(report, *, width=1280, scheme="light", script=True):
        file = tmp_path / "index.html"
        file.write_bytes(render_html(report, Theme(), "index.html").content)
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("make", [reports.executive, reports.project])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(visit, make, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = visit(make(), width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    assert page.said == []


@pytest.mark.parametrize("width", [1280, 1000, 760, 390])
@pytest.mark.parametrize("text", ["plain", "x" * 200, "Wort " * 40, "مشروع " * 20])
def test_a_page_is_never_wider_than_the_screen(visit, width, text):
    page = visit(reports.with_texts(reports.executive(), text), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_click_on_a_figure_says_where_it_came_from(visit):
    page = visit(reports.executive())
    figure = page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]')
    figure.click()
    assert page.locator("#why").is_visible()
    assert page.locator("#why-title").inner_text() == "cpi, P-003 = 0.87"
    assert "EV / AC" in page.locator("#why dl").inner_text()
    assert "Periods!D5:D16" in page.locator("#why dl").inner_text()
    shown = page.locator("#why dl").inner_text()
    assert "Actual cost\nP-003 EUR 1,800,000\nP-007 EUR 1,380,000\n2 more in measures.json" in shown
    assert "Green from 0.95 up, Amber from 0.90 up" in shown
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("Escape")
    assert not page.locator("#why").is_visible()
    assert page.evaluate("document.activeElement.hash") == "#w-projects_2fP-003_2fcpi"


def test_what_the_panel_says_can_be_copied(visit):
    page = visit(reports.executive())
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })")
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    page.locator("#why .copy").click()
    assert page.locator("#why .copy").inner_text() == "Copied"
    assert page.evaluate("window.copied").startswith("cpi, P-003 = 0.87\nFormula: EV / AC\nMade from: EV EUR 2,560,000\n")


def test_without_script_a_figure_leads_to_its_row_and_nothing_is_hidden(visit):
    page = visit(reports.executive(), script=False)
    assert page.locator("form.filter").is_hidden()
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    assert page.locator('[id="w-projects_2fP-003_2fcpi"]').is_visible()


def names(page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator("#health-table tr.row:visible th").all_inner_texts()]


def test_a_column_sorts_worst_first_within_its_groups_with_the_unknown_last(visit):
    page = visit(reports.executive())
    page.locator("#health-table thead button", has_text="CPI").first.click()
    assert page.locator("#health-table th[aria-sort=ascending]").count() == 1
    assert names(page)[:3] == ["Mobile payments", "Contact centre renewal", "Customer portal"]
    assert names(page)[9] == "Supplier onboarding"
    page.locator("#health-table th[aria-sort] button").click()
    assert names(page)[:3] == ["Customer portal", "Contact centre renewal", "Mobile payments"]
    assert names(page)[9] == "Supplier onboarding"
    assert page.locator("#health-table tr").last.inner_text().startswith("Portfolio")


def test_rows_are_filtered_by_words_and_lights(visit):
    page = visit(reports.executive())
    assert page.locator("form.filter output").inner_text() == "12 rows"
    page.locator("form.filter input[type=search]").fill("solberg")
    assert names(page) == ["Outage management", "Asset register", "Depot energy", "Field workforce system"]
    assert page.locator("form.filter output").inner_text() == "4 of 12 rows; sums are of all"
    page.locator("form.filter input[value=Red]").uncheck()
    assert names(page) == ["Outage management", "Asset register", "Depot energy"]


def test_a_long_table_on_a_phone_begins_with_its_worst_rows(visit):
    page = visit(reports.executive(), width=390)
    rows = page.locator("#health-table tr.row:visible")
    assert rows.count() == 8
    assert (
        page.locator("#health-table tr.row:is([data-light=Red],[data-light=Amber])").count()
        == rows.locator("xpath=self::*[@data-light='Red' or @data-light='Amber']").count()
        > 1
    )
    page.locator("#health-table ~ button.all, .scroll:has(#health-table) ~ button.all").click()
    assert rows.count() == 12
    assert page.locator("button.all:visible").count() == 0


def test_rows_that_were_folded_are_found_by_the_filter(visit):
    page = visit(reports.executive(), width=390)
    page.locator("form.filter input[type=search]").fill("a")
    page.locator("form.filter input[type=search]").fill("solberg")
    assert len(names(page)) == 4


def test_on_paper_stand_header_heads_and_whatever_was_filtered_out_is_told(visit):
    page = visit(reports.executive())
    page.locator("form.filter input[value=Red]").uncheck()
    page.emulate_media(media="print")
    assert page.locator("header .meta").is_visible()
    assert page.locator("#health-table thead button").first.is_visible()
    assert page.locator("form.filter output").is_visible()
    assert not any(page.locator(part).is_visible() for part in ("nav.rail", "button.contents", "#sources", "form.filter fieldset"))


def test_the_contents_open_on_a_small_screen_without_script(visit):
    page = visit(reports.executive(), width=390, script=False)
    assert page.locator("nav.rail").is_hidden()
    page.locator("button.contents").click()
    assert page.locator("nav.rail a").first.is_visible()


def test_all_can_be_reached_by_keyboard_beginning_with_the_way_past_the_header(visit):
    page = visit(reports.executive())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


@pytest.mark.parametrize("text", ["<script>document.title='owned'</script>", '"><img src=x onerror="document.title=\'owned\'">'])
def test_text_never_runs(visit, text):
    page = visit(reports.with_texts(reports.executive(), text))
    assert page.title() != "owned"
    assert page.said == []


def test_a_page_prints_on_paper(visit):
    page = visit(reports.project())
    assert page.pdf(format="A4").startswith(b"%PDF")
