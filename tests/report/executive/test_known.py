"""What little is known is told column by column; what every project states is not in the table."""

from __future__ import annotations

import pytest

from pfreport.report.executive.known import known
from tests.report.findings import column, findings, message, project, tables

UNRATED = {"percent_complete": None, "cost_to_date": None, "forecast_finish": None}


def test_what_every_project_states_is_counted_and_not_listed():
    section = known(findings(projects=[project(**UNRATED), project(**UNRATED, budget=None)]))
    fills = column(tables(section)["known"], "fills")
    assert "Projects: Baseline finish" not in fills
    assert fills[0] == "Projects: Budget"
    assert column(tables(section)["known"], "stated")[:2] == ["1", ""]
    assert column(tables(section)["known"], "missing")[:2] == ["1", "2"]


@pytest.mark.parametrize(("grey", "lit", "told"), [(1, 1, False), (2, 1, True), (1, 2, False)])
def test_it_is_told_where_more_than_half_cannot_be_rated(grey, lit, told):
    rows = [project(**UNRATED)] * grey + [project()] * lit
    assert (known(findings(projects=rows)) is not None) is told


def test_the_message_counts_what_is_known_of_all_of_some_and_of_none():
    rows = [project(**UNRATED), project(**UNRATED, budget=None)]
    assert message(known(findings(projects=rows))) == (
        "Of 15 things these pages rest on, 2 are known of every project, 1 of some and 12 of none"
    )
