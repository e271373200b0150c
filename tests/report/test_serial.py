from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from pfreport.kinds import Month, Rag
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.serial import digest, to_json
from pfreport.values import Day, InMonth, Light, Money, Words
from tests.report.findings import findings, project
from tests.report.whole import STATUS_DATE, sheets


@pytest.fixture(scope="module")
def report():
    return compose_executive(findings(STATUS_DATE, **sheets()))


def with_title_value(report, value):
    return dataclasses.replace(report, lede=(value,))


def test_every_value_says_its_type(report):
    given = (
        Money(1.5, "EUR"),
        Day(dt.date(2026, 7, 1)),
        InMonth(Month(2026, 7)),
        Light(Rag.RED),
        Words("ü"),
    )
    found = json.loads(to_json(dataclasses.replace(report, lede=given)))
    assert found["type"] == "Report"
    assert (
        found["lede"][0].items()
        >= {"type": "Money", "amount": 1.5, "currency": "EUR", "figure": None}.items()
    )
    assert found["lede"][1]["value"] == {"type": "date", "iso": "2026-07-01"}
    assert found["lede"][2]["value"] == {"type": "Month", "year": 2026, "month": 7}
    assert found["lede"][3]["rag"] == "Red"
    assert found["lede"][4]["text"] == "ü"


def test_the_same_report_has_the_same_bytes_and_another_has_another_digest(report):
    again = compose_executive(findings(STATUS_DATE, **sheets()))
    assert to_json(again) == to_json(report)
    assert digest(again) == digest(report)
    assert digest(with_title_value(report, Words("other"))) != digest(report)


def test_two_types_with_the_same_fields_are_told_apart(report):
    assert digest(with_title_value(report, Words("a"))) != digest(with_title_value(report, "a"))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_refused(report, number):
    with pytest.raises(ValueError, match="JSON"):
        to_json(with_title_value(report, Money(number, "EUR")))


def test_a_value_nobody_can_write_is_refused(report):
    with pytest.raises(TypeError, match="no JSON for object"):
        to_json(with_title_value(report, object()))


def test_every_report_of_a_whole_portfolio_can_be_written():
    found = findings(STATUS_DATE, **sheets())
    assert all(
        json.loads(to_json(compose_project(found, key)))["kind"] == "project"
        for key in found.portfolio.project_by_id
    )


def test_the_order_of_rows_changes_no_byte():
    whole = sheets()
    turned = whole | {
        name: list(reversed(rows))
        for name, rows in whole.items()
        if name not in ("settings", "projects", "periods")
    }
    assert (
        json.loads(to_json(compose_executive(findings(projects=[project()]))))["kind"]
        == "executive"
    )
    assert _without_cells(compose_executive(findings(STATUS_DATE, **turned))) == _without_cells(
        compose_executive(findings(STATUS_DATE, **whole))
    )


def _without_cells(report) -> str:
    return to_json(dataclasses.replace(report, provenance=()))
