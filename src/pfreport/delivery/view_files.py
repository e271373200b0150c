"""The files of one view: its reports joined or side by side, figures, page one as a picture, and
the mail they go with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pfreport.artefact import Artefact
from pfreport.delivery.pack import Rendered, copied
from pfreport.delivery.view_parts import Composer, Part, rendered
from pfreport.delivery.views import ALL, View
from pfreport.model.people import Audience
from pfreport.rendering import pack as rendering
from pfreport.rendering.data.xlsx import measures_xlsx
from pfreport.rendering.mail import render_mail
from pfreport.rendering.page.flat import flat
from pfreport.rendering.pdf.picture import page_one, picture_key
from pfreport.report.mail import compose_mail, compose_projects_mail
from pfreport.report.parts.blocks import Report
from pfreport.report.redaction.redact import redact
from pfreport.report.words import say, term
from pfreport.settings import Theme
from pfreport.values import Sentence, Several, Value, Words

REPORT, SMALLER, FIGURES = "report", "smaller", "figures"


@dataclass(frozen=True, slots=True)
class Made:
    """What is there to make views of: the rendered files by name, those of earlier packs, the
    look.
    """

    pages: Mapping[str, Artefact]
    known: Mapping[tuple[str, str], Rendered]
    theme: Theme


@dataclass(frozen=True, slots=True)
class ViewFiles:
    """A view's files: what is attached, each with its role; the mail, and its picture where
    there is one.
    """

    attached: tuple[tuple[str, Artefact], ...]
    subject: str
    text: Artefact
    html: Artefact
    picture: Artefact | None

    @property
    def every(self) -> tuple[Artefact, ...]:
        """All of them."""
        return (
            *(file for _, file in self.attached),
            self.text,
            self.html,
            *([self.picture] if self.picture else []),
        )


def view_files(
    view: View, parts: Sequence[Part], composer: Composer, made: Made
) -> ViewFiles | None:
    """None where no report could be made in a form the view wants."""
    reports = [*_pdf(view, parts, made), *_html(view, parts, made)]
    if not any(role == REPORT for role, _ in reports):
        return None
    picture = _picture(view, parts[0], made)
    reader = composer.reader(view.grants)
    mail, why = redact(_mail(view, parts, composer), reader), reader.value(_why(view))
    subject, text, html = render_mail(
        mail, why, made.theme, view.folder, picture=picture is not None
    )
    return ViewFiles((*reports, *_figures(view, composer)), subject, text, html, picture)


def _pdf(view: View, parts: Sequence[Part], made: Made) -> Iterator[tuple[str, Artefact]]:
    """The reports as one PDF; of a whole portfolio the executive report alone too, where the
    whole is too large to send.
    """
    found = list(rendered(parts, made.pages, "pdf")) if "pdf" in view.formats else []
    if not found:
        return
    yield REPORT, _joined(found, made, f"{view.folder}/report.pdf")
    if view.audience is Audience.PORTFOLIO and len(found) > 1:
        yield SMALLER, _joined(found[:1], made, f"{view.folder}/executive.pdf")


def _joined(found: Sequence[tuple[Part, Artefact]], made: Made, name: str) -> Artefact:
    pages = [page for _, page in found]
    before = copied(made.known, name, rendering.joined_key(pages))
    if before is not None:
        return before
    if len(pages) == 1:
        return replace(rendering.alone(pages[0]), name=name)
    return replace(
        rendering.join({page.name: part.report for part, page in found}, pages, made.theme),
        name=name,
    )


def _html(view: View, parts: Sequence[Part], made: Made) -> Iterator[tuple[str, Artefact]]:
    """Each report as a file of its own, side by side."""
    found = list(rendered(parts, made.pages, "html")) if "html" in view.formats else []
    names = [page.name.rpartition("/")[2] for _, page in found]
    for (_, page), name in zip(found, names, strict=True):
        yield REPORT, replace(flat(page, names), name=f"{view.folder}/{name}")
    if view.audience is Audience.PORTFOLIO and len(found) > 1 and "pdf" not in view.formats:
        yield SMALLER, replace(flat(found[0][1], ()), name=f"{view.folder}/executive.html")


def _figures(view: View, composer: Composer) -> Iterator[tuple[str, Artefact]]:
    if view.has_figures:
        file = measures_xlsx(composer.within(view.scope), composer.reader(view.grants))
        yield FIGURES, replace(file, name=f"{view.folder}/{file.name}")


def _picture(view: View, first: Part, made: Made) -> Artefact | None:
    """Page one of the first report; None on a machine that makes no PDF."""
    pdf, name = made.pages.get(first.file("pdf")), f"{view.folder}/page-one.png"
    if pdf is None:
        return None
    return copied(made.known, name, picture_key(pdf)) or page_one(pdf, name)


def _mail(view: View, parts: Sequence[Part], composer: Composer) -> Report:
    """The mail's report, before anything is left out of it."""
    if view.has_executive:
        return compose_mail(
            composer.within(view.scope),
            parts[0].original,
            () if view.scope == (ALL,) else view.scope,
        )
    return compose_projects_mail(composer.findings, [part.original for part in parts])


def _why(view: View) -> Sentence:
    """Why a reader gets a mail."""
    scope: Value = (
        term("mail.scope.all") if view.scope == (ALL,) else Several(tuple(map(Words, view.scope)))
    )
    return say("mail.why", audience=Words(view.audience.value), scope=scope)
