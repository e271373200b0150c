"""The typed keys are those of the words, and mypy finds a wrong one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

from tools.make_words import families, is_stale, written

from pfreport.words import keys
from pfreport.words.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent.parent


def typed() -> set[str]:
    return {key for part in get_args(keys.Key) for key in (get_args(part) or (part,))}


def test_the_keys_of_the_repository_are_current(tmp_path):
    assert not is_stale()
    changed = tmp_path / "keys.py"
    changed.write_text(written().replace("phase.Execution", "phase.Doing"), encoding="utf-8")
    assert is_stale(changed)
    assert is_stale(tmp_path / "missing.py")


def test_the_types_hold_every_key_of_every_file():
    assert typed() == {*catalogue().texts}
    assert {*get_args(keys.Family)} == {*families(catalogue().texts)}


def test_a_new_file_brings_a_type_of_its_own(tmp_path):
    (tmp_path / "new_words.toml").write_text('"a.b" = "text"\n', encoding="utf-8")
    assert 'NewWordsKey = Literal[\n    "a.b",\n]' in written(tmp_path)
    assert 'Family = Literal[\n    "a",\n]' in written(tmp_path)


RIGHT = (
    'say("executive.empty")',
    'term("section.health")',
    'member("phase", name)',
    'Light(None, word="status.On hold")',
)
WRONG = (
    'say("executive.emptied")',
    'term("section." + name)',
    'member("phases", name)',
    'Sentence("no.such.key")',
    'Light(None, word="status.Asleep")',
)


def test_mypy_finds_a_wrong_key(tmp_path):
    module = tmp_path / "module.py"
    calls = "".join(f"    {call},\n" for call in (*RIGHT, *WRONG))
    head = (
        "from pfreport.report.words import member, say, term\n"
        "from pfreport.values import Light, Sentence\n"
        "name = str()\n"
        "made = (\n"
    )
    module.write_text(f"{head}{calls})\n", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "mypy", f"--cache-dir={tmp_path}/cache", module],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    first = head.count("\n") + 1 + len(RIGHT)
    lines = [int(line.split(":")[1]) for line in found.stdout.splitlines() if ": error:" in line]
    assert lines == list(range(first, first + len(WRONG))), found.stdout[:2000]
