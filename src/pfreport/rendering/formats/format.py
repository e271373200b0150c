"""What a format is: all that the program knows of a kind of file that reports become."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from pfreport.artefact import Artefact

if TYPE_CHECKING:
    from pfreport.report.parts.blocks import Report
    from pfreport.settings import Theme
    from pfreport.words.catalogue import Catalogue


class Format(ABC):
    """A kind of file that a report is rendered to. One of a kind: it holds nothing.

    `id` is what the command line and the column Format call it, `executive` the executive report's
    file without its suffix. What is `joined` makes one file of several reports, what is `pictured`
    has a first page to show in a mail, what `encloses` carries the figures within it.
    """

    id: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]
    executive: ClassVar[str]
    joined: ClassVar[bool] = False
    pictured: ClassVar[bool] = False
    encloses: ClassVar[bool] = False

    def lacking(self) -> str | None:
        """Why this machine cannot make it; None where it can."""
        return None

    @abstractmethod
    def render(
        self,
        report: Report,
        theme: Theme,
        name: str,
        files: tuple[Artefact, ...] = (),
        words: Catalogue | None = None,
    ) -> Artefact:
        """The report as a file, in the words nearest to its locale unless others are given; the
        same bytes for the same report, theme, enclosed files and words.
        """

    def failed(
        self,
        name: str,  # noqa: ARG002
        title: str,  # noqa: ARG002
        reason: str,  # noqa: ARG002
        locale: str,  # noqa: ARG002
    ) -> Artefact | None:
        """What stands where a report could not be rendered; None: nothing, and the manifest names
        it.
        """
        return None

    def alone(self, page: Artefact, beside: Collection[str] = ()) -> Artefact:  # noqa: ARG002
        """One report's file out of the pack, next to others by their bare names: links to all else
        lead nowhere.
        """
        return page

    def join(self, reports: Mapping[str, Report], parts: Sequence[Artefact], theme: Theme) -> bytes:
        """All parts as one file, a list of them first; `reports` are by the names of the parts."""
        raise NotImplementedError(f"{self.id} is not joined")

    def picture(self, page: Artefact, name: str) -> Artefact:
        """The first page as a picture of this name."""
        raise NotImplementedError(f"{self.id} has no pages")
