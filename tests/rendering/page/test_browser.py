from __future__ import annotations

from dataclasses import replace

import pytest

from tests.browsing import NEEDED, violations
from tests.rendering import reports

pytestmark = NEEDED


@pytest.mark.parametrize("make", [reports.executive, reports.project])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(visit, make, scheme, width):
    page = visit(make(), width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert violations(page) == []
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


def test_a_back_gesture_closes_the_panel_and_leaves_the_page(visit):
    page = visit(reports.executive(), width=390)
    page.evaluate(
        "const Own = CloseWatcher; window.CloseWatcher = function () { return (window.last = new "
        "Own()); }; 0"
    )
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    page.evaluate("last.requestClose()")
    assert not page.locator("#why").is_visible()
    assert page.evaluate("document.activeElement.hash") == "#w-projects_2fP-003_2fcpi"


@pytest.mark.parametrize("height", [900, 500])
def test_the_way_out_of_the_panel_stays_in_view_however_long_it_is(visit, height):
    page = visit(reports.executive(), width=390)
    page.set_viewport_size({"width": 390, "height": height})
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    page.evaluate("document.querySelector('#why dd').style.height = '2000px'")
    page.evaluate("document.querySelector('#why>div').scrollTop = 1000")
    close = page.locator("#why .close").bounding_box()
    assert close["height"] >= 44
    assert page.locator("#why").bounding_box()["y"] < close["y"] < height - 44


@pytest.mark.parametrize("width", [1280, 1000, 800, 640, 390])
@pytest.mark.parametrize("section", ["health", "strategy"])
def test_a_link_to_a_section_leads_to_its_head_below_the_header(visit, width, section):
    page = visit(
        reports.with_texts(reports.executive(), "Words of many letters " * 10), width=width
    )
    page.evaluate(f"location.hash = '{section}'")
    header = page.locator("header.top").bounding_box()
    assert header["height"] <= 50
    assert (
        page.locator(f"#{section} .eyebrow").bounding_box()["y"] >= header["y"] + header["height"]
    )


def test_lights_keep_their_shapes_where_colours_are_forced(visit):
    page = visit(reports.executive(), forced_colors="active")
    fills = page.locator("form.filter .light svg *").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).fill)"
    )
    assert len(set(fills)) == 2
    assert fills.count(fills[-1]) == 1


def test_what_the_panel_says_can_be_copied(visit):
    page = visit(reports.executive())
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { "
        "window.copied = text; } } })"
    )
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    page.locator("#why .copy").click()
    assert page.locator("#why .copy").inner_text() == "Copied"
    assert page.evaluate("window.copied").startswith(
        "cpi, P-003 = 0.87\nFormula: EV / AC\nMade from: EV EUR 2,560,000\n"
    )


def test_without_script_a_figure_leads_to_its_row_and_nothing_is_hidden(visit):
    page = visit(reports.executive(), script=False)
    assert page.locator("form.filter").is_hidden()
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    assert page.locator('[id="w-projects_2fP-003_2fcpi"]').is_visible()


def test_on_paper_stand_header_heads_and_whatever_was_filtered_out_is_told(visit):
    page = visit(reports.executive())
    page.locator("form.filter input[value=Red]").uncheck()
    page.emulate_media(media="print")
    assert page.locator("header .meta").is_visible()
    assert page.locator("#health-table thead button").first.is_visible()
    assert page.locator("form.filter output").is_visible()
    assert not any(
        page.locator(part).is_visible()
        for part in ("nav.rail", "button.contents", "#sources", "form.filter fieldset", ".clear")
    )


def test_all_of_the_contents_can_be_reached_on_a_low_screen(visit):
    report = reports.executive()
    again = tuple(
        replace(section, id=f"{section.id}-{n}") for n in range(5) for section in report.sections
    )
    page = visit(replace(report, sections=again))
    page.set_viewport_size({"width": 1280, "height": 500})
    last = page.locator("nav.rail a").last
    last.focus()
    assert last.bounding_box()["y"] + last.bounding_box()["height"] <= 500
    assert page.evaluate("scrollY") == 0
    page.evaluate("location.hash = document.querySelector('nav.rail li:nth-last-child(4) a').hash")
    marked = page.locator("nav.rail li:nth-last-child(-n+6) [aria-current]")
    marked.wait_for()
    box = marked.bounding_box()
    assert 88 <= box["y"] <= 500 - box["height"]


def test_without_script_what_a_figure_leads_to_is_labelled_on_a_phone(visit):
    page = visit(reports.executive(), width=390, script=False)
    page.locator('a.f[href="#w-projects_2fP-003_2fcpi"]').click()
    row = page.locator('[id="w-projects_2fP-003_2fcpi"]')
    assert row.locator("th").evaluate(
        "(cell) => [getComputedStyle(cell).fontWeight, getComputedStyle(cell).paddingLeft]"
    ) == ["600", "0px"]
    labels = row.locator("td").evaluate_all(
        "all => all.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert labels == ["none", '"Formula"', '"Inputs"', '"Cells"', '"Limit, coverage"']


def test_the_contents_open_on_a_small_screen_without_script(visit):
    page = visit(reports.executive(), width=390, script=False)
    assert page.locator("nav.rail").is_hidden()
    page.locator("button.contents").click()
    assert page.locator("nav.rail a").first.is_visible()


def test_all_can_be_reached_by_keyboard_beginning_with_the_way_past_the_header(visit):
    page = visit(reports.executive())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


@pytest.mark.parametrize(
    "text",
    ["<script>document.title='owned'</script>", '"><img src=x onerror="document.title=\'owned\'">'],
)
def test_text_never_runs(visit, text):
    page = visit(reports.with_texts(reports.executive(), text))
    assert page.title() != "owned"
    assert page.said == []


def test_a_page_prints_on_paper(visit):
    page = visit(reports.project())
    assert page.pdf(format="A4").startswith(b"%PDF")
