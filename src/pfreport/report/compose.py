"""The reports: of the portfolio (are these the right projects, what do they return, what should
change) and of a project.
"""

from __future__ import annotations

from dataclasses import replace

import pfreport
from pfreport.advice.findings import Findings
from pfreport.measures.engine.measurement import PORTFOLIO, Subject
from pfreport.report.appendix.data_quality import data_quality
from pfreport.report.appendix.glossary import glossary
from pfreport.report.appendix.left_out import left_out
from pfreport.report.appendix.method import method
from pfreport.report.appendix.provenance import with_provenance
from pfreport.report.contents import EXECUTIVE, PROJECT
from pfreport.report.parts.blocks import About, Block, Report, ReportKind, Text
from pfreport.report.parts.figures import is_begun, of_project
from pfreport.report.parts.sections import composed, filled_sheets, kept, without_rows
from pfreport.report.phrases.message import headline, lede
from pfreport.report.phrases.project_message import project_headline, project_lede
from pfreport.report.project.facts import project_facts
from pfreport.report.project.own_words import purpose
from pfreport.report.project.phases import phase_strip
from pfreport.report.words import term
from pfreport.values import Ref, RefKind, Words


def compose_executive(findings: Findings) -> Report:
    """Title and lede, the sections that have data, and the appendix."""
    title, under, head = headline(findings), lede(findings), _own_words(findings)
    sections, missing = composed(EXECUTIVE, findings)
    appendix = (
        data_quality(findings),
        left_out((*missing, *without_rows(PROJECT, findings)), filled_sheets(findings)),
        method(findings),
        glossary(findings, (title, under, sections)),
    )
    report = Report(
        kind=ReportKind.EXECUTIVE,
        subject=PORTFOLIO,
        name=Words(findings.portfolio.settings.portfolio_name),
        title=title,
        lede=under,
        about=about(findings),
        head=head,
        sections=(*sections, *(section for section in appendix if section is not None)),
        names=names(findings),
    )
    return with_provenance(report, findings)


def compose_project(findings: Findings, project_id: str) -> Report:
    """Title, facts, phases, and the sections that have data. KeyError for a project that is not in
    the portfolio.
    """
    project = findings.portfolio.project_by_id[project_id]
    sections, _ = composed(PROJECT, findings, project_id)
    report = Report(
        kind=ReportKind.PROJECT,
        subject=Subject("project", project_id),
        name=Ref(RefKind.PROJECT, project_id, project.title),
        title=project_headline(findings, project_id),
        lede=project_lede(findings, project_id),
        about=replace(
            about(findings),
            currency=findings.measurements.facts[project_id].currency,
            workbook_sha256=None,
        ),
        head=_head(findings, project_id),
        sections=sections,
        names={key: name for key, name in names(findings).items() if key == project_id},
    )
    return with_provenance(report, findings)


def about(findings: Findings) -> About:
    """What header, footer and metadata of every page say."""
    settings = findings.portfolio.settings
    return About(
        portfolio_name=settings.portfolio_name,
        organisation=settings.organisation,
        classification=settings.classification,
        status_date=settings.status_date,
        locale=settings.locale,
        currency=settings.base_currency,
        workbook_name=findings.source.name,
        workbook_sha256=findings.source.sha256,
        version=pfreport.__version__,
    )


def names(findings: Findings) -> dict[str, str]:
    """What the IDs on the pages stand for."""
    return {p.project_id: p.title for p in findings.portfolio.projects}


def _own_words(findings: Findings) -> tuple[Block, ...]:
    """What the PMO says itself, beside what the figures say."""
    settings = findings.portfolio.settings
    paragraphs = tuple(
        Words(text, long=True) for text in (settings.headline, settings.commentary) if text
    )
    return (Text(paragraphs, heading=term("pmo.words")),) if paragraphs else ()


def _head(findings: Findings, project_id: str) -> tuple[Block, ...]:
    """What it is for, where there are no figures to put first; the facts, the phases."""
    begun = is_begun(of_project(findings, project_id))
    return kept(
        None if begun else purpose(findings, project_id),
        project_facts(findings, project_id),
        phase_strip(findings, project_id),
    )
