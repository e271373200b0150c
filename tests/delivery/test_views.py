"""Views: who gets which reports, and that nobody reads in them what they may not see."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path

import pytest

from pfreport.artefact import Artefact
from pfreport.delivery.outbox_plan import Issue
from pfreport.delivery.readership import readership
from pfreport.delivery.view_files import Made
from pfreport.delivery.views import asked
from pfreport.kinds import Kind
from pfreport.model.people import Audience, MailFormat, Recipient
from pfreport.origins import Origin
from pfreport.pipeline import Request, _attached, build, compose, within
from pfreport.rendering import pack as rendering
from pfreport.rendering.picture import page_one
from pfreport.report.reader import Grants
from pfreport.report.typed import persons_of
from pfreport.settings import Theme
from tests import distinctive
from tests.packs import project, workbook
from tests.readable import readable

GRANTS = [Grants(money, names) for money in (True, False) for names in (True, False)]
KEPT = ("P-001", "P-003", "P-009")
REPORTED = ("P-003",)
FACTOR = 1.0379  # odd enough that no amount is round
PLANTED = {
    ("Projects", "P-003", "name"): "Hall of {person} for EUR 7,654,321",
    ("Projects", "P-003", "programme"): "Grid of {person}",
    ("Projects", "P-003", "summary"): "{person} spends 7,654,321 EUR.",
    ("Projects", "P-003", "help_needed"): "€7.65m from {person}",
}


def recipient(row, audience, grants=GRANTS[0], form=MailFormat.PDF, scope="ALL", **more):
    where = {"email": 1, "scope": 4}
    fields = {"email": f"reader{row}@example.org", "audience": audience, "scope": scope, "format": form}
    grants = {"show_money": grants.money, "show_names": grants.names}
    return Recipient(origin=Origin("Recipients", row, 0), columns_at=where, **{**fields, **grants, **more})


def people(*rows):
    """The sample portfolio with other readers."""
    return dataclasses.replace(distinctive.found_in(distinctive.sample()).portfolio, recipients=rows)


def test_each_row_asks_for_a_view_in_the_order_of_rows():
    rows = [recipient(row, audience) for row, audience in ((4, Audience.FINANCE), (2, Audience.EXECUTIVE), (3, Audience.EXECUTIVE))]
    found = asked(people(*rows))
    assert [one.recipient.email for one in found] == ["reader2@example.org", "reader3@example.org", "reader4@example.org"]
    assert found[0].view == found[1].view != found[2].view
    assert re.fullmatch("views/[0-9a-f]{16}", found[0].view.folder)


def test_who_is_inactive_or_asks_for_nothing_is_not_asked():
    rows = [
        recipient(2, Audience.EXECUTIVE, active=False),
        recipient(3, None),
        recipient(4, Audience.PROJECT, scope="P-404"),
    ]
    assert asked(people(*rows)) == ()


def test_one_reader_gets_one_view_once():
    rows = [
        recipient(2, Audience.PROJECT, scope="p-003; P-001"),
        recipient(3, Audience.PROJECT, scope="P-001,P-003", email="READER2@example.org"),
    ]
    (one,) = asked(people(*rows))
    assert one.view.scope == ("P-001", "P-003")


def test_a_scope_is_spelt_as_the_workbook_spells_it():
    portfolio = people(recipient(2, Audience.PORTFOLIO, scope="p-010, grid  renewal"), recipient(3, Audience.PORTFOLIO, scope="P-001, all"))
    first, second = asked(portfolio)
    assert first.view.scope == ("Grid Renewal", "P-010")
    assert second.view.scope == ("ALL",)


def test_every_part_of_a_view_counts_in_its_hash():
    rows = [
        recipient(2, Audience.EXECUTIVE),
        recipient(3, Audience.PORTFOLIO),
        recipient(4, Audience.EXECUTIVE, Grants(money=False)),
        recipient(5, Audience.EXECUTIVE, Grants(names=False)),
        recipient(6, Audience.EXECUTIVE, form=MailFormat.BOTH),
        recipient(7, Audience.EXECUTIVE, scope="P-001"),
    ]
    assert len({one.view.hash for one in asked(people(*rows))}) == len(rows)


def hidden():
    """The sample with amounts and persons that stand nowhere else, and both in titles, texts and faulty cells."""
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
    projects = tuple(dataclasses.replace(p, report=p.project_id in REPORTED) for p in scoped.portfolio.projects)
    settings = dataclasses.replace(found.portfolio.settings, headline="Perpetua Quillfeather saves EUR 7,654,321")
    rows = [recipient(2 + place, Audience.PORTFOLIO, grants, MailFormat.BOTH) for place, grants in enumerate(GRANTS)]
    rows += [recipient(6 + place, Audience.FINANCE, grants, MailFormat.HTML) for place, grants in enumerate(GRANTS)]
    portfolio = dataclasses.replace(scoped.portfolio, projects=projects, settings=settings, recipients=tuple(rows))
    return dataclasses.replace(scoped, portfolio=portfolio)


def rendered(findings):
    """Every file a build adds for readers, the plan among them."""
    named, theme = list(compose(findings)), Theme()
    readers = readership(findings, named, within)
    jobs = [*rendering.jobs(named, ("html", "pdf"), theme, _attached(findings)), *readers.jobs(("html", "pdf"), theme)]
    done = rendering.render_all(jobs, theme, 1, lambda: None)
    assert not done.failed
    pages = {file.name: file for file in done.files}
    files = readers.files(Issue(findings.portfolio.settings, 1), Made(pages, {}, theme))
    return named, {file.name: file for file in files}


@pytest.fixture(scope="module")
def mailed():
    findings = hidden()
    named, files = rendered(findings)
    plan = json.loads(files["outbox.json"].content)
    return findings, named, files, plan


def texts(mailed, *, money=None, names=None):
    """What can be read in all files of the views with these grants, the subject among it."""
    _, _, files, plan = mailed
    rows = [row for row in plan["recipients"] if money in (None, row["money"]) and names in (None, row["names"])]
    assert rows
    folders = {row["view"] for row in rows}
    read = {name: readable(file) for name, file in files.items() if name.rpartition("/")[0] in folders}
    return read | {row["row"]: row["subject"] for row in rows}


def persons(mailed):
    return sorted(persons_of(mailed[0].portfolio))


def amounts(mailed):
    """Every way to write every amount that stands in a report that hides none."""
    found = {form for _, report in mailed[1] for one in distinctive.amounts(report) for form in distinctive.forms(one.amount)}
    return sorted({form for form in found if len(re.sub("[^0-9]", "", form)) >= 3} | {"7,654,321", "7.65m"})


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
                assert attached == ({"workbook.sha256", "measures.json"} if row["money"] and row["names"] else {"workbook.sha256"})


def test_the_plan_names_every_file_with_its_hash(mailed):
    _, _, files, plan = mailed
    assert (plan["schema"], plan["status_date"]) == ("pfreport.outbox/1", "2026-10-31")
    assert [row["row"] for row in plan["recipients"]] == [f"Recipients!A{row}" for row in range(2, 10)]
    assert len({row["message_id"] for row in plan["recipients"]}) == len({row["thread_id"] for row in plan["recipients"]}) == 8
    for row in plan["recipients"]:
        assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", row["message_id"])
        for file in row["files"]:
            made = files[file["path"]]
            assert (file["sha256"], file["size"], file["type"]) == (made.sha256, len(made.content), made.media_type)
            assert file["path"].startswith(row["view"] + "/")
        assert all(path in files for path in row["body"].values())


def test_each_audience_gets_its_files(mailed):
    _, _, _, plan = mailed
    roles = {row["row"]: sorted((file["role"], file["path"].rpartition("/")[2]) for file in row["files"]) for row in plan["recipients"]}
    whole = [("report", "P-003.html"), ("report", "index.html"), ("report", "report.pdf"), ("smaller", "executive.pdf")]
    assert [roles[f"Recipients!A{row}"] for row in (2, 3, 4, 5)] == [whole] * 4
    figures, none = [("figures", "measures.xlsx"), ("report", "index.html")], [("report", "index.html")]
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
            assert len(opened.convert("RGB").getcolors(100)) > 10
        assert "cid:page-one" in files[row["body"]["html"]].content.decode()


def test_the_subject_is_the_answer(mailed):
    assert {row["subject"] for row in mailed[3]["recipients"]} == {"Portfolio 2026-10: 1 red, 0 amber, 4 decisions needed"}


def test_joins_and_pictures_are_the_same_on_every_run(mailed):
    _, _, files, plan = mailed
    pdf = files[f"{plan['recipients'][3]['view']}/executive.pdf"]
    assert page_one(pdf, "page-one.png") == page_one(pdf, "page-one.png")
    assert rendering.alone(pdf).sha256 == rendering.alone(pdf).sha256


READERS = [
    {"email": "ann@example.org", "audience": "Portfolio", "scope": "North", "format": "html", "show_money": True, "show_names": True},
    {"email": "bob@example.org", "audience": "Project", "scope": "P-2", "format": "html", "active": False},
    {"email": "cem", "audience": "Executive", "format": "html"},
]


def test_a_scope_says_how_much_it_covers_and_measures_that_alone(tmp_path):
    projects = [project("P-1", programme="North", budget=1000.0), project("P-2", programme="South", budget=5000.0), project("P-3")]
    book = workbook(tmp_path, {"Projects": projects, "Recipients": READERS})
    built = build(Request(book, tmp_path / "out", formats=("html",)))
    plan = json.loads((built.folder / "outbox.json").read_text())
    (row,) = plan["recipients"]
    assert (row["address"], row["scope"], row["body"]["picture"]) == ("ann@example.org", ["North"], None)
    text = readable(Artefact("index.html", "text/html", (built.folder / row["view"] / "index.html").read_bytes()))
    assert "This report covers 1 of 3 projects: North" in re.sub(" (?=[:.])", "", text)
    assert "P-1" in text
    assert "P-2" not in text
    assert sorted(Path(file["path"]).name for file in row["files"]) == ["P-1.html", "executive.html", "index.html"]
    listed = json.loads((built.folder / "manifest.json").read_text())["files"]
    assert {file["path"]: file["sha256"] for file in row["files"]}.items() <= {name: one["sha256"] for name, one in listed.items()}.items()


def test_the_message_is_another_with_each_revision_in_the_same_thread(tmp_path):
    book = workbook(tmp_path, {"Projects": [project("P-1", programme="North")], "Recipients": READERS})
    plans = [json.loads((build(Request(book, tmp_path / "out", formats=("html",))).folder / "outbox.json").read_text()) for _ in range(2)]
    first, second = (plan["recipients"][0] for plan in plans)
    assert first["message_id"] != second["message_id"]
    assert {**first, "message_id": None} == {**second, "message_id": None}


def test_nobody_asks_and_nothing_is_made(tmp_path):
    book = workbook(tmp_path, {"Projects": [project("P-1")], "Recipients": [READERS[1] | {"scope": "P-1"}]})
    built = build(Request(book, tmp_path / "out", formats=("html",)))
    assert not (built.folder / "views").exists()
    assert not (built.folder / "outbox.json").exists()


def test_a_second_build_renders_no_view_again(tmp_path):
    readers = [READERS[0] | {"show_money": False, "scope": "ALL"}]
    book = workbook(tmp_path, {"Projects": [project("P-1")], "Recipients": readers})
    request = Request(book, tmp_path / "out", formats=("html",))
    assert build(request).rendered == 4
    assert (build(request).rendered, build(request).reused) == (0, 4)
    assert dt.date(2026, 10, 31).isoformat() in (tmp_path / "out/2026-10/outbox.json").read_text()
