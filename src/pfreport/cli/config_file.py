"""The commented `pfreport.toml`: every key with its meaning, each switched off, made from the
declarations.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from pfreport.kinds import Kind
from pfreport.settings import (
    CONFIG_NAME,
    Setting,
    Settings,
    as_toml,
    declared,
    mail_keys,
    theme_keys,
)

HEAD = f"""\
# {CONFIG_NAME} stands beside the workbook. Every line is optional: take off its # to switch it on.
# Flags come before this file, this file before the Settings sheet, the sheet before the defaults.
"""
_EXAMPLES: dict[str, object] = {
    "status_date": dt.date(2026, 10, 31),
    "portfolio_name": "Investment portfolio",
    "organisation": "Example Ltd",
    "classification": "Confidential",
    "logo": "logo.png",
    "reinvest_rate": 0.05,
    "funding_limit": 10_000_000,
    "prepared_by": "A. Name",
    "approved_by": "B. Name",
    "approved_on": dt.date(2026, 11, 5),
    "headline": "What we say of this month in one sentence.",
    "commentary": "What we say of it in a few more.",
}
"""For settings that have no default."""


def commented_config() -> str:
    """The text of the file; it reads back as an empty one."""
    return "\n".join(
        (HEAD, "[settings]", *_settings(), "", "[theme]", *_theme(), "", "[mail]", *_mail(), "")
    )


def _settings() -> Iterator[str]:
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    for key, setting in declared().items():
        default = defaults[key]
        has_default = default is not None and default is not dataclasses.MISSING
        yield from _key(key, _help(setting), default if has_default else _EXAMPLES[key])


def _help(setting: Setting) -> str:
    may = f" One of {', '.join(setting.words)}." if setting.kind is Kind.ONE_OF else ""
    return f"{setting.help}{may}"


def _theme() -> Iterator[str]:
    for key, note in theme_keys().items():
        yield from _key(key, note.help, note.example)


def _mail() -> Iterator[str]:
    for key, note in mail_keys().items():
        yield from _key(key, note.help, note.example)


def _key(key: str, help_text: str, value: object) -> Iterator[str]:
    yield f"# {help_text}"
    yield f"# {key} = {as_toml(value)}"
