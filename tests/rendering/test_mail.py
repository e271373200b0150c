"""A mail: text without markup, HTML as mail programs want it, both from one report."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from pfreport.errors import ConfigurationError
from pfreport.kinds import Rag
from pfreport.measures.engine.measurement import PORTFOLIO
from pfreport.rendering.mail import render_mail
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.mail import compose_mail, compose_projects_mail
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import (
    About,
    Cell,
    Facts,
    FactsStyle,
    Report,
    ReportKind,
    Section,
    Table,
    Text,
    Tile,
    Tiles,
)
from pfreport.report.words import say, term
from pfreport.settings import Theme
from pfreport.values import Count, Money, Person, Ratio, Words
from tests.rendering.markup import Markup
from tests.report.findings import findings
from tests.report.whole import sheets

EVIL = '<script>alert("1")</script> & {{ 7 * 7 }}'


@pytest.fixture(scope="module")
def found():
    return findings(**sheets())


def mail(report, *, picture=True):
    subject, text, html = render_mail(
        report, term("mail.scope.all"), Theme(), "views/0", picture=picture
    )
    return subject, text.content.decode(), html.content.decode()


def small(title=EVIL):
    """A mail of typed words, a tile and a light."""
    about = About(
        "Portfolio of " + EVIL,
        None,
        None,
        dt.date(2026, 10, 31),
        "en",
        "EUR",
        "book.xlsx",
        "0f",
        "1",
    )
    tiles = Tiles(
        (Tile(term("tile.cpi"), Ratio(0.95), (say("tile.budget", budget=Money(4e6, "EUR")),)),)
    )
    columns = (
        tables.text("column.light"),
        tables.text("column.project"),
        tables.number("column.over"),
    )
    rows = (
        tables.row(term("rag.Red"), Cell(Words(title), Words("below")), Ratio(1.1), light="Red"),
    )
    sections = (
        Section(
            "headline", term("section.headline"), say("left_out.message", n=Count(1)), (tiles,)
        ),
        Section(
            "lights",
            term("mail.lights"),
            say("mail.lights.none"),
            (Table("lights", columns, rows, 1),),
        ),
    )
    month = Words("2026-10\r\nBcc: x")
    subject = say(
        "mail.subject",
        about=term("mail.portfolio"),
        month=month,
        red=Count(2),
        amber=Count(3),
        n=Count(1),
    )
    return Report(
        ReportKind.MAIL,
        PORTFOLIO,
        subject,
        say("executive.empty"),
        (Words(title),),
        about,
        (),
        sections,
    )


def test_the_subject_is_one_line():
    subject, _, _ = mail(small())
    assert subject == "Portfolio 2026-10 Bcc: x: 2 red, 3 amber, 1 decision needed"


def test_what_is_typed_is_text_in_both():
    _, text, html = mail(small())
    assert EVIL in text
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html
    assert "&amp;" not in text


def test_every_line_stands_in_both():
    _, text, html = mail(small("Tunnel"))
    seen = (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
        .replace("\u00a0", " ")
        .replace("&nbsp;", " ")
    )
    for said in (
        "The portfolio has no projects",
        "Budget EUR 4.00 m",
        "0.95",
        "Tunnel",
        "below",
        "1.10",
        "all projects",
    ):
        assert said in text
        assert said in seen
    assert "Red: Tunnel: 1.10" in text
    assert "\u00a0" not in text


def test_mail_programs_get_what_they_know():
    _, _, html = mail(small())
    page = Markup(html)
    assert page is not None
    assert not re.search(r"<(svg|script|link|form|iframe|video)\b", html)
    assert re.findall(r'src="([^"]*)"', html) == ["cid:page-one"]
    assert not re.search(r"https?:|url\(", html)
    assert all(int(width) <= 600 for width in re.findall(r'width="(\d+)"', html))
    assert 'alt="Page one of the report"' in html


def test_without_a_picture_there_is_none():
    assert "<img" not in mail(small(), picture=False)[2]


@pytest.mark.parametrize(
    "title",
    ["Tunnel", "Tunnel under the river and all the way to the other side of the hills beyond it"],
)
def test_lines_of_the_text_are_short(title):
    _, text, _ = mail(small(title))
    assert max(map(len, text.splitlines())) <= 78


def test_a_table_that_is_cut_says_how_many_more_there_are():
    report = small("Tunnel")
    (table,) = report.sections[1].blocks
    cut = replace(
        report.sections[1],
        blocks=(replace(table, total=9, more=Words("The others stand elsewhere.")),),
    )
    _, text, html = mail(replace(report, sections=(report.sections[0], cut)))
    for body in (text, html):
        assert "1 of 9 shown. The others stand elsewhere." in body
    assert "shown" not in "".join(mail(report)[1:])


def test_an_executive_mail_says_what_is_asked_and_which_projects_are_red(found):
    subject, text, _ = mail(compose_mail(found, compose_executive(found)))
    red = sum(
        of["overall"].computed is Rag.RED
        for key, of in found.ratings.items()
        if key in {"P-1", "P-2"}
    )
    assert subject == f"Portfolio 2026-06: {red} red, {2 - red} amber, 4 decisions needed"
    assert re.search(r"- Red: P-2 Payments: \+\d+ %\n  CPI 0\.\d\d", text)
    assert "Cost efficiency (CPI)" in text
    assert [line[:2] for line in text.splitlines() if re.match(r"\d\.", line)] == [
        "1.",
        "2.",
        "3.",
        "4.",
    ]


def test_the_subject_of_a_scope_names_it(found):
    executive = compose_executive(found)
    for scope, named in (
        (["North"], "North"),
        (["North", "P-1", "P-2", "P-3", "P-4"], "North, P-1, P-2 and 2 more"),
    ):
        assert mail(compose_mail(found, executive, scope))[0].startswith(f"{named} 2026-06: ")


def test_what_moved_stands_in_the_mail_without_who_signs_it(found):
    lines = Text((say("left_out.message", n=Count(3)),), items=True)
    signs = Facts(((term("sign.prepared"), Person("A. Okafor")),), style=FactsStyle.SIGN)
    section = Section(
        "movement", term("section.movement"), say("movement.forecast.same"), (lines, signs)
    )
    executive = compose_executive(found)
    report = compose_mail(found, replace(executive, sections=(*executive.sections, section)))
    assert report.sections[-1].blocks == (lines,)
    _, text, html = mail(report)
    assert "A. Okafor" not in text + html
    assert [said in body for said in ("3 projects", "the forecast") for body in (text, html)] == [
        True
    ] * 4


def test_a_mail_of_one_project_says_what_its_sections_say(found):
    report = compose_project(found, "P-2")
    subject, text, _ = mail(compose_projects_mail(found, [report]))
    assert re.fullmatch(r"P-2 2026-06: red, \d decisions? needed", subject)
    assert "P-2 Payments." in text
    assert "In this report\n- Lights\n" in text


def test_a_mail_of_several_projects_counts_their_lights_alone(found):
    reports = [compose_project(found, key) for key in ("P-1", "P-3")]
    subject, text, _ = mail(compose_projects_mail(found, reports))
    assert (
        subject == "Projects 2026-06: 1 red, 0 amber, 1 decision needed"
    )  # P-1 is red on cost; P-3 is done
    assert "2 project reports" in text
    assert "P-2" not in text


@pytest.mark.parametrize(
    ("name", "template"),
    [("mail.txt", "{{ mail.nothing }}"), ("mail.html", "{{ mail.nothing.more }}")],
)
def test_a_template_that_cannot_be_filled_is_named(tmp_path, name, template):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / name).write_text(template)
    with pytest.raises(ConfigurationError, match=f"mail/{name}"):
        render_mail(small(), None, Theme(templates=str(tmp_path)), "views/0", picture=False)


def test_a_theme_may_bring_its_own_words(tmp_path):
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail/mail.txt").write_text(
        "{% autoescape false %}Read: {{ mail.title }}{% endautoescape %}"
    )
    _, text, html = render_mail(
        small(), None, Theme(templates=str(tmp_path)), "views/0", picture=False
    )
    assert text.content.decode() == "Read: The portfolio has no projects"
    assert b"The portfolio has no projects" in html.content
