import dataclasses
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.measures.delivery.dependencies import chain, circles, unmet_prerequisites
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.people import DependencyStatus
from tests.measures.portfolio_builder import portfolio
from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check

START = dt.date(2026, 7, 1)
PROJECTS, EACH = 5, 3


@pytest.mark.parametrize("example", examples("dependencies"))
def test_worked_example(example):
    check(example)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


@st.composite
def plans(draw, *, circular: bool = False):
    """Milestones (baseline, forecast) by project, and dependencies between them; from earlier to
    later projects unless circular.
    """
    dates = [
        [(base := draw(st.integers(0, 60)), base + draw(st.integers(-5, 20))) for _ in range(EACH)]
        for _ in range(PROJECTS)
    ]
    pairs = [(p, q) for p, q in itertools.permutations(range(PROJECTS), 2) if circular or p < q]
    links = draw(
        st.lists(
            st.tuples(
                st.sampled_from(pairs),
                st.integers(0, EACH - 1),
                st.one_of(st.none(), st.integers(0, EACH - 1)),
                st.integers(-20, 70),
            ),
            max_size=8,
        )
    )
    return dates, links


def built(dates, links):
    return portfolio(
        projects=[{} for _ in range(PROJECTS)],
        milestones=[
            {
                "milestone_id": f"M{p}{m}",
                "project_id": f"P-{p + 1}",
                "name": "m",
                "baseline_date": day(base),
                "forecast_date": day(forecast),
            }
            for p, of in enumerate(dates)
            for m, (base, forecast) in enumerate(of)
        ],
        dependencies=[
            {
                "dependency_id": f"D{n}",
                "provider_project": f"P-{p + 1}",
                "receiver_project": f"P-{q + 1}",
                "provider_milestone": f"M{p}{give}",
            }
            | {
                "receiver_milestone": None if take is None else f"M{q}{take}",
                "needed_by": day(needed),
            }
            for n, ((p, q), give, take, needed) in enumerate(links)
        ],
    )


def by_brute_force(dates, links) -> dict[str, int]:
    """Every milestone's day once all pushes have been made again and again until nothing moves."""
    now = {f"M{p}{m}": forecast for p, of in enumerate(dates) for m, (_, forecast) in enumerate(of)}
    base = {f"M{p}{m}": begin for p, of in enumerate(dates) for m, (begin, _) in enumerate(of)}
    while True:
        before = dict(now)
        for (p, q), give, take, needed in links:
            late = max(0, now[f"M{p}{give}"] - needed)
            begin = needed if take is None else base[f"M{q}{take}"]
            for m in range(EACH):
                key = f"M{q}{m}"
                if late and base[key] >= begin:
                    now[key] = max(now[key], base[key] + late)
        if now == before:
            return now


@given(plans())
def test_lateness_travels_as_far_as_brute_force_says(plan):
    found = chain(built(*plan))
    own = {
        f"M{p}{m}": forecast for p, of in enumerate(plan[0]) for m, (_, forecast) in enumerate(of)
    }
    expected = {key: end for key, end in by_brute_force(*plan).items() if end > own[key]}
    assert {key: (move.pushed - START).days for key, move in found.moves.items()} == expected
    assert found.circle == ()


@given(plans(circular=True))
def test_circles_end_and_push_nobody(plan):
    found = chain(built(*plan))
    assert len(found.handovers) == len(plan[1])
    assert not {d.dependency_id for move in found.moves.values() for d in move.because} & set(
        found.circle
    )


@given(plans(circular=True), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(plan, shuffle):
    whole = built(*plan)
    figures = measure_portfolio(whole).portfolio
    mixed = list(whole.dependencies)
    shuffle.shuffle(mixed)
    other = measure_portfolio(dataclasses.replace(whole, dependencies=tuple(mixed))).portfolio
    for key in figures:
        if key.startswith(("lateness", "days_late")):
            assert other[key].value == figures[key].value


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 6)), min_size=7, max_size=7))
def test_what_is_left_of_a_graph_lies_on_circles_or_between_them(graph):
    after = {str(key): {str(one) for one in graph.get(key, ())} for key in range(7)}

    def reached(key: str) -> set[str]:
        seen: set[str] = set()
        todo = list(after[key])
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo += after[one]
        return seen

    on_circle = {key for key in after if key in reached(key)}
    between = {
        k for k in after if reached(k) & on_circle and any(k in reached(c) for c in on_circle)
    }
    assert circles(after) == on_circle | between


def test_two_projects_that_wait_for_each_other_are_a_circle():
    links = [((0, 1), 0, 0, 0), ((1, 0), 0, 0, 0)]
    found = chain(built([[(10, 30)] * EACH, [(10, 30)] * EACH, *[[(0, 0)] * EACH] * 3], links))
    assert found.circle == ("D0", "D1")
    assert found.moves == {}
    assert found.handovers["D0"].days == 30


def test_what_is_done_or_reached_or_ended_is_not_pushed():
    late = [((0, 1), 0, 0, 0)]
    whole = built([[(10, 30)] * EACH, [(10, 10)] * EACH, *[[(0, 0)] * EACH] * 3], late)
    assert len(chain(whole).moves) == EACH
    ended = portfolio(projects=[{}, {"status": "Completed"}, {}, {}, {}]).projects
    assert chain(dataclasses.replace(whole, projects=ended)).moves == {}
    (waited_for,) = whole.dependencies
    done = dataclasses.replace(waited_for, status=DependencyStatus.DONE)
    assert chain(dataclasses.replace(whole, dependencies=(done,))).moves == {}
    reached = dataclasses.replace(whole.milestones[EACH], actual_date=dt.date(2026, 6, 30))
    changed = tuple(
        reached if m.milestone_id == reached.milestone_id else m for m in whole.milestones
    )
    assert len(chain(dataclasses.replace(whole, milestones=changed)).moves) == EACH - 1


def test_a_prerequisite_is_met_once_completed():
    of = portfolio(
        projects=[
            {"prerequisites": ("P-2", "P-3", "P-4")},
            {"status": "Completed"},
            {"status": "Cancelled"},
            {"status": "Active"},
        ]
    )
    assert unmet_prerequisites(of, "P-1") == ("P-3", "P-4")
    assert (
        unmet_prerequisites(
            portfolio(projects=[{"prerequisites": ("P-2",), "status": "Completed"}, {}]), "P-1"
        )
        == ()
    )
