"""The mail server's password: from the environment or a file that its owner alone can read, and
shown nowhere.
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pfreport.errors import ConfigurationError
from pfreport.settings import CONFIG_NAME, Mail

VARIABLE = "PFREPORT_SMTP_PASSWORD"
MASK = "********"


class Secret:
    """A text that prints as a mask."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return MASK

    def reveal(self) -> str:
        """The text itself, for the server alone."""
        return self._text

    def masked(self, text: str, user: str = "") -> str:
        """A text in which this secret is hidden, plain or as SMTP sends it."""
        plain = self._text.encode()
        sent = (
            base64.b64encode(one).decode() for one in (plain, f"\0{user}\0{self._text}".encode())
        )
        for shape in (*sent, self._text):
            text = text.replace(shape, MASK)
        return text


def read_password(mail: Mail, environment: Mapping[str, str]) -> Secret | None:
    """The password of `[mail] user`; None where nobody logs in. ConfigurationError where it is not
    to be had.
    """
    if mail.user is None:
        return None
    text = environment.get(VARIABLE) or (
        _from_file(Path(mail.password_file)) if mail.password_file else ""
    )
    if not text:
        raise ConfigurationError(
            f"{CONFIG_NAME}: mail.user is set and there is no password",
            f"set mail.password_file, or {VARIABLE} in the environment",
        )
    if not text.isascii():
        raise ConfigurationError(
            "the mail server's password has letters outside ASCII, which SMTP cannot carry",
            "choose another",
        )
    return Secret(text)


def _from_file(path: Path) -> str:
    """The first line of a file that nobody but its owner can read."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise ConfigurationError(f"others can read {path}", f"chmod 600 {path}")
            return file.readline().rstrip("\r\n")
    except OSError as error:
        raise ConfigurationError(
            f"the password file {path} cannot be read: {error.strerror}", "mend mail.password_file"
        ) from error
