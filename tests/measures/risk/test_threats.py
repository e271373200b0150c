import pytest

from pfreport.measures.risk.threats import (
    probability_of,
    probability_score_of,
    residual_probability_of,
    residual_score_of,
    risk_score,
)
from tests.measures.portfolio_builder import of_project, portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check


@pytest.mark.parametrize("example", examples("risk"))
def test_worked_example(example):
    check(example)


def risk(**given):
    return portfolio(risks=[{"status": "Open", **given}]).risks[0]


@pytest.mark.parametrize(
    ("probability", "score"),
    [
        (0.01, 1),
        (0.2, 1),
        (0.2000001, 2),
        (0.4, 2),
        (0.6, 3),
        (0.600000001, 4),
        (0.8, 4),
        (0.81, 5),
        (0.99, 5),
        (1.0, 5),
        (1e-12, 1),
    ],
)
def test_a_probability_lies_in_a_fifth(probability, score):
    assert probability_score_of(risk(probability=probability)) == score
    assert residual_score_of(risk(residual_probability=probability)) == score


@pytest.mark.parametrize(
    ("score", "probability"), [(1, 0.1), (2, 0.3), (3, 0.5), (4, 0.7), (5, 0.9)]
)
def test_a_score_means_the_middle_of_its_fifth(score, probability):
    assert probability_of(risk(probability_score=score)) == probability
    assert residual_probability_of(risk(residual_score=score)) == probability
    assert probability_score_of(risk(probability=probability)) == score


def test_a_score_needs_both_parts():
    assert risk_score(risk(probability=0.5, impact=4)) == 12
    assert risk_score(risk(probability_score=5, impact=5)) == 25
    assert risk_score(risk(impact=4)) is None
    assert risk_score(risk(probability=0.5)) is None


def test_exposure_names_the_cells_of_each_risk():
    found = of_project(
        risks=[{"risk_id": "R-1", "status": "Open", "probability": 0.5, "cost_impact": 10}]
    )
    assert {
        key: [o.address for o in given.origins]
        for key, given in found["risk_exposure"].inputs.items()
    } == {"R-1": ["Risks!G2", "Risks!H2", "Risks!J2", "Risks!S2", "Risks!D2"]}


def test_nothing_to_cover_does_not_look_at_contingency():
    found = of_project(risks=[{"status": "Closed", "probability": 0.5, "cost_impact": 10}])[
        "contingency_cover"
    ]
    assert list(found.inputs) == ["net_exposure"]
