import pytest

from pfreport.errors import ConfigurationError
from pfreport.origins import Origin
from pfreport.settings import Config, Theme, read_config


def config(folder, text):
    (folder / "pfreport.toml").write_text(text, encoding="utf-8")
    return read_config(folder / "portfolio.xlsx")


def test_without_a_file_there_is_an_empty_one(tmp_path):
    assert read_config(tmp_path / "portfolio.xlsx") == Config()


def test_settings_and_theme_are_read_with_their_lines(tmp_path):
    found = config(tmp_path, '# ours\n[settings]\nportfolio_name = "Change"\n\n[theme]\npaper = "Letter"\naccent = "#0F5C8C"\n')
    assert found.settings == {"portfolio_name": "Change"}
    assert found.theme == Theme(accent="#0F5C8C", paper="Letter")
    assert found.origin("settings.portfolio_name") == Origin("pfreport.toml", 3, 0)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[setings]\n", "unknown key setings", "did you mean settings"),
        ("[settings]\ndiscountrate = 1\n", "unknown key settings.discountrate", "settings.discount_rate"),
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
