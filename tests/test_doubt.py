"""What cannot be read is left out of what rests on it, and ends no build."""

from __future__ import annotations

from tests import packs


def test_a_currency_that_cannot_be_read_is_never_taken_one_to_one(tmp_path):
    rows = [packs.project("A"), packs.project("B", budget=1e7, currency="K\u010d")]
    total = packs.measures(packs.pack(tmp_path, {"Projects": rows}))["portfolio"]["bac"]
    assert (total["value"], total["coverage"]) == (1000.0, {"of": 2, "stated": 1})


def test_a_project_with_a_blank_status_is_left_out_and_named(tmp_path):
    rows = [packs.project("A"), packs.project("B", status=None)]
    built = packs.pack(tmp_path, {"Projects": rows})
    gaps = [(gap.project_id, gap.reason) for gap in built.findings.portfolio.left_out]
    assert gaps == [("B", "Projects!I3 is blank")]
    assert packs.measures(built)["portfolio"]["bac"]["value"] == 1000.0
