from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pfreport import values as v
from pfreport.kinds import Month, Rag
from pfreport.rendering.text.values import CHART, INPUT, TABLE, TEXT, Formats, Piece, Place
from pfreport.values import MonthForm
from pfreport.words.catalogue import catalogue

WORDS = dataclasses.replace(
    catalogue(),
    texts={
        **catalogue().texts,
        "light.time": "time",
        "count": "{n:project|projects} {n:#is|are} late",
        "gap": "{amount} over, {why}",
        "status.On hold": "on hold",
    },
)
EUR_K = Place(table=True, currency="EUR", thousands=True)
EUR = Place(table=True, bare=True, currency="EUR")
P1, P2, P3 = (v.Ref(v.RefKind.PROJECT, f"P-{i}") for i in (1, 2, 3))
AXIS = v.TimeAxis(dt.date(2026, 10, 1), dt.date(2026, 11, 9), dt.date(2026, 10, 31))
DAY = v.Day(dt.date(2026, 10, 31))


def shown(locale: str, value: v.Value, place: Place = TEXT) -> str:
    """The text with plain spaces."""
    return Formats(locale, WORDS).text(value, place).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (v.Money(1_239_000, "EUR"), "EUR 1.24 m"),
        (v.Money(-350_000, "EUR"), "−EUR 350 k"),
        (v.Money(90_000, "EUR", signed=True), "+EUR 90.0 k"),
        (v.Money(0, "EUR", signed=True), "EUR 0"),
        (v.Ratio(0.8666), "0.87"),
        (v.Ratio(0.8996, limits=(0.9,)), "0.8996"),
        (v.Ratio(0.9, limits=(0.9,)), "0.90"),
        (v.Ratio(0.904, limits=(0.9, 0.95)), "0.904"),
        (v.Ratio(0.90000000001, limits=(0.9,)), "0.90"),
        (v.Share(0.041), "4 %"),
        (v.Share(0.041, signed=True), "+4 %"),
        (v.Share(0.146, limits=(0.1, 0.15)), "14.6 %"),
        (v.Share(1), "100 %"),
        (v.Share(0.999), "99.9 %"),
        (v.Share(0.99999), ">99.9 %"),
        (v.Share(0.9999999999999), "100 %"),
        (v.Share(-1.0000000000001), "−100 %"),
        (v.Share(1e-16, signed=True), "0 %"),
        (v.Share(-1e-10), "0 %"),
        (v.Share(1.0003), "100.03 %"),
        (v.Share(0), "0 %"),
        (v.Share(0.004), "0.4 %"),
        (v.Money(-1.8e-15, "EUR"), "EUR 0"),
        (v.Share(0.0001), "<0.1 %"),
        (v.Share(-0.0001), ">−0.1 %"),
        (v.Share(-0.003, signed=True), "−0.3 %"),
        (v.Count(12_000), "12,000"),
        (v.Count(2.5), "2.5"),
        (v.Days(1), "1 day"),
        (v.Days(142), "142 days"),
        (v.Days(-4, signed=True), "−4 days"),
        (v.Days(0.4), "0.4 days"),
        (v.Months(3.25), "3.3 months"),
        (v.Months(1), "1 month"),
        (DAY, "31 October 2026"),
        (v.InMonth(Month(2026, 10)), "October 2026"),
        (v.Person("I. Solberg"), "I. Solberg"),
        (v.Words("as typed"), "as typed"),
        (v.Term("light.time"), "time"),
        (v.Light(Rag.RED), "Red"),
        (v.Light(None, word="status.On hold"), "on hold"),
        (v.Light(Rag.AMBER, note=v.Term("light.time")), "Amber time"),
        (v.Spark((0.98, None, 1.0)), "0.98; n/a; 1.00"),
        (
            v.Bullet(2.5e6, 4.125e6, 3.6e6, 5e6, currency="EUR"),
            "spent EUR 2.50 m, forecast EUR 4.13 m, budget EUR 3.60 m",
        ),
        (v.Bullet(0.6, 1.15, 1.0, 1.25), "spent 60 %, forecast 115 %, budget 100 %"),
        (
            v.Dumbbell(AXIS, dt.date(2026, 10, 1), dt.date(2026, 10, 9), reached=True),
            "baseline 1 Oct 2026, reached 9 Oct 2026",
        ),
        (v.Dumbbell(AXIS, None, dt.date(2026, 11, 9), reached=False), "expected 9 Nov 2026"),
        (AXIS, "1 Oct 2026 to 9 Nov 2026, status at 31 Oct 2026"),
        (v.InMonth(Month(2026, 10), form=MonthForm.MEDIUM), "Oct 2026"),
        (v.Ref(v.RefKind.PROJECT, "P-003", "Mobile payments"), "P-003 Mobile payments"),
        (P3, "P-3"),
        (v.Absent("no actual cost yet"), "n/a (no actual cost yet)"),
        (v.Cells(("Periods!D5:D16", "Projects!C4")), "Periods!D5:D16, Projects!C4"),
        (v.Several((P1,)), "P-1"),
        (v.Several((P1, P2)), "P-1 and P-2"),
        (v.Several((P1, P2, P3)), "P-1, P-2 and P-3"),
        (v.Several((P1, P2, P3), most=1), "P-1 and 2 more"),
        (v.Sentence("count", {"n": v.Count(1)}), "1 project is late"),
        (v.Sentence("count", {"n": v.Count(3)}), "3 projects are late"),
        (
            v.Sentence("gap", {"amount": v.Money(1.19e6, "EUR"), "why": v.Absent("x")}),
            "EUR 1.19 m over, n/a (x)",
        ),
    ],
)
def test_text(value, expected):
    assert shown("en", value) == expected


@pytest.mark.parametrize(
    ("locale", "value", "expected"),
    [
        ("de", v.Money(1_239_000, "EUR"), "1,24 Mio. EUR"),
        ("de", v.Money(-371_000, "EUR"), "−371.000 EUR"),
        ("fr", v.Money(371_000, "EUR"), "371 k EUR"),
        ("de", v.Ratio(0.87), "0,87"),
        ("fr", v.Count(12_000), "12 000"),
        ("de", v.Share(0.125, limits=(0.13,)), "12,5 %"),
        ("de", DAY, "31. Oktober 2026"),
        ("fr", DAY, "31 octobre 2026"),
        ("en-US", DAY, "October 31, 2026"),
        ("de", v.InMonth(Month(2026, 3)), "März 2026"),
    ],
)
def test_text_in_other_locales(locale, value, expected):
    assert shown(locale, value) == expected


@pytest.mark.parametrize(
    ("locale", "value", "place", "expected"),
    [
        ("en", v.Money(4_125_499, "EUR"), EUR_K, "4,125"),
        ("en", v.Money(4_125_499, "EUR"), EUR, "4,125,499"),
        ("en", v.Money(-4_125_499, "EUR"), EUR, "−4,125,499"),
        ("en", v.Money(4_125_499, "USD"), EUR, "USD 4,125,499"),
        ("en", v.Money(4_125_499, "USD"), EUR_K, "USD 4,125 k"),
        ("en", v.Money(120, "EUR"), EUR_K, "0.1"),
        ("en", v.Money(0, "EUR"), EUR_K, "0"),
        ("de", v.Money(4_125_499, "EUR"), EUR, "4.125.499"),
        ("en", v.Money(4_125_499, "EUR"), TABLE, "EUR 4,125,499"),
        ("en", DAY, TABLE, "31 Oct 2026"),
        ("de", DAY, TABLE, "31.10.2026"),
        ("en", v.InMonth(Month(2026, 10)), TABLE, "Oct 2026"),
        ("en", v.Days(26), EUR, "26"),
        ("en", v.Months(7.5), EUR, "7.5"),
        ("en", v.Months(110), EUR, "110.0"),
        (
            "en",
            v.Sentence("gap", {"amount": v.Money(1.19e6, "EUR"), "why": DAY}),
            EUR,
            "EUR 1.19 m over, 31 October 2026",
        ),
        (
            "en",
            v.Ref(v.RefKind.PROJECT, "P-003", "Mobile payments"),
            Place(table=True, names=True),
            "Mobile payments",
        ),
    ],
)
def test_text_in_tables(locale, value, place, expected):
    assert shown(locale, value, place) == expected


@pytest.mark.parametrize(("place", "most"), [(TABLE, 300), (TEXT, 2000), (CHART, 60)])
def test_long_texts_are_cut_with_an_ellipsis(place, most):
    found = Formats("en").text(v.Words("x" * 5000), place)
    assert found == "x" * (most - 1) + "…"


def test_units_never_part_from_their_numbers():
    for value in (v.Money(1.24e6, "EUR"), v.Share(0.5), v.Days(142), DAY):
        assert " " not in Formats("en").text(value)


def test_pieces_say_what_is_special_about_a_run():
    money = v.Money(1.19e6, "EUR", "portfolio/vac")
    found = Formats("en", WORDS).pieces(v.Sentence("gap", {"amount": money, "why": v.Words("<b>")}))
    assert [(piece.kind, piece.figure) for piece in found] == [
        ("figure", "portfolio/vac"),
        ("plain", None),
        ("typed", None),
    ]
    assert found[0] == Piece("EUR\u00a01.19\u00a0m", "figure", money, "portfolio/vac")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (v.Money(30_289_000, "EUR"), ("30.3", "EUR m")),
        (v.Money(-350_000, "EUR"), ("−350", "EUR k")),
        (v.Share(0.27), ("27", "%")),
        (v.Days(26), ("26", "days")),
        (v.Ratio(0.96), ("0.96", "")),
        (v.Absent("no benefits"), ("n/a", "")),
        (v.Sentence("count", {"n": v.Count(3)}), ("3", "projects are late")),
    ],
)
def test_headline_figures_part_number_and_unit(value, expected):
    number, unit = Formats("en", WORDS).headline(value)
    assert (number, unit.replace("\u00a0", " ")) == expected


def test_a_value_without_a_format_is_an_error():
    with pytest.raises(TypeError, match="no text for str"):
        Formats("en").text("plain")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (v.Ratio(1.1477), "1.1477"),
        (v.Ratio(0.0061234567), "0.00612346"),
        (v.Ratio(11.550123864574731), "11.5501"),
        (v.Share(0.8097), "80.97 %"),
        (v.Share(0.07), "7 %"),
        (v.Share(1.0), "100 %"),
        (v.Count(0.0), "0"),
        (v.Count(1_234_567.0), "1,234,567"),
        (v.Days(1.5), "1.5 days"),
        (v.Money(10_673_610.0, "EUR"), "EUR 10,673,610"),
    ],
)
def test_what_a_figure_is_made_from_is_printed_so_that_it_comes_out_again(value, expected):
    assert shown("en", value, INPUT) == expected
