"""Workbooks drawn at random: every planted fault is told at its cell and nothing else is; what carries no meaning moves no figure."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pfreport.settings import Config
from pfreport.workbook import child, reader
from pfreport.workbook.load import Validated, validate
from pfreport.workbook.preflight import look_through, private_copy
from pfreport.workbook.raw import RawWorkbook
from tests.fuzzing.cells import CELLS
from tests.fuzzing.ground import Ground
from tests.fuzzing.keys import KEYS
from tests.fuzzing.layout import shuffled
from tests.fuzzing.portfolios import draw
from tests.fuzzing.rules import RULES
from tests.fuzzing.whole_sheets import SHEETS
from tests.fuzzing.writer import write_book

WORKBOOKS, BATCH = 2000, 250
PLANTS = (*CELLS, *KEYS, *RULES, *SHEETS)
MOST = 5


def read(path: Path) -> RawWorkbook:
    """As the reading process does, without the process."""
    with private_copy(path) as copy:
        look = look_through(copy)
        sheets = {sheet["name"]: reader._table(sheet) for sheet in child.read_sheets(str(copy.path), list(look.suspects))}
    return RawWorkbook(copy.name, copy.sha256, sheets, look.macros)


def checked(raw: RawWorkbook) -> Validated:
    return validate(raw, Config(), {})


def found(raw: RawWorkbook) -> list[tuple[str, str]]:
    return sorted((fault.code, fault.origin.address) for fault in checked(raw).faults)


def planted(seed: int, path: Path) -> list[tuple[str, str]]:
    """Writes the workbook of a seed and says what must be told of it."""
    chance = random.Random(seed)
    drawn = draw(chance)
    ground = Ground(chance, drawn, shuffled(drawn, chance))
    told = [one for plant in chance.sample(PLANTS, chance.randint(0, MOST)) for one in plant(ground)]
    write_book(path, ground.pages(), ground.layout.date_system)
    return sorted((one.code, one.address(ground.layout)) for one in told)


@pytest.mark.parametrize("first", range(0, WORKBOOKS, BATCH))
def test_every_planted_fault_is_told_at_its_cell_and_nothing_else_is(tmp_path: Path, first: int) -> None:
    path = tmp_path / "book.xlsx"
    for seed in range(first, first + BATCH):
        expected = planted(seed, path)
        assert (seed, found(read(path))) == (seed, expected)
