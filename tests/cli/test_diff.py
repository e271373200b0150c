"""`pfreport diff` and `pfreport history` as a shell sees them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.cli.test_commands import pfreport
from tests.packs import months, project, workbook


def book(folder, number, **fields):
    day = dt.date(2026, number, 28)
    reported = {"earned_value": [78.0] * number, "actual_cost": [80.0] * number}
    rows = {
        "Projects": [project(status_updated_on=day, **fields)],
        "Periods": months("P-1", "2026-01", planned_value=[80.0] * 12, **reported),
    }
    return workbook(folder, rows, status_date=day)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Packs of March and April, and the workbook of April."""
    folder = tmp_path_factory.mktemp("desk")
    for number, fields in ((3, {}), (4, {"forecast_finish": dt.date(2027, 1, 31)})):
        assert pfreport("build", book(folder, number, **fields), "--format", "html").returncode == 0
    return folder


def test_two_packs_tell_what_moved_with_its_cells(desk):
    done = pfreport("diff", desk / "reports/2026-03", desk / "reports/2026-04")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert (
        "Slip of the finish of P-1 rose from 0 days to 31 days: forecast finish from 31 December "
        "2026 to 31 January 2027, Projects!U2" in lines
    )
    assert "Actual cost: +EUR 80 like for like" in lines
    assert "Time light of P-1 turned from green to amber" in lines


def test_a_pack_and_the_workbook_it_was_made_from_are_the_same(desk):
    done = pfreport("diff", desk / "reports/latest", desk / "portfolio.xlsx")
    assert (done.returncode, done.stdout) == (0, "Nothing moved\n")


def test_json_has_every_cause_in_full(desk):
    done = pfreport("diff", desk / "reports/2026-03", desk / "portfolio.xlsx", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["schema"], found["before"], found["now"], found["since"]) == (
        "pfreport.diff/1",
        "2026-03.1",
        "portfolio.xlsx",
        "2026-03-28",
    )
    (slip,) = [one for one in found["moves"] if one["measure"] == "finish_slip_days"]
    assert (slip["before"], slip["now"], slip["together"]) == (0.0, 31.0, 0.0)
    assert slip["causes"] == [
        {
            "cell": "Projects!U2",
            "sheet": "Projects",
            "key": "P-1",
            "field": "forecast_finish",
            "before": "2026-12-31",
            "now": "2027-01-31",
            "part": 31.0,
            "planned": None,
        }
    ]
    (spent,) = [one for one in found["sums"] if one["measure"] == "ac"]
    assert (spent["now"] - spent["before"], spent["like_for_like"], spent["rates"]) == (
        80.0,
        80.0,
        0.0,
    )


def test_the_other_way_round_moves_back(desk):
    done = pfreport("diff", desk / "reports/2026-04", desk / "reports/2026-03", "--format", "json")
    (slip,) = [
        one for one in json.loads(done.stdout)["moves"] if one["measure"] == "finish_slip_days"
    ]
    assert (slip["before"], slip["now"]) == (31.0, 0.0)


def test_what_cannot_be_compared_is_refused_in_one_line(desk, tmp_path):
    done = pfreport("diff", desk / "nowhere", desk / "portfolio.xlsx")
    assert (done.returncode, done.stdout) == (66, "")
    assert done.stderr.startswith("pfreport: no such pack or workbook: ")
    done = pfreport("diff", tmp_path, desk / "portfolio.xlsx")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        66,
        "pfreport: manifest.json cannot be read: No such file or directory",
    )


def test_history_lists_the_packs_oldest_first(desk):
    done = pfreport("history", "list", "-o", desk / "reports")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[:4] for line in done.stdout.splitlines()] == [
        ["2026-03", "2026-03.1", "2026-03-28", "1"],
        ["2026-04", "2026-04.1", "2026-04-28", "1"],
    ]


def test_history_shows_what_a_pack_says(desk):
    done = pfreport("history", "show", "2026-03", "-o", desk / "reports")
    assert done.returncode == 0
    assert "2026-03.1  Change portfolio, as at 2026-03-28, complete" in done.stdout
    assert any(
        line.split()[:4] == ["P-1", "Green", "Active", "0.98"] for line in done.stdout.splitlines()
    )


def test_a_pack_that_is_not_there_is_a_mistake_of_usage(desk, tmp_path):
    done = pfreport("history", "show", "2027-01", "-o", desk / "reports")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "pfreport: no pack '2027-01'")
    assert pfreport("history", "list", "-o", tmp_path / "none").returncode == 66


def test_since_chooses_the_pack_to_compare_with(desk):
    done = pfreport(
        "build",
        book(desk / "may", 5),
        "--format",
        "html",
        "-o",
        desk / "reports",
        "--since",
        "2026-03",
    )
    assert (done.returncode, done.stderr) == (0, "")
    page = (desk / "reports/2026-05/index.html").read_text(encoding="utf-8")
    assert "Since March" in page.replace("\u00a0", " ")
    late = pfreport(
        "build",
        book(desk / "may", 2),
        "--format",
        "html",
        "-o",
        desk / "reports",
        "--since",
        "2026-03",
    )
    assert (late.returncode, "which is not before 2026-02-28" in late.stderr) == (2, True)


def test_a_damaged_pack_is_named_on_stderr_and_the_build_goes_on(desk, tmp_path):
    import shutil

    shutil.copytree(desk / "reports", tmp_path / "reports", symlinks=True)
    (tmp_path / "reports/.packs/2026-04.1/measures.json").write_text("{", encoding="utf-8")
    done = pfreport("build", book(tmp_path, 6), "--format", "html")
    assert done.returncode == 0
    assert (
        done.stderr
        == "pfreport: 2026-04.1: left out, measures.json is not the file that its manifest names\n"
    )
    assert "measures.json is not the file" in (tmp_path / "reports/2026-06/index.html").read_text(
        encoding="utf-8"
    )
