"""Rows of totals among records: told by the words they begin with."""

from __future__ import annotations

import re

from pfreport.kinds import normalised

TOTALS = frozenset(
    {
        "total",
        "totals",
        "subtotal",
        "sub-total",
        "sub total",
        "grand total",
        "sum",
        "overall total",
        "portfolio total",
        "total portfolio",
    }
)
ELSEWHERE = frozenset(
    {
        "summe",
        "gesamt",
        "gesamtsumme",
        "insgesamt",
        "zwischensumme",
        "total général",
        "sous-total",
        "somme",
        "suma",
        "suma total",
        "totale",
    }
    | {
        "subtotale",
        "totaal",
        "subtotaal",
        "soma",
        "summa",
        "delsumma",
        "i alt",
        "yhteensä",
        "razem",
        "ogółem",
        "suma częściowa",
        "toplam",
    }
    | {
        "итого",
        "всего",
        'סה"כ',
        "סה״כ",
        "סהכ",
        "סיכום",
        "الإجمالي",
        "المجموع",
        "إجمالي",
        "合計",
        "小計",
        "総計",
        "合计",
        "小计",
        "总计",
        "합계",
    }
)
_BEGINNINGS = (
    "grand total",
    "sub-total",
    "subtotal",
    "sub total",
    "gesamtsumme",
    "zwischensumme",
    "sous-total",
    "total général",
)
_BEGINS = re.compile(
    rf"(?:{'|'.join(_BEGINNINGS)})\b.*|total(?:\s*[,:(–-]|\s+(?:for|of|all)\b).*", re.DOTALL
)


def heads_totals(text: str) -> bool:
    """Whether a text heads a row of totals, rather than names a record that begins with the same
    word.
    """
    bare = normalised(text).rstrip(":").rstrip()
    return bare in TOTALS or bare in ELSEWHERE or _BEGINS.fullmatch(bare) is not None
