import datetime as dt
import shutil
import subprocess

import openpyxl
import pytest
import python_calamine

from pfreport.errors import CannotWriteError
from pfreport.kinds import Kind, Month, Rag
from pfreport.model.columns import columns
from pfreport.model.money import Period
from pfreport.model.portfolio import RECORDS
from pfreport.model.project import Project
from pfreport.model.strategy import GoalPair
from pfreport.settings import declared
from pfreport.workbook.blank.workbook import write_blank
from pfreport.workbook.examine import examine

SHEETS = {record.sheet.name: record for record in RECORDS}
BY_NAME = pytest.mark.parametrize("name", SHEETS)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    written = tmp_path_factory.mktemp("blank") / "blank.xlsx"
    write_blank(written)
    return written


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def rule_of(sheet, heading):
    """The validation of the first cell below a heading."""
    cell = sheet.cell(2, headings(sheet).index(heading) + 1).coordinate
    return next(
        (rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref), None
    )


def test_what_is_needed_stands_first(book):
    assert book.sheetnames[:5] == ["Read me", "Settings", "Projects", "Goals", "Alignment"]
    assert sorted(book.sheetnames[2:]) == sorted(SHEETS)


@BY_NAME
def test_both_readers_see_every_heading(path, book, name):
    expected = [column.heading for column in columns(SHEETS[name]).values()]
    assert headings(book[name]) == expected
    rows = (
        python_calamine.CalamineWorkbook.from_path(path)
        .get_sheet_by_name(name)
        .to_python(skip_empty_area=False)
    )
    assert rows[0] == expected
    assert not any(value for row in rows[1:] for value in row)


@BY_NAME
def test_a_heading_is_bold_where_it_must_be_there_and_says_what_belongs_under_it(book, name):
    for cell, column in zip(book[name][1], columns(SHEETS[name]).values(), strict=True):
        assert cell.font.bold == column.required
        assert cell.comment.text.startswith(column.help)
        for word in column.words:
            assert word in cell.comment.text


@BY_NAME
def test_every_sheet_is_a_table_with_a_frozen_head(book, name):
    (table,) = book[name].tables.values()
    assert [column.name for column in table.tableColumns] == headings(book[name])
    assert table.ref.startswith("A1:")
    assert table.ref.endswith("2")
    assert book[name].sheet_view.pane.ySplit == 1


def test_tabs_tell_what_is_needed(book):
    colours = {name: book[name].sheet_properties.tabColor.rgb for name in book.sheetnames}
    assert colours["Settings"] == colours["Projects"]
    assert colours["Goals"] == colours["Alignment"]
    assert len({colours["Projects"], colours["Goals"], colours["Risks"]}) == 3


@BY_NAME
def test_a_word_from_a_list_is_a_drop_down(book, name):
    for column in columns(SHEETS[name]).values():
        if column.kind is Kind.ONE_OF:
            rule = rule_of(book[name], column.heading)
            assert (rule.type, rule.formula1.strip('"').split(",")) == ("list", list(column.words))
            assert column.help in rule.error
        if column.kind is Kind.YES_NO:
            assert rule_of(book[name], column.heading).formula1 == '"Yes,No"'


@BY_NAME
def test_an_id_of_another_sheet_is_a_drop_down_of_what_stands_there(book, name):
    for column in columns(SHEETS[name]).values():
        if column.refers and column.kind is Kind.ID:
            rule = rule_of(book[name], column.heading)
            assert rule.type == "list"
            assert rule.formula1.startswith(
                f"'{column.refers}'!$A$2:INDEX('{column.refers}'!$A$2:$A$"
            )
            assert rule.errorStyle == ("warning" if column.also else None)


def test_an_impact_is_a_word_or_a_number(book):
    rule = rule_of(book["Alignment"], "Impact")
    assert (rule.formula1, rule.errorStyle) == ('"None,Low,Moderate,Strong,Extreme"', "warning")


def test_numbers_and_dates_are_kept_within_their_bounds(book):
    share = rule_of(book["Projects"], "Percent complete")
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0", "1")
    score = rule_of(book["Risks"], "Impact")
    assert (score.type, score.formula1, score.formula2) == ("whole", "1", "5")
    assert rule_of(book["Projects"], "Baseline start").type == "date"
    assert rule_of(book["Changes"], "Cost impact").formula1.startswith("-")


def test_an_id_typed_twice_is_noticed(book):
    rule = rule_of(book["Projects"], "Project ID")
    assert (rule.type, rule.errorStyle) == ("custom", "warning")
    assert rule.formula1.startswith("COUNTIF($A$2:$A$")


def test_formats_follow_the_kind_of_column(tmp_path):
    write_blank(tmp_path / "filled.xlsx", FOUR)
    cells = openpyxl.load_workbook(tmp_path / "filled.xlsx")["Projects"][2]
    looks = {
        column.kind: cell for cell, column in zip(cells, columns(Project).values(), strict=True)
    }
    expected = {
        Kind.ID: "@",
        Kind.DATE: "yyyy-mm-dd",
        Kind.MONEY: "#,##0",
        Kind.FRACTION: "0.0%",
        Kind.INTEGER: "0",
    }
    assert {kind: looks[kind].number_format for kind in expected} == expected
    assert looks[Kind.LONG_TEXT].alignment.wrap_text
    assert not looks[Kind.DATE].alignment.wrap_text


def test_lights_turn_their_colour(book):
    words = {
        rule.formula[0].strip('"')
        for area in book["Projects"].conditional_formatting
        for rule in area.rules
        if rule.type == "cellIs" and rule.dxf.fill.bgColor.rgb
    }
    assert words == set(Rag)


def test_settings_has_a_row_for_every_key_with_its_default_in_words(book):
    rows = {row[0].value: row for row in book["Settings"].iter_rows(min_row=2)}
    assert list(rows) == list(declared())
    assert not any(row[1].value for row in rows.values())
    assert rows["status_date"][0].font.bold
    assert not rows["locale"][0].font.bold
    assert "Default: 8%." in rows["discount_rate"][2].value
    assert "Default: 45." in rows["max_age_days"][2].value


def test_the_first_sheet_leads_to_every_other(book):
    links = [cell.hyperlink for row in book["Read me"] for cell in row if cell.hyperlink]
    leads = {link.location.split("!")[0].strip("'") for link in links}
    assert leads == set(book.sheetnames) - {"Read me"}


def test_a_blank_workbook_has_no_rows_and_says_what_to_fill(path):
    examined = examine(path, {})
    assert {
        name: counts["there"] for name, counts in examined.source.rows.items() if name != "Settings"
    } == dict.fromkeys(SHEETS, 0)
    assert {fault.found for fault in examined.faults if fault.origin.sheet == "Settings"} == {
        "status_date",
        "portfolio_name",
    }


PROJECT = {
    "project_id": "0012",
    "name": "=Bridge",
    "phase": "Execution",
    "status": "Active",
    "manager": "Ada Byron",
    "mandatory": True,
    "baseline_start": dt.date(2026, 1, 1),
    "baseline_finish": dt.date(2026, 12, 31),
    "actual_start": dt.date(2026, 1, 2),
    "budget": 1200.5,
    "currency": "EUR",
    "percent_complete": 0.45,
    "priority": 2,
    "rag_overall": Rag.AMBER,
    "status_updated_on": dt.date(2026, 10, 30),
    "justification": "Older than most of us.",
    "summary": "One line.\nAnother.",
    "report": False,
}
FOUR = {
    "Projects": [PROJECT],
    "Goals": [{"goal_id": "G1", "name": "Safety", "weight": 1}],
    "Alignment": [{"project_id": "0012", "goal_id": "G1", "impact": "Strong"}],
}
SETTINGS = {"status_date": dt.date(2026, 10, 31), "portfolio_name": "Bridges"}


def test_with_four_sheets_filled_the_blank_workbook_checks_clean(tmp_path):
    write_blank(tmp_path / "four.xlsx", {name: FOUR.get(name, ()) for name in SHEETS}, SETTINGS)
    examined = examine(tmp_path / "four.xlsx", {})
    assert [fault.message for fault in examined.faults] == []
    assert [project.project_id for project in examined.portfolio.projects] == ["0012"]


def test_what_is_written_is_what_is_read(tmp_path):
    months = [
        {
            "project_id": "0012",
            "period": Month(2026, 10),
            "planned_value": 1200.5,
            "actual_cost": -3,
            "capital_share": 0.5,
        }
    ]
    write_blank(tmp_path / "filled.xlsx", {**FOUR, "Periods": months}, SETTINGS)
    read = examine(tmp_path / "filled.xlsx", {}).portfolio
    (project,), (period,), (alignment,) = read.projects, read.periods, read.alignment
    assert {name: getattr(project, name) for name in PROJECT} == PROJECT
    assert (period.period, period.planned_value, period.actual_cost, period.capital_share) == (
        Month(2026, 10),
        1200.5,
        -3,
        0.5,
    )
    assert period.earned_value is None
    assert alignment.impact == 3
    assert (read.settings.status_date, read.settings.portfolio_name) == (
        dt.date(2026, 10, 31),
        "Bridges",
    )


def test_a_judgement_stays_text(tmp_path):
    goals = [{"goal_id": key, "name": key, "weight": 1} for key in ("G1", "G2")]
    write_blank(
        tmp_path / "pairs.xlsx",
        {
            **FOUR,
            "Goals": goals,
            "Goal pairs": [{"goal_a": "G1", "goal_b": "G2", "judgement": "1/3"}],
        },
        SETTINGS,
    )
    sheet = openpyxl.load_workbook(tmp_path / "pairs.xlsx")["Goal pairs"]
    judged = list(columns(GoalPair)).index("judgement") + 1
    assert (sheet.cell(2, judged).value, sheet.cell(2, judged).number_format) == ("1/3", "@")


def test_only_the_sheets_asked_for_are_written(tmp_path):
    write_blank(tmp_path / "few.xlsx", {"Projects": (), "Periods": ()})
    book = openpyxl.load_workbook(tmp_path / "few.xlsx")
    assert book.sheetnames == ["Read me", "Settings", "Projects", "Periods"]
    assert rule_of(book["Projects"], "Bucket") is None


def test_drop_downs_reach_below_a_long_table(tmp_path):
    rows = [{"project_id": "0012", "period": Month(1990, 1).plus(month)} for month in range(1500)]
    write_blank(tmp_path / "long.xlsx", {**FOUR, "Periods": rows})
    sheet = openpyxl.load_workbook(tmp_path / "long.xlsx")["Periods"]
    heading = columns(Period)["project_id"].heading
    assert str(rule_of(sheet, heading).sqref) == "A2:A3001"


@pytest.mark.parametrize(
    ("contents", "settings"),
    [({"Project": ()}, {}), ({"Projects": [{"colour": 1}]}, {}), ({}, {"currency": "EUR"})],
)
def test_what_nobody_declared_is_refused(tmp_path, contents, settings):
    with pytest.raises(ValueError, match=r"Project|colour|currency"):
        write_blank(tmp_path / "odd.xlsx", contents, settings)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CannotWriteError, match="missing"):
        write_blank(tmp_path / "missing" / "blank.xlsx")


def test_the_same_contents_are_the_same_bytes(path, tmp_path):
    write_blank(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


@pytest.mark.office
def test_libreoffice_opens_it(path, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        tmp_path,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / path.name)
    for name, record in SHEETS.items():
        assert headings(book[name])[: len(columns(record))] == [
            column.heading for column in columns(record).values()
        ]
    rule = rule_of(book["Milestones"], "Project ID")
    assert rule.formula1.replace("$", "").replace("'", "").startswith("Projects!A2:INDEX(")
    assert (
        rule_of(book["Projects"], "Phase").formula1
        == '"Initiation,Planning,Execution,Monitoring,Closure"'
    )
