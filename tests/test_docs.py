"""The generated pages are what the declarations say, and the check notices where they are not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("faults.md", "measures.md", "workbook.md")


def make_docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: what other tests import or register must not show."""
    return subprocess.run(
        [sys.executable, ROOT / "tools" / "make_docs.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    found = make_docs("--folder", str(folder))
    assert (found.returncode, found.stderr) == (0, "")
    return folder


def test_the_pages_of_the_repository_are_current():
    found = make_docs("--check")
    assert (found.returncode, found.stderr) == (0, "")


def test_the_check_passes_on_what_was_just_written(written):
    assert make_docs("--check", "--folder", str(written)).returncode == 0


@pytest.mark.parametrize("page", PAGES)
def test_the_check_fails_on_a_page_that_was_changed_or_is_missing(written, tmp_path, page):
    for name in PAGES:
        (tmp_path / name).write_text((written / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / page).write_text(
        (written / page)
        .read_text(encoding="utf-8")
        .replace("error", "mistake", 1)
        .replace("|", "!", 1),
        encoding="utf-8",
    )
    found = make_docs("--check", "--folder", str(tmp_path))
    assert (found.returncode, page in found.stderr) == (1, True)
    (tmp_path / page).unlink()
    assert make_docs("--check", "--folder", str(tmp_path)).returncode == 1


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("workbook.md", "| **Project ID** (*key*) |"),
        ("workbook.md", "| `stale_days` | a whole number, not negative | `35` |"),
        ("workbook.md", "## Benefit periods"),
        (
            "measures.md",
            "| `cpi` | Cost performance index | ratio | higher | ratio of sums | EV / AC | Green "
            "from 0.95 up, Amber from 0.90 up |",
        ),
        ("measures.md", "critical: Green up to 0, Amber up to 2"),
        ("measures.md", "Green up to 5 % of the baseline's days (at least 10, at most 30)"),
        ("faults.md", "| PF202 | error | Formula never calculated |"),
    ],
)
def test_the_pages_say_what_a_reader_looks_for(written, page, text):
    assert text in (written / page).read_text(encoding="utf-8")


def test_nothing_in_the_pages_is_left_unfilled(written):
    for page in PAGES:
        text = (written / page).read_text(encoding="utf-8")
        assert "$" not in text
        assert "<member" not in text
        assert "None" not in text.replace("None, Low", "").replace("No or None", "")
