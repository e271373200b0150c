"""Whose packs lie in a folder: nothing of another portfolio's is ever replaced or removed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from pfreport.delivery.releases import release
from pfreport.errors import UsageError
from pfreport.kinds import Month
from pfreport.pipeline import Built, Request, build
from tests.packs import project, workbook

NAMES = ("Quay wall", "Crane software", "Shore power", "Rail link")
OTHERS = ("Payroll", "Intranet", "Phones", "Archive")
OCTOBER = dt.date(2026, 10, 31)


def made(folder: Path, called: str, projects=NAMES, day=OCTOBER, file: str = "p") -> Built:
    """The month of a portfolio in the folder's reports, its workbook called otherwise each time."""
    rows = [
        project(f"P-{number}", name=name, status_updated_on=day)
        for number, name in enumerate(projects)
    ]
    book = workbook(folder / file, {"Projects": rows}, portfolio_name=called, status_date=day)
    return build(Request(book, folder / "reports", formats=()))


def held(folder: Path) -> dict[str, str]:
    """Every file below the reports' folder, by its digest."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "reports").rglob("*")
        if path.is_file() and path.name not in {".lock", ".holder"}
    }


@pytest.mark.parametrize("day", [OCTOBER, dt.date(2026, 9, 30), dt.date(2026, 11, 30)])
def test_another_portfolio_is_refused_and_nothing_is_touched(tmp_path, day):
    made(tmp_path, "Harbour")
    before = held(tmp_path)
    with pytest.raises(UsageError, match=r"another portfolio, Harbour \(2026-10\.1\)") as refused:
        made(tmp_path, "Office IT", OTHERS, day)
    assert (refused.value.exit_code, held(tmp_path)) == (2, before)
    assert f"-o {tmp_path}/reports-office_20it" in refused.value.hint


@pytest.mark.parametrize("same", [0, 1, 2])
def test_with_half_of_the_projects_or_fewer_it_is_another(tmp_path, same):
    made(tmp_path, "Harbour")
    with pytest.raises(UsageError, match=f"{same} of 4 projects are the same"):
        made(tmp_path, "Office IT", (*NAMES[:same], *OTHERS[same:]))


def test_a_small_portfolio_is_not_a_large_one_that_holds_its_projects(tmp_path):
    made(tmp_path, "Harbour")
    with pytest.raises(UsageError, match="1 of 1 projects"):
        made(tmp_path, "Quay", NAMES[:1])


@pytest.mark.parametrize("day", [OCTOBER, dt.date(2026, 11, 30)])
def test_another_name_and_most_projects_is_a_renamed_one(tmp_path, day):
    made(tmp_path, "Harbour")
    built = made(tmp_path, "Port", (*NAMES[:3], OTHERS[3]), day)
    assert built.former_name == "Harbour"
    assert made(tmp_path, "Port", (*NAMES[:3], OTHERS[3]), day).former_name is None


def test_what_the_workbook_is_called_plays_no_part(tmp_path):
    made(tmp_path, "Harbour", day=dt.date(2026, 9, 30), file="harbour-2026-09")
    built = made(tmp_path, "Harbour", file="harbour-2026-10")
    assert (built.former_name, built.findings.history.warnings) == (None, ())
    assert [pack.name for pack in built.findings.history.packs] == ["2026-09.1"]


def test_the_same_name_is_the_same_portfolio_whatever_projects_it_has(tmp_path):
    made(tmp_path, "Harbour")
    assert made(tmp_path, " HARBOUR", OTHERS).former_name is None


def test_a_name_changed_long_ago_does_not_part_the_months(tmp_path):
    made(tmp_path, "Harbour", day=dt.date(2026, 8, 31))
    made(tmp_path, "Port", (*NAMES[:3], OTHERS[3]), dt.date(2026, 9, 30))
    assert made(tmp_path, "Port", OTHERS).former_name is None


def titled(pack: Path, title: str) -> None:
    """Another portfolio's name in a pack, as an earlier version let them stand side by side."""
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    (pack / "manifest.json").write_text(json.dumps(manifest | {"portfolio": title}))


def test_a_revision_of_another_portfolio_beside_a_released_one_stays(tmp_path):
    out = tmp_path / "reports"
    made(tmp_path, "Harbour", OTHERS)
    titled(out / ".packs" / "2026-10.1", "Office IT")
    shutil.copytree(out / ".packs" / "2026-10.1", tmp_path / "theirs")
    shutil.rmtree(out)
    made(tmp_path, "Harbour")
    release(out, Month(2026, 10), None, dt.datetime(2026, 11, 2, tzinfo=dt.UTC))
    shutil.move(tmp_path / "theirs", out / ".packs" / "2026-10.2")
    for _ in range(2):
        made(tmp_path, "Harbour")
    left = sorted(path.name for path in (out / ".packs").glob("*.[0-9]"))
    assert left == ["2026-10.1", "2026-10.2", "2026-10.4"]


def test_a_damaged_pack_of_another_name_is_not_replaced(tmp_path):
    made(tmp_path, "Harbour")
    (tmp_path / "reports" / "2026-10" / "measures.json").write_text("{")
    with pytest.raises(UsageError, match="another portfolio"):
        made(tmp_path, "Port")
    assert made(tmp_path, "Harbour").folder.name == "2026-10"
