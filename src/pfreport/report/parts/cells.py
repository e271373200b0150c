"""What a cell holds of a field that may be blank: nothing where it is."""

from __future__ import annotations

import datetime as dt

from pfreport.values import Count, Day, Days, Money, Person, Share, Words


def typed(text: str | None, *, long: bool = False) -> Words | None:
    """Text that somebody typed."""
    return Words(text, long=long) if text else None


def person(name: str | None) -> Person | None:
    """A person's name."""
    return Person(name) if name else None


def day(date: dt.date | None) -> Day | None:
    """A date."""
    return Day(date) if date else None


def days(number: float | None, *, signed: bool = False) -> Days | None:
    """Calendar days."""
    return None if number is None else Days(number, signed=signed)


def money(amount: float | None, currency: str, *, signed: bool = False) -> Money | None:
    """An amount."""
    return None if amount is None else Money(amount, currency, signed=signed)


def share(fraction: float | None, *, signed: bool = False) -> Share | None:
    """A share."""
    return None if fraction is None else Share(fraction, signed=signed)


def count(number: float | None) -> Count | None:
    """A number of things, or a score."""
    return None if number is None else Count(number)
