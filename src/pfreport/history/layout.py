"""How packs lie in an output folder: `.packs/2026-10.1`, and a link for each month that points at
the one that counts.
"""

from __future__ import annotations

import re
from pathlib import Path

from pfreport.errors import MissingFileError
from pfreport.history.schema import Schema
from pfreport.kinds import Month

PACKS = ".packs"
LATEST = "latest"
MANIFEST, MANIFEST_SCHEMA = "manifest.json", Schema("pfreport.manifest")
MEASURES, INPUTS = "measures.json", "inputs.json"
_REVISION = re.compile(r"(\d{4}-\d{2})\.(\d+)")


def revision_of(folder: Path) -> tuple[Month, int] | None:
    """Month and number of a pack's folder; None for a folder that is none."""
    match = _REVISION.fullmatch(folder.name)
    month = Month.parse(match[1]) if match else None
    return (month, int(match[2])) if match and month else None


def packs_in(out: Path) -> list[Path]:
    """Every pack's folder, by month and revision; MissingFileError where they cannot be looked
    at.
    """
    packs = out / PACKS
    try:
        found = sorted(
            (place, path)
            for path in packs.glob("*.*")
            if path.is_dir() and (place := revision_of(path))
        )
    except OSError as error:
        raise MissingFileError(
            f"{packs} cannot be read: {error.strerror}",
            "try again; if it stays so, mend its permissions",
        ) from error
    return [path for _, path in found]


def counting(out: Path) -> list[Path]:
    """The pack of each month that counts, oldest first: the one its link points at, else the
    latest revision.
    """
    by_month = {place[0]: path for path in packs_in(out) if (place := revision_of(path))}
    return [_linked(out, month) or path for month, path in sorted(by_month.items())]


def _linked(out: Path, month: Month) -> Path | None:
    link = out / str(month)
    target = link.resolve() if link.is_symlink() else None
    return target if target is not None and target.is_dir() and revision_of(target) else None
