"""pfreport with mails in its packs, as long as a build does not make them itself: a report of a page for each recipient.

python -m tests.delivery.stand_in run WORKBOOK
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pfreport.artefact import Artefact
from pfreport.cli.app import main
from pfreport.delivery import pack as packs
from pfreport.kinds import Month
from tests.delivery.outboxes import Reader, outbox_json

really = packs.write_pack


def write_pack(out: Path, month: Month, revision: int, artefacts: Iterable[Artefact], *rest: Any) -> packs.Pack:
    """Writes a pack with the mails its Recipients ask for."""
    files = {file.name: file for file in artefacts}
    rows = json.loads(files["inputs.json"].content)["sheets"].get("Recipients", {})
    if rows and "outbox.json" not in files:
        readers = [Reader(fields["email"][0], row=fields["email"][1]) for fields in rows.values()]
        added = [file for reader in readers for file in reader.files()] + [outbox_json(readers)]
        manifest = json.loads(files["manifest.json"].content)
        manifest["files"] |= {file.name: {"sha256": file.sha256, "type": file.media_type} for file in added}
        files |= {file.name: file for file in (*added, Artefact("manifest.json", "application/json", json.dumps(manifest).encode()))}
    return really(out, month, revision, list(files.values()), *rest)


if __name__ == "__main__":
    packs.write_pack = write_pack
    main()
