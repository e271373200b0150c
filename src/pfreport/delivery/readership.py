"""What a pack holds for its readers' inboxes: every view on Recipients rendered once, and the plan
who gets which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact
from pfreport.delivery.mailing import Unserved
from pfreport.delivery.outbox_plan import outbox
from pfreport.delivery.unserved import Forms, unserved
from pfreport.delivery.view_files import Made, view_files
from pfreport.delivery.view_parts import Composer, Part, needed
from pfreport.delivery.views import Asked, View, asked
from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.registry import PICTURED
from pfreport.rendering.pack import Job, jobs
from pfreport.report.parts.blocks import Report
from pfreport.settings import Settings, Theme


@dataclass(frozen=True, slots=True)
class Served:
    """What a pack holds for its readers, and who gets nothing."""

    files: tuple[Artefact, ...]
    unserved: tuple[Unserved, ...]


@dataclass(frozen=True, slots=True)
class Readership:
    """Who asks for what, and the reports each view is made of."""

    composer: Composer
    asked: tuple[Asked, ...]
    parts: Mapping[View, tuple[Part, ...]]

    def jobs(self, possible: Sequence[Format], theme: Theme) -> list[Job]:
        """What must be rendered beside the pack's own reports. Nothing is attached to these:
        figures go to Finance as a workbook.
        """
        found: list[Job] = []
        for formats, reports in needed(self.parts, possible).items():
            found += jobs(reports.items(), formats, theme, lambda _report: ())
        return found

    def served(self, settings: Settings, made: Made) -> Served:
        """Every view's files and the plan; nothing where nobody asks for anything."""
        found = {
            view: files
            for view, parts in self.parts.items()
            if (files := view_files(view, parts, self.composer, made))
        }
        without = unserved(
            self.composer.findings,
            Forms(found.keys(), any(name.endswith(PICTURED.suffix) for name in made.pages)),
        )
        if not self.asked and not without:
            return Served((), ())
        plan = outbox(settings, self.asked, found, without)
        return Served((*(file for files in found.values() for file in files.every), plan), without)


def readership(
    findings: Findings,
    named: Sequence[tuple[str, Report]],
    scoped: Callable[[Findings, Sequence[str]], Findings],
) -> Readership:
    """`named` are the pack's own reports; `scoped` measures some projects alone."""
    found = asked(findings.portfolio)
    composer = Composer(findings, dict(named), scoped)
    return Readership(composer, found, {one.view: composer.parts(one.view) for one in found})
