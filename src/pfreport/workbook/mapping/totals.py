"""Rows of totals among records: told by the words they begin with."""

from __future__ import annotations

from pfreport.kinds import normalised

TOTALS = frozenset({"total", "totals", "subtotal", "sub-total", "sub total", "grand total", "sum", "overall total", "portfolio total"})
ELSEWHERE = frozenset({"summe", "gesamt", "gesamtsumme", "total général", "suma", 'סה"כ', "סהכ"})


def heads_totals(text: str) -> bool:
    """Whether a text heads a row of totals, rather than names a record that begins with the same word."""
    bare = normalised(text).rstrip(":").rstrip()
    return (
        bare in TOTALS
        or bare in ELSEWHERE
        or bare.startswith(("grand total ", "sub-total ", "subtotal ", "total,", "total:", "total -", "total –"))
    )
