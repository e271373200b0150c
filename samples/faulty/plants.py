"""What is wrong in faulty.xlsx: every fault that can stand beside others, each at its sheet, row
and field.

Rows count as the spreadsheet does: the header is row 1. Whatever is not named here is as
`portfolio` has it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pfreport.kinds import Month

from .portfolio import DAY, PROJECTS


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its stored result; a program that stores none leaves 0."""

    text: str
    result: float | str = 0


Put = tuple[str, int, str, object]
"""A value at a sheet, row and field."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: its code, where it is reported (without a field the whole row), and the values that
    are put in for it.

    What no value can say, such as a hidden sheet, `writing` does.
    """

    code: str
    sheet: str
    row: int
    field: str | None = None
    put: tuple[Put, ...] = ()


def _here(code: str, sheet: str, row: int, field: str, value: object) -> Planted:
    """A value that is the fault itself."""
    return Planted(code, sheet, row, field, ((sheet, row, field, value),))


def _in(sheet: str, row: int, **values: object) -> tuple[Put, ...]:
    """Several values of one row."""
    return tuple((sheet, row, field, value) for field, value in values.items())


# Sheets and headings: what stands in `writing`.
_SHEETS = (
    Planted("PF103", "Changes", 1),
    Planted("PF104", "Issues", 1, "owner"),
    Planted("PF105", "Baselines", 1, "second budget"),
    Planted("PF106", "Funding", 1),
    Planted("PF107", "Scenario", 1),
    Planted("PF108", "Steering log", 1),
    Planted("PF109", "Quality", 1),
    Planted("PF111", "Projects", 4, "programme"),
    Planted("PF112", "Risks", 4),
    Planted("PF113", "Rates", 1),
    Planted("PF114", "Milestones", 3, "far"),
    Planted("PF115", "Deliverables", 3),
    Planted("PF116", "Goal-pairs", 1),
)

# What single cells hold.
_CELLS = (
    _here("PF201", "Projects", 2, "year_budget", Formula("=1/0", "#DIV/0!")),
    _here("PF202", "Projects", 2, "year_forecast", Formula("=500000+1")),
    _here("PF203", "Projects", 3, "contingency_approved", "about forty thousand"),
    _here("PF204", "Projects", 3, "contingency", "25,000"),
    _here("PF205", "Projects", 3, "expected_benefit", "€ 900 000,50"),
    _here("PF206", "Projects", 4, "feasibility", 90),
    _here("PF207", "Projects", 4, "satisfaction", 7),
    _here("PF208", "Projects", 4, "forecast_start", "01/07/26"),
    _here("PF209", "Projects", 5, "forecast_finish", "2026-12-18"),
    _here("PF210", "Projects", 5, "actual_start", DAY(1926, 7, 3)),
    _here("PF211", "Benefit periods", 4, "period", "next winter"),
    _here("PF212", "Projects", 6, "phase", "Excution"),
    _here("PF213", "Projects", 23, "mandatory", "perhaps"),
    _here("PF214", "Projects", 6, "priority", 3.5),
    _here("PF215", "Issues", 2, "issue_id", DAY(2026, 4, 3)),
    _here(
        "PF216",
        "Issues",
        3,
        "issue_id",
        "The crane on the south quay that has been out of order since August 2026",
    ),
    _here("PF217", "Projects", 7, "justification", "Ships wait\x07 a day less."),
    _here(
        "PF218", "Alignment", 22, "impact", "Huge"
    ),  # of N21, which is left out: the other scores still say which goals are served
    _here("PF219", "Goal pairs", 3, "judgement", "12"),
    _here("PF220", "Projects", 8, "currency", "Euro"),
    _here("PF221", "Goal pairs", 4, "judgement", DAY(2026, 3, 1)),  # 1/3 as the spreadsheet took it
    Planted("PF222", "Projects", 10, "exit_cost"),  # stored a second time by writing.py
    _here("PF223", "Projects", 10, "year_budget", Formula("=[1]Budget!B7", 500_000)),
    _here("PF224", "Projects", 11, "manager", None),
    _here("PF401", "Projects", 11, "exit_cost", -15_000),
)

# Keys, and what refers to them.
_KEYS = (
    _here("PF301", "Milestones", 4, "name", None),
    Planted(
        "PF302",
        "Projects",
        24,
        "project_id",
        _in("Projects", 24, **PROJECTS[20] | {"project_id": " n21 "}),
    ),
    Planted(
        "PF303",
        "Benefit periods",
        7,
        "benefit_id",
        _in("Benefit periods", 7, benefit_id="B2", period=Month(2027, 1), planned=8_000),
    ),
    Planted(
        "PF304",
        "Benefit periods",
        8,
        "benefit_id",
        _in("Benefit periods", 8, benefit_id="B2", period=Month(2027, 2), planned=1_000),
    ),
    _here("PF305", "Issues", 4, "project_id", "N99"),
)

_RUNNING_TOTAL: tuple[Put, ...] = tuple(
    ("Periods", row, "planned_value", amount)
    for row, amount in enumerate((60_000, 160_000, 280_000, 400_000, 460_000, 500_000), 20)
)

# Dates and money, a project each.
_MONEY = (
    _here("PF402", "Projects", 20, "forecast_start", DAY(2027, 1, 4)),
    _here("PF403", "Projects", 3, "budget", 600_000),
    _here("PF404", "Projects", 4, "budget", 505_000),
    Planted("PF407", "Periods", 25, "planned_value", _RUNNING_TOTAL),
    _here("PF408", "Periods", 29, "actual_cost", -500_000),
    _here("PF411", "Projects", 7, "manager_estimate", 520_000),
    _here("PF412", "Periods", 41, "earned_value", 320_000),
    _here("PF413", "Projects", 9, "baseline_finish", DAY(2027, 3, 26)),
    _here("PF414", "Milestones", 2, "actual_date", DAY(2026, 11, 2)),
    _here("PF415", "Projects", 18, "actual_finish", None),
    _here("PF416", "Projects", 19, "actual_start", None),
    _here("PF410", "Projects", 15, "manager_estimate", 300_000),
    _here("PF409", "Projects", 21, "forecast_finish", DAY(2026, 10, 16)),
    _here("PF417", "Milestones", 3, "forecast_date", DAY(2026, 10, 20)),
    _here("PF418", "Risks", 2, "due_on", DAY(2026, 10, 15)),
    _here("PF419", "Projects", 12, "actual_finish", DAY(2026, 10, 12)),
    _here("PF405", "Projects", 16, "currency", "NOK"),
    Planted("PF406", "Projects", 17, "currency", _in("Rates", 3, period=Month(2026, 6))),
)

_WAY_BACK = _in(
    "Dependencies",
    4,
    dependency_id="X3",
    provider_project="N07",
    receiver_project="N02",
    provider_milestone="M4",
    receiver_milestone="M2",
)

_PARENT = (
    *_in("Goals", 8, goal_id="G7", name="A harbour for all"),
    ("Goals", 4, "parent_goal", "G7"),
)

# What does not go together.
_CONSISTENCY = (
    _here("PF501", "Projects", 20, "prerequisites", "N20"),
    Planted(
        "PF501", "Projects", 21, "prerequisites"
    ),  # the other half of the circle is there already
    _here("PF502", "Dependencies", 2, "receiver_project", "N04"),
    *(_here("PF503", "Goals", row, "weight", 0) for row in range(2, 9)),
    Planted("PF504", "Risks", 3, "probability_score", _in("Risks", 3, probability=0.4)),
    _here("PF506", "Goals", 6, "parent_goal", "G6"),
    _here("PF506", "Goals", 7, "parent_goal", "G5"),
    _here("PF507", "Demand", 2, "role", "Dyver"),
    _here("PF508", "Projects", 23, "exclusive_group", "portal"),
    Planted("PF509", "Buckets", 3, "target_share", _in("Buckets", 3, target_share=0.3)),
    Planted(
        "PF510", "Goal pairs", 2, "goal_a"
    ),  # the pairs of rows 3 and 4 are left out, and missing
    Planted(
        "PF511",
        "Goal pairs",
        8,
        "goal_b",
        _in("Goal pairs", 8, goal_a="G3", goal_b="G3", judgement="Equal"),
    ),
    Planted(
        "PF521",
        "Goal pairs",
        9,
        "goal_b",
        _in("Goal pairs", 9, goal_a="G2", goal_b="G1", judgement="1/2"),
    ),
    Planted(
        "PF522",
        "Goal pairs",
        10,
        "goal_b",
        (*_PARENT, *_in("Goal pairs", 10, goal_a="G1", goal_b="G7", judgement="Equal")),
    ),
    Planted("PF523", "Dependencies", 3, "dependency_id"),  # with the row below it is a circle
    Planted("PF523", "Dependencies", 4, "dependency_id", _WAY_BACK),
    _here("PF513", "Projects", 14, "cost_to_date", 0),
    _here("PF514", "Periods", 71, "percent_complete", 0.4),
    Planted("PF515", "Periods", 52, "actual_cost", _in("Periods", 53, actual_cost=None)),
    Planted(
        "PF516",
        "Periods",
        58,
        "earned_value",
        _in("Periods", 59, actual_cost=None, earned_value=None),
    ),
    Planted("PF517", "Periods", 62, "earned_value", _in("Periods", 63, earned_value=None)),
    _here("PF518", "Benefit periods", 3, "actual", None),
    _here("PF519", "Recipients", 2, "email", "ebba.lind@example.org; oskar.dahl@example.org"),
    _here("PF520", "Recipients", 3, "scope", "N02, Harbour"),
)

# What is hard to believe.
_PLAUSIBILITY = (
    _here("PF601", "Risks", 4, "probability", 1),
    _here("PF602", "Benefits", 2, "owner", None),
    Planted("PF603", "Goals", 5, "goal_id", _in("Alignment", 24, impact="None")),
    Planted("PF604", "Projects", 19, "project_id", _in("Alignment", 19, impact="None")),
    Planted(
        "PF606",
        "Projects",
        13,
        "justification",
        _in("Projects", 13, priority=1, justification=None),
    ),
    _here("PF607", "Projects", 12, "status_updated_on", None),
    Planted("PF608", "Projects", 2, "rag_overall", _in("Projects", 23, rag_overall="Green")),
    Planted("PF609", "Projects", 2, "rag_overall", _in("Projects", 2, rag_comment=None)),
    _here("PF610", "Projects", 2, "summary", None),
)

# Read all the same, with a word about it.
_SETTINGS = (_here("PF706", "Settings", 2, "value", "2026-10-31"),)

PLANTED: tuple[Planted, ...] = (
    *_SETTINGS,
    *_SHEETS,
    *_CELLS,
    *_KEYS,
    *_MONEY,
    *_CONSISTENCY,
    *_PLAUSIBILITY,
)
