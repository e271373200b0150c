"""A page is known by the program that made it: by every file of the package, not by its version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pfreport
from pfreport.rendering.data.program import program
from pfreport.rendering.formats.registry import SCREEN
from pfreport.rendering.pack import jobs, joined_key
from pfreport.settings import Theme
from tests.rendering import reports


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package in another place, where a test may change it."""
    top = Path(pfreport.__file__).parent
    copy = shutil.copytree(top, tmp_path / "pfreport", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(pfreport, "__file__", str(copy / "__init__.py"))
    program.cache_clear()
    yield copy
    monkeypatch.undo()
    program.cache_clear()


@pytest.mark.parametrize("name", ["report/compose.py", "ratings/limits.toml", "new.py"])
def test_any_file_of_the_package_tells_another_program(copied: Path, name: str) -> None:
    before = program()
    file = copied / name
    file.write_text((file.read_text() if file.exists() else "") + "\n# another\n")
    program.cache_clear()
    assert program() != before


def test_its_place_and_what_python_leaves_there_do_not(copied: Path, monkeypatch) -> None:
    before = program()
    (copied / "__pycache__").mkdir()
    (copied / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"compiled")
    program.cache_clear()
    assert program() == before
    monkeypatch.undo()
    program.cache_clear()
    assert program() == before


def test_every_key_covers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from pfreport.rendering import pack
    from pfreport.rendering.pdf import picture

    def keys() -> list[str]:
        (job,) = jobs([("index", reports.executive())], [SCREEN], Theme(), lambda _: ())
        page = reports.render_html(reports.project(), Theme(), "x.html")
        return [job.key, joined_key([page]), picture.picture_key(page)]

    before = keys()
    assert keys() == before
    for module in (pack, picture):
        monkeypatch.setattr(module, "program", lambda: "another")
    assert not {*before} & {*keys()}
