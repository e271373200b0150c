"""Faults of single cells: every kind of column with values it cannot hold."""

from __future__ import annotations

import datetime as dt

from pfreport.kinds import Kind
from pfreport.model.columns import Column, columns
from tests.fuzzing.ground import LEAVING_OUT, Ground, Told
from tests.fuzzing.portfolios import RECORD_OF
from tests.fuzzing.writer import ErrorValue, Formula, Twice

FREE = {
    "Projects": (
        *(
            "contingency",
            "contingency_approved",
            "expected_benefit",
            "year_budget",
            "feasibility",
            "satisfaction",
            "priority",
            "phase",
        ),
        *(
            "forecast_start",
            "forecast_finish",
            "mandatory",
            "budget",
            "baseline_start",
            "baseline_finish",
            "actual_start",
            "currency",
        ),
    ),
    "Periods": ("period", "planned_value", "earned_value", "actual_cost"),
    "Alignment": ("impact",),
    "Milestones": ("baseline_date", "weight"),
    "Risks": ("probability", "impact", "cost_impact", "due_on", "status"),
    "Issues": ("severity", "raised_on", "issue_id"),
    "Changes": ("status", "cost_impact", "days_impact"),
    "Deliverables": ("status", "weight"),
    "Demand": ("demand", "period"),
    "Benefits": ("type",),
    "Benefit periods": ("planned", "period"),
}
"""Columns in which a value that cannot be read makes nothing else worth a word."""

ERRORS = (
    "#REF!",
    "#DIV/0!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
)
UNREADABLE: dict[Kind, tuple[tuple[object, str], ...]] = {
    Kind.MONEY: (
        *(
            ("lots", "PF203"),
            ("12 M€", "PF203"),
            ("45%", "PF203"),
            ("n/a", "PF203"),
            ("1,2,3", "PF203"),
            (dt.date(2026, 3, 1), "PF203"),
        ),
        *(
            ("1,200", "PF204"),
            ("1.200", "PF204"),
            ("€ 3.000", "PF204"),
            (1e308, "PF203"),
            (True, "PF203"),
        ),
    ),
    Kind.NUMBER: (("many", "PF203"), ("1.200", "PF204"), (dt.date(2026, 3, 1), "PF203")),
    Kind.FRACTION: (
        (1.5, "PF206"),
        (1.01, "PF206"),
        ("half", "PF203"),
        ("45 %%", "PF203"),
        (-0.1, "PF207"),
    ),
    Kind.INTEGER: ((2.5, "PF214"), ("two", "PF203")),
    Kind.DATE: (
        *(
            ("03/04/26", "PF208"),
            ("soon", "PF208"),
            ("31.12.2026", "PF208"),
            ("2026-02-30", "PF208"),
            (46112, "PF208"),
            (True, "PF208"),
        ),
        *((dt.date(1926, 3, 1), "PF210"), (dt.date(2226, 3, 1), "PF210")),
    ),
    Kind.MONTH: (
        ("next year", "PF211"),
        ("2026-13", "PF211"),
        ("03/26", "PF211"),
        (202610, "PF211"),
    ),
    Kind.ONE_OF: (("Excution", "PF212"), ("?", "PF212"), (7, "PF212")),
    Kind.YES_NO: (("perhaps", "PF213"), (2, "PF213")),
    Kind.IMPACT: (("Huge", "PF218"), (4.5, "PF218"), (-1, "PF218")),
    Kind.CURRENCY: (("Euro", "PF220"), ("€", "PF220"), (1, "PF220")),
    Kind.ID: ((dt.date(2026, 3, 1), "PF215"), ("x" * 65, "PF216")),
}


def unreadable(ground: Ground) -> list[Told]:
    """A value the column cannot hold."""
    by_kind: dict[Kind, list[tuple[str, str]]] = {}
    for sheet, name in _columns(ground):
        by_kind.setdefault(columns(RECORD_OF[sheet])[name].kind, []).append((sheet, name))
    sheet, name = ground.chance.choice(by_kind[ground.chance.choice(list(by_kind))])
    declared = columns(RECORD_OF[sheet])[name]
    value, code = ground.chance.choice((*UNREADABLE[declared.kind], *_out_of_bounds(declared)))
    return _put(ground, sheet, name, value, code)


def error_value(ground: Ground) -> list[Told]:
    """An error value, old or new, typed or of a formula."""
    error = ErrorValue(ground.chance.choice(ERRORS))
    return _put(
        ground, *_column(ground), ground.chance.choice((error, Formula("1/0", error))), "PF201"
    )


def uncalculated(ground: Ground) -> list[Told]:
    """A formula no program has calculated."""
    return _put(
        ground,
        *_column(ground),
        Formula(ground.chance.choice(("A1+1", 'IF(A1="<&>",1,2)', "SUM(B:B)"))),
        "PF202",
    )


def stored_twice(ground: Ground) -> list[Told]:
    """A cell with two contents."""
    return _put(ground, *_column(ground), Twice(1, 2), "PF222")


def linked(ground: Ground) -> list[Told]:
    """A value from another workbook, which is used all the same."""
    sheet, name = _column(ground)
    row = ground.take(sheet, lambda row: row.get(name) is not None)
    if row is None:
        return []
    cells = ground.rows(sheet)[row]
    cells[name] = Formula("[1]Budget!B7", cells[name])
    return [Told("PF223", sheet, (row,), name)]


def formula(ground: Ground) -> list[Told]:
    """A formula with its result is nothing to speak of."""
    sheet, name = _column(ground)
    row = ground.take(sheet, lambda row: row.get(name) is not None)
    if row is not None:
        cells = ground.rows(sheet)[row]
        cells[name] = Formula("A1", cells[name])
    return []


def number_as_text(ground: Ground) -> list[Told]:
    """A number as text with one reading."""
    text = ground.chance.choice(
        ("1,200.50", "1.200,50", "€ 1 200,5", "12,5", "1'200", "$5", "7", "(3,5)")
    )
    return _put(ground, "Projects", "expected_benefit", text, "PF205")


def percentage_as_text(ground: Ground) -> list[Told]:
    """A percentage as text."""
    return _put(
        ground,
        "Projects",
        "feasibility",
        ground.chance.choice(("45%", "45 %", "0.45", "12,5 %")),
        "PF205",
    )


def date_as_text(ground: Ground) -> list[Told]:
    """A date as ISO text."""
    row = ground.take("Projects", lambda row: row["forecast_start"] is not None)
    if row is None:
        return []
    cells = ground.rows("Projects")[row]
    cells["forecast_start"] = str(cells["forecast_start"])
    return [Told("PF209", "Projects", (row,), "forecast_start")]


def negative(ground: Ground) -> list[Told]:
    """An amount below zero where none can be."""
    name = ground.chance.choice(("contingency", "contingency_approved", "year_budget", "budget"))
    return _put(ground, "Projects", name, ground.chance.choice((-1, -0.01, "(5,50)")), "PF401")


def unprintable(ground: Ground) -> list[Told]:
    """Characters nobody sees."""
    text = ground.chance.choice(("good\x07", "\x01\x02 work", "abc\u202efdp.exe", "x\u2066y\u2069"))
    return _put(ground, "Projects", "description", text, "PF217")


def blank(ground: Ground) -> list[Told]:
    """A bold cell left blank."""
    sheet, name = ground.chance.choice(
        (
            ("Projects", "phase"),
            ("Projects", "manager"),
            ("Projects", "budget"),
            ("Issues", "severity"),
            ("Milestones", "baseline_date"),
        )
    )
    return _put(ground, sheet, name, None, "PF224")


def blank_key(ground: Ground) -> list[Told]:
    """A row without its key."""
    sheet, name = ground.chance.choice(
        (
            ("Issues", "issue_id"),
            ("Milestones", "name"),
            ("Periods", "period"),
            ("Benefit periods", "period"),
        )
    )
    return _put(ground, sheet, name, ground.chance.choice((None, "", "  ")), "PF301")


def status_unreadable(ground: Ground) -> list[Told]:
    """Nobody knows which figures the project enters: it is left out, and all that belongs to it
    with it.
    """
    going = [row for row in ground.rows("Projects") if row["status"] != "Completed"]
    if len(going) < 3 or not ground.once(LEAVING_OUT):
        return []
    return _put(
        ground, "Projects", "status", ground.chance.choice(("Running", ErrorValue("#N/A"))), None
    )


def _columns(ground: Ground) -> list[tuple[str, str]]:
    sheets = {name: sheet.fields for name, sheet in ground.drawn.sheets.items() if name in FREE}
    return [
        (sheet, name) for sheet, there in sheets.items() for name in FREE[sheet] if name in there
    ]


def _column(ground: Ground) -> tuple[str, str]:
    return ground.chance.choice(_columns(ground))


def _out_of_bounds(declared: Column) -> tuple[tuple[object, str], ...]:
    """Numbers beyond what the column declares."""
    if declared.kind not in (Kind.NUMBER, Kind.INTEGER):
        return ()
    below = () if declared.low is None else ((declared.low - 1, "PF207"),)
    return below if declared.high is None else (*below, (declared.high + 1, "PF207"))


def _put(ground: Ground, sheet: str, name: str, value: object, code: str | None) -> list[Told]:
    row = ground.take(sheet)
    if row is None:
        return []
    ground.rows(sheet)[row][name] = value
    code = code or ("PF201" if isinstance(value, ErrorValue) else "PF212")
    return [Told(code, sheet, (row,), name)]


CELLS = (
    *(
        unreadable,
        unreadable,
        unreadable,
        error_value,
        error_value,
        uncalculated,
        stored_twice,
        linked,
        formula,
        number_as_text,
    ),
    *(percentage_as_text, date_as_text, negative, unprintable, blank, blank_key, status_unreadable),
)
