"""What several packs say together."""

from __future__ import annotations

import pytest

from pfreport.history.history import History
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.measurement import Subject
from tests.history.past import after, pack
from tests.report.findings import findings, project

P1 = Subject("project", "P-1")
GOOD, BAD = {"cost_to_date": 500.0}, {"cost_to_date": 900.0}


def at(month, fields, status="Active"):
    return findings(f"2026-{month:02d}-28", projects=[project(**fields, status=status)])


def test_figures_and_lights_are_told_oldest_first_and_as_many_as_asked_for():
    history = History(
        tuple(pack(at(month, GOOD | {"cost_to_date": 100.0 * month})) for month in (3, 4, 5))
    )
    assert history.values(P1, "ac") == (300.0, 400.0, 500.0)
    assert history.values(P1, "ac", most=2) == (400.0, 500.0)
    assert history.values(Subject("project", "P-9"), "ac") == (None, None, None)
    assert history.values(P1, "no_such") == (None, None, None)


def test_the_pack_of_a_month_is_found_by_it():
    history = History((pack(at(3, GOOD)), pack(at(4, GOOD))))
    assert history.pack_of(Month(2026, 4)).name == "2026-04.1"
    assert history.pack_of(Month(2026, 5)) is None


@pytest.mark.parametrize(
    ("course", "first"),
    [
        ((BAD, BAD, BAD), Month(2026, 3)),
        ((GOOD, BAD, BAD), Month(2026, 4)),
        ((BAD, GOOD, BAD), Month(2026, 5)),
        ((BAD, BAD, GOOD), None),
    ],
)
def test_red_since_is_where_the_unbroken_run_began(course, first):
    packs = tuple(pack(at(month, fields)) for month, fields in zip((3, 4, 5), course, strict=True))
    found = History(packs).red_since("P-1", "overall")
    assert (found.month if found else None) == first


@pytest.mark.parametrize("status", ["Proposed", "On hold", "Cancelled"])
def test_a_project_that_is_not_rated_has_no_light(status):
    assert pack(at(3, BAD, status)).light("P-1", "overall") is None


def test_an_approved_project_is_rated_once_it_has_started():
    waiting = findings(
        "2026-03-28", projects=[project(status="Approved", baseline_start="2026-09-01")]
    )
    begun = findings("2026-03-28", projects=[project(status="Approved")])
    assert pack(waiting).light("P-1", "overall") is None
    assert pack(begun).light("P-1", "cost") is not None


def test_a_completed_project_keeps_its_final_lights():
    done = findings(
        "2026-03-28",
        projects=[project(status="Completed", actual_finish="2026-03-01", percent_complete=1.0)],
    )
    assert pack(done).light("P-1", "cost") is Rag.GREEN


def test_what_moved_is_told_from_the_last_pack_alone():
    found = after(
        at(6, {"cost_to_date": 625.0}),
        at(4, {"cost_to_date": 400.0}),
        at(5, {"cost_to_date": 500.0}),
    )
    (move,) = [one for one in found.history.moved.moves if one.id == "cpi"]
    assert (move.before, move.now) == (1.0, 0.8)
    assert [cause.change.field for cause in move.causes.named] == ["cost_to_date"]
