"""The mails of a pack as `.eml` files, to look at before they go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pfreport.artefact import Artefact, file_name
from pfreport.delivery import pack as packs
from pfreport.delivery.mail import Parcel, Stamp, parcels
from pfreport.delivery.mailing import Addressed, read_view
from pfreport.delivery.sending import Order, objection

FOLDER = "dry-run"


def write_drafts(order: Order, out: Path) -> Iterator[tuple[Path, Addressed, Parcel]]:
    """Writes what would be sent into `dry-run/` of the output folder, in place of what an earlier
    dry run left there.
    """
    folder = out / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    for number, mail in enumerate(order.mailing.mails, 1):
        if objection(order.mail, mail.letter.address):
            continue
        view = read_view(order.mailing, mail)
        parcel = next(
            parcels(order.mailing, mail, view, Stamp(order.mail.sender or "", order.now()))
        )
        name = f"{number:03d}-{file_name(mail.letter.address)}.eml"
        packs.write_files(folder, [Artefact(name, "message/rfc822", parcel.content)])
        yield folder / name, mail, parcel
