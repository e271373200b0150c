"""Portfolios drawn at random that have nothing wrong with them, and the figures they must come
to.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from pfreport.kinds import Month
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS
from tests.fuzzing.sheets import governance

Row = dict[str, object]

LOCALES = ("en", "en-GB", "de", "de-CH", "fr", "pt-BR", "ja", "tr", "ar", "hi")
TEXTS = (
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "../../etc/passwd",
    "Größe & Weite",
    "東京 🚢",
    'O\'Brien "Bob"',
    "#REF!",
    "1.200",
    "'; DROP TABLE projects;--",
    "a\nb",
    "%s %d {0}",
)
"""Texts that are only texts, whatever they look like."""


@dataclass
class Sheet:
    """A table before it is laid out: fields and rows by field."""

    fields: list[str]
    rows: list[Row]


@dataclass
class Drawn:
    """A portfolio: its sheets by name, its status month, and the projects with figures by month."""

    sheets: dict[str, Sheet]
    month: Month
    by_month: list[str] = field(default_factory=list)


RECORD_OF = {record.sheet.name: record for record in RECORDS}


def draw(chance: random.Random) -> Drawn:
    """A clean portfolio: Settings and Projects, and any of the other sheets."""
    month = Month(2026, chance.randint(4, 10))
    drawn = Drawn({}, month)
    ids = _ids(chance)
    periods: list[Row] = []
    projects = [_project(chance, drawn, project, periods) for project in ids]
    _settle(chance, projects)
    goals = [
        {
            "goal_id": f"G{n}",
            "name": _text(chance),
            "weight": chance.randint(1, 9),
            "parent_goal": None,
        }
        for n in range(1, chance.randint(2, 4))
    ]
    sheets = {
        "Projects": projects,
        "Periods": periods,
        "Goals": goals,
        "Alignment": _alignment(chance, projects, goals),
        "Rates": [
            {
                "period": month.plus(-back),
                "currency": "USD",
                "rate": round(chance.uniform(0.8, 1), 3),
            }
            for back in (0, 1, 2)
        ],
        **_lists(chance, ids, month),
        **_benefits(chance, ids, month),
        **governance(chance, ids, [str(goal["goal_id"]) for goal in goals], month),
    }
    drawn.sheets = {"Settings": _settings(chance, month)} | {
        name: _sheet(name, rows) for name, rows in sheets.items() if rows
    }
    return drawn


def expected_figures(drawn: Drawn, project: str) -> dict[str, float]:
    """What one project with figures by month comes to, worked out by hand."""
    rows = [row for row in drawn.sheets["Periods"].rows if row["project_id"] == project]
    until = [row for row in rows if row["period"] <= drawn.month]  # type: ignore[operator]  # rows hold whatever a cell may hold

    def total(rows: list[Row], name: str) -> float:
        return float(sum(float(str(row[name])) for row in rows if row.get(name) is not None))

    planned, earned, spent = (
        total(until, "planned_value"),
        total(until, "earned_value"),
        total(until, "actual_cost"),
    )
    return {
        "bac": total(rows, "planned_value"),
        "pv": planned,
        "ev": earned,
        "ac": spent,
        "cv": earned - spent,
        "sv": earned - planned,
        "cpi": earned / spent,
        "spi": earned / planned,
    }


def _ids(chance: random.Random) -> list[str]:
    styles = ("P-{}", "{}", "proj {}", "Ä{}", "0{}", "X.{}/a")
    style = chance.choice(styles)
    return [style.format(n) for n in range(1, chance.randint(3, 7))]


def _text(chance: random.Random) -> str:
    return chance.choice(TEXTS) if chance.random() < 0.3 else f"Work {chance.randint(1, 999)}"


def _settings(chance: random.Random, month: Month) -> Sheet:
    rows: list[Row] = [
        {"key": "status_date", "value": month.last_day},
        {"key": "portfolio_name", "value": _text(chance)},
        {"key": "locale", "value": chance.choice(LOCALES)},
        {"key": "discount_rate", "value": chance.choice((0, 0.05, 0.1))},
        {"key": "x_note", "value": "anything"},
    ]
    return Sheet(["key", "value"], rows)


def _sheet(name: str, rows: list[Row]) -> Sheet:
    declared = columns(RECORD_OF[name])
    used = {field for row in rows for field in row} | {
        field for field, column in declared.items() if column.required
    }
    return Sheet([field for field in declared if field in used], rows)


def _project(chance: random.Random, drawn: Drawn, project: str, periods: list[Row]) -> Row:
    kind = chance.choice(("by month", "by month", "to date", "proposed", "completed"))
    begin = drawn.month.plus(-chance.randint(1, 5))
    end = drawn.month.plus(chance.randint(1, 6))
    row: Row = {
        "project_id": project,
        "name": _text(chance),
        "programme": chance.choice(("Coast", "Roads")),
        "manager": "A. Berg",
        "priority": chance.randint(3, 9),
        "phase": chance.choice(("Planning", "Execution", "Monitoring")),
        "baseline_start": begin.first_day,
        "baseline_finish": end.last_day,
        "forecast_start": begin.first_day,
        "forecast_finish": end.last_day,
        "contingency": chance.randint(0, 50),
        "contingency_approved": 50 + chance.randint(0, 50),
        "expected_benefit": chance.randint(0, 5000),
        "year_budget": chance.randint(100, 900),
        "feasibility": chance.choice((0.5, 0.75, 1)),
        "satisfaction": chance.choice((1, 3.5, 5)),
        "status_updated_on": drawn.month.last_day,
        "description": _text(chance),
        "mandatory": chance.choice(("Yes", "no", None, True)),
        **dict.fromkeys(
            (
                "manager_estimate",
                "exclusive_group",
                "prerequisites",
                "justification",
                "currency",
                "actual_finish",
            )
        ),
    }
    return row | _standing(chance, kind, drawn, row, periods)


def _standing(chance: random.Random, kind: str, drawn: Drawn, row: Row, periods: list[Row]) -> Row:
    begin = row["baseline_start"]
    if kind == "by month":
        drawn.by_month.append(str(row["project_id"]))
        return {
            "status": "Active",
            "actual_start": begin,
            "budget": _months(chance, drawn.month, row, periods),
        }
    if kind == "to date":
        spent = chance.randint(100, 900)
        return {
            "status": "Active",
            "actual_start": begin,
            "budget": 1000,
            "percent_complete": 0.5,
            "cost_to_date": spent,
        }
    if kind == "proposed":
        return {
            "status": "Proposed",
            "budget": chance.randint(100, 900),
            "currency": chance.choice(("USD", "EUR", None)),
        }
    over = drawn.month.plus(-1).last_day
    return {
        "status": "Completed",
        "phase": "Closure",
        "actual_start": begin,
        "actual_finish": over,
        "budget": 700,
    }


def _months(chance: random.Random, month: Month, project: Row, periods: list[Row]) -> int:
    """Rows of Periods from its start to its finish; the budget they add up to. Planned value
    falls at the end.
    """
    # type]  # both are dates
    first, last = Month.of(project["baseline_start"]), Month.of(project["baseline_finish"])  # type: ignore[arg
    total = 0
    for step in range(last.ordinal - first.ordinal + 1):
        period = first.plus(step)
        planned = chance.randint(40, 90) if period != last else 10
        total += planned
        row: Row = {
            "project_id": project["project_id"],
            "period": chance.choice((period, str(period))),
            "planned_value": planned,
        }
        if period <= month:
            row |= {
                "earned_value": chance.randint(10, planned),
                "actual_cost": chance.randint(10, 90),
            }
        periods.append(row | {"period": period, "percent_complete": None, "forecast_cost": None})
    return total


def _settle(chance: random.Random, projects: list[Row]) -> None:
    """At least one project goes on, and not all are declared Green."""
    if all(p["status"] == "Completed" for p in projects):
        projects[0] |= {
            "status": "Proposed",
            "phase": "Planning",
            "actual_finish": None,
            "actual_start": None,
        }
    for project in projects:
        project["rag_overall"] = chance.choice(("Green", "Amber", "Red", None))
    for project in projects[-2:]:  # one of them may be left out
        project["rag_overall"] = "Amber"


def _alignment(chance: random.Random, projects: list[Row], goals: list[Row]) -> list[Row]:
    """Every project that goes on serves every goal, in some degree."""
    going = [p for p in projects if p["status"] != "Completed"]
    impacts = ("Low", "Moderate", "Strong", "Extreme", 1, 2.5, 4)
    return [
        {"project_id": p["project_id"], "goal_id": g["goal_id"], "impact": chance.choice(impacts)}
        for p in going
        for g in goals
    ]


def _lists(chance: random.Random, ids: list[str], month: Month) -> dict[str, list[Row]]:
    """Sheets of things that belong to projects; each is there or not."""
    after, before = month.plus(1).last_day, month.first_day
    made: dict[str, list[Row]] = {
        "Milestones": [
            {
                "milestone_id": f"M{n}",
                "project_id": p,
                "name": _text(chance),
                "baseline_date": after,
                "weight": n,
            }
            for n, p in enumerate(ids, 1)
        ],
        "Risks": [
            {
                "risk_id": f"R{n}",
                "project_id": p,
                "title": _text(chance),
                "probability": chance.choice((0.1, 0.5)),
                "probability_score": None,
                "impact": chance.randint(1, 5),
                "cost_impact": 10 * n,
                "due_on": after,
                "status": "Open",
            }
            for n, p in enumerate((*ids, "PORTFOLIO"), 1)
        ],
        "Issues": [
            {
                "issue_id": f"I{n}",
                "project_id": p,
                "title": _text(chance),
                "severity": "High",
                "owner": "A. Berg",
                "raised_on": before,
            }
            for n, p in enumerate(ids, 1)
        ],
        "Changes": [
            {
                "change_id": f"C{n}",
                "project_id": p,
                "title": _text(chance),
                "status": "Approved",
                "cost_impact": 5,
                "days_impact": 3,
            }
            for n, p in enumerate(ids, 1)
        ],
        "Deliverables": [
            {
                "deliverable_id": f"D{n}",
                "project_id": p,
                "name": _text(chance),
                "status": "In progress",
                "weight": n,
            }
            for n, p in enumerate(ids, 1)
        ],
        "Resources": [{"role": "Diver", "period": month.plus(n), "capacity": 2} for n in range(3)],
        "Demand": [
            {"project_id": p, "role": "diver", "period": month.plus(1), "demand": 0.5} for p in ids
        ],
    }
    if chance.random() < 0.5:
        del made["Resources"], made["Demand"]
    return {
        name: rows
        for name, rows in made.items()
        if chance.random() < 0.8 or name in ("Resources", "Demand")
    }


def _benefits(chance: random.Random, ids: list[str], month: Month) -> dict[str, list[Row]]:
    if chance.random() < 0.4:
        return {}
    benefits: list[Row] = [
        {
            "benefit_id": f"B{n}",
            "project_id": p,
            "name": _text(chance),
            "type": "Cashable",
            "owner": "C. Roy",
        }
        for n, p in enumerate(ids, 1)
    ]
    periods: list[Row] = [
        {
            "benefit_id": b["benefit_id"],
            "period": month.plus(step),
            "planned": 10 + step,
            "actual": 9 if step <= 0 else None,
        }
        for b in benefits
        for step in (-1, 0, 1, 2)
    ]
    return {"Benefits": benefits, "Benefit periods": periods}
