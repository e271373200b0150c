"""Pages in Chromium: nothing is asked of the network at its start; what a page says on the console
and asks for is kept.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="Chromium is not installed: the pages are not tried in it"
    ),
]
MUST = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RULES = (*MUST, "best-practice")


def chromium() -> Iterator[Any]:
    """A browser, closed when done with."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def opened(
    browser: Any, file: Path, *, width: int = 1280, scheme: str = "light", **more: Any
) -> Any:
    """A page with a file in it; `said` and `asked` hold what it said and asked for."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **more
    )
    page = context.new_page()
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.goto(file.as_uri())
    return page


def violations(page: Any, rules: tuple[str, ...] = RULES) -> list[tuple[str, str]]:
    """What axe finds wrong: the rule and the first piece of the page that breaks it."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    ).Axe()
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": list(rules)}}).response[
        "violations"
    ]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
