"""Finds what is shipped with the program, in a checkout (beside `src/`) and in an installed wheel
(inside the package).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The shipped folder `templates`, `samples` or `fonts`; FileNotFoundError where the
    installation lacks it.
    """
    for root in (_PACKAGE, _PACKAGE.parent.parent):
        found = root / name
        if found.is_dir():
            return found
    raise FileNotFoundError(f"this installation of pfreport has no {name}/")


def text(name: str) -> str:
    """A shipped text file by its path below the package or the checkout, e.g.
    `templates/css/print.css`.
    """
    top, _, rest = name.partition("/")
    return (folder(top) / rest).read_text(encoding="utf-8")
