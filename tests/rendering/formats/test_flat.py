from __future__ import annotations

from pfreport.artefact import Artefact
from pfreport.rendering.formats.html import Html

PAGE = (
    '<a href="projects/P-1.html">one</a> <a class="f" href="../index.html">home</a> <a '
    'href="projects/P-2.html">two</a> '
    '<a href="#w-projects/P-1/cpi">why</a> <p>href=&quot;projects/P-1.html&quot;</p>'
)
OF_A_PROJECT = (
    '<a href="P-1.html">one</a> <a href="P-2.html">two</a> <a '
    'href="https://example.org/P-2.html">plan</a> <a href="mailto:a@b.c">a</a>'
)


def test_links_lead_to_files_beside_and_to_nothing_else():
    page = Html().alone(
        Artefact("index.html", "text/html", PAGE.encode()), ["index.html", "P-1.html"]
    )
    assert page.content.decode() == (
        '<a href="P-1.html">one</a> <a class="f" href="index.html">home</a> <a>two</a> '
        '<a href="#w-projects/P-1/cpi">why</a> <p>href=&quot;projects/P-1.html&quot;</p>'
    )


def test_a_project_names_others_that_are_not_beside_it_without_a_link():
    page = Html().alone(
        Artefact("projects/P-3.html", "text/html", OF_A_PROJECT.encode()), ["P-1.html", "P-3.html"]
    )
    assert page.content.decode() == OF_A_PROJECT.replace(' href="P-2.html"', "")
