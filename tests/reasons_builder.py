"""Reasons by the words that tests write them in."""

from __future__ import annotations

from pfreport.reasons import Because, Reason, reason_stated
from pfreport.words.catalogue import catalogue


def reason_said(words: str) -> Reason:
    """The reason whose words name nothing and are these; else one that carries them."""
    texts = catalogue().texts
    code = next((one for one in Because if texts[f"reason.{one}"] == words), None)
    return reason_stated(words) if code is None else Reason(code)
