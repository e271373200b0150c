import pytest
from markupsafe import Markup

from pfreport.rendering.text.numbers import NO_BREAK
from pfreport.rendering.text.ties import tied


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        (
            "the exposure of EUR 3.70 m; 1 scores 20 or more",
            "the exposure of EUR 3.70 m; 1~scores 20~or~more",
        ),
        (
            "behind: P-001, P-004 and <span>P-011</span>",
            "behind: P-001, P-004 and~<span>P-011</span>",
        ),
        (
            "most of all in December, <span>6</span> FTE short",
            "most of all in December, <span>6</span>~FTE~short",
        ),
        (
            'kept apart from <a href="x y">what is a tag</a>',
            'kept apart from <a href="x y">what is a~tag</a>',
        ),
        ("1.5 million", "1.5 million"),
        ("No end", "No end"),
        (
            "this ends in an unbelievably unbreakablelongword",
            "this ends in an unbelievably unbreakablelongword",
        ),
    ],
)
def test_a_headline_breaks_neither_behind_a_count_nor_before_its_last_word(headline, expected):
    assert tied(Markup(headline)) == expected.replace("~", NO_BREAK)
