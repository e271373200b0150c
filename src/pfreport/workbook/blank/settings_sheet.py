"""The Settings sheet of the blank workbook: one row a key, its help and its default beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from pfreport.kinds import Kind
from pfreport.settings import Setting, Settings, declared
from pfreport.workbook.blank.sheets import Grid, Heading
from pfreport.workbook.blank.styles import write_cell
from pfreport.workbook.blank.validation import accepted
from pfreport.workbook.cells.describe import shown, type_of
from pfreport.workbook.sheets.settings_reading import SETTINGS_SHEET

HELP = "The status date, the portfolio's name and how the reports are made: one row a key."
_HEADINGS = (
    Heading(
        "Key",
        "The name of a setting. Rows may be left out or moved; a key nobody knows is a fault.",
        required=True,
    ),
    Heading("Value", "What it is set to. Blank: the default that the note names.", required=True),
    Heading("Note", "What the setting does, and its default. Not read.", required=False),
)
_WIDTHS = (26, 40, 110)


def write_settings(grid: Grid, values: Mapping[str, object]) -> None:
    """Writes every setting with its value, blank where `values` has none."""
    unknown = values.keys() - declared().keys()
    if unknown:
        raise ValueError(f"{SETTINGS_SHEET} has no {', '.join(sorted(unknown))}")
    for position, characters in enumerate(_WIDTHS):
        grid.sheet.set_column(position, position, characters)
    for row, (key, setting) in enumerate(declared().items(), 1):
        _write_setting(grid, row, key, setting, values.get(key))
    grid.make_table(SETTINGS_SHEET, _HEADINGS, len(declared()), 1)
    grid.sheet.fit_to_pages(1, 0)


def _write_setting(grid: Grid, row: int, key: str, setting: Setting, value: object) -> None:
    plain = grid.styles.cell(Kind.LONG_TEXT)
    grid.sheet.write_string(
        row, 0, key, grid.styles.make(bold=True, valign="top") if setting.required else plain
    )
    write_cell(grid.sheet, row, 1, value, grid.styles.setting(setting.kind))
    grid.sheet.write_string(row, 2, _note(key, setting), plain)
    rule = accepted(setting, key)
    if rule is not None:
        grid.sheet.data_validation(row, 1, row, 1, rule)
    if setting.required:
        grid.sheet.conditional_format(
            row, 1, row, 1, {"type": "blanks", "format": grid.styles.lacking()}
        )


def _note(key: str, setting: Setting) -> str:
    if setting.required:
        return f"{setting.help} Required: {type_of(setting)}."
    default = _DEFAULTS[key]
    fallback = (
        ""
        if default is None
        else f" Default: {f'{default:.0%}' if setting.kind is Kind.FRACTION else shown(default)}."
    )
    return f"{setting.help} {type_of(setting).capitalize()}.{fallback}"


_DEFAULTS = {field.name: field.default for field in dataclasses.fields(Settings)}
