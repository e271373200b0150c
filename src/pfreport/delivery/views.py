"""Views: what the readers on the sheet Recipients ask for, each distinct one once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pfreport.kinds import natural_key, normalised
from pfreport.model.people import Audience, MailFormat, Recipient
from pfreport.model.portfolio import Portfolio
from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.registry import FORMATS
from pfreport.report.redaction.reader import Grants

ALL = "ALL"
FOLDER = "views"
PARTS = "parts"
"""Where reports stand that views are made of, and that are no part of the pack itself."""


@dataclass(frozen=True, slots=True)
class View:
    """Which reports, about what, for whose eyes, in which form. `scope` is ALL, or programmes and
    project IDs.
    """

    scope: tuple[str, ...]
    audience: Audience
    grants: Grants
    format: MailFormat

    @property
    def hash(self) -> str:
        """What the view is known by: the same in every month."""
        plain = [self.scope, self.audience, self.grants.money, self.grants.names, self.format]
        return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:16]

    @property
    def folder(self) -> str:
        """Where its files stand in the pack."""
        return f"{FOLDER}/{self.hash}"

    @property
    def formats(self) -> tuple[Format, ...]:
        """The forms of its reports; what makes one file of them first."""
        asked = [*MailFormat] if self.format is MailFormat.BOTH else [self.format]
        forms = [FORMATS[form.value] for form in asked if form is not MailFormat.BOTH]
        return tuple(sorted(forms, key=lambda form: not form.joined))

    @property
    def has_executive(self) -> bool:
        """Whether it begins with the executive report."""
        return self.audience is not Audience.PROJECT

    @property
    def has_projects(self) -> bool:
        """Whether it holds the project reports in its scope."""
        return self.audience in {Audience.PORTFOLIO, Audience.PROJECT}

    @property
    def has_figures(self) -> bool:
        """Whether it holds the figures as a workbook, which are amounts for the most part."""
        return self.audience is Audience.FINANCE and self.grants.money


@dataclass(frozen=True, slots=True)
class Asked:
    """A reader and the view of theirs."""

    recipient: Recipient
    view: View


def asked(portfolio: Portfolio) -> tuple[Asked, ...]:
    """Every active reader, in the order of rows, who asks for something there is; a reader named
    twice for one view is one.
    """
    found: dict[tuple[str, View], Asked] = {}
    for recipient in sorted(portfolio.recipients, key=lambda r: r.origin):
        view = _view(portfolio, recipient)
        if recipient.active and view is not None and not lacking(portfolio, recipient):
            found.setdefault((normalised(recipient.email), view), Asked(recipient, view))
    return tuple(found.values())


def lacking(portfolio: Portfolio, recipient: Recipient) -> str | None:
    """Why a row asks for nothing there is; None where it does."""
    view = _view(portfolio, recipient)
    if view is None:
        return f"its {'Format' if recipient.audience else 'Audience'} cannot be read"
    if not in_scope(portfolio, view.scope):
        return "no project of its scope is among those reported on"
    return (
        None
        if view.has_executive or reported(portfolio, view.scope)
        else "no project of its scope has a report"
    )


def in_scope(portfolio: Portfolio, scope: Sequence[str]) -> tuple[str, ...]:
    """The IDs of the projects in a scope, in their order."""
    wanted = {normalised(name) for name in scope}
    every = sorted(portfolio.projects, key=lambda p: natural_key(p.project_id))
    if scope == (ALL,):
        return tuple(p.project_id for p in every)
    return tuple(
        p.project_id
        for p in every
        if wanted & {normalised(p.project_id), normalised(p.programme or "")}
    )


def reported(portfolio: Portfolio, scope: Sequence[str]) -> tuple[str, ...]:
    """Those of them that have a report."""
    return tuple(key for key in in_scope(portfolio, scope) if portfolio.project_by_id[key].report)


def _view(portfolio: Portfolio, recipient: Recipient) -> View | None:
    """None where a row says too little."""
    if recipient.audience is None or recipient.format is None:
        return None
    return View(
        _scope(portfolio, recipient.scope),
        recipient.audience,
        Grants(recipient.show_money, recipient.show_names),
        recipient.format,
    )


def _scope(portfolio: Portfolio, typed: str) -> tuple[str, ...]:
    """A scope as the workbook spells it, each name once, in order."""
    names = {normalised(part) for part in re.split("[,;]", typed)}
    if normalised(ALL) in names:
        return (ALL,)
    spelt = {normalised(name): name for name in _names(portfolio)}
    return tuple(sorted((spelt[name] for name in names if name in spelt), key=natural_key))


def _names(portfolio: Portfolio) -> Iterator[str]:
    yield from sorted(p.programme for p in portfolio.projects if p.programme)
    yield from portfolio.project_by_id


def by_view(found: Sequence[Asked]) -> Mapping[View, Recipient]:
    """Each view once, with the first reader who asks for it."""
    return {one.view: one.recipient for one in reversed(found)}
