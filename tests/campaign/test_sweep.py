"""Every file operation of a build of the starter is broken in turn, in every way."""

from __future__ import annotations

from pathlib import Path

import pytest

from pfreport import assets
from tests.breaking import Workshop
from tests.sweeps import SCENARIOS, WAYS, Scenario, broken_promises


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(("how", "error"), WAYS)
def test_whatever_breaks_a_whole_pack_is_there_and_the_next_run_mends_the_rest(
    workshop: Workshop, tmp_path: Path, scenario: Scenario, how: str, error: str
) -> None:
    sweep = scenario(workshop, tmp_path, assets.folder("samples") / "starter.xlsx")
    every = range(1, sweep.operations() + 1)
    assert {
        at: told for at in every if (told := list(broken_promises(sweep, at, how, error)))
    } == {}
