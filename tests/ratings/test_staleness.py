from __future__ import annotations

import datetime as dt

import pytest

from pfreport.kinds import Rag
from pfreport.model.project import Status
from tests.ratings.cases import STATUS_DATE, colours, portfolio, rate
from tests.ratings.test_lights import FINE

FIGURES = {**FINE, "cpi": 0.92, "scope_delivered": 0.5}


def lights(age: int | None, **fields):
    updated = None if age is None else STATUS_DATE - dt.timedelta(days=age)
    return rate(FIGURES, portfolio(status_updated_on=updated, **fields))


@pytest.mark.parametrize("age", [0, 35, -3, None])
def test_a_status_within_the_limit_or_without_a_date_is_not_stale(age):
    found = lights(age)
    assert {one.stale_days for one in found.values()} == {None}
    assert found["time"].computed is Rag.GREEN


def test_a_stale_green_is_grey_and_amber_and_red_stay_marked():
    found = lights(36)
    assert found["time"].computed is Rag.GREY
    assert found["quality"].computed is Rag.GREY
    assert found["cost"].computed is Rag.AMBER
    assert found["scope"].computed is Rag.RED
    assert {one.stale_days for one in found.values()} == {36}


def test_not_reporting_is_no_way_out_of_a_red_overall_light():
    assert lights(400)["overall"].computed is Rag.RED


def test_a_project_that_was_green_throughout_is_grey_overall_once_stale():
    updated = STATUS_DATE - dt.timedelta(days=36)
    assert set(colours(rate(FINE, portfolio(status_updated_on=updated))).values()) == {Rag.GREY}


def test_the_figure_behind_a_stale_light_is_still_named():
    found = lights(36)["time"]
    assert found.measurement is not None
    assert found.measurement.id == "spi_t"


@pytest.mark.parametrize(("stale_days", "colour"), [(10, Rag.GREY), (11, Rag.GREEN)])
def test_the_setting_moves_the_limit(stale_days, colour):
    assert lights(11, settings={"stale_days": stale_days})["time"].computed is colour


def test_final_lights_do_not_go_stale():
    found = lights(400, status=Status.COMPLETED)["time"]
    assert (found.computed, found.stale_days) == (Rag.GREEN, None)


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.ON_HOLD, Status.CANCELLED])
def test_what_has_no_lights_has_none_to_go_stale(status):
    assert {one.stale_days for one in lights(400, status=status).values()} == {None}
