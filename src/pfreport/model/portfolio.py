"""The whole portfolio: settings and one tuple of records a sheet, each in the order of its keys."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pfreport.kinds import Kind
from pfreport.model.columns import Record, columns
from pfreport.model.delivery import Change, Deliverable, Issue, Milestone, QualityMonth
from pfreport.model.governance import Decision, Limit, ScenarioChoice
from pfreport.model.money import Baseline, Benefit, BenefitPeriod, FundingYear, Period, Rate
from pfreport.model.people import Demand, Dependency, Recipient, RoleMonth
from pfreport.model.project import Project
from pfreport.model.risk import Risk
from pfreport.model.strategy import Alignment, Bucket, Goal, GoalPair
from pfreport.settings import Settings

RECORDS: tuple[type[Record], ...] = (
    Limit,
    Goal,
    GoalPair,
    Project,
    Alignment,
    Period,
    Baseline,
    Milestone,
    Deliverable,
    QualityMonth,
    Risk,
    Issue,
    Change,
    RoleMonth,
    Demand,
    Benefit,
    BenefitPeriod,
    Dependency,
    Decision,
    ScenarioChoice,
    Bucket,
    FundingYear,
    Rate,
    Recipient,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A project that could not be read well enough to count."""

    project_id: str
    name: str
    reason: str


@dataclass(frozen=True)
class Portfolio:
    """Everything a workbook says, checked. Every reference in it resolves; IDs are spelled as in
    Projects and Goals.

    `incomplete[sheet][project_id]` says why a sum over that sheet cannot be known (a row of Periods
    or Benefit periods was left out), `incomplete["Periods.planned_value"]` the same of one column;
    `rows_left_out[sheet][project_id]` counts the rows a list lacks.
    """

    settings: Settings
    limits: tuple[Limit, ...] = ()
    goals: tuple[Goal, ...] = ()
    goal_pairs: tuple[GoalPair, ...] = ()
    projects: tuple[Project, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    periods: tuple[Period, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    quality: tuple[QualityMonth, ...] = ()
    risks: tuple[Risk, ...] = ()
    issues: tuple[Issue, ...] = ()
    changes: tuple[Change, ...] = ()
    resources: tuple[RoleMonth, ...] = ()
    demand: tuple[Demand, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    benefit_periods: tuple[BenefitPeriod, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    decisions: tuple[Decision, ...] = ()
    scenarios: tuple[ScenarioChoice, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    funding: tuple[FundingYear, ...] = ()
    rates: tuple[Rate, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    incomplete: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows_left_out: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def only(self, project_ids: Iterable[str]) -> Portfolio:
        """The same portfolio with these projects and what belongs to them."""
        keep = frozenset(project_ids)
        benefits = tuple(b for b in self.benefits if b.project_id in keep)
        kept_benefits = frozenset(b.benefit_id for b in benefits)
        changes: dict[str, object] = {
            name: tuple(r for r in getattr(self, name) if r.project_id in keep)
            for name in _OF_PROJECTS
        }
        return dataclasses.replace(
            self,
            **changes,  # type: ignore[arg-type]
            benefits=benefits,
            benefit_periods=tuple(p for p in self.benefit_periods if p.benefit_id in kept_benefits),
            dependencies=tuple(
                d
                for d in self.dependencies
                if d.provider_project in keep and d.receiver_project in keep
            ),
            left_out=tuple(p for p in self.left_out if p.project_id in keep),
        )

    def each(self, project_ids: Iterable[str]) -> Iterator[tuple[str, Portfolio]]:
        """What `only` gives of each of these projects by itself, in one pass over the rows."""
        bare, rows = (
            self.only(()),
            {
                name: _grouped(getattr(self, name), "project_id")
                for name in (*_OF_PROJECTS, "benefits", "left_out")
            },
        )
        months = _grouped(self.benefit_periods, "benefit_id")
        for key in project_ids:
            own: dict[str, Any] = {name: tuple(of.get(key, ())) for name, of in rows.items()}
            periods = tuple(
                row for benefit in own["benefits"] for row in months.get(benefit.benefit_id, ())
            )
            links = tuple(
                d for d in self.dependencies if d.provider_project == d.receiver_project == key
            )
            yield key, dataclasses.replace(bare, **own, benefit_periods=periods, dependencies=links)

    @functools.cached_property
    def project_by_id(self) -> Mapping[str, Project]:
        """Projects by their ID."""
        return {p.project_id: p for p in self.projects}

    @functools.cached_property
    def kinds(self) -> Mapping[tuple[str, int], Kind]:
        """The type of each column of each sheet that was read; all rows of a sheet have their
        fields in the same columns.
        """
        found: dict[tuple[str, int], Kind] = {}
        for sheet in RECORDS:
            first = next(iter(getattr(self, field_of(sheet))), None)
            for name, column in columns(sheet).items():
                if first is not None and name in first.columns_at:
                    found[first.origin.sheet, first.columns_at[name]] = column.kind
        return found


_OF_PROJECTS = (
    "projects",
    "alignment",
    "periods",
    "baselines",
    "milestones",
    "deliverables",
    "quality",
    "risks",
    "issues",
    "changes",
    "demand",
    "decisions",
    "scenarios",
)


def _grouped(rows: Iterable[Any], name: str) -> Mapping[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def field_of(record: type[Record]) -> str:
    """The field of `Portfolio` that holds a sheet's records: the sheet's name in lower case with
    underscores.
    """
    return record.sheet.name.lower().replace(" ", "_")
