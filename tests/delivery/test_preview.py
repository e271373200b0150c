import json
import socket
import struct
import time
from contextlib import closing
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from pfreport.delivery.preview import Preview, Shown

HTML = "text/html"
PAGES = {
    "index.html": HTML,
    "projects/P-1.html": HTML,
    "measures.json": "application/json",
    "views/1/index.html": HTML,
}
UNSEEN = (
    "not-listed.html",
    "measures.json",
    "views/1/index.html",
    "manifest.json",
    "../index.html",
    "%2e%2e/x",
    "a%00b",
)


@pytest.fixture
def preview(tmp_path):
    for name in (*PAGES, "not-listed.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"<p>{name}</p>")
    (tmp_path / "manifest.json").write_text(
        json.dumps({"files": {name: {"type": kind} for name, kind in PAGES.items()}})
    )
    with Preview() as started:
        started.shown = Shown(tmp_path, 1)
        yield started


def fetched(preview, path, **headers):
    try:
        with urlopen(Request(preview.address + path, headers=headers), timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, ""


def said(preview, request):
    """The first line that is answered to bytes sent as they are."""
    port = int(preview.address.rstrip("/").rpartition(":")[2])
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as line:
        line.sendall(request)
        return line.recv(1000).split(b"\r\n")[0].decode()


def test_the_frame_and_the_pages_of_the_pack_are_served(preview):
    assert fetched(preview, "")[0] == 200
    assert fetched(preview, "projects/P-1.html") == (200, "<p>projects/P-1.html</p>")
    assert json.loads(fetched(preview, "state")[1]) == {"build": 1, "problem": None}
    assert preview.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("path", UNSEEN)
def test_nothing_else_is(preview, path):
    assert fetched(preview, path)[0] == 404


def test_a_foreign_name_that_leads_here_reads_nothing(preview):
    assert fetched(preview, "index.html", Host="evil.example.org")[0] == 404


def test_a_path_that_is_no_path_is_answered(preview, capfd):
    assert (
        said(preview, f"GET http://[ HTTP/1.0\r\nHost: {preview.address[7:-1]}\r\n\r\n".encode())
        == "HTTP/1.0 404 Not Found"
    )
    assert capfd.readouterr().err == ""


def test_a_browser_that_goes_away_is_no_bug(preview, capfd):
    port = int(preview.address.rstrip("/").rpartition(":")[2])
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    line.sendall(b"GET / HT")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()  # with a reset
    time.sleep(0.3)
    assert fetched(preview, "")[0] == 200
    assert capfd.readouterr().err == ""
