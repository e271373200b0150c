import pytest

from pfreport.measures.earned.completion import RangeUse, eac_method_used, range_use
from tests.measures.facts_builder import facts, figures

MONTHS = {
    "budget": 1000,
    "planned": [100] * 10,
    "earned": [80] * 5,
    "actual": [96] * 5,
}


@pytest.mark.parametrize(
    ("method", "used", "value"),
    [
        ("cpi", "eac_cpi", 1200),
        ("cpi_spi", "eac_cpi_spi", 1380),
        ("budget", "eac_budget", 1080),
        ("weighted", "eac_weighted", 37380 / 31),
        ("recent", "eac_recent", 1200),
        ("manager", "eac_manager", 1111),
    ],
)
def test_the_settings_choose_the_estimate(method, used, value):
    found = figures(
        facts("2026-05-31", **MONTHS, manager_estimate=1111, settings={"eac_method": method})
    )
    assert found["eac"].value == pytest.approx(value)
    assert eac_method_used(found) == used


def test_a_method_without_a_value_gives_way_and_the_figure_names_the_one_used():
    found = figures(
        facts(
            budget=1000, percent_complete=0.5, cost_to_date=400, settings={"eac_method": "recent"}
        )
    )
    assert (found["eac"].value, eac_method_used(found)) == (800, "eac_cpi")


def test_a_completed_project_goes_by_its_cost():
    found = figures(facts(status="Completed", budget=1000, cost_to_date=900))
    assert eac_method_used(found) == "ac"


def test_no_estimate_no_method():
    assert eac_method_used(figures(facts(budget=1000))) is None


def test_an_estimate_names_only_the_cells_of_the_one_used():
    found = figures(facts("2026-05-31", **MONTHS, manager_estimate=1111))
    assert "eac_manager" not in found["eac"].inputs
    stated = facts(
        "2026-05-31", **MONTHS, manager_estimate=1111, settings={"eac_method": "manager"}
    )
    assert {origin.sheet for origin in figures(stated)["eac"].origins()} == {"Projects"}


def test_what_is_ordered_is_named_where_it_decides():
    found = figures(facts("2026-05-31", **MONTHS, committed={"2026-06": 900}))
    assert (found["eac"].value, eac_method_used(found)) == (1380, "eac_cpi")
    assert "Committed" in found["eac"].inputs


def test_an_estimate_on_an_assumed_plan_stays_out_of_the_range():
    of = facts(
        "2026-03-31",
        budget=1000,
        percent_complete=0.1,
        cost_to_date=110,
        baseline_start="2026-01-01",
        baseline_finish="2026-10-31",
    )
    found = figures(of)
    assert found["eac_cpi_spi"].number > found["eac_high"].number
    assert (found["eac_high"].value, found["eac_high"].marks) == (pytest.approx(1100), ())


@pytest.mark.parametrize(
    ("share", "use"),
    [
        (0.19, RangeUse.INDICATIVE),
        (0.2, RangeUse.FLOOR),
        (0.5, RangeUse.FLOOR),
        (0.51, RangeUse.USABLE),
        (None, RangeUse.INDICATIVE),
    ],
)
def test_the_range_is_worth_more_the_more_is_done(share, use):
    assert range_use(figures(facts(budget=1000, percent_complete=share, cost_to_date=400))) == use
