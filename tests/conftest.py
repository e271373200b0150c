"""What all tests share."""

import pytest
from hypothesis import settings

settings.register_profile("pfreport", deadline=None, derandomize=True)  # the same cases on every machine, however busy it is
settings.load_profile("pfreport")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden` writes the golden files anew."""
    parser.addoption("--golden", action="store_true", help="write the golden files anew")
