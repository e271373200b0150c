"""The lights of one project: declared beside computed, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.ratings.rate import FINAL
from pfreport.ratings.rating import LIGHTS, Rating
from pfreport.report.executive.health_columns import beside_light, light
from pfreport.report.executive.reds import causes, lights
from pfreport.report.parts import tables
from pfreport.report.parts.blocks import Cell, Row, Section, Table, TableStyle, Text
from pfreport.report.parts.sections import kept
from pfreport.report.parts.subjects import DECIDING_LIGHTS, OVERALL, rating
from pfreport.report.phrases.narrative import narrative
from pfreport.report.project.unrated import is_unrated, to_fill, why
from pfreport.report.words import member, say, term
from pfreport.values import Days, Sentence, Several, Value

LIMITS_KEY = "rating.limits"
_MUST_BE_GREEN = ("time", "cost")
SECONDARY = tuple(name for name in LIGHTS if name not in (*DECIDING_LIGHTS, OVERALL))


def project_lights(findings: Findings, project_id: str) -> Section | None:
    """A row a light, the overall one first; None where the project is not rated."""
    overall = rating(findings, project_id)
    if overall is None or not is_rated(findings, project_id):
        return None
    order = sorted(LIGHTS, key=lambda name: name != OVERALL)
    ratings = [rating(findings, project_id, name) for name in order]
    shown = [light_rating for light_rating in ratings if light_rating]
    unrated = [
        light_rating
        for light_rating in shown
        if light_rating.light != OVERALL and is_unrated(light_rating)
    ]
    alone = len(unrated) == len(shown) - 1
    comment = narrative(findings.portfolio.project_by_id[project_id], "rag_comment")
    blocks = kept(
        _table(findings, overall, shown, unrated),
        Text((comment,), heading=term("lights.comment")) if comment else None,
    )
    message = _nothing(overall) if alone else _message(findings, overall)
    return Section("lights", term("section.lights"), message, blocks)


def _table(
    findings: Findings, overall: Rating, shown: Sequence[Rating], unrated: Sequence[Rating]
) -> Table:
    """A row a light; those without anything to rate them on are one row."""
    columns = (
        tables.text("column.light", 0.75),
        tables.text("column.declared", 0.5),
        tables.text("column.computed", 0.5),
        tables.text("column.because", 6.0),
    )
    alone = len(unrated) == len(shown) - 1
    together = unrated if len(unrated) > 1 else ()
    rows = [
        _row(light_rating)
        for light_rating in shown
        if light_rating not in together and not (alone and light_rating.light == OVERALL)
    ]
    if together:
        fill = to_fill(findings, overall.subject.key) if alone else None
        rows.append(_together(overall, together, fill))
    table = tables.table("lights", columns, rows, style=TableStyle.LIGHTS)
    return replace(table, note=_limits(shown))


def is_rated(findings: Findings, project_id: str) -> bool:
    """Whether a project's lights stand on its page."""
    overall = rating(findings, project_id)
    return overall is not None and overall.word in (None, FINAL)


def _together(overall: Rating, unrated: Sequence[Rating], fill: Sentence | None) -> Row:
    """The lights that there is nothing to rate on, as one row: where it is all of them, the
    project's.
    """
    because = why(unrated)
    if len(unrated) == len(LIGHTS) - 1:
        sentence = say("in_a_row", first=because, then=fill) if fill else because
        return tables.row(
            Cell(term("light.overall"), strong=True),
            light(overall, declared=True),
            light(overall),
            sentence,
            anchor="light-overall",
        )
    names = Several(
        tuple(member("light", light_rating.light) for light_rating in unrated), most=len(unrated)
    )
    return tables.row(names, None, light(unrated[0]), because, anchor=f"light-{unrated[0].light}")


def _nothing(overall: Rating) -> Sentence:
    if overall.declared is None:
        return say("lights.unrated.undeclared")
    return say("lights.unrated", declared=member("rag", overall.declared))


def _row(light_rating: Rating) -> Row:
    name = light_rating.light
    final = beside_light(light_rating) if light_rating.word == FINAL else None
    return tables.row(
        Cell(member("light", name), strong=name == OVERALL),
        light(light_rating, declared=True),
        Cell(light(light_rating), final),
        _apart(light_rating.sentence)[0],
        anchor=f"light-{name}",
    )


def _apart(sentence: Sentence) -> tuple[Sentence, Sentence | None]:
    """A light's sentence, and the last one that says how old the shipped limits are: the page says
    that once.
    """
    first, then = sentence.values.get("first"), sentence.values.get("then")
    if isinstance(first, Sentence) and isinstance(then, Sentence) and then.key == LIMITS_KEY:
        return first, then
    return sentence, None


def _limits(shown: Iterable[Rating]) -> Sentence | None:
    return next((limits for rating in shown if (limits := _apart(rating.sentence)[1])), None)


def _message(findings: Findings, overall: Rating) -> Sentence:
    state = _state(findings, overall.subject.key, overall.computed)
    if overall.word is not None:
        return say("lights.final", state=state)
    if overall.declared is None:
        return say("lights.undeclared", state=state)
    if overall.declared is overall.computed:
        return say("lights.agrees", state=state)
    return say("lights.differs", state=state, declared=member("rag", overall.declared))


def _grey(findings: Findings, project_id: str) -> Sentence:
    """Grey for want of data, or for an old status alone: a figure then decided the light before it
    faded.
    """
    grey = [
        light_rating
        for name in causes(findings, project_id, Rag.GREY, _MUST_BE_GREEN)
        if (light_rating := rating(findings, project_id, name))
    ]
    ages = {
        light_rating.stale_days
        for light_rating in grey
        if light_rating.measurement is not None and light_rating.stale_days is not None
    }
    if len(ages) == 1 and all(light_rating.measurement is not None for light_rating in grey):
        return say("lights.grey.stale", age=Days(ages.pop()))
    return say("lights.grey")


def _state(findings: Findings, project_id: str, colour: Rag) -> Value:
    """The overall colour with the lights that make it."""
    computed = member("rag", colour)
    if colour is Rag.GREY:
        return _grey(findings, project_id)
    if colour is Rag.GREEN:
        worse = (
            *causes(findings, project_id, Rag.RED, SECONDARY),
            *causes(findings, project_id, Rag.AMBER, SECONDARY),
        )
        return say("lights.green.but", lights=lights(worse)) if worse else say("lights.green")
    because = causes(findings, project_id, colour) or (
        *causes(findings, project_id, Rag.RED, SECONDARY),
        *causes(findings, project_id, Rag.AMBER, SECONDARY),
    )
    return (
        say("lights.on", computed=computed, lights=lights(because))
        if because
        else say("lights.plain", computed=computed)
    )
