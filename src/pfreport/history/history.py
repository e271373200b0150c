"""What the packs of earlier months say, and what moved since the last one."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pfreport.history.movement import Moved, movement
from pfreport.history.past_pack import PastPack
from pfreport.history.snapshot import Snapshot
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.measurement import Subject

Told = TypeVar("Told")
SHOWN = 9
"""Packs whose lights are shown beside today's."""


@dataclass(frozen=True, slots=True)
class History:
    """Packs of earlier months, oldest first; the one that counts as the last; what moved since
    then; what is wrong with others.
    """

    packs: tuple[PastPack, ...] = ()
    last: PastPack | None = None
    moved: Moved | None = field(default=None, repr=False)
    warnings: tuple[str, ...] = ()

    def within(self, project_ids: Collection[str], now: Snapshot) -> History:
        """The same packs as they tell of some projects alone, and what moved from the last of them
        to these projects now.
        """
        scope = frozenset(project_ids)
        packs = tuple(replace(pack, scope=scope) for pack in self.packs)
        last = replace(self.last, scope=scope) if self.last else None
        return History(
            packs, last, movement(last, now) if last and self.moved else None, self.warnings
        )

    def pack_of(self, month: Month) -> PastPack | None:
        """The pack of a month."""
        return next((pack for pack in self.packs if pack.month == month), None)

    def values(self, subject: Subject, id: str, most: int = SHOWN) -> tuple[float | None, ...]:
        """One figure in the last packs, oldest first; None where it had no value."""
        return self._each(
            lambda pack: found.value if (found := pack.figure(subject, id)) else None, most
        )

    def lights(self, project_id: str, light: str, most: int = SHOWN) -> tuple[Rag | None, ...]:
        """One light in the last packs, oldest first; None where the project was not rated."""
        return self._each(lambda pack: pack.light(project_id, light), most)

    def red_since(self, project_id: str, light: str) -> PastPack | None:
        """The first pack of the unbroken run of packs up to the last in which a light is Red; None
        where the last is not.
        """
        first = None
        for pack in reversed(self.packs):
            if pack.light(project_id, light) is not Rag.RED:
                break
            first = pack
        return first

    def _each(self, tell: Callable[[PastPack], Told], most: int) -> tuple[Told, ...]:
        return tuple(tell(pack) for pack in self.packs[-most:])
