import pytest

from pfreport.measures.engine.measurement import Traced, undefined
from pfreport.measures.value.targets import progress
from pfreport.reasons import Because
from tests.measures.portfolio_builder import portfolio


def goal(start, target, current):
    return portfolio(
        goals=[{"start_value": start, "target_value": target, "current_value": current}]
    ).goals[0]


@pytest.mark.parametrize(
    ("start", "target", "current", "share"),
    [
        (0, 10, 5, 0.5),
        (10, 0, 5, 0.5),
        (0, 10, 12, 1.2),
        (0, 10, -1, -0.1),
        (5, 10, 5, 0),
        (-4, 4, 0, 0.5),
    ],
)
def test_the_share_of_the_way_is_not_clipped(start, target, current, share):
    assert progress(goal(start, target, current)).value == pytest.approx(share)


def test_the_first_value_that_is_missing_is_named():
    assert progress(goal(None, None, 1)) == undefined(Because.NO_FIELD, field="Start value")
    assert progress(goal(1, None, None)) == undefined(Because.NO_FIELD, field="Target value")
    assert progress(goal(1, 2, None)) == undefined(Because.NO_FIELD, field="Current value")


def test_no_way_to_go_is_no_progress():
    found = progress(goal(1, 1, 1))
    assert isinstance(found, Traced)
    assert found.value == undefined(Because.TARGET_IS_START)
    assert [given.origins[0].address for given in found.given.values()] == [
        "Goals!H2",
        "Goals!I2",
        "Goals!J2",
    ]
