"""Rounding, and numbers as a locale writes them. A rounded figure never lies on or across a limit
it was judged by.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

MINUS = "−"
NO_BREAK = "\u00a0"
FALLBACK = "en_001"
SIGNIFICANT = 3
ENGLISH_UNITS = {3: "k", 6: "m", 9: "bn", 12: "tn"}


def parse_locale(tag: str) -> Locale:
    """The locale of a BCP 47 tag; bare English, and what nobody knows, is international English (31
    October 2026).
    """
    try:
        found = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
    return Locale.parse(FALLBACK) if str(found) == "en" else found


def decimal(value: float) -> Decimal:
    """The number as it prints, free of binary noise."""
    return Decimal(repr(float(value)))


def rounded(value: Decimal, places: int) -> Decimal:
    """To so many places after the point (before it where negative), halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def places_clear_of(value: Decimal, limits: Iterable[Decimal], least: int, most: int) -> int | None:
    """The fewest places that keep a number on its own side of every limit; None where `most` are
    too few.
    """
    others = [limit for limit in limits if limit != value]
    for places in range(least, most + 1):
        shown = rounded(value, places)
        if all(shown != limit and (shown < limit) == (value < limit) for limit in others):
            return places
    return None


def significant_places(value: Decimal, figures: int = SIGNIFICANT) -> int:
    """Places after the point that leave so many significant figures; never negative."""
    return max(0, figures - 1 - value.adjusted()) if value else 0


class Numbers:
    """Numbers of one locale, with a real minus."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale

    def fixed(self, value: Decimal, places: int, *, signed: bool = False) -> str:
        """With exactly so many places, grouped; `signed` prints a plus too."""
        shown = rounded(value, places)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return self._sign(shown, signed=signed) + format_decimal(
            abs(shown), pattern, locale=self.locale
        )

    def plain(self, value: Decimal, most: int, *, signed: bool = False) -> str:
        """With at most so many places, as few as show it."""
        shown = rounded(value, most)
        pattern = "#,##0" + ("." + "#" * most if most else "")
        return self._sign(shown, signed=signed) + format_decimal(
            abs(shown), pattern, locale=self.locale
        )

    def compact(self, value: Decimal) -> tuple[str, str]:
        """Three significant figures of the size of a number, and the word for its thousands,
        millions …; no sign.
        """
        size = abs(value)
        power = self._power(size)
        scaled = size.scaleb(-power)
        places = significant_places(rounded(scaled, significant_places(scaled)))
        if power:
            return self.fixed(scaled, places), self._unit(power)
        return self.plain(scaled, places), ""

    def _power(self, size: Decimal) -> int:
        """The power of thousand to print in, after rounding: 999,600 is 1.00 m."""
        if size < 1:
            return 0
        shown = rounded(size, SIGNIFICANT - 1 - size.adjusted())
        power = min(shown.adjusted() // 3 * 3, max(ENGLISH_UNITS))
        while power and not self._unit(power):
            power -= 3
        return power

    def _unit(self, power: int) -> str:
        """The locale's short word for a power of ten; empty where it has none, as German for
        thousands.
        """
        if self.locale.language == "en":
            return ENGLISH_UNITS[power]
        pattern = str(self.locale.compact_decimal_formats["short"]["other"][str(10**power)].pattern)
        return pattern.replace("0", "").replace("'", "").strip() if pattern.count("0") == 1 else ""

    @staticmethod
    def _sign(shown: Decimal, *, signed: bool) -> str:
        if shown < 0:
            return MINUS
        return "+" if signed and shown > 0 else ""
