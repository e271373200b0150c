"""What is readable and cannot be meant is told, and what is merely unusual is not."""

from __future__ import annotations

import datetime as dt

import pytest

from pfreport.addresses import objection_to
from pfreport.settings import Config, Mail
from pfreport.workbook.examine import judge_quickly
from pfreport.workbook.rules.rates import HALF
from tests.workbook.books import checked, found, minimal, planted, raw, validate, whole

DAY = dt.date
MONTHS = [DAY(2026, month, 1) for month in range(1, 11)]


def months(**amounts):
    """A portfolio of one project with ten months."""
    sheets = minimal()
    sheets["Projects"] = [
        [*sheets["Projects"][0], "Actual start", "Status updated on", "Percent complete"],
        [
            *("P-1", "Harbour", "Execution", "Active", "Ann", DAY(2026, 1, 1)),
            *(DAY(2026, 12, 31), 1200, DAY(2026, 1, 1), DAY(2026, 10, 31), None),
        ],
    ]
    heads = [name.replace("_", " ").capitalize() for name in amounts]
    rows = zip(*amounts.values(), strict=True)
    sheets["Periods"] = [
        ["Project ID", "Period", *heads],
        *(["P-1", month, *row] for month, row in zip(MONTHS, rows, strict=True)),
    ]
    return sheets


def codes(sheets, **overrides):
    return sorted({code for code, _ in found(checked(sheets, **overrides).faults)})


def running(amount):
    return [amount * n for n in range(1, 11)]


EVEN = {"planned_value": [120] * 10, "earned_value": [90] * 10}


@pytest.mark.parametrize(
    "amounts",
    [
        EVEN | {"actual_cost": running(95)},
        EVEN | {"earned_value": running(90), "actual_cost": [95] * 10},
        EVEN | {"earned_value": running(90), "actual_cost": running(95)},
        {"percent_complete": [n / 13 for n in range(1, 11)], "actual_cost": running(110)},
        {"actual_cost": running(70)},
        {"planned_value": running(110), "actual_cost": [95] * 10},
        EVEN | {"actual_cost": [95] * 10, "forecast_cost": running(130)},
    ],
)
def test_a_running_total_in_any_column_of_money_is_not_used_nor_are_its_siblings(amounts):
    read = checked(months(**amounts))
    assert "PF407" in {fault.code for fault in read.faults}
    lost = read.portfolio.incomplete
    assert all("P-1" in lost[f"Periods.{name}"] for name in ("earned_value", "actual_cost"))
    assert "looks cumulative (Periods!" in lost["Periods.actual_cost"]["P-1"]


@pytest.mark.parametrize(
    "amounts",
    [
        EVEN | {"actual_cost": [95] * 10},
        EVEN | {"actual_cost": running(17)},  # an honest ramp
        {"planned_value": running(1200 / 55), "actual_cost": running(20)},
        EVEN | {"actual_cost": running(40)},  # a ramp of twice the plan
        {"percent_complete": [n * n / 121 for n in range(1, 11)], "actual_cost": running(18)},
        EVEN | {"actual_cost": [0] * 9 + [900]},
        {"actual_cost": [n * 2 for n in range(10)]},
    ],
)
def test_an_honest_ramp_stays_silent(amounts):
    assert "PF407" not in codes(months(**amounts))


def test_received_benefits_that_run_on_are_told_against_those_planned():
    sheets = planted(
        whole(),
        *(("Benefit periods", 2 + n, "Benefit ID", "B-1") for n in range(6)),
        *(("Benefit periods", 2 + n, "Period", f"2026-{5 + n:02}") for n in range(6)),
        *(("Benefit periods", 2 + n, "Planned", 10) for n in range(6)),
        *(("Benefit periods", 2 + n, "Actual", 9 * (n + 1)) for n in range(6)),
    )
    read = checked(sheets)
    assert found(read.faults) == [("PF407", "'Benefit periods'!D7")]
    assert "P-1" in read.portfolio.incomplete["Benefit periods"]


def rates(*values):
    rows = [[f"2026-{10 - len(values) + n:02}", "USD", v] for n, v in enumerate(values, 1)]
    return whole() | {"Rates": [["Period", "Currency", "Rate"], *rows]}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((0.9, 0.91, 0.89, 0.92), []),
        ((0.9, 0.8, 0.7, 0.62), []),
        ((0.9, 0.9, 9.0, 0.9), [("PF420", "Rates!C4")]),
        ((0.9, 0.9, 1.11, 0.9), [("PF421", "Rates!C4")]),
        ((1.11, 0.9, 0.9, 0.9), [("PF421", "Rates!C2")]),
        ((0.9, 0.9, 0.9, 1.11), [("PF421", "Rates!C5")]),
        ((25.0, 25.1, 0.04), [("PF421", "Rates!C4")]),
        ((0.98, 1.02, 0.99), []),
        ((0.9, 0.4, 0.4, 0.4), [("PF420", "Rates!C2")]),
    ],
)
def test_a_rate_that_leaps_or_is_turned_is_told_once(values, told):
    assert HALF == (0.5, 1.5)
    assert found(checked(rates(*values)).faults) == told


def test_a_negative_disbenefit_counts_as_the_loss_that_is_meant():
    sheets = planted(
        whole(),
        ("Benefits", 2, "Type", "Disbenefit"),
        ("Benefit periods", 2, "Planned", -5),
        ("Benefit periods", 2, "Actual", -4),
        ("Benefit periods", 3, "Planned", -10),
    )
    read = checked(sheets)
    assert {code for code, _ in found(read.faults)} == {"PF429"}
    assert [row.planned for row in read.portfolio.benefit_periods] == [5, 10]
    corrected = planted(
        whole(), ("Benefits", 2, "Type", "Disbenefit"), ("Benefit periods", 2, "Planned", -1)
    )
    assert found(checked(corrected).faults) == []


def in_hindsight(updated):
    return planted(
        minimal(),
        *(
            ("Projects", 2, heading, value)
            for heading, value in {
                "Actual start": DAY(2026, 8, 1),
                "Status updated on": updated,
                "Percent complete": 0.8,
                "Cost to date": 850,
                "Planned to date": 820,
            }.items()
        ),
    )


@pytest.mark.parametrize(
    ("updated", "as_of", "known"),
    [
        (DAY(2026, 10, 31), DAY(2026, 8, 31), False),
        (DAY(2026, 11, 3), DAY(2026, 10, 31), True),
        (DAY(2026, 9, 20), DAY(2026, 8, 31), True),
        (DAY(2026, 9, 21), DAY(2026, 8, 31), False),
    ],
)
def test_under_as_of_a_row_updated_long_after_has_no_cumulative_cells(updated, as_of, known):
    read = checked(in_hindsight(updated), status_date=as_of)
    project = read.portfolio.project_by_id["P-1"]
    cells = (project.percent_complete, project.cost_to_date, project.planned_to_date)
    assert cells == ((0.8, 850, 820) if known else (None, None, None))
    assert ("PF428" in {fault.code for fault in read.faults}) is not known


def test_a_late_signature_is_normal_where_the_workbook_gives_the_date():
    read = checked(in_hindsight(DAY(2026, 12, 31)))
    assert read.portfolio.project_by_id["P-1"].percent_complete == 0.8


@pytest.mark.parametrize(
    ("first", "second", "third", "told"),
    [
        (45, 1, 0.5, ["PF206", "PF226", "PF226"]),
        (45, "100%", "1%", ["PF206"]),
        (45, 0.3, 0.4, ["PF206"]),
        (45, 0, 60, ["PF206", "PF206"]),
        (1, 0.5, 0.4, []),
    ],
)
def test_what_is_one_or_below_is_doubtful_in_a_column_of_points(first, second, third, told):
    sheets = planted(
        whole(),
        *(
            ("Projects", row, "Percent complete", v)
            for row, v in enumerate((first, second, third), 2)
        ),
    )
    mine = [fault.code for fault in checked(sheets).faults if fault.code in ("PF206", "PF226")]
    assert mine == told


def at(hour, minute=0, second=0):
    return dt.datetime(2026, 12, 1, hour, minute, second)  # noqa: DTZ001 - as a workbook holds it


@pytest.mark.parametrize(
    ("baseline", "forecast", "told"),
    [
        (at(23), at(22), 2),
        (at(23), at(23), 2),
        (at(18, 30), at(18, 30), 2),
        (at(8), at(17), 0),
        (at(23, 59, 59), at(23, 59, 59), 0),
        (at(16, 12), at(11, 47), 0),
        (at(23), DAY(2026, 12, 1), 0),
    ],
)
def test_dates_that_all_carry_one_late_time_of_day_are_of_another_zone(baseline, forecast, told):
    sheets = planted(
        whole(),
        ("Milestones", 2, "Baseline date", at(23) if baseline == at(23) else baseline),
        ("Milestones", 3, "Baseline date", baseline),
        ("Milestones", 3, "Forecast date", forecast),
    )
    mine = [fault for fault in checked(sheets).faults if fault.code == "PF228"]
    assert len(mine) == told or (told == 0 and {f.origin.column for f in mine} <= {4})


def test_a_row_of_text_longer_than_its_headings_is_left_out():
    sheets = minimal()
    sheets["Projects"][1][7:] = ["1", "200"]
    for number, one in enumerate(sheets["Projects"][1:], 1):
        sheets["Projects"][number] = [v.isoformat() if isinstance(v, DAY) else v for v in one]
    book = raw(sheets, Projects={"typed": False})
    read = validate(book, Config(), {})
    assert ("PF120", "Projects!2") in found(read.faults)
    assert [project.project_id for project in read.portfolio.projects] == ["P-2"]
    assert [gap.project_id for gap in read.portfolio.left_out] == ["P-1"]
    typed = validate(raw(sheets), Config(), {})
    assert "PF120" not in {fault.code for fault in typed.faults}


@pytest.mark.parametrize(
    "address",
    [
        "a%evil.com@example.org",
        "evil.com!a@example.org",
        '"a@evil.com"@example.org',
        '"a b"@example.org',
        "\u200bann@example.org",
        "jürgen@example.org",
        "a@b@example.org",
        "ann@-example.org",
        "ann@example..org",
        ".ann@example.org",
        "Ann <ann@example.org>",
        "ann@[10.0.0.1]",
        "@example.org",
        "ann",
        "",
    ],
)
def test_an_address_that_could_be_passed_on_or_not_be_taken_is_told(address):
    assert objection_to(address)
    if address:
        read = checked(
            planted(whole(), ("Recipients", 2, "Email", address)),
            Config(mail=Mail(domains=("example.org",))),
        )
        assert found(read.faults) == [("PF519", "Recipients!A2")]


@pytest.mark.parametrize(
    "address", ["ann@example.org", "o'neill+pmo@sub.example.org", "a.b-c_d@example.org", "x@host"]
)
def test_a_plain_address_is_taken(address):
    assert objection_to(address) is None


def test_a_faulty_setting_hides_nothing_that_does_not_rest_on_it():
    faults = {
        ("Milestones", 3, "Forecast date"): DAY(2062, 12, 1),
        ("Recipients", 2, "Scope"): "Coats",
        ("Projects", 2, "Forecast start"): DAY(2028, 1, 1),
    }
    sheets = planted(whole(), *((*place, value) for place, value in faults.items()))
    alone = {code for code, _ in found(checked(sheets).faults)}
    assert alone == {"PF427", "PF520", "PF402"}
    wrong = planted(sheets, ("Settings", 4, "Key", "discount_rate"), ("Settings", 4, "Value", "x"))
    read = checked(wrong)
    assert read.portfolio is None
    assert {code for code, _ in found(read.faults)} == alone | {"PF705"}
    undated = planted(sheets, ("Settings", 2, "Value", "soon"))
    assert {code for code, _ in found(checked(undated).faults)} == {"PF520", "PF402", "PF705"}


@pytest.mark.parametrize(
    ("share", "cost", "told"),
    [(0.5, 40, 1), (0.5, 4000, 1), (0.5, 450, 0), (0.5, 101, 0), (0.09, 5000, 0)],
)
def test_an_index_that_no_project_has_is_told_once_there_is_progress(share, cost, told):
    plants = (("Projects", 2, "Percent complete", share), ("Projects", 2, "Cost to date", cost))
    faults = judge_quickly(checked(planted(minimal(), *plants)).portfolio)
    assert [fault.code for fault in faults].count("PF612") == told
