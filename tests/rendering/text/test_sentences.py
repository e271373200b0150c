from __future__ import annotations

import pytest

from pfreport.words.catalogue import catalogue
from pfreport.words.patterns import Slot, parse


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("plain", ("plain",)),
        ("{a}", (Slot("a"),)),
        ("{n:project|projects} late", (Slot("n", ("project", "projects")), " late")),
        ("it {n:#is|are} so", ("it ", Slot("n", ("is", "are"), alone=True), " so")),
        ("{n:day|days of {}}", ("{n:day|days of {}}",)),
        ("{n:dzień|dni|dni|dnia}", (Slot("n", ("dzień", "dni", "dni", "dnia")),)),
    ],
)
def test_patterns(pattern, expected):
    assert parse(pattern) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "is"), (-1, "is"), (0, "are"), (2, "are"), (None, "are")]
)
def test_words_agree_with_their_count(number, expected):
    assert Slot("n", ("is", "are"), alone=True).word(number, catalogue()) == expected
