"""The step: every light of every project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pfreport.kinds import Rag
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.engine.registry import Enters
from pfreport.measures.engine.rollup import enters
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project, Status
from pfreport.ratings.case import Case
from pfreport.ratings.lights import LIGHTS
from pfreport.ratings.limits import limits_of
from pfreport.ratings.overall import overall
from pfreport.ratings.rating import LIGHTS as NAMES
from pfreport.ratings.rating import Rating, steps_better
from pfreport.ratings.sentence import light_sentence, overall_sentence, unlit_sentence
from pfreport.ratings.staleness import faded, stale_days
from pfreport.ratings.verdict import Judged, Verdict
from pfreport.ratings.workload import workloads
from pfreport.words.catalogue import key_of
from pfreport.words.keys import Key

FINAL: Key = "rating.final"
OVERALL = "overall"


def rate_portfolio(
    portfolio: Portfolio, measurements: Measurements
) -> dict[str, dict[str, Rating]]:
    """Every project's eight lights, by project ID and light."""
    workload = workloads(portfolio, measurements)
    rated: dict[str, dict[str, Rating]] = {}
    for project in portfolio.projects:
        key = project.project_id
        facts = measurements.facts[key]
        case = Case(
            facts, measurements.projects[key], limits_of(portfolio.limits, facts), workload[key]
        )
        rated[key] = _lit(case) if is_lit(facts) else _unlit(facts)
    return rated


def is_lit(facts: ProjectFacts) -> bool:
    """Whether a project's lights are computed: in delivery, or completed and final."""
    return facts.project.status is Status.COMPLETED or enters(facts, Enters.DELIVERY)


def declared(project: Project, light: str) -> Rag | None:
    """The manager's own rating."""
    found: Rag | None = getattr(project, f"rag_{light}")
    return found


def _unlit(facts: ProjectFacts) -> dict[str, Rating]:
    """A word instead of lights."""
    project = facts.project
    word = key_of("status", project.status or "none")
    sentence = unlit_sentence(project)
    return {
        name: Rating(name, facts.subject, Rag.GREY, declared(project, name), sentence, word=word)
        for name in NAMES
    }


def _lit(case: Case) -> dict[str, Rating]:
    lights = {name: _rating(case, name, light(case)) for name, light in LIGHTS.items()}
    return {**lights, OVERALL: _overall(case, lights)}


def _rating(case: Case, light: str, verdict: Verdict) -> Rating:
    stale = stale_days(case.facts)
    decided = verdict.deciding
    rating = Rating(
        light,
        case.facts.subject,
        verdict.rag if stale is None else faded(verdict.rag),
        declared(case.project, light),
        light_sentence(case, light, verdict, stale),
        stale_days=stale,
        word=_final(case.project),
        unrated=tuple(one.reason for one in verdict.unrated),
    )
    return rating if decided is None else _with_limits(rating, decided)


def _with_limits(rating: Rating, decided: Judged) -> Rating:
    bounds = decided.bounds
    return replace(
        rating,
        measurement=decided.measurement,
        amber=bounds.amber.value,
        red=bounds.red.value if bounds.red else None,
        source=decided.bound.source,
    )


def _overall(case: Case, lights: Mapping[str, Rating]) -> Rating:
    """The overall light carries the figure and the limits of the first light it follows from."""
    found = overall({name: rating.computed for name, rating in lights.items()})
    stated = declared(case.project, OVERALL)
    return replace(
        lights[found.lights[0]],
        light=OVERALL,
        computed=found.rag,
        declared=stated,
        unrated=(),
        sentence=overall_sentence(
            case, found, steps_better(stated, found.rag), stale_days(case.facts)
        ),
    )


def _final(project: Project) -> Key | None:
    return FINAL if project.status is Status.COMPLETED else None
