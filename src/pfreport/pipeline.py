"""The steps from a workbook to a pack, one after the other; nothing runs backwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pfreport.advice.advice import advise
from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact, file_name
from pfreport.delivery import pack as packs
from pfreport.delivery import releases
from pfreport.delivery.mailing import Unserved
from pfreport.delivery.readership import readership
from pfreport.delivery.view_files import Made
from pfreport.errors import UsageError, WorkbookError
from pfreport.faults import Fault, Severity
from pfreport.history.read import recall
from pfreport.history.snapshot import Present
from pfreport.kinds import Month, normalised
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.portfolio import Portfolio
from pfreport.model.source import Source
from pfreport.ratings.rate import rate_portfolio
from pfreport.rendering import pack as rendering
from pfreport.rendering.data.exports import faults_json, inputs_json, measures_json
from pfreport.rendering.data.manifest import State, manifest
from pfreport.rendering.data.xlsx import measures_xlsx
from pfreport.rendering.formats.pdf import pdf_problem
from pfreport.report.compose import compose_executive, compose_project
from pfreport.report.parts.blocks import Report
from pfreport.settings import Config, theme_of
from pfreport.workbook.examine import Examined, examine
from pfreport.workbook.rules.judged import judge

FORMATS = ("html", "pdf")
PACK, PACK_NAME = "pack", "pack.pdf"
EXECUTIVE = "index"
REPORTS_AT_MOST = 1_000
"""With more projects a pack has the executive report and the exports alone; --only makes the
reports of those asked for.
"""


def _silent(step: str, done: int, total: int) -> None:
    """Says nothing of a step."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked to do.

    `since` names the pack that counts as the last one. `say` hears of each step: its name, how much
    of it is done, of how much.
    """

    workbook: Path
    out: Path
    as_of: dt.date | None = None
    since: str | None = None
    only: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    processes: int = 1
    strict: bool = False
    force: bool = False
    say: Callable[[str, int, int], None] = _silent


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: where, from what, what is lacking, how many files were rendered and how
    many copied, who gets no mail.
    """

    folder: Path
    findings: Findings
    state: State
    rendered: int
    reused: int
    unserved: tuple[Unserved, ...] = ()


def build(request: Request) -> Built:
    """Workbook to pack. Raises WorkbookError where nothing can be built, CannotWriteError where it
    cannot be written.
    """
    request.say("read", 0, 1)
    examined = examine(request.workbook, {"status_date": request.as_of} if request.as_of else {})
    request.say("measure", 0, 1)
    findings = advised(
        remembered(find(examined, strict=request.strict), request.out, request.since)
    )
    config = replace(
        examined.config,
        theme=theme_of(examined.config, findings.portfolio.settings, request.workbook),
    )
    request.say("compose", 0, 1)
    if request.only:
        return _build_some(
            request,
            config,
            findings,
            list(compose(findings, _chosen(findings.portfolio, request.only))),
        )
    with packs.locked(request.out):
        return _build_pack(request, config, findings)


def find(examined: Examined, *, strict: bool = False) -> Findings:
    """Measures and rates what was read. WorkbookError where the faults stop the build."""
    errors = [f for f in examined.faults if f.severity is Severity.ERROR]
    if examined.portfolio is None or (strict and errors):
        raise WorkbookError(
            _why_stopped(errors), "pfreport check lists every fault with its cell and what to do"
        )
    found = _measured(examined.source, examined.portfolio, examined.faults)
    faults = sorted(
        (*examined.faults, *judge(found.portfolio, found.measurements, found.ratings)),
        key=lambda f: f.sort_key,
    )
    return replace(found, faults=tuple(faults))


def remembered(findings: Findings, out: Path, since: str | None = None) -> Findings:
    """The same findings with what the packs of earlier months say."""
    return replace(findings, history=recall(out, present(findings), since))


def present(findings: Findings) -> Present:
    """The findings as past packs compare with them."""
    return Present(
        findings.source.name, findings.portfolio, findings.measurements, findings.ratings
    )


def advised(findings: Findings) -> Findings:
    """The same findings with what follows from them."""
    advice = advise(
        findings.portfolio, findings.measurements, findings.ratings, history=findings.history
    )
    return replace(findings, advice=advice)


def within(findings: Findings, project_ids: Sequence[str]) -> Findings:
    """What is found of some projects alone: their rows, their faults, and no words that are about
    the whole portfolio.
    """
    settings = replace(findings.portfolio.settings, headline=None, commentary=None)
    faults = tuple(fault for fault in findings.faults if fault.project in project_ids)
    found = _measured(
        findings.source, replace(findings.portfolio.only(project_ids), settings=settings), faults
    )
    return advised(replace(found, history=findings.history.within(project_ids, present(found))))


def compose(
    findings: Findings, project_ids: Sequence[str] | None = None
) -> Iterable[tuple[str, Report]]:
    """The reports with their names in a pack: the executive report first, unless single projects
    are asked for.
    """
    if project_ids is None:
        yield EXECUTIVE, compose_executive(findings)
        project_ids = [p.project_id for p in findings.portfolio.projects if p.report]
    for project_id in project_ids:
        yield f"projects/{file_name(project_id)}", compose_project(findings, project_id)


def _within_reach(findings: Findings) -> Findings:
    """The findings as a pack shows them: of very many projects none has a report of its own unless
    it is asked for.
    """
    portfolio = findings.portfolio
    if len(portfolio.projects) <= REPORTS_AT_MOST:
        return findings
    without = tuple(replace(project, report=False) for project in portfolio.projects)
    return replace(findings, portfolio=replace(portfolio, projects=without))


def _measured(source: Source, portfolio: Portfolio, faults: Sequence[Fault]) -> Findings:
    figures = measure_portfolio(portfolio)
    return Findings(source, portfolio, tuple(faults), figures, rate_portfolio(portfolio, figures))


def _build_pack(request: Request, config: Config, findings: Findings) -> Built:
    month = Month.of(findings.portfolio.settings.status_date)
    shown = _within_reach(findings)
    named = list(compose(shown))
    released = releases.released(request.out, month)
    revision = packs.next_revision(request.out, month, released)
    possible, readers = _possible(request.formats), readership(shown, named, within)
    own = rendering.jobs(named, possible, config.theme, _attached(findings))
    jobs = [*own, *readers.jobs(possible, config.theme)]
    known = {} if request.force else packs.rendered_before(request.out)
    kept = {job.name: packs.copied(known, job.name, job.key) for job in jobs}
    todo = [job for job in jobs if kept[job.name] is None]
    rendered = rendering.render_all(
        todo, config.theme, request.processes, _counting(request, len(todo))
    )
    pages = {
        file.name: file for file in (*(file for file in kept.values() if file), *rendered.files)
    }
    state = _state(request.formats, rendered, findings)
    files = [
        *pages.values(),
        *_joined(request, config, [(job.name, job.report) for job in own], pages, known),
        *_exports(findings),
    ]
    made = Made(
        {name: page for name, page in pages.items() if name not in rendered.failed},
        known,
        config.theme,
    )
    served = readers.served(findings.portfolio.settings, made)
    files += served.files
    files.append(manifest(findings, revision, state, files))
    request.say("write", 0, 1)
    pack = packs.write_pack(
        request.out, month, revision, sorted(files, key=lambda f: f.name), released
    )
    folder = pack.folder if released else request.out / str(month)
    return Built(folder, findings, state, len(todo), len(jobs) - len(todo), served.unserved)


def _joined(
    request: Request,
    config: Config,
    named: Sequence[tuple[str, Report]],
    pages: Mapping[str, Artefact],
    known: Mapping[tuple[str, str], packs.Rendered],
) -> list[Artefact]:
    """The pack as one PDF, unless it is too long to be joined unasked."""
    reports = {name: report for name, report in named if name.endswith(".pdf") and name in pages}
    if not reports or (PACK not in request.formats and len(reports) > rendering.PACK_AT_MOST):
        return []
    request.say("join", 0, 1)
    parts = [pages[name] for name in reports]
    return [
        packs.copied(known, PACK_NAME, rendering.joined_key(parts))
        or rendering.join(reports, parts, config.theme)
    ]


def _attached(findings: Findings) -> Callable[[Report], tuple[Artefact, ...]]:
    """The figures that go into a report's PDF: all of them, or those of its project."""

    def files(report: Report) -> tuple[Artefact, ...]:
        return (
            measures_json(
                findings, None if report.subject.kind == "portfolio" else report.subject.key
            ),
        )

    return files


def _build_some(
    request: Request, config: Config, findings: Findings, named: Sequence[tuple[str, Report]]
) -> Built:
    jobs = rendering.jobs(named, _possible(request.formats), config.theme, _attached(findings))
    rendered = rendering.render_all(
        jobs, config.theme, request.processes, _counting(request, len(jobs))
    )
    packs.write_files(request.out, rendered.files)
    return Built(request.out, findings, _state(request.formats, rendered, findings), len(jobs), 0)


def _exports(findings: Findings) -> list[Artefact]:
    left_out = findings.portfolio.left_out
    return [
        measures_json(findings),
        measures_xlsx(findings),
        inputs_json(findings),
        faults_json(findings.source, findings.faults, left_out),
    ]


def _chosen(portfolio: Portfolio, only: Sequence[str]) -> list[str] | None:
    """The IDs asked for, as the workbook spells them; UsageError for one it does not have."""
    if not only:
        return None
    known = {normalised(key): key for key in portfolio.project_by_id}
    for asked in only:
        if normalised(asked) not in known:
            raise UsageError(
                f"no project {asked!r} in the workbook",
                "known: " + ", ".join(sorted(known.values())[:20]),
            )
    return [known[normalised(asked)] for asked in only]


def _possible(formats: Sequence[str]) -> list[str]:
    """The formats this machine can make: without Pango there are no PDFs, and without them no
    pack.
    """
    asked = [one for one in FORMATS if one in formats or (one == "pdf" and PACK in formats)]
    return [one for one in asked if one != "pdf" or pdf_problem() is None]


def _state(formats: Sequence[str], rendered: rendering.Rendered, findings: Findings) -> State:
    reasons = [f"{name}: {reason}" for name, reason in sorted(rendered.failed.items())]
    problem = pdf_problem() if {"pdf", PACK} & set(formats) else None
    if problem:
        reasons.append(f"no PDF: {problem}")
    errors = sum(f.severity is Severity.ERROR for f in findings.faults)
    return State(not reasons, "; ".join(reasons) or None, errors)


def _counting(request: Request, total: int) -> Callable[[], None]:
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        request.say("render", done, total)

    request.say("render", 0, total)
    return count


def _why_stopped(errors: Sequence[Fault]) -> str:
    stopping = [f for f in errors if f.kind.effect.value == "build stops"] or list(errors)
    if not stopping:
        return "nothing can be built from this workbook"
    first = stopping[0]
    more = f" (and {len(stopping) - 1} more)" if len(stopping) > 1 else ""
    return f"{first.origin.address}: {first.message}{more}"
