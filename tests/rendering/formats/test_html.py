from __future__ import annotations

import base64
import hashlib
import re

import pytest

from pfreport.errors import ConfigurationError
from pfreport.rendering.formats.html import Html
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.markup import Markup

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    r"$\evil$",
    "</style></script></title>",
    "&lt;b&gt; &amp;",
)


def rendered(report, theme: Theme | None = None) -> str:
    return Html().render(report, theme or Theme(), "index.html").content.decode()


@pytest.fixture(scope="module")
def pages():
    with pytest.MonkeyPatch.context() as patch:
        for key, text in reports.WORDS.items():
            patch.setitem(reports_words(), key, text)
        yield {"executive": rendered(reports.executive()), "project": rendered(reports.project())}


def reports_words():
    from pfreport.report.words import WORDS

    return WORDS


@pytest.fixture(params=["executive", "project"])
def page(request, pages) -> str:
    return pages[request.param]


def test_the_policy_has_the_hashes_of_exactly_the_style_and_script_that_stand_in_the_page(page):
    found = Markup(page)
    policy = next(
        a["content"]
        for tag, a in found.elements
        if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    for element in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(found.raw[element].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("img-src data:; font-src data:; base-uri 'none'; form-action 'none'")


def test_no_element_has_a_style_attribute_or_a_handler(page):
    names = {name for _, attributes in Markup(page).elements for name in attributes}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_a_page_needs_nothing_from_elsewhere(page):
    found = Markup(page)
    assert not found.all("src")
    assert "http" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "").replace(
        "http-equiv", ""
    )
    assert all(not link.startswith(("http", "//", "file")) for link in found.all("href"))


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere(page):
    found = Markup(page)
    ids = found.all("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in found.all("href") if link.startswith("#")} <= set(ids)
    assert {name for names in found.all("aria-labelledby") for name in names.split()} <= set(ids)


def test_style_and_script_are_the_same_whatever_the_data():
    one, other = (
        Markup(rendered(reports.executive())),
        Markup(rendered(reports.with_texts(reports.project(), "other"))),
    )
    assert one.raw == other.raw


def test_every_figure_with_a_source_leads_to_its_row(pages):
    found = Markup(pages["executive"])
    asked = [a["href"] for tag, a in found.elements if tag == "a" and a.get("class") == "f"]
    assert "#w-projects_2fP-003_2fcpi" in asked
    assert "#w-portfolio_2feac" in asked


def test_the_text_of_the_executive_report(pages):
    text = Markup(pages["executive"]).text
    for expected in (
        "Forecast is EUR 1.19 m (4 %) over budget; P-003 and P-007 make 90 % of the overrun",
        "4 decisions are needed by 21 November 2026; 3 of them ask for EUR 1.32 m",
        "11 of 12 projects, 97 % of budget",
        "0.9004",
        "a no progress reported since June; b mandatory.",
        "12 of 14 shown. The rest is in measures.xlsx.",
        "EV EUR 2,560,000 AC EUR 3,180,000",
        "Periods!D5:D16, Periods!F5:F16",
        f"SHA-256 {reports.ABOUT.workbook_sha256}",
    ):
        assert expected in text


def test_links_between_the_reports(pages):
    assert "projects/P-003.html" in Markup(pages["executive"]).all("href")
    assert "../index.html" in Markup(pages["project"]).all("href")


def test_lights_are_words_and_shapes_too(pages):
    assert re.search(
        r'<span class="light"><svg[^>]*aria-hidden="true"><path d="M7 -\.6[^>]*/></svg>',
        pages["project"],
    )
    assert Markup(pages["project"]).text.count("Amber") >= 4


def test_the_current_phase_is_marked(pages):
    current = [a for tag, a in Markup(pages["project"]).elements if a.get("aria-current") == "step"]
    assert [one["class"] for one in current] == ["current"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("make", [reports.executive, reports.project])
def test_hostile_text_stays_text(make, text):
    plain, hostile = (
        Markup(rendered(reports.with_texts(make(), "plain"))),
        Markup(rendered(reports.with_texts(make(), text))),
    )
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert text in hostile.text
    assert not [
        link
        for link in hostile.all("href")
        if "javascript" in link.split("#")[0] and not link.endswith(".html")
    ]


@pytest.mark.parametrize("text", ["x" * 200, "م" * 200, "🚧 " * 60, "W" * 5000])
def test_long_names_and_other_scripts_survive_within_their_caps(text):
    page = rendered(reports.with_texts(reports.executive(), text))
    assert text[:40] in page
    assert "x" * 2001 not in page
    assert "W" * 2001 not in page


def test_the_same_report_gives_the_same_bytes():
    assert rendered(reports.executive()) == rendered(reports.executive())


def test_a_users_template_goes_before_ours(tmp_path):
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "callout.html").write_text("<p>changed by the user</p>")
    text = Markup(rendered(reports.executive(), Theme(templates=str(tmp_path)))).text
    assert "changed by the user" in text
    assert "4 decisions are needed" in text


def test_a_missing_folder_of_templates_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="no such folder"):
        rendered(reports.executive(), Theme(templates=str(tmp_path / "none")))


def test_a_style_sheet_that_closes_its_element_is_refused(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "screen.css").write_text("</style><script>alert(1)</script>")
    with pytest.raises(ConfigurationError, match=r"screen\.css"):
        rendered(reports.executive(), Theme(templates=str(tmp_path)))


def test_templates_run_in_a_sandbox(tmp_path):
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "callout.html").write_text("{{ ''.__class__.__mro__ }}")
    with pytest.raises(Exception, match="unsafe"):
        rendered(reports.executive(), Theme(templates=str(tmp_path)))


def test_the_accent_of_the_theme_reaches_the_page():
    assert "--accent:#7a1fa2;" in rendered(reports.executive(), Theme(accent="#7a1fa2"))
