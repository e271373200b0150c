"""Workbooks drawn at random: every planted fault is told at its cell and nothing else is; what
carries no meaning moves no figure.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pfreport.advice.findings import Findings
from pfreport.faults import KINDS
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.portfolio import RECORDS
from pfreport.model.source import Source
from pfreport.ratings.rate import rate_portfolio
from pfreport.rendering.data.exports import measures_json
from pfreport.settings import Config
from pfreport.workbook.file import child, reader
from pfreport.workbook.file.preflight import look_through, private_copy
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.file.source import read_workbook
from pfreport.workbook.mapping import apply  # noqa: F401 - registers its faults
from pfreport.workbook.rules import judged  # noqa: F401 - registers its faults
from tests.fuzzing.cells import CELLS
from tests.fuzzing.goals import GOALS_AND_PAIRS
from tests.fuzzing.governance import GOVERNANCE
from tests.fuzzing.ground import Ground, Told
from tests.fuzzing.keys import KEYS
from tests.fuzzing.layout import Layout, pages, plain, shuffled
from tests.fuzzing.portfolios import Drawn, draw, expected_figures
from tests.fuzzing.rules import RULES
from tests.fuzzing.whole_sheets import SHEETS
from tests.fuzzing.writer import write_book
from tests.simulations import simulated_in
from tests.workbook.books import validate

WORKBOOKS, BATCH, REREAD = 2000, 250, 120
PLANTS = (*CELLS, *KEYS, *RULES, *SHEETS, *GOVERNANCE, *GOALS_AND_PAIRS)
MOST = 5
NEVER = {
    "PF001": "a workbook with macros is another kind of file",
    **dict.fromkeys(
        ("PF101", "PF102", "PF110", "PF117", "PF119"), "without projects no other rule is asked"
    ),
    **dict.fromkeys(
        ("PF701", "PF702", "PF703", "PF704", "PF705", "PF707"),
        "without settings no other rule is asked",
    ),
    **dict.fromkeys(
        ("PF118", "PF708", "PF709", "PF710", "PF711"),
        "standard workbooks are read without a mapping",
    ),
    **dict.fromkeys(
        (
            *("PF120", "PF121", "PF225", "PF226", "PF227", "PF228", "PF712"),
            *(f"PF{number}" for number in range(420, 430)),
        ),
        "they are planted in tests/workbook/rules/test_plausible.py and test_planted.py",
    ),
    **dict.fromkeys(
        ("PF609", "PF610", "PF612"), "they need figures, and are told after all others"
    ),
    "PF524": "which domains mail may go to stands beside the workbook",
}
OF_ANY_SIZE = ("PF226", "PF423")
"""What is doubted by the other values of a column or a row: drawn ones are of any size."""
BY_CHANCE = ("PF407", "Benefit periods")
"""A drawn Expected benefit may lie where months that rise by one happen to end."""
RUNS = 50
"""Whether an outcome moves does not hang on how often it is simulated."""


def read(path: Path) -> RawWorkbook:
    """As the reading process does, without the process."""
    with private_copy(path) as copy:
        look = look_through(copy)
        sheets = {
            sheet["name"]: reader._table(sheet)
            for sheet in child.read_sheets(str(copy.path), list(look.suspects))
        }
    return RawWorkbook(copy.name, copy.sha256, sheets, look.macros)


def found(raw: RawWorkbook) -> list[tuple[str, str]]:
    return sorted(
        (fault.code, fault.origin.address)
        for fault in validate(raw, Config(), {}).faults
        if fault.code not in OF_ANY_SIZE and (fault.code, fault.origin.sheet) != BY_CHANCE
    )


def ground_of(seed: int) -> tuple[Ground, list[Told]]:
    """What the workbook of a seed is to be, and what must be told of it."""
    chance = random.Random(seed)
    drawn = draw(chance)
    ground = Ground(chance, drawn, shuffled(drawn, chance))
    return ground, [
        one for plant in chance.sample(PLANTS, chance.randint(0, MOST)) for one in plant(ground)
    ]


def written(path: Path, drawn: Drawn, layout: Layout) -> Path:
    return write_book(path, pages(drawn, layout).values(), layout.date_system)


def figures(path: Path) -> Any:
    """`measures.json` without the addresses and the digest of the file."""
    raw = read(path)
    checked = validate(raw, Config(), {})
    assert checked.portfolio, checked.faults
    with simulated_in(RUNS):
        measured = measure_portfolio(checked.portfolio)
    findings = Findings(
        Source(raw.name, "", {}),
        checked.portfolio,
        checked.faults,
        measured,
        rate_portfolio(checked.portfolio, measured),
    )
    return json.loads(
        re.sub(r"Limits![A-Z]+\d+", "Limits", measures_json(findings).content.decode()),
        object_hook=without_places,
    )


def without_places(found: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in found.items() if key != "cells"}
    return (
        kept | {"from": [source for source in kept["from"] if "!" not in source]}
        if "from" in kept
        else kept
    )


@pytest.mark.parametrize("first", range(0, WORKBOOKS, BATCH))
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


def test_the_workbooks_have_every_fault_that_can_stand_beside_others_and_each_several_times() -> (
    None
):
    often = Counter(one.code for seed in range(WORKBOOKS) for one in ground_of(seed)[1])
    assert often.keys() | NEVER.keys() == KINDS.keys()
    assert not often.keys() & NEVER.keys()
    assert min(often.values()) > 1


@pytest.mark.parametrize("first", range(0, REREAD, REREAD // 4))
def test_order_headings_and_date_system_move_no_figure(tmp_path: Path, first: int) -> None:
    for seed in range(first, first + REREAD // 4):
        chance = random.Random(seed)
        drawn = draw(chance)
        one = figures(written(tmp_path / "book.xlsx", drawn, plain(drawn)))
        other = figures(written(tmp_path / "book.xlsx", drawn, shuffled(drawn, chance)))
        assert (seed, other) == (seed, one)
        for project in drawn.by_month:
            measured = one["projects"][project]["measures"]
            expected = expected_figures(drawn, project)
            assert {name: measured[name]["value"] for name in expected} == pytest.approx(
                expected
            ), (seed, project)


def test_the_reading_process_reads_the_same(tmp_path: Path) -> None:
    for seed in range(0, WORKBOOKS, WORKBOOKS // 20):
        ground, _ = ground_of(seed)
        path = write_book(tmp_path / "book.xlsx", ground.pages(), ground.layout.date_system)
        assert (seed, read_workbook(path)) == (seed, read(path))


def test_check_ends_as_it_should_whatever_the_workbook(tmp_path: Path) -> None:
    for seed in range(7, WORKBOOKS, WORKBOOKS // 8):
        ground, _ = ground_of(seed)
        path = write_book(tmp_path / "book.xlsx", ground.pages(), ground.layout.date_system)
        command = [sys.executable, "-m", "pfreport", "check", path, "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (
            3 if json.loads(done.stdout)["counts"]["error"] else 0,
            "",
        ), seed


def test_every_sheet_is_filled_in_many_of_them() -> None:
    often = Counter(name for seed in range(400) for name in ground_of(seed)[0].drawn.sheets)
    assert {record.sheet.name for record in RECORDS} <= often.keys()
    assert min(often.values()) > 20
