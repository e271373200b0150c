"""`manifest.json`: what a pack is, of what it was made, and the hash of every file."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from dataclasses import dataclass

from pfreport import __version__
from pfreport.advice.findings import Findings
from pfreport.artefact import Artefact
from pfreport.history.layout import MANIFEST, MANIFEST_SCHEMA
from pfreport.settings import Settings, declared


@dataclass(frozen=True, slots=True)
class State:
    """Whether a pack is complete, and if not, why; and how many errors its workbook has."""

    complete: bool
    why: str | None = None
    errors: int = 0


def versions() -> dict[str, str]:
    """What the bytes of a page depend on besides the report."""
    return {
        "pfreport": __version__,
        **{name: importlib.metadata.version(name) for name in ("matplotlib", "weasyprint")},
    }


def manifest(
    findings: Findings, revision: int, state: State, files: Iterable[Artefact]
) -> Artefact:
    """The manifest of a pack; the same on every run."""
    settings = findings.portfolio.settings
    content = {
        "schema": str(MANIFEST_SCHEMA),
        "portfolio": settings.portfolio_name,
        "status_date": settings.status_date.isoformat(),
        "revision": revision,
        "state": "complete" if state.complete else "incomplete",
        "why": state.why,
        "workbook": {"name": findings.source.name, "sha256": findings.source.sha256},
        "settings_sha256": _settings_sha256(settings),
        "versions": versions(),
        "files": {file.name: _file(file) for file in files},
    }
    return Artefact(
        MANIFEST,
        "application/json",
        json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n",
    )


def _file(file: Artefact) -> dict[str, object]:
    return {
        "sha256": file.sha256,
        "size": len(file.content),
        "type": file.media_type,
        "report_sha256": file.report_sha256,
    }


def _settings_sha256(settings: Settings) -> str:
    plain = {key: str(getattr(settings, key)) for key in declared()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
