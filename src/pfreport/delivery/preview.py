"""Serves the pages of the newest build on this machine alone, in a frame that is loaded again when
there is a newer one.

The pages' own policy lets nothing be fetched, so that it is the frame around them that asks.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from pfreport import assets
from pfreport.delivery.pack import manifest_of
from pfreport.rendering.formats.registry import SCREEN

LOOPBACK = "127.0.0.1"
_OWN = {
    "/": ("index.html", "text/html"),
    "/preview.js": ("preview.js", "text/javascript"),
    "/preview.css": ("preview.css", "text/css"),
}
_FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src "
    "'self'; base-uri 'none'"
)
_PAGE_POLICY = "frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is served: the folder of a pack (None before the first), which build it is, what kept a
    newer one from being made.
    """

    folder: Path | None = None
    build: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path is answered with."""

    media_type: str
    content: bytes
    policy: str


class _Quiet(ThreadingHTTPServer):
    """A browser that goes away in the midst of an answer is no bug of ours."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says what went wrong, but for a lost connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Preview:
    """A server on the loopback address; entered while it runs. `shown` may be replaced at any
    time.
    """

    def __init__(self, port: int = 0) -> None:
        self.shown = Shown()
        self._server = _Quiet((LOOPBACK, port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where to look."""
        return f"http://{LOOPBACK}:{self._server.server_port}/"

    def is_host(self, host: str | None) -> bool:
        """Whether a request means this server by a name of this machine: a foreign name that
        leads here may not read the reports.
        """
        return host in (
            f"{LOOPBACK}:{self._server.server_port}",
            f"localhost:{self._server.server_port}",
        )

    def answer(self, path: str) -> Answer | None:
        """What stands at a path; None for all but the frame and the pages of the pack."""
        shown = self.shown
        if path in _OWN:
            name, media_type = _OWN[path]
            return Answer(
                media_type, assets.text(f"templates/preview/{name}").encode(), _FRAME_POLICY
            )
        if path == "/state":
            return Answer(
                "application/json",
                json.dumps({"build": shown.build, "problem": shown.problem}).encode(),
                _FRAME_POLICY,
            )
        if shown.folder is None or path.removeprefix("/") not in _pages(shown.folder):
            return None
        return Answer(
            SCREEN.media_type, (shown.folder / path.removeprefix("/")).read_bytes(), _PAGE_POLICY
        )


def _pages(folder: Path) -> Mapping[str, object]:
    """The pages that the manifest lists, and nothing else that may lie there."""
    return {
        name: file
        for name, file in manifest_of(folder).get("files", {}).items()
        if file["type"] == SCREEN.media_type and not name.startswith("views/")
    }


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET alone."""

        server_version, sys_version, timeout = "pfreport", "", 10

        def do_GET(self) -> None:
            """The frame, its state, or a page."""
            try:
                found = (
                    preview.answer(unquote(urlsplit(self.path).path))
                    if preview.is_host(self.headers["Host"])
                    else None
                )
            except (OSError, ValueError):
                found = None
            self._send(
                HTTPStatus.OK if found else HTTPStatus.NOT_FOUND,
                found or Answer("text/plain", b"Nothing here.\n", _FRAME_POLICY),
            )

        def _send(self, status: HTTPStatus, answer: Answer) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{answer.media_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(answer.content)))
            self.send_header("Content-Security-Policy", answer.policy)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return Handler
