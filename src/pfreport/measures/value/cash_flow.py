"""Money over time: present value, rates of return, payback, as in the textbooks.

A flow is a mapping from period to amount, costs negative; periods without an amount are left out.
Rates are per period.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

Flow = Mapping[int, float]

NEGLIGIBLE = 1e-9


def per_month(rate_a_year: float) -> float:
    """The rate a month that compounds to a rate a year."""
    return float((1 + rate_a_year) ** (1 / 12)) - 1


def per_year(rate_a_month: float) -> float:
    """The rate a year that a rate a month compounds to."""
    return (1 + rate_a_month) ** 12 - 1


def present_value(flow: Flow, rate: float, at: int = 0) -> float:
    """What a flow is worth at a period: sum of amount / (1 + rate)^(period - at)."""
    return math.fsum(amount * (1 + rate) ** (at - period) for period, amount in flow.items())


def sign_changes(flow: Flow) -> int:
    """How often a flow turns from in to out or back; periods with 0 are skipped."""
    signs = [amount > 0 for _, amount in sorted(flow.items()) if amount]
    return sum(a != b for a, b in pairwise(signs))


def modified_rate_of_return(flow: Flow, finance_rate: float, reinvest_rate: float) -> float | None:
    """MIRR: inflows carried to the last period, outflows brought to the first, and the rate between
    the two.

    None unless there are both (Lin 1976).
    """
    periods = [period for period, amount in flow.items() if amount]
    inflows = {period: amount for period, amount in flow.items() if amount > 0}
    outflows = {period: -amount for period, amount in flow.items() if amount < 0}
    if not inflows or not outflows:
        return None
    first, last = min(periods), max(periods)
    final = present_value(inflows, reinvest_rate, at=last)
    return float(
        (final / present_value(outflows, finance_rate, at=first)) ** (1 / (last - first)) - 1
    )


def payback_period(flow: Flow) -> float | None:
    """Periods from the first amount until the running total is 0 or more for good, linear inside
    the last; None if never.
    """
    periods = sorted(period for period, amount in flow.items() if amount)
    if not periods:
        return None
    totals = [math.fsum(flow[p] for p in periods[: i + 1]) for i in range(len(periods))]
    # a running total of cents that comes out as -1e-13 has been paid back
    owed = NEGLIGIBLE * max(abs(amount) for amount in flow.values())
    last_below = max((i for i, total in enumerate(totals) if total < -owed), default=None)
    if last_below is None:
        return 0.0
    if last_below == len(periods) - 1:
        return None
    within = periods[last_below + 1]
    return within - 1 - periods[0] - totals[last_below] / flow[within]


def discounted(flow: Flow, rate: float, at: int = 0) -> Flow:
    """Every amount of a flow as it is worth at a period."""
    return {period: amount * (1 + rate) ** (at - period) for period, amount in flow.items()}
