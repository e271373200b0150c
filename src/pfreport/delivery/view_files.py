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
from pfreport.rendering.formats.format import Format
from pfreport.rendering.formats.registry import PICTURED
from pfreport.rendering.mail import render_mail
from pfreport.rendering.pdf.picture import picture_key
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
    reports = [file for form in view.formats for file in _reports(view, form, parts, made)]
    if not any(role == REPORT for role, _ in reports):
        return None
    picture = _picture(view, parts[0], made)
    reader = composer.reader(view.grants)
    mail, why = redact(_mail(view, parts, composer), reader), reader.value(_why(view))
    subject, text, html = render_mail(
        mail, why, made.theme, view.folder, picture=picture is not None
    )
    return ViewFiles((*reports, *_figures(view, composer)), subject, text, html, picture)


def _reports(
    view: View, form: Format, parts: Sequence[Part], made: Made
) -> Iterator[tuple[str, Artefact]]:
    """The reports in one form; of a whole portfolio the executive report alone too, where the whole
    is too large to send, in the first form alone.
    """
    there = list(rendered(parts, made.pages, form))
    if not there:
        return
    yield from ((REPORT, file) for file in _together(view, form, there, made))
    if view.audience is Audience.PORTFOLIO and len(there) > 1 and form is view.formats[0]:
        name = f"{view.folder}/executive{form.suffix}"
        if form.joined:
            yield SMALLER, _joined(form, there[:1], made, name)
        else:
            yield SMALLER, replace(form.alone(there[0][1]), name=name)


def _together(
    view: View, form: Format, there: Sequence[tuple[Part, Artefact]], made: Made
) -> Iterator[Artefact]:
    """All in one file, or each as a file of its own, side by side."""
    if form.joined:
        yield _joined(form, there, made, f"{view.folder}/report{form.suffix}")
        return
    names = [page.name.rpartition("/")[2] for _, page in there]
    for (_, page), name in zip(there, names, strict=True):
        yield replace(form.alone(page, names), name=f"{view.folder}/{name}")


def _joined(
    form: Format, there: Sequence[tuple[Part, Artefact]], made: Made, name: str
) -> Artefact:
    pages = [page for _, page in there]
    before = copied(made.known, name, rendering.joined_key(pages))
    if before is not None:
        return before
    if len(pages) == 1:
        return replace(rendering.alone(form, pages[0]), name=name)
    reports = {page.name: part.report for part, page in there}
    return rendering.join(form, name, reports, pages, made.theme)


def _figures(view: View, composer: Composer) -> Iterator[tuple[str, Artefact]]:
    if view.has_figures:
        file = measures_xlsx(composer.within(view.scope), composer.reader(view.grants))
        yield FIGURES, replace(file, name=f"{view.folder}/{file.name}")


def _picture(view: View, first: Part, made: Made) -> Artefact | None:
    """Page one of the first report; None on a machine that makes nothing with pages."""
    page, name = made.pages.get(first.file(PICTURED)), f"{view.folder}/page-one.png"
    if page is None:
        return None
    return copied(made.known, name, picture_key(page)) or PICTURED.picture(page, name)


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
