import pytest

from pfreport.report.executive.resources import project_resources, resources
from pfreport.values import Absent
from tests.report.findings import column, findings, message, project, tables, text

MONTHS = ("2026-07", "2026-08", "2026-09")


def staffed(*needs, capacity: float | None = 5.0, projects=3, **sheets):
    """Fitters for three months, and demand as (project, month, FTE, commitment)."""
    rows = [
        {
            "project_id": key,
            "role": "Fitter",
            "period": month,
            "demand": fte,
            "commitment": commitment,
        }
        for key, month, fte, commitment in ((*need, "Hard")[:4] for need in needs)
    ]
    there = (
        []
        if capacity is None
        else [{"role": "Fitter", "period": month, "capacity": capacity} for month in MONTHS]
    )
    return findings(
        projects=[project() for _ in range(projects)], resources=there, demand=rows, **sheets
    )


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        (
            [("P-1", MONTHS[0], 4.0)],
            "No role is over capacity; busiest is Fitter in July 2026, at 80 %",
        ),
        (
            [("P-1", MONTHS[0], 4.0), ("P-2", MONTHS[0], 4.0, "Soft")],
            "No role is over capacity; if all soft demand came, 1 role month would be, first "
            "Fitter in July 2026",
        ),
        (
            [("P-1", MONTHS[0], 4.0), ("P-2", MONTHS[0], 3.0)],
            "1 role month is over capacity, most of all Fitter in July 2026, 2 FTE short: P-1 and "
            "P-2",
        ),
    ],
)
def test_message(needs, expected):
    assert message(resources(staffed(*needs))) == expected


def test_demand_without_any_capacity():
    assert (
        message(resources(staffed(("P-1", MONTHS[0], 4.0), capacity=None)))
        == "There is demand, and no capacity to set it against"
    )


def test_without_the_sheets_there_is_no_section():
    assert resources(findings(projects=[project()])) is None
    past = staffed(("P-1", "2026-05", 4.0), capacity=None)
    assert resources(past) is None


def test_gaps_name_who_causes_them_the_largest_first():
    found = staffed(
        ("P-1", MONTHS[1], 3.0),
        ("P-2", MONTHS[1], 4.0),
        ("P-3", MONTHS[1], 1.0, "Soft"),
        ("P-3", MONTHS[0], 5.5),
    )
    table = tables(resources(found))["gaps"]
    assert column(table, "month") == ["July 2026", "August 2026"]
    assert column(table, "utilisation") == ["110 %", "140 %"]
    assert column(table, "utilisation_with_soft") == ["110 %", "160 %"]
    assert column(table, "fte_gap") == ["0.5", "2"]
    assert column(table, "causes") == ["P-3 (5.5)", "P-2 (4) and P-1 (3)"]


def test_what_a_delay_would_free():
    found = staffed(("P-1", MONTHS[0], 3.0), ("P-2", MONTHS[0], 4.0), ("P-1", MONTHS[1], 2.0))
    table = tables(resources(found))["delays"]
    assert text(table.caption) == "FTE months that a delay would free, of 2 missing"
    assert [one.key for one in table.columns] == ["project", "demand_over", "delay-1", "delay-2"]
    assert column(table, "delay-1") == ["1", "2"]
    assert column(table, "delay-2") == ["2", "n/a (past the last month of Resources)"]
    assert table.rows[1].cells[-1].main == Absent("past the last month of Resources")


def test_what_was_used_of_past_demand():
    rows = [
        {"project_id": "P-1", "role": role, "period": "2026-05", "demand": 2.0, "actual": used}
        for role, used in (("Fitter", 3.0), ("Welder", 1.0))
    ]
    there = [{"role": "Fitter", "period": MONTHS[0], "capacity": 1.0}]
    section = resources(findings(projects=[project()], resources=there, demand=rows))
    assert (
        text(section.blocks[-1].paragraphs[0])
        == "100 % of the demand to date was used, most of Fitter: 150 %."
    )


def test_a_project_is_told_of_its_own_role_months_alone():
    found = staffed(
        ("P-1", MONTHS[0], 3.0),
        ("P-2", MONTHS[0], 4.0),
        ("P-1", MONTHS[1], 2.0),
        ("P-3", MONTHS[2], 9.0),
    )
    section = project_resources(found, "P-1")
    assert (
        message(section)
        == "1 of 2 role months it needs people in is over capacity, first Fitter in July 2026, 2 "
        "FTE short"
    )
    assert column(tables(section)["gaps"], "causes") == ["P-2 (4) and P-1 (3)"]
    assert project_resources(staffed(("P-1", MONTHS[0], 3.0)), "P-1") is None
    assert project_resources(found, "P-2") is not None


def test_of_many_roles_the_busiest_are_drawn_and_the_others_counted():
    there = [{"role": f"R{n:02}", "period": MONTHS[0], "capacity": 1.0} for n in range(20)]
    note = resources(findings(projects=[project()], resources=there)).blocks[0].note
    assert text(note) == "The 16 busiest of 20 roles are shown."
