"""A figure against its limit, in words."""

from __future__ import annotations

from pfreport.ratings.case import Case
from pfreport.ratings.verdict import Judged
from pfreport.ratings.workload import role_time
from pfreport.reasons import reason_text
from pfreport.values import (
    Cells,
    Count,
    InMonth,
    Money,
    Ratio,
    Sentence,
    Share,
    Term,
    Value,
    Words,
    number_of,
)
from pfreport.words.catalogue import key_of

VARIANCE = "vac_pct"
COVER = "contingency_cover"


def reading(case: Case, judged: Judged) -> Sentence:
    """Measure, value and the limit that decided; the cell of a limit that stands in the
    workbook.
    """
    values = {"value": _value(judged), "limit": _limit(judged), **_named(case, judged)}
    if not judged.measurement.known:
        return Sentence(key_of("rating.reading", f"{judged.bounds.measure}.unknown"), values)
    return Sentence(key_of("rating.reading", judged.bounds.measure), values)


def name_of(measure: str) -> Value:
    """What a measure is called inside a sentence."""
    at = role_time(measure)
    if at is None:
        return Term(key_of("rating.name", measure))
    return Sentence("rating.name.role_month", {"role": Words(at.role), "month": InMonth(at.month)})


def _named(case: Case, judged: Judged) -> dict[str, Value]:
    """What else the words of some measures name."""
    at = role_time(judged.measurement.id)
    if at is not None:
        return {"role": Words(at.role), "month": InMonth(at.month)}
    if judged.bounds.measure == COVER:
        return {name: _amount(case, name) for name in ("contingency", "net_exposure")}
    return {}


def _amount(case: Case, id: str) -> Money:
    return Money(case.number(id) or 0.0, case.facts.currency, f"{case.facts.subject.path}/{id}")


def _value(judged: Judged) -> Value:
    found = judged.measurement
    if not found.known:
        return Words(reason_text(found.why))
    return _typed(
        judged, found.number, tuple(bound.value for bound in judged.bounds.both), found.path
    )


def _limit(judged: Judged) -> Value:
    bound = judged.bound
    clear_of = (judged.measurement.number,) if judged.measurement.known else ()
    shown = _typed(judged, bound.value, clear_of, None)
    return (
        shown
        if bound.cell is None
        else Sentence("rating.limit.own", {"limit": shown, "cell": Cells((bound.cell,))})
    )


def _typed(judged: Judged, number: float, limits: tuple[float, ...], figure: str | None) -> Value:
    """A value or a limit of the measure, so that neither is rounded onto or across the other."""
    if judged.bounds.measure == VARIANCE:
        share = Share(abs(number), figure, tuple(map(abs, limits)))
        return Sentence("rating.over" if number < 0 else "rating.under", {"share": share})
    shown = number_of(number, judged.measurement.unit, figure=figure, limits=limits)
    return (
        Ratio(number, figure, limits)
        if isinstance(shown, Count) and not number.is_integer()
        else shown
    )
