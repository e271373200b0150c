"""What a mail says of its files: names and sizes, in text and in HTML, where the template has a
place for it or last.
"""

from __future__ import annotations

import pytest

from pfreport.delivery.attached import PLACE, Telling, with_files_told
from pfreport.delivery.mailing import Enclosure, View

TELLING = Telling("en", (), "pmo@example.org")


def view(*sizes, html=f"<body><p>Hello</p>{PLACE}<i>why</i></body>"):
    files = tuple(
        Enclosure(f"file-{place}.pdf", "report", "application/pdf", bytes(size))
        for place, size in enumerate(sizes)
    )
    return View("Hello\n", html, None, files)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 kB"),
        (1_499, "1 kB"),
        (99_400, "99 kB"),
        (100_000, "0.1 MB"),
        (850_000, "0.8 MB"),
        (6_960_000, "7 MB"),
        (12_340_000, "12.3 MB"),
    ],
)
def test_sizes_are_told_as_they_are_read(size, said):
    told = with_files_told(view(size), TELLING)
    assert told.text == f"Hello\n\nAttached: file-0.pdf ({said}).\n"
    kept_together = said.replace(" ", "\u00a0")
    assert (
        told.html
        == f"<body><p>Hello</p>Attached: <b>file-0.pdf</b> ({kept_together}).<i>why</i></body>"
    )


def test_numbers_are_written_as_the_reader_writes_them():
    assert (
        "file-0.pdf (1,2 MB)"
        in with_files_told(view(1_200_000), Telling("de", (), "pmo@example.org")).text
    )


def test_what_was_left_out_is_told_after_what_is_there():
    told = with_files_told(view(2_000), Telling("en", ("all.pdf",), "pmo@example.org"))
    assert told.text.split("\n\n")[1:] == [
        "Attached: file-0.pdf (2 kB).",
        "Left out, since the mail would be too big: all.pdf. Ask pmo@example.org\nfor it.\n",
    ]
    assert "<br>Left out, since the mail would be too big: <b>all.pdf</b>." in told.html


def test_very_many_files_are_counted():
    told = with_files_told(view(*[2_000] * 12), TELLING)
    assert "file-7.pdf (2 kB) and 4 more." in told.text
    assert max(map(len, told.text.splitlines())) <= 72


def test_without_files_nothing_is_said_of_any():
    told = with_files_told(view(), TELLING)
    assert (told.text, told.html) == ("Hello\n", "<body><p>Hello</p><i>why</i></body>")


def test_a_template_without_a_place_for_it_has_it_last():
    assert with_files_told(view(2_000, html="<body>Hello</body>"), TELLING).html.endswith(
        "Attached: <b>file-0.pdf</b> (2\u00a0kB).</p></body>"
    )
    assert (
        with_files_told(view(2_000, html="Hello"), TELLING).html
        == "HelloAttached: <b>file-0.pdf</b> (2\u00a0kB)."
    )
