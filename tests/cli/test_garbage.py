import gc
import subprocess
import sys
from pathlib import Path

import pytest

from pfreport import assets
from pfreport.workbook.examine import examine, judge_quickly

SEARCHES = """
import gc, sys
from pfreport.cli.app import main
sys.argv[1:] = ["--version"]
try:
    main()
except SystemExit:
    print(gc.isenabled(), *gc.get_threshold())
"""


def test_a_command_searches_seldom_for_garbage() -> None:
    printed = subprocess.check_output([sys.executable, "-c", SEARCHES], text=True)
    enabled, objects, *rest = printed.split()[-4:]
    assert (enabled, int(objects) >= 100_000) == ("True", True)
    assert [int(number) for number in rest] == [*gc.get_threshold()[1:]]


def test_reading_a_workbook_leaves_the_process_of_others_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("disable", "enable", "freeze", "set_threshold"):
        monkeypatch.delattr(gc, name)
    portfolio = examine(Path(assets.folder("samples")) / "portfolio.xlsx", {}).portfolio
    assert portfolio is not None
    assert isinstance(judge_quickly(portfolio), tuple)
