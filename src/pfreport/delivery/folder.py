"""The folder that packs are written to must be one where nobody else can put a link in the way."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pfreport.errors import CannotWriteError

OURS = 0o775
"""What folders made here allow at most, whatever the umask grants."""
ELSEWHERE = ", or choose another folder with -o"


def make_folder(path: Path) -> None:
    """Makes a folder that not everybody may write to, with those above it."""
    path.mkdir(mode=OURS, parents=True, exist_ok=True)


def refuse_unsafe(out: Path, inside: Path, elsewhere: str = ELSEWHERE) -> None:
    """CannotWriteError where strangers own the folder or anybody may write to it.

    A folder made inside it tells whether the file system keeps permissions at all: a Windows drive
    under WSL shows every folder as open.
    """
    found = out.stat()
    if os.geteuid() != 0 and found.st_uid not in (os.geteuid(), 0):
        raise CannotWriteError(f"{out} belongs to another user", f"let them run it{elsewhere}")
    if _open_to_all(found) and not _open_to_all(inside.stat()):
        raise CannotWriteError(
            f"anybody may write to {out}, and could replace a report",
            f"run chmod o-w on it{elsewhere}",
        )


def _open_to_all(found: os.stat_result) -> bool:
    return bool(found.st_mode & stat.S_IWOTH)
