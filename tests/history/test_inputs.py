"""What `inputs.json` holds is the whole portfolio: read back it gives every figure again."""

import dataclasses
import json

import pytest

from pfreport import assets
from pfreport.history.inputs import portfolio_of
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.origins import place
from pfreport.pipeline import find
from pfreport.ratings.rate import rate_portfolio
from pfreport.rendering.data.exports import inputs_json
from pfreport.workbook.examine import examine

SAMPLES = assets.folder("samples")


def read_back(found):
    settings = found.portfolio.settings
    return portfolio_of(
        json.loads(inputs_json(found).content), settings.portfolio_name, settings.status_date
    )


@pytest.fixture(scope="module", params=["portfolio.xlsx", "starter.xlsx", "faulty.xlsx"])
def both(request):
    """A sample as it was read, and as its `inputs.json` has it."""
    found = find(examine(SAMPLES / request.param, {}))
    return found, read_back(found)


def test_every_value_and_cell_is_there_again(both):
    found, again = both
    for record in RECORDS:
        name = field_of(record)
        before, after = getattr(found.portfolio, name), getattr(again, name)
        assert [row.key for row in before] == [row.key for row in after]
        for row, back in zip(
            *(sorted(rows, key=lambda row: row.origin.row) for rows in (before, after)), strict=True
        ):
            for field in columns(record):
                assert getattr(row, field) == getattr(back, field), (row.key, field)
                if getattr(row, field) not in (None, ()) and row.at(field).column:
                    assert row.at(field) == back.at(field)


def test_every_figure_and_light_is_there_again(both):
    found, again = both
    measured = measure_portfolio(again)
    for one in found.measurements.every():
        back = measured.by_path[one.path]
        assert (one.value, one.undefined_because, one.unit) == (
            back.value,
            back.undefined_because,
            back.unit,
        ), one.path
    lights = {
        key: {name: r.computed for name, r in of.items()} for key, of in found.ratings.items()
    }
    assert {
        key: {name: r.computed for name, r in of.items()}
        for key, of in rate_portfolio(again, measured).items()
    } == lights


def test_settings_are_those_of_the_workbook(both):
    found, again = both
    assert dataclasses.replace(again.settings, origins={}) == dataclasses.replace(
        found.portfolio.settings, origins={}
    )
    assert again.settings.at("portfolio_name") == found.portfolio.settings.at("portfolio_name")


def test_a_project_by_itself_is_what_only_gives_of_it(both):
    found, _ = both
    ids = list(found.portfolio.project_by_id)
    assert list(found.portfolio.each(ids)) == [(key, found.portfolio.only([key])) for key in ids]


@pytest.mark.parametrize(
    "address",
    [
        "Periods!E37",
        "'Benefit periods'!AB5",
        "'It''s'!A1",
        "Projects!7",
        "pfreport.toml:12",
        "Projects",
    ],
)
def test_an_address_names_the_place_it_was_made_from(address):
    assert place(address).address == address


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"sheets": []},
        {"sheets": {"Projects": {"P-1": {"project_id": "P-1"}}}},
        {
            "sheets": {
                "Projects": {
                    "P-1": {"project_id": ["P-1", "Projects!A2"], "baseline_start": ["soon", None]}
                }
            }
        },
        {"sheets": {"Periods": {"P-1 / x": {"project_id": ["P-1", None], "period": ["x", None]}}}},
        {"sheets": {"Projects": {"P-1": {"status": ["Sleeping", None]}}}},
        {"sheets": {"Projects": {"P-1": {"project_id": ["P-1", None], "budget": ["much", None]}}}},
        {"sheets": {"Projects": {"P-1": {"project_id": [7, None]}}}},
    ],
)
def test_what_we_did_not_write_is_refused(content):
    import datetime as dt

    with pytest.raises((LookupError, TypeError, ValueError, AttributeError)):
        portfolio_of(content, "Any", dt.date(2026, 10, 31))
