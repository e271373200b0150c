from __future__ import annotations

import datetime as dt

import pytest

from pfreport.advice.findings import Findings, Source
from pfreport.errors import UsageError
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.money import Period
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Project, Status
from pfreport.model.strategy import Goal
from pfreport.ratings.rate import rate_portfolio
from pfreport.rendering.text.values import Formats
from pfreport.report.explain import explain
from pfreport.settings import Settings
from pfreport.values import Count, Ratio, Sentence, Term
from tests.ratings.cases import STATUS_DATE, limit, month, row


def project(number: int, key: str, **fields):
    usual = {
        "status": Status.ACTIVE,
        "baseline_start": dt.date(2026, 1, 1),
        "baseline_finish": dt.date(2026, 12, 31),
        "budget": 1000.0,
    }
    return row(Project, number, project_id=key, **(usual | fields))


def spent(number: int, key: str, earned: float, cost: float):
    return row(
        Period,
        number,
        project_id=key,
        period=month("2026-10"),
        earned_value=earned,
        actual_cost=cost,
    )


@pytest.fixture
def findings() -> Findings:
    portfolio = Portfolio(
        settings=Settings(status_date=STATUS_DATE, portfolio_name="Test"),
        projects=(
            project(2, "P-1", programme="Digital", category="IT"),
            project(3, "P-2", programme="Digital", status=Status.PROPOSED),
            project(4, "G-1"),
        ),
        goals=(
            row(Goal, 2, goal_id="G-1", name="Growth", weight=1.0),
            row(Goal, 3, goal_id="G-2", name="Reliability", weight=1.0),
        ),
        periods=(spent(2, "P-1", 360.0, 400.0), spent(3, "G-1", 500.0, 400.0)),
        limits=(limit(2, "cpi", category="IT", amber=0.99),),
    )
    figures = measure_portfolio(portfolio)
    return Findings(
        Source("portfolio.xlsx", "0" * 64),
        portfolio,
        (),
        figures,
        rate_portfolio(portfolio, figures),
    )


def test_a_figure_with_its_formula_its_inputs_and_their_cells(findings):
    found = explain(findings, "P-1", "cpi")
    assert found.provenance.value == Ratio(0.9, "projects/P-1/cpi")
    assert found.provenance.formula == "EV / AC"
    assert [(name, one.amount) for name, one in found.provenance.inputs] == [
        ("Earned value", 360.0),
        ("Actual cost", 400.0),
    ]
    assert found.provenance.cells == ("Periods!D2", "Periods!F2")
    assert "EIA-748" in found.source


def test_a_rated_figure_has_its_limits_their_sources_and_its_light(findings):
    found = explain(findings, "P-1", "cpi")
    assert found.light == Term("light.cost")
    assert found.provenance.limit == Sentence(
        "explain.limit.higher.2", {"amber": Ratio(0.99), "red": Ratio(0.90)}
    )
    assert found.limit_sources[0] == "Limits!C2"
    assert found.limit_sources[1].startswith("pfreport limits of 2026-11-01")
    assert found.sentence is findings.ratings["P-1"]["cost"].sentence


@pytest.mark.parametrize(
    ("subject", "measure"), [("P-1", "ev"), ("P-2", "cpi"), ("portfolio", "cpi")]
)
def test_what_no_light_is_judged_by_has_no_limit(findings, subject, measure):
    found = explain(findings, subject, measure)
    assert (found.light, found.provenance.limit, found.limit_sources, found.sentence) == (
        None,
        None,
        (),
        None,
    )


def test_a_wider_figure_names_the_projects_figures_it_is_made_of(findings):
    found = explain(findings, "portfolio", "ev")
    assert {value.figure for group in found.provenance.members for _, value in group.parts} == {
        "projects/P-1/ev",
        "projects/G-1/ev",
    }
    assert found.provenance.coverage is not None


def test_a_wider_ratio_names_those_of_both_its_sums(findings):
    found = explain(findings, "portfolio", "cpi")
    assert {value.figure for group in found.provenance.members for _, value in group.parts} == {
        f"projects/{key}/{id_}" for key in ("P-1", "G-1") for id_ in ("ev", "ac")
    }


@pytest.mark.parametrize(
    ("subject", "path"),
    [
        ("portfolio", "portfolio/bac"),
        ("Portfolio", "portfolio/bac"),
        ("project:P-1", "projects/P-1/bac"),
        (" p-1 ", "projects/P-1/bac"),
        ("Project: p-1", "projects/P-1/bac"),
        ("programme:digital", "programmes/Digital/bac"),
        ("Digital", "programmes/Digital/bac"),
        ("project:G-1", "projects/G-1/bac"),
    ],
)
def test_a_subject_is_named_with_its_kind_or_bare(findings, subject, path):
    assert explain(findings, subject, " BAC ").provenance.figure == path


def test_a_goal_has_figures_of_its_own(findings):
    assert explain(findings, "G-2", "goal_coverage").provenance.figure == "goals/G-2/goal_coverage"


@pytest.mark.parametrize(
    ("subject", "measure", "message", "hint"),
    [
        ("P-11", "cpi", "nothing here is called 'P-11'", "did you mean project:P-1?"),
        (
            "programme:Digitl",
            "cpi",
            "nothing here is called 'programme:Digitl'",
            "did you mean programme:Digital?",
        ),
        (
            "zzzzzz",
            "cpi",
            "nothing here is called 'zzzzzz'",
            "it may be portfolio, project:ID, programme:NAME, goal:ID or a bare ID",
        ),
        (
            "G-1",
            "bac",
            "'G-1' may be the project G-1 or the goal G-1",
            "write project:G-1 or goal:G-1",
        ),
        ("P-1", "cpii", "project P-1 has no measure 'cpii'", "did you mean cpi?"),
        (
            "portfolio",
            "zzzzzz",
            "portfolio has no measure 'zzzzzz'",
            "docs/measures.md lists the measures",
        ),
        (
            "P-1",
            "defects_open",
            "project P-1 has no measure 'defects_open'",
            "it comes as defects_open[critical], defects_open[major], defects_open[minor]",
        ),
    ],
)
def test_what_there_is_not_is_refused_with_the_nearest_there_is(
    findings, subject, measure, message, hint
):
    with pytest.raises(UsageError) as refused:
        explain(findings, subject, measure)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_score_whose_limit_is_past_it_already_says_below(findings):
    found = explain(findings, "P-1", "threat_score_worst")
    assert found.provenance.limit == Sentence("explain.limit.below.1", {"amber": Count(20.0)})


def test_every_limit_of_a_project_can_be_said(findings):
    words = Formats("en")
    said = {
        words.text(found.provenance.limit)
        for id_ in findings.measurements.projects["P-1"]
        if (found := explain(findings, "P-1", id_)).provenance.limit
    }
    assert "Green up to 18\u00a0days, Amber up to 36\u00a0days" in said
    assert len(said) >= 10
