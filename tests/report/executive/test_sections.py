"""Every section of the executive report: its message in its edge cases, its tables, and when there
is none.
"""

from __future__ import annotations

import pytest

from pfreport.rendering.look.columns import shares
from pfreport.rendering.look.layout import TRACKS
from pfreport.report.executive.headline import headline_figures
from pfreport.report.executive.health import health
from pfreport.report.executive.milestones import milestones
from pfreport.report.executive.money import money
from pfreport.report.executive.reds import reds
from pfreport.report.executive.risk import risk
from pfreport.report.executive.strategy import strategy
from pfreport.report.executive.triangle import triangle
from pfreport.report.executive.value import value
from pfreport.report.parts.amounts import thousands
from pfreport.values import Absent, Sentence
from tests.report.findings import column, everything, findings, message, project, tables, text

GOAL = {"goal_id": "G-1", "name": "Keep customers", "weight": 1.0}
UNKNOWN = {"percent_complete": None, "cost_to_date": None, "planned_to_date": None}
LATE = {"forecast_finish": "2027-06-30"}
THREAT = {"title": "Rain", "probability": 0.5, "impact": 2, "cost_impact": 100.0, "status": "Open"}


def costing(amount: float, **fields) -> dict:
    return project(cost_to_date=amount / 2, **fields)


class TestHeadline:
    def tiles(self, **sheets) -> dict[str, tuple[str, list[str], str]]:
        section = headline_figures(findings(**sheets))
        return {
            text(tile.label): (
                text(tile.figure),
                [text(one) for one in tile.context],
                text(tile.coverage),
            )
            for tile in section.blocks[0].tiles
        }

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, "Cost efficiency (CPI) is 1.00, and the project finishes on its baseline date"),
            (LATE, "Cost efficiency (CPI) is 1.00, and the project finishes 181 days late"),
            (
                {"forecast_finish": "2026-12-30"},
                "Cost efficiency (CPI) is 1.00, and the project finishes 1 day early",
            ),
            ({"forecast_finish": None}, "Cost efficiency (CPI) is 1.00; no slip is known"),
            (
                UNKNOWN,
                "The one project finishes on its baseline date; cost performance is not known",
            ),
            (
                {**UNKNOWN, "forecast_finish": None},
                "1 project has a budget of EUR 1.00 k; neither cost performance nor slip is known",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert message(headline_figures(findings(projects=[project(**fields)]))) == expected

    def test_the_forecast_stands_beside_the_budget_of_the_same_projects(self):
        figure, context, coverage = self.tiles(projects=[costing(1200), project(cost_to_date=0.0)])[
            "Forecast at completion"
        ]
        assert figure == "EUR 1.20 k"
        assert context == [
            "Budget of the same projects EUR 1.00 k",
            "Range EUR 1.10 k to EUR 1.20 k",
        ]
        assert coverage == "1 of 2 projects, 50 % of budget"

    def test_without_a_forecast_the_budget_says_why_there_is_none(self):
        tiles = self.tiles(projects=[project(cost_to_date=0.0)])
        assert tiles["Budget"] == (
            "EUR 1.00 k",
            ["No forecast: no actuals booked"],
            "1 of 1 project, 100 % of budget",
        )
        assert "Forecast at completion" not in tiles

    def test_cost_efficiency_is_given_without_the_largest_project_too(self):
        _, context, _ = self.tiles(projects=[costing(1250), costing(2000, budget=2000.0)])[
            "Cost efficiency (CPI)"
        ]
        assert context == ["Without P-2 0.80"]

    def test_the_slip_names_the_worst_and_the_original_baseline_where_all_have_one(self):
        late = [project(forecast_finish="2027-01-10"), project()]
        baselines = [
            {"project_id": key, "baseline": 0, "finish": "2026-12-21"} for key in ("P-1", "P-2")
        ]
        assert self.tiles(projects=late)["Median slip of the finish"][:2] == (
            "5 days",
            ["Worst 10 days, P-1"],
        )
        assert self.tiles(projects=late, baselines=baselines[:1])["Median slip of the finish"][
            1
        ] == ["Worst 10 days, P-1"]
        assert (
            self.tiles(projects=late, baselines=baselines)["Median slip of the finish"][1][1]
            == "Against the original baseline 15 days"
        )

    def test_lights_are_counted_and_shared_by_budget(self):
        found = findings(
            projects=[project(**LATE, budget=3000.0), project(), project(status="On hold")]
        )
        (tile,) = [
            one
            for one in headline_figures(found).blocks[0].tiles
            if text(one.label) == "Lights by budget"
        ]
        assert (text(tile.figure), text(tile.context[0])) == ("1 red of 2", "1 green")
        assert dict(tile.mark.shares) == {"Red": 0.75, "Amber": 0.0, "Green": 0.25, "Grey": 0.0}

    def test_what_has_no_data_is_left_out(self):
        bare = project(**UNKNOWN, budget=None, forecast_finish=None)
        assert set(self.tiles(projects=[bare])) == {"Past the baseline finish"}

    def test_contingency_and_exposure_are_named_only_where_they_are_of_the_same_projects(self):
        one = project(contingency=20.0)
        assert self.tiles(projects=[one], risks=[THREAT])["Contingency cover"][:2] == (
            "0.40",
            ["EUR 20 left for EUR 50 net exposure"],
        )
        done = project(contingency=80.0, status="Completed", actual_finish="2026-05-31")
        assert self.tiles(projects=[one, done], risks=[THREAT])["Contingency cover"][:2] == (
            "0.40",
            [],
        )

    def test_who_signs_and_from_which_workbook(self):
        found = findings(
            projects=[project()], settings={"prepared_by": "M. Lind", "approved_by": "R. Amundsen"}
        )
        sign = headline_figures(found).blocks[1]
        assert [text(shown) for _, shown in sign.pairs] == [
            "M. Lind",
            "R. Amundsen",
            "portfolio.xlsx, SHA-256 0f0f0f0f…; no fault in the data",
        ]


class TestHealth:
    @pytest.mark.parametrize(
        ("projects", "expected"),
        [
            ([project(status="Proposed")], "The one project is not in delivery"),
            ([project()], "The one project in delivery is green"),
            ([project(**LATE), project()], "1 of 2 in delivery is red, 50 % of budget: P-1"),
            ([project(**LATE)], "1 of 1 in delivery is red, 100 % of budget: P-1"),
            ([project(**LATE, budget=None)], "1 of 1 in delivery is red: P-1"),
        ],
    )
    def test_message(self, projects, expected):
        assert message(health(findings(projects=projects))) == expected

    def test_projects_stand_under_their_programmes_and_those_without_one_last(self):
        named = [
            project(programme="Grid", name="B"),
            project(programme=" grid ", name="C"),
            project(name="A"),
            project(programme="Apps"),
        ]
        table = tables(health(findings(projects=named)))["health"]
        assert column(table, "project") == [
            "Apps",
            "P-4",
            "Grid",
            "P-1 B",
            "P-2 C",
            "No programme",
            "P-3 A",
            "Portfolio",
        ]
        assert [row.kind for row in table.rows] == [
            "group",
            "row",
            "group",
            "row",
            "row",
            "group",
            "row",
            "total",
        ]
        assert column(table, "budget") == [
            "EUR 1.00 k",
            "EUR 1.00 k",
            "EUR 2.00 k",
            "EUR 1.00 k",
            "EUR 1.00 k",
            "",
            "EUR 1.00 k",
            "EUR 4.00 k",
        ]

    def test_the_note_explains_what_stands_in_the_table_and_nothing_else(self):
        plain = tables(health(findings(projects=[project(), project()])))["health"]
        baselines = [
            {"project_id": key, "baseline": 0, "finish": "2026-12-21"} for key in ("P-1", "P-2")
        ]
        full = tables(
            health(
                findings(
                    projects=[project(), project(mandatory=True, mandatory_reason="Law")],
                    baselines=baselines,
                )
            )
        )
        assert not {"Orig", "Mand"} & {word.strip(".:") for word in text(plain.note).split()}
        assert {"Orig", "Mand"} <= {word.strip(".:") for word in text(full["health"].note).split()}

    def test_without_programmes_there_are_no_subtotals(self):
        table = tables(health(findings(projects=[project(), project()])))["health"]
        assert [row.kind for row in table.rows] == ["row", "row", "total"]

    def test_a_subtotal_says_how_much_of_it_is_known(self):
        table = tables(
            health(
                findings(
                    projects=[project(programme="A"), project(programme="A", cost_to_date=0.0)]
                )
            )
        )["health"]
        assert text(table.rows[0].cells[0].sub) == "1 of 2 projects, 50 % of budget"

    def test_a_forecast_over_its_limit_is_strong_and_signed(self):
        table = tables(health(findings(projects=[costing(1200), costing(1040)])))["health"]
        place = [one.key for one in table.columns].index("over")
        assert [(text(row.cells[place].main), row.cells[place].strong) for row in table.rows] == [
            ("+20 %", True),
            ("+4 %", False),
            ("+12 %", False),
        ]

    def test_one_scale_for_all_bullets_and_bands_where_green_and_amber_end(self):
        table = tables(
            health(findings(projects=[costing(1500), costing(5000), project(cost_to_date=0.0)]))
        )["health"]
        place = [one.key for one in table.columns].index("bullet")
        marks = [row.cells[place].main for row in table.rows]
        assert {mark.scale for mark in marks if not isinstance(mark, Absent)} == {2.0}
        assert marks[0].bands == pytest.approx((1.05, 1.10))
        assert (marks[0].actual, marks[0].forecast, marks[0].budget) == (0.75, 1.5, 1.0)
        assert marks[2] == Absent("no actuals booked")

    def test_projects_outside_the_table_have_lines_of_their_own(self):
        others = [
            project(status="Proposed", **UNKNOWN),
            project(status="Cancelled"),
            project(status="On hold"),
            project(status="Proposed", budget=None),
        ]
        section = health(findings(projects=others))
        lines = {text(label): text(line) for label, line in section.blocks[-1].pairs}
        assert lines == {
            "Pipeline": "2 projects proposed, EUR 1.00 k asked: P-1 and P-4",
            "On hold": "1 project, EUR 500 still to spend: P-3",
            "Written off": "1 project cancelled, EUR 500 spent: P-2",
        }
        assert column(tables(section)["health"], "project") == ["P-3", "Portfolio"]

    def test_lights_that_are_final_not_rated_or_stale_say_so(self):
        states = [
            project(status="Completed", percent_complete=1.0, actual_finish="2026-06-01"),
            project(status="On hold"),
            project(rag_overall="Amber", status_updated_on="2026-04-01"),
        ]
        table = tables(health(findings(projects=states)))["health"]
        place = [one.key for one in table.columns].index("computed")
        assert [
            (text(row.cells[place].main), text(row.cells[place].sub)) for row in table.rows[:3]
        ] == [
            ("Green", "final"),
            ("on hold", ""),
            ("Grey", "stale, 90 d"),
        ]
        assert column(table, "declared")[:3] == ["none", "none", "Amber"]

    def test_nobody_declares_nobody_is_aligned_no_such_columns(self):
        keys = [one.key for one in tables(health(findings(projects=[project()])))["health"].columns]
        assert "alignment" not in keys
        assert "original_slip" not in keys


class TestMoney:
    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, "EUR 500 of EUR 1.00 k is spent; the forecast is EUR 1.00 k"),
            (
                {"percent_complete": None},
                "EUR 500 is spent of a budget of EUR 1.00 k; there is no forecast",
            ),
            (
                {"percent_complete": None, "cost_to_date": None},
                "The budget is EUR 1.00 k; what is spent is not known",
            ),
            (
                {"percent_complete": None, "budget": None},
                "EUR 500 is spent; the budget is not known",
            ),
        ],
    )
    def test_message(self, fields, expected):
        assert message(money(findings(projects=[project(**fields)]))) == expected

    def test_a_forecast_of_a_part_is_not_set_against_the_whole_budget(self):
        found = findings(projects=[project(), project(percent_complete=None)])
        assert message(money(found)) == (
            "EUR 1.00 k of EUR 2.00 k is spent; the forecast for a part (1 of 2 projects, 50 % of "
            "budget) is EUR 1.00 k"
        )

    def test_a_forecast_of_one_estimate_has_no_range(self):
        assert "Range" not in str(
            [
                text(one)
                for one in headline_figures(findings(projects=[project()]))
                .blocks[0]
                .tiles[0]
                .context
            ]
        )
        assert message(money(findings(projects=[project(manager_estimate=1200.0)]))).endswith(
            "lies between EUR 1.00 k and EUR 1.20 k"
        )

    def test_nothing_spent_is_said_in_words(self):
        idle = project(
            status="Approved",
            percent_complete=0.0,
            cost_to_date=0.0,
            planned_to_date=0.0,
            baseline_start="2026-09-01",
        )
        assert (
            message(money(findings(projects=[idle])))
            == "Nothing of EUR 1.00 k is spent; the forecast is EUR 1.00 k"
        )

    def test_nothing_is_known_no_section(self):
        assert money(findings(projects=[project(**UNKNOWN, budget=None)])) is None

    @pytest.mark.parametrize(
        ("budget", "count", "short"),
        [(999_999.0, 10, False), (999_999.0, 11, True), (1_000_000.0, 1, True)],
    )
    def test_amounts_are_set_in_thousands_where_one_is_large_or_all_together_are(
        self, budget, count, short
    ):
        assert thousands(findings(projects=[project(budget=budget)] * count)) is short

    def test_large_amounts_are_set_in_thousands_and_the_head_says_so(self):
        small = tables(money(findings(projects=[project(budget=999_999.0)])))["money"]
        large = tables(money(findings(projects=[project(budget=1_000_000.0)])))["money"]
        assert [text(table.columns[1].label) for table in (small, large)] == [
            "Budget, EUR",
            "Budget, EUR k",
        ]
        assert [table.columns[1].thousands for table in (small, large)] == [False, True]

    def test_fiscal_years_are_named_and_those_without_figures_left_out(self):
        settings = {"fiscal_year_start_month": 4, "fiscal_year_label": "start"}
        plan = [{"period": f"2026-{month:02d}", "planned_value": 100.0} for month in range(1, 11)]
        found = findings(projects=[project()], settings=settings, periods=plan)
        heads = [text(one.label) for one in tables(money(found))["money"].columns]
        assert "Budget FY 2026/27, EUR" in heads

    def test_the_forecast_without_the_largest_project(self):
        notes = " ".join(
            text(one)
            for one in money(findings(projects=[costing(2000, budget=2000.0), costing(1200)]))
            .blocks[-1]
            .paragraphs
        )
        assert "Without the largest project, P-1, the forecast is 20 % over budget." in notes
        notes = " ".join(
            text(one)
            for one in money(findings(projects=[costing(2000, budget=2000.0), costing(900)]))
            .blocks[-1]
            .paragraphs
        )
        assert "Without the largest project, P-1, the forecast is 10 % under budget." in notes

    def test_sums_of_billions_leave_print_the_room_for_names(self):
        for budget, spare in ((999_999_999.0, []), (1e9, ["lowest", "highest"])):
            section = money(findings(projects=[project(budget=budget, cost_to_date=budget / 2)]))
            assert [one.key for one in tables(section)["money"].columns if one.screen_only] == spare
            assert any("HTML report" in text(one) for one in section.blocks[-1].paragraphs) is bool(
                spare
            )


EVEN = {
    "budget": 1000.1,
    "percent_complete": 0.7,
    "cost_to_date": 700.07,
    "planned_to_date": 700.07,
}


class TestTriangle:
    @pytest.mark.parametrize(
        ("projects", "expected"),
        [
            ([project()], "The one project measured is on plan or better in both cost and time"),
            (
                [project(), project()],
                "All projects measured are on plan or better in both cost and time",
            ),
            (
                [costing(1200), project()],
                "None of 2 projects is behind on both; 1 on cost alone, 0 on time alone",
            ),
            # 0.7 of 1,000.1 is earned for 700.07 spent and planned: a CPI of 0.9999999999999999
            (
                [project(**EVEN)],
                "The one project measured is on plan or better in both cost and time",
            ),
            (
                [project(percent_complete=0.4), project()],
                "1 of 2 projects is behind on both cost and time: P-1",
            ),
        ],
    )
    def test_message(self, projects, expected):
        assert message(triangle(findings(projects=projects))) == expected

    def test_a_plan_that_is_assumed_is_no_plan_to_be_measured_by(self):
        assert triangle(findings(projects=[project(planned_to_date=None)])) is None


class TestReds:
    def test_message_groups_projects_by_the_lights_that_make_them_red(self):
        found = findings(
            projects=[project(**LATE), project(**LATE), costing(1500), costing(1500, **LATE)]
        )
        assert (
            message(reds(found))
            == "P-3 is red on cost, P-1 and P-2 are red on time and P-4 is red on time and cost"
        )

    def test_of_many_the_commonest_causes_are_counted(self):
        found = findings(
            projects=[*[project(**LATE)] * 6, *[costing(1500)] * 2, costing(1500, **LATE)]
        )
        assert (
            message(reds(found))
            == "6 projects are red on time, 2 projects are red on cost and 1 project is red on "
            "time and cost"
        )

    def test_no_red_no_section(self):
        assert reds(findings(projects=[project()])) is None


class TestStrategy:
    def test_a_portfolio_without_goals_is_a_finding(self):
        assert message(strategy(findings(projects=[project()]))) == "The portfolio has no goals"

    def test_where_nothing_is_live_no_goal_is_told_that_nobody_serves_it(self):
        aligned = [{"project_id": "P-1", "goal_id": "G-1", "impact": 4.0}]
        section = strategy(
            findings(projects=[project(status="Completed")], goals=[GOAL], alignment=aligned)
        )
        assert message(section) == "1 goal, and no project that is approved or active to serve it"

    def test_what_the_message_says_is_not_said_again(self):
        aligned = [{"project_id": "P-1", "goal_id": "G-1", "impact": 1.0}]
        section = strategy(findings(projects=[project()], goals=[GOAL], alignment=aligned))
        said = [text(one) for one in everything(section) if isinstance(one, Sentence)]
        assert "no approved or active project serves this goal" in message(section)
        assert sum("no approved or active project" in one for one in said) == 1

    def test_without_a_project_that_is_not_over_there_is_no_table_of_what_each_serves(self):
        aligned = [{"project_id": "P-1", "goal_id": "G-1", "impact": 4.0}]
        for status, there in (("Active", True), ("Completed", False)):
            found = findings(projects=[project(status=status)], goals=[GOAL], alignment=aligned)
            assert ("fit" in tables(strategy(found))) is there

    def test_goals_nobody_is_scored_against_are_a_finding(self):
        assert (
            message(strategy(findings(projects=[project()], goals=[GOAL])))
            == "No project is scored against a goal"
        )

    @pytest.mark.parametrize(
        ("goals", "impacts", "expected"),
        [
            ([GOAL], [4.0], "Alignment weighted by budget is 100 % over 1 goal"),
            (
                [
                    GOAL | {"target_share": 0.5},
                    GOAL | {"goal_id": "G-2", "name": "Grow", "target_share": 0.5},
                ],
                [3.0, 1.0],
                "Grow gets 25 % of spend against a target of 50 %",
            ),
            (
                [GOAL, GOAL | {"goal_id": "G-2", "name": "Grow"}],
                [4.0, 1.0],
                "Grow: no approved or active project serves this goal at Moderate or more",
            ),
        ],
    )
    def test_message(self, goals, impacts, expected):
        scores = [
            {"goal_id": f"G-{number}", "impact": impact} for number, impact in enumerate(impacts, 1)
        ]
        assert (
            message(strategy(findings(projects=[project()], goals=goals, alignment=scores)))
            == expected
        )

    def test_time_gone_stands_beside_progress_where_both_are_known(self):
        goal = GOAL | {
            "target_share": 1.0,
            "start_date": "2026-01-01",
            "target_date": "2026-12-30",
            "start_value": 0.0,
        }
        goal |= {"target_value": 10.0, "current_value": 2.0}
        found = findings(
            projects=[project()], goals=[goal], alignment=[{"goal_id": "G-1", "impact": 0.0}]
        )
        assert (
            message(strategy(found)) == "1 of 1 project is in question: P-1; "
            "Keep customers gets 0 % of spend against a target of 100 %; 50 % of its time is gone "
            "for 20 % of the way"
        )

    def test_the_goal_most_behind_its_time_is_named_where_it_is_another_than_the_one_short_of_money(
        self,
    ):
        times = {
            "start_date": "2026-01-01",
            "target_date": "2026-12-30",
            "start_value": 0.0,
            "target_value": 10.0,
        }
        goals = [
            GOAL | times | {"goal_id": "G-1", "target_share": 1.0, "current_value": 4.0},
            GOAL | times | {"goal_id": "G-2", "name": "Grow", "current_value": 1.0},
        ]
        found = findings(
            projects=[project()], goals=goals, alignment=[{"goal_id": "G-2", "impact": 4.0}]
        )
        assert message(strategy(found)) == (
            "Keep customers gets 0 % of spend against a target of 100 %; "
            "Grow is furthest behind, 10 % of the way with 50 % of its time gone"
        )

    def test_what_the_goals_do_not_explain(self):
        projects = [
            project(priority=1),
            project(exclusive_group="Cloud"),
            project(exclusive_group="Cloud", budget=None),
            project(exclusive_group="Cloud"),
        ]
        scores = [
            {"project_id": "P-2", "goal_id": "G-1", "impact": 0.0},
            {"project_id": "P-4", "goal_id": "G-1", "impact": 4.0},
        ]
        section = strategy(findings(projects=projects, goals=[GOAL], alignment=scores))
        assert [text(one) for one in section.blocks[-1].paragraphs] == [
            "P-2 serves no goal; its budget is EUR 1.00 k",
            "P-1 and P-3 are not scored against any goal",
            "P-1 has top priority without a justification that carries it; its budget is EUR 1.00 "
            "k",
            "P-2 and P-4 compete: one group, Cloud, of which one should run; EUR 1.00 k overlap",
            "P-2 and P-3 compete: one group, Cloud, of which one should run",
            "P-3 and P-4 compete: one group, Cloud, of which one should run",
        ]

    def test_weights_from_comparisons_say_how_far_these_agree(self):
        goals = [GOAL | {"goal_id": key} for key in ("G-1", "G-2", "G-3")]
        scores = [{"goal_id": "G-1", "impact": 4.0}]
        for last, verdict in (
            (2.0, "0.3 %, within the 10 % that judgements may contradict each other by."),
            (
                1 / 9,
                "75 %, above the 10 % that judgements may contradict each other by: judge G-1 "
                "against G-2 again.",
            ),
        ):
            pairs = [
                {"goal_a": a, "goal_b": b, "judgement": n}
                for a, b, n in (("G-1", "G-2", 3.0), ("G-1", "G-3", 5.0), ("G-2", "G-3", last))
            ]
            section = strategy(
                findings(projects=[project()], goals=goals, alignment=scores, goal_pairs=pairs)
            )
            said = text(section.blocks[-1].paragraphs[-1])
            assert (
                said
                == "Weights come from 3 comparisons of goals in pairs; the consistency ratio is "
                f"{verdict}"
            )

    def test_buckets_are_set_against_their_targets(self):
        shares = {"Run": 0.6, "Grow": 0.4}
        buckets = [{"bucket": name, "target_share": share} for name, share in shares.items()]
        projects = [
            project(bucket="Run", budget=3000.0),
            project(bucket="Grow", budget=500.0),
            project(bucket="Odd", budget=1500.0),
        ]
        scores = [{"goal_id": "G-1", "impact": 4.0}]
        section = strategy(
            findings(projects=projects, goals=[GOAL], alignment=scores, buckets=buckets)
        )
        table = tables(section)["buckets"]
        assert text(table.caption).startswith(
            "Grow has 10 % of the budget for a target of 40 %; the balance is 70 of 100, "
        )
        assert column(table, "bucket") == ["Grow", "Run", "In none of these"]
        assert column(table, "gap") == ["−30 %", "0 %", "+30 %"]

    def test_targets_that_do_not_add_up_give_no_balance(self):
        given = {
            "goals": [GOAL],
            "alignment": [{"goal_id": "G-1", "impact": 4.0}],
            "buckets": [{"bucket": "Run", "target_share": 0.6}],
        }
        section = strategy(findings(projects=[project(bucket="Run")], **given))
        assert (
            text(tables(section)["buckets"].caption)
            == "Run has 100 % of the budget for a target of 60 %."
        )

    def test_projects_in_question_stand_first_then_the_least_aligned_up_to_what_a_page_holds(self):
        goals = [GOAL, GOAL | {"goal_id": "G-2", "name": "Grow"}]
        projects = [
            project(),
            project(),
            project(priority=1),
            project(status="Completed"),
            project(exclusive_group="Cloud"),
        ]
        projects += [project(exclusive_group="Cloud", status="Proposed")] + [
            project() for _ in range(14)
        ]
        scores = [
            {"project_id": f"P-{n}", "goal_id": "G-1", "impact": 4.0}
            for n in range(1, 21)
            if n != 2
        ]
        section = strategy(
            findings(
                projects=projects,
                goals=goals,
                alignment=[*scores, {"project_id": "P-2", "goal_id": "G-2", "impact": 1.0}],
            )
        )
        table = tables(section)["fit"]
        assert (table.shown, table.total) == (15, 19)
        assert column(table, "project")[:4] == ["P-3", "P-5", "P-6", "P-2"]
        assert column(table, "question")[:4] == [
            "priority 1 without a justification",
            "competes with P-6",
            "competes with P-5",
            "",
        ]
        assert column(table, "goal-G-1")[:4] == ["4", "4", "4", ""]
        assert [row.cells[3].strong for row in table.rows[2:4]] == [True, False]
        assert message(section).startswith("3 of 19 projects are in question: P-3, P-5 and P-6; ")

    def test_more_goals_than_a_page_has_room_for_have_no_columns(self):
        goals = [GOAL | {"goal_id": f"G-{n}"} for n in range(1, 10)]
        found = findings(
            projects=[project()], goals=goals, alignment=[{"goal_id": "G-1", "impact": 4.0}]
        )
        table = tables(strategy(found))["fit"]
        assert [column.key for column in table.columns] == [
            "project",
            "status",
            "budget",
            "alignment",
        ]
        assert table.note is None


class TestValue:
    @pytest.mark.parametrize(
        ("projects", "expected"),
        [
            ([project(expected_benefit=1500.0)], "The return is 50 %"),
            (
                [project(expected_benefit=500.0), project(expected_benefit=2000.0)],
                "The return is 25 %; P-1 returns less than it costs",
            ),
            ([project(expected_benefit=500.0, mandatory=True)], "The return is −50 %"),
        ],
    )
    def test_message(self, projects, expected):
        assert message(value(findings(projects=projects))) == expected

    def test_mandatory_work_stands_apart(self):
        projects = [
            project(expected_benefit=500.0, mandatory=True),
            project(expected_benefit=2000.0),
        ]
        assert column(tables(value(findings(projects=projects)))["value"], "project") == [
            "P-2",
            "Mandatory: value is not why they run",
            "P-1",
            "Portfolio",
        ]

    def test_no_benefit_in_money_no_section(self):
        assert value(findings(projects=[project()])) is None


class TestRisk:
    @pytest.mark.parametrize(
        ("risks", "expected"),
        [
            (
                [THREAT],
                "1 open threat; contingency of EUR 20 covers 40 % of the net exposure of EUR 50",
            ),
            ([THREAT | {"status": "Closed"}], "No threat is open"),
            ([THREAT | {"type": "Opportunity"}], "No threat is open"),
            ([THREAT | {"cost_impact": None}], "1 open threat; the exposure is not known"),
            (
                [THREAT | {"probability": 0.9, "impact": 4}],
                "1 open threat; contingency of EUR 20 covers 22 % of the net exposure of EUR 90; 1 "
                "scores 20 or more",
            ),
        ],
    )
    def test_message(self, risks, expected):
        assert (
            message(risk(findings(projects=[project(contingency=20.0)], risks=risks))) == expected
        )

    def test_exposure_without_contingency(self):
        expected = "1 open threat exposes EUR 50; what contingency covers is not known"
        assert message(risk(findings(projects=[project()], risks=[THREAT]))) == expected

    def test_the_worst_score_first_and_the_matrix_by_probability_and_impact(self):
        risks = [
            THREAT | {"risk_id": "R-1"},
            THREAT | {"risk_id": "R-2", "title": "Flood", "probability": 0.9, "impact": 5},
            THREAT
            | {"risk_id": "R-3", "title": "Rates", "project_id": "PORTFOLIO", "cost_impact": 300.0},
        ]
        section = risk(findings(projects=[project()], risks=risks))
        table = tables(section)["threats"]
        assert column(table, "threat") == ["Flood", "Rates", "Rain"]
        assert column(table, "project") == ["P-1", "Portfolio", "P-1"]
        assert column(table, "score") == ["25", "6", "6"]
        counts = next(one for one in everything(section) if hasattr(one, "counts")).counts
        assert (counts[4][4], counts[2][1]) == (1, 2)
        assert sum(map(sum, counts)) == 3

    def test_what_opportunities_make_up_for_needs_no_contingency(self):
        found = findings(
            projects=[project()],
            risks=[THREAT, THREAT | {"type": "Opportunity", "cost_impact": 200.0}],
        )
        assert (
            message(risk(found)) == "1 open threat exposes EUR 50; opportunities make up for that"
        )

    def test_both_matrices_are_drawn_to_one_scale(self):
        beside = risk(findings(projects=[project()], risks=[THREAT])).blocks[0]
        now, later, _ = shares(beside.widths, TRACKS)
        assert now == later

    def test_no_risks_no_section(self):
        assert risk(findings(projects=[project()])) is None


class TestMilestones:
    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (
                [{"baseline_date": "2027-01-01"}],
                "No milestone was due; none falls in the next 60 days",
            ),
            (
                [
                    {"baseline_date": "2026-06-10", "actual_date": "2026-06-10"},
                    {"baseline_date": "2026-01-01"},
                ],
                "1 milestone reached in the last 30 days, 1 overdue; none falls in the next 60 "
                "days",
            ),
            (
                [{"baseline_date": "2026-07-10"}],
                "No milestone was due; 1 milestone falls in the next 60 days, none late",
            ),
            (
                [
                    {"baseline_date": "2026-07-10", "forecast_date": "2026-07-11"},
                    {"baseline_date": "2026-07-12", "type": "Gate"},
                ],
                "No milestone was due; 2 milestones fall in the next 60 days, 1 of them a gate, 1 "
                "late",
            ),
        ],
    )
    def test_message(self, rows, expected):
        named = [
            {"milestone_id": f"M-{number}", "name": f"M{number}"} | row
            for number, row in enumerate(rows)
        ]
        assert message(milestones(findings(projects=[project()], milestones=named))) == expected

    def test_an_overdue_gate_of_a_project_not_begun_is_no_milestone_that_was_not_due(self):
        later = project(
            status="Approved",
            percent_complete=None,
            cost_to_date=None,
            actual_start=None,
            baseline_start="2026-09-01",
        )
        rows = [{"name": "Gate 1", "baseline_date": "2026-05-10", "type": "Gate"}]
        section = milestones(findings(projects=[later], milestones=rows))
        assert (
            message(section)
            == "No milestone of a project in delivery was due; none falls in the next 60 days"
        )
        assert len(tables(section)["gates"].rows) == 1

    def test_milestones_of_projects_outside_delivery_are_not_listed(self):
        rows = [{"name": "Later", "baseline_date": "2026-07-10"}]
        assert (
            tables(milestones(findings(projects=[project(status="On hold")], milestones=rows)))
            == {}
        )

    def test_no_milestones_no_section(self):
        assert milestones(findings(projects=[project()])) is None


def test_a_good_sum_does_not_hide_the_projects_that_lose():
    months = [
        {"benefit_id": f"B-{n}", "period": "2027-06", "planned": planned}
        for n, planned in ((1, 700.0), (2, 5000.0))
    ]
    given = {
        "settings": {"discount_rate": 0.0},
        "projects": [project(currency="USD"), project()],
        "rates": [{"period": "2026-06", "currency": "USD", "rate": 0.5}],
        "periods": [
            {
                "project_id": f"P-{n}",
                "period": "2026-06",
                "planned_value": 500.0,
                "earned_value": 500.0,
                "actual_cost": 500.0,
            }
            for n in (1, 2)
        ],
        "benefits": [
            {"benefit_id": f"B-{n}", "project_id": f"P-{n}", "type": "Cashable"} for n in (1, 2)
        ],
        "benefit_periods": months,
    }
    section = value(findings(**given))
    # in dollars 700 for 1,000, at half a euro each; from here on 700 for 500
    assert (
        message(section)
        == "Net present value is EUR 3.85 k and the return 257 %; P-1 loses EUR 150 over its whole "
        "life"
    )
    said = [text(one) for one in everything(section) if isinstance(one, Sentence)]
    assert "What is spent on P-1 is spent: from here on it brings EUR 100 net." in said
    assert "Net present values are as of June 2026, so that they add up." in said
    worths = column(tables(section)["value"], "npv")
    assert worths == ["−EUR 150", "EUR 4.00 k", "EUR 3.85 k"]
