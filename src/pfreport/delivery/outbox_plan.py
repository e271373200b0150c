"""`outbox.json`: who is sent which view, under which Message-ID. `send` reads this and the files it
names, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from pfreport.artefact import Artefact
from pfreport.delivery.mailing import PLAN, SCHEMA, Unserved
from pfreport.delivery.view_files import ViewFiles
from pfreport.delivery.views import Asked, View
from pfreport.kinds import Month
from pfreport.settings import Settings


def outbox(
    settings: Settings,
    asked: Sequence[Asked],
    files: Mapping[View, ViewFiles],
    unserved: Sequence[Unserved],
) -> Artefact:
    """The plan, in the order of rows, and who is not in it. The same on every run."""
    content = {
        "schema": str(SCHEMA),
        "status_date": settings.status_date.isoformat(),
        "portfolio": settings.portfolio_name,
        "recipients": [
            _recipient(settings, one, files[one.view]) for one in asked if one.view in files
        ],
        "left_out": [asdict(one) for one in unserved],
    }
    return Artefact(
        PLAN, "application/json", json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    )


def _recipient(settings: Settings, one: Asked, files: ViewFiles) -> dict[str, object]:
    """A row's mail. Its Message-ID is made of what is in it: built again and the same, it is no
    other mail.
    """
    recipient, view, content = one.recipient, one.view, _sha256(files.every)
    whole, month = settings.portfolio_name, str(Month.of(settings.status_date))
    return {
        "row": recipient.at("email").address,
        "address": recipient.email,
        "name": recipient.name,
        "view": view.folder,
        "audience": view.audience.value,
        "scope": list(view.scope),
        "format": view.format.value,
        "money": view.grants.money,
        "names": view.grants.names,
        "subject": files.subject,
        "message_id": _message_id(recipient.email, whole, month, view.hash, content),
        "thread_id": _message_id(recipient.email, whole, view.audience.value, *view.scope),
        "sha256": content,
        "files": [_file(role, file) for role, file in files.attached],
        "body": {
            "text": files.text.name,
            "html": files.html.name,
            "picture": files.picture.name if files.picture else None,
        },
    }


def _file(role: str, file: Artefact) -> dict[str, object]:
    return {
        "path": file.name,
        "role": role,
        "sha256": file.sha256,
        "size": len(file.content),
        "type": file.media_type,
    }


def _sha256(files: Iterable[Artefact]) -> str:
    """What a whole view is known by: names and hashes of its files."""
    plain = [[file.name, file.sha256] for file in sorted(files, key=lambda file: file.name)]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def _message_id(address: str, *parts: str) -> str:
    """An id that tells nobody anything, in the domain of its reader: the same for the same address
    and parts.
    """
    plain = json.dumps([address.casefold(), *parts], ensure_ascii=False)
    domain = re.sub(r"[^a-z0-9.-]", "-", address.rpartition("@")[2].lower())
    return f"<{hashlib.sha256(plain.encode()).hexdigest()[:32]}@{domain}>"
