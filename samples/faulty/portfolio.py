"""The portfolio of a small port before anything is planted in it: `check` has nothing to say against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pfreport.kinds import Month

Row = dict[str, object]
Amounts = Sequence[float | None]

STATUS_DATE = dt.date(2026, 10, 31)
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
        "baseline_start": dt.date(2026, 7, 1),
        "baseline_finish": dt.date(2026, 12, 18),
        "forecast_start": dt.date(2026, 7, 1),
        "forecast_finish": dt.date(2026, 12, 18),
        "actual_start": dt.date(2026, 7, 3),
        "budget": 500_000,
        "contingency_approved": 40_000,
        "contingency": 25_000,
        "expected_benefit": 900_000,
        "exit_cost": 15_000,
        "year_budget": 500_000,
        "year_forecast": 500_000,
        "rag_overall": "Green",
        "rag_comment": "On plan as the figures show.",
        "status_updated_on": dt.date(2026, 10, 28),
        "feasibility": 0.9,
        "satisfaction": 4,
        "justification": "Ships wait a day less.",
        "summary": "Work goes on as planned.",
    } | fields


def _without_months(number: int, name: str, **fields: object) -> Row:
    """A project whose figures stand in its own row."""
    return _project(number, name, percent_complete=0.6, cost_to_date=305_000, planned_to_date=300_000, **fields)


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
    _without_months(17, "Office move", status="Completed", phase="Closure", actual_finish=dt.date(2026, 9, 30)),
    _without_months(18, "Pilot boats"),
    _without_months(19, "Tug charter"),
    _without_months(20, "Noise barriers", prerequisites="N19"),
    _without_months(21, "Archive scanning"),
    _without_months(22, "Visitor centre", rag_overall="Amber", mandatory="No"),
]


def _months(project: str, earned: Amounts = _PLAN[:4], cost: Amounts = _COST, **columns: Amounts) -> list[Row]:
    """The rows of a project in Periods, July to December."""
    given = {"planned_value": _PLAN, "earned_value": earned, "actual_cost": cost} | columns
    return [
        {"project_id": project, "period": Month(2026, 7 + step)} | {name: a[step] for name, a in given.items() if step < len(a)}
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
]
GOAL_PAIRS: list[Row] = [
    {"goal_a": "G1", "goal_b": "G2", "judgement": "2"},
    {"goal_a": "G1", "goal_b": "G3", "judgement": "2"},
    {"goal_a": "G1", "goal_b": "G4", "judgement": "3"},
    {"goal_a": "G2", "goal_b": "G3", "judgement": "Equal"},
    {"goal_a": "G2", "goal_b": "G4", "judgement": "2"},
    {"goal_a": "G3", "goal_b": "G4", "judgement": "2"},
]
_SERVED = ("G1", "G2", "G3")
ALIGNMENT: list[Row] = [
    *({"project_id": f"N{n:02}", "goal_id": _SERVED[n % 3], "impact": ("Moderate", "Strong")[n % 2]} for n in range(1, 23)),
    {"project_id": "N08", "goal_id": "G4", "impact": "Low"},
]

OTHERS: dict[str, list[Row]] = {
    "Baselines": [{"project_id": "N01", "baseline": 0, "budget": 480_000, "start": dt.date(2026, 7, 1), "finish": dt.date(2026, 11, 30)}],
    "Milestones": [
        {"milestone_id": f"M{n}", "project_id": f"N{n:02}", "name": name, "baseline_date": baseline, "forecast_date": baseline, "actual_date": actual}
        for n, name, baseline, actual in (
            (1, "Sheet piles driven", dt.date(2026, 9, 30), dt.date(2026, 10, 2)),
            (2, "Capping beam cast", dt.date(2026, 11, 20), None),
            (3, "Ramp afloat", dt.date(2026, 12, 4), None),
        )
    ],
    "Deliverables": [
        {"deliverable_id": "D1", "project_id": "N01", "name": "Survey", "status": "Accepted", "delivered_on": dt.date(2026, 8, 12)},
        {"deliverable_id": "D2", "project_id": "N01", "name": "Tender drawings", "status": "Delivered", "delivered_on": dt.date(2026, 9, 4)},
        {"deliverable_id": "D3", "project_id": "N02", "name": "As-built drawings", "status": "In progress"},
    ],
    "Quality": [{"project_id": "N01", "period": Month(2026, 10), "checks_done": 20, "checks_passed": 19}],
    "Risks": [
        {"risk_id": "R1", "project_id": "N01", "title": "Boulders in the clay", "probability": 0.3, "impact": 4, "cost_impact": 60_000, "due_on": dt.date(2026, 11, 30), "status": "Open"},
        {"risk_id": "R2", "project_id": "N02", "title": "Winter storms", "probability_score": 3, "impact": 3, "status": "Open"},
        {"risk_id": "R3", "project_id": "PORTFOLIO", "title": "Steel prices", "probability": 0.5, "impact": 3, "status": "Open"},
    ],
    "Issues": [
        {"issue_id": f"I{n}", "project_id": f"N{n:02}", "title": title, "severity": severity, "owner": "Maja Holm"}
        for n, title, severity in ((1, "Late piles", "High"), (2, "Crane out of order", "Medium"), (3, "Missing permit", "Low"), (4, "Cable in the way", "Low"))
    ],
    "Changes": [{"change_id": "C1", "project_id": "N01", "title": "Longer piles", "status": "Approved", "cost_impact": 20_000}],
    "Resources": [{"role": "Diver", "period": Month(2026, 11), "capacity": 4}],
    "Demand": [{"project_id": "N01", "role": "Diver", "period": Month(2026, 11), "demand": 2}],
    "Benefits": [
        {"benefit_id": "B1", "project_id": "N03", "name": "Fees from a third ferry", "type": "Cashable", "owner": "Nils Ek"},
        {"benefit_id": "B2", "project_id": "N13", "name": "Hours saved at the counter", "type": "Non-cashable", "owner": "Oskar Dahl"},
    ],
    "Benefit periods": [
        {"benefit_id": "B1", "period": Month(2026, 9), "planned": 5_000, "actual": 4_000},
        {"benefit_id": "B1", "period": Month(2026, 10), "planned": 5_000, "actual": 4_500},
        {"benefit_id": "B1", "period": Month(2027, 1), "planned": 20_000},
        {"benefit_id": "B2", "period": Month(2027, 1), "planned": 8_000},
        {"benefit_id": "B2", "period": Month(2027, 2), "planned": 9_000},
    ],
    "Dependencies": [{"dependency_id": "X1", "provider_project": "N04", "receiver_project": "N05"}],
    "Decisions": [{"decision_id": "E1", "date": dt.date(2026, 10, 1), "project_id": "PORTFOLIO", "type": "Fund"}],
    "Scenarios": [{"scenario": "Lean", "project_id": "N22", "choice": "Out"}],
    "Buckets": [{"bucket": "Run", "target_share": 0.6}, {"bucket": "Grow", "target_share": 0.4}],
    "Funding": [{"fiscal_year": 2026, "limit": 12_000_000}],
    "Rates": [{"period": Month(2026, 10), "currency": currency, "rate": rate} for currency, rate in (("SEK", 0.09), ("USD", 0.93))],
    "Recipients": [
        {"email": "ebba.lind@example.org", "audience": "Executive", "scope": "ALL"},
        {"email": "oskar.dahl@example.org", "audience": "Project", "scope": "N02, N03"},
    ],
}  # fmt: skip

SHEETS: dict[str, list[Row]] = {
    "Settings": SETTINGS,
    "Goals": GOALS,
    "Projects": PROJECTS,
    "Alignment": ALIGNMENT,
    "Goal pairs": GOAL_PAIRS,
    "Periods": PERIODS,
} | OTHERS
