from __future__ import annotations

import pytest

from pfreport.rendering.page.links import Links
from pfreport.values import Ref, RefKind
from tests.rendering import reports


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref(RefKind.PROJECT, "P-003"), "projects/P-003.html"),
        (Ref(RefKind.PROJECT, "../x y"), "projects/_.._2fx_20y.html"),
        (Ref(RefKind.GOAL, "G3"), "#goal-G3"),
        (Ref(RefKind.GOAL, "G9"), None),
        (Ref(RefKind.PORTFOLIO, ""), None),
    ],
)
def test_links_of_the_executive_report(ref, expected):
    assert Links(reports.executive(), ".html", "index").to(ref) == expected


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref(RefKind.PROJECT, "P-003"), "P-003.pdf"),
        (Ref(RefKind.PROJECT, "P-007"), None),
        (Ref(RefKind.PORTFOLIO, ""), "../executive.pdf"),
        (Ref(RefKind.GOAL, "G3"), None),
    ],
)
def test_links_of_a_project_report(ref, expected):
    assert Links(reports.project(), ".pdf", "executive").to(ref) == expected
