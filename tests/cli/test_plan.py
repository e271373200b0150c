"""`pfreport plan`: text, JSON and a workbook, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.cli.plan import amount
from pfreport.errors import UsageError

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = str(SAMPLES / "portfolio.xlsx")


def plan(*arguments: str) -> str:
    found = CliRunner().invoke(app, ["plan", *arguments], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture(scope="module")
def printed() -> dict:
    return json.loads(plan(SAMPLE, "--format", "json"))


def test_json_says_what_is_chosen_why_and_what_more_money_would_bring(printed):
    selection = printed["selection"]
    assert {"projects", "value", "cost", "proven", "gap", "binding"} <= set(selection)
    assert (selection["proven"], selection["gap"], printed["infeasible"]) == (True, 0.0, [])
    assert selection["cost"] <= selection["budget"] == 32_500_000.0
    values = [point["value"] for point in printed["frontier"]["points"]]
    assert values == sorted(values)
    assert len(values) == 22
    assert {one["project"] for one in printed["actions"] if one["in"]} == set(selection["projects"])


def test_the_same_on_every_run(printed):
    assert json.loads(plan(SAMPLE, "--format", "json")) == printed


def test_a_budget_may_be_tried(printed):
    tried = json.loads(plan(SAMPLE, "--format", "json", "--budget", "23.5m"))
    assert tried["selection"]["cost"] <= 23_500_000
    assert tried["selection"]["value"] < printed["selection"]["value"]


def test_a_budget_that_cannot_do_names_what_clashes():
    tried = json.loads(plan(SAMPLE, "--format", "json", "--budget", "12m"))
    assert tried["selection"] is None
    assert tried["actions"] == []
    assert {one["constraint"] for one in tried["infeasible"]} == {
        "money",
        "mandatory[P-004]",
        "bucket[Transform,minimum]",
    }
    assert "clash     P-004 is mandatory" in plan(SAMPLE, "--budget", "12m")


@pytest.mark.parametrize("aim", ["value", "alignment", "mix"])
def test_each_aim_can_be_asked_for(aim):
    assert (
        json.loads(plan(SAMPLE, "--format", "json", "--maximise", aim))["selection"]["objective"]
        == aim
    )


def test_text_fits_a_terminal_and_names_every_candidate():
    lines = plan(SAMPLE).splitlines()
    assert max(map(len, lines)) <= 100
    assert [
        line.split()[1] for line in lines if line[:1].isalpha() and "P-" in line.split()[1]
    ] == [f"P-{n:03}" for n in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)]


def test_the_workbook_holds_text_as_text(tmp_path):
    out = tmp_path / "plan.xlsx"
    plan(SAMPLE, "--out", str(out))
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Read me", "Actions", "Frontier", "Scenarios"]
    assert book["Actions"].max_row == 11
    assert not any(
        cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_a_portfolio_without_benefits_is_planned_by_alignment():
    assert (
        json.loads(plan(str(SAMPLES / "starter.xlsx"), "--format", "json"))["selection"][
            "objective"
        ]
        == "alignment"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            ("12m", 12e6),
            ("1.5bn", 1.5e9),
            ("800 k", 8e5),
            ("12000000", 12e6),
            ("12,000,000", 12e6),
            ("0", 0.0),
            ("3.25M", 3.25e6),
        ),
        *(
            ("12.5 million", 12.5e6),
            ("12 Mio", 12e6),
            ("2 billion", 2e9),
            ("750 thousand", 750e3),
            ("1.1m", 1_100_000.0),
        ),
    ],
)
def test_amounts_are_read_as_people_write_them(text, expected):
    assert amount(text) == expected


@pytest.mark.parametrize("text", ["", "12x", "-3m", "1,2", "m", "12 mill", "1.2.3m", "12m EUR"])
def test_other_amounts_are_refused(text):
    with pytest.raises(UsageError, match="is no amount"):
        amount(text)


def test_a_plan_is_written_to_a_workbook_only(tmp_path):
    found = CliRunner().invoke(app, ["plan", SAMPLE, "--out", str(tmp_path / "plan.csv")])
    assert isinstance(found.exception, UsageError)
