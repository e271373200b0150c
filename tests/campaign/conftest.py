"""Campaigns run for minutes to hours: only where they are asked for by name, as `make campaign`
does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    asked = (
        Path(config.invocation_params.dir, argument.partition("::")[0]).resolve()
        for argument in config.args
    )
    return None if any(path.is_relative_to(HERE) for path in asked) else True
