"""The files of views: what each reader gets, and that nobody reads in them what they may not
see.
"""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from pfreport.delivery.readership import readership
from pfreport.delivery.view_files import Made
from pfreport.kinds import Kind
from pfreport.model.people import Audience, MailFormat
from pfreport.pipeline import _attached, compose, within
from pfreport.rendering import pack as rendering
from pfreport.rendering.executors import ThisProcess
from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.formats.registry import FORMATS, PICTURED
from pfreport.rendering.pdf.picture import page_one
from pfreport.report.redaction.typed import persons_of
from pfreport.settings import Theme
from tests import distinctive
from tests.delivery.readers import GRANTS, recipient
from tests.readable import readable

pytestmark = pytest.mark.skipif(
    Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}"
)
KEPT = ("P-001", "P-003", "P-009")
REPORTED = ("P-003",)
FACTOR = 1.0379  # odd enough that no amount is round
PLANTED = {
    ("Projects", "P-003", "name"): "Hall of {person} for EUR 7,654,321",
    ("Projects", "P-003", "programme"): "Grid of {person}",
    ("Projects", "P-003", "summary"): "{person} spends 7,654,321 EUR.",
    ("Projects", "P-003", "help_needed"): "€7.65m from {person}",
    ("Projects", "P-003", "feasibility"): "{person} says 7,654,321",
}


def hidden():
    """The sample with amounts and persons that stand nowhere else, and both in titles, texts and
    faulty cells.
    """
    raw = distinctive.sample()

    def change(cell):
        person = "Perpetua Quillfeather"
        text = PLANTED.get((cell.origin.sheet, getattr(cell.record, "project_id", None), cell.name))
        if text:
            return text.format(person=person)
        if cell.column.personal and isinstance(cell.holds, str):
            return person if cell.name == "manager" else f"{cell.holds} Zumthor"
        if cell.column.kind is Kind.MONEY and isinstance(cell.holds, float):
            return round(cell.holds * FACTOR + 137, 2)
        return cell.holds

    found = distinctive.found_in(distinctive.edited(raw, change))
    scoped = within(found, KEPT)
    projects = tuple(
        dataclasses.replace(p, report=p.project_id in REPORTED) for p in scoped.portfolio.projects
    )
    settings = dataclasses.replace(
        found.portfolio.settings, headline="Perpetua Quillfeather saves EUR 7,654,321"
    )
    rows = [
        recipient(2 + place, Audience.PORTFOLIO, grants, MailFormat.BOTH)
        for place, grants in enumerate(GRANTS)
    ]
    rows += [
        recipient(6 + place, Audience.FINANCE, grants, MailFormat.HTML)
        for place, grants in enumerate(GRANTS)
    ]
    portfolio = dataclasses.replace(
        scoped.portfolio, projects=projects, settings=settings, recipients=tuple(rows)
    )
    return dataclasses.replace(scoped, portfolio=portfolio)


def rendered(findings):
    """Every file a build adds for readers, the plan among them."""
    named, theme, formats = list(compose(findings)), Theme(), [*FORMATS.values()]
    readers = readership(findings, named, within)
    jobs = [
        *rendering.jobs(named, formats, theme, _attached(findings)),
        *readers.jobs(formats, theme),
    ]
    done = rendering.render_all(jobs, theme, ThisProcess(), lambda: None)
    assert not done.failed
    pages = {file.name: file for file in done.files}
    files = readers.served(findings.portfolio.settings, Made(pages, {}, theme)).files
    return named, {file.name: file for file in files}


@pytest.fixture(scope="module")
def mailed():
    findings = hidden()
    named, files = rendered(findings)
    plan = json.loads(files["outbox.json"].content)
    return findings, named, files, plan


def test_the_fault_that_quotes_both_is_there_for_who_may_see_them(mailed):
    assert [
        fault.code
        for fault in mailed[0].faults
        if "Perpetua Quillfeather says 7,654,321" in fault.found
    ]
    quoted = {
        name
        for name, text in texts(mailed).items()
        if "Perpetua Quillfeather says 7,654,321" in text
    }
    assert quoted
    assert quoted <= texts(mailed, money=True, names=True).keys()


def texts(mailed, *, money=None, names=None):
    """What can be read in all files of the views with these grants, the subject among it."""
    _, _, files, plan = mailed
    rows = [
        row
        for row in plan["recipients"]
        if money in (None, row["money"]) and names in (None, row["names"])
    ]
    assert rows
    folders = {row["view"] for row in rows}
    read = {
        name: readable(file) for name, file in files.items() if name.rpartition("/")[0] in folders
    }
    return read | {row["row"]: row["subject"] for row in rows}


def persons(mailed):
    return sorted(persons_of(mailed[0].portfolio))


def amounts(mailed):
    """Every way to write every amount that stands in a report that hides none."""
    found = {
        form
        for _, report in mailed[1]
        for one in distinctive.amounts(report)
        for form in distinctive.forms(one.amount)
    }
    return sorted(
        {form for form in found if len(re.sub("[^0-9]", "", form)) >= 3} | {"7,654,321", "7.65m"}
    )


def hits(texts, wanted):
    """What stands where, not as a part of a longer number or word."""
    either = "|".join(re.escape(one) for one in sorted(wanted, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.,])(?:{either})(?![\w]|[.,]\d)", re.IGNORECASE)
    return sorted({(name, hit) for name, text in texts.items() for hit in pattern.findall(text)})


@pytest.mark.parametrize("money", [True, False])
def test_no_name_is_found_where_names_are_not_shown(mailed, money):
    assert hits(texts(mailed, money=money, names=False), persons(mailed)) == []


@pytest.mark.parametrize("names", [True, False])
def test_no_amount_is_found_where_money_is_not_shown(mailed, names):
    assert hits(texts(mailed, money=False, names=names), amounts(mailed)) == []


def test_both_are_found_where_they_are_shown(mailed):
    read = texts(mailed, money=True, names=True)
    named = {hit for _, hit in hits(read, persons(mailed))}
    counted = {hit for _, hit in hits(read, amounts(mailed))}
    assert "Perpetua Quillfeather" in named
    assert len(named) >= 5
    assert {"7,654,321", "7.65m"} <= counted
    assert len(counted) > 200
    for ending in ("report.pdf", "index.html", "mail.txt", "mail.html", "measures.xlsx"):
        assert any(name.endswith(ending) for name, _ in hits(read, amounts(mailed))), ending


def test_each_grant_alone_shows_its_own(mailed):
    assert hits(texts(mailed, money=True, names=False), amounts(mailed))
    assert hits(texts(mailed, money=False, names=True), persons(mailed))


def test_nothing_but_the_hash_of_the_workbook_is_attached_to_what_is_redacted(mailed):
    import io

    import pikepdf

    _, _, files, plan = mailed
    for row in plan["recipients"]:
        for file in row["files"]:
            if file["type"] == "application/pdf":
                with pikepdf.open(io.BytesIO(files[file["path"]].content)) as opened:
                    attached = set(opened.attachments)
                assert attached == (
                    {"workbook.sha256", "measures.json"}
                    if row["money"] and row["names"]
                    else {"workbook.sha256"}
                )


def test_the_plan_names_every_file_with_its_hash(mailed):
    _, _, files, plan = mailed
    assert (plan["schema"], plan["status_date"]) == ("pfreport.outbox/1", "2026-10-31")
    assert [row["row"] for row in plan["recipients"]] == [
        f"Recipients!A{row}" for row in range(2, 10)
    ]
    assert (
        len({row["message_id"] for row in plan["recipients"]})
        == len({row["thread_id"] for row in plan["recipients"]})
        == 8
    )
    for row in plan["recipients"]:
        assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", row["message_id"])
        for file in row["files"]:
            made = files[file["path"]]
            assert (file["sha256"], file["size"], file["type"]) == (
                made.sha256,
                len(made.content),
                made.media_type,
            )
            assert file["path"].startswith(row["view"] + "/")
        assert all(path in files for path in row["body"].values())


def test_each_audience_gets_its_files(mailed):
    _, _, _, plan = mailed
    roles = {
        row["row"]: sorted((file["role"], file["path"].rpartition("/")[2]) for file in row["files"])
        for row in plan["recipients"]
    }
    whole = [
        ("report", "P-003.html"),
        ("report", "index.html"),
        ("report", "report.pdf"),
        ("smaller", "executive.pdf"),
    ]
    assert [roles[f"Recipients!A{row}"] for row in (2, 3, 4, 5)] == [whole] * 4
    figures, none = (
        [("figures", "measures.xlsx"), ("report", "index.html")],
        [("report", "index.html")],
    )
    assert [roles[f"Recipients!A{row}"] for row in (6, 7, 8, 9)] == [figures, figures, none, none]


def test_links_lead_to_what_the_reader_has(mailed):
    _, _, files, plan = mailed
    folder = plan["recipients"][0]["view"]
    page = files[f"{folder}/index.html"].content.decode()
    assert 'href="P-003.html"' in page
    assert 'href="index.html"' in files[f"{folder}/P-003.html"].content.decode()
    assert "projects/P-" not in "".join(re.findall(r'href="[^"]*"', page))
    alone = files[f"{plan['recipients'][4]['view']}/index.html"].content.decode()
    assert "P-003.html" not in alone


def test_the_picture_is_page_one(mailed):
    from io import BytesIO

    from PIL import Image

    _, _, files, plan = mailed
    for row in plan["recipients"]:
        with Image.open(BytesIO(files[row["body"]["picture"]].content)) as opened:
            assert (opened.format, opened.width) == ("PNG", 1104)
            assert len(opened.convert("RGB").getcolors(opened.width * opened.height)) > 10
        assert "cid:page-one" in files[row["body"]["html"]].content.decode()


def test_the_subject_is_the_answer(mailed):
    assert {row["subject"] for row in mailed[3]["recipients"]} == {
        "Portfolio 2026-10: 1 red, 0 amber, 4 decisions needed"
    }


def test_joins_and_pictures_are_the_same_on_every_run(mailed):
    _, _, files, plan = mailed
    pdf = files[f"{plan['recipients'][3]['view']}/executive.pdf"]
    assert page_one(pdf, "page-one.png") == page_one(pdf, "page-one.png")
    form = PICTURED
    assert rendering.alone(form, pdf).sha256 == rendering.alone(form, pdf).sha256
