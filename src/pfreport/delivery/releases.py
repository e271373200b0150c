"""Released packs: frozen for good. A later build of their month is a new revision beside them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pfreport.delivery import pack as packs
from pfreport.delivery.outbox import NAME, Outbox
from pfreport.errors import MissingFileError
from pfreport.kinds import Month


def released(out: Path, month: Month) -> dict[int, dt.datetime]:
    """The released revisions of a month, and when each was; reads nothing where nothing was ever
    released or sent.
    """
    if not (out / NAME).exists():
        return {}
    with Outbox(out) as outbox:
        return outbox.released(month)


def release(out: Path, month: Month, revision: int | None, now: dt.datetime) -> packs.Pack:
    """Freezes a revision of a month, by itself the one its link leads to, and points the link at
    it.

    Raises MissingFileError where there is no such pack.
    """
    with packs.locked(out):
        found = packs.find(out, month, revision)
        if found is None:
            what = f"{month}" if revision is None else f"revision {revision} of {month}"
            raise MissingFileError(
                f"there is no pack for {what} in {out}", "pfreport build makes one"
            )
        with Outbox(out) as outbox:
            outbox.release(month, found.revision, now)
        packs.point(out, month, found.revision)
    return found
