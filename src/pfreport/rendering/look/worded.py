"""Words in style sheets and scripts: «KEY» stands for a text, «KEY name=expression» for one whose
slots a script fills.
"""

from __future__ import annotations

import json
import re

from pfreport.errors import ConfigurationError
from pfreport.words.catalogue import Catalogue
from pfreport.words.patterns import Slot, parse

_MARK = re.compile(r"«(?P<key>[\w.]+)(?P<given>[^«»]*)»")
_GIVEN = re.compile(r" (\w+)=(.*?)(?= \w+=|$)", re.DOTALL)


def worded(name: str, source: str, words: Catalogue) -> str:
    """A style sheet or script with its words in it, the inner ones first. ConfigurationError for a
    key that is not there.
    """
    while _MARK.search(source):
        source = _MARK.sub(lambda found: _text(name, found, words), source)
    return source


def _text(name: str, found: re.Match[str], words: Catalogue) -> str:
    key, given = found["key"], dict(_GIVEN.findall(found["given"]))
    if not words.has(key):
        raise ConfigurationError(f"{name}: there are no words called {key}", "mend the template")
    return "".join(
        _quoted(part) if isinstance(part, str) else _filled(part, given[part.name], words)
        for part in parse(words.texts[key])
    )


def _filled(slot: Slot, expression: str, words: Catalogue) -> str:
    """A value in a text of a script, and the form of the word that agrees with it."""
    if not slot.forms:
        return f"${{{expression}}}"
    forms = [f'"{_quoted(form)}"' for form in slot.forms]
    if words.is_one_or_many:
        word = f"{expression} === 1 ? {forms[0]} : {forms[1]}"
    else:
        every = ", ".join(map(": ".join, zip(words.categories, forms, strict=True)))
        rule = f'new Intl.PluralRules("{words.language}")'
        word = f"({{{every}}})[{rule}.select({expression})]"
    return f"${{{word}}}" if slot.alone else f"${{{expression}}} ${{{word}}}"


def _quoted(text: str) -> str:
    """A text as it stands between quotation marks of any kind."""
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("`", "\\`")
