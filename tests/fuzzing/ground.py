"""What faults are planted in: a drawn portfolio with its layout, and what earlier plants have
taken.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pfreport.origins import Origin
from tests.fuzzing.layout import Layout, pages
from tests.fuzzing.portfolios import Drawn, Row
from tests.fuzzing.writer import Page

LEAVING_OUT, GOALS = "a project is left out", "goals and what serves them"


@dataclass(frozen=True)
class Told:
    """A fault that must be told, of a cell, of a row, or of the row of headings; of several rows at
    the lowest of them.
    """

    code: str
    sheet: str
    rows: tuple[int, ...] = ()
    name: str | None = None
    origin: Origin | None = None

    def address(self, layout: Layout) -> str:
        """Where."""
        places = [layout.origin(self.sheet, row, self.name) for row in self.rows or (None,)]
        return (self.origin or max(places)).address


@dataclass
class Ground:
    """No project is planted in twice, and no sheet both as a whole and in its cells: so no fault
    hides another.
    """

    chance: random.Random
    drawn: Drawn
    layout: Layout
    taken: set[object] = field(default_factory=set)
    planted: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    oddities: list[Callable[[dict[str, Page]], object]] = field(default_factory=list)

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet; none where it is not there, or taken as a whole."""
        return (
            []
            if sheet in self.closed or sheet not in self.drawn.sheets
            else self.drawn.sheets[sheet].rows
        )

    def free(self, sheet: str, suits: Callable[[Row], bool] = lambda _: True) -> list[int]:
        """Rows of a sheet that suit, and whose projects nobody has taken."""
        return [
            n
            for n, row in enumerate(self.rows(sheet))
            if suits(row) and self.owner(row) not in self.taken
        ]

    def take(self, sheet: str, suits: Callable[[Row], bool] = lambda _: True) -> int | None:
        """One of these, taken from now on."""
        return next(iter(self.take_some(sheet, 1, suits)), None)

    def take_some(
        self, sheet: str, number: int, suits: Callable[[Row], bool] = lambda _: True
    ) -> list[int]:
        """Several of different projects; none where there are not so many."""
        free = {self.owner(self.rows(sheet)[n]): n for n in self.free(sheet, suits)}
        if len(free) < number:
            return []
        chosen = self.chance.sample(list(free.values()), number)
        self.taken |= {self.owner(self.rows(sheet)[n]) for n in chosen}
        self.planted.add(sheet)
        return chosen

    def take_sheet(self, names: Iterable[str]) -> str | None:
        """A sheet nothing is planted in, taken as a whole."""
        free = [
            name
            for name in names
            if name in self.drawn.sheets and name not in self.closed | self.planted
        ]
        if not free:
            return None
        chosen = self.chance.choice(free)
        self.closed.add(chosen)
        return chosen

    def once(self, topic: str) -> bool:
        """Whether this is the first plant of a topic."""
        first = topic not in self.taken
        self.taken.add(topic)
        return first

    def insert(self, sheet: str, row: Row) -> int:
        """One more row, anywhere among the others."""
        rows, placed = self.drawn.sheets[sheet].rows, self.layout.placed[sheet].rows
        rows.append(row)
        self.taken.add(self.owner(row))
        placed.insert(self.chance.randint(0, len(placed)), len(rows) - 1)
        return len(rows) - 1

    def owner(self, row: Row) -> object:
        """The project a row belongs to; the row itself where it belongs to none."""
        if "benefit_id" in row and "project_id" not in row:
            return next(
                b["project_id"]
                for b in self.drawn.sheets["Benefits"].rows
                if b["benefit_id"] == row["benefit_id"]
            )
        return row.get("project_id") or id(row)

    def pages(self) -> list[Page]:
        """The sheets to be written, with all that is odd about them."""
        made = pages(self.drawn, self.layout)
        for oddity in self.oddities:
            oddity(made)
        return list(made.values())
