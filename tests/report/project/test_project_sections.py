"""Every section of the project report: its message in its edge cases, its tables, and when there is
none.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pfreport.faults import KINDS, fault
from pfreport.origins import Origin
from pfreport.report.appendix.data_quality import project_data
from pfreport.report.compose import compose_project
from pfreport.report.parts.blocks import Chart, Text
from pfreport.report.project.benefits import project_benefits
from pfreport.report.project.cost import project_cost
from pfreport.report.project.deliverables import project_deliverables
from pfreport.report.project.facts import project_facts
from pfreport.report.project.issues import project_issues
from pfreport.report.project.lights import project_lights
from pfreport.report.project.milestones import project_milestones
from pfreport.report.project.own_words import project_work
from pfreport.report.project.phases import phase_strip
from pfreport.report.project.risks import project_risks
from pfreport.values import Sentence, TimeAxis, Words
from tests.report.findings import (
    column,
    everything,
    findings,
    message,
    project,
    sentences,
    tables,
    text,
)

LATE = {"forecast_finish": "2027-06-30"}
NOTHING = {"percent_complete": None, "cost_to_date": None, "planned_to_date": None}


def only(section, **sheets):
    """A section of the one project of a portfolio."""
    fields = sheets.pop("fields", {})
    return section(findings(projects=[project(**fields)], **sheets), "P-1")


class TestFacts:
    def test_what_the_workbook_says_and_nothing_else(self):
        fields = {
            "sponsor": "A. Berg",
            "manager": None,
            "programme": "Grid",
            "baseline_start": None,
        }
        facts = only(project_facts, fields=fields)
        assert {text(label): text(shown) for label, shown in facts.pairs} == {
            "Sponsor": "A. Berg",
            "Baseline": "31 December 2026",
            "Forecast finish": "31 December 2026",
            "Programme": "Grid",
            "Status": "active",
        }

    def test_goals_it_serves_the_best_served_first(self):
        goals = [
            {"goal_id": f"G-{number}", "name": name, "weight": 1.0}
            for number, name in enumerate(("Grow", "Save", "Learn"), 1)
        ]
        scores = [
            {"goal_id": "G-1", "impact": 1.0},
            {"goal_id": "G-2", "impact": 4.0},
            {"goal_id": "G-3", "impact": 0.0},
        ]
        facts = only(project_facts, goals=goals, alignment=scores)
        assert ("Goals served", "Save and Grow") in [
            (text(label), text(shown)) for label, shown in facts.pairs
        ]

    def test_a_completed_project_has_finished(self):
        facts = only(project_facts, fields={"status": "Completed", "actual_finish": "2026-06-01"})
        assert ("Finished", "1 June 2026") in [
            (text(label), text(shown)) for label, shown in facts.pairs
        ]


class TestPhases:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"phase": "Execution"}, ["done", "done", "current", "to come", "to come"]),
            ({"phase": "Initiation"}, ["current", "to come", "to come", "to come", "to come"]),
            ({"phase": None}, ["to come"] * 5),
            ({"phase": "Monitoring", "status": "Completed"}, ["done"] * 5),
        ],
    )
    def test_states(self, fields, expected):
        assert [step.state for step in only(phase_strip, fields=fields).steps] == expected

    def test_notes_come_from_the_milestones_of_each_phase(self):
        rows = [
            {
                "name": "A",
                "phase": "Planning",
                "baseline_date": "2026-01-10",
                "actual_date": "2026-02-10",
            },
            {"name": "B", "phase": "Execution", "baseline_date": "2026-09-10"},
            {
                "name": "C",
                "phase": "Closure",
                "baseline_date": "2026-12-10",
                "forecast_date": "2027-01-10",
            },
        ]
        strip = only(phase_strip, fields={"phase": "Execution"}, milestones=rows)
        assert [text(step.note) for step in strip.steps] == [
            "",
            "done Feb 2026",
            "to Sept 2026, 50 % earned",
            "",
            "by Jan 2027",
        ]
        assert [step.gone for step in strip.steps] == [
            None,
            None,
            pytest.approx(140 / 212),
            None,
            None,
        ]

    @pytest.mark.parametrize(
        ("fields", "date", "expected"),
        [
            ({"actual_start": "2026-06-20"}, "2026-07-10", 0.5),
            ({"actual_start": "2026-06-20"}, "2026-06-10", None),
            ({"actual_start": None}, "2026-07-10", None),
        ],
    )
    def test_how_much_of_the_current_phase_is_over(self, fields, date, expected):
        rows = [{"name": "A", "phase": "Initiation", "baseline_date": date, "forecast_date": date}]
        strip = only(phase_strip, fields=fields | {"phase": "Initiation"}, milestones=rows)
        assert strip.steps[0].gone == expected


class TestLights:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"rag_overall": "Green"}, "Computed green, as declared"),
            ({}, "Computed green; the manager declares none"),
            ({**LATE, "rag_overall": "Green"}, "Computed red on time; declared green"),
            (
                {**LATE, "cost_to_date": 700.0, "rag_overall": "Red"},
                "Computed red on time and cost, as declared",
            ),
            ({"cost_to_date": 540.0}, "Computed amber on cost; the manager declares none"),
            ({"satisfaction": 3.5}, "Computed green; quality not; the manager declares none"),
            ({"satisfaction": 2.0}, "Computed amber on quality; the manager declares none"),
            (
                NOTHING | {"forecast_finish": None},
                "No rating is declared, and there is nothing to compute a light from",
            ),
            (
                NOTHING | {"forecast_finish": None, "rag_overall": "Amber"},
                "Declared amber; there is nothing to compute a light from",
            ),
            (
                {"status_updated_on": "2026-04-30"},
                "Computed grey, as the status is 61 days old; the manager declares none",
            ),
            (
                {"status_updated_on": "2026-04-30", "cost_to_date": None},
                "Computed grey: too little is known of time or cost; the manager declares none",
            ),
            (
                {
                    "status": "Completed",
                    "percent_complete": 1.0,
                    "cost_to_date": 1000.0,
                    "actual_finish": "2026-12-31",
                },
                "Computed green, final",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert message(only(project_lights, fields=fields)) == expected

    def test_the_overall_light_stands_first_and_every_row_says_why(self):
        table = tables(only(project_lights, fields=LATE))["lights"]
        assert column(table, "light") == [
            "Overall",
            "Time",
            "Cost",
            "Scope, Quality, Risk, Benefits and Resources",
        ]
        assert all(text(row.cells[-1].main) for row in table.rows)

    def test_what_there_is_nothing_to_rate_on_is_said_once(self):
        table = tables(only(project_lights, fields=LATE))["lights"]
        assert text(table.rows[-1].cells[-1].main) == (
            "Nothing to rate on: no row in Deliverables, no row in Quality, no Satisfaction, "
            "benefits not given by month, "
            "no row in Risks and no row in Demand."
        )

    def test_a_project_without_any_light_says_in_one_row_what_would_rate_it(self):
        bare = NOTHING | {"forecast_finish": None, "rag_overall": "Red"}
        table = tables(only(project_lights, fields=bare))["lights"]
        assert [text(cell.main) for cell in table.rows[0].cells[:2]] == ["Overall", "Red"]
        assert len(table.rows) == 1
        assert text(table.rows[0].cells[-1].main).endswith(
            "To rate it, fill Forecast finish (time), Percent complete and Cost to date (cost) and "
            "Deliverables (scope)."
        )

    def test_a_light_that_is_declared_keeps_its_row(self):
        table = tables(only(project_lights, fields=LATE | {"rag_scope": "Amber"}))["lights"]
        assert column(table, "light") == [
            "Overall",
            "Time",
            "Cost",
            "Scope",
            "Quality, Risk, Benefits and Resources",
        ]

    @pytest.mark.parametrize("status", ["Proposed", "On hold", "Cancelled"])
    def test_a_project_that_is_not_rated_has_no_lights(self, status):
        assert only(project_lights, fields={"status": status}) is None

    def test_the_managers_comment_stands_under_the_lights(self):
        section = only(project_lights, fields={"rag_comment": "It will pass."})
        assert any(
            isinstance(block, Text) and text(block.paragraphs[0]) == "It will pass."
            for block in section.blocks
        )


class TestCost:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, "50 % of the budget is spent for 50 % of the work"),
            (
                {"percent_complete": None},
                "50 % of the budget is spent; progress: no Percent complete",
            ),
            ({"cost_to_date": None}, "50 % of the work is done; cost: no Cost to date"),
            (NOTHING, "The budget is EUR 1.00 k; neither cost nor progress is known"),
            (
                {"budget": None, "percent_complete": None},
                "EUR 500 is spent; neither budget nor progress is known",
            ),
            (
                {"percent_complete": 0.0, "cost_to_date": 0.0},
                "Nothing is spent and nothing is done yet; the budget is EUR 1.00 k",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert message(only(project_cost, fields=fields)) == expected

    def test_nothing_known_no_section(self):
        assert only(project_cost, fields=NOTHING | {"budget": None}) is None

    def test_the_figures_stand_in_the_projects_own_currency_in_full(self):
        section = only(
            project_cost,
            fields={"currency": "USD"},
            rates=[{"period": "2026-06", "currency": "USD", "rate": 0.5}],
        )
        table = tables(section)["cost-figures"]
        assert [one.currency for one in table.columns] == [None, "USD"]
        assert column(table, "value")[0] == "USD 1.00 k"

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            (
                {"cost_to_date": 600.0},
                "To meet the budget, the rest must be earned at a CPI of 1.25.",
            ),
            ({"cost_to_date": 1100.0}, "The budget is exhausted and cannot be met."),
            (
                {"percent_complete": None},
                "What it would take to meet the budget is not known: no Percent complete.",
            ),
        ],
    )
    def test_what_it_takes_to_meet_the_budget(self, fields, expected):
        assert expected in [
            text(one)
            for one in everything(only(project_cost, fields=fields))
            if getattr(one, "key", "").startswith("cost.")
        ]

    def test_of_work_that_is_done_nothing_is_asked(self):
        assert not any(
            "meet the budget" in text(one)
            for one in sentences(only(project_cost, fields={"percent_complete": 1.0}))
        )

    def test_of_a_project_that_is_closed_nothing_is_asked_even_where_work_is_left(self):
        closed = {"status": "Completed", "actual_finish": "2026-06-01"}
        for compose in (project_cost, project_lights):
            assert not any(
                "meet the budget" in text(one) for one in sentences(only(compose, fields=closed))
            )
        labels = column(tables(only(project_cost, fields=closed))["cost-figures"], "label")
        assert "Budget (BAC)" in labels
        assert not any("TCPI" in one for one in labels)

    def test_a_forecast_raised_to_what_is_ordered_says_so(self):
        ordered = [{"period": "2026-09", "committed": 900.0}]
        assert (
            "The forecast is what is spent and what is ordered already, which is more than the "
            "rest at the cost efficiency so far would "
            "come to." in map(text, sentences(only(project_cost, periods=ordered)))
        )
        assert "The forecast takes the rest at the cost efficiency so far." in map(
            text, sentences(only(project_cost))
        )

    def test_nothing_is_asked_of_a_project_that_has_not_begun(self):
        section = only(
            project_cost,
            fields={"status": "Proposed", "percent_complete": 0.0, "cost_to_date": 0.0},
        )
        assert not any(isinstance(block, Text) for block in section.blocks)


class TestMilestones:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (
                [{"baseline_date": "2026-08-01"}],
                "No milestone is reached yet; M0 is next, 1 August 2026",
            ),
            (
                [{"baseline_date": "2026-06-01"}],
                "No milestone is reached yet; 1 is overdue, first M0",
            ),
            (
                [
                    {"baseline_date": "2026-03-01", "actual_date": "2026-03-01"},
                    {"baseline_date": "2026-08-01"},
                ],
                "The milestone reached so far was on time; M1 is next, 1 August 2026",
            ),
            (
                [{"baseline_date": "2026-03-01", "actual_date": "2026-03-02"}] * 2,
                "Every milestone reached so far was late; no date is ahead",
            ),
            (
                [
                    {"baseline_date": "2026-03-01", "actual_date": "2026-03-02"},
                    {"baseline_date": "2026-03-01", "actual_date": "2026-02-02"},
                ],
                "1 of 2 milestones reached so far was late; no date is ahead",
            ),
            (
                [{"baseline_date": "2026-08-01", "actual_date": "2026-07-15"}],
                "No milestone is reached yet; M0 is next, 1 August 2026",
            ),
            ([{}], "No milestone is reached yet; no date is ahead"),
        ],
    )
    def test_message(self, rows, expected):
        named = [
            {"milestone_id": f"M-{number}", "name": f"M{number}"} | row
            for number, row in enumerate(rows)
        ]
        assert message(only(project_milestones, milestones=named)) == expected

    @pytest.mark.parametrize("status", ["Completed", "Cancelled"])
    def test_of_a_project_that_is_over_nothing_comes_next(self, status):
        rows = [{"milestone_id": "M-1", "name": "A", "baseline_date": "2026-08-01"}]
        said = message(only(project_milestones, fields={"status": status}, milestones=rows))
        assert said == "The project is over; 1 milestone was not reached"

    def test_dates_reached_are_strong_and_slips_are_counted_in_days(self):
        rows = [
            {
                "milestone_id": "M-1",
                "name": "A",
                "baseline_date": "2026-03-01",
                "actual_date": "2026-03-11",
                "type": "Key",
                "critical": True,
            },
            {"milestone_id": "M-2", "name": "B", "baseline_date": "2026-06-20", "critical": True},
            {
                "milestone_id": "M-3",
                "name": "C",
                "baseline_date": "2026-09-01",
                "forecast_date": "2026-08-31",
            },
        ]
        table = tables(only(project_milestones, milestones=rows))["milestones"]
        assert column(table, "days_late") == ["10 days", "10 days", "−1 day"]
        assert column(table, "type") == ["Key, critical", "Critical", ""]
        assert [row.cells[3].strong for row in table.rows] == [True, False, False]
        assert [text(row.cells[3].sub) for row in table.rows] == ["", "overdue", ""]
        marks = [row.cells[-1].main for row in table.rows]
        assert [(mark.baseline, mark.now, mark.reached) for mark in marks] == [
            (dt.date(2026, 3, 1), dt.date(2026, 3, 11), True),
            (dt.date(2026, 6, 20), dt.date(2026, 6, 30), False),
            (dt.date(2026, 9, 1), dt.date(2026, 8, 31), False),
        ]
        assert {mark.axis for mark in marks} == {
            TimeAxis(dt.date(2026, 3, 1), dt.date(2026, 9, 1), dt.date(2026, 6, 30))
        }
        assert table.columns[-1].label == marks[0].axis

    def test_where_there_are_too_many_those_to_come_are_kept(self):
        rows = [
            {
                "milestone_id": f"M-{number}",
                "name": f"M{number}",
                "baseline_date": f"2026-{number:02d}-01",
            }
            | ({"actual_date": f"2026-{number:02d}-01"} if number <= 6 else {})
            for number in range(1, 13)
        ] + [
            {
                "milestone_id": f"N-{number}",
                "name": f"N{number}",
                "baseline_date": f"2027-{number:02d}-01",
            }
            for number in range(1, 4)
        ]
        table = tables(only(project_milestones, milestones=rows))["milestones"]
        assert (table.shown, table.total) == (12, 15)
        assert column(table, "milestone") == [f"M{number}" for number in range(4, 13)] + [
            "N1",
            "N2",
            "N3",
        ]


class TestDeliverables:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([("Delivered", "2026-05-01", 0)], "All that is due is delivered"),
            (
                [("Accepted", "2026-05-01", 0), ("In progress", "2026-05-01", 0)],
                "50 % of the scope due is delivered; first-pass acceptance is 100 %",
            ),
            (
                [("Accepted", "2026-05-01", 1)],
                "All that is due is delivered; first-pass acceptance is 0 %",
            ),
            (
                [("Not started", "2026-09-01", 0)],
                "0 % of the scope is delivered; nothing is due yet",
            ),
        ],
    )
    def test_message(self, rows, expected):
        done = [
            {"name": "D", "status": status, "baseline_due": due, "rejections": back}
            for status, due, back in rows
        ]
        assert message(only(project_deliverables, deliverables=done)) == expected

    def test_quality_alone_is_enough_for_a_section(self):
        section = only(project_deliverables, fields={"satisfaction": 4.0})
        assert message(section) == "The share of scope delivered is not known"
        assert column(tables(section)["quality"], "label") == ["Customer satisfaction"]

    def test_neither_no_section(self):
        assert only(project_deliverables) is None

    def test_what_is_open_stands_first_and_what_is_dropped_has_no_date(self):
        rows = [
            {
                "deliverable_id": "D-1",
                "name": "A",
                "status": "Accepted",
                "accepted_on": "2026-02-01",
            },
            {
                "deliverable_id": "D-2",
                "name": "B",
                "status": "Descoped",
                "forecast_due": "2026-02-01",
            },
            {
                "deliverable_id": "D-3",
                "name": "C",
                "status": "In progress",
                "forecast_due": "2026-12-01",
            },
        ]
        table = tables(only(project_deliverables, deliverables=rows))["deliverables"]
        assert column(table, "deliverable") == ["C", "A", "B"]
        assert column(table, "expected") == ["1 December 2026", "1 February 2026", ""]


class TestRisks:
    def test_threats_first_the_worst_first_then_opportunities(self):
        shared = {"impact": 2, "cost_impact": 100.0, "status": "Open"}
        rows = [
            shared | {"risk_id": "R-1", "title": "Luck", "type": "Opportunity", "probability": 0.9},
            shared | {"risk_id": "R-2", "title": "Rain", "probability": 0.3},
            shared | {"risk_id": "R-3", "title": "Flood", "probability": 0.9},
            shared | {"risk_id": "R-4", "title": "Gone", "probability": 0.9, "status": "Closed"},
        ]
        section = only(project_risks, fields={"contingency": 60.0}, risks=rows)
        assert (
            message(section)
            == "2 open threats; contingency of EUR 60 covers the net exposure of EUR 30"
        )
        table = tables(section)["risks"]
        assert column(table, "risk") == ["Flood", "Rain", "Luck"]
        assert column(table, "probability_impact") == ["5 × 2", "2 × 2", "5 × 2"]
        assert [text(row.cells[0].sub) for row in table.rows] == ["", "", "Opportunity"]

    def test_all_closed_is_said_and_none_at_all_is_no_section(self):
        assert (
            message(only(project_risks, risks=[{"title": "Rain", "status": "Closed"}]))
            == "No threat is open"
        )
        assert only(project_risks) is None


class TestIssues:
    @pytest.mark.parametrize(
        ("issues", "changes", "expected"),
        [
            ([{"severity": "High"}], [], "1 issue is open, none overdue; no change waits"),
            (
                [{"severity": "High", "due_on": "2026-06-01"}, {"severity": "Low"}],
                [],
                "2 issues are open, 1 overdue; no change waits",
            ),
            ([{"closed_on": "2026-06-01"}], [], "No issue is open; no change waits"),
            ([], [("Raised", None)], "No issue is open; 1 change waits for a decision"),
            (
                [],
                [("Raised", 50.0), ("Deferred", 20.0)],
                "No issue is open; 2 changes wait for a decision, EUR 70",
            ),
            ([], [("Approved", 50.0)], "No issue is open; approved changes add EUR 50, none waits"),
            (
                [],
                [("Implemented", -50.0)],
                "No issue is open; approved changes save EUR 50, none waits",
            ),
            ([], [("Rejected", 50.0)], "No issue is open; no change waits"),
        ],
    )
    def test_message(self, issues, changes, expected):
        rows = [{"title": "C", "status": status, "cost_impact": cost} for status, cost in changes]
        named = [{"title": "I", "raised_on": "2026-05-01"} | issue for issue in issues]
        assert message(only(project_issues, issues=named, changes=rows)) == expected

    def test_the_worst_issue_first(self):
        rows = [{"title": name, "severity": name} for name in ("Low", "Critical", "Medium")] + [
            {"title": "None"}
        ]
        table = tables(only(project_issues, issues=rows))["issues"]
        assert column(table, "issue") == ["Critical", "Medium", "Low", "None"]

    def test_an_issue_due_on_the_day_itself_is_not_overdue_yet(self):
        day = dt.date(2026, 6, 30)
        named = {"severity": "High", "raised_on": "2026-05-01"}
        rows = [
            named | {"title": str(ahead), "due_on": (day + dt.timedelta(ahead)).isoformat()}
            for ahead in (-1, 0, 1)
        ]
        section = only(project_issues, issues=rows)
        strong = [row.cells[-1].strong for row in tables(section)["issues"].rows]
        assert strong == [True, False, False]
        assert message(section) == "3 issues are open, 1 overdue; no change waits"

    def test_neither_no_section(self):
        assert only(project_issues) is None


class TestBenefits:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            (
                {"expected_benefit": 1500.0},
                "The return is 50 %; received so far: benefits not given by month",
            ),
            (
                {"mandatory": True},
                "Mandatory, whatever it returns; received so far: benefits not given by month",
            ),
            (
                {},
                "What it returns is not known in money; received so far: benefits not given by "
                "month",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert (
            message(
                only(
                    project_benefits,
                    fields=fields,
                    benefits=[{"name": "Fewer visits", "type": "Qualitative"}],
                )
            )
            == expected
        )

    def test_what_is_due_and_what_came(self):
        months = [{"benefit_id": "B-1", "period": "2026-05", "planned": 400.0, "actual": 300.0}]
        benefit = [
            {"benefit_id": "B-1", "name": "Less paper", "type": "Cashable", "owner": "A. Berg"}
        ]
        section = only(project_benefits, benefits=benefit, benefit_periods=months)
        assert message(section).endswith("75 % of the benefits due by now have come in")
        assert column(tables(section)["benefits"], "benefit_actual") == ["EUR 300"]

    def test_none_named_none_known_no_section(self):
        assert only(project_benefits) is None


class TestWork:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"achievements": "Built\n\n- Tested"}, "2 achievements"),
            (
                {"achievements": "Built", "next_steps": "Sell\nLearn", "help_needed": "Money"},
                "1 achievement, 2 next steps and 1 call for help",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert message(only(project_work, fields=fields)) == expected

    def test_lines_lose_their_marks_and_blanks(self):
        section = only(project_work, fields={"achievements": "- Built\n\n•  Tested \n"})
        assert [text(one) for one in section.blocks[0].paragraphs] == ["Built", "Tested"]

    def test_nothing_written_no_section(self):
        assert only(project_work, fields={"achievements": " \n"}) is None


class TestData:
    def test_faults_in_cells_of_the_project_and_no_others(self):
        error, warning = KINDS["PF203"], KINDS["PF606"]
        faults = [
            fault(warning, Origin("Projects", 2, 4), "x", project="P-1"),
            fault(error, Origin("Periods", 5, 6), "y", project="P-1"),
            fault(error, Origin("Periods", 9, 6), "z", project="P-2"),
        ]
        found = findings(projects=[project(), project(), project()], faults=faults)
        section = project_data(found, "P-1")
        assert message(section) == "1 error and 1 warning in the cells of this project"
        table = tables(section)["faults"]
        assert column(table, "cell") == ["Periods!F5", "Projects!D2"]
        assert column(table, "to_do") == [
            "enter a number, without words or units",
            "say in Justification why it is worth its priority, or mark it Mandatory with a reason",
        ]
        assert project_data(found, "P-3") is None


LONG = "A sentence of seven words stands here. " * 800


class TestStory:
    """Every text that somebody typed stands on the page, whatever else there is."""

    @pytest.mark.parametrize("status", ["Active", "Proposed", "On hold", "Cancelled", "Completed"])
    @pytest.mark.parametrize("bare", [{}, NOTHING | {"budget": None, "forecast_finish": None}])
    def test_every_typed_text_is_shown_once(self, status, bare):
        fields = (
            "description",
            "justification",
            "summary",
            "rag_comment",
            "achievements",
            "next_steps",
            "help_needed",
        )
        typed = {field: f"What {field} says." for field in fields}
        report = compose_project(
            findings(projects=[project(status=status, **bare, **typed)]), "P-1"
        )
        words = [
            one.text for one in everything(replace(report, provenance=())) if isinstance(one, Words)
        ]
        assert {field: words.count(said) for field, said in typed.items()} == dict.fromkeys(
            fields, 1
        )

    def test_of_a_long_text_it_says_how_much_more_stands_where(self):
        report = compose_project(
            findings(projects=[project(summary=LONG, help_needed=LONG)]), "P-1"
        )
        cut = [
            text(one)
            for one in everything(report)
            if isinstance(one, Sentence) and one.key == "narrative.cut"
        ]
        assert len(cut) == 2
        for said in cut:
            shown, rest = said.split(" … ")
            assert len(shown) <= 2_000
            assert rest.startswith(
                f"{len(LONG.strip()) - len(shown):,} more characters stand in Projects!"
            )
            assert shown == LONG[: len(shown)]

    def test_no_curve_is_drawn_of_a_plan_alone(self):
        assert charts(only(project_cost, fields=NOTHING)) == []
        assert column(tables(only(project_cost, fields=NOTHING))["cost-figures"], "label") == [
            "Budget (BAC)"
        ]


def charts(section) -> list[Chart]:
    return [one for one in everything(section) if isinstance(one, Chart)]
