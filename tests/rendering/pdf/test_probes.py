"""Every way a page may ask for something from elsewhere, each with a file of this machine and with
a server: neither is had.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest

pytest.importorskip("weasyprint", exc_type=OSError, reason="PDFs need Pango")

from pfreport.errors import ConfigurationError
from pfreport.rendering.pdf.printing import printed
from tests.rendering import reports

SECRET = "the-secret-of-this-machine"
ASKING = (
    '<img src="{}" alt="x">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    "<style>@import url({});</style>",
    "<style>body{{background:url({})}}</style>",
    "<style>li{{list-style-image:url({})}}</style><ul><li>x</li></ul>",
    "<style>p::before{{content:url({})}}</style><p>x</p>",
    "<style>@font-face{{font-family:F;src:url({})}}p{{font-family:F}}</style><p>x</p>",
    "<style>@page{{background:url({})}}</style>",
    "<style>p{{border-image:url({}) 1;border:1pt solid}}</style><p>x</p>",
    '<p style="background:url({})">x</p>',
    '<object data="{}" type="image/png">x</object>',
    '<embed src="{}" type="image/png">',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{}" width="9" '
    'height="9"/></svg>',
)
IN_STYLE = (
    "@import url({});",
    "@import '{}' print;",
    "@font-face{font-family:F;src:url({})}p{font-family:F}",
    "p{background:url({})}",
    "@page{@top-left{content:url({})}}",
)
INERT = (
    '<iframe src="{}"></iframe>',
    '<script src="{}"></script>',
    '<img srcset="{}" alt="x">',
    '<meta http-equiv="refresh" content="0;url={}">',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><use href="{}#a"/></svg>',
    '<base href="{}"><p>x</p>',
    '<video src="{}"></video><audio src="{}"></audio>',
)


class Heard(BaseHTTPRequestHandler):
    """Notes who asks."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], list[str]]]:
    """Addresses that must not be asked, and what was."""
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text(SECRET)
    handler = type("_Heard", (Heard,), {"asked": [], "log_message": lambda *_: None})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    yield [secret.as_uri(), f"http://127.0.0.1:{server.server_port}/x"], handler.asked
    server.shutdown()
    server.server_close()


def pdf_of(markup: str, style: str = "") -> bytes:
    page = (
        f"<!doctype html><html lang='en'><head><title>x</title></head><body>{markup}</body></html>"
    )
    return printed(page, style, reports.project().about, ())


@pytest.mark.parametrize("markup", ASKING)
def test_what_asks_for_something_fails_the_page(
    markup: str, places: tuple[list[str], list[str]]
) -> None:
    addresses, asked = places
    for address in addresses:
        with pytest.raises(ConfigurationError, match="may not load"):
            pdf_of(markup.replace("{}", address).replace("{{", "{").replace("}}", "}"))
    assert asked == []


@pytest.mark.parametrize("style", IN_STYLE)
def test_what_a_style_asks_for_fails_the_page(
    style: str, places: tuple[list[str], list[str]]
) -> None:
    addresses, asked = places
    for address in addresses:
        with pytest.raises(ConfigurationError, match="may not load"):
            pdf_of("<p>x</p>", style.replace("{}", address))
    assert asked == []


@pytest.mark.parametrize("markup", INERT)
def test_what_a_page_in_print_ignores_it_ignores(
    markup: str, places: tuple[list[str], list[str]]
) -> None:
    addresses, asked = places
    for address in addresses:
        with contextlib.suppress(ConfigurationError):
            with pikepdf.open(io.BytesIO(pdf_of(markup.replace("{}", address)))) as pdf:
                streams = [
                    one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)
                ]
            assert not any(SECRET.encode() in stream for stream in streams)
    assert asked == []


def test_a_file_that_is_asked_for_is_there(places: tuple[list[str], list[str]]) -> None:
    assert Path(places[0][0].removeprefix("file://")).read_text() == SECRET
