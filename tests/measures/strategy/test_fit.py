from pfreport.measures.strategy.fit import (
    Ground,
    competing_pairs,
    orphan_goals,
    priority_without_justification,
    unaligned_projects,
    unscored_projects,
)
from tests.measures.portfolio_builder import measured

GOALS = [{"goal_id": "G-1", "weight": 1.0}, {"goal_id": "G-2", "weight": 1.0}]


def ids(found):
    return [one.project.project_id for one in found]


def addresses(one):
    return [origin.address for origin in one.origins]


def scored(*impacts, **given):
    """Projects P-1, P-2 … of the statuses given, each scored on G-1."""
    rows = [
        {"project_id": f"P-{i}", "goal_id": "G-1", "impact": impact}
        for i, impact in enumerate(impacts, 1)
        if impact is not None
    ]
    return measured(goals=GOALS, alignment=rows, **given)


def test_a_goal_served_at_moderate_is_no_orphan():
    assert [orphan.goal.goal_id for orphan in orphan_goals(scored(2.0))] == ["G-2"]


def test_a_goal_served_below_moderate_is_an_orphan_and_shows_the_best_it_has():
    orphan = orphan_goals(scored(1.0))[0]
    assert (orphan.goal.goal_id, orphan.strongest) == ("G-1", 0.25)
    assert addresses(orphan) == ["Goals!A2", "Alignment!C2"]


def test_only_approved_and_active_projects_keep_a_goal_from_being_an_orphan():
    for status, orphans in {
        "Approved": 1,
        "Active": 1,
        "On hold": 2,
        "Proposed": 2,
        "Completed": 2,
        "Cancelled": 2,
    }.items():
        assert len(orphan_goals(scored(4.0, projects=[{"status": status}]))) == orphans, status


def test_a_parent_is_no_orphan_its_goals_are_looked_at():
    goals = [{"goal_id": "G-0"}, {"goal_id": "G-1", "parent_goal": "G-0"}]
    found = measured(goals=goals, alignment=[{"goal_id": "G-1", "impact": 4.0}])
    assert orphan_goals(found) == ()


def test_unaligned_is_scored_zero_and_unscored_has_no_row():
    found = scored(0.0, None, 3.0, projects=[{}, {}, {}])
    assert ids(unaligned_projects(found)) == ["P-1"]
    assert addresses(unaligned_projects(found)[0]) == ["Alignment!C2"]
    assert ids(unscored_projects(found)) == ["P-2"]
    assert addresses(unscored_projects(found)[0]) == ["Projects!A3"]


def test_finished_and_proposed_projects_are_not_asked_for_scores():
    projects = [{"status": status} for status in ("Proposed", "Completed", "Cancelled")]
    assert unscored_projects(scored(None, None, None, projects=projects)) == ()


def test_without_goals_nobody_is_unscored():
    assert unscored_projects(measured()) == ()


def test_two_live_projects_of_one_exclusive_group_compete():
    projects = [
        {"exclusive_group": "CRM ", "budget": 300},
        {"exclusive_group": "crm", "budget": 200},
        {"exclusive_group": "CRM", "budget": 100, "status": "Completed"},
        {"exclusive_group": "ERP", "budget": 100},
    ]
    (pair,) = competing_pairs(measured(projects=projects))
    assert (pair.first.project_id, pair.second.project_id) == ("P-1", "P-2")
    assert (pair.ground, pair.overlap) == (Ground.EXCLUSIVE_GROUP, 200)
    assert [origin.row for origin in pair.origins] == [2, 3]


def test_two_projects_that_claim_one_measure_of_one_goal_compete():
    benefits = [
        {"benefit_id": "B-1", "project_id": "P-1", "goal_id": "G-1", "measure": "Cost per order"},
        {"benefit_id": "B-2", "project_id": "P-1", "goal_id": "G-1", "measure": "cost per order"},
        {"benefit_id": "B-3", "project_id": "P-2", "goal_id": "G-1", "measure": "cost  per order"},
        {"benefit_id": "B-4", "project_id": "P-3", "goal_id": "G-2", "measure": "Cost per order"},
        {"benefit_id": "B-5", "project_id": "P-3", "goal_id": "G-1"},
        {"benefit_id": "B-6", "project_id": "P-2", "goal_id": "G-1"},
    ]
    (pair,) = competing_pairs(
        measured(
            goals=GOALS, benefits=benefits, projects=[{"budget": 1}, {"status": "Proposed"}, {}]
        )
    )
    assert (pair.ground, pair.shared, pair.overlap) == (Ground.BENEFIT, "Cost per order", None)
    assert addresses(pair) == ["Benefits!D2", "Benefits!G2", "Benefits!D4", "Benefits!G4"]


def test_the_overlap_is_in_base_currency():
    projects = [
        {"exclusive_group": "A", "budget": 100, "currency": "GBP"},
        {"exclusive_group": "A", "budget": 150},
    ]
    rates = [{"currency": "GBP", "period": "2026-06", "rate": 2.0}]
    assert competing_pairs(measured(projects=projects, rates=rates))[0].overlap == 150


def test_a_pair_may_compete_on_two_grounds():
    projects = [{"exclusive_group": "A", "budget": 1}, {"exclusive_group": "A", "budget": 1}]
    benefits = [{"project_id": key, "goal_id": "G-1", "measure": "m"} for key in ("P-1", "P-2")]
    found = competing_pairs(measured(projects=projects, goals=GOALS, benefits=benefits))
    assert [pair.ground for pair in found] == [Ground.BENEFIT, Ground.EXCLUSIVE_GROUP]


def test_priority_needs_both_a_justification_and_alignment():
    projects = [
        {"priority": 1, "justification": "why"},  # alignment 0.5
        {"priority": 2},
        {"priority": 2, "justification": "why"},  # alignment 0.125
        {"priority": 1, "justification": "why"},  # not scored
        {"priority": 3},
        {},
    ]
    found = priority_without_justification(scored(4.0, 4.0, 1.0, None, 4.0, 4.0, projects=projects))
    assert [(one.project.project_id, one.justified, one.alignment.value) for one in found] == [
        ("P-2", False, 0.5),
        ("P-3", True, 0.125),
        ("P-4", True, None),
    ]


def test_alignment_of_exactly_a_quarter_is_enough():
    assert (
        priority_without_justification(
            scored(2.0, projects=[{"priority": 1, "justification": "why"}])
        )
        == ()
    )


def test_mandatory_work_needs_a_reason_instead():
    projects = [
        {"priority": 1, "mandatory": True, "mandatory_reason": "the law"},
        {"priority": 1, "mandatory": True},
        {"priority": 1, "status": "Completed"},
    ]
    (one,) = priority_without_justification(measured(projects=projects))
    assert one.project.project_id == "P-2"
    assert [origin.row for origin in one.origins] == [3, 3]
