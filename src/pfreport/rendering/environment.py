"""Where templates come from and how they run: the theme's folder first, ours for what it lacks, in a sandbox."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pfreport import assets
from pfreport.errors import ConfigurationError
from pfreport.settings import Theme


def environment(theme: Theme) -> ImmutableSandboxedEnvironment:
    """An environment in which every value is escaped and every unknown name is an error."""
    return ImmutableSandboxedEnvironment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(templates: ImmutableSandboxedEnvironment, name: str) -> str:
    """A style sheet or a script as it stands; nothing is filled into it."""
    assert templates.loader is not None
    try:
        text = templates.loader.get_source(templates, name)[0]
    except TemplateNotFound as error:
        raise FileNotFoundError(f"this installation of pfreport has no templates/{name}") from error
    if "</" in text:
        raise ConfigurationError(f"{name} has </ in it", "a style sheet or script may not close its own element")
    return text


def _loader(theme: Theme) -> ChoiceLoader:
    folders = [assets.folder("templates")]
    if theme.templates is not None:
        own = Path(theme.templates)
        if not own.is_dir():
            raise ConfigurationError(
                f"theme.templates is {theme.templates!r}: there is no such folder", "make it with pfreport init --templates"
            )
        folders.insert(0, own)
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])
