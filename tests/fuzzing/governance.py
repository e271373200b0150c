"""What can be wrong with the sheets that few fill in."""

from __future__ import annotations

from tests.fuzzing.ground import Ground, Told


def provider_is_receiver(ground: Ground) -> list[Told]:
    """A project that waits for itself, and is not left out."""
    row = (
        ground.take("Dependencies", lambda d: d["receiver_project"] not in ground.taken)
        if ground.once("Dependencies")
        else None
    )
    if row is None:
        return []
    cells = ground.rows("Dependencies")[row]
    ground.taken.add(cells["receiver_project"])
    cells["provider_project"] = cells["receiver_project"]
    return [Told("PF502", "Dependencies", (row,), "receiver_project")]


def dependencies_in_a_circle(ground: Ground) -> list[Told]:
    """The way back from a milestone to the one that it waits for: both ways wait for themselves."""
    projects, own = (
        ground.rows("Projects"),
        {m["project_id"]: m["milestone_id"] for m in ground.rows("Milestones")},
    )
    going = {p["project_id"] for p in projects if p["status"] != "Completed"} - ground.taken
    ends = [
        (row, row["provider_project"], row["receiver_project"])
        for row in ground.rows("Dependencies")
    ]
    there, one, other = next(
        (end for end in ends if {*end[1:]} <= going & own.keys()), (None, None, None)
    )
    if there is None or not ground.once("Dependencies"):
        return []
    ground.taken |= {one, other}
    ground.planted |= {"Projects", "Milestones", "Dependencies"}
    there |= {"provider_milestone": own[one], "receiver_milestone": own[other]}
    back = {
        "provider_project": other,
        "provider_milestone": own[other],
        "receiver_project": one,
        "receiver_milestone": own[one],
    }
    both = (
        ground.rows("Dependencies").index(there),
        ground.insert("Dependencies", there | back | {"dependency_id": "X99"}),
    )
    return [Told("PF523", "Dependencies", (n,), "dependency_id") for n in both]


def no_address(ground: Ground) -> list[Told]:
    """What no mail can be sent to."""
    return _put(
        ground,
        "Recipients",
        "email",
        ground.chance.choice(("ann", "ann@", "a b@example.org", "a@x.org, b@x.org")),
        "PF519",
    )


def scope_unknown(ground: Ground) -> list[Told]:
    """Neither a project nor a programme."""
    return _put(ground, "Recipients", "scope", "Atlantis", "PF520")


def shares_off(ground: Ground) -> list[Told]:
    """Target shares that are no whole: told at the first bucket in order, Grow."""
    told = _put(ground, "Buckets", "target_share", 0.1, "PF509")
    return [
        Told("PF509", "Buckets", (n,), "target_share")
        for n, row in enumerate(ground.rows("Buckets"))
        if told and row["bucket"] == "Grow"
    ]


def share_above_one(ground: Ground) -> list[Told]:
    """A percentage without its sign."""
    return _put(ground, "Projects", "feasibility", ground.chance.choice((45, 1.01, "80")), "PF206")


def date_for_a_judgement(ground: Ground) -> list[Told]:
    """What a spreadsheet makes of 1/3; no judgement at all."""
    value, code = ground.chance.choice(
        ((ground.drawn.month.first_day, "PF221"), ("much more", "PF219"), (12, "PF219"))
    )
    if (
        len(ground.rows("Goal pairs")) != 1
    ):  # of several, those that are left are told as incomplete
        return []
    return [*_put(ground, "Goal pairs", "judgement", value, code)]


def _put(ground: Ground, sheet: str, name: str, value: object, code: str) -> list[Told]:
    row = _only(ground, sheet)
    if row is None:
        return []
    ground.rows(sheet)[row][name] = value
    return [Told(code, sheet, (row,), name)]


def _only(ground: Ground, sheet: str) -> int | None:
    """A row of a sheet nothing else is planted in, taken."""
    return ground.take(sheet) if sheet == "Projects" or ground.once(sheet) else None


GOVERNANCE = (
    provider_is_receiver,
    dependencies_in_a_circle,
    no_address,
    scope_unknown,
    shares_off,
    share_above_one,
    date_for_a_judgement,
)
