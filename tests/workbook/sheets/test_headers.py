import pytest

from pfreport.model.project import Project
from pfreport.reasons import reason_text
from pfreport.workbook.file.raw import RawTable, SheetOrigin
from pfreport.workbook.sheets.headers import known_headings, locate_table, plain_heading
from tests.workbook.books import Rows, checked, found, minimal, planted

KNOWN = known_headings(Project)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Project ID", "project_id"),
        ("project id", "project_id"),
        ("PROJECT-ID:", "project_id"),
        (" Project  Id ", "project_id"),
        ("project_id", "project_id"),
        ("ID", "project_id"),
        ("BAC", "budget"),
        ("Budget at completion", "budget"),
        ("% complete", "percent_complete"),
        ("Percent complete", "percent_complete"),
        ("EAC", "manager_estimate"),
        ("Budgets", None),
    ],
)
def test_headings_match_without_regard_to_case_spacing_and_punctuation(
    heading: str, field: str | None
) -> None:
    assert KNOWN.get(plain_heading(heading)) == field


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ([["Project ID", "Name"]], 0),
        ([["Our portfolio"], [], ["Project ID", "Name"]], 2),
        ([["Project ID", "Name"], ["Project ID", "Name"]], 0),
        ([["Project ID", "Name"], ["Project ID", "Name", "Budget"]], 1),
        ([["Name", "Name"], ["Project ID", "Name"]], 1),
        ([[""]] * 9 + [["Project ID", "Name"]], 9),
        ([[""]] * 10 + [["Project ID", "Name"]], None),
        ([["Project ID", "What"]], None),
    ],
)
def test_the_header_is_the_row_with_the_most_known_headings(rows: Rows, row: int | None) -> None:
    header = locate_table(RawTable(rows, SheetOrigin("Projects")), KNOWN).header
    assert (header.row if header else None) == row


def test_an_unknown_heading_is_told_its_nearest() -> None:
    sheets = minimal()
    sheets["Projects"][0].append("Sponser")
    (fault,) = checked(sheets).faults
    assert (fault.code, fault.origin.address, fault.hint) == (
        "PF104",
        "Projects!I1",
        "did you mean Sponsor?",
    )


def test_columns_that_begin_with_x_are_carried_through() -> None:
    sheets = minimal()
    sheets["Projects"][0].append("x_Region")
    sheets["Projects"][1].append("North")
    result = checked(sheets)
    assert result.faults == ()
    assert result.portfolio
    assert [dict(p.extra) for p in result.portfolio.projects] == [
        {"x_Region": "North"},
        {"x_Region": ""},
    ]


def test_a_column_given_twice_is_known_in_no_row() -> None:
    sheets = minimal()
    sheets["Projects"][0].append("BAC")
    sheets["Projects"][1].append(900)
    result = checked(sheets)
    assert found(result.faults) == [("PF105", "Projects!I1")]
    assert result.portfolio
    assert [(p.budget, reason_text(p.why("budget"))) for p in result.portfolio.projects] == [
        (None, "faulty")
    ] * 2


def test_a_required_heading_that_lacks_leaves_its_field_unmapped() -> None:
    result = checked(
        planted(minimal(), ("Projects", 1, "Budget", None), ("Projects", 2, "Phase", "Execution"))
    )
    assert [code for code, _ in found(result.faults)] == ["PF103"]
    assert result.portfolio
    assert reason_text(result.portfolio.projects[0].why("budget")) == "not mapped"
