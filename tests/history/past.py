"""Findings that remember: earlier findings as the packs they would have been written to."""

from __future__ import annotations

import dataclasses

from pfreport.advice.findings import Findings
from pfreport.history.history import History
from pfreport.history.movement import movement
from pfreport.history.past_pack import PastPack, pack_of
from pfreport.kinds import Month
from pfreport.pipeline import advised, present
from pfreport.rendering.data.exports import inputs_json, measures_json


def pack(found: Findings) -> PastPack:
    """The pack of such findings."""
    settings = found.portfolio.settings
    manifest = {"portfolio": settings.portfolio_name, "state": "complete"}
    inputs = inputs_json(found).content
    return pack_of(
        f"{Month.of(settings.status_date)}.1",
        manifest,
        measures_json(found).content,
        lambda: inputs,
    )


def after(found: Findings, *earlier: Findings) -> Findings:
    """The findings with packs of earlier ones behind them, oldest first."""
    packs = tuple(pack(one) for one in earlier)
    history = History(packs, packs[-1], movement(packs[-1], present(found)))
    return advised(dataclasses.replace(found, history=history))
