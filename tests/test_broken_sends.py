"""Sends that are killed or that fail: nobody gets two, nobody who can be reached gets none, what is unknown is said.

A sample of the operations of a small send; tests/campaign breaks each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.breaking import Workshop
from tests.delivery.mailservers import Running, running
from tests.send_sweeps import SCENARIOS, Scenario, broken_promises
from tests.sweeps import WAYS

EVERY = 31


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as started:
        yield started


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "server").mkdir()
    with running(tmp_path / "server") as started:
        yield started


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("how", "error"), WAYS)
def test_whatever_breaks_nobody_gets_two_and_nobody_none_unsaid(
    workshop: Workshop, server: Running, tmp_path: Path, scenario: Scenario, how: str, error: str
) -> None:
    sweep = scenario(workshop, server, tmp_path)
    first = WAYS.index((how, error)) * 6 + 1
    sample = range(first, len(sweep.operations()) + 1, EVERY)
    assert {at: told for at in sample if (told := list(broken_promises(sweep, at, how, error)))} == {}
