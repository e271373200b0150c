"""How far a measured value has come on its way from start to target."""

from __future__ import annotations

from pfreport.measures.engine.facts import cell, missing
from pfreport.measures.engine.measurement import Traced, Undefined, undefined
from pfreport.model.money import Benefit
from pfreport.model.strategy import Goal
from pfreport.reasons import Because

PROGRESS = "Parmenter, Key Performance Indicators (2015): distance travelled from start to target"
_VALUES = {
    "start_value": "Start value",
    "target_value": "Target value",
    "current_value": "Current value",
}


def progress(record: Goal | Benefit) -> Traced | Undefined:
    """(current - start) / (target - start), not clipped: beyond the target is above 1, backwards
    below 0.
    """
    start, target, current = record.start_value, record.target_value, record.current_value
    if start is None or target is None or current is None:
        name = next(name for name in _VALUES if getattr(record, name) is None)
        return missing(record, name, _VALUES[name])
    value = (
        (current - start) / (target - start)
        if target != start
        else undefined(Because.TARGET_IS_START)
    )
    return Traced(value, {heading: cell(record, name) for name, heading in _VALUES.items()})
