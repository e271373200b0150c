"""`outbox.json` of built packs: who is in it, and what stays the same."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from pfreport.artefact import Artefact
from pfreport.pipeline import Request, build
from tests.packs import project, workbook
from tests.readable import readable

READERS = [
    {
        "email": "ann@example.org",
        "audience": "Portfolio",
        "scope": "North",
        "format": "html",
        "show_money": True,
        "show_names": True,
    },
    {
        "email": "bob@example.org",
        "audience": "Project",
        "scope": "P-2",
        "format": "html",
        "active": False,
    },
    {"email": "cem", "audience": "Executive", "format": "html"},
]


def test_a_scope_says_how_much_it_covers_and_measures_that_alone(tmp_path):
    projects = [
        project("P-1", programme="North", budget=1000.0),
        project("P-2", programme="South", budget=5000.0),
        project("P-3"),
    ]
    book = workbook(tmp_path, {"Projects": projects, "Recipients": READERS})
    built = build(Request(book, tmp_path / "out", formats=("html",)))
    plan = json.loads((built.folder / "outbox.json").read_text())
    (row,) = plan["recipients"]
    assert (row["address"], row["scope"], row["body"]["picture"]) == (
        "ann@example.org",
        ["North"],
        None,
    )
    text = readable(
        Artefact(
            "index.html", "text/html", (built.folder / row["view"] / "index.html").read_bytes()
        )
    )
    assert "This report covers 1 of 3 projects: North" in re.sub(" (?=[:.])", "", text)
    assert "P-1" in text
    assert "P-2" not in text
    assert sorted(Path(file["path"]).name for file in row["files"]) == [
        "P-1.html",
        "executive.html",
        "index.html",
    ]
    listed = json.loads((built.folder / "manifest.json").read_text())["files"]
    assert {file["path"]: file["sha256"] for file in row["files"]}.items() <= {
        name: one["sha256"] for name, one in listed.items()
    }.items()


def test_the_message_is_another_with_what_is_in_it_in_the_same_thread(tmp_path):
    def row(**fields):
        book = workbook(
            tmp_path,
            {"Projects": [project("P-1", programme="North", **fields)], "Recipients": READERS},
        )
        built = build(Request(book, tmp_path / "out", formats=("html",)))
        return json.loads((built.folder / "outbox.json").read_text())["recipients"][0]

    first, again, changed = row(), row(), row(budget=2000.0)
    assert first == again
    assert first["message_id"] != changed["message_id"]
    assert (first["thread_id"], first["view"]) == (changed["thread_id"], changed["view"])


def test_nobody_asks_and_nothing_is_made(tmp_path):
    book = workbook(
        tmp_path, {"Projects": [project("P-1")], "Recipients": [READERS[1] | {"scope": "P-1"}]}
    )
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
