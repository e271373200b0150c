"""One planted case a fault: each is found at its cell, and nothing else is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from pfreport.faults import KINDS
from pfreport.settings import Config
from pfreport.workbook.file.raw import Merge
from pfreport.workbook.file.scan import NO_DATE, NO_TEXT
from pfreport.workbook.mapping import apply  # noqa: F401 - registers its faults
from pfreport.workbook.rules import judged
from tests.workbook.books import (
    STATUS_DATE,
    Plant,
    Rows,
    cell,
    found,
    planted,
    raw,
    validate,
    whole,
)


@dataclass(frozen=True)
class Case:
    """A fault: its code, what is put where, and where it must be found; by default at the first
    thing planted.
    """

    code: str
    plants: tuple[Plant, ...] = ()
    at: str | None = None
    also: tuple[tuple[str, str], ...] = ()
    remove: tuple[str, ...] = ()
    add: dict[str, Rows] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code} {self.at or self.plants[0][:3]}"


def one(
    code: str, *plants: Plant, at: str | None = None, also: tuple[tuple[str, str], ...] = ()
) -> Case:
    return Case(code, plants, at, also)


def row(sheet: str, number: int, **values: Any) -> tuple[Plant, ...]:
    """What is put into one row, by heading with underscores for blanks."""
    return tuple(
        (sheet, number, heading.replace("_", " "), value) for heading, value in values.items()
    )


DAY = dt.date
NIGHT = dt.datetime(2026, 8, 31, 22)  # noqa: DTZ001 - as a workbook holds it
CASES = [
    # 1: sheets and headings
    Case("PF101", remove=("Projects",), at="Projects"),
    Case("PF101", remove=("Settings",), at="Settings"),
    Case(
        "PF119",
        remove=("Projects",),
        add={"Our list": [["Number", "What", "Who"], [1, "Harbour", "Ann"]]},
        at="'Our list'!1",
        also=(("PF101", "Projects"),),
    ),
    Case("PF102", add={"Projects": [["What", "Who"], ["Harbour", "Ann"]]}, at="Projects!1"),
    one("PF103", ("Projects", 1, "Phase", None), at="Projects!1"),
    one("PF104", ("Projects", 1, "Forecast start", "Forcast start"), at="Projects!K1"),
    one("PF105", ("Projects", 1, "Forecast start", "BAC"), at="Projects!K1"),
    Case("PF106", add={"Funding": [["What"], ["Money"]]}, at="Funding!1"),
    Case("PF107", remove=("Recipients",), add={"Recipient": [["a"]]}, at="Recipient!1"),
    Case(
        "PF108",
        remove=("Funding",),
        add={"Money": [["Fiscal year", "Limit"], [2026, 5]]},
        at="Money!1",
    ),
    Case("PF109", tables={"Funding": {"unreadable": "the reader says: no"}}, at="Funding!1"),
    Case("PF110", tables={"Projects": {"unreadable": "the reader says: no"}}, at="Projects!1"),
    Case("PF111", tables={"Issues": {"merges": (Merge(5, 0, 6, 0),)}}, at="Issues!A6"),
    Case(
        "PF121",
        tables={"Issues": {"merges": (Merge(0, 2, 1, 2),)}},
        at="Issues!C2",
    ),
    Case("PF112", tables={"Projects": {"hidden_rows": frozenset({2, 90})}}, at="Projects!3"),
    Case("PF113", tables={"Rates": {"visible": False}}, at="Rates!1"),
    Case("PF114", tables={"Risks": {"far": ((1048575, 16383),)}}, at="Risks!XFD1048576"),
    Case("PF115", tables={"Risks": {"unordered_rows": frozenset({1})}}, at="Risks!2"),
    Case("PF116", add={"goal_pairs": [["Goal A", "Goal B", "Judgement"]]}, at="goal_pairs!1"),
    Case("PF117", add={"Projects": whole()["Projects"][:1]}, at="Projects!1"),
    # 2: cells
    Case("PF201", tables={"Projects": {"errors": {(1, 17): "#REF!"}}}, at="Projects!R2"),
    Case("PF202", tables={"Projects": {"uncalculated": frozenset({(1, 17)})}}, at="Projects!R2"),
    one("PF203", ("Projects", 2, "Manager estimate", "lots")),
    one("PF203", ("Projects", 2, "Manager estimate", float("nan"))),
    one("PF203", ("Projects", 2, "Manager estimate", DAY(2026, 1, 1))),
    one("PF204", ("Projects", 2, "Manager estimate", "1,200")),
    one("PF205", ("Projects", 2, "Manager estimate", "1,200.00")),
    one("PF206", ("Risks", 2, "Probability", 45)),
    one("PF207", ("Risks", 2, "Impact", 7)),
    one(
        "PF226",
        ("Risks", 3, "Probability", 0.5),
        ("Risks", 2, "Probability", 45),
        ("Risks", 3, "Probability score", None),
        also=(("PF206", "Risks!D2"),),
    ),
    Case("PF225", tables={"Projects": {"errors": {(1, 2): NO_TEXT}}}, at="Projects!C2"),
    Case("PF227", tables={"Projects": {"errors": {(1, 11): NO_DATE}}}, at="Projects!L2"),
    one(
        "PF228",
        ("Deliverables", 2, "Baseline due", NIGHT),
        ("Deliverables", 2, "Delivered on", NIGHT),
        also=(("PF228", "Deliverables!F2"),),
    ),
    one("PF208", ("Projects", 2, "Forecast finish", "03/04/26")),
    one("PF208", ("Projects", 2, "Forecast finish", 46112.0)),
    one("PF209", ("Projects", 2, "Forecast finish", "2027-01-31")),
    one("PF210", ("Projects", 2, "Forecast finish", DAY(1900, 2, 28))),
    one("PF211", ("Benefit periods", 3, "Period", "next year")),
    one("PF212", ("Projects", 2, "Phase", "Excution")),
    one("PF213", ("Projects", 2, "Mandatory", "perhaps")),
    one("PF214", ("Projects", 2, "Priority", 3.5)),
    one("PF215", ("Issues", 2, "Issue ID", DAY(2026, 4, 3))),
    one("PF216", ("Issues", 2, "Issue ID", "I" * 65)),
    one("PF217", ("Projects", 2, "Justification", "good\x07")),
    one("PF218", ("Alignment", 2, "Impact", "Huge")),
    one("PF219", ("Goal pairs", 2, "Judgement", "12")),
    one("PF220", ("Projects", 2, "Currency", "Euro")),
    one("PF221", ("Goal pairs", 2, "Judgement", DAY(2026, 3, 1))),
    Case("PF222", tables={"Projects": {"doubled": frozenset({(1, 17)})}}, at="Projects!R2"),
    Case("PF223", tables={"Projects": {"linked": frozenset({(1, 7)})}}, at="Projects!H2"),
    one("PF224", ("Projects", 2, "Phase", None)),
    # 3: keys and references
    one("PF301", ("Projects", 2, "Name", None)),
    one("PF301", ("Periods", 6, "Period", None)),
    one(
        "PF302", *row("Issues", 3, Issue_ID=" i-1 ", Project_ID="P-1", Title="Fog", Severity="Low")
    ),
    one(
        "PF303", *row("Benefit periods", 4, Benefit_ID="B-1", Period="2026-10", Planned=5, Actual=4)
    ),
    one("PF304", *row("Benefit periods", 4, Benefit_ID="B-1", Period="2027-01", Planned=5)),
    one("PF305", ("Issues", 2, "Project ID", "P-9")),
    one("PF305", ("Projects", 3, "Prerequisites", "P-1; P-9")),
    # 4: dates and money
    one("PF401", ("Projects", 3, "Budget", -5)),
    one("PF402", ("Projects", 2, "Forecast start", DAY(2028, 1, 1))),
    one("PF403", ("Projects", 2, "Budget", 2000)),
    one("PF404", ("Projects", 2, "Budget", 1010)),
    one("PF405", ("Projects", 3, "Currency", "CHF")),
    one("PF406", ("Rates", 2, "Period", "2026-06"), at="Projects!N3"),
    one(
        "PF407",
        *(
            ("Periods", row, "Planned value", amount)
            for row, amount in enumerate((100, 400, 600, 800, 1000), 2)
        ),
        at="Periods!C6",
    ),
    one("PF408", ("Periods", 4, "Actual cost", -900), ("Projects", 2, "Manager estimate", 90)),
    one("PF409", ("Projects", 2, "Forecast finish", DAY(2026, 10, 30))),
    one("PF410", ("Projects", 4, "Manager estimate", 300)),
    one("PF411", ("Projects", 2, "Manager estimate", 1250)),
    one("PF412", ("Periods", 4, "Earned value", 700)),
    one("PF413", ("Projects", 2, "Baseline finish", DAY(2027, 2, 1))),
    one("PF414", ("Milestones", 3, "Actual date", DAY(2026, 11, 1))),
    one("PF414", ("Benefit periods", 3, "Actual", 3)),
    one("PF415", ("Projects", 4, "Actual finish", None)),
    one("PF416", ("Projects", 2, "Actual start", None)),
    one("PF417", ("Milestones", 2, "Actual date", None), at="Milestones!D2"),
    one("PF418", ("Risks", 2, "Due on", DAY(2026, 10, 1))),
    one("PF419", ("Projects", 2, "Actual finish", DAY(2026, 10, 1))),
    Case(
        "PF407",
        tuple(
            ("Periods", 2 + month, heading, amount)
            for heading, amounts in {
                "Earned value": (80, 160, 240, 320, 400),
                "Actual cost": (90, 180, 270, 360, 450),
                "Planned value": (200, 200, 200, 200, 200),
                "Forecast cost": (None, None, None, None, None),
                "Period": tuple(DAY(2026, month, 1) for month in range(6, 11)),
            }.items()
            for month, amount in enumerate(amounts)
        )
        + row("Projects", 2, Baseline_start=DAY(2026, 6, 1), Percent_complete=0.4)
        + row("Projects", 2, Baseline_finish=DAY(2026, 11, 1)),
        at="Periods!D6",
        also=(("PF407", "Periods!F6"),),
    ),
    one("PF420", *row("Rates", 3, Period="2026-09", Currency="USD", Rate=0.4), at="Rates!C2"),
    one("PF421", *row("Rates", 3, Period="2026-09", Currency="USD", Rate=1 / 0.9), at="Rates!C2"),
    one(
        "PF422",
        *(("Projects", project, "Budget", 0) for project in (2, 3, 4)),
        also=(("PF412", "Periods!D4"),),
    ),
    one("PF423", ("Projects", 4, "Manager estimate", 310_000)),
    one("PF423", ("Projects", 4, "Cost to date", 1.5)),
    one(
        "PF424",
        ("Projects", 3, "Contingency", 60),
        ("Projects", 3, "Contingency approved", 50),
    ),
    one(
        "PF425", *row("Baselines", 3, Project_ID="P-1", Baseline=1, Budget=1100), at="Baselines!C3"
    ),
    one(
        "PF425",
        ("Baselines", 2, "Approved on", DAY(2026, 7, 2)),
        *row("Baselines", 3, Project_ID="P-1", Baseline=1, Approved_on=DAY(2026, 7, 1)),
        at="Baselines!F3",
    ),
    one("PF426", ("Baselines", 2, "Approved on", DAY(2026, 11, 1))),
    one("PF427", ("Milestones", 3, "Forecast date", DAY(2062, 12, 1))),
    one("PF427", ("Benefit periods", 3, "Period", "2087-01"), at="'Benefit periods'!B3"),
    one(
        "PF429",
        ("Benefits", 2, "Type", "Disbenefit"),
        ("Benefit periods", 2, "Planned", -5),
        ("Benefit periods", 3, "Planned", None),
        at="'Benefit periods'!C2",
    ),
    # 5: consistency
    one("PF501", ("Projects", 2, "Prerequisites", "P-2"), also=(("PF501", "Projects!U3"),)),
    one("PF502", ("Dependencies", 2, "Receiver project", "P-1")),
    one(
        "PF503", ("Goals", 2, "Weight", 0), ("Goals", 3, "Weight", 0), also=(("PF503", "Goals!C3"),)
    ),
    one("PF504", ("Risks", 2, "Probability score", 2)),
    one(
        "PF506",
        ("Goals", 2, "Parent goal", "G-2"),
        ("Goals", 3, "Parent goal", "G-1"),
        also=(("PF506", "Goals!F3"),),
    ),
    one("PF507", ("Demand", 2, "Role", "Dancer")),
    one(
        "PF508",
        ("Projects", 4, "Status", "On hold"),
        ("Projects", 4, "Actual finish", None),
        also=(("PF604", "Projects!A4"),),
        at="Projects!T4",
    ),
    one("PF509", ("Buckets", 2, "Target share", 0.5), at="Buckets!B3"),
    one(
        "PF510",
        *row("Goals", 4, Goal_ID="G-3", Name="Joy", Weight=1),
        *row("Alignment", 4, Project_ID="P-1", Goal_ID="G-3", Impact="Low"),
        *row("Goal pairs", 3, Goal_A="G-1", Goal_B="G-3", Judgement="Equal"),
        at="'Goal pairs'!A2",
    ),
    one("PF511", *row("Goal pairs", 3, Goal_B="G-1", Goal_A="g-1", Judgement="Equal")),
    one("PF521", *row("Goal pairs", 3, Goal_B="G-1", Goal_A="G-2", Judgement="1/3")),
    one(
        "PF522",
        *row("Goal pairs", 3, Goal_B="G-3", Goal_A="G-1", Judgement="Equal"),
        *row("Goals", 4, Goal_ID="G-3", Name="Joy", Weight=1),
        ("Goals", 3, "Parent goal", "G-3"),
    ),
    Case(
        "PF523",
        row(
            "Milestones",
            4,
            Milestone_ID="M-3",
            Project_ID="P-2",
            Name="Road",
            Baseline_date=DAY(2026, 12, 1),
        ),
        at="Dependencies!A2",
        also=(("PF523", "Dependencies!A3"),),
        add={
            "Dependencies": [
                [
                    "Dependency ID",
                    "Provider project",
                    "Receiver project",
                    "Provider milestone",
                    "Receiver milestone",
                ],
                ["X-1", "P-1", "P-2", "M-2", "M-3"],
                ["X-2", "P-2", "P-1", "M-3", "M-2"],
            ]
        },
    ),
    one("PF513", ("Projects", 3, "Cost to date", 0), ("Projects", 3, "Percent complete", 0.1)),
    one(
        "PF514",
        *(("Periods", row, "Percent complete", share) for row, share in ((3, 0.3), (4, 0.2))),
        at="Periods!E4",
    ),
    one(
        "PF515",
        ("Periods", 4, "Actual cost", None),
        at="Periods!F3",
        also=(("PF411", "Projects!O2"),),
    ),
    one(
        "PF516",
        ("Periods", 4, "Actual cost", None),
        ("Periods", 4, "Earned value", None),
        at="Periods!D3",
        also=(("PF411", "Projects!O2"),),
    ),
    one("PF517", ("Periods", 3, "Earned value", None), at="Periods!D2"),
    one("PF518", ("Benefit periods", 2, "Actual", None)),
    one("PF519", ("Recipients", 2, "Email", "ann@example.org; eve@example.com")),
    one("PF520", ("Recipients", 2, "Scope", "Coast, P-9")),
    # 6: plausibility
    one("PF601", ("Risks", 2, "Probability", 1)),
    one("PF602", ("Benefits", 2, "Owner", None)),
    one("PF603", ("Alignment", 3, "Goal ID", "G-1"), at="Goals!A3"),
    one(
        "PF604", ("Alignment", 3, "Impact", "None"), at="Projects!A3", also=(("PF603", "Goals!A3"),)
    ),
    one(
        "PF604",
        ("Goals", 2, "Parent goal", "G-2"),
        at="Projects!A3",
        also=(("PF522", "'Goal pairs'!B2"),),
    ),
    one(
        "PF611",
        *row("Goals", 4, Goal_ID="G-3", Name="Joy", Weight=1),
        *row("Alignment", 4, Project_ID="P-1", Goal_ID="G-3", Impact="Low"),
        *row("Goal pairs", 3, Goal_A="G-1", Goal_B="G-3", Judgement="1/9"),
        *row("Goal pairs", 4, Goal_A="G-2", Goal_B="G-3", Judgement="Strongly more"),
        at="'Goal pairs'!C2",
    ),
    one("PF606", ("Projects", 2, "Priority", 1), at="Projects!Y2"),
    one("PF607", ("Projects", 2, "Status updated on", None)),
    one("PF608", ("Projects", 3, "RAG overall", "Green"), at="Projects!V2"),
    # 7: configuration
    Case(
        "PF701", add={"Settings": [["What", "How"], ["status_date", STATUS_DATE]]}, at="Settings!1"
    ),
    one("PF702", ("Settings", 3, "Key", None), ("Settings", 3, "Value", None), at="Settings!1"),
    one("PF703", ("Settings", 4, "Key", "discount")),
    one(
        "PF712",
        ("Settings", 4, "Key", "discount_rate"),
        ("Settings", 4, "Value", 8),
        at="Settings!B4",
    ),
    one("PF704", ("Settings", 4, "Key", "Status date"), ("Settings", 4, "Value", STATUS_DATE)),
    one("PF705", ("Settings", 2, "Value", "31/10/26")),
    one("PF706", ("Settings", 2, "Value", "2026-10-31")),
    one(
        "PF707",
        ("Settings", 4, "Key", "locale"),
        ("Settings", 4, "Value", "klingon"),
        at="Settings!B4",
    ),
]
MAPPED = {"PF118", "PF708", "PF709", "PF710", "PF711"}
ELSEWHERE = {"PF001", "PF524", *MAPPED} | {
    judged.DECLARED_BETTER.code,
    judged.OFF_WITHOUT_SUMMARY.code,
    judged.OUT_OF_RANGE.code,
    "PF120",
    "PF428",
}
"""Faults planted where what they need is at hand: test_reader.py, test_mapping.py,
rules/test_judged.py, rules/test_people.py, rules/test_plausible.py.
"""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_planted_fault_is_found_at_its_cell_and_nothing_else_is(case: Case) -> None:
    sheets = planted(
        {name: rows for name, rows in whole().items() if name not in case.remove} | case.add,
        *case.plants,
    )
    checked = validate(raw(sheets, **case.tables), Config(), {})
    at = case.at or cell(sheets, *case.plants[0][:3])
    assert sorted(found(checked.faults)) == sorted([(case.code, at), *case.also])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_says_what_was_found_what_is_wrong_and_what_to_do(case: Case) -> None:
    sheets = planted(
        {name: rows for name, rows in whole().items() if name not in case.remove} | case.add,
        *case.plants,
    )
    for fault in validate(raw(sheets, **case.tables), Config(), {}).faults:
        assert fault.message
        assert fault.hint
        assert not {"{", "}"} & set(fault.message + fault.hint)


def test_every_fault_has_a_planted_case() -> None:
    assert {case.code for case in CASES} | ELSEWHERE == KINDS.keys()


def test_a_whole_workbook_has_no_fault() -> None:
    assert validate(raw(whole()), Config(), {}).faults == ()
