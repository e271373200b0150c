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
