"""What can be wrong with goals, their pairs, and what serves them."""

from __future__ import annotations

from tests.fuzzing.ground import GOALS, LEAVING_OUT, Ground, Told
from tests.fuzzing.portfolios import Row

PAIRS = "Goal pairs"


def pair_unjudged(ground: Ground) -> list[Told]:
    """One of three pairs cannot be read: those that are left are told as incomplete, at the first
    of them.
    """
    rows = _pairs(ground, 3)
    if not rows:
        return []
    chosen = ground.chance.randrange(3)
    rows[chosen]["judgement"] = "much more"
    first = _first([n for n in range(3) if n != chosen], rows)
    return [Told("PF219", PAIRS, (chosen,), "judgement"), Told("PF510", PAIRS, (first,), "goal_a")]


def pair_of_one(ground: Ground) -> list[Told]:
    """A goal and itself."""
    rows = _pairs(ground)
    if not rows:
        return []
    goal = rows[0]["goal_a"]
    return [
        Told(
            "PF511",
            PAIRS,
            (ground.insert(PAIRS, {"goal_a": goal, "goal_b": goal, "judgement": "1"}),),
            "goal_b",
        )
    ]


def pair_twice(ground: Ground) -> list[Told]:
    """The same pair the other way round, which sorts behind it."""
    rows = _pairs(ground)
    if not rows:
        return []
    pair = ground.chance.choice(rows)
    return [
        Told(
            "PF521",
            PAIRS,
            (ground.insert(PAIRS, pair | {"goal_a": pair["goal_b"], "goal_b": pair["goal_a"]}),),
            "goal_b",
        )
    ]


def pairs_at_odds(ground: Ground) -> list[Told]:
    """Each is more than the next, and the last more than the first: of three all are as far off,
    and the first is named.
    """
    rows = _pairs(ground, 3)
    if not rows:
        return []
    for row, judgement in zip(rows, ("9", "1/9", "9"), strict=True):
        row["judgement"] = judgement
    return [Told("PF611", PAIRS, (_first(range(3), rows),), "judgement")]


def parent_compared(ground: Ground) -> list[Told]:
    """A goal with a part of its own carries no weight."""
    goals = ground.rows("Goals")
    rows = _pairs(ground) if len(goals) > 1 else []
    if not rows:
        return []
    parent = goals[0]["goal_id"]
    goals[1]["parent_goal"] = parent
    ground.planted.add("Goals")
    return [
        Told("PF522", PAIRS, (n,), name)
        for n, row in enumerate(rows)
        for name in ("goal_a", "goal_b")
        if row[name] == parent
    ]


def project_unaligned(ground: Ground) -> list[Told]:
    """A project that serves nothing, while another serves every goal."""
    going = [row for row in ground.rows("Projects") if row["status"] != "Completed"]
    if (
        len(going) < 2
        or {GOALS, LEAVING_OUT} & ground.taken
        or not ground.take_sheet(["Alignment"])
    ):
        return []
    ground.taken |= {GOALS, LEAVING_OUT}
    row = ground.take("Projects", lambda p: p["status"] != "Completed")
    if row is None:
        return []
    for score in ground.drawn.sheets["Alignment"].rows:
        if score["project_id"] == ground.rows("Projects")[row]["project_id"]:
            score["impact"] = ground.chance.choice(("None", 0))
    return [Told("PF604", "Projects", (row,), "project_id")]


def _pairs(ground: Ground, number: int | None = None) -> list[Row]:
    """The rows of pairs, taken together with the goals; none where something else is planted there,
    or there are not so many.
    """
    rows = ground.rows(PAIRS)
    if (
        not rows
        or number not in (None, len(rows))
        or GOALS in ground.taken
        or not ground.once(PAIRS)
    ):
        return []
    ground.taken.add(GOALS)
    ground.planted.add(PAIRS)
    return list(rows)


def _first(among: range | list[int], rows: list[Row]) -> int:
    return min(among, key=lambda n: (str(rows[n]["goal_a"]), str(rows[n]["goal_b"])))


GOALS_AND_PAIRS = (
    pair_unjudged,
    pair_of_one,
    pair_twice,
    pairs_at_odds,
    parent_compared,
    project_unaligned,
)
