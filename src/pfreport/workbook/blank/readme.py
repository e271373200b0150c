"""The first sheet of the blank workbook: what it is, what to do, how it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pfreport.kinds import Rag
from pfreport.workbook.blank.styles import Need, Styles, colour

NAME = "Read me"
_WHAT = (
    "This workbook is the one source of two reports: a status report for each project, and an "
    "executive report on the whole portfolio."
    " Fill it in, check it, build. Nothing in it is calculated, and no macro runs."
)
_STEPS = (
    "Fill Settings (the status date and a name), then Projects, Goals and Alignment. That is "
    "enough for a first pack.",
    "Run  pfreport check WORKBOOK  and mend what it names: every fault at once, each with its "
    "sheet and cell.",
    "Run  pfreport build WORKBOOK  and open reports/latest/index.html.",
    "Add other sheets as you need them. Each sheet that has rows adds its section to the reports.",
)
_READING = (
    (
        "Headings",
        "Bold headings must be there. Rest the pointer on a heading to see what belongs under it "
        "and what blank means.",
    ),
    (
        "Blank is not zero",
        "An empty cell means “not known”: what depends on it is printed as n/a, with the reason. "
        "Enter 0 for zero.",
    ),
    ("Percentages", "45 % is 45% or 0.45. The number 45 would be 4500 % and is refused."),
    ("Dates and months", "Enter real dates. A month is any date in it, or 2026-10."),
    (
        "IDs",
        "Short texts of your choice. P-1 and p-1 are the same ID. Several in one cell are "
        "separated by , or ;",
    ),
    (
        "Money",
        "In the project's currency, without a sign. Amounts in Periods and Benefit periods are "
        "those of the month, not cumulative.",
    ),
    (
        "Columns of your own",
        "Begin their headings with x_ and they travel to the exports untouched. Order of sheets "
        "and columns is free.",
    ),
)
_LIGHT = (
    "A light as the project's manager declares it; the reports print the computed one beside it."
)
_INDENT, _LABEL, _TEXT, _NEED = range(4)


def write_readme(sheet: Any, styles: Styles, needs: Sequence[tuple[str, str, Need]]) -> None:
    """Writes the sheet. `needs` holds every sheet of the workbook: its name, what stands in it,
    whether it is needed.
    """
    page = _Page(sheet, styles)
    page.title("Portfolio workbook")
    page.paragraph(_WHAT)
    page.heading("Steps")
    for number, step in enumerate(_STEPS, 1):
        page.line(f"{number}.", step)
    page.heading("Sheets")
    for name, help_text, need in needs:
        page.link(name, help_text, need)
    page.heading("Colours")
    for rag in Rag:
        page.line(rag.value, _LIGHT, styles.light(rag))
    page.line("", "A bold column that is still empty in a row you have begun.", styles.lacking())
    page.heading("How cells are read")
    for label, text in _READING:
        page.line(label, text)


class _Page:
    """A sheet written from top to bottom."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self._sheet, self._styles, self._row = sheet, styles, 0
        sheet.hide_gridlines(2)
        sheet.set_column(_INDENT, _INDENT, 2)
        sheet.set_column(_LABEL, _LABEL, 22)
        sheet.set_column(_TEXT, _TEXT, 120)
        sheet.set_column(_NEED, _NEED, 20)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 1)

    def title(self, text: str) -> None:
        """The name of the workbook."""
        self._write(_LABEL, text, bold=True, font_size=20, font_color=colour("ink"))
        self._next(1)

    def heading(self, text: str) -> None:
        """The head of a part, a line above it."""
        self._next(1)
        self._write(_LABEL, text, bold=True, font_size=13, font_color=colour("accent"))
        self._next(1)

    def paragraph(self, text: str) -> None:
        """Text across the page."""
        look = self._styles.make(text_wrap=True, valign="top", font_color=colour("lede"))
        self._sheet.merge_range(self._row, _LABEL, self._row, _TEXT, text, look)
        self._sheet.set_row(self._row, 32)
        self._next(1)

    def line(self, label: str, text: str, look: Any = None) -> None:
        """A label and what it stands for."""
        self._sheet.write_string(
            self._row, _LABEL, label, look or self._styles.make(valign="top", bold=True)
        )
        self._write(_TEXT, text, text_wrap=True, valign="top")
        self._next(1)

    def link(self, name: str, text: str, need: Need) -> None:
        """A line that leads to a sheet, bold where a first pack needs it."""
        look = self._styles.make(
            font_color=colour("accent"), underline=1, bold=need is not Need.OPTIONAL, valign="top"
        )
        self._sheet.write_url(self._row, _LABEL, f"internal:'{name}'!A1", look, name)
        self._write(_TEXT, text, text_wrap=True, valign="top")
        self._sheet.write_string(self._row, _NEED, need.value, self._styles.need(need))
        self._next(1)

    def _write(self, column: int, text: str, **look: Any) -> None:
        self._sheet.write_string(self._row, column, text, self._styles.make(**look))

    def _next(self, rows: int) -> None:
        self._row += rows
