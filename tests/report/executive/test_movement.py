"""What moved, as both reports tell it."""

from __future__ import annotations

import pytest

from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.executive.movement import movement
from pfreport.report.executive.movers import project_movers
from pfreport.report.parts.light_history import red_lines
from pfreport.report.project.movement import project_movement
from pfreport.report.serial import to_json
from pfreport.values import Spark
from tests.history.past import after
from tests.report import whole
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

BEFORE, NOW = "2026-05-31", "2026-06-30"


def said(section):
    """The lines of a section's texts and facts."""
    pairs = [pair for one in section.blocks for pair in getattr(one, "pairs", ())]
    lines = [line for one in section.blocks for line in getattr(one, "paragraphs", ())]
    return [text(line) for line in lines], {text(label): text(value) for label, value in pairs}


def periods(*done, planned=100.0, project_id="P-1"):
    return [
        {"project_id": project_id, "period": f"2026-{month:02d}", "planned_value": planned}
        | (
            {"earned_value": done[month - 1][0], "actual_cost": done[month - 1][1]}
            if month <= len(done)
            else {}
        )
        for month in range(1, 13)
    ]


def under_way(**fields):
    return project(
        budget=1200.0, percent_complete=None, cost_to_date=None, planned_to_date=None, **fields
    )


def at(status_date, *done, **fields):
    return findings(status_date, projects=[under_way(**fields)], periods=periods(*done))


SO_FAR = [(95.0, 100.0)] * 5


def test_the_sentence_names_figure_project_plan_and_cells():
    found = after(at(NOW, *SO_FAR, (60.0, 195.0)), at(BEFORE, *SO_FAR))
    lines, _ = said(movement(found))
    rows = found.portfolio.periods
    earned, actual = rows[5].at("earned_value").address, rows[5].at("actual_cost").address
    assert (
        f"CPI of P-1 fell from 0.95 to 0.77: actual cost of Jun 2026 EUR 95 over plan, {actual}"
        in lines[0]
    )
    assert f"earned value of Jun 2026 EUR 40 under plan, {earned}" in lines[0]


def test_a_month_as_planned_is_told_as_time():
    found = after(at(NOW, *[(80.0, 100.0)] * 5, (100.0, 100.0)), at(BEFORE, *[(80.0, 100.0)] * 5))
    lines, _ = said(movement(found))
    assert lines[0] == "CPI of P-1 rose from 0.80 to 0.83: time passing as planned 0.03"


def test_the_message_has_the_forecast_and_the_lights_that_turned():
    found = after(at(NOW, *SO_FAR, (60.0, 195.0)), at(BEFORE, *SO_FAR))
    assert (
        message(movement(found))
        == "Since May 2026 the forecast rose by EUR 296 (23 %); P-1 turned red"
    )
    back = after(at(NOW, *SO_FAR, (95.0, 100.0)), at(BEFORE, *[(60.0, 100.0)] * 5))
    assert message(movement(back)).endswith("; P-1 is no longer red")


def test_where_nothing_moved_that_is_said():
    found = after(at(NOW, *[(100.0, 100.0)] * 6), at(BEFORE, *[(100.0, 100.0)] * 5))
    assert (
        message(movement(found))
        == "Since May 2026 the forecast stayed as it was; no project turned red"
    )
    assert (
        message(project_movement(found, "P-1"))
        == "None of its indices, its forecast or its finish moved since May 2026"
    )


def test_without_an_earlier_pack_nothing_is_said():
    found = at(NOW, *SO_FAR)
    assert (movement(found), project_movers(found), project_movement(found, "P-1")) == (
        None,
        None,
        None,
    )
    assert list(red_lines(found)) == []
    assert not [one for one in everything(compose_executive(found)) if isinstance(one, Spark)]


def two(status_date, rate, **second):
    rows = [under_way(currency="USD"), under_way(**second)]
    sheets = periods(*SO_FAR) + periods(*SO_FAR, project_id="P-2")
    rates = [{"period": status_date[:7], "currency": "USD", "rate": rate}]
    return findings(status_date, projects=rows, periods=sheets, rates=rates)


def test_rates_and_leavers_are_told_apart_from_what_is_like_for_like():
    found = after(two(NOW, 0.5, status="Cancelled"), two(BEFORE, 0.8))
    lines, _ = said(movement(found))
    eac = found.history.last.figure(found.measurements.projects["P-1"]["eac"].subject, "eac").value
    (total,) = [one for one in found.history.moved.sums if one.id == "eac"]
    assert total.rates == pytest.approx(
        found.measurements.projects["P-1"]["eac"].number * (0.5 - 0.8)
    )
    assert total.left == {"P-2": pytest.approx(eac)}
    assert "from projects no longer in it and" in lines[0]
    assert lines[0].endswith("from exchange rates.")
    _, facts = said(project_movers(found))
    assert facts["Left"] == "P-2 (active to cancelled)"


def test_who_is_new_and_who_is_gone_is_named():
    first = findings(BEFORE, projects=[under_way(), under_way()], periods=periods(*SO_FAR))
    second = findings(
        NOW,
        projects=[under_way(), under_way(project_id="P-9", name="Nine")],
        periods=periods(*SO_FAR),
    )
    section = project_movers(after(second, first))
    _, facts = said(section)
    assert facts["Joined"] == "P-9 Nine (new, active)"
    assert facts["Left"] == "P-2 P-2 (was active, no longer in the workbook)"
    assert message(section).endswith("since May 2026; 1 joined, 1 left")


def test_what_is_no_longer_known_is_named_with_the_reason():
    found = after(at(NOW, *SO_FAR, forecast_finish=None), at(BEFORE, *SO_FAR))
    _, facts = said(project_movers(found))
    assert facts["No longer known"] == "Slip of the finish of P-1 (no Forecast finish)"


def test_a_new_red_is_told_from_an_old_one():
    red, green = [(50.0, 100.0)] * 6, [(100.0, 100.0)] * 6
    early = at("2026-04-30", *red[:4])
    old = after(at(NOW, *red), early, at(BEFORE, *red[:5]))
    new = after(at(NOW, *red), early, at(BEFORE, *green[:5]))
    assert {text(label): text(value) for label, value in red_lines(old)} == {
        "Red before": "P-1 since Apr 2026"
    }
    assert {text(label): text(value) for label, value in red_lines(new)} == {"New red": "P-1"}


def test_a_projects_page_tells_its_moves_with_trends_and_lights():
    found = after(
        at(NOW, *SO_FAR, (60.0, 195.0)), at("2026-04-30", *SO_FAR[:4]), at(BEFORE, *SO_FAR)
    )
    section = project_movement(found, "P-1")
    assert message(section).startswith("Since May 2026 it turned from ")
    table = tables(section)["movement"]
    assert column(table, "measure") == ["CPI", "Forecast", "SPI(t)", "Slip of the finish"]
    assert column(table, "was")[:2] == ["0.95", "EUR 1.26 k"]
    assert table.rows[0].cells[1].main.values == (
        *(found.history.values(found.measurements.facts["P-1"].subject, "cpi")),
        found.measurements.projects["P-1"]["cpi"].number,
    )
    lights = tables(section)["light-history"]
    assert column(lights, "light")[:3] == ["Overall", "Time", "Cost"]
    assert column(lights, "2026-06")[:3] == ["Red", "Red", "Red"]


def test_a_project_that_is_new_has_no_past():
    first = findings(BEFORE, projects=[under_way()], periods=periods(*SO_FAR))
    second = findings(NOW, projects=[under_way(), under_way()], periods=periods(*SO_FAR))
    assert project_movement(after(second, first), "P-2") is None


def test_whole_reports_with_a_past_can_be_said_and_are_the_same_on_every_run():
    then = findings("2026-05-31", **whole.sheets())
    found = after(findings(whole.STATUS_DATE, **whole.sheets()), then)
    for report in (
        compose_executive(found),
        *(compose_project(found, key) for key in found.portfolio.project_by_id),
    ):
        assert all(text(one) for one in sentences(report))
        assert to_json(report) == to_json(
            compose_executive(found)
            if report.kind == "executive"
            else compose_project(found, report.subject.key)
        )


def test_where_ratings_are_declared_what_moved_is_of_those():
    def stated(rag, finish, **fields):
        nothing = {
            "percent_complete": None,
            "cost_to_date": None,
            "planned_to_date": None,
            "forecast_finish": None,
        }
        return project(rag_overall=rag, baseline_finish=finish, **nothing, **fields)

    before = findings(
        BEFORE,
        projects=[
            stated("Amber", "2026-12-31"),
            stated("Red", "2026-12-31"),
            stated(None, "2026-12-31"),
        ],
    )
    now = findings(
        NOW,
        projects=[
            stated("Red", "2027-01-30"),
            stated("Green", "2026-12-31"),
            stated("Red", "2027-01-10"),
        ],
    )
    section = movement(after(now, before))
    assert (
        message(section)
        == "Since May 2026 P-1 turned red as declared, P-2 is no longer declared red"
    )
    assert (
        said(section)[0][0]
        == "2 projects have a later baseline finish, most of all P-1, by 30 days."
    )
