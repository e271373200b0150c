"""How often a command searches for garbage."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN = 200_000
"""So many new objects before the next search: those of a large workbook are made without one, as
none of them is garbage and the searches would take a third of the time."""


def search_seldom() -> None:
    """Lets this process, which is ours alone, search for garbage seldom."""
    gc.set_threshold(OBJECTS_BETWEEN, *gc.get_threshold()[1:])
