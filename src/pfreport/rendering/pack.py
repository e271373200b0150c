"""Renders the reports of a pack, over several processes where there is enough to do. A page that fails says so."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace

from pfreport.artefact import Artefact
from pfreport.rendering.environment import look
from pfreport.rendering.failed import failed_page
from pfreport.rendering.html import render_html
from pfreport.rendering.manifest import versions
from pfreport.rendering.pdf import render_pdf
from pfreport.report.blocks import Report
from pfreport.report.serial import digest
from pfreport.settings import Theme

ENOUGH_FOR_PROCESSES = 12
_RENDERERS: dict[str, Callable[[Report, Theme, str], Artefact]] = {"html": render_html, "pdf": render_pdf}


@dataclass(frozen=True, slots=True)
class Job:
    """One file to render: a report, its name in the pack without ending, its format, and the key of its content."""

    report: Report
    stem: str
    format: str
    key: str

    @property
    def name(self) -> str:
        """The file's path in the pack: the executive report is `index.html` and `executive.pdf`."""
        stem = "executive" if (self.report.kind, self.format) == ("executive", "pdf") else self.stem
        return f"{stem}.{self.format}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished files, in the order of the jobs, and the names of those that failed, each with its reason."""

    files: tuple[Artefact, ...]
    failed: Mapping[str, str]


def jobs(named: Iterable[tuple[str, Report]], formats: Sequence[str], theme: Theme) -> list[Job]:
    """A job a report and format. The key covers all that the bytes depend on: report, theme, templates, versions."""
    made_with = json.dumps([asdict(theme), versions(), look(theme)], sort_keys=True)
    found: list[Job] = []
    for stem, report in named:
        key = hashlib.sha256(f"{digest(report)} {made_with}".encode()).hexdigest()
        found += [Job(report, stem, one, key) for one in formats]
    return found


def render_all(todo: Sequence[Job], theme: Theme, processes: int, done: Callable[[], None]) -> Rendered:
    """Renders every job; `done` is called as each ends."""
    if processes > 1 and len(todo) >= ENOUGH_FOR_PROCESSES:
        results = _in_processes(todo, theme, processes, done)
    else:
        results = [_counted(job, theme, done) for job in todo]
    failed = {job.name: result for job, result in zip(todo, results, strict=True) if isinstance(result, str)}
    pages = [
        failed_page(job.name, job.stem, result) if isinstance(result, str) else result for job, result in zip(todo, results, strict=True)
    ]
    return Rendered(tuple(page for page in pages if page is not None), failed)


def _counted(job: Job, theme: Theme, done: Callable[[], None]) -> Artefact | str:
    try:
        return render_one(job, theme)
    finally:
        done()


def render_one(job: Job, theme: Theme) -> Artefact | str:
    """One file, or the reason why it could not be made: a report that fails must not take the others with it."""
    try:
        return replace(_RENDERERS[job.format](job.report, theme, job.name), report_sha256=job.key)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in one page is said on that page and in the manifest
        return f"{type(error).__name__}: {error}"


def _in_processes(todo: Sequence[Job], theme: Theme, processes: int, done: Callable[[], None]) -> list[Artefact | str]:
    """Runs the jobs in worker processes; after a worker's death the unfinished ones run again, each in a pool of its own."""
    with _pool(processes) as pool:
        futures = [pool.submit(render_one, job, theme) for job in todo]
        results: list[Artefact | str | None] = []
        for future in futures:
            try:
                results.append(future.result())
                done()
            except BrokenProcessPool:
                results.append(None)
    return [_alone(job, theme, done) if result is None else result for job, result in zip(todo, results, strict=True)]


def _alone(job: Job, theme: Theme, done: Callable[[], None]) -> Artefact | str:
    try:
        with _pool(1) as pool:
            return pool.submit(render_one, job, theme).result()
    except BrokenProcessPool:
        return "the process that rendered it was killed"
    finally:
        done()


def _pool(processes: int) -> Executor:
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
