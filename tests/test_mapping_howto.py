"""The how-to of mappings: what it shows can be written."""

import re
import tomllib
from pathlib import Path

import pytest

from pfreport.settings import Config
from pfreport.workbook.mapping.read import SHEET_KEYS, read_mapping

ROOT = Path(__file__).parent.parent
HOW_TO = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("shown", re.findall(r"```toml\n(.*?)```", HOW_TO, re.DOTALL))
def test_what_is_shown_is_understood(shown):
    table = tomllib.loads(shown)
    found = read_mapping(
        Config(**{name: table.get(name, {}) for name in ("sheets", "goals", "alignment")})
    )
    assert found.sheets or found.goals


def test_every_key_is_explained():
    assert [
        key for key in SHEET_KEYS if f"`{key}`" not in HOW_TO and f".{key}]" not in HOW_TO
    ] == []


@pytest.mark.parametrize(
    "sample", sorted((ROOT / "samples" / "mappings").glob("*.toml")), ids=lambda path: path.stem
)
def test_the_samples_are_understood(sample):
    table = tomllib.loads(sample.read_text(encoding="utf-8"))
    assert read_mapping(Config(sheets=table["sheets"], alignment=table.get("alignment", {}))).sheets
    assert sample.name in HOW_TO
