from __future__ import annotations

import pytest

from pfreport.rendering.page.links import Links
from pfreport.values import Ref
from tests.rendering import reports


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref("project", "P-003"), "projects/P-003.html"),
        (Ref("project", "../x y"), "projects/_.._2fx_20y.html"),
        (Ref("goal", "G3"), "#goal-G3"),
        (Ref("goal", "G9"), None),
        (Ref("portfolio", ""), None),
    ],
)
def test_links_of_the_executive_report(ref, expected):
    assert Links(reports.executive(), ".html", "index").to(ref) == expected


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (Ref("project", "P-003"), "P-003.pdf"),
        (Ref("project", "P-007"), None),
        (Ref("portfolio", ""), "../executive.pdf"),
        (Ref("goal", "G3"), None),
    ],
)
def test_links_of_a_project_report(ref, expected):
    assert Links(reports.project(), ".pdf", "executive").to(ref) == expected
