"""The words of the reports, each once: sentences by key with named values, and terms.

In a sentence `{name}` prints a value; `{n:project|projects}` prints a count and its noun; `{n:#is|are}` only the word that
agrees with the count.
"""

from __future__ import annotations

WORDS: dict[str, str] = {}
