"""A portfolio with a row on every sheet the reports read, so that every section stands in them."""

from __future__ import annotations

from typing import Any

from tests.report.findings import project

STATUS_DATE = "2026-06-30"
_MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def sheets() -> dict[str, Any]:
    """Rows by sheet. P-1 is on plan, P-2 is over and late, P-3 is done, P-4 proposed, P-5 on hold,
    P-6 cancelled.
    """
    return {
        "settings": {
            "prepared_by": "M. Lind",
            "approved_by": "R. Amundsen",
            "headline": "A good month.",
        },
        "projects": _projects(),
        "goals": _GOALS,
        "alignment": _ALIGNMENT,
        "periods": [
            row for key, cost in (("P-1", 90.0), ("P-2", 130.0)) for row in _periods(key, cost)
        ],
        "baselines": [
            {"project_id": "P-2", "baseline": 0, "budget": 900.0, "finish": "2026-11-30"}
        ],
        "milestones": _MILESTONES,
        "deliverables": _DELIVERABLES,
        "quality": [
            {
                "project_id": "P-1",
                "period": "2026-06",
                "open_critical_defects": 1,
                "checks_done": 10.0,
                "checks_passed": 9.0,
            }
        ],
        "risks": _RISKS,
        "issues": [
            {
                "title": "Late parts",
                "severity": "High",
                "raised_on": "2026-05-01",
                "due_on": "2026-06-10",
                "project_id": "P-2",
            },
            {"title": "Noise", "severity": "Low", "raised_on": "2026-06-01", "project_id": "P-1"},
        ],
        "changes": [
            {
                "title": "More depots",
                "status": "Raised",
                "cost_impact": 50.0,
                "days_impact": 10.0,
                "project_id": "P-2",
            },
            {
                "title": "Less paint",
                "status": "Approved",
                "cost_impact": -20.0,
                "days_impact": 0.0,
                "project_id": "P-1",
            },
        ],
        "benefits": [
            {
                "benefit_id": "B-1",
                "name": "Fewer visits",
                "type": "Cashable",
                "goal_id": "G-1",
                "owner": "A. Berg",
                "project_id": "P-1",
            },
            {
                "benefit_id": "B-3",
                "name": "Less paper",
                "type": "Cashable",
                "goal_id": "G-2",
                "project_id": "P-3",
            },
        ],
        "benefit_periods": [
            {"benefit_id": "B-1", "period": "2027-06", "planned": 2000.0, "forecast": 1900.0},
            {"benefit_id": "B-3", "period": "2026-05", "planned": 400.0, "actual": 380.0},
        ],
        "decisions": _DECISIONS,
        "buckets": [
            {"bucket": "Run", "target_share": 0.6},
            {"bucket": "Grow", "target_share": 0.4},
        ],
        "goal_pairs": [{"goal_a": a, "goal_b": b, "judgement": times} for a, b, times in _PAIRS],
        "resources": [
            {"role": "Fitter", "period": month, "capacity": 4.0, "non_project": 1.0}
            for month in _MONTHS
        ],
        "demand": [
            {
                "project_id": key,
                "role": "Fitter",
                "period": month,
                "demand": fte,
                "actual": fte if month <= "2026-06" else None,
            }
            for key, fte in (("P-1", 2.0), ("P-2", 1.5), ("P-5", 1.0))
            for month in _MONTHS[:9]
        ],
        "dependencies": _DEPENDENCIES,
    }


def _projects() -> list[dict[str, Any]]:
    shared = {
        "programme": "Customer",
        "sponsor": "A. Berg",
        "manager": "T. Aas",
        "contingency": 60.0,
        "contingency_approved": 100.0,
    }
    return [
        project(
            name="Portal",
            phase="Execution",
            rag_overall="Green",
            achievements="Built\n- Tested",
            priority=1,
            **shared,
        ),
        project(
            name="Payments",
            phase="Execution",
            rag_overall="Green",
            forecast_finish="2027-04-30",
            help_needed="Money",
            **shared,
        ),
        project(
            name="Payroll",
            phase="Closure",
            status="Completed",
            actual_finish="2026-05-31",
            percent_complete=1.0,
            **shared,
        ),
        project(
            name="Meters",
            phase="Initiation",
            status="Proposed",
            percent_complete=None,
            cost_to_date=None,
            planned_to_date=None,
        ),
        project(
            name="Depots",
            phase="Planning",
            status="On hold",
            programme="Grid",
            mandatory=True,
            mandatory_reason="Law",
        ),
        project(name="Pilot", phase="Planning", status="Cancelled", programme="Grid"),
    ]


def _periods(project_id: str, cost: float) -> list[dict[str, Any]]:
    return [
        {
            "project_id": project_id,
            "period": month,
            "planned_value": 1000.0 / 12,
            "earned_value": 80.0 if month <= "2026-06" else None,
            "actual_cost": cost if month <= "2026-06" else None,
            "forecast_cost": None if month <= "2026-06" else cost,
        }
        for month in _MONTHS
    ]


_GOALS = [
    {
        "goal_id": "G-1",
        "name": "Keep customers",
        "weight": 2.0,
        "target_share": 0.6,
        "start_value": 0.0,
        "target_value": 10.0,
    }
    | {
        "current_value": 3.0,
        "start_date": "2026-01-01",
        "target_date": "2027-12-31",
        "measure": "Score",
    },
    {"goal_id": "G-2", "name": "Cost to serve", "weight": 1.0, "target_share": 0.4},
    {"goal_id": "G-3", "name": "Nobody's goal", "weight": 1.0},
]
_ALIGNMENT = [
    {"project_id": "P-1", "goal_id": "G-1", "impact": 4.0},
    {"project_id": "P-2", "goal_id": "G-2", "impact": 3.0},
    {"project_id": "P-5", "goal_id": "G-2", "impact": 0.0},
]
_MILESTONES = [
    {
        "milestone_id": "M-1",
        "project_id": "P-1",
        "name": "Design",
        "phase": "Planning",
        "type": "Key",
        "baseline_date": "2026-06-15",
    }
    | {"actual_date": "2026-06-20"},
    {
        "milestone_id": "M-2",
        "project_id": "P-1",
        "name": "Gate",
        "phase": "Execution",
        "type": "Gate",
        "baseline_date": "2026-07-20",
    }
    | {"critical": True, "owner": "A. Berg"},
    {
        "milestone_id": "M-3",
        "project_id": "P-2",
        "name": "Build",
        "phase": "Execution",
        "type": "Key",
        "baseline_date": "2026-06-10",
    },
    {
        "milestone_id": "M-4",
        "project_id": "P-2",
        "name": "Live",
        "phase": "Monitoring",
        "type": "Key",
        "baseline_date": "2026-12-01",
    }
    | {"forecast_date": "2027-03-01"},
]
_DELIVERABLES = [
    {
        "project_id": "P-1",
        "name": "Design",
        "phase": "Execution",
        "status": "Accepted",
        "baseline_due": "2026-05-31",
    }
    | {"accepted_on": "2026-06-05", "delivered_on": "2026-05-30"},
    {
        "project_id": "P-1",
        "name": "Portal",
        "phase": "Execution",
        "status": "In progress",
        "baseline_due": "2026-09-30",
    },
]
_RISKS = [
    {
        "risk_id": "R-1",
        "project_id": "P-1",
        "title": "Supplier fails",
        "probability": 0.9,
        "impact": 5,
        "cost_impact": 100.0,
    }
    | {
        "status": "Open",
        "owner": "T. Aas",
        "category": "Supply",
        "residual_score": 2,
        "residual_impact": 3,
        "residual_cost": 40.0,
    },
    {
        "risk_id": "R-2",
        "project_id": "P-2",
        "title": "Rain",
        "probability_score": 2,
        "impact": 2,
        "cost_impact": 50.0,
        "status": "Open",
    },
    {
        "risk_id": "R-3",
        "project_id": "P-2",
        "title": "Cheaper parts",
        "type": "Opportunity",
        "probability": 0.5,
        "impact": 2,
    }
    | {"cost_impact": 20.0, "status": "Open"},
    {
        "risk_id": "R-4",
        "project_id": "PORTFOLIO",
        "title": "Rates rise",
        "probability": 0.2,
        "impact": 3,
        "cost_impact": 200.0,
    }
    | {"status": "In treatment"},
]
_PAIRS = (("G-1", "G-2", 3.0), ("G-1", "G-3", 5.0), ("G-2", "G-3", 2.0))
_DEPENDENCIES = [
    {
        "dependency_id": "X-1",
        "provider_project": "P-2",
        "receiver_project": "P-1",
        "provider_milestone": "M-4",
    }
    | {"receiver_milestone": "M-2", "needed_by": "2027-02-01", "status": "At risk"},
]
_DECISIONS = [
    {
        "decision_id": "D-1",
        "project_id": "P-2",
        "type": "Fund",
        "amount": 300.0,
        "status": "Requested",
        "effective_from": "2026-07-15",
    }
    | {
        "date": "2026-06-20",
        "decided_by": "Board",
        "rationale": "The contractor stops without it.",
    },
    {
        "decision_id": "D-2",
        "project_id": "P-2",
        "type": "Fix",
        "status": "Implemented",
        "date": "2026-03-01",
        "review_on": "2026-06-01",
    }
    | {"expected_measure": "cpi", "expected_value": 0.95, "decided_by": "Board"},
    {
        "decision_id": "D-3",
        "project_id": "PORTFOLIO",
        "type": "Other",
        "status": "Decided",
        "date": "2026-01-10",
    },
]
