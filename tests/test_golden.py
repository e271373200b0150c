"""The reports of the samples as typed values. A golden file changes with a look at what changed,
never by reflex.

`pytest tests/test_golden.py --golden` writes them anew.
"""

import json
from pathlib import Path

import pytest

import pfreport
from pfreport import assets
from pfreport.pipeline import advised, compose, find
from pfreport.report.serial import to_json
from pfreport.workbook.examine import examine

GOLDEN = Path(__file__).parent / "golden"
REPORTS = [
    ("starter", "index"),
    ("starter", "projects/A"),
    ("portfolio", "index"),
    ("portfolio", "projects/P-003"),
    ("portfolio", "projects/P-009"),
]


@pytest.fixture(scope="module")
def reports():
    """Every report of both samples, by sample and name."""
    found = {}
    for sample in ("starter", "portfolio"):
        findings = advised(find(examine(assets.folder("samples") / f"{sample}.xlsx", {})))
        found |= {(sample, stem): report for stem, report in compose(findings)}
    return found


@pytest.mark.parametrize(("sample", "stem"), REPORTS)
def test_a_report_says_what_it_said(reports, sample, stem, request):
    said = json.loads(to_json(reports[sample, stem]))
    del said[
        "provenance"
    ]  # every figure's cells: tests/test_provenance.py holds them against changed cells
    assert said["about"].pop("version") == pfreport.__version__
    text = json.dumps(said, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    golden = GOLDEN / f"{sample}-{stem.replace('/', '-')}.json"
    if request.config.getoption("--golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), (
        f"{golden.name} differs: look at the change, then pytest --golden"
    )
