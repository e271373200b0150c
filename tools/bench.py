"""Measures how long whole commands take and how much memory, beside the bare libraries on the same
files. It only prints.

Run it as `python tools/bench.py [PROJECTS …]`; 1, 50 and 300 projects where none are named.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pfreport.advice.rows import Row
from pfreport.advice.solver import Problem, best
from pfreport.kinds import Month
from pfreport.workbook.blank.workbook import write_blank

SIZES = (1, 50, 300)
MONTHS, LONG_TABLE, TRIES, PAGES, SEEDS = 24, 50_000, 5, 10, 3
BEGIN, STATUS_DATE = Month(2025, 7), dt.date(2026, 10, 31)
PFREPORT = (sys.executable, "-m", "pfreport")
BARE_READ = """
import sys, python_calamine
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
BARE_RENDER = """
import sys, weasyprint
for page in sys.argv[1:]:
    weasyprint.HTML(filename=page).write_pdf()
"""
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took: seconds of wall time, its largest resident set in MiB, how it ended."""

    seconds: float
    mebibytes: float
    code: int


def main(sizes: Sequence[int]) -> None:
    """Prints every table."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':34}{'seconds':>10}{'a project':>12}{'MiB':>9}{'MiB a project':>15}")
        for size in sizes:
            _bench_size(Path(folder) / str(size), size)
        _bench_long_table(Path(folder))
    _bench_selection()
    best = min((run([*PFREPORT, "--help"]) for _ in range(TRIES)), key=lambda taken: taken.seconds)
    print(f"\npfreport --help, best of {TRIES}: {best.seconds:.2f} s, {best.mebibytes:.0f} MiB")


def run(command: Sequence[str | Path]) -> Run:
    """Runs a command as a process of its own and waits for it."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(time.perf_counter() - begun, used.ru_maxrss / scale, process.returncode)


def portfolio(size: int, months: int) -> Mapping[str, Rows]:
    """A portfolio of so many projects with a plan, progress and cost by month, milestones and
    risks, all of them Active.
    """
    keys = [f"P-{number:04}" for number in range(1, size + 1)]
    return {
        "Goals": [
            {"goal_id": f"G{number}", "name": f"Goal {number}", "weight": number}
            for number in (1, 2, 3)
        ],
        "Projects": [_project(key, number, months) for number, key in enumerate(keys)],
        "Alignment": [
            {"project_id": key, "goal_id": f"G{number % 3 + 1}", "impact": "Strong"}
            for number, key in enumerate(keys)
        ],
        "Periods": [
            row for number, key in enumerate(keys) for row in _periods(key, number, months)
        ],
        "Milestones": [row for key in keys for row in _milestones(key)],
        "Risks": [row for key in keys for row in _risks(key)],
    }


def _bench_size(folder: Path, size: int) -> None:
    folder.mkdir()
    workbook = _written(folder, size)
    reports = folder / "reports"
    print(f"\n{size} project(s), {MONTHS} months, {workbook.stat().st_size / 1024:.0f} KiB")
    _line("calamine alone", run([sys.executable, "-c", BARE_READ, workbook]), size)
    _line("check", run([*PFREPORT, "check", workbook]), size)
    _line(
        "build, HTML", run([*PFREPORT, "build", workbook, "-o", reports, "--format", "html"]), size
    )
    pages = sorted((reports / "latest" / "projects").glob("*.html"))[:PAGES]
    _line(
        f"WeasyPrint alone, {len(pages)} of the pages",
        run([sys.executable, "-c", BARE_RENDER, *pages]),
        len(pages) or 1,
    )
    _line(
        "build, HTML and PDF", run([*PFREPORT, "build", workbook, "-o", reports, "--force"]), size
    )
    _line("build again, nothing changed", run([*PFREPORT, "build", workbook, "-o", reports]), size)


def _bench_long_table(folder: Path) -> None:
    months = 100
    workbook = _written(folder, LONG_TABLE // months, months)
    bare = run([sys.executable, "-c", BARE_READ, workbook])
    check = run([*PFREPORT, "check", workbook])
    print(f"\n{LONG_TABLE:,} rows of Periods")
    _line("calamine alone", bare, 1)
    _line("check", check, 1)
    print(
        f"check takes {check.seconds / bare.seconds:.1f} times the bare read; the aim is 4 at most"
    )


def _bench_selection() -> None:
    """300 projects, 8 roles by 24 months, 40 prerequisites, money for half: free values, and values
    close to the costs (the hard ones).
    """
    print("\nselection of 300 projects, 8 roles by 24 months, 40 prerequisites")
    for seed in range(SEEDS):
        for alike in (False, True):
            begun = time.monotonic()
            found = best(_choice(random.Random(seed), alike=alike))
            told = "none" if found is None else "proven" if found.proven else f"gap {found.gap:.2%}"
            kind, taken = (
                ("values near costs" if alike else "values free"),
                time.monotonic() - begun,
            )
            print(f"  {kind:<24}{seed:>3}{taken:>15.2f} s   {told}")


def _choice(chance: random.Random, *, alike: bool) -> Problem:
    keys = [f"P-{number:03}" for number in range(300)]
    costs = {key: round(chance.uniform(50e3, 2e6)) for key in keys}
    values = {
        key: round(costs[key] * (chance.uniform(0.9, 1.1) if alike else chance.uniform(-0.3, 2.0)))
        for key in keys
    }
    demand: dict[tuple[int, int], dict[str, float]] = {}
    for key in keys:
        first, length = chance.randrange(MONTHS - 3), chance.randint(3, 12)
        for role in chance.sample(range(8), chance.randint(1, 4)):
            people = round(chance.uniform(0.2, 3), 1)
            for month in range(first, min(MONTHS, first + length)):
                demand.setdefault((role, month), {})[key] = people
    pairs = (chance.sample(keys, 2) for _ in range(40))
    rows = [
        Row(weights=weights, high=sum(weights.values()) / 2)
        for weights in (costs, *demand.values())
    ]
    return Problem(
        values,
        costs,
        (*rows, *(Row(weights={one: 1.0, other: -1.0}, high=0.0) for one, other in pairs)),
    )


def _written(folder: Path, size: int, months: int = MONTHS) -> Path:
    """Writes the workbook in a process of its own: a process starts with the largest resident set
    of the one it was forked from.
    """
    path = folder / "portfolio.xlsx"
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as writer:
        writer.submit(_write, path, size, months).result()
    return path


def _write(path: Path, size: int, months: int) -> None:
    write_blank(
        path, portfolio(size, months), {"status_date": STATUS_DATE, "portfolio_name": "Benchmark"}
    )


def _line(what: str, taken: Run, size: int) -> None:
    ended = "" if taken.code == 0 else f"   exit {taken.code}"
    figures = f"{taken.seconds:>10.2f}{taken.seconds / size:>12.3f}"
    figures += f"{taken.mebibytes:>9.0f}{taken.mebibytes / size:>15.2f}"
    print(f"  {what:<32}{figures}{ended}")


def _project(key: str, number: int, months: int) -> dict[str, object]:
    last = BEGIN.plus(months - 1).last_day
    return {
        "project_id": key,
        "name": f"Project {number}",
        "programme": f"Programme {number % 7}",
        "phase": "Execution",
        "status": "Active",
        "manager": f"Manager {number % 40}",
        "baseline_start": BEGIN.first_day,
        "baseline_finish": last,
        "actual_start": BEGIN.first_day,
        "forecast_finish": last,
        "budget": 10_000 * months,
        "contingency": 30_000,
        "rag_overall": "Amber",
        "status_updated_on": STATUS_DATE,
        "summary": "Work goes on as planned, with the usual surprises on site.",
        "next_steps": "Order the second lot\nAgree on the switching window",
    }


def _periods(key: str, number: int, months: int) -> Rows:
    """Level months; progress and cost stray from the plan by the number of the project."""
    past = {"earned_value": 9_000 + 100 * (number % 15), "actual_cost": 9_800}
    ahead = {"forecast_cost": 9_900}
    status = Month.of(STATUS_DATE)
    every = [BEGIN.plus(step) for step in range(months)]
    return [
        {
            "project_id": key,
            "period": month,
            "planned_value": 10_000,
            **(past if month <= status else ahead),
        }
        for month in every
    ]


def _milestones(key: str) -> Rows:
    return [
        {
            "milestone_id": f"{key}-M{step}",
            "project_id": key,
            "name": f"Stage {step}",
            "baseline_date": BEGIN.plus(4 * step).last_day,
            "forecast_date": BEGIN.plus(4 * step + 1).last_day,
        }
        for step in range(4, 7)
    ]


def _risks(key: str) -> Rows:
    return [
        {
            "risk_id": f"{key}-R{number}",
            "project_id": key,
            "title": f"Risk {number}",
            "probability": number / 10,
            "impact": number,
            "cost_impact": 20_000,
            "status": "Open",
        }
        for number in range(1, 5)
    ]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
