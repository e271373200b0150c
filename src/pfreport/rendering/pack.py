"""Renders the reports of a pack, each a job of its own. A page that fails says so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, replace

from pfreport.artefact import Artefact
from pfreport.rendering.data.manifest import versions
from pfreport.rendering.data.program import program
from pfreport.rendering.executors import RenderingError
from pfreport.rendering.formats.format import Format
from pfreport.rendering.look.environment import look
from pfreport.report.parts.blocks import Report, ReportKind
from pfreport.report.serial import digest
from pfreport.settings import Theme

EXECUTIVE = "index"
"""The executive report's place in a pack, whatever the format calls it."""
JOINED_UNASKED = 300
"""Reports that are joined to one file without being asked to."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to render: a report, its name in the pack without ending, its format, the key of its
    content, what is enclosed, the locale in which it is said where it could not be made.
    """

    report: Report
    stem: str
    format: Format
    key: str
    files: tuple[Artefact, ...] = ()
    locale: str = "en"

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


def file_of(report: Report, stem: str, format: Format) -> str:
    """A report's file; the executive report is called what its format calls it."""
    if report.kind is ReportKind.EXECUTIVE:
        stem = stem.removesuffix(EXECUTIVE) + format.executive
    return f"{stem}{format.suffix}"


def jobs(
    named: Iterable[tuple[str, Report]],
    formats: Sequence[Format],
    theme: Theme,
    enclosed: Callable[[Report], tuple[Artefact, ...]],
) -> list[Job]:
    """A job a report and format. The key covers all that the bytes depend on: report, enclosures,
    theme, templates, the program, the packages it draws with.

    `enclosed` gives the files that go into a report. The files of a theme count by what is in them,
    not by their place.
    """
    made_with = json.dumps(
        [
            asdict(replace(theme, templates=None, logo=None, font=None)),
            versions(),
            program(),
            look(theme),
        ],
        sort_keys=True,
    )
    todo: list[Job] = []
    for stem, report in named:
        known = f"{digest(report)} {made_with}"
        for format in formats:
            files = enclosed(report) if format.encloses else ()
            key = _sha256(" ".join((known, *(file.sha256 for file in files))))
            todo.append(Job(report, stem, format, key, files, report.about.locale))
    return todo


def render_all(
    todo: Sequence[Job], theme: Theme, executor: Executor, done: Callable[[], None]
) -> Rendered:
    """Renders every job, wherever the executor runs it; `done` is called as each ends."""
    futures = [executor.submit(render_one, job, theme) for job in todo]
    for future in futures:
        future.add_done_callback(lambda _ended: done())
    results = [_result(future) for future in futures]
    failed = {
        job.name: result
        for job, result in zip(todo, results, strict=True)
        if isinstance(result, str)
    }
    pages = [
        job.format.failed(job.name, job.stem, result, job.locale)
        if isinstance(result, str)
        else result
        for job, result in zip(todo, results, strict=True)
    ]
    return Rendered(tuple(page for page in pages if page is not None), failed)


def _result(future: Future[Artefact | str]) -> Artefact | str:
    """What a job gave; where its process did not live to tell, why."""
    try:
        return future.result()
    except RenderingError as error:
        return str(error)


def render_one(job: Job, theme: Theme) -> Artefact | str:
    """One file, or the reason why it could not be made: a report that fails must not take the
    others with it.
    """
    try:
        page = job.format.render(job.report, theme, job.name, job.files)
    # whatever goes wrong in one page is said on that page and in the manifest
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"
    return replace(page, report_sha256=job.key)


def joined_key(parts: Sequence[Artefact]) -> str:
    """What a joined file is made of: its parts, in their order, and the program."""
    return _sha256(json.dumps([program(), *([part.name, part.sha256] for part in parts)]))


def join(
    format: Format,
    name: str,
    reports: Mapping[str, Report],
    parts: Sequence[Artefact],
    theme: Theme,
) -> Artefact:
    """Contents, then every report, in one file. `reports` are by the names of their files."""
    content = format.join(reports, parts, theme)
    return Artefact(name, format.media_type, content, joined_key(parts))


def alone(format: Format, part: Artefact) -> Artefact:
    """One report's file by itself: its links to other reports lead nowhere."""
    return replace(format.alone(part), report_sha256=joined_key([part]))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
