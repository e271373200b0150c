"""Formats stand in one registry: nothing else names one."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pfreport
from pfreport.artefact import Artefact
from pfreport.model.people import MailFormat
from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.registry import FORMATS
from tests.packs import project, workbook

TOP = Path(pfreport.__file__).parent
NAMED = {
    "model/people.py": "what somebody types into the column Format",
    "delivery/mail.py": "a kind of text in a mail",
    "delivery/mailing.py": "the text of the mail in outbox.json",
    "delivery/outbox_plan.py": "the text of the mail in outbox.json",
    "rendering/mail.py": "a template of the mail",
    "rendering/look/environment.py": "the files that are templates",
}
"""Where the word of a format stands for another thing."""


def test_no_other_file_names_a_format():
    naming = {
        path.relative_to(TOP).as_posix()
        for path in TOP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in FORMATS
    }
    assert naming == {*NAMED, "rendering/formats/html.py", "rendering/formats/pdf.py"}


def test_each_format_says_what_it_is():
    assert [*FORMATS] == [format.id for format in FORMATS.values()]
    for what in ("suffix", "media_type", "id"):
        assert len({getattr(format, what) for format in FORMATS.values()}) == len(FORMATS)
    typed = {form.value for form in MailFormat} - {MailFormat.BOTH.value}
    assert typed <= {*FORMATS}


def test_naming_the_formats_loads_nothing_that_renders():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pfreport.rendering.formats.registry\n"
            "print({'jinja2', 'weasyprint', 'pikepdf', 'matplotlib'} & {*sys.modules})",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"


class Plain(Format):
    """A format of one class in one file: what is in the report as text."""

    id, suffix, media_type, executive = "plain", ".txt", "text/plain", "executive"

    def render(self, report, theme, name, files=()):
        return Artefact(name, self.media_type, f"{report.kind}\n".encode())


@pytest.mark.parametrize("asked", [("plain",), ("html", "plain")])
def test_one_more_format_is_made_by_its_class_alone(tmp_path, monkeypatch, asked):
    from pfreport import pipeline

    monkeypatch.setattr(pipeline, "FORMATS", {**FORMATS, "plain": Plain()})
    book = workbook(tmp_path, {"Projects": [project()]})
    built = pipeline.build(pipeline.Request(book, tmp_path / "out", formats=asked))
    assert (built.folder / "executive.txt").read_text() == "executive\n"
    assert (built.folder / "projects" / "P-1.txt").read_text() == "project\n"
    assert (built.folder / "index.html").exists() == ("html" in asked)
    assert built.state.complete
