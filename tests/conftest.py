"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.breaking import Workshop
from tests.browsing import chromium
from tests.delivery.mailservers import Running, running

settings.register_profile(
    "pfreport", deadline=None, derandomize=True
)  # the same cases on every machine, however busy it is
settings.load_profile("pfreport")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden` writes the golden files anew."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


SLOW = (
    "tests/test_crash.py",
    "tests/test_broken_sends.py",
    "tests/test_stopped.py",
    "tests/test_fuzz.py",
    "tests/test_wheel.py",
    "tests/cli/test_commands.py",
    "tests/cli/test_diff.py",
    "tests/cli/test_machine.py",
    "tests/cli/test_plan.py",
    "tests/cli/test_release.py",
    "tests/cli/test_run.py",
    "tests/delivery/test_view_files.py",
    "tests/delivery/test_postfix.py",
    "tests/history/test_year.py",
    "tests/rendering/formats/test_pdf.py",
    "tests/rendering/pdf",
)
"""What runs whole programs, or makes whole packs and PDFs, many times over."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no process is left with it in the end; `make quick`
    leaves it out.
    """
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """Runs of pfreport that break."""
    with Workshop() as started:
        yield started


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A mail server of one test."""
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as started:
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from chromium()
