import pytest

from tests.measures.worked_examples import check, examples


@pytest.mark.parametrize("example", examples("estimates"))
def test_worked_example(example):
    check(example)
