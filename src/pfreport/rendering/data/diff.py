"""What moved between two packs or workbooks, as JSON and as lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pfreport.history.causes import Cause
from pfreport.history.movement import Crossing, Known, Move, Moved, Turn
from pfreport.history.sums import Sum
from pfreport.model.columns import Record
from pfreport.model.portfolio import Portfolio
from pfreport.reasons import reason_text
from pfreport.rendering.data.exports import plain
from pfreport.rendering.text.values import Formats
from pfreport.report.executive.movement import parts_of
from pfreport.report.phrases.moves import change, with_causes
from pfreport.report.words import member, say, term
from pfreport.values import Sentence, Term, Words
from pfreport.words.keys import Key

SCHEMA = "pfreport.diff/1"
EVERY = 1000


def diff_json(moved: Moved) -> str:
    """Everything that moved, every cause in full precision."""
    content = {
        "schema": SCHEMA,
        "before": moved.before,
        "now": moved.now,
        "since": moved.since.isoformat(),
        "portfolio": [_move(one) for one in moved.wider],
        "sums": [_sum(one) for one in moved.sums],
        "moves": [_move(one) for one in moved.moves],
        "known": [_known(one) for one in moved.known],
        "lights": [_turn(one) for one in moved.turns],
        "projects": [_crossing(one) for one in moved.crossings],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False, indent=1) + "\n"


def diff_text(moved: Moved, now: Portfolio) -> str:
    """A line a figure with the cells that moved it, then sums, lights and projects."""
    words = Formats(now.settings.locale)
    lines = [words.text(line).replace("\u00a0", " ") for line in _lines(moved, now)]
    return "\n".join(lines or [words.text(term("diff.nothing"))]) + "\n"


def _lines(moved: Moved, now: Portfolio) -> Iterator[Sentence]:
    for one in moved.wider:
        yield change(one, say("moved.of", measure=_measure(one.id), project=term("diff.portfolio")))
    for total in moved.sums:
        if total.change:
            yield say("diff.sum", measure=_measure(total.id), parts=parts_of(total))
    for one in moved.moves:
        project = now.project_by_id.get(one.subject.key)
        currency = (project.currency if project else None) or now.settings.base_currency
        yield with_causes(
            change(one, say("moved.of", measure=_measure(one.id), project=Words(one.subject.key))),
            one,
            currency,
            EVERY,
        )
    for known in moved.known:
        key: Key = "diff.lost" if known.now is None else "diff.known"
        yield say(
            key,
            measure=_measure(known.id),
            subject=Words(known.subject.key),
            why=Words(reason_text(known.why) if known.why else ""),
        )
    for turn in moved.turns:
        light, before, after = (
            member("light", turn.light),
            member("rag", turn.before),
            member("rag", turn.now),
        )
        yield say(
            "diff.turned", light=light, project=Words(turn.project_id), before=before, now=after
        )
    for crossing in moved.crossings:
        states = {"before": _state(crossing, before=True), "now": _state(crossing, before=False)}
        yield say(
            "diff.status", project=Words(crossing.project_id), name=Words(crossing.name), **states
        )


def _measure(id: str) -> Term:
    return member("moved.name", id)


def _state(one: Crossing, *, before: bool) -> Term:
    there, status = (one.there_before, one.before) if before else (one.there_now, one.now)
    return term("diff.not_there") if not there else member("status", status) or term("status.none")


def _move(one: Move) -> dict[str, Any]:
    return {
        "subject": one.subject.path,
        "measure": one.id,
        "unit": one.unit,
        "before": one.before,
        "now": one.now,
        "change": one.change,
        "causes": [_cause(cause) for cause in one.causes.named],
        "together": one.causes.together,
    }


def _cause(one: Cause) -> dict[str, Any]:
    change = one.change
    if change is None:
        return {"cell": None, "part": one.part}
    found = {
        "cell": change.origin.address,
        "sheet": change.sheet,
        "key": change.key,
        "field": change.field,
        "part": one.part,
    }
    return found | {
        "before": _json(change.before),
        "now": _json(change.now),
        "planned": one.planned,
    }


def _json(value: Any) -> Any:
    """A cell's value as JSON has it; of a whole row its key."""
    return plain(value.key if isinstance(value, Record) else value)


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "measure": one.id,
        "unit": f"money:{one.currency}",
        "before": one.before,
        "now": one.now,
        "like_for_like": one.like_for_like,
        "rates": one.rates,
        "joined": dict(one.joined),
        "left": dict(one.left),
    }


def _known(one: Known) -> dict[str, Any]:
    return {
        "subject": one.subject.path,
        "measure": one.id,
        "unit": one.unit,
        "before": one.before,
        "now": one.now,
        "why": reason_text(one.why) if one.why else None,
    }


def _turn(one: Turn) -> dict[str, Any]:
    return {
        "project": one.project_id,
        "light": one.light,
        "before": one.before.value,
        "now": one.now.value,
    }


def _crossing(one: Crossing) -> dict[str, Any]:
    return {
        "project": one.project_id,
        "name": one.name,
        "before": one.before,
        "now": one.now,
        "there_before": one.there_before,
        "there_now": one.there_now,
        "joined": one.joined,
        "left": one.left,
    }
