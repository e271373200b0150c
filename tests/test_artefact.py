from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfreport.artefact import Artefact, file_name


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("P-001", "P-001"),
        ("a.b", "a.b"),
        ("../../etc/passwd", "_.._2f.._2fetc_2fpasswd"),
        ("-rf", "_-rf"),
        (".hidden", "_.hidden"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("CONTROL", "CONTROL"),
        ("a b_c", "a_20b_5fc"),
        ("é", "_c3_a9"),
        ("P\n1", "P_0a1"),
    ],
)
def test_ids_become_safe_file_names(key, expected):
    assert file_name(key) == expected


def test_a_long_name_is_cut_and_told_apart_by_its_hash():
    key = "é" * 64
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    assert file_name(key) == ("_c3_a9" * 64)[:100] + "_" + digest
    assert len(file_name(key)) == 117


@given(st.text(min_size=1, max_size=64), st.text(min_size=1, max_size=64))
def test_file_names_are_safe_and_as_different_as_their_ids(one, other):
    name = file_name(one)
    assert len(name) <= 120
    assert not name.startswith((".", "-"))
    assert set(name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
    assert (name == file_name(other)) == (one == other)


def test_an_artefact_knows_its_digest():
    assert (
        Artefact("x", "text/plain", b"abc").sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
