"""What a pack says about its mails: `outbox.json`, held against the manifest's hashes and the rows
of Recipients.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pfreport.delivery.outbox import Letter
from pfreport.delivery.pack import Pack, read_manifest
from pfreport.errors import MissingFileError
from pfreport.history.inputs import SCHEMA as INPUTS_SCHEMA
from pfreport.history.layout import INPUTS
from pfreport.history.schema import Schema, SchemaError
from pfreport.kinds import normalised
from pfreport.rendering.formats.registry import SCREEN

PLAN, SCHEMA = "outbox.json", Schema("pfreport.outbox")
REBUILD = "build the month again: pfreport build"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file of a recipient's view. `role` is report, smaller (in its place where that is too big)
    or figures.
    """

    name: str
    role: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class View:
    """What a mail carries: its texts, page one as a PNG picture, its files."""

    text: str
    html: str
    picture: bytes | None
    enclosures: tuple[Enclosure, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """One mail as the pack has it: its identity, the row it comes from, to whom, about what, and
    its files with their hashes.
    """

    letter: Letter
    row: str
    name: str | None
    view: str
    subject: str
    thread_id: str
    files: tuple[Mapping[str, Any], ...]
    body: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Unserved:
    """Who gets no mail from a pack: the cell that asked for one, the address where the row has one,
    and why.
    """

    row: str
    address: str | None
    why: str

    def __str__(self) -> str:
        """A line that says so."""
        return f"{self.address or self.row}: gets no mail: {self.why}" + (
            f" ({self.row})" if self.address else ""
        )


@dataclass(frozen=True, slots=True)
class Mailing:
    """The mails of a pack, and who gets none. `settings` are those its workbook sets, by key."""

    pack: Pack
    manifest: Mapping[str, Any]
    settings: Mapping[str, Any]
    status_date: dt.date
    portfolio: str
    mails: tuple[Addressed, ...]
    unserved: tuple[Unserved, ...] = ()

    @property
    def incomplete_because(self) -> str | None:
        """What the pack lacks; None where it is complete."""
        return (
            None
            if self.manifest.get("state") == "complete"
            else str(self.manifest.get("why") or "it does not say why")
        )


def read_mailing(pack: Pack) -> Mailing:
    """The mails of a pack.

    Raises MissingFileError where it has none, cannot be read, was changed since it was built, or
    where a mail does not fit its row.
    """
    manifest = read_manifest(pack.folder)
    if PLAN not in manifest.get("files", {}):
        raise MissingFileError(
            f"{pack.folder} holds no mails", "fill the sheet Recipients, then build the month again"
        )
    try:
        outbox = SCHEMA.read(json.loads(read_file(pack.folder, PLAN, manifest)))
        inputs = INPUTS_SCHEMA.read(json.loads(read_file(pack.folder, INPUTS, manifest)))
    except SchemaError as error:
        raise MissingFileError(
            f"{pack.folder} holds mails of another version of pfreport", REBUILD
        ) from error
    sheets = inputs["sheets"]
    rows = {fields["email"][1]: fields for fields in sheets.get("Recipients", {}).values()}
    for recipient in outbox["recipients"]:
        _hold_against(rows.get(recipient["row"]), recipient)
    return Mailing(
        pack=pack,
        manifest=manifest,
        settings={key: given["value"][0] for key, given in sheets.get("Settings", {}).items()},
        status_date=dt.date.fromisoformat(outbox["status_date"]),
        portfolio=outbox["portfolio"],
        mails=tuple(_addressed(pack, recipient) for recipient in outbox["recipients"]),
        unserved=tuple(Unserved(**one) for one in outbox.get("left_out", ())),
    )


def read_view(mailing: Mailing, mail: Addressed) -> View:
    """The files of a mail. MissingFileError where one is not what `outbox.json` and the manifest
    say.
    """
    body = {part: _of_view(mailing, mail, name) for part, name in mail.body.items() if name}
    return View(
        body["text"].decode(),
        body["html"].decode(),
        body.get("picture"),
        tuple(_enclosures(mailing, mail)),
    )


def read_file(folder: Path, name: str, manifest: Mapping[str, Any]) -> bytes:
    """A file of a pack. MissingFileError where its bytes are not those the manifest names."""
    listed = manifest["files"].get(name)
    if listed is None or ".." in PurePosixPath(name).parts:
        raise MissingFileError(f"{name} is no file of the pack", REBUILD)
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise MissingFileError(
            f"{folder / name} cannot be read: {error.strerror}", REBUILD
        ) from error
    if hashlib.sha256(content).hexdigest() != listed["sha256"]:
        raise MissingFileError(f"{folder / name} was changed after it was built", REBUILD)
    return content


def _enclosures(mailing: Mailing, mail: Addressed) -> Iterator[Enclosure]:
    for file in mail.files:
        path, content = PurePosixPath(file["path"]), _of_view(mailing, mail, file["path"])
        if hashlib.sha256(content).hexdigest() != file["sha256"]:
            raise MissingFileError(
                f"{path} is not the file meant for {mail.letter.address}", REBUILD
            )
        # pages link to each other by their names
        name = (
            path.name
            if file["type"] == SCREEN.media_type
            else f"{path.stem}-{mailing.pack.month}{path.suffix}"
        )
        yield Enclosure(name, file["role"], file["type"], content)


def _of_view(mailing: Mailing, mail: Addressed, name: str) -> bytes:
    if not PurePosixPath(name).is_relative_to(mail.view):
        raise MissingFileError(f"{name} is not of the view for {mail.letter.address}", REBUILD)
    return read_file(mailing.pack.folder, name, mailing.manifest)


def _addressed(pack: Pack, recipient: Mapping[str, Any]) -> Addressed:
    return Addressed(
        letter=Letter(
            recipient["message_id"], recipient["address"], pack.folder.name, recipient["sha256"]
        ),
        row=recipient["row"],
        name=recipient["name"],
        view=recipient["view"],
        subject=recipient["subject"],
        thread_id=recipient["thread_id"],
        files=tuple(recipient["files"]),
        body=recipient["body"],
    )


def _hold_against(row: Mapping[str, Any] | None, recipient: Mapping[str, Any]) -> None:
    """What a mail shows and to whom must be what its row of Recipients says."""
    said = {key: given[0] for key, given in (row or {}).items()}
    agrees = (
        row is not None
        and normalised(str(said["email"])) == normalised(recipient["address"])
        and said.get("audience") == recipient["audience"]
        and bool(said.get("show_money")) == recipient["money"]
        and bool(said.get("show_names")) == recipient["names"]
    )
    if not agrees:
        raise MissingFileError(
            f"the mail for {recipient['address']} does not fit {recipient['row']}", REBUILD
        )
