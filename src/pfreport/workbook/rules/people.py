"""Rules about people and hand-overs: roles that exist, dependencies that can be met, readers that
can be reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pfreport.addresses import objection_to
from pfreport.faults import Effect
from pfreport.kinds import normalised
from pfreport.workbook.rules.registry import ERROR, WARNING, Checked, Finding, rule

ALL = "all"


@rule("PF507", WARNING)
def unknown_role(checked: Checked) -> Iterator[Finding]:
    """Demand for people nobody has counted. One warning a role."""
    known = {row.role for row in checked.portfolio.resources}
    if not known:
        return
    for row in checked.portfolio.demand:
        if row.role not in known:
            known.add(row.role)
            yield Finding(row, "role", row.role)


@rule("PF523", WARNING)
def dependency_circle(checked: Checked) -> Iterator[Finding]:
    """What waits for itself can never be on time."""
    if not checked.portfolio.dependencies:
        return
    # a check without dependencies loads no figures
    from pfreport.measures.delivery.dependencies import chain  # noqa: PLC0415

    circle = chain(checked.portfolio).circle
    for dependency in checked.portfolio.dependencies:
        if dependency.dependency_id in circle:
            yield Finding(dependency, "dependency_id", dependency.dependency_id)


@rule("PF519", ERROR, Effect.ROW_LEFT_OUT)
def bad_address(checked: Checked) -> Iterator[Finding]:
    """One row, one reader, one address."""
    for recipient in checked.portfolio.recipients:
        if why := objection_to(recipient.email):
            yield Finding(recipient, "email", recipient.email, {"why": why}, unknown=("email",))


@rule("PF520", ERROR, Effect.ROW_LEFT_OUT)
def unknown_scope(checked: Checked) -> Iterator[Finding]:
    """A reader must not get more, or less, than was meant."""
    portfolio = checked.portfolio
    gone = (p.project_id for p in portfolio.left_out)
    names = (
        *portfolio.project_by_id,
        *gone,
        *(p.programme for p in portfolio.projects if p.programme),
    )
    known = {ALL, *map(normalised, names)}
    for recipient in portfolio.recipients:
        for part in re.split("[,;]", recipient.scope):
            if normalised(part) not in known:
                yield Finding(recipient, "scope", part.strip(), unknown=("scope",))


@rule("PF524", ERROR, Effect.ROW_LEFT_OUT)
def domain_not_allowed(checked: Checked) -> Iterator[Finding]:
    """A mistyped domain must not send a pack to strangers. Where no domain is named at all, sending
    refuses.
    """
    for recipient in checked.portfolio.recipients if checked.mail.domains else ():
        if not objection_to(recipient.email) and not checked.mail.allows(recipient.email):
            yield Finding(recipient, "email", recipient.email, unknown=("email",))
