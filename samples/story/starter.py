"""The starter: the four sheets a PMO can fill in five minutes, and what they hold on the first
day.
"""

from __future__ import annotations

from story.projects import project
from story.rows import STATUS_DATE, Row

SETTINGS = {
    "status_date": STATUS_DATE,
    "portfolio_name": "First portfolio",
    "organisation": "Lindmere Utilities",
}

_GOALS: list[Row] = [
    {"goal_id": "G1", "name": "Reliable supply", "weight": 50, "owner": "Helena Brandt"},
    {"goal_id": "G2", "name": "Lower cost to serve", "weight": 30, "owner": "Ruth Adeyemi"},
    {"goal_id": "G3", "name": "Satisfied customers", "weight": 20, "owner": "Tomasz Wierzba"},
]

_PROJECTS = [
    project(
        project_id="A",
        name="Depot roof renewal",
        phase="Execution",
        status="Active",
        sponsor="Helena Brandt",
        manager="Jonas Feld",
        priority=2,
        baseline_start="2026-03-02",
        baseline_finish="2027-02-26",
        forecast_finish="2027-02-26",
        actual_start="2026-03-02",
        budget=480_000,
        manager_estimate=485_000,
        percent_complete=0.62,
        cost_to_date=301_000,
        planned_to_date=305_000,
        expected_benefit=620_000,
        rag_overall="Green",
        status_updated_on="2026-10-28",
        justification="The leaking roof stops the workshop ten days a year.",
        summary="On plan; the last third is the dry half of the building.",
    ),
    project(
        project_id="B",
        name="Online meter readings",
        phase="Execution",
        status="Active",
        sponsor="Tomasz Wierzba",
        manager="Chloe Martin",
        priority=3,
        baseline_start="2026-01-12",
        baseline_finish="2026-12-18",
        forecast_finish="2027-02-12",
        actual_start="2026-01-19",
        budget=260_000,
        manager_estimate=285_000,
        percent_complete=0.68,
        cost_to_date=192_000,
        planned_to_date=214_000,
        expected_benefit=540_000,
        rag_overall="Amber",
        rag_comment="The interface to billing came six weeks late.",
        status_updated_on="2026-10-29",
        justification="Ends 40,000 postcards a year.",
        summary="Late because of the interface to billing, which works since October. The finish "
        "moves to February.",
        next_steps="Trial with 500 customers in December",
    ),
    project(
        project_id="C",
        name="Training workshop",
        phase="Initiation",
        status="Proposed",
        sponsor="Marcus Oyelaran",
        manager="Yuki Tanaka",
        priority=4,
        baseline_start="2027-01-04",
        baseline_finish="2027-09-30",
        forecast_finish="2027-09-30",
        budget=150_000,
        expected_benefit=190_000,
        status_updated_on="2026-10-19",
        justification="Six apprentices a year instead of two.",
        summary="Rooms found; waiting for approval.",
    ),
]

_ALIGNMENT: list[Row] = [
    {
        "project_id": "A",
        "goal_id": "G1",
        "impact": "Moderate",
        "rationale": "Vehicles are repaired in any weather.",
    },
    {"project_id": "A", "goal_id": "G2", "impact": "Low"},
    {
        "project_id": "B",
        "goal_id": "G2",
        "impact": "Strong",
        "rationale": "No postcards, no typing.",
    },
    {
        "project_id": "B",
        "goal_id": "G3",
        "impact": "Moderate",
        "rationale": "Bills without estimates.",
    },
    {
        "project_id": "C",
        "goal_id": "G1",
        "impact": "Moderate",
        "rationale": "Skills that leave with those who retire.",
    },
]

CONTENTS: dict[str, list[Row]] = {"Goals": _GOALS, "Projects": _PROJECTS, "Alignment": _ALIGNMENT}
