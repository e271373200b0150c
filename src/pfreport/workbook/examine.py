"""Reads and checks a workbook: the first two steps, for every command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pfreport.faults import Fault
from pfreport.model.portfolio import Portfolio
from pfreport.model.source import Source
from pfreport.settings import Config, read_config
from pfreport.workbook.file.source import read_workbook
from pfreport.workbook.mapping.apply import in_our_form
from pfreport.workbook.mapping.read import encoding_of
from pfreport.workbook.rules import check
from pfreport.workbook.sheets.locate import locate
from pfreport.workbook.sheets.parse import parse


@dataclass(frozen=True, slots=True)
class Examined:
    """A workbook as read and checked; `portfolio` is None where its faults stop everything."""

    source: Source
    config: Config
    portfolio: Portfolio | None
    faults: tuple[Fault, ...]


def examine(path: Path, overrides: Mapping[str, object]) -> Examined:
    """Reads the workbook and the `pfreport.toml` beside it. `overrides` are settings given as
    flags.
    """
    config = read_config(path)
    raw = read_workbook(path, encoding_of(config))
    located = locate(in_our_form(raw, config), settings_elsewhere=bool(config.settings))
    parsed = parse(located, config, overrides)
    checked = check(parsed, config.mail)
    source = Source(raw.name, raw.sha256, checked.rows)
    return Examined(source, config, checked.portfolio, checked.faults)


def judge_quickly(portfolio: Portfolio) -> tuple[Fault, ...]:
    """The warnings of a whole build that need figures, measuring only the projects and the figures
    they are about.
    """
    from pfreport.workbook.rules.judged import (
        BELIEF,
        MEASURES,
        declaring,
        judge,
        performing,
        silent,
    )

    rated, told, done = declaring(portfolio), silent(portfolio), performing(portfolio)
    if not (rated or told or done):
        return ()
    from pfreport.measures.portfolio import measure_projects
    from pfreport.ratings.limits import limited_measures
    from pfreport.ratings.rate import rate_portfolio

    lit = measure_projects(portfolio, rated, limited_measures())
    ratings = rate_portfolio(portfolio.only(rated), lit)
    figures = measure_projects(portfolio, {*told, *done}, (*MEASURES, *BELIEF))
    return judge(portfolio.only({*rated, *told, *done}), figures, ratings)
