"""A build renders what the change touched, and nothing else; whatever is copied is still what was
rendered.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pfreport.pipeline import Built, Request, build
from tests.packs import workbook
from tests.varied import sheets

SIZE = 50
PAGES = SIZE + 1
SAID = "Now in the hands of the builders."
Rows = dict[str, list[dict[str, Any]]]


class Desk:
    """A workbook of many projects, its pack, and what is built from it after a change."""

    def __init__(self, folder: Path, first: Path) -> None:
        self.folder = folder
        shutil.copytree(first, folder, symlinks=True)
        self.pages = _pages(folder / "reports" / "2026-10")

    @property
    def pack(self) -> Path:
        """The folder the pack stands in."""
        return (self.folder / "reports" / "2026-10").resolve()

    def build(self, change: Callable[[Rows], object] | None = None, **asked: Any) -> Built:
        """Builds again, from the same workbook or from one with a change; HTML alone."""
        book = _with(self.folder, change) if change else self.folder / "portfolio.xlsx"
        return build(Request(book, self.folder / "reports", formats=("html",), **asked))

    def changed(self, built: Built) -> set[str]:
        """The pages that are not the bytes they were."""
        return {name for name, page in _pages(built.folder).items() if self.pages[name] != page}


def _pages(pack: Path) -> dict[str, bytes]:
    return {str(path.relative_to(pack)): path.read_bytes() for path in pack.rglob("*.html")}


def _with(folder: Path, change: Callable[[Rows], object]) -> Path:
    """The workbook with one change in its rows."""
    rows = {name: [dict(row) for row in of] for name, of in sheets(SIZE).items()}
    change(rows)
    return workbook(folder, rows)


def _project(rows: Rows, key: str) -> dict[str, Any]:
    return next(row for row in rows["Projects"] if row["project_id"] == key)


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Path:
    """A folder with the workbook and its first pack."""
    folder = tmp_path_factory.mktemp("first")
    built = build(Request(workbook(folder, sheets(SIZE)), folder / "reports", formats=("html",)))
    assert (built.rendered, built.reused) == (PAGES, 0)
    return folder


@pytest.fixture
def desk(first, tmp_path) -> Desk:
    return Desk(tmp_path / "desk", first)


def test_an_unchanged_build_renders_nothing(desk):
    built = desk.build()
    assert (built.rendered, built.reused) == (0, PAGES)
    assert desk.changed(built) == set()


@pytest.mark.slow
def test_a_summary_renders_its_own_page_and_the_executive_report(desk):
    built = desk.build(lambda rows: _project(rows, "P-07").update(summary=SAID))
    assert (built.rendered, built.reused) == (2, PAGES - 2)
    assert desk.changed(built) == {"index.html", "projects/P-07.html"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "field", "value"),
    [
        ("Projects", "budget", 12_345.0),
        ("Risks", "cost_impact", 4_321.0),
        ("Milestones", "name", "Topping out"),
    ],
)
def test_a_cell_renders_its_own_project_and_the_executive_report(desk, sheet, field, value):
    def change(rows: Rows) -> None:
        next(
            row
            for row in rows[sheet]
            if row["project_id"] == active and row.get("status") != "Closed"
        ).update({field: value})

    active = next(
        row["project_id"] for row in sheets(SIZE)["Projects"] if row["status"] == "Active"
    )
    built = desk.build(change)
    assert (built.rendered, built.reused) == (2, PAGES - 2)
    assert desk.changed(built) == {"index.html", f"projects/{active}.html"}


@pytest.mark.slow
def test_a_theme_renders_all(desk):
    (desk.folder / "pfreport.toml").write_text('[theme]\naccent = "#7a1f5c"\n', encoding="utf-8")
    assert desk.build().rendered == PAGES


@pytest.mark.slow
def test_force_renders_all_to_the_same_bytes(desk):
    built = desk.build(force=True)
    assert (built.rendered, built.reused) == (PAGES, 0)
    assert desk.changed(built) == set()


def test_a_damaged_page_is_rendered_anew(desk):
    page = desk.pack / "projects" / "P-03.html"
    page.write_bytes(page.read_bytes() + b" ")
    built = desk.build()
    assert (built.rendered, built.reused) == (1, PAGES - 1)
    assert desk.changed(built) == set()


def test_a_page_that_is_gone_is_rendered_anew(desk):
    (desk.pack / "projects" / "P-03.html").unlink()
    built = desk.build()
    assert built.rendered == 1
    assert desk.changed(built) == set()
