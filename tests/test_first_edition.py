"""What an earlier version left behind is read by this one: packs, history, outbox,
configuration.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pfreport.cli.app import app
from pfreport.delivery.outbox import Outbox, State
from pfreport.history.past_pack import read_pack
from pfreport.kinds import Month
from pfreport.model.portfolio import RECORDS, field_of
from pfreport.pipeline import Request, build
from pfreport.settings import declared, mail_keys, read_config_file, theme_keys
from tests.delivery.mailservers import configured

LEFT = Path(__file__).parent / "fixtures" / "first_edition"
AUGUST, SEPTEMBER = (LEFT / "packs" / month for month in ("2026-08", "2026-09"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A copy of all of it that a test may change."""
    return shutil.copytree(LEFT, tmp_path / "desk", symlinks=True)


def ended(*arguments: object) -> tuple[int, str, str]:
    """What a command ends with, and what it prints."""
    done = CliRunner().invoke(app, [*map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def fates(out: Path) -> dict[str, State | None]:
    """What the outbox knows of each reader's mail of September."""
    plan = json.loads((out / "2026-09" / "outbox.json").read_text(encoding="utf-8"))
    with Outbox(out) as outbox:
        return {
            one["address"].partition("@")[0]: fate.state if fate else None
            for one in plan["recipients"]
            for fate in [outbox.fate(one["message_id"])]
        }


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("history", "list", "-o", LEFT / "packs"), "history_list.txt"),
        (("history", "show", "2026-09", "-o", LEFT / "packs"), "history_show.txt"),
        (("diff", AUGUST, SEPTEMBER), "diff.txt"),
    ],
)
def test_packs_say_what_they_said(command, name):
    printed = (LEFT / "printed" / name).read_text(encoding="utf-8")
    assert ended(*command) == (0, printed, "")


@pytest.mark.parametrize("month", ["2026-07", "2026-08", "2026-09"])
def test_the_portfolio_of_a_pack_is_read_whole(month):
    folder = (LEFT / "packs" / month).resolve()
    held = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))["sheets"]
    portfolio = read_pack(folder).portfolio
    for record in RECORDS:
        rows = held.get(record.sheet.name, {})
        assert len(getattr(portfolio, field_of(record))) == len(rows), record.sheet.name
    assert portfolio.settings.prepared_by == "A. Name"


def test_a_pack_and_the_workbook_it_was_made_from_do_not_differ():
    code, printed, _ = ended("diff", SEPTEMBER, LEFT / "harbour-2026-09.xlsx", "--format", "json")
    moved = json.loads(printed)
    assert code == 0
    assert [moved[part] for part in ("moves", "known", "lights", "projects", "portfolio")] == [
        []
    ] * 5
    assert all(one["before"] == one["now"] for one in moved["sums"])


@pytest.mark.slow
def test_a_month_is_built_on_top_and_tells_what_moved(desk):
    history = build(Request(desk / "harbour-2026-10.xlsx", desk / "packs")).findings.history
    assert [pack.name for pack in history.packs] == ["2026-07.1", "2026-08.1", "2026-09.1"]
    assert history.warnings == ()
    assert history.moved.of_project("P-1")["finish_slip_days"].change == 15
    assert history.moved.of_project("P-1")["eac"].causes.named
    assert (desk / "packs" / "latest").readlink() == Path(".packs/2026-10.1")


def test_a_released_month_stays_and_another_is_replaced(desk):
    def again(day: str) -> str:
        book, out = desk / "harbour-2026-09.xlsx", desk / "packs"
        return build(Request(book, out, as_of=dt.date.fromisoformat(day), formats=())).folder.name

    assert (again("2026-07-31"), again("2026-08-31")) == ("2026-07.2", "2026-08")
    left = sorted(path.name for path in (desk / "packs" / ".packs").glob("*.[0-9]"))
    assert left == ["2026-07.1", "2026-07.2", "2026-08.2", "2026-09.1"]


def test_the_outbox_knows_what_became_of_each_mail(desk):
    out = desk / "packs"
    assert fates(out) == {**{state.value: state for state in State}, "waiting": None}
    with Outbox(out) as outbox:
        assert [*outbox.released(Month(2026, 7))] == [1]
        assert outbox.released(Month(2026, 9)) == {}


@pytest.mark.parametrize("command", ["send", "run"])
def test_only_what_has_not_gone_is_sent(desk, server, command):
    configured(desk, server.mail)
    out = desk / "packs"
    if command == "send":
        code, _, printed = ended("send", out / "2026-09")
    else:
        assert ended("history", "release", "2026-09", "-o", out)[0] == 0
        code, _, printed = ended("run", desk / "harbour-2026-09.xlsx", "-o", out)
    assert (code, "unknown@example.org: may or may not have it" in printed) == (3, True)
    assert sorted(server.box.addresses) == [
        *("claimed@example.org", "deferred@example.org", "refused@example.org"),
        "waiting@example.org",
    ]
    assert {fate for reader, fate in fates(out).items() if reader != "unknown"} == {State.SENT}


def test_every_key_of_the_configuration_is_read():
    config = read_config_file(LEFT / "config" / "pfreport.toml")
    assert {*config.settings} == {*declared()}
    assert all(getattr(config.theme, key) is not None for key in theme_keys())
    assert all(getattr(config.mail, key) for key in mail_keys())
    assert config.goals == {"G-1": {"Name": "Safe harbour", "Weight": 3}, "G-2": "Lower emissions"}
    assert config.alignment == {"goal_from": "Programme", "impact": "Low"}
    assert config.csv == {"encoding": "windows-1252"}
    assert [*config.sheets["Projects"]] == ["sheet", "dates", "withheld", "columns", "constants"]
