import math

from pfreport.measures.engine.monthly import by_month, totals
from tests.measures.facts_builder import facts


def test_months_are_added_over_projects_and_blank_stays_blank():
    one = facts(budget=100, planned=[10, 20, None], actual=[5])
    frame = by_month([one])
    assert frame.loc[("P-1", "2026-01")].to_dict() | {"earned": None, "forecast": None} == {
        "planned": 10,
        "earned": None,
        "actual": 5,
        "forecast": None,
    }
    assert math.isnan(frame.loc[("P-1", "2026-02"), "actual"])
    twice = totals(by_month([one, facts(budget=100, planned=[1, 2, 4])]))
    assert twice["planned"].to_dict() == {"2026-01": 11, "2026-02": 22, "2026-03": 4}
    assert math.isnan(twice.loc["2026-03", "actual"])


def test_nothing_by_month_is_an_empty_table():
    assert len(totals(by_month([facts(budget=100)]))) == 0
