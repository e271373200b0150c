"""A portfolio of many projects that differ in whatever a figure may hang on: status, currency,
method, what is filled.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from typing import Any

from pfreport.kinds import Month
from tests.packs import STATUS_DATE, project

Row = dict[str, Any]
NOW = Month.of(STATUS_DATE)
BEGIN = Month(2026, 1)
LENGTH = 16
_STATUSES = ("Active",) * 4 + ("Approved", "Proposed", "On hold", "Completed", "Cancelled")
_WAYS = ("earned", "percent", "physical", "milestones", "0/100", "50/50")
_ACCEPTED = ("Not started", "In progress", "Delivered", "Accepted", "Rejected", "Descoped")


def sheets(size: int, seed: int = 1) -> Mapping[str, list[Row]]:
    """Rows by sheet of so many projects, the same for the same seed."""
    chance = random.Random(seed)
    found: dict[str, list[Row]] = {
        "Goals": [{"goal_id": f"G{n}", "name": f"Goal {n}", "weight": n} for n in (1, 2, 3)],
        "Rates": [
            {"period": NOW.plus(-back), "currency": "USD", "rate": 0.9 + back / 100}
            for back in range(3)
        ],
    }
    for number in range(1, size + 1):
        for sheet, rows in _of_project(chance, f"P-{number:02}").items():
            found.setdefault(sheet, []).extend(rows)
    return found


def _of_project(chance: random.Random, key: str) -> dict[str, list[Row]]:
    way, status = chance.choice(_WAYS), chance.choice(_STATUSES)
    budget = float(chance.randint(5, 90)) * 1600
    return {
        "Projects": [_project(chance, key, status, way, budget)],
        "Periods": _periods(chance, key, status, way, budget)
        if way in ("earned", "percent")
        else [],
        "Alignment": [
            {"project_id": key, "goal_id": f"G{n}", "impact": chance.choice(("Low", "Strong"))}
            for n in (1, 2)
            if chance.random() < 0.6
        ],
        "Milestones": [_milestone(chance, key, n) for n in range(1, 4)],
        "Deliverables": [_deliverable(chance, key, n) for n in range(1, 4)],
        "Risks": [_risk(chance, key, n) for n in range(1, 3)],
        "Benefits": [
            {
                "benefit_id": f"{key}-B",
                "project_id": key,
                "name": "Savings",
                "type": chance.choice(("Cashable", "Non-cashable")),
                "owner": "A. Berg",
            }
        ],
        "Benefit periods": [_benefit(chance, f"{key}-B", budget, n) for n in (6, 8, 20, 30)],
    }


def _project(chance: random.Random, key: str, status: str, way: str, budget: float) -> Row:
    no_months = way not in ("earned", "percent")
    fields: Row = {
        "status": status,
        "programme": chance.choice(("North", "South", "West")),
        "budget": budget,
        "currency": chance.choice((None, None, "USD")),
        "contingency": budget / 10,
        "contingency_approved": budget / 8,
        "baseline_finish": dt.date(2027, 4, 30),
        "forecast_finish": dt.date(2027, 4, 30) + dt.timedelta(days=chance.randint(-20, 90)),
        "actual_start": dt.date(2026, 1, 10) if status not in ("Proposed", "Approved") else None,
        "actual_finish": dt.date(2026, 9, 15) if status == "Completed" else None,
        "manager_estimate": budget * 1.1 if chance.random() < 0.3 else None,
        "earned_value_method": way if no_months else None,
        "percent_complete": 0.45 if no_months else None,
        "cost_to_date": budget * 0.5 if no_months else None,
        "planned_to_date": budget * 0.4 if no_months and chance.random() < 0.6 else None,
        "satisfaction": 3.5,
    }
    return project(key) | {name: value for name, value in fields.items() if value is not None}


def _periods(chance: random.Random, key: str, status: str, way: str, budget: float) -> list[Row]:
    planned, pace = budget / LENGTH, chance.uniform(0.6, 1.1)
    last = NOW.plus(-chance.choice((0, 0, 0, 1)))
    rows: list[Row] = []
    for step in range(LENGTH):
        month = BEGIN.plus(step)
        row: Row = {"project_id": key, "period": month, "planned_value": planned}
        if month <= last and status not in ("Proposed", "Approved"):
            done = (
                {"earned_value": planned * pace}
                if way == "earned"
                else {"percent_complete": pace * (step + 1) / LENGTH}
            )
            row |= done | {
                "actual_cost": round(planned * chance.uniform(0.8, 1.3), 2),
                "capital_share": 0.25,
            }
        elif month > NOW and chance.random() < 0.8:
            row |= {"forecast_cost": round(planned * chance.uniform(0.8, 1.3), 2)}
        rows.append(row)
    return rows


def _milestone(chance: random.Random, key: str, number: int) -> Row:
    baseline = dt.date(2026, 4 * number, 15) if number < 3 else dt.date(2027, 1, 15)
    moved = baseline + dt.timedelta(days=chance.randint(-10, 60))
    reached = (
        {"actual_date": moved}
        if moved <= STATUS_DATE and chance.random() < 0.8
        else {"forecast_date": max(moved, STATUS_DATE)}
    )
    kind = {
        "type": chance.choice(("Gate", "Key")),
        "phase": "Execution",
        "critical": chance.choice(("yes", "no")),
    }
    return (
        {
            "milestone_id": f"{key}-M{number}",
            "project_id": key,
            "name": f"Stage {number}",
            "baseline_date": baseline,
        }
        | reached
        | kind
    )


def _deliverable(chance: random.Random, key: str, number: int) -> Row:
    status = chance.choice(_ACCEPTED)
    done = {"delivered_on": dt.date(2026, 8, 1)} if status in ("Delivered", "Accepted") else {}
    judged = {"accepted_on": dt.date(2026, 9, 1)} if status == "Accepted" else {}
    fields = {
        "weight": number,
        "baseline_due": dt.date(2026, 5 * number - 4, 1),
        "phase": "Execution",
        "rejections": chance.choice((0, 1)),
    }
    return (
        {
            "deliverable_id": f"{key}-D{number}",
            "project_id": key,
            "name": f"Part {number}",
            "status": status,
        }
        | fields
        | done
        | judged
    )


def _risk(chance: random.Random, key: str, number: int) -> Row:
    fields = {
        "probability": chance.choice((0.1, 0.4, 0.7)),
        "impact": chance.randint(1, 5),
        "cost_impact": chance.randint(1, 9) * 1000,
    }
    after = {
        "residual_probability": 0.1,
        "residual_impact": 1,
        "residual_cost": 500,
        "days_impact": 10,
    }
    place = {
        "status": chance.choice(("Open", "Open", "Closed")),
        "type": chance.choice(("Threat", "Threat", "Opportunity")),
    }
    return (
        {"risk_id": f"{key}-R{number}", "project_id": key, "title": f"Risk {number}"}
        | fields
        | after
        | place
    )


def _benefit(chance: random.Random, key: str, budget: float, months: int) -> Row:
    month, planned = BEGIN.plus(months), budget * chance.uniform(0.2, 0.7)
    actual = {"actual": planned * 0.9} if month <= NOW else {"forecast": planned * 0.95}
    return {"benefit_id": key, "period": month, "planned": planned} | actual
