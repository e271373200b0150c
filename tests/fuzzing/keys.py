"""Faults of keys and references: blanks, doubles, IDs nobody has, circles."""

from __future__ import annotations

import unicodedata

from tests.fuzzing.ground import GOALS, LEAVING_OUT, Ground, Told

LISTS = {
    "Milestones": "milestone_id",
    "Risks": "risk_id",
    "Issues": "issue_id",
    "Changes": "change_id",
    "Deliverables": "deliverable_id",
}

STRANGER = "P-999"


def doubled_id(ground: Ground) -> list[Told]:
    """An ID a second time, otherwise spelled: told at the lower of the two."""
    sheet = ground.chance.choice(
        [name for name in LISTS if name in ground.drawn.sheets] or ["Issues"]
    )
    return _double(ground, sheet, LISTS[sheet])


def doubled_project(ground: Ground) -> list[Told]:
    """A project twice: neither counts."""
    return (
        _double(ground, "Projects", "project_id")
        if len(ground.rows("Projects")) > 2 and ground.once(LEAVING_OUT)
        else []
    )


def row_repeated(ground: Ground) -> list[Told]:
    """The same row twice where rows add up."""
    sheet = ground.chance.choice(("Periods", "Benefit periods"))
    row = ground.take(sheet)
    if row is None:
        return []
    again = ground.insert(sheet, dict(ground.rows(sheet)[row]))
    return [Told("PF303", sheet, (row, again), _key(sheet))]


def rows_added_up(ground: Ground) -> list[Told]:
    """Two rows of one key that differ."""
    row = ground.take("Benefit periods", lambda row: row["actual"] is None)
    if row is None:
        return []
    again = ground.insert("Benefit periods", ground.rows("Benefit periods")[row] | {"planned": 77})
    return [Told("PF304", "Benefit periods", (row, again), "benefit_id")]


def unknown_id(ground: Ground) -> list[Told]:
    """A project nobody has."""
    sheet = ground.chance.choice((*LISTS, "Demand", "Benefits"))
    row = ground.take(sheet)
    if row is None:
        return []
    ground.rows(sheet)[row]["project_id"] = STRANGER
    ground.taken.add(STRANGER)
    return [Told("PF305", sheet, (row,), "project_id")]


def prerequisites_in_a_circle(ground: Ground) -> list[Told]:
    """Two or three projects that wait for each other, or one for itself."""
    rows = ground.take_some("Projects", ground.chance.randint(1, 3))
    projects = ground.rows("Projects")
    for row, following in zip(rows, (*rows[1:], *rows[:1]), strict=True):
        projects[row]["prerequisites"] = ground.chance.choice((" {} ", "{};", ",{}")).format(
            projects[following]["project_id"]
        )
    return [Told("PF501", "Projects", (row,), "prerequisites") for row in rows]


def goals_in_a_circle(ground: Ground) -> list[Told]:
    """Goals that are parts of each other."""
    goals = ground.rows("Goals")
    if not goals or not ground.once(GOALS):
        return []
    chosen = ground.chance.sample(range(len(goals)), ground.chance.randint(1, len(goals)))
    for row, following in zip(chosen, (*chosen[1:], *chosen[:1]), strict=True):
        goals[row]["parent_goal"] = goals[following]["goal_id"]
    ground.planted.add("Goals")
    return [Told("PF506", "Goals", (row,), "parent_goal") for row in chosen]


def _double(ground: Ground, sheet: str, name: str) -> list[Told]:
    row = ground.take(sheet)
    if row is None:
        return []
    cells = ground.rows(sheet)[row]
    again = ground.insert(sheet, cells | {name: _respelled(ground, str(cells[name]))})
    return [Told("PF302", sheet, (row, again), name)]


def _respelled(ground: Ground, key: str) -> str:
    """The same ID to the eye."""
    ways = (
        key,
        f" {key}",
        f"{key}\u00a0",
        key.upper(),
        key.lower(),
        unicodedata.normalize("NFD", key),
    )
    return ground.chance.choice(ways)


def _key(sheet: str) -> str:
    return "project_id" if sheet == "Periods" else "benefit_id"


KEYS = (
    doubled_id,
    doubled_id,
    doubled_project,
    row_repeated,
    rows_added_up,
    unknown_id,
    prerequisites_in_a_circle,
    goals_in_a_circle,
)
