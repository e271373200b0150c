"""The project status report: is this project on time, on budget, in scope, accepted."""

from __future__ import annotations

from dataclasses import replace

from pfreport.advice.findings import Findings
from pfreport.measures.measurement import Subject
from pfreport.report.blocks import Block, Report
from pfreport.report.contents import PROJECT
from pfreport.report.executive import about, names
from pfreport.report.parts import composed
from pfreport.report.phases import phase_strip
from pfreport.report.project_cost import is_drawn
from pfreport.report.project_facts import project_facts
from pfreport.report.project_message import project_headline, project_lede
from pfreport.report.provenance import with_provenance
from pfreport.report.purpose import purpose
from pfreport.values import Ref


def compose_project(findings: Findings, project_id: str) -> Report:
    """Title, facts, phases, and the sections that have data. KeyError for a project that is not in the portfolio."""
    project = findings.portfolio.project_by_id[project_id]
    sections, _ = composed(PROJECT, findings, project_id)
    report = Report(
        kind="project",
        subject=Subject("project", project_id),
        name=Ref("project", project_id, project.title),
        title=project_headline(findings, project_id),
        lede=project_lede(findings, project_id),
        about=replace(about(findings), currency=findings.measurements.facts[project_id].currency, workbook_sha256=None),
        head=_head(findings, project_id),
        sections=sections,
        names={key: name for key, name in names(findings).items() if key == project_id},
    )
    return with_provenance(report, findings)


def _head(findings: Findings, project_id: str) -> tuple[Block, ...]:
    """What it is for, where there are no figures to put first; the facts, the phases."""
    told = None if is_drawn(findings, project_id) else purpose(findings, project_id)
    return (*((told,) if told else ()), project_facts(findings, project_id), phase_strip(findings, project_id))
