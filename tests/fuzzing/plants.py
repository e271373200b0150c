"""Faults to plant in a drawn portfolio: each changes it and says which codes must be told, and where.

A plant of a cell gets the sheets and the layout; it answers None where it has nothing to take hold of. Whatever it takes
hold of is taken: no project, and no row without one, is planted in twice, so that one fault never hides another.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pfreport.kinds import Kind
from pfreport.model.columns import Column, columns
from pfreport.origins import Origin, column_letters
from tests.fuzzing.layout import Layout
from tests.fuzzing.portfolios import RECORD_OF, Drawn, Row, Sheet
from tests.fuzzing.writer import ErrorValue, Formula, Page, Twice

Told = list[tuple[str, Origin]]
LISTS = ("Milestones", "Risks", "Issues", "Changes", "Deliverables")


@dataclass
class Ground:
    """What plants are set in."""

    chance: random.Random
    drawn: Drawn
    layout: Layout
    taken: set[object] = field(default_factory=set)

    def take(self, sheet: str, suits: Callable[[Row], bool] = lambda _: True) -> int | None:
        """A row of a sheet whose project nobody has taken."""
        if sheet not in self.drawn.sheets or ("sheet", sheet) in self.taken:
            return None
        rows = self.drawn.sheets[sheet].rows
        free = [n for n, row in enumerate(rows) if suits(row) and not self.taken & self._claims(sheet, row)]
        if not free:
            return None
        chosen = self.chance.choice(free)
        self.taken |= self._claims(sheet, rows[chosen])
        return chosen

    def sheet(self, *names: str) -> str | None:
        """A sheet in which nothing is planted, for what concerns it as a whole."""
        free = [name for name in names if name in self.drawn.sheets and ("sheet", name) not in self.taken and ("in", name) not in self.taken]
        if not free:
            return None
        chosen = self.chance.choice(free)
        self.taken.add(("sheet", chosen))
        return chosen

    def add(self, sheet: str, row: Row) -> int:
        """One more row, below the others."""
        rows, placed = self.drawn.sheets[sheet].rows, self.layout.placed[sheet]
        rows.append(row)
        placed.rows.append(len(rows) - 1)
        return len(rows) - 1

    def _claims(self, sheet: str, row: Row) -> set[object]:
        owner = row.get("project_id", row.get("benefit_id"))
        project = str(owner)[1:] if "benefit_id" in row and "project_id" not in row else owner
        claims: set[object] = {("in", sheet)} & set()
        claims.add(("project", project) if project else ("row", sheet, id(row)))
        return claims


Plant = Callable[[Ground], Told | None]
PLANTS: list[Plant] = []


def plant(function: Plant) -> Plant:
    """Adds a plant to the list."""
    PLANTS.append(function)
    return function
