"""Goals, how they compare, what serves them, and the buckets money is kept in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pfreport.kinds import Kind
from pfreport.model.columns import Column, Record, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Record):
    """One goal of the portfolio."""

    sheet: ClassVar[Sheet] = Sheet(
        "Goals",
        ("goal_id",),
        "What the portfolio is for: one row a goal.",
        "the strategy pages: what is served, what spend goes where",
    )

    goal_id: Annotated[
        str,
        Column(
            "Goal ID", Kind.ID, "A short unique ID.", required=True, key=True, aliases=("Goal",)
        ),
    ]
    name: Annotated[
        str | None,
        Column(
            "Name",
            Kind.TEXT,
            "The goal in a few words.",
            required=True,
            key=True,
            aliases=("Goal name",),
        ),
    ] = None
    weight: Annotated[
        float | None,
        Column(
            "Weight",
            Kind.NUMBER,
            "How much it counts beside the others; any scale.",
            required=True,
            low=0,
        ),
    ] = None
    owner: Annotated[
        str | None, Column("Owner", Kind.TEXT, "Who answers for it.", personal=True)
    ] = None
    description: Annotated[
        str | None, Column("Description", Kind.LONG_TEXT, "What reaching it means.")
    ] = None
    measure: Annotated[
        str | None, Column("Measure", Kind.TEXT, "What is counted to see progress.")
    ] = None
    unit: Annotated[str | None, Column("Unit", Kind.TEXT, "The unit of the three values.")] = None
    start_value: Annotated[
        float | None, Column("Start value", Kind.NUMBER, "The measure when the goal was set.")
    ] = None
    target_value: Annotated[
        float | None, Column("Target value", Kind.NUMBER, "The measure to reach.")
    ] = None
    current_value: Annotated[
        float | None, Column("Current value", Kind.NUMBER, "The measure now.")
    ] = None
    target_date: Annotated[dt.date | None, Column("Target date", Kind.DATE, "By when.")] = None
    target_share: Annotated[
        float | None,
        Column("Target share", Kind.FRACTION, "Share of spend it should get.", low=0, high=1),
    ] = None
    start_date: Annotated[
        dt.date | None, Column("Start date", Kind.DATE, "When the goal was set.")
    ] = None
    parent_goal: Annotated[
        str | None, Column("Parent goal", Kind.ID, "The goal it is a part of.", refers="Goals")
    ] = None

    @property
    def title(self) -> str:
        """Its name, or its ID where it has none."""
        return self.name or self.goal_id


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPair(Record):
    """A judgement of two goals against each other."""

    sheet: ClassVar[Sheet] = Sheet(
        "Goal pairs",
        ("goal_a", "goal_b"),
        "Goals compared pair by pair; weights then come from them (AHP).",
        "goal weights from comparisons, with their consistency",
    )

    goal_a: Annotated[
        str, Column("Goal A", Kind.ID, "The first goal.", required=True, key=True, refers="Goals")
    ]
    goal_b: Annotated[
        str, Column("Goal B", Kind.ID, "The second goal.", required=True, key=True, refers="Goals")
    ]
    judgement: Annotated[
        float | None,
        Column(
            "Judgement",
            Kind.JUDGEMENT,
            'How many times as important A is: 1/9 to 9, or "Strongly more".',
            required=True,
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Record):
    """How strongly one project serves one goal."""

    sheet: ClassVar[Sheet] = Sheet(
        "Alignment",
        ("project_id", "goal_id"),
        "Which project serves which goal, and how strongly.",
        "which spend serves which goal, unaligned and competing projects",
    )

    project_id: Annotated[
        str,
        Column(
            "Project ID",
            Kind.ID,
            "The project.",
            required=True,
            key=True,
            refers="Projects",
            aliases=("Project",),
        ),
    ]
    goal_id: Annotated[
        str,
        Column(
            "Goal ID",
            Kind.ID,
            "The goal.",
            required=True,
            key=True,
            refers="Goals",
            aliases=("Goal",),
        ),
    ]
    impact: Annotated[
        float | None,
        Column(
            "Impact",
            Kind.IMPACT,
            "None, Low, Moderate, Strong, Extreme, or a number from 0 to score_max.",
            required=True,
        ),
    ] = None
    rationale: Annotated[str | None, Column("Rationale", Kind.LONG_TEXT, "Why.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket(Record):
    """A share of spend kept for one kind of work."""

    sheet: ClassVar[Sheet] = Sheet(
        "Buckets",
        ("bucket",),
        "How spend should be split between kinds of work.",
        "balance between kinds of work",
    )

    bucket: Annotated[
        str,
        Column("Bucket", Kind.ID, "As in the Bucket column of Projects.", required=True, key=True),
    ]
    target_share: Annotated[
        float | None,
        Column(
            "Target share",
            Kind.FRACTION,
            "Share of spend it should get.",
            required=True,
            low=0,
            high=1,
        ),
    ] = None
    minimum_share: Annotated[
        float | None,
        Column("Minimum share", Kind.FRACTION, "Least share of what is chosen.", low=0, high=1),
    ] = None
    maximum_share: Annotated[
        float | None,
        Column("Maximum share", Kind.FRACTION, "Largest share of what is chosen.", low=0, high=1),
    ] = None
