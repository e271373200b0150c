"""A project in its manager's own words: what it is for, where it stands, what was done and comes
next.
"""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.parts.blocks import Section, Text
from pfreport.report.parts.figures import is_begun, of_project
from pfreport.report.parts.sections import beside, kept, points
from pfreport.report.phrases.narrative import lines, narrative
from pfreport.report.project.lights import is_rated
from pfreport.report.words import member, say, term
from pfreport.values import Count, Sentence, Several, Term, Value
from pfreport.words.keys import Key


def purpose(findings: Findings, project_id: str, heading: Term | None = None) -> Text | None:
    """None where neither is written."""
    project = findings.portfolio.project_by_id[project_id]
    described, justified = narrative(project, "description"), narrative(project, "justification")
    paragraphs: list[Value] = [described] if described else []
    if justified:
        paragraphs.append(say("story.justified", text=justified))
    return Text(tuple(paragraphs), heading=heading) if paragraphs else None


def project_story(findings: Findings, project_id: str) -> Section | None:
    """The summary where no S-curve has it beside it, the comment on the rating where no lights do;
    None where neither is left.
    """
    project = findings.portfolio.project_by_id[project_id]
    texts: dict[str, Value | None] = {}
    if not is_begun(of_project(findings, project_id)):
        texts["summary"] = narrative(project, "summary")
    if not is_rated(findings, project_id):
        texts["rag_comment"] = narrative(project, "rag_comment")
    told = {field: text for field, text in texts.items() if text}
    if not told:
        return None
    blocks = (
        Text((text,), heading=member("story", field) if len(told) > 1 else None)
        for field, text in told.items()
    )
    return Section("story", term("section.story"), say("story.message"), tuple(blocks))


def project_work(findings: Findings, project_id: str) -> Section | None:
    """What was achieved, what is next, what help is needed; None where the manager wrote none."""
    project = findings.portfolio.project_by_id[project_id]
    achieved, following, asked = (
        lines(project, field) for field in ("achievements", "next_steps", "help_needed")
    )
    lists = kept(
        points(achieved, term("work.achieved")),
        points(following, term("work.next")),
        points(asked, term("work.help")),
    )
    message = _work(len(achieved), len(following), len(asked))
    together = beside(lists, (1.0,) * len(lists))
    return Section("work", term("section.work"), message, kept(together)) if together else None


def _work(achieved: int, following: int, asked: int) -> Sentence:
    parts: tuple[tuple[Key, int], ...] = (
        ("work.part.achieved", achieved),
        ("work.part.next", following),
        ("work.part.help", asked),
    )
    return say(
        "work.message",
        parts=Several(tuple(say(key, n=Count(count)) for key, count in parts if count)),
    )
