"""Reads the settings: flags before `pfreport.toml` before the Settings sheet before defaults."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pfreport.faults import Effect, Fault, FaultKind, Severity, fault, kind
from pfreport.kinds import Kind
from pfreport.origins import Origin
from pfreport.settings import Config, Settings, declared
from pfreport.workbook.cells.cells import read_cell
from pfreport.workbook.cells.parsed import Parsed, Trouble
from pfreport.workbook.cells.texts import clean
from pfreport.workbook.file.raw import BLANK, Plain, RawTable
from pfreport.workbook.sheets.clock import OTHER_TIME_ZONE, carries_a_midnight
from pfreport.workbook.sheets.headers import CARRIED, Header, LocatedTable, plain_heading
from pfreport.workbook.sheets.table import AS_TEXT, special_trouble

SETTINGS_SHEET = "Settings"
SETTINGS_HEADINGS = {"key": "key", "setting": "key", "value": "value", "note": "note"}


def _stops(code: str) -> FaultKind:
    return kind(code, Severity.ERROR, Effect.STOPS)


NO_TABLE = _stops("PF701")
MISSING = _stops("PF702")
UNKNOWN = _stops("PF703")
DOUBLED = _stops("PF704")
WRONG = _stops("PF705")
MENDED = kind("PF706", Severity.WARNING)
RATE_IN_POINTS = kind("PF712", Severity.WARNING)
UNKNOWN_LOCALE = _stops("PF707")


class SettingUnknownError(Exception):
    """A setting was asked for that is faulty or missing."""


@dataclass(frozen=True)
class PartialSettings:
    """The settings where some are faulty: those are not known, and asking for one is an error."""

    read: Mapping[str, Any]
    unknown: frozenset[str]
    origins: Mapping[str, Origin]

    def __getattr__(self, name: str) -> Any:
        """A setting as read, else its default."""
        if name in self.read:
            return self.read[name]
        defaults = {f.name: f.default for f in fields(Settings)}
        if name not in defaults:
            raise AttributeError(name)
        if name in self.unknown or declared()[name].required:
            raise SettingUnknownError(name)
        return defaults[name]

    def at(self, key: str) -> Origin | None:
        """Where a setting was read."""
        return self.origins.get(key)

    @property
    def reinvestment(self) -> float:
        """As of whole settings."""
        return float(self.discount_rate if self.reinvest_rate is None else self.reinvest_rate)


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings, None where a fault stops the build; the faults; what to say of the sheet's
    rows.
    """

    settings: Settings | None
    faults: tuple[Fault, ...]
    rows: Mapping[str, int]
    partial: PartialSettings


@dataclass(slots=True)
class _Reading:
    """Settings on their way: raw values with their origins, parsed values, faults. `typed`: whether
    the sheet knows more than texts.
    """

    typed: bool = True
    given: dict[str, tuple[Plain | Trouble, Origin]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, what: FaultKind, origin: Origin, found: object, /, **values: object) -> None:
        """Notes a fault."""
        self.faults.append(fault(what, origin, found, None, **values))


def read_settings(
    located: LocatedTable | None, config: Config, overrides: Mapping[str, object]
) -> SettingsRead:
    """Reads every setting. `overrides` are values of flags, taken as they are; what they override
    is not looked at.
    """
    raw = located.raw if located else None
    reading = _Reading(raw is None or raw.typed)
    if located:
        _read_sheet(located, reading)
    there = len(reading.given)
    reading.given |= {
        key: (value, config.origin(f"settings.{key}")) for key, value in config.settings.items()
    }
    for key, (value, origin) in reading.given.items():
        if key not in overrides:
            _parse(reading, key, value, origin)
    reading.values |= overrides
    _check_missing(reading, raw)
    wrong = {f.origin for f in reading.faults if f.severity is Severity.ERROR}
    read = sum(o.sheet == SETTINGS_SHEET for o in reading.origins.values())
    faulty = sum(o.sheet == SETTINGS_SHEET and o.row > 0 for o in wrong)
    rows = {
        "there": there,
        "read": read,
        "skipped": max(0, there - read - faulty),
        "faulty": faulty,
    }
    complete = all(key in reading.values for key, setting in declared().items() if setting.required)
    settings = (
        None if wrong or not complete else Settings(**reading.values, origins=reading.origins)
    )
    unknown = frozenset(reading.given) - frozenset(reading.values)
    partial = PartialSettings(reading.values, unknown, reading.origins)
    return SettingsRead(settings, tuple(reading.faults), rows, partial)


def _read_sheet(located: LocatedTable, reading: _Reading) -> None:
    raw, header = located.raw, located.header
    if header is None or not {"key", "value"} <= header.columns.keys():
        reading.blame(NO_TABLE, raw.origin.address(0), "")
        return
    for index in range(header.row + 1, len(raw.rows)):
        _read_row(raw, header, index, reading)


def _read_row(raw: RawTable, header: Header, index: int, reading: _Reading) -> None:
    at_key, at_value = header.columns["key"], header.columns["value"]
    text, unread = clean(str(raw.cell(index, at_key)))[0], special_trouble(raw, index, at_key)
    if (not text and not unread) or text.lower().startswith(CARRIED):
        return
    keys = {plain_heading(key): key for key in declared()}
    key = keys.get(plain_heading(text))
    place = raw.origin.address(index, at_key)
    if unread:
        told = fault(unread.kind, place, unread.found)
        reading.blame(
            WRONG,
            place,
            unread.found,
            key="the key of this row",
            message=told.told,
            hint=told.advice,
        )
    elif key is None:
        near = difflib.get_close_matches(plain_heading(text), keys, 1)
        hint = (
            f"did you mean {keys[near[0]]}?"
            if near
            else "delete the row, or let its key begin with x_"
        )
        reading.blame(UNKNOWN, place, text, near=hint)
    elif key in reading.given:
        reading.blame(DOUBLED, place, key, first=reading.given[key][1].address)
    else:
        reading.given[key] = (_value(raw, index, at_value), raw.origin.address(index, at_value))


def _value(raw: RawTable, row: int, column: int) -> Plain | Trouble:
    trouble = special_trouble(raw, row, column)
    return raw.cell(row, column) if trouble is None else trouble


def _parse(reading: _Reading, key: str, value: Plain | Trouble, origin: Origin) -> None:
    if value == BLANK:
        return
    parsed = (
        Parsed(None, value) if isinstance(value, Trouble) else read_cell(declared()[key], value)
    )
    if parsed.trouble:
        told = fault(
            parsed.trouble.kind, origin, parsed.trouble.found, None, **parsed.trouble.values
        )
        what = WRONG if told.severity is Severity.ERROR else MENDED
        if reading.typed or told.kind not in AS_TEXT:
            reading.blame(what, origin, told.found, key=key, message=told.told, hint=told.advice)
    elif key == "locale" and not _is_locale(parsed.value):
        reading.blame(UNKNOWN_LOCALE, origin, parsed.value)
    _question(reading, key, value, origin, parsed.value)
    if parsed.value is not None:
        reading.values[key], reading.origins[key] = parsed.value, origin


def _question(
    reading: _Reading, key: str, given: Plain | Trouble, origin: Origin, value: object
) -> None:
    """What was read and is hardly meant: a rate in points, a date of another time zone."""
    if declared()[key].kind is Kind.FRACTION and isinstance(value, float) and value > 1:
        values = {"percent": f"{100 * value:.10g}", "fraction": f"{value / 100:.10g}"}
        reading.blame(RATE_IN_POINTS, origin, f"{value:.10g}", key=key, **values)
    if carries_a_midnight(given):
        assert isinstance(given, dt.datetime)  # noqa: S101 - nothing else carries a time of day
        reading.blame(OTHER_TIME_ZONE, origin, f"{given:%H:%M}", what=key)


def _check_missing(reading: _Reading, raw: RawTable | None) -> None:
    """A setting that must be there; where there is no table of settings at all, that has been
    said.
    """
    if any(f.kind is NO_TABLE for f in reading.faults) or (raw is None and not reading.given):
        return
    for key, setting in declared().items():
        value, origin = reading.given.get(
            key, (BLANK, raw.origin.address(0) if raw else Origin(SETTINGS_SHEET, 0, 0))
        )
        if setting.required and key not in reading.values and value == BLANK:
            reading.blame(MISSING, origin, key)


def _is_locale(text: str) -> bool:
    from babel import localedata  # noqa: PLC0415 - `check` of most workbooks does without

    return localedata.exists(text.replace("-", "_"))
