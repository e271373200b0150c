"""The typed keys are those of the words, and mypy finds a wrong one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("call", "right"),
    [
        ('say("executive.empty")', True),
        ('say("executive.emptied")', False),
        ('term("section.health")', True),
        ('term("section." + name)', False),
        ('member("phase", name)', True),
        ('member("phases", name)', False),
        ('Sentence("no.such.key")', False),
        ('Light(None, word="status.On hold")', True),
        ('Light(None, word="status.Asleep")', False),
    ],
)
def test_mypy_finds_a_wrong_key(tmp_path_factory, call, right):
    folder = tmp_path_factory.getbasetemp() / "typed-keys"
    folder.mkdir(exist_ok=True)
    module = folder / "module.py"
    module.write_text(
        "from pfreport.report.words import member, say, term\n"
        "from pfreport.values import Light, Sentence\n\n\n"
        f"def made(name: str) -> object:\n    return {call}\n",
        encoding="utf-8",
    )
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={folder}/cache", module],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, "arg-type" in found.stdout) == (0 if right else 1, not right)
