"""Which packs count, and what becomes of those that cannot be read."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil

import pytest

from pfreport.errors import MissingFileError, UsageError
from pfreport.history.layout import counting
from pfreport.history.past_pack import PackError, read_pack
from pfreport.history.read import locate, recall
from pfreport.measures.engine.measurement import Subject
from pfreport.pipeline import Request, build, find, present
from pfreport.workbook.examine import examine
from tests.packs import months, project, workbook

P1 = Subject("project", "P-1")


def sheets(reported, **fields):
    rows = months(
        "P-1",
        "2026-01",
        planned_value=[80.0] * 12,
        earned_value=[70.0] * reported,
        actual_cost=[75.0] * reported,
    )
    return {"Projects": [project(**fields)], "Periods": rows}


def month(folder, number, **settings):
    """The pack of one month in the folder's reports."""
    day = dt.date(2026, number, 28)
    book = workbook(
        folder, sheets(number, status_updated_on=day), **({"status_date": day} | settings)
    )
    return build(Request(book, folder / "reports", formats=()))


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs")
    for number in (3, 4, 5):
        month(folder, number)
    return folder


@pytest.fixture
def desk(packs, tmp_path):
    """A copy of three packs, March to May, that a test may break; and the workbook of June."""
    shutil.copytree(packs / "reports", tmp_path / "reports", symlinks=True)
    workbook(tmp_path, sheets(6), status_date=dt.date(2026, 6, 28))
    return tmp_path


def remembered(desk, since=None, status_date=None):
    now = present(
        find(examine(desk / "portfolio.xlsx", {"status_date": status_date} if status_date else {}))
    )
    return recall(desk / "reports", now, since)


def names(history):
    return [pack.name for pack in history.packs]


def test_packs_of_earlier_months_are_read_oldest_first_and_the_last_counts_as_the_last(desk):
    history = remembered(desk)
    assert names(history) == ["2026-03.1", "2026-04.1", "2026-05.1"]
    assert (history.last.name, history.moved.since, history.warnings) == (
        "2026-05.1",
        dt.date(2026, 5, 28),
        (),
    )
    assert history.values(P1, "ac") == (225.0, 300.0, 375.0)


def test_the_month_being_rebuilt_and_later_ones_never_count(desk):
    history = remembered(desk, status_date=dt.date(2026, 4, 30))
    assert (names(history), history.last.name) == (["2026-03.1"], "2026-03.1")


def test_the_first_pack_remembers_nothing(tmp_path):
    built = month(tmp_path, 3)
    history = built.findings.history
    assert (history.packs, history.last, history.moved, history.warnings) == ((), None, None, ())


def test_rebuilding_a_month_gives_the_same_bytes(desk):
    def bytes_of():
        folder = build(Request(desk / "portfolio.xlsx", desk / "reports", formats=("html",))).folder
        return {
            path.name: path.read_bytes()
            for path in sorted(folder.glob("*.*"))
            if path.name != "manifest.json"
        }

    assert bytes_of() == bytes_of()


def test_since_names_the_pack_that_counts_as_the_last(desk):
    for name in ("2026-03", "2026-03.1", str(desk / "reports" / "2026-03")):
        history = remembered(desk, since=name)
        assert (history.last.name, history.moved.since) == ("2026-03.1", dt.date(2026, 3, 28))
        assert len(history.packs) == 3


@pytest.mark.parametrize(
    ("since", "says"), [("2027-01", "no pack '2027-01'"), ("nowhere", "no pack 'nowhere'")]
)
def test_a_pack_that_is_not_there_is_refused(desk, since, says):
    with pytest.raises(UsageError, match=says) as error:
        remembered(desk, since=since)
    assert "2026-03, 2026-04, 2026-05" in error.value.hint


def test_a_pack_that_is_not_earlier_is_refused(desk):
    with pytest.raises(UsageError, match="which is not before 2026-05-28"):
        remembered(desk, since="2026-05", status_date=dt.date(2026, 5, 28))


def shorten(pack, name):
    content = (pack / name).read_bytes()
    (pack / name).write_bytes(content[: len(content) // 2])


def write(pack, name, content):
    (pack / name).write_text(json.dumps(content), encoding="utf-8")


DAMAGES = {
    "measures cut short": (
        lambda pack: shorten(pack, "measures.json"),
        "measures.json is not the file that its manifest names",
    ),
    "inputs cut short": (
        lambda pack: shorten(pack, "inputs.json"),
        "inputs.json is not the file that its manifest names",
    ),
    "no measures": (lambda pack: (pack / "measures.json").unlink(), "measures.json cannot be read"),
    "no manifest": (lambda pack: (pack / "manifest.json").unlink(), "manifest.json cannot be read"),
    "manifest cut short": (lambda pack: shorten(pack, "manifest.json"), "manifest.json is damaged"),
    "another program's": (
        lambda pack: write(pack, "manifest.json", {"schema": "other/1"}),
        "manifest.json is none of pfreport.manifest/1",
    ),
    "a list": (lambda pack: write(pack, "manifest.json", []), "manifest.json is none of"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_pack_is_named_and_skipped(desk, damage):
    break_it, says = DAMAGES[damage]
    break_it(desk / "reports" / ".packs" / "2026-05.1")
    history = remembered(desk)
    assert (names(history), history.last.name) == (["2026-03.1", "2026-04.1"], "2026-04.1")
    (warning,) = history.warnings
    assert warning.startswith(f"2026-05.1: left out, {says}")


def signed(pack, name, content):
    """Writes a file of a pack so that its manifest names it."""
    import hashlib

    (pack / name).write_text(content, encoding="utf-8")
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name]["sha256"] = hashlib.sha256((pack / name).read_bytes()).hexdigest()
    write(pack, "manifest.json", manifest)


@pytest.mark.parametrize(
    "change",
    [
        {"status_date": "soon"},
        {"projects": []},
        {"projects": {"P-1": {}}},
        {"projects": {"P-1": {"name": "x", "status": "Sleeping"}}},
        {"projects": {"P-1": {"name": "x", "status": "Active", "measures": 3}}},
        {
            "projects": {
                "P-1": {
                    "name": "x",
                    "status": "Active",
                    "ratings": {"overall": {"computed": "Blue", "measure": "cpi"}},
                }
            }
        },
        {"portfolio": 7},
        {"schema": "pfreport.measures/2"},
    ],
)
def test_measures_that_are_not_as_we_write_them_are_named_and_skipped(desk, change):
    pack = desk / "reports" / ".packs" / "2026-05.1"
    found = json.loads((pack / "measures.json").read_text(encoding="utf-8"))
    signed(pack, "measures.json", json.dumps(found | change))
    history = remembered(desk)
    assert names(history) == ["2026-03.1", "2026-04.1"]
    assert len(history.warnings) == 1


def test_inputs_that_are_not_as_we_write_them_leave_the_trends_and_take_the_causes(desk):
    pack = desk / "reports" / ".packs" / "2026-05.1"
    signed(
        pack,
        "inputs.json",
        json.dumps(
            {
                "schema": "pfreport.inputs/1",
                "sheets": {"Projects": {"P-1": {"status": ["Asleep", None]}}},
            }
        ),
    )
    history = remembered(desk)
    assert (len(history.packs), history.moved) == (3, None)
    assert "inputs.json of 2026-05.1" in history.warnings[0]
    built = build(Request(desk / "portfolio.xlsx", desk / "reports", formats=("html",)))
    assert built.state.complete


def test_a_pack_of_another_portfolio_is_named_and_skipped(desk, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    month(other, 4, portfolio_name="Theirs")
    shutil.rmtree(desk / "reports" / ".packs" / "2026-04.1")
    shutil.copytree(
        other / "reports" / ".packs" / "2026-04.1", desk / "reports" / ".packs" / "2026-04.1"
    )
    assert (
        len(remembered(desk).packs) == 3
    )  # the same project, by ID and name: the portfolio has another name now
    workbook(desk, sheets(6, name="Unlike"), status_date=dt.date(2026, 6, 28))
    history = remembered(desk)
    assert names(history) == ["2026-03.1", "2026-05.1"]
    assert history.warnings == ("2026-04.1: left out, it is of another portfolio (Theirs)",)


def test_the_revision_that_the_months_link_points_at_counts(desk):
    packs = desk / "reports" / ".packs"
    shutil.copytree(packs / "2026-04.1", packs / "2026-04.2")
    assert [folder.name for folder in counting(desk / "reports")] == [
        "2026-03.1",
        "2026-04.1",
        "2026-05.1",
    ]
    (desk / "reports" / "2026-04").unlink()
    assert [folder.name for folder in counting(desk / "reports")] == [
        "2026-03.1",
        "2026-04.2",
        "2026-05.1",
    ]


def test_what_lies_about_is_no_pack(desk):
    packs = desk / "reports" / ".packs"
    (packs / "2026-05.2.tmp").mkdir()
    (packs / "2026-13.1").mkdir()
    (packs / "2026-02.1").write_text("a file", encoding="utf-8")
    assert names(remembered(desk)) == ["2026-03.1", "2026-04.1", "2026-05.1"]


def test_a_folder_that_is_no_pack_is_an_error_of_its_own(tmp_path):
    with pytest.raises(PackError, match=r"manifest\.json cannot be read"):
        read_pack(tmp_path)
    with pytest.raises(UsageError) as error:
        locate(tmp_path, "2026-01")
    assert error.value.hint.endswith(": none")


def test_packs_that_cannot_be_looked_at_are_no_empty_past(packs, monkeypatch):
    def scandir(path):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(MissingFileError, match=r"\.packs cannot be read: Input/output error"):
        counting(packs / "reports")
