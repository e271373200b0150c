"""`pfreport init`: what it writes, and that it replaces nothing."""

from __future__ import annotations

import re
import tomllib

import pytest
from openpyxl import load_workbook

from pfreport import assets
from pfreport.cli.config_file import commented_config
from pfreport.cli.init import init
from pfreport.errors import CannotWriteError, UsageError
from pfreport.settings import declared, read_config, theme_keys


def files(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def switched_on(text):
    return re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE)


def test_a_workbook_is_written(tmp_path, capsys):
    init(tmp_path / "mine.xlsx")
    assert capsys.readouterr().out == f"{tmp_path / 'mine.xlsx'}\n"
    assert "Projects" in load_workbook(tmp_path / "mine.xlsx").sheetnames


def test_templates_are_copied_whole_and_nothing_else_is_written(tmp_path):
    init(tmp_path / "mine.xlsx", templates=tmp_path / "look")
    assert files(tmp_path / "look") == files(assets.folder("templates"))
    assert not (tmp_path / "mine.xlsx").exists()


def test_a_configuration_stands_beside_the_workbook_and_reads_back_empty(tmp_path):
    init(tmp_path / "mine.xlsx", config=True)
    found = read_config(tmp_path / "mine.xlsx")
    assert (dict(found.settings), found.lines) == ({}, {})
    assert files(tmp_path) == ["pfreport.toml"]


def test_every_key_stands_in_it_with_an_example_that_can_be_switched_on(tmp_path):
    text = switched_on(commented_config())
    found = tomllib.loads(text)
    assert list(found["settings"]) == list(declared())
    assert list(found["theme"]) == list(theme_keys())
    (tmp_path / "pfreport.toml").write_text(text, encoding="utf-8")
    assert read_config(tmp_path / "mine.xlsx").theme.paper == "A4"
    for note in (*declared().values(), *theme_keys().values()):
        assert f"# {note.help}" in text


@pytest.mark.parametrize(
    ("name", "options"),
    [("mine.xlsx", {}), ("pfreport.toml", {"config": True}), ("look/a", {"templates": "look"})],
)
def test_what_is_there_is_never_replaced(tmp_path, name, options):
    there = tmp_path / name
    there.parent.mkdir(exist_ok=True)
    there.write_text("mine")
    if "templates" in options:
        options = {"templates": tmp_path / "look"}
    with pytest.raises(CannotWriteError, match="is there already"):
        init(tmp_path / "mine.xlsx", **options)
    assert there.read_text() == "mine"
    assert files(tmp_path) == [name]


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(CannotWriteError, match="cannot write"):
        init(tmp_path / "nowhere/mine.xlsx", config=True)


@pytest.mark.parametrize("name", ["portfolio", "portfolio.xls", "portfolio.txt"])
def test_a_workbook_ends_in_xlsx(tmp_path, name):
    with pytest.raises(UsageError) as refused:
        init(tmp_path / name)
    assert str(tmp_path / "portfolio.xlsx") in refused.value.hint
    assert files(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CannotWriteError, match=f"there is no folder {tmp_path / 'none'}"):
        init(tmp_path / "none" / "portfolio.xlsx")
