"""The commands as a shell sees them: what they print where, and how they end."""

import datetime as dt
import json
import os
import subprocess
import sys

import pytest

from tests.packs import project, workbook


def pfreport(*arguments, **environment):
    command = [sys.executable, "-m", "pfreport", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    )


def test_a_build_prints_the_folder_and_is_silent_else(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()]})
    done = pfreport("build", book, "--format", "html", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{tmp_path / 'out' / '2026-10'}\n",
        "",
    )
    assert {
        "index.html",
        "measures.json",
        "measures.xlsx",
        "inputs.json",
        "faults.json",
        "manifest.json",
    } <= {path.name for path in (tmp_path / "out/latest").iterdir()}


def test_without_o_the_reports_stand_beside_the_workbook(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()]})
    assert pfreport("build", book, "--format", "html").returncode == 0
    assert (tmp_path / "reports/2026-10/projects/P-1.html").is_file()


def test_it_runs_as_cron_runs_it(tmp_path):
    book = workbook(tmp_path, {"Projects": [project(name="Überführung Łódź")]})
    bare = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-m", "pfreport", "build", str(book)]
    done = subprocess.run(
        command, capture_output=True, check=False, env=bare, stdin=subprocess.DEVNULL, cwd="/"
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_error_in_a_cell_is_a_partial_build(tmp_path):
    book = workbook(tmp_path, {"Projects": [project(), project("P-2", percent_complete=45)]})
    done = pfreport("build", book, "--format", "html")
    assert done.returncode == 3
    assert "1 error" in done.stderr
    assert pfreport("check", book).returncode == 3
    assert pfreport("build", book, "--format", "html", "--strict").returncode == 65
    assert pfreport("check", book, "--strict").returncode == 65


def test_check_prints_what_a_pack_holds(tmp_path):
    book = workbook(
        tmp_path,
        {"Projects": [project(), project("P-2", budget=-5.0, rag_overall="Green", summary=None)]},
    )
    printed = pfreport("check", book, "--format", "json")
    pfreport("build", book, "--format", "html")
    assert printed.stdout == (tmp_path / "reports/latest/faults.json").read_text(encoding="utf-8")
    found = json.loads(printed.stdout)
    assert [fault["cell"] for fault in found["faults"] if fault["severity"] == "error"]
    for rows in found["rows"].values():
        assert rows["read"] + rows["skipped"] + rows["faulty"] == rows["there"]


def test_only_writes_those_reports_and_nothing_else(tmp_path):
    book = workbook(tmp_path, {"Projects": [project(), project("P-2")]})
    assert (
        pfreport(
            "build", book, "--only", "p-2", "--format", "html", "-o", tmp_path / "one"
        ).returncode
        == 0
    )
    assert [
        str(path.relative_to(tmp_path / "one"))
        for path in (tmp_path / "one").rglob("*")
        if path.is_file()
    ] == ["projects/P-2.html"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "nothing.xlsx"], 66, "nothing.xlsx"),
        (["build", "{book}", "--as-of", "31/10/2026"], 2, "2026-10-31"),
        (["build", "{book}", "--only", "P-1"], 2, "-o"),
        (["build", "{book}", "--only", "P-9", "-o", "{out}"], 2, "P-9"),
        (["build", "{book}", "--format", "docx"], 2, "docx"),
        (["build", "{book}", "-o", "/proc/nowhere"], 74, "/proc/nowhere"),
        (["check", "{text}"], 65, "not an .xlsx"),
        (["explain", "{book}", "P-1", "cip"], 2, "cpi"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_a_refusal_is_a_line_and_an_exit_code(tmp_path, arguments, code, says):
    book = workbook(tmp_path, {"Projects": [project()]})
    (tmp_path / "text.xlsx").write_text("a,b\n1,2\n")
    places = {"book": book, "text": tmp_path / "text.xlsx", "out": tmp_path / "out"}
    done = pfreport(*(one.format(**places) for one in arguments))
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_the_status_date_can_be_moved(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()]})
    done = pfreport("build", book, "--as-of", "2026-09-30", "--format", "html")
    assert done.stdout.strip().endswith("2026-09")


def test_a_wrong_configuration_is_named(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()]})
    (tmp_path / "pfreport.toml").write_text("[settings]\nlocal = 'de'\n")
    done = pfreport("build", book)
    assert (done.returncode, "settings.locale" in done.stderr) == (78, True)


def test_init_writes_a_workbook_once(tmp_path):
    assert pfreport("init", tmp_path / "new.xlsx").returncode == 0
    refused = pfreport("init", tmp_path / "new.xlsx")
    assert (refused.returncode, "there already" in refused.stderr) == (74, True)
    assert pfreport("check", tmp_path / "new.xlsx").returncode == 65


def test_help_shows_examples_first():
    shown = pfreport("--help").stdout
    assert shown.index("pfreport build my-portfolio.xlsx") < shown.index("--version")
    assert pfreport("--version").stdout.startswith("pfreport ")


def test_explain_names_the_cells(tmp_path):
    book = workbook(tmp_path, {"Projects": [project(percent_complete=0.5, cost_to_date=600.0)]})
    shown = pfreport("explain", book, "P-1", "cpi").stdout
    assert "0.83" in shown
    assert "EV / AC" in shown
    assert "Projects!" in shown


def test_the_day_in_the_workbook_is_the_day_of_the_pack(tmp_path):
    book = workbook(tmp_path, {"Projects": [project()]}, status_date=dt.date(2026, 2, 28))
    assert pfreport("build", book, "--format", "html").stdout.strip().endswith("2026-02")
