import pytest

from pfreport import assets
from pfreport.charts import value_bubble
from pfreport.pipeline import find
from pfreport.rendering.text.values import Formats
from pfreport.workbook.examine import examine
from tests.charts import pictures
from tests.charts.findings import findings, periods, project
from tests.charts.pictures import look, painted, texts

BENEFITS = [
    {"benefit_id": f"B-{n}", "project_id": f"P-{n}", "type": "Cashable", "name": "Saving"}
    for n in (1, 2)
]
MONEY = [{"benefit_id": f"B-{n}", "period": "2027-06", "planned": 1000.0 * n} for n in (1, 2)]
RISKS = [
    {
        "risk_id": f"R-{n}",
        "project_id": f"P-{n}",
        "title": "Late",
        "status": "Open",
        "probability": 0.5,
        "impact": 3,
        "cost_impact": 240.0 * n,
    }
    for n in (1, 2)
]


def _given(**given):
    usual = {
        "projects": [project("P-1"), project("P-2")],
        "periods": [*periods("P-1", 100, 100), *periods("P-2", 100, 100)],
        "benefits": BENEFITS,
        "benefit_periods": MONEY,
        "risks": RISKS,
    }
    return findings(**usual | given)


def test_risk_is_exposure_over_budget_and_value_is_npv_to_go():
    given = _given()
    data = value_bubble.prepare(given)
    assert (data.risk, data.value, data.currency) == ("exposure", "npv_to_go", "EUR")
    assert [p.risk for p in data.prospects] == [pytest.approx(0.1), pytest.approx(0.2)]
    assert [p.cost for p in data.prospects] == [pytest.approx(600), pytest.approx(600)]
    assert data.prospects[0].value == given.measurements.projects["P-1"]["npv_to_go"].value


def test_without_risks_the_chance_of_failure_stands_in():
    data = value_bubble.prepare(
        _given(
            risks=[], projects=[project("P-1", feasibility=0.9), project("P-2", feasibility=0.7)]
        )
    )
    assert data.risk == "failure"
    assert [p.risk for p in data.prospects] == [pytest.approx(0.1), pytest.approx(0.3)]


def test_mandatory_projects_are_counted_apart():
    projects = [
        project("P-1"),
        project("P-2"),
        project("P-3", mandatory=True, mandatory_reason="Law"),
    ]
    assert value_bubble.prepare(_given(projects=projects)).mandatory == 1


def test_one_project_alone_is_no_chart():
    assert value_bubble.prepare(_given(risks=RISKS[:1])) is None
    assert value_bubble.prepare(findings()) is None


def test_the_axes_say_what_they_show():
    shown = {text for text, _ in texts(painted("value_bubble", pictures.value_by_risk()))}
    assert {"NPV to go, EUR million", "Risk exposure, % of budget"} <= shown


def test_the_text_alternative_names_best_and_worst():
    said = Formats("en").text(value_bubble.alt(pictures.value_by_risk(4))).replace("\u00a0", " ")
    assert said.endswith(
        "most P-000 Project 0 with EUR 5.00 m, least P-003 Project 3 with EUR 2.00 m"
    )


@pytest.mark.parametrize("size", [("print", 516), ("screen", 660)])
def test_a_bubble_whose_name_has_no_room_is_labelled_by_its_id(size):
    data = value_bubble.prepare(find(examine(assets.folder("samples") / "portfolio.xlsx", {})))
    shown = " ".join(text for text, _ in texts(painted("value_bubble", data, look(*size))))
    assert [one.project.key for one in data.prospects if one.project.key not in shown] == []
