"""Buckets: how the budget and the money to go are split between kinds of work, against the
targets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pfreport.advice.findings import Findings
from pfreport.measures.strategy.balance import ELSEWHERE
from pfreport.report.parts import cells, tables
from pfreport.report.parts.blocks import Table
from pfreport.report.parts.figures import Figures, of_portfolio
from pfreport.report.words import say, term
from pfreport.values import Count, Sentence, Share, Value, Words

WHOLE = 100


class _Line(NamedTuple):
    """A bucket, or the work that is in none."""

    name: Value
    bucket: str
    target: float | None


def balance(findings: Findings) -> Table | None:
    """The buckets under a sentence on the one furthest off; None where Buckets has no row."""
    return (
        replace(_table(findings), caption=_message(findings))
        if findings.portfolio.buckets
        else None
    )


def _message(findings: Findings) -> Sentence:
    """The bucket furthest from its target, and the index."""
    figures = of_portfolio(findings)
    targets = {
        b.bucket: b.target_share for b in findings.portfolio.buckets if b.target_share is not None
    }
    off = {
        name: abs(share - target)
        for name, target in targets.items()
        if (share := figures.number(f"bucket_share[{name}]")) is not None
    }
    if not off:
        return say("strategy.buckets.why", why=figures.why("balance_index"))
    worst = max(off, key=lambda name: (off[name], name))
    values = {
        "bucket": Words(worst),
        "share": figures.value(f"bucket_share[{worst}]"),
        "target": Share(targets[worst]),
    }
    if not (figures.known("balance_index") and figures.known("balance_index[etc]")):
        return say("strategy.buckets.plain", **values)
    indices = {
        "index": _index(figures, "balance_index"),
        "to_go": _index(figures, "balance_index[etc]"),
    }
    return say("strategy.buckets", **values, **indices, whole=Count(WHOLE))


def _index(figures: Figures, id: str) -> Count:
    """The index as a whole number: what is behind the point says nothing."""
    return Count(round(figures.by_id[id].number), figures.by_id[id].path)


def _table(findings: Findings) -> Table:
    figures = of_portfolio(findings)

    def gap(line: _Line) -> Share | None:
        share = figures.number(f"bucket_share[{line.bucket}]")
        if share is None or line.target is None:
            return None
        return Share(share - line.target, signed=True)

    columns: tables.Columns[_Line] = (
        (tables.text("column.bucket", 2.0), lambda line: line.name),
        (
            tables.number("column.share_of_budget", 0.8),
            lambda line: figures.value(f"bucket_share[{line.bucket}]"),
        ),
        (tables.number("column.target", 0.8), lambda line: cells.share(line.target)),
        (tables.number("column.gap", 0.8), gap),
        (
            tables.number("column.share_to_go", 0.8),
            lambda line: figures.value(f"bucket_share_to_go[{line.bucket}]"),
        ),
    )
    lines = [_Line(Words(b.bucket), b.bucket, b.target_share) for b in findings.portfolio.buckets]
    if figures.known(f"bucket_share[{ELSEWHERE}]"):
        lines.append(_Line(term("strategy.bucket.none"), ELSEWHERE, 0.0))
    return tables.listed("buckets", lines, columns)
