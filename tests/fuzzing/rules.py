"""Faults no cell shows alone: what does not go together, and what is hard to believe."""

from __future__ import annotations

import datetime as dt

from pfreport.kinds import Month, natural_key
from tests.fuzzing.ground import GOALS, LEAVING_OUT, Ground, Told
from tests.fuzzing.portfolios import Row


def start_after_finish(ground: Ground) -> list[Told]:
    """A forecast that ends before it begins."""
    row = _project(ground)
    if row is not None:
        finish = ground.rows("Projects")[row]["forecast_finish"]
        ground.rows("Projects")[row]["forecast_start"] = finish + dt.timedelta(1)  # type: ignore[operator]  # drawn as a date
    return _told("PF402", row, "forecast_start")


def plan_off_budget(ground: Ground) -> list[Told]:
    """Planned values that are not the budget: far off, or a little."""
    code, factor = ground.chance.choice(
        (("PF403", 2.0), ("PF403", 1.06), ("PF404", 1.03), ("PF404", 1.006))
    )
    row = _by_month(ground)
    if row is not None:
        ground.rows("Projects")[row]["budget"] = factor * float(
            str(ground.rows("Projects")[row]["budget"])
        )
    return _told(code, row, "budget")


def running_total(ground: Ground) -> list[Told]:
    """Planned values as a running total."""
    row = _by_month(ground)
    if row is None:
        return []
    total = 0.0
    for month in (months := _months(ground, row)):
        total += float(str(ground.rows("Periods")[month]["planned_value"]))
        ground.rows("Periods")[month]["planned_value"] = total
    return [Told("PF407", "Periods", (months[-1],), "planned_value")]


def cost_below_zero(ground: Ground) -> list[Told]:
    """Credits above what was spent: told at the last month booked."""
    row = _by_month(ground)
    if row is None:
        return []
    booked = [
        n for n in _months(ground, row) if ground.rows("Periods")[n].get("actual_cost") is not None
    ]
    ground.rows("Periods")[ground.chance.choice(booked)]["actual_cost"] = -10_000
    return [Told("PF408", "Periods", (booked[-1],), "actual_cost")]


def earned_above_budget(ground: Ground) -> list[Told]:
    """More earned than there is to earn."""
    row = _by_month(ground)
    if row is None:
        return []
    last = _reported(ground, row)[-1]
    ground.rows("Periods")[last]["earned_value"] = 9_999
    return [Told("PF412", "Periods", (last,), "earned_value")]


def plan_off_baseline(ground: Ground) -> list[Told]:
    """A baseline that ends long after the plan."""
    row = _by_month(ground)
    if row is not None:
        finish = Month.of(ground.rows("Projects")[row]["baseline_finish"])  # type: ignore[arg-type]  # drawn as a date
        ground.rows("Projects")[row]["baseline_finish"] = finish.plus(2).last_day
    return _told("PF413", row, "baseline_finish")


def ledger_behind(ground: Ground) -> list[Told]:
    """The status month's cost is not booked."""
    row = _by_month(ground)
    if row is None:
        return []
    *_, before, last = _reported(ground, row)
    ground.rows("Periods")[last]["actual_cost"] = None
    return [Told("PF515", "Periods", (before,), "actual_cost")]


def month_not_reported(ground: Ground) -> list[Told]:
    """Nothing is said of the status month."""
    row = _by_month(ground)
    if row is None:
        return []
    *_, before, last = _reported(ground, row)
    ground.rows("Periods")[last] |= {"actual_cost": None, "earned_value": None}
    return [Told("PF516", "Periods", (before,), "earned_value")]


def month_left_blank(ground: Ground) -> list[Told]:
    """A hole in the middle."""
    row = ground.take(
        "Projects",
        lambda p: p["project_id"] in ground.drawn.by_month and len(_reported_of(ground, p)) > 2,
    )
    if row is None or not ground.rows("Periods"):
        return []
    ground.planted.add("Periods")
    first, second, *_ = _reported(ground, row)
    ground.rows("Periods")[second]["earned_value"] = None
    return [Told("PF517", "Periods", (first,), "earned_value")]


def forecast_past(ground: Ground) -> list[Told]:
    """It should have finished by now."""
    row = _project(ground, "Active", "Proposed")
    if row is not None:
        ground.rows("Projects")[row]["forecast_finish"] = ground.drawn.month.first_day
    return _told("PF409", row, "forecast_finish")


def estimate_below_cost(ground: Ground) -> list[Told]:
    """The manager hopes to get money back."""
    row = ground.take("Projects", lambda p: p.get("cost_to_date") is not None)
    if row is not None:
        ground.rows("Projects")[row]["manager_estimate"] = 1
    return _told("PF410", row, "manager_estimate")


def no_actuals(ground: Ground) -> list[Told]:
    """Progress for nothing."""
    row = ground.take("Projects", lambda p: p.get("cost_to_date") is not None)
    if row is not None:
        ground.rows("Projects")[row]["cost_to_date"] = 0
    return _told("PF513", row, "cost_to_date")


def not_finished(ground: Ground) -> list[Told]:
    """Completed, nobody knows when."""
    row = _project(ground, "Completed")
    if row is not None:
        ground.rows("Projects")[row]["actual_finish"] = None
    return _told("PF415", row, "actual_finish")


def finished_and_not_over(ground: Ground) -> list[Told]:
    """Active, and finished all the same."""
    row = _project(ground, "Active", "Proposed")
    if row is not None:
        ground.rows("Projects")[row]["actual_finish"] = ground.drawn.month.first_day
    return _told("PF419", row, "actual_finish")


def estimates_apart(ground: Ground) -> list[Told]:
    """The manager's estimate, and months that come to something else."""
    row = _by_month(ground)
    if row is None:
        return []
    ahead = [n for n in _months(ground, row) if n not in _reported(ground, row)]
    ground.rows("Periods")[ahead[0]]["forecast_cost"] = 100
    budget = float(str(ground.rows("Projects")[row]["budget"]))
    ground.rows("Projects")[row]["manager_estimate"] = 9 * budget
    return _told("PF411", row, "manager_estimate")


def progress_undone(ground: Ground) -> list[Told]:
    """Less is done than the month before."""
    row = ground.take(
        "Projects",
        lambda p: p["project_id"] in ground.drawn.by_month and len(_reported_of(ground, p)) > 1,
    )
    if row is None:
        return []
    ground.planted.add("Periods")
    first, second, *_ = _reported(ground, row)
    (
        ground.rows("Periods")[first]["percent_complete"],
        ground.rows("Periods")[second]["percent_complete"],
    ) = 0.6, 0.4
    return [Told("PF514", "Periods", (second,), "percent_complete")]


def rates_stale(ground: Ground) -> list[Told]:
    """The last rates are of the year before: told of every project in that currency."""
    abroad = [n for n, p in enumerate(ground.rows("Projects")) if p["currency"] == "USD"]
    owners = {ground.owner(ground.rows("Projects")[n]) for n in abroad}
    if not ground.rows("Rates") or owners & ground.taken:
        return []
    for rate in ground.rows("Rates"):
        rate["period"] = rate["period"].plus(-12)  # type: ignore[attr-defined]  # drawn as a month
    ground.taken |= owners
    ground.planted |= {"Rates", "Projects"}
    return [Told("PF406", "Projects", (n,), "currency") for n in abroad]


def all_green(ground: Ground) -> list[Told]:
    """Not a worry anywhere: told at the first project."""
    projects = ground.rows("Projects")
    if not projects or not ground.once(LEAVING_OUT):
        return []
    ground.planted.add("Projects")
    for project in projects:
        project["rag_overall"] = "Green"
    return _told(
        "PF608",
        min(range(len(projects)), key=lambda n: natural_key(str(projects[n]["project_id"]))),
        "rag_overall",
    )


def not_started(ground: Ground) -> list[Told]:
    """Active, nobody knows since when."""
    row = _project(ground, "Active")
    if row is not None:
        ground.rows("Projects")[row]["actual_start"] = None
    return _told("PF416", row, "actual_start")


def status_undated(ground: Ground) -> list[Told]:
    """Nobody knows how old the status is."""
    row = _project(ground, "Active")
    if row is not None:
        ground.rows("Projects")[row]["status_updated_on"] = None
    return _told("PF607", row, "status_updated_on")


def no_reason(ground: Ground) -> list[Told]:
    """First of all, and nobody says why."""
    row = _project(ground, "Active", "Proposed")
    if row is not None:
        ground.rows("Projects")[row]["priority"] = ground.chance.choice((1, 2))
    return _told("PF606", row, "justification")


def no_rate(ground: Ground) -> list[Told]:
    """A currency nobody knows the worth of."""
    row = _project(ground)
    if row is not None:
        ground.rows("Projects")[row]["currency"] = ground.chance.choice(("CHF", "chf", "XAU"))
    return _told("PF405", row, "currency")


def exclusive_group(ground: Ground) -> list[Told]:
    """Two that exclude each other, both under way: told at the second of them by ID."""
    rows = ground.take_some("Projects", 2, lambda p: p["status"] == "Active")
    projects = ground.rows("Projects")
    for row, name in zip(rows, ("Group", "group "), strict=False):
        projects[row]["exclusive_group"] = name
    last = sorted(rows, key=lambda row: natural_key(str(projects[row]["project_id"])))[-1:]
    return [Told("PF508", "Projects", (row,), "exclusive_group") for row in last]


def in_the_future(ground: Ground) -> list[Told]:
    """Something has happened next year."""
    row = ground.take("Issues")
    if row is not None:
        ground.rows("Issues")[row]["raised_on"] = ground.drawn.month.plus(12).first_day
    return _told("PF414", row, "raised_on", "Issues")


def past_due(ground: Ground) -> list[Told]:
    """A date that went by."""
    code, sheet, name = ground.chance.choice(
        (("PF417", "Milestones", "baseline_date"), ("PF418", "Risks", "due_on"))
    )
    row = ground.take(sheet)
    if row is not None:
        ground.rows(sheet)[row][name] = ground.drawn.month.first_day
    return _told(code, row, name, sheet)


def certain_risk(ground: Ground) -> list[Told]:
    """What is certain is no risk."""
    row = ground.take("Risks")
    if row is not None:
        ground.rows("Risks")[row]["probability"] = ground.chance.choice((1, 1.0))
    return _told("PF601", row, "probability", "Risks")


def two_probabilities(ground: Ground) -> list[Told]:
    """Both columns filled."""
    row = ground.take("Risks")
    if row is not None:
        ground.rows("Risks")[row]["probability_score"] = 3
    return _told("PF504", row, "probability_score", "Risks")


def no_owner(ground: Ground) -> list[Told]:
    """A benefit nobody answers for."""
    row = ground.take("Benefits")
    if row is not None:
        ground.rows("Benefits")[row]["owner"] = None
    return _told("PF602", row, "owner", "Benefits")


def benefit_unreported(ground: Ground) -> list[Told]:
    """Nobody says what arrived."""
    row = ground.take("Benefit periods", lambda r: r["actual"] is not None)
    if row is not None:
        ground.rows("Benefit periods")[row]["actual"] = None
    return _told("PF518", row, "actual", "Benefit periods")


def unknown_role(ground: Ground) -> list[Told]:
    """A role the resources do not have."""
    row = ground.take("Demand")
    if row is not None:
        ground.rows("Demand")[row]["role"] = f"Dyver {row}"
    return _told("PF507", row, "role", "Demand")


def weights_zero(ground: Ground) -> list[Told]:
    """No goal weighs anything."""
    goals = ground.rows("Goals")
    if not ground.once("weights"):
        return []
    ground.planted.add("Goals")
    for goal in goals:
        goal["weight"] = 0
    return [Told("PF503", "Goals", (row,), "weight") for row in range(len(goals))]


def goal_unserved(ground: Ground) -> list[Told]:
    """A goal nothing is done for, while others are served."""
    if (
        len(ground.rows("Goals")) < 2
        or GOALS in ground.taken
        or not ground.take_sheet(["Alignment"])
    ):
        return []
    ground.taken.add(GOALS)
    ground.planted.add("Goals")
    chosen = ground.chance.randrange(len(ground.rows("Goals")))
    for row in ground.drawn.sheets["Alignment"].rows:
        if row["goal_id"] == ground.rows("Goals")[chosen]["goal_id"]:
            row["impact"] = ground.chance.choice(("None", 0))
    return [Told("PF603", "Goals", (chosen,), "goal_id")]


def _project(ground: Ground, *status: str) -> int | None:
    return ground.take("Projects", lambda row: not status or row["status"] in status)


def _by_month(ground: Ground) -> int | None:
    """A project with figures by month."""
    if not ground.rows("Periods"):
        return None
    row = ground.take("Projects", lambda p: p["project_id"] in ground.drawn.by_month)
    if row is not None:
        ground.planted.add("Periods")
    return row


def _months(ground: Ground, project: int) -> list[int]:
    """The rows of a project's months, in the order of months."""
    key = ground.rows("Projects")[project]["project_id"]
    rows = ground.rows("Periods")
    return sorted(
        (n for n, row in enumerate(rows) if row["project_id"] == key),
        key=lambda n: str(rows[n]["period"]),
    )


def _reported(ground: Ground, project: int) -> list[int]:
    return [
        n
        for n in _months(ground, project)
        if ground.rows("Periods")[n].get("earned_value") is not None
    ]


def _reported_of(ground: Ground, project: Row) -> list[int]:
    return (
        _reported(
            ground, next(n for n, row in enumerate(ground.rows("Projects")) if row is project)
        )
        if ground.rows("Periods")
        else []
    )


def _told(code: str, row: int | None, name: str, sheet: str = "Projects") -> list[Told]:
    return [] if row is None else [Told(code, sheet, (row,), name)]


RULES = (
    *(
        start_after_finish,
        plan_off_budget,
        running_total,
        cost_below_zero,
        earned_above_budget,
        plan_off_baseline,
        ledger_behind,
    ),
    *(
        month_not_reported,
        month_left_blank,
        forecast_past,
        estimate_below_cost,
        no_actuals,
        not_finished,
        not_started,
        status_undated,
    ),
    *(
        no_reason,
        no_rate,
        exclusive_group,
        in_the_future,
        past_due,
        certain_risk,
        two_probabilities,
        no_owner,
        benefit_unreported,
    ),
    *(
        unknown_role,
        weights_zero,
        goal_unserved,
        finished_and_not_over,
        estimates_apart,
        progress_undone,
        rates_stale,
        all_green,
    ),
)
