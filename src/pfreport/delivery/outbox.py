"""`outbox.sqlite`: what became of each mail, and which packs are released: all of an output folder
that cannot be rebuilt.

A state is committed before the step it tells of, so that whatever kills the program, what stands
here is true.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from pfreport.errors import (
    CannotWriteError,
    ConfigurationError,
    MissingFileError,
    PfreportError,
    TryAgainError,
)
from pfreport.kinds import Month

NAME = "outbox.sqlite"
BUSY_SECONDS = 10.0
_STEPS = (
    """
    CREATE TABLE mails (
        message_id TEXT PRIMARY KEY, address TEXT NOT NULL, pack TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'refused', 'deferred', 'unknown')),
        said TEXT NOT NULL, tries INTEGER NOT NULL, changed_at TEXT NOT NULL, next_try TEXT
    ) STRICT;
    CREATE TABLE releases (
        month TEXT NOT NULL, revision INTEGER NOT NULL, released_at TEXT NOT NULL,
        PRIMARY KEY (month, revision)
    ) STRICT;
    """,
)
"""Each makes of one schema the next; what is written stays."""
SCHEMA = len(_STEPS)


class State(StrEnum):
    """How far a mail has come. CLAIMED: nothing was handed over yet. UNKNOWN: all of it was, and no
    answer came.
    """

    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Letter:
    """What identifies a mail: its Message-ID; to whom, from which pack, the hash of the view in
    it.
    """

    message_id: str
    address: str
    pack: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What is known of a mail: its state, the server's last words, how often it was tried, when
    to try again.
    """

    state: State
    said: str
    tries: int
    sha256: str
    next_try: dt.datetime | None = None


class Outbox:
    """The open file of an output folder. Entered where it is used; made where it is not there
    yet.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / NAME

    def __enter__(self) -> Self:
        with _refusing(self.path):
            self._refuse_newer()
            self._database = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._database.close()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with _refusing(self.path):
            self._database.close()

    def fate(self, message_id: str) -> Fate | None:
        """What is known of a mail; None where it was never claimed."""
        with _refusing(self.path):
            row = self._database.execute(
                "SELECT state, said, tries, sha256, next_try FROM mails WHERE message_id = ?",
                (message_id,),
            ).fetchone()
        if row is None:
            return None
        return Fate(
            State(row[0]),
            row[1],
            row[2],
            row[3],
            dt.datetime.fromisoformat(row[4]) if row[4] else None,
        )

    def claim(self, letter: Letter, now: dt.datetime, *, resend: bool = False) -> bool:
        """Whether a mail may be sent now: not where it was, nor, unless `resend`, where that is
        unknown.
        """
        closed = (State.SENT,) if resend else (State.SENT, State.UNKNOWN)
        with self._transaction() as database:
            found = database.execute(
                "SELECT state, tries FROM mails WHERE message_id = ?", (letter.message_id,)
            ).fetchone()
            if found and State(found[0]) in closed:
                return False
            database.execute(
                "INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, '', ?, ?, NULL)",
                (
                    *(letter.message_id, letter.address, letter.pack, letter.sha256),
                    *(State.CLAIMED, found[1] + 1 if found else 1, now.isoformat()),
                ),
            )
        return True

    def record(
        self,
        message_id: str,
        state: State,
        said: str,
        now: dt.datetime,
        next_try: dt.datetime | None = None,
    ) -> None:
        """What became of a claimed mail."""
        with self._transaction() as database:
            database.execute(
                "UPDATE mails SET state = ?, said = ?, changed_at = ?, next_try = ? WHERE "
                "message_id = ?",
                (
                    state,
                    said,
                    now.isoformat(),
                    next_try.isoformat() if next_try else None,
                    message_id,
                ),
            )

    def release(self, month: Month, revision: int, now: dt.datetime) -> None:
        """Freezes a revision of a month; once is enough."""
        with self._transaction() as database:
            database.execute(
                "INSERT OR IGNORE INTO releases VALUES (?, ?, ?)",
                (str(month), revision, now.isoformat()),
            )

    def released(self, month: Month) -> dict[int, dt.datetime]:
        """The released revisions of a month, and when each was released."""
        with _refusing(self.path):
            rows = self._database.execute(
                "SELECT revision, released_at FROM releases WHERE month = ? ORDER BY revision",
                (str(month),),
            )
            return {revision: dt.datetime.fromisoformat(when) for revision, when in rows}

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside or nothing, on disk when it is left."""
        with _refusing(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def _refuse_newer(self) -> None:
        """A file of a newer program is looked at read-only: closing one opened for writing folds
        what stands beside it into it.
        """
        if self.path.exists():
            with _looked_at(self.path) as database:
                _refuse_if_newer(self.path, database)

    def _prepare(self) -> None:
        database = self._database
        if (problem := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise _damaged(self.path, problem)
        _refuse_if_newer(self.path, database)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        if _version(database) < SCHEMA:
            self._migrate()

    def _migrate(self) -> None:
        """From the schema it has to today's, all or nothing."""
        with self._transaction() as database:
            for step in _STEPS[_version(database) :]:
                for statement in filter(str.strip, step.split(";")):
                    database.execute(statement)
            database.execute(f"PRAGMA user_version = {SCHEMA:d}")


def every_release(out: Path) -> dict[tuple[Month, int], dt.datetime]:
    """When each released revision of each month was released; the file stays as it is, and may
    be one that nobody here may write.
    """
    path = out / NAME
    if not path.exists():
        return {}
    with _refusing(path), _looked_at(path) as database:
        _refuse_if_newer(path, database)
        rows = (
            database.execute("SELECT month, revision, released_at FROM releases").fetchall()
            if _version(database)
            else []
        )
    named = (
        (Month.parse(month), revision, dt.datetime.fromisoformat(when))
        for month, revision, when in rows
    )
    return {(month, revision): when for month, revision, when in named if month}


def _looked_at(path: Path) -> contextlib.closing[sqlite3.Connection]:
    """The file opened read-only.

    Without a log beside it there is none to read, and none must be made. With a journal of a run
    that was cut off nobody may read before it is rolled back, which is done when the file is next
    opened for writing.
    """
    logged, cut_off = (path.with_name(NAME + ending).exists() for ending in ("-wal", "-journal"))
    how = "mode=ro" if logged and not cut_off else "mode=ro&immutable=1"
    return contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?{how}", timeout=BUSY_SECONDS, uri=True)
    )


def _refuse_if_newer(path: Path, database: sqlite3.Connection) -> None:
    version = _version(database)
    if version > SCHEMA:
        raise ConfigurationError(
            f"{path} was written by a newer pfreport (schema {version}, this one knows {SCHEMA})",
            "install that version",
        )


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turns what SQLite says into a refusal."""
    try:
        yield
    except sqlite3.Error as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: sqlite3.Error) -> PfreportError:
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_IOERR) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return TryAgainError(f"{path} is in use by another run", "wait for it to end")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return _damaged(path, str(error))
        case _:
            return CannotWriteError(
                f"cannot write {path}: {error}", "free space or mend the permissions"
            )


def _damaged(path: Path, problem: str) -> PfreportError:
    return MissingFileError(
        f"{path} cannot be read: {problem}",
        "bring it back from a backup: it says who has had which mail",
    )
