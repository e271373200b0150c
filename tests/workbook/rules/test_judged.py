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
    assert judged(planted(sheets, ("Projects", 2, "Summary", "Late crane"))) == [("PF609", "Projects!V2")]
    assert judged(planted(sheets, ("Projects", 2, "Summary", "Late crane"), ("Projects", 2, "RAG comment", "We catch up"))) == []


def test_five_percent_off_plan_needs_a_summary() -> None:
    sheets = planted(with_column(with_column(LATE, "RAG comment"), "Summary"), ("Projects", 2, "RAG comment", "We catch up"))
    assert {code for code, _ in judged(sheets)} == {"PF610"}
    assert judged(planted(sheets, ("Projects", 2, "Summary", "Late crane"))) == []
