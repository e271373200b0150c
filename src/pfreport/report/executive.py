"""The executive report: are these the right projects, what do they return, what should change."""

from __future__ import annotations

import pfreport
from pfreport.advice.findings import Findings
from pfreport.measures.measurement import PORTFOLIO
from pfreport.report.blocks import About, Block, Report, Text
from pfreport.report.contents import EXECUTIVE, PROJECT
from pfreport.report.data_quality import data_quality
from pfreport.report.glossary import glossary
from pfreport.report.left_out import left_out
from pfreport.report.message import headline, lede
from pfreport.report.method import method
from pfreport.report.parts import composed, filled_sheets, without_rows
from pfreport.report.provenance import with_provenance
from pfreport.report.words import term
from pfreport.values import Words


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
        kind="executive",
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
    paragraphs = tuple(Words(text, long=True) for text in (settings.headline, settings.commentary) if text)
    return (Text(paragraphs, heading=term("pmo.words")),) if paragraphs else ()
