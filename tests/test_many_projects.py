"""Of very many projects a pack has the executive report and the exports; their own reports are made
on request.
"""

import json

import pytest

from pfreport import pipeline
from pfreport.pipeline import Request, build
from tests.packs import project, workbook

KEYS = ("P-1", "P-2", "P-3")
ASKS = {
    "email": "ann@example.org",
    "audience": "Portfolio",
    "format": "html",
    "show_money": True,
    "show_names": True,
    "active": True,
}


@pytest.fixture(autouse=True)
def two_at_most(monkeypatch):
    monkeypatch.setattr(pipeline, "REPORTS_AT_MOST", 2)


@pytest.fixture
def book(tmp_path):
    return workbook(tmp_path, {"Projects": [project(key) for key in KEYS], "Recipients": [ASKS]})


def test_the_pack_has_every_figure_and_no_report_of_a_single_project(book, tmp_path):
    folder = build(Request(book, tmp_path / "out", formats=("html",))).folder
    assert not (folder / "projects").exists()
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "No project has a report of its own in this pack" in page
    assert "projects/P-" not in page
    assert all(key in page for key in KEYS)
    assert set(json.loads((folder / "measures.json").read_bytes())["projects"]) == set(KEYS)
    assert {
        row["report"][0]
        for row in json.loads((folder / "inputs.json").read_bytes())["sheets"]["Projects"].values()
    } == {True}
    (reader,) = json.loads((folder / "outbox.json").read_bytes())["recipients"]
    assert [file["path"].rpartition("/")[2] for file in reader["files"]] == ["index.html"]


def test_a_report_is_made_when_it_is_asked_for(book, tmp_path):
    folder = build(Request(book, tmp_path / "some", only=("P-2",), formats=("html",))).folder
    assert [path.name for path in sorted((folder / "projects").iterdir())] == ["P-2.html"]
