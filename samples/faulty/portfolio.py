"""The portfolio of a small port before anything is planted in it: `check` has nothing to say
against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.kinds import Month

Row = dict[str, object]
Amounts = Sequence[float | None]

DAY = dt.date
STATUS_DATE = DAY(2026, 10, 31)
SETTINGS: list[Row] = [
    {"key": "status_date", "value": STATUS_DATE},
    {"key": "portfolio_name", "value": "Port of Norrhaven"},
    {"key": "organisation", "value": "Norrhaven Port Authority"},
]
_PLAN = (60_000, 100_000, 120_000, 120_000, 60_000, 40_000)  # July to December, half a million
_COST = (62_000, 97_000, 123_000, 118_000)
_MANAGERS = ("Ebba Lind", "Oskar Dahl", "Maja Holm", "Nils Ek")


def _project(number: int, name: str, **fields: object) -> Row:
    """A project under way from July to December, its figures by month in Periods."""
    return {
        "project_id": f"N{number:02}",
        "name": name,
        "programme": "Quays" if number < 12 else "Services",
        "phase": "Execution",
        "status": "Active",
        "manager": _MANAGERS[number % 4],
        "priority": 3 + number % 3,
        "baseline_start": DAY(2026, 7, 1),
        "baseline_finish": DAY(2026, 12, 18),
        "forecast_start": DAY(2026, 7, 1),
        "forecast_finish": DAY(2026, 12, 18),
        "actual_start": DAY(2026, 7, 3),
        "budget": 500_000,
        "contingency_approved": 40_000,
        "contingency": 25_000,
        "expected_benefit": 900_000,
        "exit_cost": 15_000,
        "year_budget": 500_000,
        "year_forecast": 500_000,
        "rag_overall": "Green",
        "rag_comment": "On plan as the figures show.",
        "status_updated_on": DAY(2026, 10, 28),
        "feasibility": 0.9,
        "satisfaction": 4,
        "justification": "Ships wait a day less.",
        "summary": "Work goes on as planned.",
    } | fields


def _without_months(number: int, name: str, **fields: object) -> Row:
    """A project whose figures stand in its own row."""
    return _project(
        number, name, percent_complete=0.6, cost_to_date=305_000, planned_to_date=300_000, **fields
    )


PROJECTS: list[Row] = [
    _project(1, "North quay wall"),
    _project(2, "South quay wall"),
    _project(3, "Ferry ramp"),
    _project(4, "Crane rails"),
    _project(5, "Dredging of the inner basin"),
    _project(6, "Shore power", manager_estimate=500_000),
    _project(7, "Fender renewal"),
    _project(8, "Quay lighting"),
    _project(9, "Gate house"),
    _project(10, "Storm drains"),
    _project(11, "Mooring posts"),
    _project(12, "Berth booking", earned_value_method="physical"),
    _without_months(13, "Customs portal", exclusive_group="Portal"),
    _without_months(14, "Port app", manager_estimate=510_000),
    _without_months(15, "Ship register", currency="SEK"),
    _without_months(16, "Radar renewal", currency="USD"),
    _without_months(
        17, "Office move", status="Completed", phase="Closure", actual_finish=DAY(2026, 9, 30)
    ),
    _without_months(18, "Pilot boats"),
    _without_months(19, "Tug charter"),
    _without_months(20, "Noise barriers", prerequisites="N19"),
    _without_months(21, "Archive scanning"),
    _without_months(22, "Visitor centre", rag_overall="Amber", mandatory="No"),
]


def _months(
    project: str, earned: Amounts = _PLAN[:4], cost: Amounts = _COST, **columns: Amounts
) -> list[Row]:
    """The rows of a project in Periods, July to December."""
    given = {"planned_value": _PLAN, "earned_value": earned, "actual_cost": cost} | columns
    return [
        {"project_id": project, "period": Month(2026, 7 + step)}
        | {name: a[step] for name, a in given.items() if step < len(a)}
        for step in range(6)
    ]


PERIODS: list[Row] = [
    *_months("N01", cost=(75_000, 125_000, 150_000, 145_000)),
    *_months("N02"),
    *_months("N03"),
    *_months("N04"),
    *_months("N05"),
    *_months("N06", forecast_cost=(None, None, None, None, 62_000, 38_000)),
    *_months("N07"),
    *_months("N08"),
    *_months("N09"),
    *_months("N10"),
    *_months("N11"),
    *_months("N12", earned=(), percent_complete=(0.12, 0.32, 0.56, 0.8)),
]

GOALS: list[Row] = [
    {"goal_id": "G1", "name": "Ships leave on time", "weight": 3},
    {"goal_id": "G2", "name": "Clean harbour", "weight": 2},
    {"goal_id": "G3", "name": "Safe work", "weight": 2},
    {"goal_id": "G4", "name": "Good neighbour", "weight": 1},
    {"goal_id": "G5", "name": "Quiet nights", "weight": 1},
    {"goal_id": "G6", "name": "Clean air", "weight": 1},
]
GOAL_PAIRS: list[Row] = [
    {"goal_a": "G1", "goal_b": "G2", "judgement": "2"},
    {"goal_a": "G1", "goal_b": "G3", "judgement": "2"},
    {"goal_a": "G1", "goal_b": "G4", "judgement": "3"},
    {"goal_a": "G2", "goal_b": "G3", "judgement": "Equal"},
    {"goal_a": "G2", "goal_b": "G4", "judgement": "2"},
    {"goal_a": "G3", "goal_b": "G4", "judgement": "2"},
]
_SERVED = ("G1", "G2", "G3", "G5", "G6")
ALIGNMENT: list[Row] = [
    *(
        {
            "project_id": f"N{n:02}",
            "goal_id": _SERVED[n % 5],
            "impact": ("Moderate", "Strong")[n % 2],
        }
        for n in range(1, 23)
    ),
    {"project_id": "N08", "goal_id": "G4", "impact": "Low"},
]


def _table(fields: str, *rows: Sequence[object]) -> list[Row]:
    """Rows under one list of fields."""
    return [dict(zip(fields.split(), row, strict=True)) for row in rows]


OTHERS: dict[str, list[Row]] = {
    "Baselines": _table(
        "project_id baseline budget start finish",
        ("N01", 0, 480_000, DAY(2026, 7, 1), DAY(2026, 11, 30)),
    ),
    "Milestones": _table(
        "milestone_id project_id name baseline_date forecast_date actual_date",
        ("M1", "N01", "Sheet piles driven", DAY(2026, 9, 30), None, DAY(2026, 10, 2)),
        ("M2", "N02", "Capping beam cast", DAY(2026, 11, 20), DAY(2026, 11, 20), None),
        ("M3", "N03", "Ramp afloat", DAY(2026, 12, 4), DAY(2026, 12, 4), None),
        ("M4", "N07", "Fenders hung", DAY(2026, 12, 10), DAY(2026, 12, 10), None),
    ),
    "Deliverables": _table(
        "deliverable_id project_id name delivered_on status",
        ("D1", "N01", "Survey", DAY(2026, 8, 12), "Accepted"),
        ("D2", "N01", "Tender drawings", DAY(2026, 9, 4), "Delivered"),
        ("D3", "N02", "As-built drawings", None, "In progress"),
    ),
    "Quality": _table(
        "project_id period checks_done checks_passed", ("N01", Month(2026, 10), 20, 19)
    ),
    "Risks": _table(
        "risk_id project_id title probability probability_score impact cost_impact due_on status",
        ("R1", "N01", "Boulders in the clay", 0.3, None, 4, 60_000, DAY(2026, 11, 30), "Open"),
        ("R2", "N02", "Winter storms", None, 3, 3, None, None, "Open"),
        ("R3", "PORTFOLIO", "Steel prices", 0.5, None, 3, None, None, "Open"),
    ),
    "Issues": _table(
        "issue_id project_id title severity owner",
        ("I1", "N01", "Late piles", "High", "Maja Holm"),
        ("I2", "N02", "Crane out of order", "Medium", "Nils Ek"),
        ("I3", "N03", "Missing permit", "Low", "Nils Ek"),
        ("I4", "N04", "Cable in the way", "Low", "Maja Holm"),
    ),
    "Changes": _table(
        "change_id project_id title status cost_impact",
        ("C1", "N01", "Longer piles", "Approved", 20_000),
    ),
    "Resources": _table("role period capacity", ("Diver", Month(2026, 11), 4)),
    "Demand": _table("project_id role period demand", ("N01", "Diver", Month(2026, 11), 2)),
    "Benefits": _table(
        "benefit_id project_id name type owner",
        ("B1", "N03", "Fees from a third ferry", "Cashable", "Nils Ek"),
        ("B2", "N13", "Hours saved at the counter", "Non-cashable", "Oskar Dahl"),
    ),
    "Benefit periods": _table(
        "benefit_id period planned actual",
        ("B1", Month(2026, 9), 5_000, 4_000),
        ("B1", Month(2026, 10), 5_000, 4_500),
        ("B1", Month(2027, 1), 20_000, None),
        ("B2", Month(2027, 1), 8_000, None),
        ("B2", Month(2027, 2), 9_000, None),
    ),
    "Dependencies": _table(
        "dependency_id provider_project receiver_project provider_milestone receiver_milestone",
        ("X1", "N04", "N05", None, None),
        ("X2", "N02", "N07", "M2", "M4"),
    ),
    "Decisions": _table(
        "decision_id date project_id type", ("E1", DAY(2026, 10, 1), "PORTFOLIO", "Fund")
    ),
    "Scenarios": _table("scenario project_id choice", ("Lean", "N22", "Out")),
    "Buckets": _table("bucket target_share", ("Run", 0.6), ("Grow", 0.4)),
    "Funding": _table("fiscal_year limit", (2026, 12_000_000)),
    "Rates": _table(
        "period currency rate", (Month(2026, 10), "SEK", 0.09), (Month(2026, 10), "USD", 0.93)
    ),
    "Recipients": _table(
        "email audience scope",
        ("ebba.lind@example.org", "Executive", "ALL"),
        ("oskar.dahl@example.org", "Project", "N02, N03"),
    ),
}

SHEETS: dict[str, list[Row]] = {
    "Settings": SETTINGS,
    "Goals": GOALS,
    "Projects": PROJECTS,
    "Alignment": ALIGNMENT,
    "Goal pairs": GOAL_PAIRS,
    "Periods": PERIODS,
} | OTHERS
