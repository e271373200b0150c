from __future__ import annotations

import pytest

pytest.importorskip("weasyprint", exc_type=OSError, reason="PDFs need Pango")

from pfreport.rendering.pdf.fetcher import ForeignAddressError, OwnFetcher


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.css",
        "ftp://example.org/x",
        "pfreport:fonts/../../../etc/passwd",
        "pfreport:fonts/",
        "pfreport:templates/print.html",
        "/etc/passwd",
        "FILE:///etc/passwd",
        "",
    ],
)
def test_foreign_addresses_are_refused(address):
    with pytest.raises(ForeignAddressError):
        OwnFetcher().fetch(address)


def test_our_fonts_and_data_are_answered():
    assert OwnFetcher().fetch("pfreport:fonts/InterTab-Regular.otf").read()[:4] == b"OTTO"
    assert OwnFetcher().fetch("data:text/plain;base64,cGZyZXBvcnQ=").read() == b"pfreport"
