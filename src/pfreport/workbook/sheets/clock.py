"""Dates with a time of day: midnight of a country to the east, written in another time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from pfreport.faults import Fault, Severity, fault, kind
from pfreport.kinds import Kind
from pfreport.model.columns import columns
from pfreport.workbook.file.raw import Plain
from pfreport.workbook.sheets.table import Table

EARLIEST = dt.time(10)
"""Midnight 14 hours to the east, the farthest there is."""
MOST_TIMES = 2
"""One in winter and one in summer, an hour apart."""
AN_HOUR, A_QUARTER = 60, 15

OTHER_TIME_ZONE = kind("PF228", Severity.WARNING)


def of_other_time_zones(table: Table) -> Iterator[Fault]:
    """One warning a column in which all dates carry the same one or two times of day. Where other
    dates of the sheet carry morning hours, the times are those of work.
    """
    by_column = dict(_times(table))
    timed = {n: times for n, times in by_column.items() if dt.time() not in times.values()}
    if any(time < EARLIEST for times in timed.values() for time in times.values()):
        return
    number = sum(len(times) for times in timed.values() if _is_midnight({*times.values()}))
    for name, times in timed.items():
        if _is_midnight({*times.values()}) and number > 1:
            position, heading = min(times), columns(table.record)[name].heading
            shown = " and ".join(f"{time:%H:%M}" for time in sorted({*times.values()}))
            many = f"every {heading.lower()} ({len(times)})" if len(times) > 1 else heading.lower()
            origin = table.origin(position, name)
            yield fault(OTHER_TIME_ZONE, origin, shown, table.project_of(position), what=many)


def carries_a_midnight(value: object) -> bool:
    """Whether one date alone carries such a time."""
    return (
        isinstance(value, dt.datetime) and value.time() >= EARLIEST and _is_midnight({value.time()})
    )


def _times(table: Table) -> Iterator[tuple[str, Mapping[int, dt.time]]]:
    """The times of day of each column of dates, by position."""
    for name, column in columns(table.record).items():
        if column.kind in (Kind.DATE, Kind.MONTH) and name in table.fields:
            cells = _cells(table, name)
            times = {at: c.time() for at, c in enumerate(cells) if isinstance(c, dt.datetime)}
            plain = any(isinstance(c, dt.date) and not isinstance(c, dt.datetime) for c in cells)
            if times and not plain:
                yield name, times


def _cells(table: Table, name: str) -> Sequence[Plain]:
    places = (table.place(position, name) for position in range(len(table.rows)))
    return [table.raw.cell(row, at) if at is not None else "" for row, at in places]


def _is_midnight(times: set[dt.time]) -> bool:
    """Whether these can be midnights elsewhere: offsets are of quarters of an hour."""
    minutes = sorted(60 * time.hour + time.minute for time in times)
    return (
        len(times) <= MOST_TIMES
        and minutes[-1] - minutes[0] <= AN_HOUR
        and min(times) >= EARLIEST
        and all(not time.second and not time.minute % A_QUARTER for time in times)
    )
