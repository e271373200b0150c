"""What faults do to a portfolio, and what must not matter."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfreport.kinds import Month
from pfreport.model.columns import FAULTY
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.reasons import reason_text
from pfreport.settings import Config
from tests.workbook.books import Plant, Sheets, checked, found, minimal, planted, whole


def portfolio(sheets: Sheets) -> Portfolio:
    read = checked(sheets).portfolio
    assert read is not None
    return read


def contents(of: Portfolio) -> dict[str, list[tuple[object, ...]]]:
    """Every record's values, without the places they were read from."""
    ours = {"origin", "columns_at", "lines", "absent", "extra"}
    return {
        field_of(kind): [
            tuple(getattr(r, f.name) for f in dataclasses.fields(r) if f.name not in ours)
            for r in getattr(of, field_of(kind))
        ]
        for kind in RECORDS
    }


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_sheets_never_matters(chance: random.Random) -> None:
    sheets = list(whole().items())
    chance.shuffle(sheets)
    shuffled = {}
    for name, rows in sheets:
        width = max(map(len, rows))
        order = chance.sample(range(width), width)
        body = [row + [None] * (width - len(row)) for row in rows]
        head, *rest = [[row[i] for i in order] for row in body]
        chance.shuffle(rest)
        shuffled[name] = [head, *rest]
    result = checked(shuffled)
    assert result.faults == ()
    assert result.portfolio
    assert contents(result.portfolio) == contents(portfolio(whole()))


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_rows_that_add_up_are_in_the_same_order_however_they_stand(chance: random.Random) -> None:
    sheets = planted(
        whole(),
        *(
            ("Periods", 7, h, v)
            for h, v in (("Project ID", "P-1"), ("Period", "2026-08"), ("Actual cost", 5))
        ),
    )
    head, *rest = sheets["Periods"]
    chance.shuffle(rest)
    assert contents(portfolio(sheets | {"Periods": [head, *rest]})) == contents(portfolio(sheets))


def test_the_smallest_workbook_is_read_whole() -> None:
    result = checked(minimal())
    assert result.faults == ()
    assert result.rows["Projects"] == {"there": 2, "read": 2, "skipped": 0, "faulty": 0}
    assert result.portfolio
    project = result.portfolio.projects[0]
    assert (project.project_id, project.budget, project.report, project.exit_cost) == (
        "P-1",
        1000.0,
        True,
        0.0,
    )
    assert (reason_text(project.why("sponsor")), project.at("budget").address) == (
        "not mapped",
        "Projects!H2",
    )


def test_blank_rows_are_skipped_and_rows_without_a_key_are_counted() -> None:
    sheets = minimal()
    sheets["Projects"] += [[None] * 8, [None] * 7 + [1500], ["  "] * 8]
    result = checked(sheets)
    assert result.faults == ()
    assert result.rows["Projects"] == {"there": 3, "read": 2, "skipped": 1, "faulty": 0}


def test_a_faulty_cell_of_a_project_is_unknown_and_the_project_stays() -> None:
    project = portfolio(planted(whole(), ("Projects", 2, "Budget", "lots"))).project_by_id["P-1"]
    assert (project.budget, reason_text(project.why("budget"))) == (None, "faulty")


def test_a_faulty_cell_in_a_list_leaves_its_row_out() -> None:
    read = portfolio(planted(whole(), ("Risks", 2, "Impact", 9)))
    assert [r.risk_id for r in read.risks] == ["R-2"]
    assert read.rows_left_out == {"Risks": {"P-1": 1}}


def test_a_faulty_amount_in_periods_is_unknown_and_the_row_stays() -> None:
    read = portfolio(planted(whole(), ("Periods", 3, "Actual cost", "?")))
    assert read.periods[1].actual_cost is None
    assert dict(read.periods[1].absent) == {"actual_cost": FAULTY}
    assert read.incomplete == {}


def test_a_period_that_cannot_be_placed_makes_the_project_s_sums_unknown() -> None:
    read = portfolio(planted(whole(), ("Periods", 3, "Period", "soon")))
    assert read.incomplete == {"Periods": {"P-1": "Periods!B3 is faulty"}}


def test_the_same_row_twice_makes_the_sum_unknown() -> None:
    sheets = whole()
    sheets["Periods"].append(list(sheets["Periods"][3]))
    read = portfolio(sheets)
    assert read.incomplete == {"Periods": {"P-1": "Periods!A7 is faulty"}}
    assert Month(2026, 10) not in {p.period for p in read.periods}


@pytest.mark.parametrize(
    ("plant", "cell"),
    [
        (("Benefits", 2, "Type", "Cash"), "Benefits!F2"),
        (("Benefit periods", 2, "Period", "soon"), "'Benefit periods'!B2"),
    ],
)
def test_benefits_that_cannot_be_read_make_the_project_s_benefits_unknown(
    plant: Plant, cell: str
) -> None:
    assert portfolio(planted(whole(), plant)).incomplete == {
        "Benefit periods": {"P-1": f"{cell} is faulty"}
    }


def test_plans_off_the_budget_are_not_used() -> None:
    read = portfolio(planted(whole(), ("Projects", 2, "Budget", 2000)))
    assert read.incomplete == {
        "Periods.planned_value": {"P-1": "planned values are 50.0% off Budget (Projects!H2)"}
    }


def test_a_doubled_project_is_left_out_with_all_that_belongs_to_it_and_without_further_faults() -> (
    None
):
    sheets = whole()
    sheets["Projects"].append(list(sheets["Projects"][1]))
    result = checked(sheets)
    assert [code for code, _ in found(result.faults) if code.startswith("PF3")] == ["PF302"]
    assert result.portfolio
    assert [p.project_id for p in result.portfolio.projects] == ["P-2", "P-3"]
    assert [(p.project_id, p.name) for p in result.portfolio.left_out] == [("P-1", "Harbour")]
    assert result.portfolio.periods == ()


def test_an_unreadable_status_leaves_the_project_out() -> None:
    read = portfolio(planted(whole(), ("Projects", 3, "Status", "Activ")))
    assert [(p.project_id, p.name, p.reason) for p in read.left_out] == [
        ("P-2", "Bridge", "Projects!D3 is faulty")
    ]
    assert "P-2" not in read.project_by_id


def test_a_project_without_an_id_is_a_marked_gap() -> None:
    sheets = planted(minimal(), ("Projects", 3, "Project ID", None))
    result = checked(sheets)
    assert found(result.faults) == [("PF301", "Projects!A3")]
    assert result.portfolio
    assert [p.name for p in result.portfolio.left_out] == ["Bridge"]


def test_starts_after_finishes_make_both_unknown() -> None:
    project = portfolio(
        planted(whole(), ("Projects", 2, "Forecast start", dt.date(2028, 1, 1)))
    ).project_by_id["P-1"]
    assert (project.forecast_start, project.forecast_finish) == (None, None)
    assert (
        reason_text(project.why("forecast_start")),
        reason_text(project.why("forecast_finish")),
    ) == ("faulty", "faulty")


def test_a_circle_of_prerequisites_is_not_used_and_told_as_a_path() -> None:
    result = checked(planted(whole(), ("Projects", 2, "Prerequisites", "P-2")))
    assert [f.found for f in result.faults] == ["P-1 → P-2 → P-1", "P-2 → P-1 → P-2"]
    assert result.portfolio
    assert [p.prerequisites for p in result.portfolio.projects] == [(), (), ()]


@pytest.mark.parametrize(
    ("heading", "value", "name", "left"),
    [
        ("Prerequisites", "P" * 65, "prerequisites", ()),
        ("Mandatory", "perhaps", "mandatory", False),
        ("Priority", "top", "priority", None),
    ],
)
def test_what_is_unknown_keeps_the_type_of_its_field(
    heading: str, value: str, name: str, left: object
) -> None:
    project = portfolio(planted(whole(), ("Projects", 3, heading, value))).project_by_id["P-2"]
    assert (getattr(project, name), project.absent[name]) == (left, FAULTY)


def test_weights_of_zero_become_equal() -> None:
    read = portfolio(planted(whole(), ("Goals", 2, "Weight", 0), ("Goals", 3, "Weight", 0)))
    assert [g.weight for g in read.goals] == [1.0, 1.0]


def test_references_are_spelled_as_where_they_are_defined() -> None:
    sheets = planted(
        whole(),
        ("Issues", 2, "Project ID", " p-1"),
        ("Risks", 3, "Project ID", "portfolio"),
        ("Demand", 2, "Role", "diver"),
    )
    result = checked(sheets)
    assert result.faults == ()
    assert result.portfolio
    assert result.portfolio.issues[0].project_id == "P-1"
    assert {r.project_id for r in result.portfolio.risks} == {"P-1", "PORTFOLIO"}
    assert result.portfolio.demand[0].role == "Diver"


def test_a_number_and_its_text_are_one_id() -> None:
    sheets = planted(
        minimal(), ("Projects", 2, "Project ID", 1), ("Projects", 3, "Project ID", "1")
    )
    assert found(checked(sheets).faults) == [("PF302", "Projects!A3")]


@pytest.mark.parametrize("same", ["p-1", "P-1\u200b", "\u00a0P-1"])
def test_ids_that_look_alike_are_one_id(same: str) -> None:
    codes = [
        code
        for code, _ in found(
            checked(planted(minimal(), ("Projects", 3, "Project ID", same))).faults
        )
    ]
    assert "PF302" in codes


def test_alignment_may_be_a_matrix() -> None:
    matrix = [["Project ID", "G-2", "G-1"], ["P-2", 4, None], ["P-1", None, "Strong"]]
    result = checked(whole() | {"Alignment": matrix})
    assert result.faults == ()
    assert result.portfolio
    assert [
        (a.project_id, a.goal_id, a.impact, a.at("impact").address)
        for a in result.portfolio.alignment
    ] == [
        ("P-1", "G-1", 3.0, "Alignment!C3"),
        ("P-2", "G-2", 4.0, "Alignment!B2"),
    ]


def test_a_matrix_with_a_goal_nobody_knows_and_an_impact_nobody_can_read() -> None:
    matrix = [["Project ID", "G-1", "G-9", "Remark"], ["P-1", "Huge", 3, "hm"], ["P-2", 4, 1, None]]
    codes = found(checked(whole() | {"Alignment": matrix}).faults)
    assert [c for c in codes if c[1].startswith("Alignment")] == [
        ("PF305", "Alignment!C1"),
        ("PF104", "Alignment!D1"),
        ("PF218", "Alignment!B2"),
    ]


def test_flags_go_before_the_configuration_before_the_sheet() -> None:
    config = Config(
        settings={"status_date": dt.date(2026, 9, 30), "discount_rate": 0.05},
        lines={"settings.discount_rate": 3},
    )
    result = checked(
        planted(minimal(), ("Settings", 4, "Key", "Discount rate"), ("Settings", 4, "Value", 0.07)),
        config,
    )
    assert result.portfolio
    assert result.portfolio.settings.status_date == dt.date(2026, 9, 30)
    assert result.portfolio.settings.discount_rate == 0.05
    assert result.portfolio.settings.origins["discount_rate"].address == "pfreport.toml:3"
    moved = checked(minimal(), config, status_date=dt.date(2026, 8, 31)).portfolio
    assert moved
    assert moved.settings.status_date == dt.date(2026, 8, 31)


def test_settings_may_stand_in_the_configuration_alone() -> None:
    config = Config(settings={"status_date": dt.date(2026, 9, 30), "portfolio_name": "Ours"})
    sheets = {"Projects": minimal()["Projects"]}
    result = checked(sheets, config)
    assert result.faults == ()
    assert result.portfolio
    assert result.portfolio.settings.portfolio_name == "Ours"


def test_a_fault_of_the_configuration_names_its_line() -> None:
    config = Config(settings={"eac_method": "guess"}, lines={"settings.eac_method": 4})
    result = checked(minimal(), config)
    assert found(result.faults) == [("PF705", "pfreport.toml:4")]
    assert result.portfolio is None


def test_all_faults_are_told_at_once_in_the_order_of_sheets_and_cells() -> None:
    sheets = planted(
        whole(),
        ("Settings", 2, "Value", "soon"),
        ("Projects", 2, "Budget", "lots"),
        ("Issues", 2, "Severity", "?"),
        ("Goals", 2, "Weight", -1),
    )
    result = checked(sheets)
    assert found(result.faults) == [
        ("PF207", "Goals!C2"),
        ("PF212", "Issues!D2"),
        ("PF203", "Projects!H2"),
        ("PF705", "Settings!B2"),
    ]
    assert result.portfolio is None


def test_reading_changes_nothing_of_what_was_read() -> None:
    sheets = whole()
    before = copy.deepcopy(sheets)
    checked(sheets)
    assert sheets == before
