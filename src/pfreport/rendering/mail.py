"""A mail in text and HTML, from one report: 600 px wide, tables and plain colours, as mail programs
want it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from jinja2 import TemplateError
from markupsafe import Markup

from pfreport.artefact import Artefact
from pfreport.errors import ConfigurationError
from pfreport.rendering.look.environment import environment
from pfreport.rendering.text.numbers import NO_BREAK
from pfreport.rendering.text.values import TABLE, TEXT, Formats, Place
from pfreport.report.parts.blocks import Report, Section, Table, Text, Tiles
from pfreport.report.words import say
from pfreport.settings import Theme
from pfreport.values import Count, Day, Value
from pfreport.words.catalogue import Catalogue
from pfreport.words.keys import Key
from pfreport.words.patterns import Filling

PICTURE = "page-one"
"""The content id of the picture of page one."""
NUMBERED = "decisions"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a section: a light or a number, what it says, smaller words below, a figure at its
    right.
    """

    main: str
    below: tuple[str, ...] = ()
    figure: str = ""
    light: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section as lines under its message; `note` says how many more there are.

    `style` is which section it is: decisions, headline, lights, movement, sections.
    """

    style: str
    message: str
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def has_figures(self) -> bool:
        """Whether any line has a figure at its right."""
        return any(line.figure for line in self.lines)


class Mail:
    """A mail for its templates: plain texts."""

    def __init__(
        self, report: Report, why: Value | None, *, picture: bool, words: Catalogue | None = None
    ) -> None:
        self._formats = Formats(report.about.locale, words)
        self._why = why
        self.report = report
        self.picture = PICTURE if picture else None

    @property
    def language(self) -> str:
        """The language of its words."""
        return self._formats.words.language

    @property
    def subject(self) -> str:
        """The subject, on one line."""
        return " ".join(self.text(self.report.name).replace(NO_BREAK, " ").split())

    @property
    def about(self) -> str:
        """What the mail is about, and as at when."""
        about = self.report.about
        day = self.text(Day(about.status_date))
        return self._formats.said("pack.outline", portfolio=about.portfolio_name, day=day)

    @property
    def title(self) -> str:
        """The headline."""
        return self.text(self.report.title)

    @property
    def lede(self) -> list[str]:
        """What stands under the headline."""
        return [self.text(one) for one in self.report.lede]

    @property
    def why(self) -> str:
        """Why its reader gets it."""
        return self.text(self._why)

    @property
    def parts(self) -> list[Part]:
        """The sections in order."""
        return [
            Part(one.id, self.text(one.message), tuple(self._lines(one)), self._note(one))
            for one in self.report.sections
        ]

    def marked_up(self, key: Key, /, **values: Filling) -> Markup:
        """A text of the catalogue with its values in it."""
        return self._formats.marked_up(key, **values)

    def text(self, value: Value | None, place: Place = TEXT) -> str:
        """A value as text; nothing where there is none."""
        return self._formats.text(value, place) if value is not None else ""

    def _note(self, section: Section) -> str:
        cut = (
            block
            for block in section.blocks
            if isinstance(block, Table) and block.shown < block.total
        )
        said = (
            (say("mail.shown", k=Count(one.shown), n=Count(one.total)), one.more) for one in cut
        )
        return " ".join(self.text(one) for both in said for one in both if one)

    def _lines(self, section: Section) -> Iterator[Line]:
        for block in section.blocks:
            if isinstance(block, Tiles):
                for tile in block.tiles:
                    below = (*(self.text(one) for one in tile.context), self.text(tile.coverage))
                    yield Line(
                        self.text(tile.label), tuple(filter(None, below)), self.text(tile.figure)
                    )
            elif isinstance(block, Table):
                rows = self._rows(block)
                yield from (
                    (replace(line, number=n) for n, line in enumerate(rows, 1))
                    if section.id == NUMBERED
                    else rows
                )
            elif isinstance(block, Text) and block.items:
                yield from (Line(self.text(one)) for one in block.paragraphs)

    def _rows(self, table: Table) -> Iterator[Line]:
        """A table's rows: its first column leads unless that is a light; numbers stand at the
        right, the rest below.
        """
        lights = any(row.light for row in table.rows)
        words = [place for place, column in enumerate(table.columns) if not column.numeric][lights:]
        figures = [place for place, column in enumerate(table.columns) if column.numeric]
        for row in table.rows:
            cells = row.cells
            below = [self.text(cells[place].main, TABLE) for place in words[1:]] + [
                self.text(cells[words[0]].sub, TABLE)
            ]
            figure = ", ".join(filter(None, (self.text(cells[place].main) for place in figures)))
            yield Line(
                self.text(cells[words[0]].main), tuple(filter(None, below)), figure, row.light or ""
            )


def render_mail(
    report: Report,
    why: Value | None,
    theme: Theme,
    folder: str,
    *,
    picture: bool,
    words: Catalogue | None = None,
) -> tuple[str, Artefact, Artefact]:
    """The subject, the text and the HTML. `picture` says whether page one goes with it.

    Raises ConfigurationError for a template of the theme that cannot be filled.
    """
    mail = Mail(report, why, picture=picture, words=words)
    text, html = (_filled(f"mail/mail.{kind}", mail, theme) for kind in ("txt", "html"))
    plain = text.replace(NO_BREAK, " ").encode()
    return (
        mail.subject,
        Artefact(f"{folder}/mail.txt", "text/plain", plain),
        Artefact(f"{folder}/mail.html", "text/html", html.encode()),
    )


def _filled(name: str, mail: Mail, theme: Theme) -> str:
    try:
        return environment(theme).get_template(name).render(mail=mail, words=mail.marked_up)
    except TemplateError as error:
        raise ConfigurationError(
            f"theme.templates: {name}: {error.message}", "mend the template"
        ) from error
