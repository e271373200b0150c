"""Where templates come from and how they run: the theme's folder first, ours for what it lacks, in
a sandbox.
"""

from __future__ import annotations

import difflib
import hashlib
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pfreport import assets
from pfreport.errors import ConfigurationError
from pfreport.rendering.look.branding import heading_face
from pfreport.rendering.look.logo import read_logo
from pfreport.rendering.look.theme import palette_of
from pfreport.rendering.look.worded import worded
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue


class _CompiledOnce(BytecodeCache):
    """What was compiled in this process, by a template's place and what it says: pages of one look
    need not compile it again.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills in what is known."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was just compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledOnce()


def environment(theme: Theme) -> ImmutableSandboxedEnvironment:
    """An environment in which every value is escaped and every unknown name is an error."""
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in _folders(theme)]),
        autoescape=True,
        bytecode_cache=_COMPILED,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(templates: ImmutableSandboxedEnvironment, name: str, words: Catalogue) -> str:
    """A style sheet or a script as it stands, but for its words; nothing else is filled in."""
    text = str(loader.get_source(templates, name)[0]) if (loader := templates.loader) else ""
    if "</" in text:
        raise ConfigurationError(
            f"{name} has </ in it", "a style sheet or script may not close its own element"
        )
    return worded(name, text, words)


def look(theme: Theme) -> dict[str, str]:
    """What decides how pages look besides the settings: the digest of every template and font, of
    the logo and the theme's font.

    ConfigurationError for what of them cannot be used: it is said before the first page is made.
    """
    folders = [*_folders(theme), assets.folder("fonts")]
    found = {
        f"{place}/{name}": _digest((folder / name).read_bytes())
        for place, folder in enumerate(folders)
        for name in _names(folder)
    }
    palette_of(theme)
    _refuse_broken(theme)
    return {
        **found,
        "logo": _digest((read_logo(theme) or "").encode()),
        "heading": _digest(heading_face(theme).encode()),
    }


def _refuse_broken(theme: Theme) -> None:
    """Templates that are no Jinja."""
    templates = environment(theme)
    for name in templates.list_templates(extensions=["html", "txt"]):
        try:
            templates.get_template(name)
        except TemplateSyntaxError as error:
            raise ConfigurationError(
                f"theme.templates: {name}, line {error.lineno}: {error.message}",
                "mend the template",
            ) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _folders(theme: Theme) -> list[Path]:
    """The theme's own folder, then ours."""
    shipped = assets.folder("templates")
    if theme.templates is None:
        return [shipped]
    own = Path(theme.templates)
    if not own.is_dir():
        raise ConfigurationError(
            f"theme.templates is {theme.templates!r}: there is no such folder",
            "make it with pfreport init --templates",
        )
    _refuse_strays(own, shipped)
    return [own, shipped]


def _refuse_strays(own: Path, shipped: Path) -> None:
    """A file that takes the place of none of ours would never be read: most likely its name is
    mistyped.
    """
    known = _names(shipped)
    for name in _names(own):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else "only files of the shipped templates are read: pfreport init --templates "
                "shows them"
            )
            raise ConfigurationError(f"theme.templates: {own.name}/{name} is no template", hint)


def _names(folder: Path) -> list[str]:
    """Files by their paths below a folder; what is hidden is not looked at."""
    paths = (file.relative_to(folder) for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)
    ]
