from dataclasses import replace

import pytest

from pfreport import values as v
from pfreport.rendering.page.opening import STEPS, fitted
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Facts, FactsStyle, Section, Table, TableStyle, Text
from pfreport.report.words import say
from tests.rendering import reports

SENTENCE = "The work goes on as planned in all districts. "
SIGN = Facts(((v.Words("Source"), v.Words("portfolio.xlsx")),), style=FactsStyle.SIGN)


def section(name, *blocks, new_page=False):
    return Section(name, v.Words(name), say("risk.none_open"), blocks, new_page)


def report(words=SENTENCE, decisions=9, sign=SIGN):
    rows = [tables.row(v.Words(str(number))) for number in range(decisions)]
    asked = tables.table(
        "decisions", [tables.text("column.project")], rows, style=TableStyle.DECISIONS
    )
    sections = (
        section("decisions", asked, *([sign] if sign else [])),
        section("health", new_page=True),
        section("later", asked),
        section("data-quality"),
    )
    return replace(
        reports.executive(), head=(Text((v.Words(words, long=True),)),), sections=sections
    )


def shown(found):
    return next(block for block in found.sections[0].blocks if isinstance(block, Table)).shown


def length(found):
    return len(found.head[0].paragraphs[0].text)


def test_what_fits_stays_as_it_is():
    found = fitted(report(), lambda one: True)
    assert (shown(found), found.head) == (7, report().head)


def test_only_page_one_is_tried():
    tried = []
    fitted(report(), lambda one: not tried.append([section.id for section in one.sections]))
    assert tried == [["decisions"]]


def test_words_give_way_before_decisions_and_stand_in_full_before_the_appendix():
    words = SENTENCE * 40
    found = fitted(report(words), lambda one: length(one) <= 900)
    assert shown(found) == 7
    assert 800 < length(found) <= 900
    assert found.head[0].paragraphs[0].text.endswith("districts.")
    assert [one.id for one in found.sections] == [
        "decisions",
        "health",
        "later",
        "portfolio-office",
        "data-quality",
    ]
    assert found.sections[3].blocks[0].paragraphs[0].text == words


def test_decisions_give_way_on_page_one_alone_and_the_table_says_so():
    found = fitted(report(), lambda one: shown(one) <= 5)
    assert shown(found) == 5
    assert found.sections[0].blocks[0].total == 9
    assert found.sections[0].blocks[0].more is not None
    assert found.sections[2].blocks[0].shown == 9


def test_where_nothing_fits_it_is_as_short_as_can_be():
    found = fitted(report(SENTENCE * 40), lambda one: False)
    assert (shown(found), length(found) <= STEPS[-1].characters) == (STEPS[-1].decisions, True)


def test_a_word_without_end_is_cut_behind_a_word():
    found = fitted(report("word " * 500), lambda one: length(one) <= 600)
    assert found.head[0].paragraphs[0].text.endswith("word …")


@pytest.mark.parametrize("given", [report(sign=None), reports.project()])
def test_a_report_that_nobody_signs_stays_as_it_is(given):
    assert fitted(given, lambda one: False) is given
