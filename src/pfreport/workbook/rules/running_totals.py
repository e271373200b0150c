"""Rules about running totals: amounts of months that are sums of all months before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from pfreport.faults import Effect
from pfreport.kinds import Month
from pfreport.model.money import BenefitPeriod
from pfreport.model.project import Project
from pfreport.workbook.rules.registry import ERROR, Checked, Finding, Line, line_of, rule

ENDS_WITHIN = 0.01
FEWEST = 4
NEARER = 2
OVER_EXPECTED = 1.5
OF_CASE_WITHIN = 0.1
MONEY = ("planned_value", "earned_value", "actual_cost", "forecast_cost", "committed")
"""The columns of Periods that hold money; where one is a running total, none is used."""
BENEFITS = ("planned", "forecast", "actual")


@rule("PF407", ERROR, Effect.VALUE_UNKNOWN)
def cumulative(checked: Checked) -> Iterator[Finding]:
    """Running totals entered as months would count every month many times."""
    for project in checked.portfolio.projects:
        running = running_totals(checked, project)
        for position, line in enumerate(running.values()):
            yield _told(line, project, running, first=position == 0)
    yield from _benefits(checked)


def running_totals(checked: Checked, project: Project) -> Mapping[str, Line]:
    """The columns of a project's months that look cumulative, by their field."""
    if project.project_id not in checked.running:
        found: dict[str, Line] = {}
        for name in MONEY if project.project_id in checked.periods else ():
            line = _reported(checked, project, name)
            if line.last and _is_running(checked, project, line, found):
                found[name] = line
        checked.running[project.project_id] = found
    return checked.running[project.project_id]


def _reported(checked: Checked, project: Project, name: str) -> Line:
    """What happened counts to the status month; plans and forecasts as a whole."""
    line = checked.line(project.project_id, name)
    happened = name in ("earned_value", "actual_cost")
    return line.until(checked.status_month) if happened and line.amounts else line


def _told(line: Line, project: Project, running: Mapping[str, Line], *, first: bool) -> Finding:
    assert line.last is not None  # noqa: S101 - a running total has months
    record = line.record(line.last)
    what = line.name.replace("_", " ")
    reason = f"{what} looks cumulative ({record.at(line.name).address})"
    siblings = tuple(name for name in MONEY if name not in running) if first else ()
    return Finding(
        record,
        line.name,
        f"{line.amounts[line.last]:,.2f}",
        {"what": what, "beside": f"the other monthly amounts of {project.project_id}"},
        unknown_series=(line.name, reason),
        unknown_beside=siblings,
    )


def _is_running(checked: Checked, project: Project, line: Line, found: Mapping[str, Line]) -> bool:
    never_falls = all(earlier <= later for earlier, later in pairwise(line.amounts.values()))
    return never_falls and (
        _ends_at_the_whole(line, project)
        or grows_to(line, _expected(checked, project, line, found))
    )


def _ends_at_the_whole(line: Line, project: Project) -> bool:
    """The last value, not the sum, is within 1 % of Budget (or Cost to date)."""
    of_cost = line.name == "actual_cost" and project.cost_to_date
    whole = of_cost or (project.budget if line.name in MONEY[:3] else None)
    if not whole or line.last is None:
        return False
    near = ENDS_WITHIN * whole
    return abs(line.amounts[line.last] - whole) <= near < abs(line.total - whole)


def grows_to(line: Line, expected: Iterable[float]) -> bool:
    """Whether its last value, and not the sum of its months, is what is to be expected: the first
    amount expected says so, and no other says the contrary.
    """
    values = [*line.amounts.values()]
    if len(values) < FEWEST or not 0 <= values[0] < values[-1]:
        return False
    off = [
        (abs(math.log(values[-1] / amount)), math.log(line.total / amount))
        for amount in expected
        if amount > 0
    ]
    agreed = [total > math.log(OVER_EXPECTED) and total >= NEARER * last for last, total in off]
    denied = any(abs(total) < last for last, total in off)
    return bool(agreed) and any(agreed) and not denied


def _expected(
    checked: Checked, project: Project, line: Line, found: Mapping[str, Line]
) -> list[float]:
    """What a column should come to, by what else is known of the project."""
    if line.last is None:
        return []
    if line.name == "planned_value":
        return [project.budget or 0]
    if line.name in ("forecast_cost", "committed"):
        return _still_to_pay(checked, project, found)
    share = _share_complete(checked, project, line)
    if share and project.budget:
        return [share * project.budget]
    planned = checked.line(project.project_id, "planned_value")
    plan = 0.0 if "planned_value" in found else planned.until(line.last).total
    earned = checked.line(project.project_id, "earned_value").until(line.last)
    done = 0.0 if line.name == "earned_value" or "earned_value" in found else earned.total
    to_date = plan or _to_date(checked, project, line) or done
    return [to_date or _by_time(project, line.last)]


def _share_complete(checked: Checked, project: Project, line: Line) -> float | None:
    """How far the work is in the last month of a column."""
    assert line.last is not None  # noqa: S101 - asked of columns with months alone
    shares = checked.line(project.project_id, "percent_complete").until(line.last).amounts
    if shares:
        return shares[max(shares)]
    return project.percent_complete if line.last >= checked.status_month.plus(-1) else None


def _to_date(checked: Checked, project: Project, line: Line) -> float:
    return (project.planned_to_date or 0) if line.last == checked.status_month else 0


def _by_time(project: Project, month: Month) -> float:
    """Budget by the share of the baseline's days that have passed."""
    start, finish = project.baseline_start, project.baseline_finish
    if not (project.budget and start and finish and start < finish):
        return 0
    passed = (month.last_day - start).days / (finish - start).days
    return project.budget * min(max(passed, 0), 1)


def _still_to_pay(checked: Checked, project: Project, found: Mapping[str, Line]) -> list[float]:
    """The whole estimate, and what of it has not been spent."""
    whole = project.manager_estimate or project.budget or 0
    spent = 0 if "actual_cost" in found else checked.cost_to_date(project) or 0
    return [whole, whole - spent]


def _benefits(checked: Checked) -> Iterator[Finding]:
    """The same of benefits: what is expected or received against what is planned, what is planned
    against the project's Expected benefit.
    """
    owners = {benefit.benefit_id: benefit.project_id for benefit in checked.portfolio.benefits}
    alone = [*owners.values()]
    for key, rows in groupby(checked.portfolio.benefit_periods, attrgetter("benefit_id")):
        project = checked.portfolio.project_by_id.get(owners.get(key, ""))
        if project is None:
            continue
        whole = (project.expected_benefit or 0) if alone.count(project.project_id) == 1 else 0
        yield from _of_benefit(project, [*rows], whole)


def _of_benefit(project: Project, rows: Sequence[BenefitPeriod], whole: float) -> Iterator[Finding]:
    planned = line_of(rows, "planned")
    for name in BENEFITS:
        line = line_of(rows, name)
        if line.last is None or any(a > b for a, b in pairwise(line.amounts.values())):
            continue
        months = {m: a for m, a in planned.amounts.items() if min(line.amounts) <= m <= line.last}
        last = line.amounts[line.last]
        case = whole if abs(last - whole) <= OF_CASE_WITHIN * whole else 0
        if grows_to(line, [case if name == "planned" else math.fsum(months.values())]):
            record = next(r for r in rows if r.period == line.last and getattr(r, name) is not None)
            reason = f"{name} benefit looks cumulative ({record.at(name).address})"
            yield Finding(
                record,
                name,
                f"{line.amounts[line.last]:,.2f}",
                {
                    "what": f"{name} benefit",
                    "beside": f"the other monthly benefits of {project.project_id}",
                },
                lost_months=(BenefitPeriod.sheet.name, project.project_id, reason),
            )
