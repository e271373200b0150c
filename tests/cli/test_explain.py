from __future__ import annotations

import pytest
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.errors import UsageError
from tests.packs import months, project, workbook


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    periods = months(
        "P-1", "2026-01", planned_value=[100] * 10, earned_value=[81] * 10, actual_cost=[100] * 10
    )
    return workbook(
        tmp_path_factory.mktemp("explain"), {"Projects": [project()], "Periods": periods}
    )


def explained(path, *arguments):
    found = CliRunner().invoke(app, ["explain", str(path), *arguments])
    assert found.exit_code == 0, found.output
    return {
        label.strip(): text.replace("\u00a0", " ")
        for label, _, text in (line.strip().partition("  ") for line in found.output.splitlines())
    }


def test_a_figure_is_printed_with_all_it_came_from(path):
    found = explained(path, "P-1", "cpi")
    assert found["Formula"].strip() == "EV / AC"
    assert found["Earned value"].strip() == "EUR 810"
    assert found["Limit"].strip() == "Green from 0.95 up, Amber from 0.90 up"
    assert found["from"].strip().startswith("pfreport limits of 2026-11-01")
    assert "Green at EUR 950 earned (EUR 140 more)" in found["Cost"]


def test_a_figure_without_a_light_has_no_limit(path):
    assert not {"Limit", "from", "Cost"} & set(explained(path, "portfolio", "cpi"))


def test_the_status_date_can_be_moved(path):
    assert (
        explained(path, "P-1", "ev", "--as-of", "2026-05-31")["Earned value, P-1"].strip()
        == "EUR 405"
    )


def test_what_there_is_not_is_refused(path):
    refused = CliRunner().invoke(app, ["explain", str(path), "P-9", "cpi"]).exception
    assert isinstance(refused, UsageError)
