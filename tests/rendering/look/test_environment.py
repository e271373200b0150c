from __future__ import annotations

import shutil

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pfreport import assets
from pfreport.errors import ConfigurationError
from pfreport.rendering.look.environment import environment, look
from pfreport.settings import Theme
from tests.rendering import reports
from tests.rendering.reports import render_html


def own(folder, **files):
    """A theme with a folder of templates; `__` in a name stands for the slash."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Theme(templates=str(folder))


def test_a_file_of_ones_own_takes_the_place_of_ours_alone(tmp_path):
    theme = own(
        tmp_path,
        **{
            "blocks__callout.html": "<p>OUR OWN {{ block.sentence.key }}</p>",
            "css__screen.css": "body{color:red}",
        },
    )
    page = render_html(reports.executive(), theme, "index.html").content.decode()
    assert "body{color:red}" in page
    assert "table.health" not in page
    assert "<table" in page
    assert environment(theme).get_template("blocks/callout.html").filename == str(
        tmp_path / "blocks/callout.html"
    )


def test_a_copy_of_all_gives_the_same_page(tmp_path):
    shutil.copytree(assets.folder("templates"), tmp_path / "copy")
    ours, copied = (
        render_html(reports.executive(), theme, "x").content
        for theme in (Theme(), Theme(templates=str(tmp_path / "copy")))
    )
    assert ours == copied


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("blocks__tabel.html", "did you mean blocks/table.html?"),
        ("print.css", "did you mean css/print.css?"),
        ("zzz", "only files of"),
    ],
)
def test_a_file_that_takes_no_ones_place_is_refused_with_the_nearest_name(tmp_path, name, hint):
    with pytest.raises(ConfigurationError, match="is no template") as refused:
        environment(own(tmp_path, **{name: "x"}))
    assert hint in refused.value.hint


def test_hidden_files_are_not_looked_at(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    environment(own(tmp_path, **{".DS_Store": "x"}))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"print.html": "{% if %}"}, "print.html, line 1"),
        ({"palette.toml": "colours = 3"}, "palette.toml cannot be read"),
        ({"palette.toml": "[colours"}, "palette.toml cannot be read"),
    ],
)
def test_what_is_broken_is_said_before_a_page_is_made(tmp_path, files, message):
    with pytest.raises(ConfigurationError, match=message):
        look(own(tmp_path, **files))


def test_a_palette_that_lacks_a_role_is_refused(tmp_path):
    whole = assets.text("templates/palette.toml")
    without = "\n".join(line for line in whole.splitlines() if not line.startswith("hairline"))
    with pytest.raises(ConfigurationError, match="lacks hairline"):
        look(own(tmp_path, **{"palette.toml": without}))


def test_the_look_tells_one_theme_from_another(tmp_path):
    assert look(own(tmp_path, **{"script.js": "1"})) != look(Theme())
    assert look(Theme()) == look(Theme(paper="Letter"))


def test_a_folder_that_is_not_there_is_refused():
    with pytest.raises(ConfigurationError, match="no such folder"):
        environment(Theme(templates="/nowhere"))


def test_a_template_is_compiled_once_and_again_when_it_says_something_else(tmp_path, monkeypatch):
    compiled = []
    really = ImmutableSandboxedEnvironment.compile

    def counted(templates, source, name=None, *rest, **named):
        compiled.append(name)
        return really(templates, source, name, *rest, **named)

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", counted)

    def said(theme):
        return environment(theme).get_template("screen.html").render()

    theme = own(tmp_path, **{"screen.html": "one"})
    assert [said(theme), said(theme)] == ["one", "one"]
    assert said(own(tmp_path, **{"screen.html": "two"})) == "two"
    assert compiled == ["screen.html", "screen.html"]
