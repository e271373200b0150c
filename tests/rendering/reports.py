"""Two hand-made reports with fictional figures that use every block and every kind of value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial

from pfreport import values as v
from pfreport.charts.grid import Grid
from pfreport.charts.s_curve import Forecast, SCurve
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.measurement import PORTFOLIO, Subject
from pfreport.rendering.formats.html import Html
from pfreport.rendering.formats.pdf import Pdf
from pfreport.report.parts.blocks import (
    About,
    Beside,
    Block,
    Callout,
    Cell,
    Chart,
    Facts,
    Matrix,
    Members,
    PhaseState,
    PhaseStep,
    PhaseStrip,
    Provenance,
    Report,
    ReportKind,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableStyle,
    Text,
    Tile,
    Tiles,
)
from pfreport.words.catalogue import catalogue

STATUS = dt.date(2026, 10, 31)
WORDS = {
    "test.title": "Forecast is {gap} ({share}) over budget; {projects} make {part} of the overrun",
    "test.lede": "Three of ten projects in delivery are red, two of them new this month. {project} "
    "is still declared green. "
    "Contingency covers {share} of the risk exposure.",
    "test.decisions": "{n:decision|decisions} {n:#is|are} needed by {day}; {m} of them ask for "
    "{amount}",
    "test.health": "Three of ten in delivery are red, {share} of budget; {project} is declared "
    "green",
    "test.figures": "Cost, time and cover all worsened in October; the return fell to {share}",
    "test.risk": "{n} open threats expose {amount}; contingency covers {share} of it",
    "test.strategy": "{goal} gets {share} of spend against a target of {target}",
    "test.coverage": "{stated} of {of:project|projects}, {share} of budget",
    "test.under": "{project} · {sponsor} · {phase}",
    "test.red": "{red} red of {of}",
    "test.words": "{text}",
    "test.cost": "{spent} of the budget is spent for {earned} of the work",
    "test.reason": "CPI {cpi}, limit {limit}; EAC {over} over, limit {most}. Green at {amount} "
    "more earned.",
    "test.alt": "Cumulative cost at {day}: planned {planned}, earned {earned}, actual {actual}",
    "test.approved": "{person}, {day}",
}


CATALOGUE = replace(catalogue(), texts={**catalogue().texts, **WORDS})
"""The words of these reports beside ours."""
render_html = partial(Html().render, words=CATALOGUE)
render_pdf = partial(Pdf().render, words=CATALOGUE)
page_and_style = partial(Pdf().page_and_style, words=CATALOGUE)


def words(text: str) -> v.Words:
    return v.Words(text)


def said(text: str) -> v.Sentence:
    return v.Sentence("test.words", {"text": words(text)})


def money(thousands: float, *, figure: str | None = None, signed: bool = False) -> v.Money:
    return v.Money(thousands * 1000, "EUR", figure, signed)


ABOUT = About(
    portfolio_name="Transformation portfolio",
    organisation="Nordhavn Utilities",
    classification="Confidential",
    status_date=STATUS,
    locale="en",
    currency="EUR",
    workbook_name="portfolio-2026-10.xlsx",
    workbook_sha256="3f9c41ab07d2e86b5514c0f97a2be3d06c18f4a9e7725bd1306ef8c2914da1e0",
    version="0.1.0",
)

Line = tuple[
    str,
    str,
    str,
    str,
    str | None,
    str,
    float | None,
    float | None,
    float,
    float | None,
    float | None,
    int | None,
    float,
    float | None,
]
LINES: Sequence[tuple[str, float, float, Sequence[Line]]] = (
    (
        "Customer",
        8650,
        9190,
        (
            (
                "P-001",
                "Customer portal",
                "Haugen",
                "Execution",
                "Green",
                "Green",
                1.01,
                0.98,
                3400,
                3366,
                2200,
                6,
                0.81,
                0.42,
            ),
            (
                "P-002",
                "Contact centre renewal",
                "Haugen",
                "Monitoring",
                "Green",
                "Green",
                0.97,
                0.96,
                1650,
                1699,
                1300,
                12,
                0.64,
                0.24,
            ),
            (
                "P-003",
                "Mobile payments",
                "Amundsen",
                "Execution",
                "Green",
                "Red",
                0.87,
                0.88,
                3600,
                4125,
                2150,
                74,
                0.70,
                0.09,
            ),
        ),
    ),
    (
        "Operations",
        10300,
        11013,
        (
            (
                "P-004",
                "Outage management",
                "Solberg",
                "Execution",
                "Amber",
                "Amber",
                0.99,
                0.93,
                2700,
                2735,
                2100,
                34,
                0.88,
                0.31,
            ),
            (
                "P-005",
                "Asset register",
                "Solberg",
                "Planning",
                "Green",
                "Green",
                1.02,
                1.01,
                1900,
                1859,
                600,
                0,
                0.75,
                0.55,
            ),
            (
                "P-006",
                "Depot energy",
                "Solberg",
                "Execution",
                "Green",
                "",
                0.98,
                None,
                900,
                920,
                164,
                None,
                0.42,
                0.15,
            ),
            (
                "P-007",
                "Field workforce system",
                "Solberg",
                "Execution",
                "Amber",
                "Red",
                0.87,
                0.9004,
                4800,
                5500,
                3190,
                44,
                0.83,
                0.12,
            ),
        ),
    ),
    (
        "Finance and compliance",
        6850,
        6829,
        (
            (
                "P-008",
                "Ledger consolidation",
                "Amundsen",
                "Monitoring",
                "Green",
                "Green",
                1.01,
                0.97,
                4400,
                4347,
                3000,
                9,
                0.59,
                0.38,
            ),
            (
                "P-009",
                "Supplier onboarding",
                "Berge",
                "Execution",
                "Green",
                "Grey",
                None,
                None,
                900,
                None,
                None,
                None,
                0.36,
                None,
            ),
            (
                "P-010",
                "Network security directive",
                "Berge",
                "Execution",
                "Amber",
                "Red",
                0.99,
                0.88,
                2450,
                2481,
                1350,
                61,
                0.68,
                None,
            ),
        ),
    ),
    (
        "People and data",
        3300,
        3257,
        (
            (
                "P-011",
                "Data platform",
                "Lie",
                "Execution",
                "Amber",
                "Amber",
                1.01,
                0.94,
                2500,
                2476,
                800,
                26,
                0.90,
                0.20,
            ),
            (
                "P-012",
                "Payroll move",
                "Lie",
                "Closure",
                "Green",
                "Green",
                1.02,
                None,
                800,
                781,
                781,
                -4,
                0.45,
                0.64,
            ),
        ),
    ),
)
COLUMNS = (
    TableColumn("project", words("Project, ID · sponsor · phase"), width=3.2, sortable=True),
    TableColumn("declared", words("Declared"), width=1.0, sortable=True),
    TableColumn("computed", words("Computed"), width=1.1, sortable=True),
    TableColumn("cpi", words("CPI"), numeric=True, width=0.8, sortable=True),
    TableColumn("spi", words("SPI(t)"), numeric=True, width=0.9, sortable=True),
    TableColumn(
        "budget",
        words("Budget, EUR k"),
        numeric=True,
        width=1.1,
        sortable=True,
        currency="EUR",
        thousands=True,
    ),
    TableColumn(
        "forecast",
        words("EAC, EUR k"),
        numeric=True,
        width=1.1,
        sortable=True,
        currency="EUR",
        thousands=True,
    ),
    TableColumn("bullet", words("EAC, % of budget"), width=2.1),
    TableColumn("over", words("Over"), numeric=True, width=0.9, sortable=True),
    TableColumn("slip", words("Slip, days"), numeric=True, width=0.7, sortable=True),
    TableColumn("alignment", words("Align-ment"), numeric=True, width=0.9, sortable=True),
    TableColumn("roi", words("ROI"), numeric=True, width=0.8, sortable=True),
    TableColumn("trend", words("CPI, 8 months"), width=1.0),
    TableColumn("unit", words("Unit"), width=0.8, screen_only=True),
)


def ratio(
    key: str, measure: str, value: float | None, limits: tuple[float, ...] = (0.9, 0.95)
) -> v.Value:
    figure = f"projects/{key}/{measure}"
    return (
        v.Ratio(value, figure, limits)
        if value is not None
        else v.Absent("no progress reported since June", figure)
    )


def bullet(budget: float, forecast: float, actual: float) -> v.Bullet:
    return v.Bullet(actual / budget, forecast / budget, 1.0, 1.25, (1.05, 1.1))


def project_row(line: Line) -> Row:
    (
        key,
        name,
        sponsor,
        phase,
        declared,
        computed,
        cpi,
        spi,
        budget,
        eac,
        actual,
        slip,
        alignment,
        roi,
    ) = line
    no_progress = v.Absent("no progress reported since June")
    return Row(
        (
            Cell(
                v.Ref(v.RefKind.PROJECT, key, name),
                v.Sentence(
                    "test.under",
                    {
                        "project": v.Ref(v.RefKind.PROJECT, key),
                        "sponsor": v.Person(sponsor),
                        "phase": words(phase),
                    },
                ),
            ),
            Cell(v.Light(Rag(declared)) if declared else None),
            Cell(v.Light(Rag(computed)), words("new") if computed == "Red" else None)
            if computed
            else Cell(v.Light(None, word="rating.final")),
            Cell(ratio(key, "cpi", cpi)),
            Cell(ratio(key, "spi_t", spi)),
            Cell(money(budget, figure=f"projects/{key}/bac")),
            Cell(money(eac, figure=f"projects/{key}/eac") if eac else no_progress),
            Cell(bullet(budget, eac, actual) if eac and actual is not None else no_progress),
            Cell(
                v.Share(eac / budget - 1, signed=True, limits=(0.05, 0.1)) if eac else no_progress,
                strong=bool(eac and eac > 1.1 * budget),
            ),
            Cell(v.Days(slip, f"projects/{key}/finish_slip_days") if slip is not None else None),
            Cell(v.Ratio(alignment)),
            Cell(v.Share(roi) if roi is not None else v.Absent("mandatory")),
            Cell(
                v.Spark(
                    tuple(cpi + 0.01 * (3 - i) * (cpi < 0.9) for i in range(8)), 1.0, 0.85, 1.15
                )
                if cpi
                else no_progress
            ),
            Cell(words("North")),
        ),
        light=computed or None,
        anchor=f"project-{key}",
    )


def group_row(name: str, budget: float, eac: float, kind: RowKind = RowKind.GROUP) -> Row:
    cells = (
        Cell(words(name)),
        *(Cell(),) * 2,
        Cell(v.Ratio(budget / eac)),
        Cell(),
        Cell(money(budget)),
        Cell(money(eac)),
        Cell(bullet(budget, eac, 0.6 * budget)),
        Cell(v.Share(eac / budget - 1, signed=True)),
        Cell(),
        Cell(v.Ratio(0.73)),
        Cell(v.Share(0.27)),
        Cell(),
        Cell(),
    )
    return Row(cells, kind)


def health(times: int = 1) -> Table:
    """A row a project, or so many under other keys."""
    rows = [
        row
        for name, budget, eac, lines in LINES
        for row in (
            group_row(name, budget, eac),
            *(project_row((line[0] + "x" * n, *line[1:])) for n in range(times) for line in lines),
        )
    ]
    return Table(
        "health",
        COLUMNS,
        (*rows, group_row("Portfolio", 29100, 30289, RowKind.TOTAL)),
        total=14,
        style=TableStyle.HEALTH,
        note=words(
            "Bar: solid spent, hatched still to come, upright line the budget; bands end at 105 % "
            "(green) and 110 % (amber)."
        ),
        more=words("The rest is in measures.xlsx."),
        filterable=True,
    )


def decisions() -> Table:
    asked = (
        (
            "P-007",
            "Field workforce",
            "Fund the forecast overrun, or drop release 3",
            "Dropping saves 520; contractors stay on paper",
            "I. Solberg, COO",
            14,
            700,
        ),
        (
            "P-003",
            "Mobile payments",
            "Approve a new baseline, finish 15 March 2027",
            "74 days later; return falls from 18 % to 9 %",
            "R. Amundsen, CFO",
            21,
            525,
        ),
        (
            "P-010",
            "Network security",
            "Two engineers, November to January",
            "Without them the legal date of 17 January is missed",
            "K. Berge, CIO",
            14,
            96,
        ),
        (
            "P-006",
            "Depot energy",
            "Resume or stop",
            "Review was due 15 September; 736 still to spend",
            "I. Solberg, COO",
            14,
            None,
        ),
    )
    columns = (
        TableColumn("project", words("Project"), width=1.6),
        TableColumn("asked", words("What is asked"), width=2.6),
        TableColumn("owner", words("Owner"), width=1.1),
        TableColumn("by", words("By"), numeric=True, width=0.9),
        TableColumn(
            "amount", words("EUR k"), numeric=True, width=0.6, currency="EUR", thousands=True
        ),
    )
    rows = tuple(
        Row(
            (
                Cell(v.Ref(v.RefKind.PROJECT, key, name)),
                Cell(words(what), words(why)),
                Cell(v.Person(owner)),
                Cell(v.Day(dt.date(2026, 11, day)), strong=True),
                Cell(money(amount), strong=True) if amount else Cell(),
            )
        )
        for key, name, what, why, owner, day, amount in asked
    )
    return Table("decisions-table", columns, rows, len(rows), TableStyle.DECISIONS)


def tiles() -> Tiles:
    def coverage(stated: int, of: int, share: float) -> v.Sentence:
        return v.Sentence(
            "test.coverage", {"stated": v.Count(stated), "of": v.Count(of), "share": v.Share(share)}
        )

    def trend(*points: float) -> v.Spark:
        return v.Spark(points, 1.0, 0.7, 1.1)

    return Tiles(
        (
            Tile(
                words("Forecast at completion"),
                money(30289, figure="portfolio/eac"),
                (words("Budget 29.1 m; range 29.7 to 31.3 m"),),
                coverage(11, 12, 0.97),
                bullet(29100, 30289, 17500),
            ),
            Tile(
                words("Cost efficiency (CPI)"),
                v.Ratio(0.96, "portfolio/cpi"),
                (words("September 0.98; without P-007 0.98"),),
                coverage(9, 10, 0.97),
                trend(1.0, 0.99, 0.98, 0.98, 0.97, 0.96),
            ),
            Tile(
                words("Median slip"),
                v.Days(26, "portfolio/slip"),
                (words("Worst 74 (P-003); original baseline 34"),),
                coverage(9, 10, 0.9),
                trend(0.7, 0.75, 0.8, 0.9, 0.95, 1.05),
            ),
            Tile(
                words("Lights by budget"),
                v.Sentence("test.red", {"red": v.Count(3), "of": v.Count(10)}),
                (words("2 amber, 4 green, 1 grey; 2 of the reds are new"),),
                mark=v.LightShares(
                    (("Red", 0.38), ("Amber", 0.18), ("Green", 0.4), ("Grey", 0.04))
                ),
            ),
            Tile(
                words("Contingency cover"),
                v.Ratio(0.8),
                (words("1.10 m left for 1.38 m net exposure"),),
                coverage(12, 12, 1),
            ),
            Tile(
                words("Return on investment"),
                v.Absent("no benefits planned"),
                (words("September 29 %; mandatory P-010 apart"),),
                coverage(10, 12, 0.89),
            ),
        )
    )


def strategy() -> Table:
    goals = (
        ("G1", "Keep and grow customers", 0.41, 0.35),
        ("G2", "Lower the cost to serve", 0.27, 0.30),
        ("G3", "New digital revenue", 0.04, 0.15),
    )
    rows = tuple(
        Row(
            (
                Cell(v.Ref(v.RefKind.GOAL, key, name)),
                Cell(v.Share(share)),
                Cell(v.Share(target)),
                Cell(v.Share(share - target, signed=True)),
            ),
            anchor=f"goal-{key}",
        )
        for key, name, share, target in goals
    )
    columns = (
        TableColumn("goal", words("Goal"), width=3),
        TableColumn("share", words("Spend share"), numeric=True),
        TableColumn("target", words("Target"), numeric=True),
        TableColumn("gap", words("Gap, points"), numeric=True),
    )
    return Table("goals", columns, rows, 3, caption=words("Share of this year's spend"))


COUNTS = ((0, 1, 1, 0, 0), (0, 2, 3, 2, 0), (0, 0, 4, 3, 1), (0, 0, 1, 2, 1), (0, 0, 1, 1, 0))


def curve() -> Chart:
    months = [24312 + i for i in range(16)]
    plan = tuple((m, 4.8e6 * (i / 15) ** 1.4) for i, m in enumerate(months))
    actual = tuple((m, 5.2e6 * (i / 15) ** 1.4) for i, m in enumerate(months[:11]))
    earned = tuple((m, 4.5e6 * (i / 15) ** 1.4) for i, m in enumerate(months[:11]))
    data = SCurve(
        v.Ref(v.RefKind.PROJECT, "P-007", "Field workforce system"),
        "EUR",
        STATUS,
        plan,
        earned,
        actual,
        3.22e6,
        4.8e6,
        Forecast(24329.5, "chart.finish.earned_schedule", 5.5e6, 5.21e6, 5.86e6),
    )
    alt = v.Sentence(
        "test.alt",
        {
            "day": v.Day(STATUS),
            "planned": money(3220),
            "earned": money(2780),
            "actual": money(3190),
        },
    )
    grid = Grid(
        (words("Month"), words("Plan")),
        tuple((v.InMonth(Month.from_ordinal(int(m))), v.Money(a, "EUR")) for m, a in plan),
    )
    note = words("Outlined: plan. Solid: actual and earned. Dashed and hatched: forecast.")
    return Chart("s-curve", "s_curve", data, alt, grid, None, note)


def pairs() -> Table:
    lines = (
        ("Budget (BAC)", money(4800, figure="projects/P-007/bac")),
        ("Actual cost (AC)", money(3190)),
        ("CPI = EV / AC", ratio("P-007", "cpi", 0.87)),
        ("SPI(t), earned schedule", ratio("P-007", "spi_t", 0.9004)),
    )
    rows = tuple(Row((Cell(words(label)), Cell(value))) for label, value in lines)
    return Table(
        "pairs",
        (
            TableColumn("label", words("Figure"), width=2),
            TableColumn("value", words("Value"), numeric=True),
        ),
        rows,
        4,
        TableStyle.PAIRS,
    )


def provenance(*figures: tuple[str, str, v.Value]) -> tuple[Provenance, ...]:
    return tuple(
        Provenance(
            figure,
            words(label),
            value,
            "EV / AC",
            (("EV", money(2560)), ("AC", money(3180))),
            ("Periods!D5:D16", "Periods!F5:F16"),
            v.Sentence(
                "test.coverage", {"stated": v.Count(11), "of": v.Count(12), "share": v.Share(0.97)}
            ),
            members=(
                Members(
                    words("Actual cost"),
                    (
                        (v.Ref(v.RefKind.PROJECT, "P-003"), money(1800)),
                        (v.Ref(v.RefKind.PROJECT, "P-007"), money(1380)),
                    ),
                    2,
                ),
            ),
            limit=v.Sentence(
                "explain.limit.higher.2", {"amber": v.Ratio(0.95), "red": v.Ratio(0.9)}
            ),
        )
        for figure, label, value in figures
    )


def executive(times: int = 1) -> Report:
    sections = (
        Section(
            "decisions",
            words("Decisions needed"),
            v.Sentence(
                "test.decisions",
                {
                    "n": v.Count(4),
                    "day": v.Day(dt.date(2026, 11, 21)),
                    "m": v.Count(3),
                    "amount": money(1320),
                },
            ),
            (decisions(),),
        ),
        Section(
            "headline",
            words("Headline figures"),
            v.Sentence("test.figures", {"share": v.Share(0.27)}),
            (tiles(), sign_off()),
        ),
        Section(
            "health",
            words("Health"),
            v.Sentence(
                "test.health",
                {"share": v.Share(0.38), "project": v.Ref(v.RefKind.PROJECT, "P-003")},
            ),
            (health(times),),
            new_page=True,
        ),
        Section(
            "strategy",
            words("Strategy"),
            v.Sentence(
                "test.strategy",
                {
                    "goal": v.Ref(v.RefKind.GOAL, "G3", "New digital revenue"),
                    "share": v.Share(0.04),
                    "target": v.Share(0.15),
                },
            ),
            (
                strategy(),
                Callout(
                    said(
                        "No active project serves the goal New digital revenue at Moderate or more."
                    )
                ),
            ),
        ),
        Section(
            "risk",
            words("Risk"),
            v.Sentence(
                "test.risk", {"n": v.Count(23), "amount": money(2110), "share": v.Share(0.76)}
            ),
            (
                Beside(
                    (
                        Matrix(words("23 open threats, now"), COUNTS),
                        Matrix(words("After planned responses"), COUNTS[::-1]),
                        Text((words("A"), words("B")), words("Largest"), items=True),
                    ),
                    (0.25, 0.25, 0.5),
                ),
            ),
        ),
    )
    lines = [line for _, _, _, group in LINES for line in group]
    figures = [
        (f"projects/{line[0]}/{measure}", f"{measure}, {line[0]}", ratio(line[0], measure, number))
        for line in lines
        for measure, number in (("cpi", line[6]), ("spi_t", line[7]))
    ]
    return Report(
        kind=ReportKind.EXECUTIVE,
        subject=PORTFOLIO,
        name=words("Transformation portfolio"),
        title=v.Sentence(
            "test.title",
            {
                "gap": money(1189),
                "share": v.Share(0.04),
                "projects": v.Several(
                    (v.Ref(v.RefKind.PROJECT, "P-003"), v.Ref(v.RefKind.PROJECT, "P-007"))
                ),
                "part": v.Share(0.9),
            },
        ),
        lede=(
            v.Sentence(
                "test.lede", {"project": v.Ref(v.RefKind.PROJECT, "P-003"), "share": v.Share(0.8)}
            ),
        ),
        about=ABOUT,
        head=(),
        sections=sections,
        provenance=provenance(
            ("portfolio/eac", "Forecast (EAC), portfolio", money(30289)), *figures
        ),
    )


def sign_off() -> Facts:
    approved = v.Sentence(
        "test.approved",
        {"person": v.Person("R. Amundsen, CFO"), "day": v.Day(dt.date(2026, 11, 6))},
    )
    return Facts(
        (
            (words("Prepared by"), v.Person("M. Lind, PMO")),
            (words("Approved by"), approved),
            (words("Source"), v.Cells(("portfolio-2026-10.xlsx", "SHA-256 3f9c41ab"))),
        ),
        "sign",
    )


def phases() -> PhaseStrip:
    return PhaseStrip(
        (
            PhaseStep(v.Term("phase.Initiation"), PhaseState.DONE, v.InMonth(Month(2025, 10))),
            PhaseStep(v.Term("phase.Planning"), PhaseState.DONE, v.InMonth(Month(2026, 1))),
            PhaseStep(
                v.Term("phase.Execution"), PhaseState.CURRENT, words("to Feb 2027, 58 % earned")
            ),
            PhaseStep(v.Term("phase.Monitoring"), PhaseState.TO_COME, words("Feb to Apr 2027")),
            PhaseStep(v.Term("phase.Closure"), PhaseState.TO_COME, v.Months(3)),
        )
    )


def lights() -> Table:
    reason = v.Sentence(
        "test.reason",
        {
            "cpi": v.Ratio(0.87),
            "limit": v.Ratio(0.9),
            "over": v.Share(0.146, limits=(0.1, 0.15)),
            "most": v.Share(0.1),
            "amount": money(254),
        },
    )
    lines = (
        ("Overall", "Amber", "Red"),
        ("Time", "Amber", "Amber"),
        ("Cost", "Amber", "Red"),
        ("Scope", "Green", "Green"),
        ("Benefits", None, "Grey"),
    )
    rows = tuple(
        Row(
            (
                Cell(words(name)),
                Cell(v.Light(Rag(one)) if one else v.Absent("not declared")),
                Cell(v.Light(Rag(other))),
                Cell(reason),
            )
        )
        for name, one, other in lines
    )
    columns = (
        TableColumn("light", words("Light"), width=1.2),
        TableColumn("declared", words("Declared")),
        TableColumn("computed", words("Computed")),
        TableColumn("because", words("Because"), width=7),
    )
    return Table("lights-table", columns, rows, len(rows), TableStyle.LIGHTS)


def project(
    key: str = "P-007", name: str = "Field workforce system", extra: tuple[Block, ...] = ()
) -> Report:
    three = (
        Text(
            (said("Integration test passed, 25 Sep"), said("Release 1 used by 412 technicians")),
            words("Achieved in October"),
            items=True,
        ),
        Text(
            (said("Device order placed, 16 Oct"), said("Gate 4 papers out, 6 Nov")),
            words("Next, to 30 November"),
            items=True,
        ),
        Text((said("Sponsor: overrun decision, 14 Oct"),), words("Help needed"), items=True),
    )
    facts = Facts(
        (
            (words("Sponsor"), v.Person("I. Solberg, COO")),
            (words("Manager"), v.Person("T. Aas")),
            (words("Forecast finish"), v.Day(dt.date(2027, 5, 14))),
            (
                words("Goals served"),
                v.Several(
                    (
                        v.Ref(v.RefKind.GOAL, "G2", "Cost to serve"),
                        v.Ref(v.RefKind.GOAL, "G4", "Reliability"),
                    )
                ),
            ),
        )
    )
    return Report(
        kind=ReportKind.PROJECT,
        subject=Subject("project", key),
        name=v.Ref(v.RefKind.PROJECT, key, name),
        title=v.Sentence(
            "test.title",
            {
                "gap": money(700),
                "share": v.Share(0.146),
                "projects": v.Ref(v.RefKind.PROJECT, key),
                "part": v.Share(1.0),
            },
        ),
        lede=(),
        about=replace(ABOUT, workbook_sha256=None),
        head=(facts, phases()),
        sections=(
            Section(
                "lights",
                words("Lights"),
                said("Computed red on cost for the second month; declared amber"),
                (lights(),),
            ),
            Section(
                "cost",
                words("Cost and progress"),
                v.Sentence("test.cost", {"spent": v.Share(0.664), "earned": v.Share(0.579)}),
                (Beside((curve(), pairs()), (0.7, 0.3)),),
            ),
            Section(
                "work",
                words("Work and help"),
                said("Integration test passed; the next eight weeks turn on devices and Gate 4"),
                (Beside(three, (1, 1, 1)), *extra),
            ),
        ),
        provenance=provenance(
            ("projects/P-007/cpi", "CPI, P-007", v.Ratio(0.87)),
            ("projects/P-007/bac", "Budget, P-007", money(4800)),
        ),
    )


def with_texts(value, text: str):
    """The same report with `text` wherever somebody's words stand."""
    if type(value) in TEXTS:
        return TEXTS[type(value)](value, text)
    if type(value) is tuple:
        return tuple(with_texts(one, text) for one in value)
    if isinstance(value, dict):
        return {key: with_texts(one, text) for key, one in value.items()}
    if is_dataclass(value):
        return replace(
            value,
            **{field.name: with_texts(getattr(value, field.name), text) for field in fields(value)},
        )
    return value


TEXTS = {
    v.Words: lambda value, text: v.Words(text, value.long),
    v.Person: lambda _, text: v.Person(text),
    v.Ref: lambda value, text: v.Ref(value.kind, text[:64], text),
    v.Cells: lambda _, text: v.Cells((text,)),
    v.Absent: lambda value, text: v.Absent(text[:300], value.figure),
    SCurve: lambda value, text: replace(value, project=v.Ref(v.RefKind.PROJECT, text[:64], text)),
    About: lambda value, text: replace(
        value, portfolio_name=text, organisation=text, classification=text, workbook_name=text
    ),
    Provenance: lambda value, text: replace(
        value,
        label=v.Words(text),
        formula=text[:300],
        inputs=tuple((text[:60], one) for _, one in value.inputs),
        cells=(text,),
    ),
}
