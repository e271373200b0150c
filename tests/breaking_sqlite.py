"""SQLite's own file operations, broken as Python's are: they go past Python, so that no audit event
tells of them.

The methods of SQLite's own access to files are wrapped, in the library that Python's `sqlite3` is
linked with: what it writes, syncs, cuts, opens, deletes and shares of any file. A write breaks with
half of its bytes written. What is not covered is a power cut, after which writes that were not
synced may be there in another order.
"""

from __future__ import annotations

import _sqlite3
import errno
from collections.abc import Callable
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, addressof, c_int, c_int64, c_void_p, cast
from typing import Any

FULL, CANTOPEN = 13, 14
IOERR_WRITE, IOERR_SYNC, IOERR_TRUNCATE, IOERR_DELETE, IOERR_SHMSIZE = (
    10 | number << 8 for number in (3, 4, 6, 10, 19)
)

# names are handed on as they are: SQLite keeps them as long as the file is open
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_SHARE = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)


class _Access(Structure):
    """The head of `sqlite3_vfs`."""

    _fields_ = (
        *((name, c_int) for name in ("version", "size", "longest")),
        *((name, c_void_p) for name in ("next", "name", "data", "open", "delete")),
    )


class _Methods(Structure):
    """`sqlite3_io_methods` in its third version."""

    _fields_ = (
        ("version", c_int),
        *(
            (name, c_void_p)
            for name in (
                "close",
                "read",
                "write",
                "truncate",
                "sync",
                "size",
                "lock",
                "unlock",
                "reserved",
                "control",
            )
        ),
        *(
            (name, c_void_p)
            for name in (
                "sector",
                "device",
                "share",
                "share_lock",
                "barrier",
                "unshare",
                "fetch",
                "unfetch",
            )
        ),
    )


class Files:
    """SQLite's access to files with `operation` called before each change, which raises OSError
    where it is to fail.
    """

    def __init__(self, operation: Callable[[str], None]) -> None:
        self.operation = operation
        self.kept: list[Any] = []
        self.wrapped: dict[int, _Methods] = {}

    def install(self) -> None:
        """From here on, for every file that is opened."""
        library = CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Access)
        access = library.sqlite3_vfs_find(None).contents
        really_open, really_delete = _OPEN(access.open), _DELETE(access.delete)

        def opened(vfs: int, name: int, file: int, flags: int, out: int) -> int:
            return self.done("sqlite open", CANTOPEN) or self.wrap(
                file, really_open(vfs, name, file, flags, out)
            )

        def deleted(vfs: int, name: int, sync: int) -> int:
            return self.done("os.remove", IOERR_DELETE) or int(really_delete(vfs, name, sync))

        access.open, access.delete = self.pointer(_OPEN(opened)), self.pointer(_DELETE(deleted))

    def done(self, what: str, otherwise: int) -> int:
        """0 where the operation may go on, else what SQLite is told of it."""
        try:
            self.operation(what)
        except OSError as error:
            return FULL if error.errno == errno.ENOSPC and otherwise == IOERR_WRITE else otherwise
        return 0

    def wrap(self, file: int, code: int) -> int:
        """Gives an open file methods that can break."""
        place = cast(file, POINTER(c_void_p))
        if not code and place[0]:
            if place[0] not in self.wrapped:
                self.wrapped[place[0]] = self.breakable(cast(place[0], POINTER(_Methods)).contents)
            place[0] = addressof(self.wrapped[place[0]])
        return code

    def breakable(self, methods: _Methods) -> _Methods:
        """A copy of a file's methods with breaks in what changes it."""
        write, truncate, sync = (
            _WRITE(methods.write),
            _TRUNCATE(methods.truncate),
            _SYNC(methods.sync),
        )

        def writes(file: int, content: int, size: int, at: int) -> int:
            half = size // 2
            code = half and write(file, content, half, at)
            return (
                code
                or self.done("write", IOERR_WRITE)
                or int(write(file, content + half, size - half, at + half))
            )

        def truncates(file: int, size: int) -> int:
            return self.done("truncate", IOERR_TRUNCATE) or int(truncate(file, size))

        def syncs(file: int, flags: int) -> int:
            return self.done("sync", IOERR_SYNC) or int(sync(file, flags))

        copy = _Methods.from_buffer_copy(methods)
        copy.write, copy.truncate = self.pointer(_WRITE(writes)), self.pointer(_TRUNCATE(truncates))
        copy.sync = self.pointer(_SYNC(syncs))
        if methods.share:  # none of a file that nobody changes
            copy.share = self.sharing(_SHARE(methods.share))
        return copy

    def sharing(self, share: Any) -> int | None:
        """Breaks where the memory beside a log is made larger."""

        def shares(file: int, region: int, size: int, extend: int, out: int) -> int:
            return (extend and self.done("share", IOERR_SHMSIZE)) or int(
                share(file, region, size, extend, out)
            )

        return self.pointer(_SHARE(shares))

    def pointer(self, function: Any) -> int | None:
        """The address of a function, which is kept as long as SQLite may call it."""
        self.kept.append(function)
        return cast(function, c_void_p).value
