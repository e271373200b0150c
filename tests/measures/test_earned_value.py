import pytest

from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("earned_value"))
def test_worked_example(example):
    check(example)
