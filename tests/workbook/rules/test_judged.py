import datetime as dt

from pfreport.measures.portfolio import measure_portfolio
from pfreport.ratings.rate import rate_portfolio
from pfreport.workbook.rules.judged import judge
from tests.workbook.books import Sheets, checked, found, planted, whole


def judged(sheets: Sheets) -> list[tuple[str, str]]:
    portfolio = checked(sheets).portfolio
    assert portfolio is not None
    figures = measure_portfolio(portfolio)
    return found(judge(portfolio, figures, rate_portfolio(portfolio, figures)))


def with_column(sheets: Sheets, heading: str) -> Sheets:
    return sheets | {"Projects": [sheets["Projects"][0] + [heading], *sheets["Projects"][1:]]}


# P-1 spends 600 for 520 earned: cpi 0.867 is Red by the limits of the workbook, 0.95 and 0.90.
LATE = planted(whole(), ("Projects", 2, "Forecast finish", dt.date(2027, 4, 30)))


def test_green_declared_over_computed_red_needs_a_comment() -> None:
    sheets = with_column(with_column(whole(), "RAG comment"), "Summary")
    assert judged(planted(sheets, ("Projects", 2, "Summary", "Late crane"))) == [
        ("PF609", "Projects!V2")
    ]
    assert (
        judged(
            planted(
                sheets,
                ("Projects", 2, "Summary", "Late crane"),
                ("Projects", 2, "RAG comment", "We catch up"),
            )
        )
        == []
    )


def test_five_percent_off_plan_needs_a_summary() -> None:
    sheets = planted(
        with_column(with_column(LATE, "RAG comment"), "Summary"),
        ("Projects", 2, "RAG comment", "We catch up"),
    )
    assert {code for code, _ in judged(sheets)} == {"PF610"}
    assert judged(planted(sheets, ("Projects", 2, "Summary", "Late crane"))) == []


def test_a_project_s_date_after_the_status_date_is_as_if_left_blank() -> None:
    ahead = planted(
        whole(),
        ("Projects", 2, "Actual start", dt.date(2027, 11, 3)),
        ("Projects", 4, "Actual finish", dt.date(2027, 1, 15)),
    )
    result = checked(ahead)
    assert [told for told in found(result.faults) if told[0] == "PF414"] == [
        ("PF414", "Projects!I2"),
        ("PF414", "Projects!J4"),
    ]
    assert result.portfolio
    first, _, last = result.portfolio.projects
    assert (first.actual_start, last.actual_finish) == (None, None)


def test_a_rule_s_finding_in_a_month_of_a_benefit_is_its_project_s() -> None:
    result = checked(planted(whole(), ("Benefit periods", 3, "Actual", 3)))
    assert [(fault.code, fault.project) for fault in result.faults] == [("PF414", "P-1")]
