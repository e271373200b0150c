"""Faults of sheets as a whole: headings, hidden and merged cells, disorder, names."""

from __future__ import annotations

from collections.abc import Callable

from pfreport.model.columns import columns
from pfreport.origins import Origin, column_letters
from tests.fuzzing.ground import Ground, Told
from tests.fuzzing.portfolios import RECORD_OF
from tests.fuzzing.writer import Page

LISTS = ("Milestones", "Risks", "Issues", "Changes", "Deliverables")


def heading_unknown(ground: Ground) -> list[Told]:
    """A heading nobody knows; a bold one is missing as well."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    declared = columns(RECORD_OF[sheet])
    placed = ground.layout.placed[sheet]
    name = ground.chance.choice([name for name in placed.columns if not declared[name].key])
    placed.headings[name] = "Zzz"
    told = [Told("PF104", sheet, (), name)]
    return [*told, Told("PF103", sheet)] if declared[name].required else told


def heading_doubled(ground: Ground) -> list[Told]:
    """A second column of one name, to the right."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    placed = ground.layout.placed[sheet]
    declared = columns(RECORD_OF[sheet])
    name = ground.chance.choice([name for name in placed.columns if not declared[name].key])
    at = (placed.top + 1, placed.left + len(placed.columns) + 1)
    _later(ground, sheet, lambda page: page.cells.__setitem__(at, declared[name].heading.upper()))
    return [Told("PF105", sheet, origin=Origin(sheet, *at))]


def own_columns(ground: Ground) -> list[Told]:
    """Columns of one's own, and an error value in a row that is not used, are nothing to speak
    of.
    """
    sheet = ground.take_sheet((*LISTS, "Projects"))
    if sheet is not None:
        placed = ground.layout.placed[sheet]
        column = placed.left + len(placed.columns) + 1
        _later(
            ground,
            sheet,
            lambda page: page.cells.update(
                {(placed.top + 1, column): "x_ours", (placed.top + 2, column): "=1+1"}
            ),
        )
    return []


def no_table(ground: Ground) -> list[Told]:
    """Prose where a table should be."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: page.cells.update(dict.fromkeys(page.cells, "prose")))
    return [Told("PF106", sheet, origin=Origin(sheet, 1, 0))]


def misnamed(ground: Ground) -> list[Told]:
    """A sheet whose name is nearly right."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: setattr(page, "name", f"{sheet}2"))
    return [Told("PF107", sheet, origin=Origin(f"{sheet}2", 1, 0))]


def named_otherwise(ground: Ground) -> list[Told]:
    """A sheet of quite another name, known by its headings."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: setattr(page, "name", f"Zettel {LISTS.index(sheet)}"))
    return [
        Told(
            "PF108",
            sheet,
            origin=Origin(f"Zettel {LISTS.index(sheet)}", ground.layout.placed[sheet].top + 1, 0),
        )
    ]


def cut_off(ground: Ground) -> list[Told]:
    """A sheet that ends in the middle of a row."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: setattr(page, "cut_off", True))
    return [Told("PF109", sheet, origin=Origin(sheet, 1, 0))]


def setting_as_text(ground: Ground) -> list[Told]:
    """A setting that is text and can be read."""
    if not ground.rows("Settings") or not ground.once("Settings"):
        return []
    ground.planted.add("Settings")
    rows = ground.rows("Settings")
    key, text = ground.chance.choice(
        (("status_date", str(ground.drawn.month.last_day)), ("discount_rate", "5%"))
    )
    row = next(n for n, one in enumerate(rows) if one["key"] == key)
    rows[row]["value"] = text
    return [Told("PF706", "Settings", (row,), "value")]


def hidden_sheet(ground: Ground) -> list[Told]:
    """Hidden, and read all the same."""
    sheet = ground.take_sheet(ground.drawn.sheets)
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: setattr(page, "hidden", True))
    return [Told("PF113", sheet, origin=Origin(sheet, 1, 0))]


def hidden_row(ground: Ground) -> list[Told]:
    """A row filtered out."""
    sheet = ground.take_sheet(LISTS)
    if sheet is None:
        return []
    row = ground.chance.randrange(len(ground.drawn.sheets[sheet].rows))
    number = ground.layout.origin(sheet, row).row
    _later(ground, sheet, lambda page: page.hidden_rows.add(number))
    return [Told("PF112", sheet, (row,))]


def merged(ground: Ground) -> list[Told]:
    """Two cells of a column that may be blank, merged: the lower one is not read."""
    if not ground.take_sheet(["Changes"]):
        return []
    placed = ground.layout.placed["Changes"]
    top, column = placed.top + 2, placed.left + 1 + placed.columns.index("days_impact")
    letter = column_letters(column)
    _later(ground, "Changes", lambda page: page.merges.append(f"{letter}{top}:{letter}{top + 1}"))
    return [Told("PF111", "Changes", origin=Origin("Changes", top, column))]


def far_cell(ground: Ground) -> list[Told]:
    """Something in a corner nobody looks at."""
    sheet = ground.take_sheet((*LISTS, "Projects"))
    if sheet is None:
        return []
    at = ground.chance.choice(((1_048_576, 16_384), (2, 201), (200_001, 1), (3, 16_384)))
    _later(ground, sheet, lambda page: page.cells.__setitem__(at, 7))
    return [Told("PF114", sheet, origin=Origin(sheet, *at))]


def disordered(ground: Ground) -> list[Told]:
    """The file holds its last row first."""
    sheet = ground.take_sheet((*LISTS, "Projects"))
    if sheet is None:
        return []
    _later(ground, sheet, lambda page: setattr(page, "disordered", True))
    placed = ground.layout.placed[sheet]
    return [Told("PF115", sheet, origin=Origin(sheet, 1 if placed.top else placed.top + 1, 0))]


def named_twice(ground: Ground) -> list[Told]:
    """A second sheet of one name, otherwise spelled: the first is read."""
    sheet = ground.take_sheet(["Benefit periods"])
    if sheet is None:
        return []
    ground.oddities.append(
        lambda pages: pages.update({"again": Page("benefit-periods", {(1, 1): "anything"})})
    )
    return [Told("PF116", sheet, origin=Origin("benefit-periods", 1, 0))]


def stranger(ground: Ground) -> list[Told]:
    """A sheet of one's own is nothing to speak of."""
    if ground.once("stranger"):
        ground.oddities.append(
            lambda pages: pages.update({"own": Page("Übersicht", {(1, 1): "=1", (3, 7): 12})})
        )
    return []


def _later(ground: Ground, sheet: str, change: Callable[[Page], object]) -> None:
    ground.oddities.append(lambda pages: change(pages[sheet]))


SHEETS = (
    *(
        heading_unknown,
        heading_unknown,
        heading_doubled,
        own_columns,
        no_table,
        misnamed,
        hidden_sheet,
        hidden_row,
        merged,
        far_cell,
    ),
    *(disordered, named_twice, stranger, named_otherwise, setting_as_text, cut_off),
)
