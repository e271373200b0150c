"""Data quality of one project's own rows."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.advice.findings import Findings
from pfreport.faults import Fault
from pfreport.report.blocks import Section
from pfreport.report.data_quality import count, fault_table
from pfreport.report.words import say, term
from pfreport.values import Count, Sentence

MOST = 12


def project_data(findings: Findings, project_id: str) -> Section | None:
    """The faults in cells of the project; None where there is none."""
    own = [fault for fault in findings.faults if fault.project == project_id]
    if not own:
        return None
    table = fault_table(findings, own, most=MOST, whose=False)
    return Section("data-quality", term("section.data_quality"), _message(own), (table,))


def _message(own: Sequence[Fault]) -> Sentence:
    errors, warnings = count(own)
    return say("data.project", n=Count(errors), m=Count(warnings))
