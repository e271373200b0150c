"""How sure it is that a column of a workbook is one of ours: by its heading, and by what stands in
it.
"""

from __future__ import annotations

from pfreport.kinds import Kind, Rag, normalised
from pfreport.model.columns import Record, columns
from pfreport.model.project import Project
from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.guess.details import knows
from pfreport.workbook.guess.names import SAME_SYNONYM, score
from pfreport.workbook.guess.profile import (
    LIGHTS,
    MOST_OF_THE_CELLS,
    SCORES,
    Profile,
    is_code,
    is_colour,
)
from pfreport.workbook.sheets.headers import plain_heading

PLACED, PERHAPS = 0.6, 0.45
"""From where on a column is placed; from where on it is named as perhaps one of ours."""
BY_CONTENT = 0.65
FEW_WORDS = 7
TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
"""Columns of texts that are no ratings: a column Scope of colours describes no project."""
TOO_LITTLE = PERHAPS - 0.01


def sureness(record: type[Record], name: str, heading: str, profile: Profile) -> float:
    """From 0, where what stands in the column cannot be read as ours, to 1."""
    column = columns(record)[name]
    named = score(record, name, heading)
    if column.choices is Rag:
        return _of_rating(name, named, normalised(heading), profile)
    by_content = record is Project and name == "project_id"
    if (
        not (named or by_content)
        or not profile.fits(column.kind)
        or (column.kind in TEXTS and profile.share(is_colour) >= MOST_OF_THE_CELLS)
    ):
        return 0.0
    if by_content:
        return _of_project_id(named, heading, profile)
    if column.kind is Kind.ONE_OF and not knows(column, profile):
        return min(named, PERHAPS)
    return named if profile.cells else named / 2


def _of_rating(name: str, named: float, heading: str, profile: Profile) -> float:
    """A column of colours is a rating: of what its heading names, of all where that is nothing we
    know.
    """
    colours = profile.share(is_colour)
    if colours < PERHAPS:
        few = profile.largest <= SCORES and 1 < len({*map(plain_text, profile.cells)}) <= FEW_WORDS
        return PERHAPS if named >= SAME_SYNONYM and few else 0.0
    if heading in LIGHTS.get(name, ()):
        return SAME_SYNONYM
    return max(named, BY_CONTENT if name == "rag_overall" and colours >= MOST_OF_THE_CELLS else 0.0)


def _of_project_id(named: float, heading: str, profile: Profile) -> float:
    """An ID stands once; a column that is headed Project and holds no codes holds names."""
    codes = profile.share(is_code)
    if not profile.unique or (
        plain_heading(heading) in ("project", "projects") and codes < MOST_OF_THE_CELLS
    ):
        return min(named, TOO_LITTLE)
    return max(named, BY_CONTENT if profile.filled == 1 and codes == 1 else 0.0)
