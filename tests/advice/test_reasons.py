"""Every sentence that says why a project is to be done what with is true, recomputed from the rows
of the sheets.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from pfreport.advice.actions import Action
from pfreport.advice.findings import Findings
from pfreport.kinds import Month
from pfreport.measures.engine.facts import Member
from pfreport.model.project import Project
from pfreport.report.phrases.broken import at_most, months
from pfreport.report.phrases.reasons import reason
from pfreport.values import Sentence
from tests.advice.whole_cases import random_findings
from tests.report.findings import sentences, text

SEEDS = range(100)
NOW = Month(2026, 6)


@dataclass(frozen=True)
class Read:
    """What the sheets of one portfolio say, without a word of advice."""

    found: Findings
    chosen: frozenset[str]

    def project(self, key: str) -> Project:
        return self.found.portfolio.project_by_id[key]

    def rate(self, key: str) -> float:
        return 0.5 if self.project(key).currency == "USD" else 1.0

    def cost(self, key: str) -> float:
        return (
            Member(
                self.found.measurements.facts[key], self.found.measurements.projects[key]
            ).amount("cost_to_go")
            or 0.0
        )

    def worth(self, key: str) -> float:
        """Without interest: what comes in later less what is still to be spent."""
        ids = {b.benefit_id for b in self.found.portfolio.benefits if b.project_id == key}
        coming = sum(r.planned for r in self.found.portfolio.benefit_periods if r.benefit_id in ids)
        return coming * self.rate(key) - self.cost(key)

    def exit(self, key: str) -> float:
        return (
            self.project(key).exit_cost * self.rate(key)
            if self.project(key).status == "Active"
            else 0.0
        )

    def spent(self, chosen: frozenset[str]) -> float:
        open_ones = [
            p.project_id
            for p in self.found.portfolio.projects
            if p.status in ("Proposed", "Approved", "Active", "On hold")
        ]
        return math.fsum(self.cost(key) if key in chosen else self.exit(key) for key in open_ones)

    def in_first_year(self, chosen: frozenset[str]) -> float:
        """Cost to go runs evenly from July to December; the fiscal year begins in January or
        October.
        """
        share = 1.0 if self.found.portfolio.settings.fiscal_year_start_month == 1 else 0.5
        exits = self.spent(chosen) - math.fsum(map(self.cost, chosen))
        return exits + share * math.fsum(map(self.cost, chosen))

    def needed(self, role: str, month: Month, keys: frozenset[str]) -> float:
        rows = self.found.portfolio.demand
        return sum(
            r.demand for r in rows if (r.role, r.period) == (role, month) and r.project_id in keys
        )

    def short(self, role: str, chosen: frozenset[str]) -> dict[Month, float]:
        active = frozenset(
            p.project_id for p in self.found.portfolio.projects if p.status == "Active"
        )
        rows = [r for r in self.found.portfolio.resources if r.role == role and r.period > NOW]
        usable = {
            r.period: max(r.capacity - r.non_project, self.needed(role, r.period, active))
            for r in rows
        }
        gaps = {month: self.needed(role, month, chosen) - fte for month, fte in usable.items()}
        return {month: gap for month, gap in gaps.items() if gap > 1e-6}

    def share(self, bucket: str, chosen: frozenset[str]) -> float:
        inside = math.fsum(self.cost(key) for key in chosen if self.project(key).bucket == bucket)
        whole = math.fsum(map(self.cost, chosen))
        return inside / whole if whole else 0.0


def cases() -> list[tuple[Read, Action]]:
    found = [random_findings(seed) for seed in SEEDS]
    return [
        (Read(one, frozenset(one.advice.selection.chosen)), act)
        for one in found
        if one.advice.selection
        for act in one.advice.actions
    ]


@pytest.fixture(scope="module")
def every() -> list[tuple[Read, Action]]:
    return cases()


def test_every_sentence_of_every_action_is_true(every):
    met: Counter[str] = Counter()
    for read, action in every:
        said = reason(read.found, action)
        for one in sentences(said):
            check = CHECKS.get(one.key)
            if check:
                met[one.key] += 1
                check(read, action, one)
        _whole_sentence(read, action, said)
    assert not [key for key in CHECKS if not met[key]]
    assert {str(action.act) for _, action in every} == {
        "Add",
        "Advance",
        "Continue",
        "Fix",
        "Defer",
        "Hold",
        "Stop",
    }


def _whole_sentence(read: Read, action: Action, said: Sentence) -> None:
    """What must be said is said: what to do, what has to be mended, what keeps a losing project in,
    what is freed.
    """
    keys, key = {one.key for one in sentences(said)}, action.project_id
    assert (key in read.chosen) is action.inside
    assert ("funding.fix" in keys or "funding.mend" in keys) is (action.act == "Fix")
    judged = action.unjudged is None
    losing = judged and action.inside and read.worth(key) + read.exit(key) < -1e-6
    assert ("funding.kept" in keys) is (losing and not read.project(key).mandatory), (
        key,
        text(said),
    )
    frees = (
        not action.inside
        and read.project(key).status in ("Active", "Approved")
        and read.cost(key) > read.exit(key)
    )
    assert not frees or any(one.startswith("funding.frees.") for one in keys), text(said)
    if not action.inside and judged:
        assert (action.act == "Stop") is (read.worth(key) <= 1e-6), text(said)


def _brings(read: Read, action: Action, said: Sentence) -> None:
    sign = -1 if said.key == "funding.loses" else 1
    assert sign * said.values["worth"].amount == pytest.approx(read.worth(action.project_id))
    assert said.values["worth"].amount >= 0
    assert said.values["cost"].amount == pytest.approx(read.cost(action.project_id))


def _exit(read: Read, action: Action, said: Sentence) -> None:
    assert 0 < said.values["exit"].amount == pytest.approx(read.exit(action.project_id))


def _exit_is_more(read: Read, action: Action, said: Sentence) -> None:
    _exit(read, action, said)
    assert 0 > read.worth(action.project_id) >= -read.exit(action.project_id) - 1e-6


def _does_not_pay(read: Read, action: Action, _: Sentence) -> None:
    assert (
        read.worth(action.project_id) + read.exit(action.project_id) <= 1e-6
        or read.worth(action.project_id) <= 1e-9
    )


def _freed(read: Read, action: Action, said: Sentence) -> None:
    amounts = [one for one in said.values["what"].values if hasattr(one, "amount")]
    for one in amounts:
        assert one.amount == pytest.approx(read.cost(action.project_id))


def _freed_after_exit(read: Read, action: Action, said: Sentence) -> None:
    _exit(read, action, said)
    assert (
        0
        < said.values["money"].amount
        == pytest.approx(read.cost(action.project_id) - read.exit(action.project_id))
    )


def _people_freed(read: Read, action: Action, said: Sentence) -> None:
    role, rows = said.values["role"].text, read.found.portfolio.demand
    needed = {
        r.period: r.demand for r in rows if (r.role, r.project_id) == (role, action.project_id)
    }
    assert said.values["fte"] == at_most(needed.values())
    assert said.values["months"] == months(needed)


def _with(read: Read, action: Action) -> frozenset[str]:
    """The plan with the project put in where it is out, and taken out where it is in."""
    return read.chosen ^ {action.project_id}


def _over_the_limit(read: Read, action: Action, said: Sentence) -> None:
    limit = read.found.portfolio.settings.funding_limit
    assert said.values["limit"].amount == limit
    assert (
        0 < said.values["excess"].amount == pytest.approx(read.spent(_with(read, action)) - limit)
    )


def _over_a_year(read: Read, action: Action, said: Sentence) -> None:
    (row,) = read.found.portfolio.funding
    assert (
        0
        < said.values["excess"].amount
        == pytest.approx(read.in_first_year(_with(read, action)) - row.limit)
    )


def _short(read: Read, action: Action, said: Sentence) -> None:
    now, then = (
        read.short(said.values["role"].text, chosen)
        for chosen in (read.chosen, _with(read, action))
    )
    assert not now
    assert said.values["fte"].key == at_most(then.values()).key
    assert said.values["fte"].values["fte"].value == pytest.approx(max(then.values()))
    assert said.values["months"] == months(then)


def _place_taken(read: Read, action: Action, said: Sentence) -> None:
    (holder,) = said.values["projects"].values
    assert holder.key in read.chosen - {action.project_id}
    assert (
        read.project(holder.key).exclusive_group
        == read.project(action.project_id).exclusive_group
        == said.values["group"].text
    )


def _prerequisite_out(read: Read, action: Action, said: Sentence) -> None:
    needed = said.values["project"].key
    assert needed in read.project(action.project_id).prerequisites
    assert needed not in read.chosen
    assert read.project(needed).status in ("Proposed", "Approved", "Active", "On hold")


def _prerequisite_cancelled(read: Read, action: Action, said: Sentence) -> None:
    assert said.values["project"].key in read.project(action.project_id).prerequisites
    assert read.project(said.values["project"].key).status == "Cancelled"


def _needed_by(read: Read, action: Action, said: Sentence) -> None:
    asking = said.values["project"].key
    assert asking in read.chosen
    assert action.project_id in read.project(asking).prerequisites


def _bucket(read: Read, action: Action, said: Sentence) -> None:
    (row,) = read.found.portfolio.buckets
    share = read.share(row.bucket, _with(read, action))
    bound = row.minimum_share if said.key.endswith("minimum") else row.maximum_share
    assert said.values["bound"].value == bound
    assert said.values["share"].value == pytest.approx(share)
    assert share < bound if said.key.endswith("minimum") else share > bound


def _waits(read: Read, action: Action, said: Sentence) -> None:
    assert 1 <= said.values["delay"].value <= 12
    assert {str(c.sort) for c in action.obstacles} <= {"role", "year"}


def _trouble(read: Read, action: Action, said: Sentence) -> None:
    red = read.found.ratings[action.project_id]["overall"].computed == "Red"
    project = read.project(action.project_id)
    exhausted = project.cost_to_date >= project.budget and project.percent_complete < 1
    expected = "both" if red and exhausted else "red" if red else "exhausted"
    assert said.values["trouble"].key == f"funding.trouble.{expected}"


CHECKS: Mapping[str, Callable[[Read, Action, Sentence], Any]] = {
    "funding.brings.value": _brings,
    "funding.loses": _brings,
    "funding.fits.exit": _exit,
    "funding.fits.exit.more": _exit_is_more,
    "funding.stop": _does_not_pay,
    "funding.stop.exit": _does_not_pay,
    "funding.stop.begin": _does_not_pay,
    "funding.frees.Stop": _freed,
    "funding.frees.Defer": _freed,
    "funding.frees.Hold": _freed,
    "funding.frees.exit": _freed_after_exit,
    "funding.frees.people": _people_freed,
    "funding.breaks.money": _over_the_limit,
    "funding.breaks.year": _over_a_year,
    "funding.breaks.role": _short,
    "funding.breaks.group": _place_taken,
    "funding.breaks.prerequisite": _prerequisite_out,
    "funding.breaks.cancelled": _prerequisite_cancelled,
    "funding.breaks.needed_by": _needed_by,
    "funding.breaks.minimum": _bucket,
    "funding.breaks.maximum": _bucket,
    "funding.out.later": _waits,
    "funding.fix": _trouble,
    "funding.mend": _trouble,
}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([1], "in January 2026"),
        ([1, 2, 3], "from January 2026 to March 2026"),
        ([1, 3, 4], "in January 2026 and from March 2026 to April 2026"),
        ([1, 3, 5, 6], "in 4 of the months from January 2026 to June 2026"),
    ],
)
def test_months_are_named_as_they_lie(found: Sequence[int], said: str):
    assert text(months(Month(2026, m) for m in found)) == said


def test_people_of_months_that_differ_are_up_to_so_many():
    assert [text(at_most(fte)) for fte in ((2.0, 2.0), (1.0, 2.5))] == ["2 FTE", "up to 2.5 FTE"]
