"""The reports that views are made of: a project at most four times (with and without money and
names), joined as often as asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact, file_name
from pfreport.delivery.views import ALL, PARTS, View, in_scope, reported
from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.registry import PICTURED
from pfreport.rendering.pack import EXECUTIVE, file_of
from pfreport.report.compose import compose_executive
from pfreport.report.parts.blocks import Report
from pfreport.report.redaction.reader import Grants, Reader
from pfreport.report.redaction.redact import redact
from pfreport.report.redaction.typed import Persons, persons_of
from pfreport.report.words import say
from pfreport.values import Count, Several, Words

PROJECTS = "projects"


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a view: where its files stand in the pack, and where readers of the whole pack
    would look for them.

    `original` is the report before anything was left out of it.
    """

    stem: str
    place: str
    report: Report
    original: Report

    def file(self, format: Format) -> str:
        """Its file in the pack."""
        return file_of(self.report, self.stem, format)

    def link(self, format: Format) -> str:
        """What links between reports call it."""
        return file_of(self.report, self.place, format)


class Composer:
    """Composes each part once. `whole` are the reports of the pack by their stems, `scoped`
    measures some projects alone.
    """

    def __init__(
        self,
        findings: Findings,
        whole: Mapping[str, Report],
        scoped: Callable[[Findings, Sequence[str]], Findings],
    ) -> None:
        self.findings = findings
        self._whole = whole
        self._scoped = scoped
        self._persons = Persons(persons_of(findings.portfolio))
        self._known: dict[str, Part] = {}
        self._findings: dict[tuple[str, ...], Findings] = {(ALL,): findings}

    def reader(self, grants: Grants) -> Reader:
        """Somebody with these grants, in front of this workbook."""
        return Reader(grants, self._persons)

    def parts(self, view: View) -> tuple[Part, ...]:
        """The reports of a view, in their order."""
        projects = reported(self.findings.portfolio, view.scope) if view.has_projects else ()
        return (
            *([self._executive(view)] if view.has_executive else []),
            *(self._project(key, view.grants) for key in projects),
        )

    def within(self, scope: tuple[str, ...]) -> Findings:
        """What is found in a scope alone."""
        if scope not in self._findings:
            self._findings[scope] = self._scoped(
                self.findings, in_scope(self.findings.portfolio, scope)
            )
        return self._findings[scope]

    def _executive(self, view: View) -> Part:
        if view.scope == (ALL,):
            return self._part(EXECUTIVE, view.grants, lambda: self._whole[EXECUTIVE])
        scope = file_name("+".join(view.scope))
        return self._part(
            f"scopes/{scope}/{EXECUTIVE}",
            view.grants,
            lambda: self._some(view.scope),
            place=EXECUTIVE,
        )

    def _project(self, project_id: str, grants: Grants) -> Part:
        place = f"{PROJECTS}/{file_name(project_id)}"
        return self._part(place, grants, lambda: self._whole[place])

    def _part(
        self, name: str, grants: Grants, compose: Callable[[], Report], place: str | None = None
    ) -> Part:
        """A part of the whole pack where nothing is left out of it, else one of its own."""
        stem = name if grants.everything and place is None else f"{PARTS}/{_folder(grants)}/{name}"
        if stem not in self._known:
            original = compose()
            self._known[stem] = Part(
                stem, place or name, redact(original, self.reader(grants)), original
            )
        return self._known[stem]

    def _some(self, scope: tuple[str, ...]) -> Report:
        """The executive report of a scope, which says first how much of the portfolio it covers."""
        of, some = self.findings.portfolio.projects, in_scope(self.findings.portfolio, scope)
        names = Several(tuple(map(Words, scope)))
        said = say("view.scope", k=Count(len(some)), n=Count(len(of)), scope=names)
        report = compose_executive(self.within(scope))
        return replace(report, lede=(said, *report.lede))


def needed(
    parts: Mapping[View, Sequence[Part]], possible: Sequence[Format]
) -> dict[tuple[Format, ...], dict[str, Report]]:
    """The parts beside the whole pack's own that must be rendered, by the formats they are needed
    in.

    The first part of each view is needed as what has pages too, as its page one is the picture in
    the mail.
    """
    formats: defaultdict[str, set[Format]] = defaultdict(set)
    reports: dict[str, Report] = {}
    for view, of_view in parts.items():
        for part in of_view:
            reports[part.stem] = part.report
            formats[part.stem].update(view.formats)
        formats[of_view[0].stem].add(PICTURED)
    by_formats: defaultdict[tuple[Format, ...], dict[str, Report]] = defaultdict(dict)
    for stem, report in reports.items():
        if stem.startswith(f"{PARTS}/"):
            made = tuple(format for format in possible if format in formats[stem])
            by_formats[made][stem] = report
    return dict(by_formats)


def rendered(
    parts: Iterable[Part], pages: Mapping[str, Artefact], format: Format
) -> Iterator[tuple[Part, Artefact]]:
    """The parts there are files of, with them, under the names that links call them by."""
    for part in parts:
        page = pages.get(part.file(format))
        if page is not None:
            yield part, replace(page, name=part.link(format))


def _folder(grants: Grants) -> str:
    return f"{'money' if grants.money else 'no-money'}-{'names' if grants.names else 'no-names'}"
