"""Settings: what the Settings sheet and `pfreport.toml` may say, each declared once, and where each
value came from.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import functools
import json
import re
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pfreport.errors import ConfigurationError
from pfreport.kinds import Kind
from pfreport.origins import Origin

SCORE_MAX = 4.0
EAC_METHODS = ("cpi", "cpi_spi", "budget", "weighted", "recent", "manager")
CONFIG_NAME = "pfreport.toml"
MAPPING = ("sheets", "goals", "alignment", "csv")
"""The tables that map a workbook; `workbook/mapping` knows what may stand in them."""
Note = TypeVar("Note")
_QUOTES = "\"'"
_LINE = re.compile(
    r"""\s*(?:\[+(?P<table>(?:"[^"]*"|'[^']*'|[^]"'])+)\]|(?P<key>"[^"]*"|'[^']*'|[^#="'\[\]]+?)\s*=)"""
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the Settings sheet."""

    kind: Kind
    help: str
    required: bool = False
    words: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings a report is made with. `origins` says where each that is not a default was
    read.
    """

    status_date: Annotated[
        dt.date, Setting(Kind.DATE, "The data date; everything after it is future.", required=True)
    ]
    portfolio_name: Annotated[str, Setting(Kind.TEXT, "Printed on every page.", required=True)]
    organisation: Annotated[str | None, Setting(Kind.TEXT, "Header of every page.")] = None
    classification: Annotated[
        str | None, Setting(Kind.TEXT, 'Footer mark, e.g. "Confidential".')
    ] = None
    logo: Annotated[str | None, Setting(Kind.TEXT, "A PNG or JPEG file beside the workbook.")] = (
        None
    )
    base_currency: Annotated[
        str, Setting(Kind.CURRENCY, "ISO 4217; all portfolio money is in it.")
    ] = "EUR"
    locale: Annotated[
        str, Setting(Kind.TEXT, "BCP 47; formats of numbers, currency and dates.")
    ] = "en"
    fiscal_year_start_month: Annotated[
        int, Setting(Kind.INTEGER, "Month the fiscal year begins in.", low=1, high=12)
    ] = 1
    fiscal_year_label: Annotated[
        str,
        Setting(
            Kind.ONE_OF,
            "The year it is named by: the one it starts or ends in.",
            words=("start", "end"),
        ),
    ] = "end"
    discount_rate: Annotated[float, Setting(Kind.FRACTION, "A year.", low=-0.99, high=10)] = 0.08
    reinvest_rate: Annotated[
        float | None,
        Setting(Kind.FRACTION, "A year; blank: the discount rate.", low=-0.99, high=10),
    ] = None
    score_max: Annotated[float, Setting(Kind.NUMBER, "Top of the Alignment scale.", low=1e-9)] = (
        SCORE_MAX
    )
    funding_limit: Annotated[
        float | None,
        Setting(
            Kind.MONEY,
            "Budget for the selection; blank: the cost to go of what is approved today.",
            low=0,
        ),
    ] = None
    eac_from: Annotated[
        float,
        Setting(
            Kind.FRACTION,
            "Share complete from which performance drives the estimate.",
            low=0,
            high=1,
        ),
    ] = 0.10
    value_mix: Annotated[
        float, Setting(Kind.FRACTION, "Weight of alignment in the mixed objective.", low=0, high=1)
    ] = 0.5
    benefits_counted: Annotated[
        str, Setting(Kind.ONE_OF, "Which benefits count in money.", words=("cashable", "all"))
    ] = "cashable"
    max_age_days: Annotated[
        int, Setting(Kind.INTEGER, "An older status date is not sent as this month's.", low=0)
    ] = 45
    prepared_by: Annotated[
        str | None, Setting(Kind.TEXT, "Sign-off line of page one.", personal=True)
    ] = None
    approved_by: Annotated[
        str | None, Setting(Kind.TEXT, "Sign-off line of page one.", personal=True)
    ] = None
    approved_on: Annotated[dt.date | None, Setting(Kind.DATE, "Sign-off line of page one.")] = None
    headline: Annotated[str | None, Setting(Kind.LONG_TEXT, "The PMO's own words on page one.")] = (
        None
    )
    commentary: Annotated[
        str | None, Setting(Kind.LONG_TEXT, "The PMO's own words on page one.")
    ] = None
    stale_days: Annotated[
        int, Setting(Kind.INTEGER, "A status older than this is stale.", low=0)
    ] = 35
    eac_method: Annotated[
        str, Setting(Kind.ONE_OF, "Which estimate is the headline EAC.", words=EAC_METHODS)
    ] = "cpi"
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def reinvestment(self) -> float:
        """The reinvestment rate a year, the discount rate where none is set."""
        return self.discount_rate if self.reinvest_rate is None else self.reinvest_rate

    def at(self, key: str) -> Origin | None:
        """Where a setting was read; None for a default."""
        return self.origins.get(key)


@dataclass(frozen=True, slots=True)
class ThemeKey:
    """One key of `[theme]`: what it does, and an example."""

    help: str
    example: str


@dataclass(frozen=True, slots=True)
class Theme:
    """`[theme]`: how the pages look. The paths of files are absolute once `theme_of` has found
    them.
    """

    accent: Annotated[
        str | None, ThemeKey("Colour of links, section names and earned value.", "#0a5c8a")
    ] = None
    paper: Annotated[str, ThemeKey("A4 or Letter.", "A4")] = "A4"
    logo: Annotated[
        str | None,
        ThemeKey(
            "A PNG or JPEG file beside the workbook; it wins over that of the settings.", "logo.png"
        ),
    ] = None
    font: Annotated[
        str | None,
        ThemeKey(
            "An OTF, TTF or WOFF2 file beside the workbook, for titles and messages.", "brand.otf"
        ),
    ] = None
    templates: Annotated[
        str | None,
        ThemeKey(
            "A folder whose files take the place of ours; pfreport init --templates makes one.",
            "templates",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class MailKey:
    """One key of `[mail]`: what it does, and an example."""

    help: str
    example: str | int | tuple[str, ...]


MAIL_PORTS = {"starttls": 587, "tls": 465, "plain": 25}


@dataclass(frozen=True, slots=True)
class Mail:
    """`[mail]`: the server that packs go through, in whose name, and to which domains. Passwords
    never stand here.
    """

    host: Annotated[str | None, MailKey("The mail server.", "mail.example.org")] = None
    port: Annotated[
        int | None, MailKey("Its port; by itself 587 for starttls, 465 for tls.", 587)
    ] = None
    security: Annotated[
        str,
        MailKey(
            "starttls or tls, the certificate checked; plain to this machine alone.", "starttls"
        ),
    ] = "starttls"
    ca_file: Annotated[
        str | None,
        MailKey(
            "Certificates to trust besides the system's (PEM), for a server of your own.", "ca.pem"
        ),
    ] = None
    user: Annotated[str | None, MailKey("Who logs in; without it nobody does.", "pfreport")] = None
    password_file: Annotated[
        str | None,
        MailKey(
            "A file of mode 600 with the password; or set PFREPORT_SMTP_PASSWORD in the "
            "environment.",
            "smtp-password",
        ),
    ] = None
    sender: Annotated[str | None, MailKey("The address mail comes from.", "pmo@example.org")] = None
    domains: Annotated[
        tuple[str, ...],
        MailKey("Only addresses of these domains get mail. Required.", ("example.org",)),
    ] = ()

    def allows(self, address: str) -> bool:
        """Whether mail may go to an address."""
        allowed = {one.casefold().removeprefix("@") for one in self.domains}
        return address.rpartition("@")[2].casefold() in allowed

    @property
    def at_port(self) -> int:
        """The port, the usual one where none is named."""
        return MAIL_PORTS[self.security] if self.port is None else self.port


@dataclass(frozen=True, slots=True)
class Config:
    """`pfreport.toml`: settings, theme, mail, and unread the tables that map a workbook. `lines`
    gives the line of a dotted key.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    theme: Theme = Theme()
    mail: Mail = Mail()
    lines: Mapping[str, int] = field(default_factory=dict)
    path: Path | None = None
    sheets: Mapping[str, Any] = field(default_factory=dict)
    goals: Mapping[str, Any] = field(default_factory=dict)
    alignment: Mapping[str, Any] = field(default_factory=dict)
    csv: Mapping[str, Any] = field(default_factory=dict)

    def origin(self, key: str) -> Origin:
        """Where a dotted key stands."""
        return Origin(CONFIG_NAME, self.lines.get(key, 0), 0)


@functools.cache
def declared() -> Mapping[str, Setting]:
    """Every setting: key -> Setting, in order."""
    return MappingProxyType(_noted(Settings, Setting))


@functools.cache
def theme_keys() -> Mapping[str, ThemeKey]:
    """Every key of `[theme]`, in order."""
    return MappingProxyType(_noted(Theme, ThemeKey))


@functools.cache
def mail_keys() -> Mapping[str, MailKey]:
    """Every key of `[mail]`, in order."""
    return MappingProxyType(_noted(Mail, MailKey))


def as_toml(value: object) -> str:
    """A value as TOML writes it; its strings and lists are those of JSON."""
    return (
        value.isoformat() if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)
    )


def _noted(record: type, kind: type[Note]) -> dict[str, Note]:
    """The fields of a record that carry a note of one kind."""
    hints = typing.get_type_hints(record, include_extras=True)
    found = {
        f.name: getattr(hints[f.name], "__metadata__", (None,))[0]
        for f in dataclasses.fields(record)
    }
    return {name: note for name, note in found.items() if isinstance(note, kind)}


def theme_of(config: Config, settings: Settings, workbook: Path) -> Theme:
    """The theme with its files found, and the logo that the settings name where it names none
    itself.

    Raises ConfigurationError for a name that leads out of the workbook's folder.
    """
    theme, folder = config.theme, workbook.resolve().parent
    return dataclasses.replace(
        theme,
        logo=_beside(folder, "logo", theme.logo or settings.logo),
        font=_beside(folder, "font", theme.font),
        templates=str(folder / theme.templates) if theme.templates else None,
    )


def _beside(folder: Path, key: str, name: str | None) -> str | None:
    """A file beside the workbook by its bare name."""
    if not name:
        return None
    if name != Path(name).name or "\\" in name or name == "..":
        raise ConfigurationError(
            f"{key} is {name!r}, which is no bare file name",
            "put the file beside the workbook and give its name alone",
        )
    return str(folder / name)


def read_config(workbook: Path) -> Config:
    """Reads `pfreport.toml` beside the workbook, or in the folder that it is; an empty Config where
    there is none.

    Raises ConfigurationError for unreadable TOML and for keys nobody knows, with the nearest one.
    """
    inside, beside = workbook.resolve() / CONFIG_NAME, workbook.resolve().parent / CONFIG_NAME
    return read_config_file(inside if inside.is_file() else beside)


def read_config_file(path: Path) -> Config:
    """As `read_config`, from a file named by its path."""
    if not path.is_file():
        return Config()
    try:
        raw = tomllib.loads(text := path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be read: {error.strerror}", "mend its permissions"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"{CONFIG_NAME} is not valid TOML: {error}", "mend the line it names"
        ) from error
    _refuse_unknown(raw, ("settings", "theme", "mail", *MAPPING), "")
    settings, theme, mail = (_table(raw, name) for name in ("settings", "theme", "mail"))
    for name, known in (("settings", declared()), ("theme", theme_keys()), ("mail", mail_keys())):
        _refuse_unknown(_table(raw, name), tuple(known), f"{name}.")
    mapping = {name: MappingProxyType(_table(raw, name)) for name in MAPPING}
    return Config(
        MappingProxyType(settings),
        _theme(theme),
        _mail(mail, path.parent),
        MappingProxyType(_lines(text)),
        path,
        **mapping,
    )


def _table(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = raw.get(name, {})
    if not isinstance(found, dict):
        raise ConfigurationError(
            f"{CONFIG_NAME}: {name} must be a table", f"write [{name}] on a line of its own"
        )
    return found


def _theme(raw: Mapping[str, Any]) -> Theme:
    for key, value in raw.items():
        if not isinstance(value, str):
            raise ConfigurationError(
                f"{CONFIG_NAME}: theme.{key} must be text", f'write {key} = "…"'
            )
    if raw.get("paper", "A4") not in ("A4", "Letter"):
        raise ConfigurationError(
            f"{CONFIG_NAME}: theme.paper is {raw['paper']!r}", 'it may be "A4" or "Letter"'
        )
    return Theme(**raw)


def _mail(raw: Mapping[str, Any], folder: Path) -> Mail:
    """The mail with its files found beside the configuration."""
    found: dict[str, Any] = {}
    for key, value in raw.items():
        note = mail_keys()[key]
        whole = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if not (whole if isinstance(note.example, tuple) else type(value) is type(note.example)):
            raise ConfigurationError(
                f"{CONFIG_NAME}: mail.{key} is {value!r}", f"write {key} = {as_toml(note.example)}"
            )
        found[key] = (
            tuple(value) if whole else str(folder / value) if key.endswith("_file") else value
        )
    if found.get("security", "tls") not in MAIL_PORTS:
        raise ConfigurationError(
            f"{CONFIG_NAME}: mail.security is {found['security']!r}",
            "it may be starttls, tls or plain",
        )
    return Mail(**found)


def _refuse_unknown(raw: Mapping[str, Any], known: tuple[str, ...], prefix: str) -> None:
    for key in raw:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean {prefix}{near[0]}?" if near else "known keys: " + ", ".join(known)
            raise ConfigurationError(f"{CONFIG_NAME}: unknown key {prefix}{key}", hint)


def _lines(text: str) -> dict[str, int]:
    """Line numbers of `table.key`, from the text itself: tomllib keeps none."""
    table = ""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.match(line)
        if found and found["table"]:
            table = "".join(c for c in found["table"] if c not in "\"'").strip()
            if table.partition(".")[0] in MAPPING:
                lines.setdefault(table, number)
        elif found:
            lines.setdefault(f"{table}.{found['key'].strip().strip(_QUOTES)}".lstrip("."), number)
    return lines
