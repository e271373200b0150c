"""samples/faulty.xlsx: every fault that can stand beside others, each at its place, and the pack
that is built all the same.
"""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from samples.faulty.plants import PLANTED, Planted
from samples.faulty.writing import write_clean, write_faulty

from pfreport.faults import KINDS, Effect, FaultKind
from pfreport.model.columns import columns
from pfreport.model.portfolio import RECORDS
from pfreport.origins import column_letters
from pfreport.workbook.examine import examine
from tests.rendering.markup import Markup
from tests.workbook.test_planted import CASES, ELSEWHERE

FAULTY = Path(__file__).parent.parent / "samples" / "faulty.xlsx"
ALONE = {
    "PF001": "a workbook with macros is another kind of file",
    "PF524": "which domains mail may go to stands beside the workbook, in pfreport.toml",
    **dict.fromkeys(
        ("PF118", "PF708", "PF709", "PF710", "PF711"),
        "the sample is a standard workbook, read without a mapping",
    ),
    **dict.fromkeys(
        (
            *("PF120", "PF121", "PF225", "PF226", "PF227", "PF228", "PF612", "PF712"),
            *(f"PF{number}" for number in range(420, 430)),
        ),
        "what is hard to believe has its cases in tests/workbook/rules/test_plausible.py",
    ),
    "PF611": "judgements are set against each other where every pair is judged once; PF510 and "
    "PF521 are that they are not",
}
WITHOUT_HEADING = {
    ("Settings", "value"): "B2",
    ("Issues", "owner"): "E1",
    ("Baselines", "second budget"): "F1",
    ("Milestones", "far"): "GT3",
}


@pytest.fixture(scope="module")
def told() -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "pfreport", "check", FAULTY, "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["faults"]
    return found


def test_the_file_is_what_its_script_makes(tmp_path: Path) -> None:
    write_faulty(tmp_path / "faulty.xlsx")
    assert (tmp_path / "faulty.xlsx").read_bytes() == FAULTY.read_bytes(), (
        "run samples/make_samples.py: faulty.xlsx is not current"
    )


def test_without_what_is_planted_there_is_nothing_to_say(tmp_path: Path) -> None:
    write_clean(tmp_path / "clean.xlsx")
    assert examine(tmp_path / "clean.xlsx", {}).faults == ()


def test_check_tells_exactly_what_is_planted_each_at_its_cell(
    told: list[dict[str, object]],
) -> None:
    found = [(fault["code"], fault["sheet"], fault["cell"]) for fault in told]
    assert Counter(found) == Counter((p.code, p.sheet, cell(p)) for p in PLANTED)


def test_every_kind_is_planted_here_or_has_a_case_of_its_own() -> None:
    assert lacking(KINDS, {p.code for p in PLANTED}, {c.code for c in CASES} | ELSEWHERE) == []


@pytest.mark.parametrize("effect", [Effect.NONE, Effect.VALUE_UNKNOWN, Effect.STOPS])
def test_a_kind_without_a_case_is_noticed(effect: Effect) -> None:
    kinds = {**KINDS, "PF999": replace(KINDS["PF201"], code="PF999", effect=effect)}
    planted, elsewhere = {*KINDS}, {*KINDS}
    assert lacking(kinds, planted, elsewhere) == ["PF999"]
    assert lacking(kinds, planted, elsewhere | {"PF999"}) == (
        [] if effect is Effect.STOPS else ["PF999"]
    )
    assert lacking(kinds, planted | {"PF999"}, elsewhere) == []


def test_the_pack_is_built_and_lists_every_fault(
    tmp_path: Path, told: list[dict[str, object]]
) -> None:
    command = [
        sys.executable,
        "-m",
        "pfreport",
        "build",
        FAULTY,
        "-o",
        tmp_path,
        "--format",
        "html",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (3, str(tmp_path / "2026-10"))
    errors = sum(fault["severity"] == "error" for fault in told)
    *unserved, last = done.stderr.splitlines()
    assert (
        last == f"pfreport: built with {errors} error(s) in the workbook: pfreport check lists them"
    )
    assert [line.partition(" gets no mail: ")[0] for line in unserved] == [
        "pfreport: Recipients!A2:",
        "pfreport: Recipients!C3:",
    ]
    assert (
        json.loads((tmp_path / "2026-10/faults.json").read_text(encoding="utf-8"))["faults"] == told
    )
    page = Markup((tmp_path / "2026-10/index.html").read_text(encoding="utf-8")).text
    assert [
        fault["hint"] for fault in told if " ".join(str(fault["hint"]).split()) not in page
    ] == []


def lacking(
    kinds: Mapping[str, FaultKind], planted: Collection[str], elsewhere: Collection[str]
) -> list[str]:
    """Codes without a case: those that can stand beside others must be planted, the others have one
    elsewhere.
    """
    beside = {
        code
        for code, kind in kinds.items()
        if kind.effect is not Effect.STOPS and code not in ALONE
    }
    return sorted((beside - set(planted)) | (kinds.keys() - beside - set(elsewhere) - set(planted)))


def cell(planted: Planted) -> str | None:
    """The address a fault is expected at, by the headings that stand in the file."""
    if planted.field is None:
        return None
    if (planted.sheet, planted.field) in WITHOUT_HEADING:
        return WITHOUT_HEADING[planted.sheet, planted.field]
    record = next(record for record in RECORDS if record.sheet.name == planted.sheet)
    return f"{column_letters(headings()[planted.sheet].index(columns(record)[planted.field].heading) + 1)}{planted.row}"


@functools.cache
def headings() -> Mapping[str, list[object]]:
    book = openpyxl.load_workbook(FAULTY, read_only=True)
    return {
        sheet.title: next([c.value for c in row] for row in sheet.iter_rows(max_row=1))
        for sheet in book
    }
