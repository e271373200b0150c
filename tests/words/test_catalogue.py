from __future__ import annotations

import dataclasses

import pytest

from pfreport.errors import ConfigurationError
from pfreport.rendering.look.worded import worded
from pfreport.rendering.text.values import Formats
from pfreport.words.catalogue import Catalogue, catalogue, nearest
from pfreport.words.patterns import filled, marked_up

POLISH = Catalogue(
    "pl",
    {"rows": "{n:wiersz|wiersze|wierszy|wiersza}", "more": "jeszcze {n}"},
    ("one", "few", "many", "other"),
)


def changed(**texts):
    return dataclasses.replace(catalogue(), texts={**catalogue().texts, **texts})


@pytest.mark.parametrize("locale", ["en", "en-GB", "de-AT", "pl", "no such locale", ""])
def test_a_locale_without_words_of_its_own_is_served_in_english(locale):
    assert nearest(locale) is catalogue()
    assert Formats(locale).words.language == "en"


def test_words_that_are_given_are_used_whatever_the_locale():
    assert Formats("en", POLISH).words.language == "pl"
    assert Formats("en", POLISH).said("rows", n=5) == "5 wierszy"


def test_a_text_is_filled_with_texts_and_numbers():
    words = changed(a="{n:row|rows} of {what}, {n:#is|are} it")
    assert filled(words, "a", {"n": 1, "what": "a"}) == "1 row of a, is it"
    assert filled(words, "a", {"n": 2, "what": "a"}) == "2 rows of a, are it"
    with pytest.raises(KeyError):
        filled(words, "a", {"n": 1})


def test_markup_is_escaped_but_for_what_is_markup_already():
    words = changed(a="<{what}> & {mark}")
    mark = marked_up(words, "a", {"what": "<b>", "mark": marked_up(words, "absent", {})})
    assert mark == "&lt;&lt;b&gt;&gt; &amp; n/a"


def test_scripts_and_style_sheets_hold_the_words_of_the_language():
    words = changed(**{"script.copy": 'a "quoted" `text`'})
    assert worded("x", 'say("«script.copy»")', words) == ('say("a \\"quoted\\" \\`text\\`")')
    assert worded("x", "`«script.rows n=a.b»`", catalogue()) == (
        '`${a.b} ${a.b === 1 ? "row" : "rows"}`'
    )
    assert worded("x", "`«script.sums rows=a ? `«script.all n=1»` : b»`", catalogue()) == (
        "`${a ? `Show all ${1} rows` : b}; sums are of all`"
    )
    assert worded("x", "`«more n=a»`", POLISH) == "`jeszcze ${a}`"


def test_scripts_of_a_language_with_other_plurals_ask_the_browser_for_the_form():
    assert worded("x", "`«rows n=a»`", POLISH) == (
        '`${a} ${({one: "wiersz", few: "wiersze", many: "wierszy", other: "wiersza"})'
        '[new Intl.PluralRules("pl").select(a)]}`'
    )
    assert catalogue().is_one_or_many
    assert not dataclasses.replace(catalogue(), language="fr").is_one_or_many


def test_a_theme_that_asks_for_words_that_are_not_there_is_refused():
    with pytest.raises(ConfigurationError, match=r"script.js: .* no.such"):
        worded("script.js", "«no.such»", catalogue())


def test_an_apostrophe_of_ours_stays_one():
    assert marked_up(changed(a="projects' <own>"), "a", {}) == "projects' &lt;own&gt;"
