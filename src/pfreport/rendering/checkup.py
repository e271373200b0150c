"""What this machine has of what rendering needs, for `pfreport doctor`."""

from __future__ import annotations

import ctypes.util
import importlib.metadata
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from pfreport import assets
from pfreport.rendering.look.glyphs import INSTALL as FONTS
from pfreport.rendering.look.glyphs import scripts

_LIBRARIES = {"Pango": "pango-1.0", "PangoFT2": "pangoft2-1.0"}
_SUBSET = "harfbuzz-subset"
_INSTALL = {
    "apt-get": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install pango harfbuzz",
    "brew": "brew install pango harfbuzz",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, what was found, and what to do where it is not.
    `needed` for any report at all.
    """

    name: str
    well: bool
    found: str
    hint: str = ""
    needed: bool = False


def install_command() -> str:
    """The command that installs what PDFs need on this machine."""
    for tool, command in _INSTALL.items():
        if shutil.which(tool):
            return command
    return "install Pango and HarfBuzz with its subset library"


def look_over() -> Iterator[Check]:
    """Python, packages, system libraries, fonts, and a page really rendered."""
    yield Check(
        "Python",
        sys.version_info >= (3, 11),
        platform.python_version(),
        "pfreport needs Python 3.11 or newer",
        needed=True,
    )
    yield from _packages()
    yield from _libraries()
    yield _fonts()
    yield _scripts()
    yield _page()


def _packages() -> Iterator[Check]:
    for name in _required():
        try:
            yield Check(name, well=True, found=importlib.metadata.version(name), needed=True)
        except importlib.metadata.PackageNotFoundError:
            yield Check(
                name,
                well=False,
                found="not installed",
                hint="pip install --require-hashes -r requirements.lock",
                needed=True,
            )


def _required() -> list[str]:
    """The packages pfreport was installed for; none where it runs from its source without being
    installed.
    """
    try:
        stated = importlib.metadata.requires("pfreport") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [
        found[0]
        for found in (re.match(r"[A-Za-z0-9_.-]+", requirement) for requirement in stated)
        if found
    ]


def _libraries() -> Iterator[Check]:
    for name, library in _LIBRARIES.items():
        found = ctypes.util.find_library(library)
        yield Check(
            name,
            found is not None,
            found or "not found",
            f"without it there are no PDFs: {install_command()}",
        )
    subset = ctypes.util.find_library(_SUBSET)
    yield Check(
        "HarfBuzz subset",
        subset is not None,
        subset or "not found",
        f"without it PDFs take three times as long: {install_command()}",
    )


def _fonts() -> Check:
    faces = sorted(path.name for path in assets.folder("fonts").glob("*.otf"))
    return Check(
        "Bundled fonts",
        bool(faces),
        f"{len(faces)} faces",
        "reinstall pfreport: its fonts are missing",
        needed=True,
    )


def _scripts() -> Check:
    """What else can be printed; nobody needs all of it."""
    there, missing = scripts()
    lacking = f"; no font for {', '.join(missing)}: {FONTS}" if missing else ""
    return Check("Other scripts", well=True, found=f"{', '.join(there) or 'none'}{lacking}")


def _page() -> Check:
    """Renders a page for real: the proof that the rest is in order."""
    try:
        # a machine without Pango fails here, and that is what is looked for
        from weasyprint import HTML  # noqa: PLC0415

        size = len(HTML(string="<p>pfreport").write_pdf())
    # whatever keeps a page from being made is the finding
    except Exception as error:  # noqa: BLE001
        return Check(
            "A rendered page",
            well=False,
            found=f"{type(error).__name__}: {error}",
            hint=install_command(),
        )
    return Check("A rendered page", well=True, found=f"{size} bytes of PDF")
