"""What else can be done about a cell of somebody else's workbook: the mapping says how it is to be
read.
"""

from __future__ import annotations

from dataclasses import replace

from pfreport.faults import Fault
from pfreport.workbook.cells.days import NOT_A_DATE, NOT_A_MONTH
from pfreport.workbook.cells.numbers import NOT_A_NUMBER, TWO_READINGS
from pfreport.workbook.cells.words import NOT_A_CHOICE

_SAID_BY = {
    NOT_A_DATE.code: 'dates = "dd.mm.yyyy", part_dates for months and quarters, or withheld',
    NOT_A_MONTH.code: 'dates = "mmm yyyy", or withheld',
    NOT_A_NUMBER.code: "suffixes, decimal or withheld",
    TWO_READINGS.code: 'decimal = "." or ","',
    NOT_A_CHOICE.code: "its meaning under values, or withheld",
}


def with_mapping(found: Fault) -> Fault:
    """The fault of a cell that is read through a mapping, with the keys of `pfreport.toml` that may
    mend it.
    """
    keys = _SAID_BY.get(found.code)
    return found if keys is None else replace(found, mapping_keys=keys)
