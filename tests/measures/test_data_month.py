import pytest

from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("data_month"))
def test_worked_example(example):
    check(example)
