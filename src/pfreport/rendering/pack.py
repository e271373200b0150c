"""Renders the reports of a pack, over several processes where there is enough to do. A page that
fails says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace

from pfreport.artefact import Artefact
from pfreport.rendering import workers
from pfreport.rendering.data.manifest import versions
from pfreport.rendering.formats.html import render_html
from pfreport.rendering.formats.pdf import render_pdf
from pfreport.rendering.look.environment import look
from pfreport.rendering.page.failed import failed_page
from pfreport.rendering.pdf.contents import Part, render_pack
from pfreport.rendering.pdf.join import without_others
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import Report, ReportKind
from pfreport.report.serial import digest
from pfreport.settings import Theme

ENOUGH_FOR_PROCESSES = 12
PACK_AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Job:
    """One file to render: a report, its name in the pack without ending, its format, the key of its
    content, what is attached.
    """

    report: Report
    stem: str
    format: str
    key: str
    files: tuple[Artefact, ...] = ()

    @property
    def name(self) -> str:
        """The file's path in the pack."""
        return file_of(self.report, self.stem, self.format)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished files, in the order of the jobs, and the names of those that failed, each with
    its reason.
    """

    files: tuple[Artefact, ...]
    failed: Mapping[str, str]


def file_of(report: Report, stem: str, format: str) -> str:
    """A report's file: the executive report is `index.html` and `executive.pdf`."""
    if report.kind is ReportKind.EXECUTIVE and format == "pdf":
        stem = stem.removesuffix("index") + "executive"
    return f"{stem}.{format}"


def jobs(
    named: Iterable[tuple[str, Report]],
    formats: Sequence[str],
    theme: Theme,
    attached: Callable[[Report], tuple[Artefact, ...]],
) -> list[Job]:
    """A job a report and format. The key covers all that the bytes depend on: report, attachments,
    theme, templates, versions.

    `attached` gives the files that go into a report's PDF. The files of a theme count by what is in
    them, not by their place.
    """
    made_with = json.dumps(
        [asdict(replace(theme, templates=None, logo=None, font=None)), versions(), look(theme)],
        sort_keys=True,
    )
    found: list[Job] = []
    for stem, report in named:
        known = f"{digest(report)} {made_with}"
        for one in formats:
            files = attached(report) if one == "pdf" else ()
            key = hashlib.sha256(
                " ".join((known, *(file.sha256 for file in files))).encode()
            ).hexdigest()
            found.append(Job(report, stem, one, key, files))
    return found


def render_all(
    todo: Sequence[Job], theme: Theme, processes: int, done: Callable[[], None]
) -> Rendered:
    """Renders every job; `done` is called as each ends."""
    if processes > 1 and len(todo) >= ENOUGH_FOR_PROCESSES:
        results = _in_processes(todo, theme, processes, done)
    else:
        results = [_counted(job, theme, done) for job in todo]
    failed = {
        job.name: result
        for job, result in zip(todo, results, strict=True)
        if isinstance(result, str)
    }
    pages = [
        failed_page(job.name, job.stem, result, Formats(job.report.about.locale))
        if isinstance(result, str)
        else result
        for job, result in zip(todo, results, strict=True)
    ]
    return Rendered(tuple(page for page in pages if page is not None), failed)


def _counted(job: Job, theme: Theme, done: Callable[[], None]) -> Artefact | str:
    try:
        with workers.limited():
            return render_one(job, theme)
    except workers.TooLongError as error:
        return str(error)
    finally:
        done()


def render_one(job: Job, theme: Theme) -> Artefact | str:
    """One file, or the reason why it could not be made: a report that fails must not take the
    others with it.
    """
    try:
        return replace(_rendered(job, theme), report_sha256=job.key)
    # whatever goes wrong in one page is said on that page and in the manifest
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"


def _rendered(job: Job, theme: Theme) -> Artefact:
    if job.format == "pdf":
        return render_pdf(job.report, theme, job.name, job.files)
    return render_html(job.report, theme, job.name)


def joined_key(parts: Sequence[Artefact]) -> str:
    """What the joined pack is made of: its parts, in their order."""
    return hashlib.sha256(
        json.dumps([[part.name, part.sha256] for part in parts]).encode()
    ).hexdigest()


def join(reports: Mapping[str, Report], parts: Sequence[Artefact], theme: Theme) -> Artefact:
    """`pack.pdf`: contents, then every report. `reports` are by the names of their files."""
    words = Formats(next(iter(reports.values())).about.locale)
    listed = [Part(part.name, words.text(reports[part.name].name), part.content) for part in parts]
    return replace(
        render_pack(listed, next(iter(reports.values())).about, theme),
        report_sha256=joined_key(parts),
    )


def alone(part: Artefact) -> Artefact:
    """One report's PDF by itself: its links to other reports lead nowhere."""
    return replace(
        part, content=without_others(part.name, part.content), report_sha256=joined_key([part])
    )


def _in_processes(
    todo: Sequence[Job], theme: Theme, processes: int, done: Callable[[], None]
) -> list[Artefact | str]:
    """Runs the jobs in worker processes; after a worker's death the unfinished ones run again, each
    in a pool of its own.

    Workers that finish nothing for a long time are killed.
    """
    with workers.pool(processes) as started:
        with workers.hearing_no_interrupt():
            futures = [started.submit(render_one, job, theme) for job in todo]
        pending = set(futures)
        while pending:
            ended, pending = wait(pending, workers.STALLED_SECONDS, FIRST_COMPLETED)
            if not ended:
                workers.kill_workers()
            for future in ended:
                if future.exception() is None:
                    done()
    unfinished = [future.exception() is not None for future in futures]
    return [
        _alone(job, theme, done) if again else future.result()
        for job, future, again in zip(todo, futures, unfinished, strict=True)
    ]


def _alone(job: Job, theme: Theme, done: Callable[[], None]) -> Artefact | str:
    with workers.pool(1) as started:
        with workers.hearing_no_interrupt():
            future = started.submit(render_one, job, theme)
        try:
            return future.result(workers.STALLED_SECONDS)
        except TimeoutError:
            workers.kill_workers()
            return str(workers.TooLongError())
        except BrokenProcessPool:
            return "the process that rendered it was killed"
        finally:
            done()
