"""Data quality of one project's own rows."""

from __future__ import annotations

from pfreport.advice.findings import Findings
from pfreport.report.appendix.data_quality import fault_table
from pfreport.report.parts.blocks import Section
from pfreport.report.phrases.fault_counts import counted
from pfreport.report.words import say, term

MOST_FAULTS = 12


def project_data(findings: Findings, project_id: str) -> Section | None:
    """The faults in cells of the project; None where there is none."""
    own = [fault for fault in findings.faults if fault.project == project_id]
    if not own:
        return None
    table = fault_table(findings, own, most=MOST_FAULTS, whose=False)
    message = say("data.project", found=counted(own))
    return Section("data-quality", term("section.data_quality"), message, (table,))
