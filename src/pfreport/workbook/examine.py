"""Reads and checks a workbook: the first two steps, for every command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pfreport.faults import Fault
from pfreport.model.portfolio import Portfolio
from pfreport.model.source import Source
from pfreport.settings import Config, read_config
from pfreport.workbook.collection import uncollected
from pfreport.workbook.file.reader import read_workbook
from pfreport.workbook.load import validate
from pfreport.workbook.mapping.apply import apply_mapping
from pfreport.workbook.mapping.read import encoding_of


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
    checked = validate(apply_mapping(raw, config), config, overrides)
    return Examined(
        Source(raw.name, raw.sha256, checked.rows), config, checked.portfolio, checked.faults
    )


def judge_quickly(portfolio: Portfolio) -> tuple[Fault, ...]:
    """The warnings of a whole build that need figures, measuring only the projects and the figures
    they are about.
    """
    from pfreport.workbook.rules.judged import MEASURES, declaring, judge, silent

    rated, told = declaring(portfolio), silent(portfolio)
    if not (rated or told):
        return ()
    from pfreport.measures.portfolio import measure_projects
    from pfreport.ratings.limits import limited_measures
    from pfreport.ratings.rate import rate_portfolio

    with uncollected():
        lit = measure_projects(portfolio, rated, limited_measures())
        ratings = rate_portfolio(portfolio.only(rated), lit)
        return judge(
            portfolio.only({*rated, *told}), measure_projects(portfolio, told, MEASURES), ratings
        )
