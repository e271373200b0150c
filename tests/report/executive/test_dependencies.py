import pytest

from pfreport.report.executive.dependencies import dependencies, project_dependencies
from tests.report.findings import column, findings, message, project, tables, text

MILESTONES = [
    {
        "milestone_id": "A1",
        "project_id": "P-1",
        "name": "Quay",
        "baseline_date": "2026-08-01",
        "forecast_date": "2026-09-10",
    },
    {
        "milestone_id": "B1",
        "project_id": "P-2",
        "name": "Crane",
        "baseline_date": "2026-09-01",
        "forecast_date": "2026-09-06",
    },
    {
        "milestone_id": "B2",
        "project_id": "P-2",
        "name": "Opening",
        "baseline_date": "2026-10-01",
        "forecast_date": "2026-10-01",
    },
    {
        "milestone_id": "C1",
        "project_id": "P-3",
        "name": "Ships",
        "baseline_date": "2026-11-01",
        "forecast_date": "2026-11-01",
    },
]
QUAY = {
    "dependency_id": "X-1",
    "provider_project": "P-1",
    "receiver_project": "P-2",
    "provider_milestone": "A1",
}
QUAY |= {"receiver_milestone": "B1", "needed_by": "2026-08-31", "status": "At risk"}
OPENING = {
    "dependency_id": "X-2",
    "provider_project": "P-2",
    "receiver_project": "P-3",
    "provider_milestone": "B2",
}
OPENING |= {"receiver_milestone": "C1", "needed_by": "2026-10-05"}


def linked(*rows, projects=None):
    return findings(
        projects=projects or [project() for _ in range(3)], milestones=MILESTONES, dependencies=rows
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [QUAY],
            "1 of 1 open dependency comes late, the worst by 10 days: P-1 to P-2, which becomes 10 "
            "days later than it says itself",
        ),
        (
            [QUAY | {"needed_by": "2026-09-10"}],
            "The one open dependency is forecast to come in time",
        ),
        ([QUAY | {"needed_by": None}], "1 open dependency; whether it comes in time is not known"),
        ([QUAY | {"status": "Done"}], "No dependency is open"),
        (
            [QUAY | {"needed_by": "2026-09-10"}, OPENING],
            "All open dependencies are forecast to come in time",
        ),
    ],
)
def test_message(rows, expected):
    assert message(dependencies(linked(*rows))) == expected


def test_lateness_that_travels_says_by_which_way():
    table = tables(dependencies(linked(QUAY, OPENING)))["dependencies"]
    assert column(table, "provider") == ["P-1", "P-2"]
    assert column(table, "days_late") == ["10 days", "6 days"]
    assert column(table, "at_receiver") == ["10 days", "6 days"]
    assert column(table, "expected") == ["10 September 2026", "11 October 2026"]
    assert [text(row.cells[3].sub) for row in table.rows] == ["", "by way of X-1"]
    assert "No float is assumed" in text(table.note)


def test_providers_in_red_and_who_waits_for_whole_projects():
    late = {"forecast_finish": "2027-06-30"}
    found = linked(
        QUAY, projects=[project(**late), project(), project(prerequisites=("P-1", "P-2"))]
    )
    notes = [text(one) for one in dependencies(found).blocks[-1].paragraphs]
    assert notes == [
        "P-1 is red and is waited for by P-2.",
        "P-3 waits for the whole of P-1 and P-2, of which P-1 is red.",
    ]
    alone = findings(projects=[project(**late), project(prerequisites=("P-1",))])
    assert message(dependencies(alone)) == "1 project waits for others as a whole"
    assert [text(one) for one in dependencies(alone).blocks[-1].paragraphs] == [
        "P-2 waits for the whole of P-1, which is red."
    ]


def test_a_circle_is_named():
    back = OPENING | {"receiver_project": "P-1", "receiver_milestone": "A1"}
    notes = [text(one) for one in dependencies(linked(QUAY, back)).blocks[-1].paragraphs]
    assert "X-1 and X-2 wait for each other in a circle: their lateness is not passed on." in notes


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("P-1", "It is late for P-2, by 10 days at most"),
        ("P-2", "What it waits for pushes 2 milestones, most of all Opening, by 10 days"),
        ("P-3", "What it waits for pushes 1 milestone, most of all Ships, by 6 days"),
    ],
)
def test_a_project_is_told_both_ways(key, expected):
    assert message(project_dependencies(linked(QUAY, OPENING), key)) == expected


def test_a_project_is_told_how_far_its_milestones_move():
    section = project_dependencies(linked(QUAY, OPENING), "P-2")
    assert [text(one) for one in section.blocks[-1].paragraphs] == [
        "Crane: 5 days later than its own forecast, 11 September 2026",
        "Opening: 10 days later than its own forecast, 11 October 2026",
    ]
    assert len(tables(section)["dependencies"].rows) == 2


def test_a_project_nobody_waits_for_has_no_section():
    assert project_dependencies(linked(QUAY), "P-3") is None
    assert dependencies(findings(projects=[project()])) is None
    waiting = findings(projects=[project(), project(prerequisites=("P-1",))])
    assert message(project_dependencies(waiting, "P-2")) == "It waits for P-1 as a whole."
