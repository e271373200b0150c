"""The sheets that few fill in, drawn with nothing wrong with them."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

from pfreport.kinds import Month

Row = dict[str, object]


def governance(
    chance: random.Random, ids: list[str], goals: list[str], month: Month
) -> dict[str, list[Row]]:
    """Each is there or not."""
    before, after = month.first_day, month.plus(1).last_day
    no_milestones = dict.fromkeys(("provider_milestone", "receiver_milestone"))
    made: dict[str, list[Row]] = {
        "Limits": [{"measure": "cpi", "category": None, "amber": 0.95, "red": 0.9}],
        "Goal pairs": [
            {"goal_a": one, "goal_b": other, "judgement": "1"}
            for one, other in combinations(goals, 2)
        ],
        "Baselines": [
            {
                "project_id": p,
                "baseline": 0,
                "budget": chance.randint(1, 900),
                "start": month.plus(-3).first_day,
                "finish": after,
            }
            for p in ids
        ],
        "Quality": [
            {"project_id": p, "period": month.plus(-n), "checks_done": 10, "checks_passed": 9}
            for p in ids
            for n in (1, 2)
        ],
        "Dependencies": [
            {
                "dependency_id": f"X{n}",
                "provider_project": one,
                "receiver_project": other,
                "needed_by": after,
                **no_milestones,
            }
            for n, (one, other) in enumerate(pairwise(ids), 1)
        ],
        "Decisions": [
            {
                "decision_id": f"E{n}",
                "date": before,
                "project_id": p,
                "type": "Fund",
                "amount": 10 * n,
                "status": "Decided",
            }
            for n, p in enumerate((*ids, "PORTFOLIO"), 1)
        ],
        "Scenarios": [
            {"scenario": "Lean", "project_id": p, "choice": chance.choice(("In", "Out"))}
            for p in ids
        ],
        "Buckets": [
            {"bucket": "Run", "target_share": 0.6},
            {"bucket": "Grow", "target_share": 0.4},
        ],
        "Funding": [{"fiscal_year": 2025 + n, "limit": 1000 * n} for n in (1, 2)],
        "Recipients": [
            {"email": f"{n}@example.org", "audience": "Executive", "scope": "ALL"} for n in range(2)
        ],
    }
    return {
        name: rows
        for name, rows in made.items()
        if chance.random() < (0.4 if name == "Goal pairs" else 0.5)
    }
