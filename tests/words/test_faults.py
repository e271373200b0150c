"""Every kind of fault has its three texts, and no text is left of one that is gone."""

from __future__ import annotations

import dataclasses
import re

import pytest

import pfreport.workbook.examine
import pfreport.workbook.rules.judged  # noqa: F401 - those that need figures
from pfreport.faults import KINDS, FaultGroup, Severity, fault, kind
from pfreport.origins import Origin
from pfreport.words.catalogue import catalogue

PLACE = Origin("Periods", 5, 6)
OTHER = dataclasses.replace(
    catalogue(),
    texts={
        **catalogue().texts,
        "PF203.message": "keine Zahl: {found}",
        "PF203.hint": "Zahl eingeben",
        "told.mapping": "{keys} oder {hint}",
    },
)


def test_the_texts_are_those_of_the_kinds():
    told = {key for key in catalogue().texts if re.match(r"PF\d{3}\.", key)}
    assert told == {f"{code}.{part}" for code in KINDS for part in ("title", "message", "hint")}


def test_a_kind_without_words_is_refused():
    with pytest.raises(KeyError):
        kind("PF999", Severity.ERROR)
    assert "PF999" not in KINDS


def test_a_fault_is_told_in_the_words_that_are_given():
    found = dataclasses.replace(fault(KINDS["PF203"], PLACE, "ten"), mapping_keys="decimal")
    assert found.message == "ten is not a number"
    assert found.told.text(OTHER) == "keine Zahl: ten"
    assert found.advice.text(OTHER) == "decimal oder Zahl eingeben"
    assert found.hint == "enter a number, without words or units; or say in pfreport.toml: decimal"


def test_many_alike_are_told_of_their_first_values_in_any_language():
    group = FaultGroup(tuple(fault(KINDS["PF203"], PLACE, text) for text in "abcde"))
    assert group.message == "a / b / c / … is not a number"
    assert group.told.text(OTHER) == "keine Zahl: a / b / c / …"


def test_a_fault_that_quotes_another_is_told_in_one_language():
    inner = fault(KINDS["PF203"], PLACE, "ten")
    outer = fault(KINDS["PF705"], PLACE, "ten", key="k", message=inner.told, hint=inner.advice)
    assert outer.told.text(OTHER) == "k: keine Zahl: ten"
    assert outer.advice.text(OTHER) == "Zahl eingeben"
