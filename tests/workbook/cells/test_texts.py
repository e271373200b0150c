import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.workbook.cells.texts import MOST_CHARACTERS, clean


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("  plain ", "plain", False),
        ("e\u0301", "é", False),
        ("one\r\ntwo\rthree", "one\ntwo\nthree", False),
        ("one_x000D_\ntwo", "one\ntwo", False),
        ("bell\x07", "bell", True),
        ("\x00nul", "nul", True),
        ("abc\u202efdp.exe", "abcfdp.exe", True),
        ("\ud800", "\ufffd", True),
        ("tab\there", "tab\there", False),
        ("_x0007_bell", "bell", True),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str, told: bool) -> None:
    cleaned, note = clean(text)
    assert cleaned == expected
    assert (note is not None) is told


def test_a_text_is_cut_where_a_cell_ends() -> None:
    cleaned, note = clean("x" * (MOST_CHARACTERS + 1))
    assert len(cleaned) == MOST_CHARACTERS
    assert cleaned.endswith("…")
    assert note == "only its first 32,767 characters are kept"


@given(st.text())
def test_what_comes_out_is_normal_and_stays_as_it_is(text: str) -> None:
    cleaned, _ = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in cleaned)
    cleaned.encode()
