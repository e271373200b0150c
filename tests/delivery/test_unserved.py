"""Readers who get no mail from a pack: each is named, with the reason, in `outbox.json`, on stderr
and by `send`.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pfreport.delivery.mailing import Unserved, read_mailing
from pfreport.delivery.pack import pack_at
from pfreport.delivery.unserved import Forms, unserved
from pfreport.pipeline import Request, build
from tests.delivery.mailservers import configured, running
from tests.packs import project, workbook

NO_PDF = "wants PDF alone, and this pack holds no PDFs"


def reader(name, audience="Executive", form="html", **fields):
    return {"email": f"{name}@example.org", "audience": audience, "format": form} | fields


def book(folder, *readers, **settings):
    return workbook(
        folder,
        {"Projects": [project("P-1"), project("P-2", report=False)], "Recipients": readers},
        **settings,
    )


def pfreport(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pfreport", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_who_wants_pdf_alone_is_told_of_where_there_is_none(tmp_path):
    path = book(tmp_path, reader("ann"), reader("bob", form="pdf"), reader("cem", form="both"))
    done = pfreport("build", path, "--format", "html")
    assert (done.returncode, done.stderr) == (
        0,
        f"pfreport: bob@example.org: gets no mail: {NO_PDF} (Recipients!A3)\n",
    )
    plan = json.loads((tmp_path / "reports/latest/outbox.json").read_text())
    assert [row["address"] for row in plan["recipients"]] == ["ann@example.org", "cem@example.org"]
    assert plan["left_out"] == [
        {"row": "Recipients!A3", "address": "bob@example.org", "why": NO_PDF}
    ]


def test_every_reason_is_told_in_the_order_of_rows(tmp_path):
    rows = [
        reader("ann", "Project", scope="P-2"),
        reader("bob", "Board"),
        reader("ben", form="paper"),
        reader("cem") | {"email": "cem"},
        reader("dee", scope="P-404"),
        reader("eve", active=False, form="pdf"),
        reader("fay", form="pdf"),
        reader("gil"),
    ]
    built = build(Request(book(tmp_path, *rows), tmp_path / "out", formats=("html",)))
    assert list(map(str, built.unserved)) == [
        "ann@example.org: gets no mail: no project of its scope has a report (Recipients!A2)",
        "Recipients!C3: gets no mail: Board is none of Executive, Portfolio, Project, Finance",
        "Recipients!E4: gets no mail: paper is none of pdf, html, both",
        "Recipients!A5: gets no mail: cem is no address that mail can go to: "
        "it is not one address such as name@example.org",
        "Recipients!D6: gets no mail: P-404 is neither a programme nor a project",
        f"fay@example.org: gets no mail: {NO_PDF} (Recipients!A8)",
    ]
    assert read_mailing(pack_at(built.folder)).unserved == built.unserved


def test_nobody_is_named_where_all_get_theirs(tmp_path):
    built = build(Request(book(tmp_path, reader("ann")), tmp_path / "out", formats=("html",)))
    assert built.unserved == ()
    assert json.loads((built.folder / "outbox.json").read_text())["left_out"] == []


def test_a_report_that_could_not_be_rendered_is_another_reason(tmp_path):
    built = build(Request(book(tmp_path, reader("ann")), tmp_path / "out", formats=("html",)))
    (one,) = unserved(built.findings, Forms((), pdf=True))
    assert one == Unserved(
        "Recipients!A2", "ann@example.org", "none of the reports for this reader could be rendered"
    )


@pytest.mark.parametrize(
    ("rows", "came"), [(("html", "pdf"), ["reader0@example.org"]), (("pdf",), [])]
)
def test_send_says_who_gets_nothing_and_ends_with_3(tmp_path, rows, came):
    readers = [reader(f"reader{place}", form=form) for place, form in enumerate(rows)]
    build(
        Request(
            book(tmp_path, *readers, max_age_days=100_000), tmp_path / "reports", formats=("html",)
        )
    )
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as server:
        configured(tmp_path, server.mail)
        done, again = (pfreport("send", tmp_path / "reports/latest") for _ in range(2))
    row = len(rows) + 1
    for one in (done, again):
        assert (one.returncode, one.stderr) == (
            3,
            f"pfreport: reader{row - 2}@example.org: gets no mail: {NO_PDF} (Recipients!A{row})\n",
        )
    assert server.box.addresses == came
