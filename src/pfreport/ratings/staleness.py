"""How old a project's status is, and what that does to its lights."""

from __future__ import annotations

import datetime as dt

from pfreport.kinds import Rag
from pfreport.measures.engine.facts import ProjectFacts
from pfreport.model.project import Status


def stale_days(facts: ProjectFacts) -> int | None:
    """The status's age in days where it is over the limit, else None.

    A blank date is not stale (it is a warning), and neither is a completed project, whose lights
    are final.
    """
    updated = facts.project.status_updated_on
    if updated is None or facts.project.status is Status.COMPLETED:
        return None
    age = (facts.status_date - updated).days
    return age if age > facts.settings.stale_days else None


def fresh_after(facts: ProjectFacts) -> dt.date:
    """A status dated after this day is not stale."""
    return facts.status_date - dt.timedelta(days=facts.settings.stale_days + 1)


def faded(rag: Rag) -> Rag:
    """A stale Green is Grey; Amber and Red stay, else not reporting would be the way out of
    them.
    """
    return Rag.GREY if rag is Rag.GREEN else rag
