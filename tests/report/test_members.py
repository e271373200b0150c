"""What stands beside a wider figure adds up to it by hand: members at the rates shown, and what it
read itself.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from pfreport import assets
from pfreport.measures.engine.registry import REGISTRY, Wider
from pfreport.pipeline import advised, find
from pfreport.report.compose import compose_executive
from pfreport.values import Money, Ratio
from pfreport.workbook.examine import examine


@pytest.fixture(scope="module")
def provenance():
    findings = advised(find(examine(assets.folder("samples") / "portfolio.xlsx", {})))
    return [
        one
        for one in compose_executive(findings).provenance
        if not one.figure.startswith("projects/")
    ]


def measure(line):
    return REGISTRY.get(line.figure.rsplit("/", 1)[1].partition("[")[0])


def rates(line):
    return {
        name.removeprefix("rate of "): rate.value
        for name, rate in line.inputs
        if isinstance(rate, Ratio) and name.startswith("rate of ")
    }


def total(line, parts):
    into = rates(line)
    return sum(
        value.amount * into.get(value.currency, 1.0)
        for _, value in parts
        if isinstance(value, Money)
    )


def risks(line):
    """The amounts of any of the portfolio's own risks together, which no project has."""
    own = [value.amount for name, value in line.inputs if name.startswith("R-")]
    return [some for size in range(len(own) + 1) for some in combinations(own, size)]


def test_sums_come_out_again(provenance):
    sums = [
        one
        for one in provenance
        if (known := measure(one)) and known.wider is Wider.SUM and isinstance(one.value, Money)
    ]
    assert len(sums) > 40
    for one in sums:
        own = [(name, value) for name, value in one.inputs if isinstance(value, Money)]
        parts = [part for group in one.members for part in group.parts]
        assert not any(group.more for group in one.members)
        assert total(one, [*parts, *own]) == pytest.approx(one.value.amount, abs=0.5), one.figure


def test_both_sums_of_a_ratio_come_out_again(provenance):
    ratios = [
        one
        for one in provenance
        if (known := measure(one)) and known.wider is Wider.RATIO_OF_SUMS and len(one.members) > 1
    ]
    assert len(ratios) > 20
    for one in ratios:
        inputs = dict(one.inputs)
        groups = {str(group.measure.text): group.parts for group in one.members}
        shared = groups.keys() & inputs.keys()
        for name in shared:
            gap = inputs[name].amount - total(one, groups[name])
            assert min(abs(gap - sum(some)) for some in risks(one)) < 0.5, (one.figure, name)
        if not shared:  # the portfolio's own risks stand beside the members
            above, below = groups.values()
            assert total(one, above) / total(one, [*below, *one.inputs]) == pytest.approx(
                one.value.value
            ), one.figure
