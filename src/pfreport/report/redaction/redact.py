"""A report without what its reader may not see: amounts, names of persons, and the long texts that
may hold either.

What goes is decided by the type of each value alone; a block or section of which nothing is left
goes with it.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

from pfreport.charts.catalogue import described, in_shares
from pfreport.report.appendix.provenance import figures_in
from pfreport.report.parts.blocks import (
    About,
    Beside,
    Block,
    Callout,
    Chart,
    Choice,
    Facts,
    Matrix,
    Members,
    PhaseStrip,
    Provenance,
    Report,
    Section,
    Table,
    Text,
    Tile,
    Tiles,
)
from pfreport.report.redaction.reader import GONE, Reader
from pfreport.report.redaction.tables import seen_grid, seen_table
from pfreport.report.words import say
from pfreport.values import Ref, Sentence


def redact(report: Report, reader: Reader) -> Report:
    """The report as its reader may see it, which its lede says; the same report for a reader who
    may see everything.
    """
    if reader.grants.everything:
        return report
    name = reader.value(report.name) or GONE
    left = replace(
        report,
        name=name,
        title=reader.message(report.title, say("redaction.title", name=name)),
        lede=(*reader.values(report.lede), _said(reader)),
        about=_about(report.about, reader),
        head=_blocks(report.head, reader),
        sections=tuple(seen for section in report.sections if (seen := _section(section, reader))),
        provenance=(),
        names={key: reader.typed(title) for key, title in report.names.items()},
    )
    shown = figures_in(left)
    return replace(
        left,
        provenance=tuple(
            _provenance(provenance, reader)
            for provenance in report.provenance
            if provenance.figure in shown
        ),
    )


def _said(reader: Reader) -> Sentence:
    grants = reader.grants
    return say(
        "redaction.names"
        if grants.money
        else "redaction.money"
        if grants.names
        else "redaction.both"
    )


def _about(about: About, reader: Reader) -> About:
    return replace(
        about,
        portfolio_name=reader.typed(about.portfolio_name),
        organisation=reader.typed(about.organisation),
        classification=reader.typed(about.classification),
        workbook_name=reader.typed(about.workbook_name),
        currency=about.currency if reader.grants.money else None,
    )


def _section(section: Section, reader: Reader) -> Section | None:
    """None where neither its message nor a block is left."""
    name = reader.value(section.name) or GONE
    message = reader.sentence(section.message)
    blocks = _blocks(section.blocks, reader)
    if message is None and not blocks:
        return None
    sentence = message if isinstance(message, Sentence) else say("redaction.message", name=name)
    return replace(section, name=name, message=sentence, blocks=blocks)


def _blocks(blocks: Iterable[Block], reader: Reader) -> tuple[Block, ...]:
    return tuple(kept for item in blocks if (kept := _seen(item, reader)))


@functools.singledispatch
def _seen(block: Block, reader: Reader) -> Block | None:  # noqa: ARG001 - its forms need it
    """A block as far as it may be seen; None where nothing of it is left."""
    return block


@_seen.register
def _(block: Tiles, reader: Reader) -> Block | None:
    tiles = tuple(kept for tile in block.tiles if (kept := _tile(tile, reader)))
    return Tiles(tiles) if tiles else None


@_seen.register
def _(block: Table, reader: Reader) -> Block | None:
    return seen_table(reader, block)


@_seen.register
def _(block: Chart, reader: Reader) -> Block | None:
    """A chart of amounts is drawn in shares of the budget where it can be, else left out."""
    data = block.data if reader.grants.money else in_shares(block.data)
    if data is None:
        return None
    alt_text, figures = (
        (block.alt, block.grid) if data is block.data else described(block.name, data)
    )
    alt, grid = reader.value(alt_text), seen_grid(reader, figures)
    if alt is None or grid is None:
        return None
    caption, note = reader.value(block.caption), reader.value(block.note)
    return replace(block, data=_data(data, reader), alt=alt, grid=grid, caption=caption, note=note)


@_seen.register
def _(block: Text, reader: Reader) -> Block | None:
    paragraphs = reader.values(block.paragraphs)
    return (
        replace(block, paragraphs=paragraphs, heading=reader.value(block.heading))
        if paragraphs
        else None
    )


@_seen.register
def _(block: Callout, reader: Reader) -> Block | None:
    sentence = reader.value(block.sentence)
    return Callout(sentence) if sentence else None


@_seen.register
def _(block: Facts, reader: Reader) -> Block | None:
    pairs = tuple(
        (label, kept) for label, content in block.pairs if (kept := reader.value(content))
    )
    return replace(block, pairs=pairs) if pairs else None


@_seen.register
def _(block: PhaseStrip, reader: Reader) -> Block | None:
    return PhaseStrip(tuple(replace(step, note=reader.value(step.note)) for step in block.steps))


@_seen.register
def _(block: Matrix, reader: Reader) -> Block | None:
    return replace(block, title=reader.value(block.title) or GONE)


@_seen.register
def _(block: Beside, reader: Reader) -> Block | None:
    left = [
        (kept, width)
        for inner, width in zip(block.blocks, block.widths, strict=True)
        if (kept := _seen(inner, reader))
    ]
    if len(left) < 2:
        return left[0][0] if left else None
    return Beside(tuple(inner for inner, _ in left), tuple(width for _, width in left))


@_seen.register
def _(block: Choice, reader: Reader) -> Block | None:
    left = tuple(
        (label, kept) for label, option in block.options if (kept := _seen(option, reader))
    )
    if len(left) < 2:
        return left[0][1] if left else None
    return replace(block, options=left)


def _tile(tile: Tile, reader: Reader) -> Tile | None:
    label, figure = reader.value(tile.label), reader.value(tile.figure)
    if label is None or figure is None:
        return None
    return Tile(
        label,
        figure,
        reader.values(tile.context),
        reader.value(tile.coverage),
        reader.value(tile.mark),
    )


def _data(data: object, reader: Reader) -> object:
    """The data of a chart, the names of things and other typed text in it as the reader may see
    them.
    """
    if isinstance(data, Enum):  # a kind of ours, though it is a text too
        return data
    if isinstance(data, str):
        return reader.typed(data)
    if isinstance(data, Ref):
        return reader.value(data)
    if isinstance(data, tuple) and not hasattr(data, "_fields"):
        return tuple(_data(item, reader) for item in data)
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return replace(
            data,
            **{
                data_field.name: _data(getattr(data, data_field.name), reader)
                for data_field in dataclasses.fields(data)
            },
        )
    return data


def _provenance(line: Provenance, reader: Reader) -> Provenance:
    """Where a figure that is left came from, without the inputs that are not."""
    inputs = tuple(
        (reader.typed(name), kept) for name, given in line.inputs if (kept := reader.value(given))
    )
    label, value = reader.value(line.label) or GONE, reader.value(line.value) or GONE
    members = tuple(seen for group in line.members if (seen := _members(group, reader)).parts)
    coverage, limit = reader.value(line.coverage), reader.value(line.limit)
    return replace(
        line,
        label=label,
        value=value,
        inputs=inputs,
        coverage=coverage,
        members=members,
        limit=limit,
    )


def _members(group: Members, reader: Reader) -> Members:
    return replace(
        group,
        parts=tuple(
            (reader.value(about) or GONE, kept)
            for about, value in group.parts
            if (kept := reader.value(value))
        ),
    )
