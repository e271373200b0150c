"""Buckets: how spend is split between kinds of work, and how far that is from the targets."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pfreport.kinds import normalised
from pfreport.measures.engine.facts import Member, WiderFacts, cell, missing
from pfreport.measures.engine.measurement import Given, Outcome, Traced, Undefined, undefined
from pfreport.measures.engine.registry import Better, Enters, measure
from pfreport.measures.engine.rollup import coverage, enters, rates
from pfreport.model.strategy import Bucket
from pfreport.reasons import Because

SOURCE = (
    "Cooper, Edgett and Kleinschmidt, Portfolio Management for New Products (2001): strategic "
    "buckets"
)
ELSEWHERE = "none of these"
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Split:
    """Money of projects by bucket; what lies in no bucket of the sheet stands under ELSEWHERE,
    where there is any.
    """

    buckets: tuple[Bucket, ...]
    money: str
    amounts: Mapping[str, Mapping[str, tuple[Member, float]]]
    counted: tuple[Member, ...]

    @property
    def whole(self) -> float:
        """All of it."""
        return math.fsum(amount for of in self.amounts.values() for _, amount in of.values())

    def share(self, bucket: str) -> float:
        """The part of it in one bucket."""
        return math.fsum(amount for _, amount in self.amounts.get(bucket, {}).values()) / self.whole

    def traced(self, value: float | Undefined, *buckets: str) -> Traced:
        """A figure of some buckets (all of them where none is named), with the cells that put
        projects there.
        """
        known = [m for of in self.amounts.values() for m, _ in of.values()]
        placed = {
            key: one
            for name in buckets or self.amounts
            for key, one in self.amounts.get(name, {}).items()
        }
        given = {
            key: Given(amount, m.facts.project.cells("bucket"), m.figures[self.money].unit)
            for key, (m, amount) in sorted(placed.items())
        }
        targets = {
            f"Target share of {b.bucket}": cell(b, "target_share")
            for b in self.buckets
            if not buckets or b.bucket in buckets
        }
        members = tuple(m.figures[self.money] for m in known)
        return Traced(
            value,
            {**targets, **given, **rates(known)},
            members=members,
            coverage=coverage(known, self.counted, self.money),
        )


def split_of(facts: WiderFacts, money: str) -> Split:
    """How a figure of the projects (bac or etc) is split over the buckets; a project without the
    figure is left out.
    """
    counted = tuple(m for m in facts.members if enters(m.facts, Enters.RISK))
    names = {normalised(b.bucket): b.bucket for b in facts.portfolio.buckets}
    amounts: defaultdict[str, dict[str, tuple[Member, float]]] = defaultdict(dict)
    for member in counted:
        project, amount = member.facts.project, member.amount(money)
        if amount is not None:
            amounts[names.get(normalised(project.bucket or ""), ELSEWHERE)][project.project_id] = (
                member,
                amount,
            )
    return Split(facts.portfolio.buckets, money, amounts, counted)


def index(split: Split) -> float | Undefined:
    """100 (1 - half the sum of |actual - target|): 100 as the targets have it, 0 all of it where
    none should be.
    """
    problem = _no_targets(split) or _no_money(split)
    if problem:
        return problem
    targets = {b.bucket: b.target_share or 0.0 for b in split.buckets}
    gaps = [
        abs(split.share(name) - targets.get(name, 0.0))
        for name in sorted({*targets, *split.amounts})
    ]
    return 100 * (1 - math.fsum(gaps) / 2)


@measure(
    "balance_index",
    "Balance of the buckets",
    unit="score",
    better=Better.HIGHER,
    formula="100 x (1 - half the sum of |share of bac - Target share| over buckets); money in none "
    "of them has the target 0",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def balance_index(facts: WiderFacts) -> Traced | Undefined:
    """How near the split of the budget is to the targets."""
    return _index(facts, "bac")


@measure(
    "balance_index[etc]",
    "Balance of the money to go",
    unit="score",
    better=Better.HIGHER,
    formula="100 x (1 - half the sum of |share of etc - Target share| over buckets); money in none "
    "of them has the target 0",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
)
def balance_index_to_go(facts: WiderFacts) -> Traced | Undefined:
    """How near the split of the money still to spend is to the targets."""
    return _index(facts, "etc")


@measure(
    "bucket_share",
    "Share of budget by bucket",
    unit="fraction",
    better=Better.NEITHER,
    formula="bac of the projects in the bucket / sum of bac",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def bucket_share(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Where the budget is."""
    return _shares(facts, "bac")


@measure(
    "bucket_share_to_go",
    "Share of the money to go by bucket",
    unit="fraction",
    better=Better.NEITHER,
    formula="etc of the projects in the bucket / sum of etc",
    source=SOURCE,
    of="portfolio",
    enters=Enters.RISK,
    keyed=True,
)
def bucket_share_to_go(facts: WiderFacts) -> Mapping[str, Outcome]:
    """Where the money still to spend goes."""
    return _shares(facts, "etc")


def _index(facts: WiderFacts, money: str) -> Traced | Undefined:
    if not facts.portfolio.buckets:
        return undefined(Because.NO_ROW, sheet="Buckets")
    split = split_of(facts, money)
    return split.traced(index(split))


def _shares(facts: WiderFacts, money: str) -> dict[str, Outcome]:
    if not facts.portfolio.buckets:
        return {}
    split = split_of(facts, money)
    names = [b.bucket for b in split.buckets] + [ELSEWHERE] * (ELSEWHERE in split.amounts)
    return {name: split.traced(_no_money(split) or split.share(name), name) for name in names}


def _no_targets(split: Split) -> Undefined | None:
    """Why there is nothing to compare with."""
    for bucket in split.buckets:
        if bucket.target_share is None:
            return missing(bucket, "target_share", f"Target share of {bucket.bucket}")
    total = math.fsum(b.target_share or 0.0 for b in split.buckets)
    return (
        None
        if abs(total - 1) <= TOLERANCE
        else undefined(Because.TARGETS_NOT_WHOLE, total=f"{total:.1%}")
    )


def _no_money(split: Split) -> Undefined | None:
    return None if split.whole else undefined(Because.NO_MONEY_TO_SPLIT, money=split.money)
