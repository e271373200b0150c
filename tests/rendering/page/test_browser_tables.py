from __future__ import annotations

import io
from dataclasses import replace

import pdfplumber
import pytest

from tests.browsing import NEEDED
from tests.rendering import reports

pytestmark = NEEDED


def names(page) -> list[str]:
    return [
        text.split("\n")[0]
        for text in page.locator("#health-table tr.row:visible th").all_inner_texts()
    ]


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
    assert names(page) == [
        "Outage management",
        "Asset register",
        "Depot energy",
        "Field workforce system",
    ]
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


def count(page) -> str:
    return page.locator("form.filter output").inner_text()


def lights(page) -> list[str]:
    return page.locator("#health-table tr.row:visible").evaluate_all(
        "rows => rows.map((row) => row.dataset.light)"
    )


@pytest.mark.parametrize(("width", "most"), [(1280, 30), (390, 8)])
def test_of_300_rows_the_worst_stand_there_until_all_are_asked_for(visit, width, most):
    page = visit(reports.executive(25), width=width)
    button = page.locator("button.all")
    assert (lights(page), button.inner_text()) == (["Red"] * most, "Show all 300 rows")
    page.locator("form.filter input[type=search]").fill("customer portal")
    assert (len(names(page)), count(page)) == (
        min(most, 25) if width < 760 else 25,
        "25 of 300 rows; sums are of all",
    )
    assert button.is_visible() is (width < 760)
    page.locator("form.filter .clear").click()
    assert len(names(page)) == most
    button.click()
    assert len(names(page)) == 300
    assert page.evaluate("document.activeElement.closest('tr').dataset.light") == "Red"


def test_every_group_of_a_long_table_is_seen(visit):
    page = visit(reports.executive(25))
    page.locator("form.filter input[value=Red]").uncheck()
    page.locator("form.filter input[value=Amber]").uncheck()
    assert page.locator("#health-table tr.group:visible").count() == 4


def test_a_long_table_that_is_sorted_begins_with_the_first_of_each_group(visit):
    page = visit(reports.executive(25))
    page.locator("#health-table thead button", has_text="Budget").click()
    budgets = page.locator("#health-table tr.row:visible td:nth-child(6)").all_inner_texts()
    assert len(budgets) == 30
    assert set(budgets) == {"3,600", "4,800", "4,400", "2,500"}


def test_300_rows_are_sorted_and_filtered_without_a_wait(visit):
    """So long as the page is laid out of what is seen: the whole table took a quarter of a second,
    and twice that on a phone.
    """
    page = visit(reports.executive(25), width=390)
    client = page.context.new_cdp_session(page)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        return {
            one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]
        }["TaskDuration"]

    before = busy()
    page.evaluate(
        "document.querySelectorAll('#health-table thead button')[3].click(); "
        "document.body.offsetHeight"
    )
    assert busy() - before < 0.25
    before = busy()
    page.locator("form.filter input[type=search]").fill("portal")
    assert busy() - before < 0.25


def test_the_target_of_a_link_is_seen_though_its_group_is_folded(visit):
    page = visit(reports.executive(25), width=390)
    page.evaluate("location.hash = document.querySelector('#health-table tr[data-light=Green]').id")
    assert page.locator("#health-table tr:target").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_what_fits_no_row_is_said_and_a_button_takes_it_back(visit, width):
    page = visit(reports.executive(), width=width)
    clear = page.locator("form.filter .clear")
    assert not clear.is_visible()
    page.locator("form.filter input[type=search]").fill("zzz")
    page.locator("form.filter input[value=Red]").uncheck()
    assert (names(page), count(page)) == ([], "None of 12 rows fits; sums are of all")
    clear.click()
    assert count(page) == "12 rows"
    assert page.locator("form.filter input[value=Red]").is_checked()
    assert not clear.is_visible()
    assert page.evaluate("document.activeElement.type") == "search"


WIDTHS = (
    "[...document.querySelectorAll('#health-table thead th')].map((head) => "
    "Math.round(head.getBoundingClientRect().width))"
)
HEAD = "document.querySelector('#health-table thead').offsetHeight"


def test_columns_keep_their_place_when_rows_are_sorted_or_filtered(visit):
    page = visit(reports.executive())
    widths, height = page.evaluate(WIDTHS), page.evaluate(HEAD)
    for head in page.locator("#health-table thead button").all():
        head.click()
        assert page.evaluate(HEAD) == height
    page.locator("form.filter input[type=search]").fill("zzz")
    assert page.evaluate(WIDTHS) == widths


def test_heads_stay_in_view_and_cover_nothing_that_has_the_focus(visit):
    page = visit(reports.executive(25))
    page.locator("button.all").click()
    row = page.locator("#health-table tr.row").nth(200)
    page.evaluate(
        "(row) => scrollTo(0, row.getBoundingClientRect().top + scrollY)", row.element_handle()
    )
    bottom = page.locator("header.top").bounding_box()["height"]
    head = page.locator("#health-table thead th").nth(1).bounding_box()
    assert head["y"] == bottom
    page.locator("#health-table tr.row").nth(198).locator("a").first.focus()
    assert (
        page.evaluate("document.activeElement.getBoundingClientRect().top")
        >= head["y"] + head["height"]
    )


def test_a_table_that_is_too_wide_scrolls_by_itself_and_one_that_fits_is_no_stop(visit):
    page = visit(reports.executive(), width=1280)
    box = page.locator(".scroll:has(#health-table)")
    assert (box.get_attribute("tabindex"), "fits" in box.get_attribute("class")) == ("-1", True)
    page.set_viewport_size({"width": 800, "height": 900})
    page.locator(".scroll:not(.fits)>#health-table").wait_for()
    assert box.get_attribute("tabindex") == "0"
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.scroll:has(#health-table)')).backgroundImage"
        ).count("gradient")
        == 2
    )
    assert (
        page.locator("#health-table thead").bounding_box()["y"]
        < page.locator("#health-table tbody").first.bounding_box()["y"]
    )
    page.locator("#health-table tr.group").first.scroll_into_view_if_needed()
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('#health-table thead "
            "th:nth-child(2)')).position"
        )
        == "static"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_no_stop_does_not_scroll(visit, width):
    page = visit(reports.project(), width=width)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator(".scroll.fits:has(.grid)").first.wait_for()
    scrolling = (
        "(boxes) => boxes.filter((box) => getComputedStyle(box).overflowX !== 'visible').length"
    )
    assert page.locator(".scroll.fits").evaluate_all(scrolling) == 0


def test_on_a_phone_each_list_is_named_and_its_cards_have_titles(visit):
    page = visit(reports.project(), width=390)
    table = page.locator("table.card.lights")
    assert table.locator("thead th").first.is_visible()
    assert table.locator("thead th").nth(1).bounding_box()["width"] == 1
    assert (
        table.locator("tbody th").first.evaluate("(cell) => getComputedStyle(cell).fontWeight")
        == "600"
    )
    lefts = {
        tuple(round(cell.bounding_box()["x"]) for cell in row.locator("td").all()[:2])
        for row in table.locator("tbody tr").all()
    }
    assert len(lefts) == 1


def test_a_few_rows_have_no_filter_and_one_light_has_no_boxes(visit):
    report = reports.executive()
    section = report.sections[2]
    table = section.blocks[0]
    rows = tuple(row for row in table.rows if row.light == "Red")
    for shown, there in ((rows, False), (rows * 2, True)):
        block = replace(table, rows=shown, total=len(shown))
        page = visit(replace(report, sections=(replace(section, blocks=(block,)),)))
        assert page.locator("form.filter").is_visible() is there
        assert page.locator("form.filter input[type=checkbox]").count() == 0
        assert page.said == []


def test_names_and_marks_have_room_in_wide_tables(visit):
    page = visit(reports.executive())
    table = page.locator("#health-table")
    assert table.locator("th").first.bounding_box()["width"] >= 150
    page.evaluate(
        "document.querySelector('#health-table td:nth-child(5)').innerHTML += '<span "
        "class=sub>plan assumed linear</span>'"
    )
    assert table.locator("td .sub", has_text="plan assumed linear").bounding_box()["height"] <= 36


def test_on_paper_every_page_of_a_long_table_has_its_heads(visit):
    page = visit(reports.executive(6))
    page.locator("#health-table thead button", has_text="CPI").first.click()
    paper = pdfplumber.open(io.BytesIO(page.pdf(format="A4", landscape=True)))
    texts = [one.extract_text() for one in paper.pages]
    of_table = [text for text in texts if "· Execution" in text]
    assert len(of_table) > 3
    assert [("Declared" in text, "Computed" in text) for text in of_table] == [(True, True)] * len(
        of_table
    )
