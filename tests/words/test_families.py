"""Every value of the model that a report may name has its word, and no word is left of one that is
gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import pytest

from pfreport.report.words import member
from pfreport.words.catalogue import catalogue, key_of
from tests.words.families import FAMILIES

NO_MEMBERS = {"status.none"}
"""What stands where a cell is blank."""


def wordless(texts: Iterable[str], families: Mapping[str, type[StrEnum]]) -> list[str]:
    """Values that have no word."""
    return sorted({f"{f}.{value}" for f, values in families.items() for value in values} - {*texts})


def memberless(texts: Iterable[str], families: Mapping[str, type[StrEnum]]) -> list[str]:
    """Words of a family for which there is no value."""
    known = {f"{f}.{value}" for f, values in families.items() for value in values}
    return sorted(
        key for key in {*texts} - known - NO_MEMBERS if key.rpartition(".")[0] in families
    )


def test_families_are_complete():
    assert wordless(catalogue().texts, FAMILIES) == []
    assert memberless(catalogue().texts, FAMILIES) == []


def test_the_guard_sees_a_value_without_a_word_and_a_word_without_a_value():
    texts = {**catalogue().texts, "phase.Dreaming": "Dreaming"}
    del texts["severity.Low"]
    assert wordless(texts, FAMILIES) == ["severity.Low"]
    assert memberless(texts, FAMILIES) == ["phase.Dreaming"]


def test_a_status_reads_as_a_word_in_a_line():
    assert catalogue().texts[key_of("status", "On hold")] == "on hold"
    assert catalogue().texts[key_of("phase", "Execution")] == "Execution"
    assert member("phase", None) is None


def test_one_that_a_family_does_not_have_is_refused_at_once():
    with pytest.raises(KeyError):
        member("phase", "Dreaming")
