"""What a project cannot be rated on, said once: why its lights are grey and what would make them
anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.kinds import Rag
from pfreport.model.columns import columns
from pfreport.model.project import Project
from pfreport.ratings.rating import Rating
from pfreport.reasons import Because, Reason, reason_text
from pfreport.report.words import member, say
from pfreport.values import Sentence, Several, Value, Words

_NO_REASON = ("rating.nothing", "rating.no_risks")
_ROWS = {"risk": "Risks", "resources": "Demand"}


def is_unrated(light_rating: Rating) -> bool:
    """Whether a light is grey because there is nothing at all to rate it on, and nobody declares
    another.
    """
    return (
        light_rating.computed is Rag.GREY
        and light_rating.declared is None
        and _first(light_rating.sentence).key in _NO_REASON
    )


def why(ratings: Sequence[Rating]) -> Sentence:
    """Their reasons, each once; where a light has none, the sheet that has no row for it."""
    given = dict.fromkeys(reason for rating in ratings for reason in _reasons(rating))
    sheets = [
        _ROWS[rating.light] for rating in ratings if rating.light in _ROWS and not _reasons(rating)
    ]
    reasons: tuple[Value, ...] = (
        *(Words(reason_text(reason)) for reason in given),
        *(say("lights.no_row", sheet=Words(sheet)) for sheet in sheets),
    )
    return say("lights.nothing.why", reasons=Several(reasons, most=len(reasons)))


def to_fill(findings: Findings, project_id: str) -> Sentence | None:
    """The columns and the sheet that would rate its time, cost and scope; None where none of them
    is blank.
    """
    facts = findings.measurements.facts[project_id]
    project = facts.project
    wanted = (
        ("time", [name for name in ("forecast_finish",) if project.forecast_finish is None]),
        (
            "cost",
            [
                name
                for name in ("budget", "percent_complete", "cost_to_date")
                if getattr(project, name) is None
            ],
        ),
    )
    parts = [
        _part(light, [columns(Project)[name].heading for name in names])
        for light, names in wanted
        if names
    ]
    if not facts.deliverables:
        parts.append(_part("scope", ["Deliverables"]))
    return say("lights.nothing.fill", columns=Several(tuple(parts))) if parts else None


def _part(light: str, headings: list[str]) -> Sentence:
    named = Several(tuple(Words(heading) for heading in headings))
    return say("lights.nothing.of", columns=named, light=member("rating.light", light))


def _first(sentence: Sentence) -> Sentence:
    """The first of sentences in a row."""
    inner = sentence.values.get("first")
    return _first(inner) if isinstance(inner, Sentence) else sentence


def _reasons(rating: Rating) -> list[Reason]:
    """What it says more of than that there is nothing."""
    return [reason for reason in rating.unrated if reason.code is not Because.NOT_GIVEN]
