"""A project in its manager's own words: what it is for, why, and where it stands."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.blocks import Block, Section, Text
from pfreport.report.narrative import narrative
from pfreport.report.project_cost import is_drawn
from pfreport.report.project_lights import is_rated
from pfreport.report.words import say, term
from pfreport.values import Value


def leading_purpose(findings: Findings, project_id: str) -> Text | None:
    """What it is for, under the title of a page that has no figures to put first; None where it has, or where nothing is written."""
    return None if is_drawn(findings, project_id) else _purpose(findings, project_id)


def later_purpose(findings: Findings, project_id: str) -> Text | None:
    """What it is for, behind the figures of a page that has some; None where it stands under the title, or nothing is written."""
    return _purpose(findings, project_id) if is_drawn(findings, project_id) else None


def _purpose(findings: Findings, project_id: str) -> Text | None:
    """Its description and its justification."""
    project = findings.portfolio.project_by_id[project_id]
    described, justified = narrative(project, "description"), narrative(project, "justification")
    paragraphs: list[Value] = [described] if described else []
    if justified:
        paragraphs.append(say("story.justified", text=justified))
    return Text(tuple(paragraphs)) if paragraphs else None


def project_story(findings: Findings, project_id: str) -> Section | None:
    """The summary where no S-curve has it beside it, the comment on the rating where no lights do; None where neither is left."""
    project = findings.portfolio.project_by_id[project_id]
    wanted = (("summary", not is_drawn(findings, project_id)), ("rag_comment", not is_rated(findings, project_id)))
    found = [(field, text) for field, here in wanted if here and (text := narrative(project, field))]
    blocks: list[Block] = [Text((text,), heading=term(f"story.{field}") if len(found) > 1 else None) for field, text in found]
    return Section("story", term("section.story"), say("story.message"), tuple(blocks)) if blocks else None
