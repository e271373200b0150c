import pytest

from pfreport.kinds import Kind
from pfreport.model.columns import Column, columns
from pfreport.model.delivery import Milestone
from pfreport.model.project import Project
from pfreport.model.risk import Risk
from pfreport.settings import declared
from pfreport.workbook.cells.describe import blank_means, comment, type_of


@pytest.mark.parametrize(
    ("record", "name", "expected"),
    [
        (Project, "project_id", "an ID"),
        (Project, "phase", "one of Initiation, Planning, Execution, Monitoring, Closure"),
        (Project, "prerequisites", "IDs, separated by , or ; of the sheet Projects"),
        (Project, "percent_complete", "a percentage: 45% or 0.45, from 0% to 100%"),
        (Project, "satisfaction", "a number, from 1 to 5"),
        (Project, "budget", "an amount of money, not negative"),
        (Project, "priority", "a whole number, 1 or more"),
        (Project, "mandatory", "Yes or No"),
        (Risk, "project_id", "an ID of the sheet Projects or PORTFOLIO"),
        (Milestone, "baseline_date", "a date"),
    ],
)
def test_a_type_in_words(record, name, expected):
    assert type_of(columns(record)[name]) == expected


def test_a_setting_has_a_type_too():
    assert type_of(declared()["score_max"]) == "a number, above 0"
    assert type_of(declared()["fiscal_year_label"]) == "one of start, end"


@pytest.mark.parametrize(
    ("record", "name", "expected"),
    [
        (Project, "project_id", "must be filled in every row"),
        (Project, "budget", "not known, with a warning"),
        (Project, "sponsor", "not known"),
        (Project, "mandatory", "No"),
        (Project, "report", "Yes"),
        (Project, "prerequisites", "none"),
        (Project, "earned_value_method", "physical"),
        (Milestone, "weight", "1"),
        (Risk, "type", "Threat"),
    ],
)
def test_what_blank_means(record, name, expected):
    assert blank_means(columns(record)[name]) == expected


def test_a_comment_says_all_of_it():
    column = Column(
        "Effort", Kind.NUMBER, "Days of work.", required=True, aliases=("Work", "Days"), low=0
    )
    assert comment(column).splitlines() == [
        "Days of work.",
        "Type: a number, not negative.",
        "Blank: not known, with a warning.",
        "Also known as: Work, Days.",
    ]
