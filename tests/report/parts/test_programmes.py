from __future__ import annotations

import pytest

from pfreport.measures.engine.measurement import Subject
from pfreport.model.project import Status
from pfreport.report.parts.programmes import SORTS, groups, named, own_figures
from pfreport.values import Person
from tests.report.findings import findings, project, text

PROGRAMME, SPONSOR, UNIT = SORTS


def three():
    """Two projects of one sponsor, spelt two ways, one of another, one of none."""
    return findings(
        projects=[
            project(budget=100.0, cost_to_date=40.0, percent_complete=0.5, sponsor="Ann Lee"),
            project(
                budget=300.0,
                cost_to_date=100.0,
                percent_complete=0.25,
                sponsor="ann  LEE",
                programme="Grid",
            ),
            project(sponsor="Bo Ek", status="Completed"),
            project(),
        ]
    )


def test_spellings_are_one_and_those_of_none_come_last():
    found = groups(three(), (Status.ACTIVE, Status.COMPLETED), SPONSOR)
    assert [(text(one.name), one.project_ids) for one in found] == [
        ("Ann Lee", ("P-1", "P-2")),
        ("Bo Ek", ("P-3",)),
        ("No sponsor", ("P-4",)),
    ]
    assert [one.heading for one in found] == [False, False, True]
    assert isinstance(found[0].name, Person)


def test_a_subtotal_is_a_ratio_of_sums():
    ann = groups(three(), (Status.ACTIVE,), SPONSOR)[0].figures
    # earned 50 and 75 for 40 and 100 spent
    assert ann.number("cpi") == pytest.approx(125 / 140)
    assert ann.number("bac") == 400
    assert ann.by_id["cpi"].coverage.stated == 2


def test_programmes_have_the_figures_that_were_measured():
    found = three()
    assert (
        groups(found, (Status.ACTIVE,), PROGRAMME)[0].figures.by_id
        == found.measurements.programmes["Grid"]
    )


def test_no_path_tells_a_name():
    found = own_figures(three())
    assert {path.split("/")[1] for path in found} == {"1", "2"}
    assert text(named(three(), Subject("sponsor", "2"))) == "Bo Ek"


def test_where_no_unit_is_named_there_is_no_heading():
    assert [(one.project_ids, one.heading) for one in groups(three(), (Status.ACTIVE,), UNIT)] == [
        (("P-1", "P-2", "P-4"), False)
    ]
