"""What a build does on a machine that lacks something: Pango, a font for what somebody typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pfreport.cli.app import main
from pfreport.rendering.formats.pdf import Pdf
from pfreport.rendering.look import glyphs
from pfreport.rendering.pack import Job
from pfreport.settings import Theme
from tests.packs import project, workbook

LACKING = "cannot load library 'libpango-1.0-0': no such file"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pfreport", *map(str, arguments)]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def without_pango(tmp_path: Path) -> str:
    """A search path on which WeasyPrint fails to load, as it does where Pango is missing."""
    (tmp_path / "lacking" / "weasyprint").mkdir(parents=True)
    (tmp_path / "lacking" / "weasyprint" / "__init__.py").write_text(
        f'raise OSError("{LACKING}")', encoding="utf-8"
    )
    return os.pathsep.join((str(tmp_path / "lacking"), *filter(None, sys.path)))


def test_without_pango_there_is_html_and_the_command_that_installs_it(
    tmp_path: Path, without_pango: str
) -> None:
    book = workbook(tmp_path, {"Projects": [project()]})
    done = run("build", book, "-o", tmp_path / "out", PYTHONPATH=without_pango)
    assert (done.returncode, done.stdout) == (3, f"{tmp_path}/out/2026-10\n")
    first, second = done.stderr.splitlines()
    assert first == f"pfreport: incomplete: no PDF: {LACKING}"
    assert "install" in second
    names = {path.name for path in (tmp_path / "out" / "latest").rglob("*")}
    assert {"index.html", "P-1.html", "measures.json"} <= names
    assert not any(name.endswith(".pdf") for name in names)


@pytest.mark.skipif(Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}")
def test_nothing_is_to_be_installed_where_a_page_fails_for_another_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(job: Job, theme: Theme) -> str:
        return f"{job.name} cannot be made on {theme.paper}"

    monkeypatch.setattr("pfreport.rendering.pack.render_one", failing)
    book = workbook(tmp_path, {"Projects": [project()]})
    monkeypatch.setattr(
        "sys.argv",
        ["pfreport", "build", str(book), "-o", str(tmp_path / "out"), "--format", "html"],
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert "P-1.html cannot be made" in said
    assert "install" not in said


def test_doctor_says_that_no_page_can_be_rendered(without_pango: str) -> None:
    done = run("doctor", PYTHONPATH=without_pango)
    assert done.returncode == 3
    assert LACKING in done.stdout
    assert "install" in done.stdout.partition(LACKING)[2]


@pytest.mark.skipif(Pdf().lacking() is not None, reason=f"PDFs need Pango: {Pdf().lacking()}")
def test_characters_that_no_font_has_are_named(tmp_path: Path) -> None:
    book = workbook(
        tmp_path, {"Projects": [project(name="Überlandleitung → \U00010a80 \ue000 Süd")]}
    )
    done = run("build", book, "-o", tmp_path / "out", "--format", "pdf")
    assert done.returncode == 0
    assert (
        done.stderr.splitlines()[0]
        == "pfreport: no font of this machine has \U00010a80: boxes stand for them in the PDFs"
    )
    assert run("build", book, "-o", tmp_path / "out", "--format", "html").stderr == ""


def test_what_a_font_has_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_installed", lambda: ((0x600, 0x6FF),))
    assert glyphs.unprintable(["Zürich – 5 €", "naïve", "مرحبا", "a\u200db\u0301"]) == ""
    assert glyphs.unprintable(["国 and 🚧", "国"]) == "国🚧"
    assert "Arabic" in glyphs.scripts()[0]
    assert "Chinese" in glyphs.scripts()[1]
    monkeypatch.setattr(glyphs, "_installed", tuple)
    assert glyphs.unprintable(["国"]) == ""


def test_what_a_library_prints_is_no_part_of_the_result(tmp_path: Path) -> None:
    """The solver prints a line now and then, past Python, to whatever is open as standard
    output.
    """
    printing = (
        "import os\nfrom pfreport.advice import advice\nfrom pfreport import pipeline\n"
        "from pfreport.cli.app import main\n"
        "def noisy(*asked, **more):\n    os.write(1, b'a line of its own\\n')\n"
        "    return advice.advise(*asked, **more)\n"
        "pipeline.advise = noisy\nmain()\n"
    )
    book = workbook(tmp_path, {"Projects": [project()]})
    command = [sys.executable, "-c", printing, "build", book, "-o", tmp_path / "out"]
    done = subprocess.run(
        [*command, "--format", "html"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path}/out/2026-10\n", "")


def test_a_closed_standard_output_keeps_nothing_from_being_built(tmp_path: Path) -> None:
    book = workbook(tmp_path, {"Projects": [project()]})
    command = 'exec "$@" >&-'
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            command,
            "sh",
            sys.executable,
            "-m",
            "pfreport",
            "build",
            book,
            "-o",
            str(tmp_path / "out"),
            "--format",
            "html",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tmp_path / "out" / "2026-10" / "index.html").exists()
    assert "Traceback" not in done.stderr
