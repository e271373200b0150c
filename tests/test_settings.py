import pytest

from pfreport.errors import ConfigurationError
from pfreport.origins import Origin
from pfreport.settings import Config, Theme, read_config, theme_of
from tests.measures.portfolio_builder import portfolio


def config(folder, text):
    (folder / "pfreport.toml").write_text(text, encoding="utf-8")
    return read_config(folder / "portfolio.xlsx")


def test_without_a_file_there_is_an_empty_one(tmp_path):
    assert read_config(tmp_path / "portfolio.xlsx") == Config()


def test_settings_and_theme_are_read_with_their_lines(tmp_path):
    found = config(
        tmp_path,
        '# ours\n[settings]\nportfolio_name = "Change"\n\n[theme]\npaper = "Letter"\naccent = '
        '"#0F5C8C"\n',
    )
    assert found.settings == {"portfolio_name": "Change"}
    assert found.theme == Theme(accent="#0F5C8C", paper="Letter")
    assert found.origin("settings.portfolio_name") == Origin("pfreport.toml", 3, 0)


def test_lines_of_mappings_are_found_under_quoted_names(tmp_path):
    lines = [
        'settings.portfolio_name = "x"',
        '[sheets."Benefit periods"]  # theirs: [odd]',
        "dates = [",
        '  "dd.mm.yyyy",',
        "]",
        "[sheets.'Benefit periods'.columns]",
        '"Benefit ID" = "A=B [x]"',
        "Planned = 'P'",
        '[goals."G [1]"]',
        'Name = "y"',
    ]
    found = config(tmp_path, "\n".join(lines)).lines
    assert dict(found) == {
        "settings.portfolio_name": 1,
        "sheets.Benefit periods": 2,
        "sheets.Benefit periods.dates": 3,
        "sheets.Benefit periods.columns": 6,
        "sheets.Benefit periods.columns.Benefit ID": 7,
        "sheets.Benefit periods.columns.Planned": 8,
        "goals.G [1]": 9,
        "goals.G [1].Name": 10,
    }


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[setings]\n", "unknown key setings", "did you mean settings"),
        (
            "[settings]\ndiscountrate = 1\n",
            "unknown key settings.discountrate",
            "settings.discount_rate",
        ),
        ("[theme]\npaper = 4\n", "theme.paper must be text", "paper ="),
        ('[theme]\npaper = "A3"\n', "theme.paper is 'A3'", "Letter"),
        ("[settings\n", "not valid TOML", "mend the line"),
        ("settings = 3\n", "settings must be a table", "[settings]"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_hint(tmp_path, text, message, hint):
    with pytest.raises(ConfigurationError) as refused:
        config(tmp_path, text)
    assert message in refused.value.message
    assert hint in refused.value.hint
    assert refused.value.exit_code == 78


def theme(folder, text="", **settings):
    return theme_of(
        config(folder, text),
        portfolio("2026-06-30", settings=settings).settings,
        folder / "portfolio.xlsx",
    )


def test_files_of_the_theme_are_found_beside_the_workbook(tmp_path):
    found = theme(
        tmp_path,
        '[theme]\nlogo = "ours.png"\nfont = "brand.otf"\ntemplates = "look/here"\n',
        logo="theirs.png",
    )
    assert found == Theme(
        logo=str(tmp_path / "ours.png"),
        font=str(tmp_path / "brand.otf"),
        templates=str(tmp_path / "look/here"),
    )


def test_the_settings_name_a_logo_too(tmp_path):
    assert theme(tmp_path, logo="theirs.png") == Theme(logo=str(tmp_path / "theirs.png"))
    assert theme(tmp_path) == Theme()


@pytest.mark.parametrize(
    "name", ["../logo.png", "/etc/logo.png", "a/logo.png", "a\\logo.png", "..", "http://x/logo.png"]
)
def test_a_logo_is_a_bare_file_name(tmp_path, name):
    with pytest.raises(ConfigurationError, match="no bare file name"):
        theme(tmp_path, logo=name)
