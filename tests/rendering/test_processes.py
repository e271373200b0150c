"""Rendering in several processes: one that dies or hangs costs its own page, and that page says
so.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pfreport.rendering import pack, workers
from pfreport.rendering.pack import Job, render_all
from pfreport.report.parts.blocks import Report
from pfreport.report.words import term
from pfreport.settings import Theme
from tests.rendering import reports
from tests.stopping import ENDLESS


@dataclass(frozen=True)
class Deadly:
    """A report that sends its process a signal as soon as a worker looks at it."""

    signal: int
    kind: str = "project"

    def __getattribute__(self, name: str) -> Any:
        if name == "about" and multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), object.__getattribute__(self, "signal"))
        return object.__getattribute__(self, name)


def jobs(bad: Any) -> list[Job]:
    title = term("subject.portfolio")
    plain = dataclasses.replace(
        reports.project(), title=title, lede=(), head=(), sections=(), provenance=()
    )
    return [
        *(Job(plain, f"projects/P-{number}", "html", f"key {number}") for number in range(3)),
        Job(bad, "projects/BAD", "html", "bad"),
    ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (signal.SIGKILL, "the process that rendered it was killed"),
        (signal.SIGSTOP, "rendering it took longer than 8 seconds"),
    ],
)
def test_a_worker_that_dies_or_hangs_costs_one_page(
    monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, why: str
) -> None:
    monkeypatch.setattr(workers, "STALLED_SECONDS", 8)
    monkeypatch.setattr(pack, "ENOUGH_FOR_PROCESSES", 4)
    todo, counted = jobs(Deadly(sent)), []
    found = render_all(todo, Theme(), 2, lambda: counted.append(1))
    assert dict(found.failed) == {"projects/BAD.html": why}
    assert [file.name for file in found.files] == [job.name for job in todo]
    assert why in found.files[-1].content.decode()
    assert len(counted) == len(todo)
    assert multiprocessing.active_children() == []


def test_a_report_that_raises_costs_one_page() -> None:
    found = render_all(jobs(Report), Theme(), 1, lambda: None)
    assert [*found.failed] == ["projects/BAD.html"]


def test_a_page_without_end_is_cut_off_in_this_very_process_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "STALLED_SECONDS", 0.5)
    (tmp_path / "screen.html").write_text(ENDLESS)
    (job, *_), counted = jobs(Report), []
    found = render_all([job], Theme(templates=str(tmp_path)), 1, lambda: counted.append(1))
    assert (dict(found.failed), counted) == (
        {job.name: "rendering it took longer than 0.5 seconds"},
        [1],
    )
