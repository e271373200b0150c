"""What a project is for, in its manager's own words: its description and its justification."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.parts.blocks import Text
from pfreport.report.phrases.narrative import narrative
from pfreport.report.words import say
from pfreport.values import Term, Value


def purpose(findings: Findings, project_id: str, heading: Term | None = None) -> Text | None:
    """None where neither is written."""
    project = findings.portfolio.project_by_id[project_id]
    described, justified = narrative(project, "description"), narrative(project, "justification")
    paragraphs: list[Value] = [described] if described else []
    if justified:
        paragraphs.append(say("story.justified", text=justified))
    return Text(tuple(paragraphs), heading=heading) if paragraphs else None
