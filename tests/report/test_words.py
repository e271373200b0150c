"""Guards of the words: every key that is used exists, every key is used, every slot is filled, no
figure stands in them.

Each guard is a function of what it guards, so that a planted violation shows that it sees one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import pfreport
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.words import say, term
from pfreport.values import Count, Sentence
from pfreport.words.catalogue import SLOT, catalogue
from tests.report.findings import findings, sentences
from tests.report.whole import STATUS_DATE, sheets
from tests.words.families import FAMILIES

SOURCE = Path(pfreport.__file__).parent
OWN = sorted(SOURCE.rglob("*.py"))
TEMPLATES = sorted(
    path
    for path in (SOURCE.parent.parent / "templates").rglob("*.*")
    if path.suffix in (".html", ".txt", ".css", ".js")
)
FAULT = re.compile(r"PF\d{3}\.|reason\.")
"""What is said of cells and of formulas may name the numbers that bound them."""
"""Told by code; tests/words/test_faults.py holds them against the kinds."""
NAMED = r"(?:[\"']|«)(\w[\w.]*)(?=[\"' »])"
BEGUN = r"words\(\"([\w.]+\.)\" ~"
"""Keys in templates: whole ones, and the beginnings of those that a value ends."""
OF_FAMILY = ("key_of", "member")
# colleagues' sections name their keys after what they rate or draw
COMPOSED = ("rating.", "chart.")
# said in place of another sentence; test_redaction.py holds them against it
SHORTER = ".redacted"
# tests/words/test_families.py holds them against the model
MEMBERS = tuple(f"{family}." for family in FAMILIES)


def unused(keys: Iterable[str], texts: Iterable[str], beginnings: Iterable[str]) -> list[str]:
    """Keys that no literal names and no literal beginning reaches."""
    known, starts = set(texts), tuple(beginnings)
    return sorted(
        key for key in keys if key not in known and not (starts and key.startswith(starts))
    )


def unfilled(found: Iterable[Sentence], words: Mapping[str, str]) -> list[str]:
    """Sentences whose values are not exactly those their pattern names."""
    return sorted(
        {
            one.key
            for one in found
            if set(one.values) != {slot["name"] for slot in SLOT.finditer(words[one.key])}
        }
    )


def with_figures(words: Mapping[str, str]) -> list[str]:
    """Patterns in which a number stands that no value brings."""
    return sorted(
        key
        for key, text in words.items()
        if re.search(r"\d", SLOT.sub("", text).replace("SHA-256", ""))
    )


def literals(paths: Iterable[Path]) -> tuple[set[str], set[str]]:
    """Text literals of modules, and the literal beginnings of their f-strings that look like those
    of keys.
    """
    texts: set[str] = set()
    beginnings: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.JoinedStr)
                and node.values
                and isinstance(node.values[0], ast.Constant)
            ):
                beginnings.add(str(node.values[0].value))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in OF_FAMILY:
                family = node.args[0]
                beginnings.add(f"{family.value}." if isinstance(family, ast.Constant) else "")
    return texts, {one for one in beginnings if re.fullmatch(r"[a-z_]+\.[\w.]*", one)}


def test_every_key_is_used():
    texts, beginnings = literals(OWN)
    in_templates = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    texts |= {found for text in in_templates for found in re.findall(NAMED, text)}
    beginnings |= {found for text in in_templates for found in re.findall(BEGUN, text)}
    own = [
        key
        for key in catalogue().texts
        if not (
            key.startswith(COMPOSED)
            or key.endswith(SHORTER)
            or key.startswith(MEMBERS)
            or FAULT.match(key)
        )
    ]
    assert unused(own, texts, beginnings) == []


def test_the_guard_sees_an_unused_key():
    assert unused(["health.red", "health.never"], {"health.red"}, {"ask."}) == ["health.never"]


def test_every_sentence_of_both_reports_names_exactly_the_values_its_pattern_prints():
    found = findings(STATUS_DATE, **sheets())
    reports = [
        compose_executive(found),
        *(compose_project(found, key) for key in found.portfolio.project_by_id),
    ]
    assert unfilled(sentences(reports), catalogue().texts) == []


@pytest.mark.parametrize("values", [{}, {"n": Count(1), "m": Count(2)}])
def test_the_guard_sees_a_slot_that_is_not_filled_and_a_value_that_is_not_printed(values):
    assert unfilled([Sentence("planted", values)], {"planted": "{n:project|projects}"}) == [
        "planted"
    ]


def test_no_figure_stands_in_the_words_but_in_what_is_said_of_faults():
    own = {key: text for key, text in catalogue().texts.items() if not FAULT.match(key)}
    assert with_figures(own) == []


def test_the_guard_sees_a_figure_but_not_a_slot():
    assert with_figures(
        {"planted": "limit 20", "slot": "{n1:project|projects}", "name": "SHA-256 {sha}"}
    ) == ["planted"]


def test_a_key_that_is_not_there_is_refused_at_once():
    with pytest.raises(KeyError):
        say("health.nothing", n=Count(1))
    with pytest.raises(KeyError):
        term("column.nothing")
