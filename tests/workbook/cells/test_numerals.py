import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.workbook.cells.numerals import TwoReadingsError, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        (" 12.5 ", 12.5),
        ("12,5", 12.5),
        ("1,200.50", 1200.5),
        ("1.200,50", 1200.5),
        ("1,234,567.8", 1234567.8),
        ("1.234.567", 1234567.0),
        ("€ 1 200,5", 1200.5),
        ("1\u00a0200\u00a0000", 1200000.0),
        ("1'200.50", 1200.5),
        ("$1,200.50", 1200.5),
        ("1,200.50 £", 1200.5),
        ("-12", -12.0),
        ("−12", -12.0),
        ("12-", -12.0),
        ("(1,200.50)", -1200.5),
        ("($5)", -5.0),
        ("-$5", -5.0),
        ("45%", 0.45),
        ("12,5 %", 0.125),
        ("0", 0.0),
    ],
)
def test_texts_with_one_reading(text: str, number: float) -> None:
    assert parse_number(text) == pytest.approx(number, abs=1e-12)


@pytest.mark.parametrize("text", ["1,200", "1.200", "€1,200", "(1.200)", "12,000%"])
def test_texts_with_two_readings(text: str) -> None:
    with pytest.raises(TwoReadingsError):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lots",
        "12 apples",
        "1 2",
        "1,20.50",
        "1,200.50.3",
        "1.2.3",
        "12,34,567",
        "--5",
        "1e5",
        "NaN",
        "inf",
        "٣",
        "1/2",
        "5 EUR",
        "1 20",
        "1234 567",
        "1 234 5678",
        "(-5)",
        "(5-)",
        ",",
    ],
)
def test_texts_that_are_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_grouped_numbers_read_the_same_in_both_customs(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(english) == parse_number(german) == float(f"{whole}.{cents:02d}")


@given(st.text(max_size=12))
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        number = parse_number(text)
    except TwoReadingsError:
        return
    assert number is None or math.isfinite(number)
