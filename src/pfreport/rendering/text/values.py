"""Makes text of values, for a locale: the only place that does."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from pfreport import values as v
from pfreport.faults import shorten
from pfreport.rendering.text.numbers import (
    MINUS,
    NO_BREAK,
    Numbers,
    decimal,
    parse_locale,
    places_clear_of,
    significant_places,
)
from pfreport.words.catalogue import Catalogue, key_of, nearest
from pfreport.words.keys import Key
from pfreport.words.patterns import Filling, Slot, Told, filled, marked_up, parse

LONGEST_IN_TABLE = 300
LONGEST_IN_TEXT = 2000
LONGEST_IN_CHART = 60
MOST_RATIO_PLACES = 6
MOST_SHARE_PLACES = 4
THOUSAND = 3
NO_MONEY = 1e-6
"""An amount below it is what rounding left of a difference, and prints as 0."""
NO_SHARE = 1e-9
"""A share this near to nothing or all is what rounding left of it; within it a figure counts as on
its limit too.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is printed. In a table dates are short and money full; in a `bare` column the
    head has the unit.

    `currency` and `thousands` are the column's; `names` prints a thing by its name alone, `linked`
    leads to its place. `exact` prints six significant figures: what is made from them must come out
    again. `longest` characters of a text are printed, `longest_name` of the name of a thing.
    """

    table: bool = False
    bare: bool = False
    currency: str | None = None
    thousands: bool = False
    names: bool = False
    linked: bool = True
    exact: bool = False
    longest: int = LONGEST_IN_TEXT
    longest_name: int = LONGEST_IN_TEXT


TEXT = Place()
TABLE = Place(table=True, longest=LONGEST_IN_TABLE)
INPUT = Place(table=True, exact=True, longest=LONGEST_IN_TABLE)
CHART = Place(table=True, longest=LONGEST_IN_CHART)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `value` is what it prints; `kind` is plain, figure, typed, ref, key, name,
    absent, cells or a mark.

    Marks are light, spark, bullet, shares, axis and dumbbell.

    `figure` names the measurement behind it.
    """

    text: str
    kind: str = "plain"
    value: v.Value | None = None
    figure: str | None = None


class Formats:
    """Texts in one locale, in the words of a catalogue: the one nearest to the locale, unless
    another is given.
    """

    def __init__(self, locale: str, words: Catalogue | None = None) -> None:
        self._locale = parse_locale(locale)
        self._numbers = Numbers(self._locale)
        self._words = words or nearest(locale)
        self._currency_first = self._locale.currency_formats["standard"].pattern.startswith("¤")

    @property
    def words(self) -> Catalogue:
        """The words that are used, and with them the language."""
        return self._words

    def said(self, key: Key, /, **values: Filling) -> str:
        """A text of the catalogue with its values in it."""
        return filled(self._words, key, values)

    def marked_up(self, key: Key, /, **values: Filling) -> Markup:
        """The same as markup, for templates."""
        return marked_up(self._words, key, values)

    def text(self, value: v.Value, place: Place = TEXT) -> str:
        """A value as plain text, the reason of an absent one included."""
        return "".join(self._with_reason(piece) for piece in self.pieces(value, place))

    def told(self, told: Told) -> str:
        """A text that quotes cells."""
        return told.text(self._words)

    def light(self, name: str) -> str:
        """The word for a light."""
        return self.said(key_of("light.name", name))

    def chart_text(self, value: v.Value) -> str:
        """A value as a label in a chart."""
        return self.text(value, CHART)

    def headline(self, value: v.Value) -> tuple[str, str]:
        """A value as a large number and its small unit."""
        match value:
            case v.Money(amount=amount, currency=currency, signed=signed):
                digits, unit = self._numbers.compact(decimal(amount))
                return self._sign(amount, signed=signed) + digits, NO_BREAK.join(
                    part for part in (currency, unit) if part
                )
            case v.Share() | v.Days() | v.Months():
                number, _, unit = self.text(value).rpartition(NO_BREAK)
                return number, unit
            case v.Sentence():
                first, *rest = self.pieces(value)
                return first.text, "".join(piece.text for piece in rest).strip()
            case v.Absent():
                return self.said("absent"), ""
            case _:
                return self.text(value), ""

    @functools.singledispatchmethod
    # its forms need it
    def pieces(self, value: v.Value, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        """A value as runs of text, each with what is special about it."""
        raise TypeError(f"no text for {type(value).__name__}")

    @pieces.register
    def _(self, value: v.Money, place: Place = TEXT) -> tuple[Piece, ...]:
        return _figure(value, self._money(value, place))

    @pieces.register
    def _(self, value: v.Ratio, place: Place = TEXT) -> tuple[Piece, ...]:
        number = decimal(value.value)
        if place.exact:
            return _figure(value, self._exact(number))
        places = places_clear_of(number, map(decimal, value.limits), 2, MOST_RATIO_PLACES) or 2
        return _figure(value, self._numbers.fixed(number, places))

    @pieces.register
    def _(self, value: v.Share, place: Place = TEXT) -> tuple[Piece, ...]:
        number = (
            self._exact(decimal(value.value) * 100, signed=value.signed)
            if place.exact
            else self._share(value)
        )
        return _figure(value, number + NO_BREAK + "%")

    @pieces.register
    def _(self, value: v.Count, place: Place = TEXT) -> tuple[Piece, ...]:
        number = decimal(value.value)
        return _figure(
            value, self._exact(number) if place.exact else self._numbers.plain(number, 2)
        )

    @pieces.register
    def _(self, value: v.Days, place: Place = TEXT) -> tuple[Piece, ...]:
        return _figure(value, self._duration(value, place, "duration.days", 0))

    @pieces.register
    def _(self, value: v.Months, place: Place = TEXT) -> tuple[Piece, ...]:
        return _figure(value, self._duration(value, place, "duration.months", 1))

    @pieces.register
    def _(self, value: v.Day, place: Place = TEXT) -> tuple[Piece, ...]:
        text = format_date(value.value, "medium" if place.table else "long", locale=self._locale)
        return _figure(value, text.replace(" ", NO_BREAK))

    @pieces.register
    def _(self, value: v.InMonth, place: Place = TEXT) -> tuple[Piece, ...]:
        day = value.value.first_day
        if value.form in (v.MonthForm.SHORT, v.MonthForm.NAME):
            return (
                Piece(
                    format_date(
                        day,
                        {v.MonthForm.SHORT: "LLL yy", v.MonthForm.NAME: "LLL"}[value.form],
                        locale=self._locale,
                    ).replace(" ", NO_BREAK)
                ),
            )
        text = format_skeleton(
            "yMMM" if place.table or value.form is v.MonthForm.MEDIUM else "yMMMM",
            day,
            locale=self._locale,
        )
        return (Piece(text.replace(" ", NO_BREAK)),)

    @pieces.register
    def _(self, value: v.Person, place: Place = TEXT) -> tuple[Piece, ...]:
        return (Piece(shorten(value.name, place.longest), "typed"),)

    @pieces.register(v.Words)
    @pieces.register(v.Quoted)
    def _(self, value: v.Words | v.Quoted, place: Place = TEXT) -> tuple[Piece, ...]:
        said = self.told(value.text) if isinstance(value.text, Told) else value.text
        text = shorten(said, place.longest) if place.table else _cut(said.strip(), place.longest)
        return (Piece(text, "typed"),)

    @pieces.register
    # one signature for all
    def _(self, value: v.Term, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        return (Piece(self.said(value.key)),)

    @pieces.register
    def _(self, value: v.Light, place: Place = TEXT) -> tuple[Piece, ...]:
        if value.word is not None or value.rag is None:
            mark = Piece(self.said(value.word or "absent"))
        else:
            mark = Piece(self.light(value.rag), "light", value)
        if value.note is None:
            return (mark,)
        return (mark, Piece(" "), *self.pieces(value.note, place))

    @pieces.register
    # one signature for all
    def _(self, value: v.Spark, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        known = [
            self.said("absent") if number is None else self._numbers.fixed(decimal(number), 2)
            for number in value.values
        ]
        return (Piece("; ".join(known), "spark", value),)

    @pieces.register
    # one signature for all
    def _(self, value: v.Bullet, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        parts = {
            name: self._amount(getattr(value, name), value.currency)
            for name in ("actual", "forecast", "budget")
        }
        return (Piece(self.said("mark.bullet", **parts), "bullet", value),)

    @pieces.register
    # one signature for all
    def _(self, value: v.LightShares, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        parts = [
            self.said("mark.share", light=self.light(light), share=self.text(v.Share(share)))
            for light, share in value.shares
        ]
        return (Piece(", ".join(parts), "shares", value),)

    @pieces.register
    # one signature for all
    def _(self, value: v.TimeAxis, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        first, last, status = (
            self.text(v.Day(day), TABLE) for day in (value.first, value.last, value.status)
        )
        text = self.said("mark.axis", first=first, last=last, status=status)
        return (Piece(text, "axis", value),)

    @pieces.register
    # one signature for all
    def _(self, value: v.Dumbbell, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        days = {
            name: self.text(v.Day(day), TABLE)
            for name, day in (("baseline", value.baseline), ("now", value.now))
            if day
        }
        state = "reached" if value.reached else "expected"
        alone = "" if value.baseline else ".alone"
        text = self.said(key_of("mark.date", f"{state}{alone}"), **days)
        return (Piece(text, "dumbbell", value),)

    @pieces.register
    def _(self, value: v.Ref, place: Place = TEXT) -> tuple[Piece, ...]:
        name = shorten(value.name, min(place.longest, place.longest_name))
        if place.names and name:
            return (Piece(name, "name", value),)
        both = value.key if value.name == value.key else f"{value.key} {name}".rstrip()
        return (Piece(both, "ref" if place.linked else "key", value),)

    @pieces.register
    # one signature for all
    def _(self, value: v.Absent, place: Place = TEXT) -> tuple[Piece, ...]:  # noqa: ARG002
        return (Piece(self.said("absent"), "absent", value, value.figure),)

    @pieces.register
    def _(self, value: v.Cells, place: Place = TEXT) -> tuple[Piece, ...]:
        return (Piece(shorten(", ".join(value.addresses), place.longest), "cells", value),)

    @pieces.register
    def _(self, value: v.Several, place: Place = TEXT) -> tuple[Piece, ...]:
        shown = [self.pieces(one, place) for one in value.values[: value.most]]
        left = len(value.values) - len(shown)
        if left:
            more = self.said("list.rest", n=self._numbers.plain(Decimal(left), 0))
            shown.append((Piece(more),))
        return self._joined(shown)

    @pieces.register
    def _(self, value: v.Sentence, place: Place = TEXT) -> tuple[Piece, ...]:
        inner = replace(
            TEXT, longest=place.longest, longest_name=place.longest_name, linked=place.linked
        )
        pieces: list[Piece] = []
        for part in parse(self._words.texts[value.key]):
            pieces += (
                (Piece(part),)
                if isinstance(part, str)
                else self._filled(part, value.values[part.name], inner)
            )
        return tuple(pieces)

    def _filled(self, slot: Slot, value: v.Value, place: Place) -> tuple[Piece, ...]:
        number = getattr(value, "value", None)
        word = slot.word(number if isinstance(number, int | float) else None, self._words)
        if slot.alone:
            return (Piece(word),)
        return (
            (*self.pieces(value, place), Piece(" " + word)) if word else self.pieces(value, place)
        )

    def _money(self, value: v.Money, place: Place) -> str:
        if value.unit is None and 0 < abs(value.amount) < NO_MONEY:
            value = replace(value, amount=0.0)
        sign = self._sign(value.amount, signed=value.signed)
        if value.unit is not None:
            number = decimal(abs(value.amount) / value.unit)
            return sign + self._numbers.fixed(number, significant_places(number))
        if not place.table:
            return sign + self._with_currency(self._compact(value.amount), value.currency)
        amount = self._full(abs(value.amount), THOUSAND if place.thousands else 0)
        if value.currency == place.currency:
            return sign + amount
        return sign + self._with_currency(
            amount + NO_BREAK + "k" if place.thousands else amount, value.currency, " "
        )

    def _compact(self, amount: float) -> str:
        return NO_BREAK.join(part for part in self._numbers.compact(decimal(amount)) if part)

    def _full(self, size: float, power: int = 0) -> str:
        """Whole units, or thousands where `power` is 3; what would round to nothing keeps its
        decimals.
        """
        number = decimal(size).scaleb(-power)
        places = places_clear_of(number, (Decimal(0),), 0, 3)
        return (
            "<" + self._numbers.fixed(Decimal("0.001"), 3)
            if places is None
            else self._numbers.fixed(number, places)
        )

    def _with_currency(self, text: str, currency: str, space: str = NO_BREAK) -> str:
        return f"{currency}{space}{text}" if self._currency_first else f"{text}{space}{currency}"

    def _amount(self, amount: float, currency: str | None) -> str:
        return self.text(v.Share(amount) if currency is None else v.Money(amount, currency))

    def _share(self, value: v.Share) -> str:
        settled = next(
            (end for end in (0.0, 1.0, -1.0) if abs(value.value - end) < NO_SHARE), value.value
        )
        number = decimal(settled) * 100
        ends = (Decimal(0), Decimal(100), Decimal(-100))
        limits = (*(decimal(limit) * 100 for limit in value.limits), *ends)
        within = 0 < abs(number) < 100 and not value.limits
        places = places_clear_of(number, limits, 0, 1 if within else MOST_SHARE_PLACES)
        if places is not None:
            return self._numbers.fixed(number, places, signed=value.signed)
        near = min(limits, key=lambda limit: abs(limit - number))
        step = Decimal("0.1").copy_sign(number - near)
        return ("<" if step > 0 else ">") + self._numbers.fixed(near + step, 1, signed=value.signed)

    def _duration(self, value: v.Days | v.Months, place: Place, unit: Key, most: int) -> str:
        number = decimal(value.value)
        places = places_clear_of(number, (Decimal(0),), most, 3)
        shown = most if places is None else places
        if place.bare:
            return self._numbers.fixed(number, shown, signed=value.signed)
        text = (
            self._exact(number, signed=value.signed)
            if place.exact
            else self._numbers.plain(number, shown, signed=value.signed)
        )
        return self.said(unit, text=text, n=float(number))

    def _exact(self, number: Decimal, *, signed: bool = False) -> str:
        """Six significant figures, fewer where fewer show it; whole numbers in full."""
        return self._numbers.plain(number, max(0, 5 - number.adjusted()), signed=signed)

    def _joined(self, items: Sequence[tuple[Piece, ...]]) -> tuple[Piece, ...]:
        """Values in a row, the last one tied to those before it in another way."""
        if not items:
            return ()
        listed = items[0]
        for place, item in enumerate(items[1:], 2):
            pattern = self._words.texts["list.last" if place == len(items) else "list.next"]
            parts = {"list": listed, "item": item}
            listed = tuple(
                piece
                for part in parse(pattern)
                for piece in ((Piece(part),) if isinstance(part, str) else parts[part.name])
            )
        return listed

    def _with_reason(self, piece: Piece) -> str:
        if not isinstance(piece.value, v.Absent):
            return piece.text
        return self.said("absent.because", absent=piece.text, reason=piece.value.reason)

    @staticmethod
    def _sign(amount: float, *, signed: bool) -> str:
        if amount < 0:
            return MINUS
        return "+" if signed and amount > 0 else ""


def _cut(text: str, longest: int) -> str:
    """At most so many characters, line ends kept."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _figure(value: v.Value, text: str) -> tuple[Piece, ...]:
    return (Piece(text, "figure", value, getattr(value, "figure", None)),)
