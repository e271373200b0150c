"""What a report is made of: sections of blocks of typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.charts.grid import Grid
from pfreport.measures.engine.measurement import Subject
from pfreport.values import Sentence, Value


class ReportKind(StrEnum):
    """What a report is of, and the mail that carries it."""

    EXECUTIVE = "executive"
    PROJECT = "project"
    MAIL = "mail"


class TableStyle(StrEnum):
    """How a table is printed; PAIRS are labels and values without a head."""

    PLAIN = "plain"
    HEALTH = "health"
    LIGHTS = "lights"
    HISTORY = "history"
    DECISIONS = "decisions"
    PAIRS = "pairs"


class RowKind(StrEnum):
    """What a row is: GROUP a subtotal above its rows, TOTAL the last line."""

    ROW = "row"
    GROUP = "group"
    TOTAL = "total"


class FactsStyle(StrEnum):
    """Facts under a title, or the line of who signs off."""

    FACTS = "facts"
    SIGN = "sign"


class PhaseState(StrEnum):
    """Where a phase stands."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure with its context lines, its coverage and perhaps a mark (Spark, Bullet,
    LightShares).
    """

    label: Value
    figure: Value
    context: tuple[Value, ...] = ()
    coverage: Value | None = None
    mark: Value | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    """A row of headline figures."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: `label`, whether its cells are figures (right-aligned), how wide (relative, for
    print), whether it sorts.

    `currency` says in which currency its amounts are: they are then printed full and bare, in
    thousands where `thousands` is set (the label says so); an amount in another currency keeps its
    code. `screen_only` columns are left out in print.
    """

    key: str
    label: Value
    numeric: bool = False
    width: float = 1.0
    sortable: bool = False
    screen_only: bool = False
    currency: str | None = None
    thousands: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, a second, smaller line, and whether it is printed strong (a figure over
    its limit).
    """

    main: Value | None = None
    sub: Value | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `light` serves the filter.

    `rank` is what decides whether it stays where not all rows fit, 0 first; None in a table that
    keeps its first rows.
    """

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.ROW
    light: str | None = None
    anchor: str | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that knows how many rows there are (`total`) and, where not all are shown, where the
    rest is (`more`).
    """

    id: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    total: int
    style: TableStyle = TableStyle.PLAIN
    caption: Value | None = None
    note: Value | None = None
    more: Value | None = None
    filterable: bool = False

    @property
    def shown(self) -> int:
        """Rows shown that are no subtotals."""
        return sum(row.kind is RowKind.ROW for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart by its name in `charts/`, with the frozen data its `prepare` made, its alt text and
    its figures.
    """

    id: str
    name: str
    data: object
    alt: Value
    grid: Grid
    caption: Value | None = None
    note: Value | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; `heading` stands above them, `items` makes them a list, `note` the small print of
    what is above.
    """

    paragraphs: tuple[Value, ...]
    heading: Value | None = None
    items: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """One sentence that must not be missed."""

    sentence: Value


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values side by side: the facts under a title, the sign-off line."""

    pairs: tuple[tuple[Value, Value], ...]
    style: FactsStyle = FactsStyle.FACTS


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One of the five phases; `note` says when it ended or what is due in it.

    `gone` is the share of the current phase's time that is over, where both its ends are known.
    """

    name: Value
    state: PhaseState
    note: Value | None = None
    gone: float | None = None


@dataclass(frozen=True, slots=True)
class PhaseStrip:
    """The five phases in order."""

    steps: tuple[PhaseStep, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by probability score (rows, 5 at the top) and impact (columns): `counts[probability -
    1][impact - 1]`.
    """

    title: Value
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks side by side, each with its share of the width; they stack on a narrow screen."""

    blocks: tuple[Block, ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Blocks by name of which the screen shows one at a time; print shows the first. `label` says
    what is chosen.
    """

    id: str
    label: Value
    options: tuple[tuple[Value, Block], ...]


Block = Tiles | Table | Chart | Text | Callout | Facts | PhaseStrip | Matrix | Beside | Choice


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name (eyebrow), the sentence that states its message in figures, its
    blocks.
    """

    id: str
    name: Value
    message: Sentence
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Members:
    """The projects' figures of one measure that a wider figure is made of; `more` says how many
    there are beyond those.
    """

    measure: Value
    parts: tuple[tuple[Value, Value], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where one figure came from: formula, the inputs' values by name, cells, or for wider figures
    the members and coverage.

    `more_inputs` says how many inputs measures.json has beyond those; `limit` where its light
    turns, if one is judged by it.
    """

    figure: str
    label: Value
    value: Value
    formula: str
    inputs: tuple[tuple[str, Value], ...]
    cells: tuple[str, ...]
    coverage: Value | None = None
    more_inputs: int = 0
    members: tuple[Members, ...] = ()
    limit: Value | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What header, footer and metadata of every page say. `currency` is that of the amounts that
    stand without one, None where no amounts are shown.

    `workbook_sha256` is None on a page about a part of the workbook: it is the same as long as that
    part is. What bytes it was made from stands in the manifest.
    """

    portfolio_name: str
    organisation: str | None
    classification: str | None
    status_date: dt.date
    locale: str
    currency: str | None
    workbook_name: str
    workbook_sha256: str | None
    version: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report, of the portfolio or of a project."""

    kind: ReportKind
    subject: Subject
    name: Value
    title: Sentence
    lede: tuple[Value, ...]
    about: About
    head: tuple[Block, ...]
    sections: tuple[Section, ...]
    provenance: tuple[Provenance, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
