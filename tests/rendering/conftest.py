from __future__ import annotations

import pytest

from pfreport.rendering.formats.html import Html
from pfreport.report.words import WORDS
from pfreport.settings import Theme
from tests.browsing import opened
from tests.rendering import reports


@pytest.fixture(autouse=True)
def words_of_the_test_reports(monkeypatch):
    for key, text in reports.WORDS.items():
        monkeypatch.setitem(WORDS, key, text)


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a report; what the console says is an error of the page."""
    pages = []

    def visited(report, *, script=True, **more):
        file = tmp_path / "index.html"
        file.write_bytes(Html().render(report, Theme(), "index.html").content)
        pages.append(opened(browser, file, java_script_enabled=script, **more))
        return pages[-1]

    yield visited
    for page in pages:
        page.context.close()
