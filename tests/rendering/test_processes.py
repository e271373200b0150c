"""Who renders: a worker that dies or hangs costs its own page, and that page says so; nothing of
the host's is touched.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pfreport.cli.stopping import limited
from pfreport.pipeline import Request, build
from pfreport.rendering import executors
from pfreport.rendering.executors import LocalProcesses, ThisProcess
from pfreport.rendering.formats.registry import SCREEN
from pfreport.rendering.pack import Job, render_all
from pfreport.report.parts.blocks import Report
from pfreport.report.words import term
from pfreport.settings import Theme
from tests.packs import project, workbook
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
        *(Job(plain, f"projects/P-{number}", SCREEN, f"key {number}") for number in range(3)),
        Job(bad, "projects/BAD", SCREEN, "bad"),
    ]


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (signal.SIGKILL, "the process that rendered it was killed"),
        (signal.SIGSTOP, "rendering it took longer than 12 seconds"),
    ],
)
def test_a_worker_that_dies_or_hangs_costs_one_page(
    monkeypatch: pytest.MonkeyPatch, sent: signal.Signals, why: str
) -> None:
    monkeypatch.setattr(executors, "STALLED_SECONDS", 12)
    todo, counted = jobs(Deadly(sent)), []
    with LocalProcesses(2) as workers:
        done = render_all(todo, Theme(), workers, lambda: counted.append(1))
    assert dict(done.failed) == {"projects/BAD.html": why}
    assert [file.name for file in done.files] == [job.name for job in todo]
    assert why in done.files[-1].content.decode()
    assert len(counted) == len(todo)
    assert multiprocessing.active_children() == []


def test_a_report_that_raises_costs_one_page() -> None:
    done = render_all(jobs(Report), Theme(), ThisProcess(), lambda: None)
    assert [*done.failed] == ["projects/BAD.html"]


def test_a_page_without_end_is_cut_off_in_this_very_process_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "STALLED_SECONDS", 0.5)
    (tmp_path / "screen.html").write_text(ENDLESS)
    (job, *_), counted = jobs(Report), []
    theme = Theme(templates=str(tmp_path))
    done = render_all([job], theme, ThisProcess(limited), lambda: counted.append(1))
    assert (dict(done.failed), counted) == (
        {job.name: "rendering it took longer than 0.5 seconds"},
        [1],
    )


def test_whoever_runs_the_jobs_the_pages_are_the_same() -> None:
    todo = jobs(Report)
    runs = []
    for executor in (ThisProcess(), LocalProcesses(2), ThreadPoolExecutor(2)):
        with executor:
            runs.append(render_all(todo, Theme(), executor, lambda: None))
    assert runs[0] == runs[1] == runs[2]


@pytest.mark.parametrize("ended_early", [False, True])
def test_the_hosts_own_processes_outlive_the_workers(ended_early: bool) -> None:
    host = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    host.start()
    try:
        with contextlib.suppress(KeyboardInterrupt), LocalProcesses(2) as workers:
            assert workers.submit(abs, -1).result() == 1
            if ended_early:
                workers.submit(time.sleep, 600)
                raise KeyboardInterrupt
        assert multiprocessing.active_children() == [host]
        assert host.is_alive()
    finally:
        host.kill()
        host.join()


def local(_files: int) -> Executor:
    return LocalProcesses(2)


@pytest.mark.parametrize("executor", [None, local])
def test_a_host_finds_all_as_it_was(tmp_path: Path, executor: Any) -> None:
    from weasyprint import svg

    def ringing(number: int, frame: object) -> None:
        raise AssertionError

    asked = {} if executor is None else {"executor": executor}
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    before = signal.signal(signal.SIGALRM, ringing)
    signal.setitimer(signal.ITIMER_REAL, 600)
    collecting, drawn = (True, gc.get_threshold()), (svg.text, dict(svg.TAGS))
    masked, where = signal.pthread_sigmask(signal.SIG_BLOCK, ()), os.fstat(1)
    seen: list[Any] = []
    try:
        build(
            Request(
                workbook(tmp_path, {"Projects": [project()]}),
                tmp_path / "out",
                say=lambda _step, _done, _total: seen.append((gc.isenabled(), gc.get_threshold())),
                **asked,
            )
        )
        assert child.poll() is None
        assert signal.getsignal(signal.SIGALRM) is ringing
        assert signal.setitimer(signal.ITIMER_REAL, 0)[0] > 0
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == masked
        assert {*seen, (gc.isenabled(), gc.get_threshold())} == {collecting}
        assert os.path.samestat(where, os.fstat(1))
        assert (svg.text, dict(svg.TAGS)) == drawn
    finally:
        signal.signal(signal.SIGALRM, before)
        child.kill()
        child.wait()
