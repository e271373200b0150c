"""What was achieved, what is next, what help is needed: the manager's own words."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.parts.blocks import Beside, Block, Section, Text
from pfreport.report.phrases.narrative import lines
from pfreport.report.words import say, term
from pfreport.values import Count, Sentence, Several, Value
from pfreport.words.keys import Key


def project_work(findings: Findings, project_id: str) -> Section | None:
    """Three lists; None where the manager wrote none of them."""
    project = findings.portfolio.project_by_id[project_id]
    achieved, following, asked = (
        lines(project, field) for field in ("achievements", "next_steps", "help_needed")
    )
    headed: tuple[tuple[Key, tuple[Value, ...]], ...] = (
        ("work.achieved", achieved),
        ("work.next", following),
        ("work.help", asked),
    )
    blocks: list[Block] = [
        Text(items, heading=term(key), items=True) for key, items in headed if items
    ]
    if not blocks:
        return None
    together = (Beside(tuple(blocks), (1.0,) * len(blocks)),) if len(blocks) > 1 else tuple(blocks)
    return Section(
        "work", term("section.work"), _message(len(achieved), len(following), len(asked)), together
    )


def _message(achieved: int, following: int, asked: int) -> Sentence:
    parts: tuple[tuple[Key, int], ...] = (
        ("work.part.achieved", achieved),
        ("work.part.next", following),
        ("work.part.help", asked),
    )
    return say(
        "work.message",
        parts=Several(tuple(say(key, n=Count(count)) for key, count in parts if count)),
    )
