"""Where a project stands in its manager's own words."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.parts.blocks import Block, Section, Text
from pfreport.report.phrases.narrative import narrative
from pfreport.report.project.cost import is_drawn
from pfreport.report.project.lights import is_rated
from pfreport.report.words import say, term


def project_story(findings: Findings, project_id: str) -> Section | None:
    """The summary where no S-curve has it beside it, the comment on the rating where no lights do;
    None where neither is left.
    """
    project = findings.portfolio.project_by_id[project_id]
    wanted = (
        ("summary", not is_drawn(findings, project_id)),
        ("rag_comment", not is_rated(findings, project_id)),
    )
    texts = [
        (field, text) for field, here in wanted if here and (text := narrative(project, field))
    ]
    blocks: list[Block] = [
        Text((text,), heading=term(f"story.{field}") if len(texts) > 1 else None)
        for field, text in texts
    ]
    return (
        Section("story", term("section.story"), say("story.message"), tuple(blocks))
        if blocks
        else None
    )
