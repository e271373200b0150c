from __future__ import annotations

import pytest

from pfreport.report.words import WORDS
from tests.rendering import reports


@pytest.fixture(autouse=True)
def words_of_the_test_reports(monkeypatch):
    for key, text in reports.WORDS.items():
        monkeypatch.setitem(WORDS, key, text)
