"""Who works on what, what waits for what, and who reads the reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from pfreport.kinds import Kind, Month
from pfreport.model.columns import Column, Doubles, Record, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMonth(Record):
    """People of one role in one month."""

    sheet: ClassVar[Sheet] = Sheet(
        "Resources",
        ("role", "period"),
        "How many people there are, by role and month.",
        "use of people by role and month, with Demand",
    )

    role: Annotated[str, Column("Role", Kind.ID, "The role.", required=True, key=True)]
    period: Annotated[
        Month,
        Column("Period", Kind.MONTH, "The month.", required=True, key=True, aliases=("Month",)),
    ]
    capacity: Annotated[
        float | None, Column("Capacity", Kind.NUMBER, "FTE there are.", required=True, low=0)
    ] = None
    non_project: Annotated[
        float,
        Column("Non-project", Kind.NUMBER, "FTE of them kept for other work.", blank=0.0, low=0),
    ] = 0.0


class Commitment(StrEnum):
    """Hard demand is promised, soft is hoped for."""

    HARD = "Hard"
    SOFT = "Soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand(Record):
    """People one project needs of a role in a month."""

    sheet: ClassVar[Sheet] = Sheet(
        "Demand",
        ("project_id", "role", "period"),
        "People each project needs, by role and month.",
        "overbooked roles and who causes them, with Resources",
        doubles=Doubles.ADD_UP,
    )

    project_id: Annotated[
        str,
        Column("Project ID", Kind.ID, "The project.", required=True, key=True, refers="Projects"),
    ]
    role: Annotated[str, Column("Role", Kind.ID, "As in Resources.", required=True, key=True)]
    period: Annotated[
        Month,
        Column("Period", Kind.MONTH, "The month.", required=True, key=True, aliases=("Month",)),
    ]
    demand: Annotated[
        float | None, Column("Demand", Kind.NUMBER, "FTE needed.", required=True, low=0)
    ] = None
    commitment: Annotated[
        Commitment | None,
        Column(
            "Commitment", Kind.ONE_OF, "Hard or Soft.", choices=Commitment, blank=Commitment.HARD
        ),
    ] = Commitment.HARD
    actual: Annotated[float | None, Column("Actual", Kind.NUMBER, "FTE that were used.", low=0)] = (
        None
    )


class DependencyType(StrEnum):
    """What passes from provider to receiver."""

    FINISH_START = "Finish-start"
    INFORMATION = "Information"
    RESOURCE = "Resource"
    FUNDING = "Funding"


class DependencyStatus(StrEnum):
    """Where a dependency stands."""

    AGREED = "Agreed"
    AT_RISK = "At risk"
    BROKEN = "Broken"
    DONE = "Done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Record):
    """Something one project needs of another."""

    sheet: ClassVar[Sheet] = Sheet(
        "Dependencies",
        ("dependency_id",),
        "What one project needs of another, and by when.",
        "providers in red, lateness handed on",
    )

    dependency_id: Annotated[
        str, Column("Dependency ID", Kind.ID, "A short unique ID.", required=True, key=True)
    ]
    provider_project: Annotated[
        str,
        Column(
            "Provider project", Kind.ID, "Who delivers.", required=True, key=True, refers="Projects"
        ),
    ]
    receiver_project: Annotated[
        str,
        Column(
            "Receiver project", Kind.ID, "Who waits.", required=True, key=True, refers="Projects"
        ),
    ]
    provider_milestone: Annotated[
        str | None,
        Column(
            "Provider milestone", Kind.ID, "The milestone that delivers it.", refers="Milestones"
        ),
    ] = None
    receiver_milestone: Annotated[
        str | None,
        Column(
            "Receiver milestone", Kind.ID, "The milestone that waits for it.", refers="Milestones"
        ),
    ] = None
    type: Annotated[
        DependencyType | None, Column("Type", Kind.ONE_OF, "What passes.", choices=DependencyType)
    ] = None
    needed_by: Annotated[
        dt.date | None, Column("Needed by", Kind.DATE, "By when the receiver needs it.")
    ] = None
    status: Annotated[
        DependencyStatus | None,
        Column("Status", Kind.ONE_OF, "Where it stands.", choices=DependencyStatus),
    ] = None


class Audience(StrEnum):
    """Which reports a recipient gets."""

    EXECUTIVE = "Executive"
    PORTFOLIO = "Portfolio"
    PROJECT = "Project"
    FINANCE = "Finance"


class MailFormat(StrEnum):
    """In which form a recipient gets them."""

    PDF = "pdf"
    HTML = "html"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Record):
    """Somebody who gets a pack by mail."""

    sheet: ClassVar[Sheet] = Sheet(
        "Recipients", ("email", "audience", "scope"), "Who gets which reports.", "reports by mail"
    )

    email: Annotated[
        str, Column("Email", Kind.ID, "One address.", required=True, key=True, personal=True)
    ]
    name: Annotated[str | None, Column("Name", Kind.TEXT, "The reader's name.", personal=True)] = (
        None
    )
    audience: Annotated[
        Audience | None,
        Column(
            "Audience",
            Kind.ONE_OF,
            "Executive, Portfolio, Project or Finance.",
            required=True,
            choices=Audience,
        ),
    ] = None
    scope: Annotated[
        str, Column("Scope", Kind.TEXT, "ALL, or programmes or project IDs.", blank="ALL")
    ] = "ALL"
    format: Annotated[
        MailFormat | None,
        Column(
            "Format", Kind.ONE_OF, "pdf, html or both.", choices=MailFormat, blank=MailFormat.PDF
        ),
    ] = MailFormat.PDF
    show_money: Annotated[
        bool, Column("Show money", Kind.YES_NO, "Whether amounts are shown.", blank=False)
    ] = False
    show_names: Annotated[
        bool, Column("Show names", Kind.YES_NO, "Whether names of persons are shown.", blank=False)
    ] = False
    active: Annotated[bool, Column("Active", Kind.YES_NO, "No stops the mail.", blank=True)] = True
