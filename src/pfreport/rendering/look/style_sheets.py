"""The style sheets of pages: variables made from the palette, ours, and the typeface a theme
brings.
"""

from __future__ import annotations

import base64
import functools

from pfreport import assets
from pfreport.rendering.look.branding import heading_face
from pfreport.rendering.look.environment import environment, source
from pfreport.rendering.look.theme import palette_of, print_variables, screen_variables
from pfreport.settings import Theme
from pfreport.words.catalogue import Catalogue

FACES = (("InterText-Regular.woff2", 400), ("InterText-SemiBold.woff2", 600))


def screen_style(theme: Theme, words: Catalogue) -> str:
    """The style sheet of every page on a screen."""
    variables = screen_variables(palette_of(theme))
    ours = source(environment(theme), "css/screen.css", words)
    return "\n".join((font_faces(), variables, ours, heading_face(theme)))


def print_style(theme: Theme, words: Catalogue) -> str:
    """The style sheet of every page in print."""
    variables = print_variables(palette_of(theme), theme.paper)
    ours = source(environment(theme), "css/print.css", words)
    return "\n".join((variables, ours, heading_face(theme)))


@functools.cache
def font_faces() -> str:
    """The bundled fonts as rules that carry them along."""
    folder = assets.folder("fonts")
    faces = (
        (weight, base64.b64encode((folder / file).read_bytes()).decode()) for file, weight in FACES
    )
    rule = (
        '@font-face{{font-family:"Inter Text";font-weight:{};src:url(data:font/woff2;base64,{}) '
        'format("woff2")}}'
    )
    return "\n".join(rule.format(weight, data) for weight, data in faces)
