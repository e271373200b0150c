import pytest

from tests.measures.worked_examples import examples
from tests.measures.worked_portfolios import check


@pytest.mark.parametrize("example", examples("concentration"))
def test_worked_example(example):
    check(example)
