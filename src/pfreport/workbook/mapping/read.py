"""Reads the mapping of `pfreport.toml`: every key checked, every field found by its heading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pfreport.model.columns import Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.model.strategy import Goal
from pfreport.settings import Config
from pfreport.workbook.file.raw import Plain
from pfreport.workbook.mapping.declared import (
    GoalsFrom,
    How,
    Mapped,
    PartDates,
    SheetMapping,
    Sources,
    Unfold,
)
from pfreport.workbook.mapping.patterns import DatePattern, Texts
from pfreport.workbook.mapping.toml import Section
from pfreport.workbook.sheets.headers import CARRIED, known_headings, plain_heading

SHEET_KEYS = (
    *(
        "sheet",
        "header_row",
        "until",
        "transposed",
        "groups",
        "fill_down",
        "dates",
        "part_dates",
        "decimal",
        "suffixes",
    ),
    *("withheld", "cumulative"),
    *("columns", "constants", "values", "scale", "skip", "each"),
)
UNFOLDED_HEADING = "heading"
GOAL_IMPACT = "Extreme"
"""How strongly a project serves the goal that its own column names, unless the file says
otherwise.
"""

Read = TypeVar("Read")


def read_mapping(config: Config) -> Mapped:
    """Everything the file maps. Raises ConfigurationError."""
    names = {plain_heading(record.sheet.name): record for record in RECORDS}
    mappings = {}
    sheets = Section(config, "sheets", config.sheets)
    for key in config.sheets:
        record = names.get(plain_heading(key))
        if record is None:
            sheets.only([*(r.sheet.name for r in RECORDS)])
        else:
            mappings[record.sheet.name] = _sheet(record, sheets.section(key))
    return Mapped(
        mappings, _goals(config), _goals_from(Section(config, "alignment", config.alignment))
    )


def encoding_of(config: Config) -> str | None:
    """How .csv files are written that are not in UTF-8; None where the file does not say. Raises
    ConfigurationError.
    """
    section = Section(config, "csv", config.csv)
    section.only(("encoding",))
    encoding = section.text("encoding")
    try:
        " ".encode(encoding or "utf-8")
    except (LookupError, UnicodeError):
        section.refuse(
            "encoding",
            f"is {encoding!r}, which is no encoding of text",
            'write one such as encoding = "windows-1252"',
        )
    return encoding


def _sheet(record: type[Record], section: Section) -> SheetMapping:
    section.only(SHEET_KEYS)
    return SheetMapping(
        record=record,
        path=section.path,
        sheets=section.texts("sheet"),
        header_rows=_header_rows(section),
        until=Texts.of(section.texts("until")),
        transposed=section.yes("transposed"),
        groups=_groups(record, section),
        fill_down=_fields(record, section, "fill_down"),
        columns=_by_field(record, section.section("columns"), _sources, carried=True),
        constants=_by_field(record, section.section("constants"), Section.plain, carried=True),
        values=_by_field(record, section.section("values"), _replaced),
        scale=_by_field(record, section.section("scale"), Section.number),
        skip={
            key: Texts.of(section.section("skip").texts(key)) for key in section.section("skip").raw
        },
        dates=_dates(section),
        part_dates=_part_dates(section),
        decimal=_decimal(section),
        suffixes={
            key.casefold(): section.section("suffixes").number(key)
            for key in section.section("suffixes").raw
        },
        withheld=Texts.of(section.texts("withheld")),
        cumulative=_cumulative(record, section),
        unfold=_unfold(record, section.section("each")) if "each" in section.raw else None,
    )


def _by_field(
    record: type[Record],
    section: Section,
    read: Callable[[Section, str], Read],
    *,
    carried: bool = False,
) -> dict[str, Read]:
    """Values by the field that each heading stands for."""
    return {
        _field(record, section, key, carried=carried): read(section, key) for key in section.raw
    }


def _field(record: type[Record], section: Section, key: str, *, carried: bool = False) -> str:
    if carried and key.lower().startswith(CARRIED):
        return key
    known = known_headings(record)
    if plain_heading(key) not in known:
        section.only([column.heading for column in columns(record).values()])
        section.refuse(key, "is not known", "name one of our headings")
    return known[plain_heading(key)]


def _sources(section: Section, key: str) -> Sources:
    """One heading, several of which the first that is not blank counts, or a table that says
    what they make together.
    """
    if not isinstance(section.raw[key], dict):
        return Sources(section.texts(key))
    table = section.section(key)
    ways = [how for how in How if how in table.raw]
    table.only((*How, "by"))
    if len(ways) != 1:
        section.refuse(
            key,
            "says nothing of how its columns go together",
            f"write one of {', '.join(f'{how} = […]' for how in How)}",
        )
    return Sources(table.texts(ways[0]), ways[0], table.text("by"))


def _replaced(section: Section, key: str) -> tuple[tuple[Texts, Plain], ...]:
    """Words of the workbook and ours; those without wildcards first."""
    table = section.section(key)
    ordered = sorted(table.raw, key=lambda word: "*" in word or "?" in word)
    return tuple((Texts.of([word]), table.plain(word)) for word in ordered)


def _header_rows(section: Section) -> tuple[int, ...]:
    """The row of the headings, or both rows of two-row headings, counted from 0; none where it
    is to be found.
    """
    given: Any = section.raw.get("header_row", [])
    rows = given if isinstance(given, list) else [given]
    if (
        not all(isinstance(row, int) and not isinstance(row, bool) and row > 0 for row in rows)
        or len(rows) > 2
        or rows != sorted(set(rows))
    ):
        section.wrong(
            "header_row",
            "write the number of the row, header_row = 5, or of both: header_row = [4, 5]",
        )
    return tuple(row - 1 for row in rows)


def _groups(record: type[Record], section: Section) -> str | None:
    """The field that rows with a single filled cell fill for the rows below them; "" where they
    are passed over.
    """
    given = section.raw.get("groups")
    if given in (None, False):
        return None
    return "" if given is True else next(iter(_fields(record, section, "groups")), "")


def _fields(record: type[Record], section: Section, key: str) -> tuple[str, ...]:
    """Fields by their headings, one or several."""
    headings = section.texts(key)
    within = Section(section.config, f"{section.path}.{key}", dict.fromkeys(headings))
    return tuple(_field(record, within, heading) for heading in headings)


def _dates(section: Section) -> tuple[DatePattern, ...]:
    patterns = []
    for text in section.texts("dates"):
        try:
            patterns.append(DatePattern.of(text))
        except ValueError:
            section.refuse(
                "dates",
                f"{text!r} is no pattern of a date",
                'write it with d, m and y: dates = "dd.mm.yyyy"',
            )
    return tuple(patterns)


def _part_dates(section: Section) -> PartDates | None:
    given = section.text("part_dates")
    if given is not None and given not in set(PartDates):
        hint = (
            'write part_dates = "first", "last", or "span": starts are the first day, all else the '
            "last"
        )
        section.wrong("part_dates", hint)
    return None if given is None else PartDates(given)


def _decimal(section: Section) -> str | None:
    mark = section.text("decimal")
    if mark not in (None, ",", "."):
        section.wrong("decimal", 'write decimal = "," or decimal = "."')
    return mark


def _cumulative(record: type[Record], section: Section) -> tuple[str, ...]:
    if section.texts("cumulative") and "period" not in columns(record):
        section.refuse("cumulative", "needs months, which this sheet does not have", "leave it out")
    return _fields(record, section, "cumulative")


def _unfold(record: type[Record], section: Section) -> Unfold:
    """`heading` names the column of ours that takes the heading; each other key the columns
    whose cells one of ours takes.
    """
    heading = section.text(UNFOLDED_HEADING)
    if heading is None or len(section.raw) < 2:
        section.refuse(
            "",
            "says too little",
            'write heading = "Period" and, for example, "Planned value" = "Plan *"',
        )
    into = _field(record, Section(section.config, section.path, {heading: None}), heading)
    return Unfold(
        into,
        {
            _field(record, section, k): Texts.of(section.texts(k))
            for k in section.raw
            if k != UNFOLDED_HEADING
        },
    )


def _goals(config: Config) -> dict[str, Mapping[str, Plain]]:
    """Goals by their ID, each with its fields; a text alone is the goal's name."""
    section = Section(config, "goals", config.goals)
    return {
        key: {"name": value}
        if isinstance(value, str)
        else _by_field(Goal, section.section(key), Section.plain)
        for key, value in config.goals.items()
    }


def _goals_from(section: Section) -> GoalsFrom | None:
    section.only(("goal_from", "impact"))
    heading = section.text("goal_from")
    if heading is None and section.raw:
        section.refuse(
            "impact", "stands alone", 'write goal_from = "…" too: the column whose values are goals'
        )
    return (
        GoalsFrom(heading, section.plain("impact") if "impact" in section.raw else GOAL_IMPACT)
        if heading
        else None
    )
