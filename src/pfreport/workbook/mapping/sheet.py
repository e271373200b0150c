"""One sheet of ours made from a sheet of a workbook as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pfreport.faults import Effect, Fault, Severity, fault, kind
from pfreport.kinds import Kind
from pfreport.model.columns import columns
from pfreport.origins import Origin
from pfreport.settings import Config
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.file.raw import BLANK, Merge, Plain, RawTable
from pfreport.workbook.file.scan import Place
from pfreport.workbook.mapping.cells import JOINED_HEADING, Made, Maker
from pfreport.workbook.mapping.cumulative import by_month
from pfreport.workbook.mapping.declared import SHEET_NAME, SheetMapping, Sources
from pfreport.workbook.mapping.filldown import filled_down, is_filled_down
from pfreport.workbook.mapping.origin import MappedOrigin
from pfreport.workbook.mapping.rows import Choice, lines
from pfreport.workbook.mapping.toml import nearest
from pfreport.workbook.mapping.totals import heads_totals
from pfreport.workbook.mapping.view import View, view_of
from pfreport.workbook.sheets.headers import known_headings, plain_heading
from pfreport.workbook.sheets.ragged import rows_with_more
from pfreport.workbook.sheets.sheets import merged_cells

HEADING_NOT_THERE = kind("PF708", Severity.ERROR, Effect.VALUE_UNKNOWN)
NO_HEADINGS = kind("PF709", Severity.ERROR, Effect.VALUE_UNKNOWN)


LIKE_A_TOTAL = kind("PF711", Severity.WARNING)


@dataclass(slots=True)
class _Plan:
    """Which columns of the workbook each of ours is read from; faults of headings that are not
    there.
    """

    at: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sources: dict[str, Sources] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def map_sheet(mapping: SheetMapping, view: View, config: Config) -> tuple[RawTable, list[Fault]]:
    """The table as one of ours, and what is wrong."""
    plan = _plan(mapping, view, config)
    skip = {
        at: texts
        for name, texts in mapping.skip.items()
        for at in _skipped_by(mapping, view, plan, name, config)
    }
    kept, skipped = lines(view, mapping, Choice(skip, _keys(mapping, view, plan)))
    shared = {column for name in mapping.fill_down for column in plan.at.get(name, ())}
    maker = Maker(mapping, view, kept, view.table.special(), filled_down(view, shared, kept))
    totals = [*_totals(maker, plan)]
    made = _columns(maker, plan, config)
    by_month(maker, made)
    rows = [view.header_row, *(line.row for line in kept)]
    merges = tuple(m for m in _merges(mapping, view) if not is_filled_down(m, shared))
    merged = merged_cells(replace(view.table, merges=merges), view.header_row)
    return replace(_assembled(view, rows, made), skipped=skipped), [*plan.faults, *totals, *merged]


def _merges(mapping: SheetMapping, view: View) -> Iterator[Merge]:
    """Merged cells but for the rows that head others, which are often merged all across."""
    return (m for m in view.table.merges if mapping.groups is None or m.top < m.bottom)


def locate_view(mapping: SheetMapping, table: RawTable) -> View | None:
    """The table that the mapping speaks of."""
    named = {name for sources in mapping.columns.values() for name in sources.headings}
    wanted = named | {*mapping.skip} or set(known_headings(mapping.record))
    if mapping.unfold is None:
        wanted |= set(known_headings(mapping.record))
    return view_of(table, mapping.header_rows, wanted, turned=mapping.transposed)


def _plan(mapping: SheetMapping, view: View, config: Config) -> _Plan:
    plan = _Plan()
    for name, sources in mapping.columns.items():
        path = f"{mapping.path}.columns.{_heading(mapping, name)}"
        at = [
            _column(view, heading, plan, config.origin(path))
            for heading in sources.headings
            if heading not in ("", JOINED_HEADING)
        ]
        there = tuple(column for column in at if column is not None)
        if there:
            plan.at[name], plan.sources[name] = there, sources
    claimed = {column for at in plan.at.values() for column in at}
    known = known_headings(mapping.record)
    for column, heading in enumerate(view.texts):
        name = known.get(plain_heading(heading)) or (heading if _stands_as_it_is(mapping) else "")
        taken = (
            name in plan.at
            or name in mapping.columns
            or (mapping.unfold is not None and name in _unfolded(mapping))
        )
        if name and column not in claimed and not taken:
            plan.at[name], plan.sources[name] = (column,), Sources((heading,))
    return plan


def _stands_as_it_is(mapping: SheetMapping) -> bool:
    return not mapping.columns and not mapping.constants and mapping.unfold is None


def _unfolded(mapping: SheetMapping) -> tuple[str, ...]:
    """The fields that columns which become rows fill."""
    return (mapping.unfold.field, *mapping.unfold.columns) if mapping.unfold else ()


def _column(view: View, heading: str, plan: _Plan, at: Origin) -> int | None:
    column = view.column(heading)
    if column is None:
        sheet = view.table.origin.sheet
        plan.faults.append(
            fault(
                HEADING_NOT_THERE,
                at,
                heading,
                sheet=sheet,
                near=nearest(heading, [t for t in view.texts if t]),
            )
        )
    return column


def _skipped_by(
    mapping: SheetMapping, view: View, plan: _Plan, name: str, config: Config
) -> Sequence[int]:
    """The columns that decide whether a row is skipped: those of a heading of the workbook, or of
    one of ours.
    """
    column = view.column(name)
    if column is not None:
        return (column,)
    ours = known_headings(mapping.record).get(plain_heading(name))
    if ours in plan.at:
        return plan.at[ours]
    _column(view, name, plan, config.origin(f"{mapping.path}.skip.{name}"))
    return ()


def _keys(mapping: SheetMapping, view: View, plan: _Plan) -> set[int]:
    """The columns of which one must be filled for a row to count; any where the keys come from the
    file alone.
    """
    names = [name for name, column in columns(mapping.record).items() if column.key]
    keys = {column for name in names for column in plan.at.get(name, ())}
    return keys or set(range(len(view.headings)))


def _totals(maker: Maker, plan: _Plan) -> Iterator[Fault]:
    """Rows that were read as records though they look like the sum of others."""
    path = f"[{maker.mapping.path}.skip]"
    for name in (
        name
        for name, column in columns(maker.mapping.record).items()
        if column.key and column.kind in (Kind.ID, Kind.TEXT)
    ):
        for at in plan.at.get(name, ())[:1]:
            for line in maker.lines:
                text = plain_text(maker.cell(line, at))
                if heads_totals(text):
                    yield fault(
                        LIKE_A_TOTAL,
                        maker.view.table.origin.address(line.row, at),
                        text,
                        heading=maker.view.texts[at],
                        path=path,
                    )


def _columns(maker: Maker, plan: _Plan, config: Config) -> dict[str, Made]:
    mapping, made = maker.mapping, {}
    for name, at in plan.at.items():
        made[name] = maker.read(name, _heading(mapping, name), plan.sources[name], at)
    if mapping.unfold:
        made[mapping.unfold.field] = maker.label(_heading(mapping, mapping.unfold.field))
        for name in mapping.unfold.columns:
            made[name] = maker.read(name, _heading(mapping, name), Sources(()), ())
    if mapping.groups:
        made.setdefault(mapping.groups, maker.groups(_heading(mapping, mapping.groups)))
    for name, given in mapping.constants.items():
        value = maker.view.table.origin.sheet if given == SHEET_NAME else given
        line = config.origin(f"{mapping.path}.constants.{_heading(mapping, name)}")
        made.setdefault(name, Made(_heading(mapping, name), line, [BLANK] * len(maker.lines)))
        maker.constant(made[name], value, line)
    return made


def _assembled(view: View, rows: Sequence[int], made: Mapping[str, Made]) -> RawTable:
    by_column = list(made.values())
    body: list[Sequence[Plain]] = [*zip(*(column.values for column in by_column), strict=True)]
    every = [(row, at, column) for at, column in enumerate(by_column) for row in column.source]
    from_cell: dict[Place, Place] = {(row + 1, at): column.source[row] for row, at, column in every}
    raw, ragged = view.table, rows_with_more(view.table, view.header_row)
    return RawTable(
        rows=[[column.heading for column in by_column], *body],
        origin=MappedOrigin(
            raw.origin,
            rows,
            [column.at for column in by_column],
            {
                (row + 1, at): places
                for at, column in enumerate(by_column)
                for row, places in column.elsewhere.items()
            },
        ),
        errors={place: raw.errors[cell] for place, cell in from_cell.items() if cell in raw.errors},
        uncalculated=frozenset(
            place for place, cell in from_cell.items() if cell in raw.uncalculated
        ),
        doubled=frozenset(place for place, cell in from_cell.items() if cell in raw.doubled),
        typed=raw.typed,
        ragged={at: ragged[row] for at, row in enumerate(rows) if row in ragged},
        mapped=True,
        withheld={
            (row + 1, at): text
            for at, column in enumerate(by_column)
            for row, text in column.withheld.items()
        },
    )


def _heading(mapping: SheetMapping, name: str) -> str:
    declared = columns(mapping.record).get(name)
    return declared.heading if declared else name
