"""As tests/test_fuzz.py, over many more workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzzing.writer import write_book
from tests.test_fuzz import WORKBOOKS, found, ground_of, read

BATCHES, BATCH = 100, 1000


@pytest.mark.parametrize("first", range(WORKBOOKS, WORKBOOKS + BATCHES * BATCH, BATCH))
def test_every_planted_fault_is_told_at_its_cell_and_nothing_else_is(
    tmp_path: Path, first: int
) -> None:
    for seed in range(first, first + BATCH):
        ground, told = ground_of(seed)
        path = write_book(tmp_path / "book.xlsx", ground.pages(), ground.layout.date_system)
        assert (seed, found(read(path))) == (
            seed,
            sorted((one.code, one.address(ground.layout)) for one in told),
        )
