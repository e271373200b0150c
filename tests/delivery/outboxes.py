"""Packs with mails in them, without a workbook: what `send` reads, and nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pfreport.artefact import Artefact
from pfreport.delivery import pack as packs
from pfreport.kinds import Month

MONTH = Month(2026, 10)
STATUS_DATE = dt.date(2026, 10, 31)
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = b"\x89PNG\r\n\x1a\n picture of page one"


@dataclass(frozen=True)
class Reader:
    """A row of Recipients and the sizes of the files they get."""

    address: str
    name: str | None = None
    report: int = 2_000
    smaller: int | None = None
    figures: int | None = None
    row: str | None = None

    @property
    def view(self) -> str:
        """A folder of their own."""
        return "views/" + hashlib.sha256(self.address.encode()).hexdigest()[:16]

    @property
    def message_id(self) -> str:
        """The same for the same reader and month."""
        return f"<{hashlib.sha256(self.address.encode()).hexdigest()[:20]}.{MONTH}@example.org>"

    def content(self, role: str) -> bytes:
        """The bytes of one of their files; nobody else has the same."""
        size = getattr(self, role)
        return f"%PDF {role} of {self.address} ".encode().ljust(size, b"\xa7")[:size]

    def files(self) -> list[Artefact]:
        """What lies in their view."""
        html = (
            f"<html><body><p>Dear {self.address}</p><img src='cid:page-one' alt='Page "
            "one'></body></html>"
        )
        kinds = (
            ("report", "report.pdf", PDF),
            ("smaller", "executive.pdf", PDF),
            ("figures", "measures.xlsx", XLSX),
        )
        enclosed = [
            Artefact(f"{self.view}/{name}", kind, self.content(role))
            for role, name, kind in kinds
            if getattr(self, role) is not None
        ]
        return [
            *enclosed,
            Artefact(
                f"{self.view}/mail.txt",
                "text/plain",
                f"Dear {self.address}\n.\n.. and so on\n".encode(),
            ),
            Artefact(f"{self.view}/mail.html", "text/html", html.encode()),
            Artefact(f"{self.view}/page-one.png", "image/png", PNG),
        ]


READERS = (
    Reader("ann@example.org", "Ann Äther"),
    Reader("bob@example.org"),
    Reader("cem@example.org", figures=900),
)


def write_outbox(
    out: Path, readers: Sequence[Reader] = READERS, *, state: str = "complete", **settings: Any
) -> packs.Pack:
    """Writes a pack of October 2026 into an output folder."""
    files = [file for reader in readers for file in reader.files()]
    files += [
        outbox_json(readers),
        _json("inputs.json", _inputs(readers, {"max_age_days": 100_000} | settings)),
    ]
    listed = {
        file.name: {"sha256": file.sha256, "size": len(file.content), "type": file.media_type}
        for file in files
    }
    why = None if state == "complete" else "no PDF: Pango is missing"
    manifest = _json(
        "manifest.json",
        {"schema": "pfreport.manifest/1", "state": state, "why": why, "files": listed},
    )
    with packs.locked(out):
        return packs.write_pack(out, MONTH, packs.next_revision(out, MONTH), [*files, manifest])


def outbox_json(readers: Sequence[Reader]) -> Artefact:
    """The mails to these readers, who stand in the rows of Recipients from 2 on, or where they
    say.
    """
    recipients = [
        _recipient(reader.row or f"Recipients!A{row}", reader)
        for row, reader in enumerate(readers, 2)
    ]
    said = {
        "schema": "pfreport.outbox/1",
        "status_date": STATUS_DATE.isoformat(),
        "portfolio": "Change portfolio",
        "recipients": recipients,
    }
    return _json("outbox.json", said)


def _recipient(row: str, reader: Reader) -> dict[str, Any]:
    enclosed = [file for file in reader.files() if file.media_type in (PDF, XLSX)]
    roles = {"report.pdf": "report", "executive.pdf": "smaller", "measures.xlsx": "figures"}
    return {
        "row": row,
        "address": reader.address,
        "name": reader.name,
        "view": reader.view,
        "audience": "Executive",
        "scope": ["ALL"],
        "format": "pdf",
        "money": True,
        "names": False,
        "subject": "Portfolio 2026-10: 2 red, 3 amber, 1 decision needed",
        "message_id": reader.message_id,
        "thread_id": "<thread.change-portfolio@example.org>",
        "sha256": hashlib.sha256(b"".join(file.content for file in enclosed)).hexdigest(),
        "files": [
            {
                "path": f.name,
                "role": roles[Path(f.name).name],
                "sha256": f.sha256,
                "size": len(f.content),
                "type": f.media_type,
            }
            for f in enclosed
        ],
        "body": {
            "text": f"{reader.view}/mail.txt",
            "html": f"{reader.view}/mail.html",
            "picture": f"{reader.view}/page-one.png",
        },
    }


def _inputs(readers: Sequence[Reader], settings: dict[str, Any]) -> dict[str, Any]:
    rows = {
        f"{reader.address} / Executive / ALL": _row(row, reader)
        for row, reader in enumerate(readers, 2)
    }
    said = {key: {"value": [value, None]} for key, value in settings.items()}
    return {"schema": "pfreport.inputs/1", "sheets": {"Recipients": rows, "Settings": said}}


def _row(row: int, reader: Reader) -> dict[str, Any]:
    return {
        "email": [reader.address, f"Recipients!A{row}"],
        "audience": ["Executive", f"Recipients!C{row}"],
        "show_money": [True, f"Recipients!F{row}"],
    }


def _json(name: str, content: object) -> Artefact:
    return Artefact(name, "application/json", json.dumps(content).encode())
