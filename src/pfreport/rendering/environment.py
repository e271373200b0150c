"""Where templates come from and how they run: the theme's folder first, ours for what it lacks, in a sandbox."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pfreport import assets
from pfreport.errors import ConfigurationError
from pfreport.settings import Theme


def environment(theme: Theme) -> ImmutableSandboxedEnvironment:
    """An environment in which every value is escaped and every unknown name is an error."""
    return ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in _folders(theme)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(templates: ImmutableSandboxedEnvironment, name: str) -> str:
    """A style sheet or a script as it stands; nothing is filled into it."""
    text = str(loader.get_source(templates, name)[0]) if (loader := templates.loader) else ""
    if "</" in text:
        raise ConfigurationError(f"{name} has </ in it", "a style sheet or script may not close its own element")
    return text


def look(theme: Theme) -> dict[str, str]:
    """What decides how pages look besides the settings: the digest of every template and font."""
    folders = [*_folders(theme), assets.folder("fonts")]
    files = [(folder, file) for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    return {f"{folders.index(folder)}/{file.relative_to(folder).as_posix()}": _digest(file) for folder, file in files}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _folders(theme: Theme) -> list[Path]:
    """The theme's own folder, then ours."""
    shipped = assets.folder("templates")
    if theme.templates is None:
        return [shipped]
    own = Path(theme.templates)
    if not own.is_dir():
        raise ConfigurationError(
            f"theme.templates is {theme.templates!r}: there is no such folder", "make it with pfreport init --templates"
        )
    return [own, shipped]
