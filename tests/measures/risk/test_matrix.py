from pfreport.measures.risk.matrix import risk_matrix
from tests.measures.portfolio_builder import portfolio


def test_the_matrix_keeps_who_stands_where():
    rows = [
        {"risk_id": "R-1", "probability": 0.5, "impact": 4},
        {"risk_id": "R-2", "probability_score": 3, "impact": 4},
        {"risk_id": "R-3"},
    ]
    risks = portfolio(risks=[{"status": "Open", **row} for row in rows]).risks
    assert {place: [r.risk_id for r in of] for place, of in risk_matrix(risks).items()} == {
        (3, 4): ["R-1", "R-2"]
    }
    assert risk_matrix(risks, residual=True) == {}
