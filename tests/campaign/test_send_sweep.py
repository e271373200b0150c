"""Every operation of a send is broken in turn, in every way: of files, of the outbox, of what is
said to the mail server.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.breaking import Workshop
from tests.delivery.mailservers import Running
from tests.send_sweeps import SCENARIOS, Scenario, broken_promises
from tests.sweeps import WAYS


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("how", "error"), WAYS)
def test_whatever_breaks_nobody_gets_two_and_nobody_none_unsaid(
    workshop: Workshop, server: Running, tmp_path: Path, scenario: Scenario, how: str, error: str
) -> None:
    sweep = scenario(workshop, server, tmp_path)
    every = range(1, len(sweep.operations()) + 1)
    assert {
        at: told for at in every if (told := list(broken_promises(sweep, at, how, error)))
    } == {}
