"""The exceptions a user can cause: one line and a hint. Anything else is a bug and keeps its
traceback.
"""

from __future__ import annotations


class PfreportError(Exception):
    """A refusal: what is wrong, what to do about it, and the exit code that says which sort it
    is.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[PfreportError], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class UsageError(PfreportError):
    """The command line asks for something that cannot be asked."""

    exit_code = 2


class WorkbookError(PfreportError):
    """The workbook cannot be used: wrong format, truncated, encrypted, over the limits."""

    exit_code = 65


class MissingFileError(PfreportError):
    """The file is missing or cannot be read."""

    exit_code = 66


class UnavailableError(PfreportError):
    """Something this machine lacks is needed, and nothing can be done without it."""

    exit_code = 69


class CannotWriteError(PfreportError):
    """The output cannot be written: disk full, read-only, no such folder."""

    exit_code = 74


class TryAgainError(PfreportError):
    """It may work later: locked by another run."""

    exit_code = 75


class ConfigurationError(PfreportError):
    """`pfreport.toml` says something that cannot be meant."""

    exit_code = 78
