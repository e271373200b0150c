"""What earlier versions wrote stays readable; what newer ones wrote is refused."""

from __future__ import annotations

import pytest

from pfreport.history import past_pack
from pfreport.history.past_pack import PackError, read_pack
from pfreport.history.schema import Schema, SchemaError
from tests.test_first_edition import LEFT

THIRD = Schema(
    "thing",
    (
        lambda held: {**held, "steps": ["first"]},
        lambda held: {**held, "steps": [*held["steps"], "second"]},
    ),
)


@pytest.mark.parametrize(
    ("number", "steps"), [(1, ["first", "second"]), (2, ["given", "second"]), (3, ["given"])]
)
def test_what_was_written_earlier_is_led_to_today(number, steps):
    read = THIRD.read({"schema": f"thing/{number}", "steps": ["given"]})
    assert read == {"schema": "thing/3", "steps": steps}


@pytest.mark.parametrize(
    "held",
    [
        *({"schema": schema} for schema in ("thing/4", "thing/0", "thing", "other/1", 1, None, [])),
        {},
        [],
        "thing/1",
        None,
    ],
)
def test_what_is_of_another_program_or_newer_is_refused(held):
    with pytest.raises(SchemaError, match="none of thing/3"):
        THIRD.read(held)


def test_packs_of_the_number_before_are_read_through_the_step(monkeypatch):
    def renamed(held):
        return {**held, "status_date": held["status_date"].replace("2026", "2027")}

    monkeypatch.setattr(past_pack, "SCHEMA", Schema("pfreport.measures", (renamed,)))
    folder = (LEFT / "packs" / "2026-09").resolve()
    assert read_pack(folder).status_date.year == 2027

    def failing(held):
        return {**held, "status_date": held["nothing"]}

    monkeypatch.setattr(past_pack, "SCHEMA", Schema("pfreport.measures", (failing,)))
    with pytest.raises(PackError, match=r"measures\.json is not what pfreport writes"):
        read_pack(folder)
