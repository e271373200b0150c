"""What a page being printed may load: `data:` and the package's own fonts. Anything else stops the
page.
"""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pfreport import assets

FONTS = "pfreport:fonts/"


class ForeignAddressError(FatalURLFetchingError):  # type: ignore[misc]  # weasyprint has no types
    """A page asked for something that is not ours."""


class OwnFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Answers `data:` addresses and `pfreport:fonts/<name>`, and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.refused: list[str] = []
        """What was asked for all the same; a picture in an SVG that cannot be had is passed over
        without an error.
        """

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes at an address; ForeignAddressError for any that is not ours."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        fonts = {font.name: font for font in assets.folder("fonts").glob("*.otf")}
        name = url.removeprefix(FONTS)
        if url.startswith(FONTS) and name in fonts:
            return URLFetcherResponse(url, fonts[name].read_bytes(), {"Content-Type": "font/otf"})
        self.refused.append(f"a page may not load {url[:80]}")
        raise ForeignAddressError(self.refused[-1])
