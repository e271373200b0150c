"""Writes a pack all or nothing: built beside the old one, synced, renamed, then the links are
replaced.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from pfreport.artefact import Artefact
from pfreport.delivery.folder import ELSEWHERE, make_folder, refuse_unsafe
from pfreport.errors import CannotWriteError, MissingFileError, TryAgainError
from pfreport.history.layout import LATEST, MANIFEST, PACKS, revision_of
from pfreport.kinds import Month

LOCK, HOLDER = ".lock", ".holder"


@dataclass(frozen=True, slots=True)
class Pack:
    """A finished pack: its folder, month and revision."""

    folder: Path
    month: Month
    revision: int


@contextlib.contextmanager
def locked(out: Path, elsewhere: str = ELSEWHERE) -> Iterator[None]:
    """Holds the output folder; TryAgainError, naming the holder, where another run has it.

    `elsewhere` says in the hints how to choose another folder, nothing where a command has no
    choice.
    """
    holder = out / PACKS / HOLDER
    with _writing(out, elsewhere):
        make_folder(out)
        make_folder(out / PACKS)
        refuse_unsafe(out, out / PACKS, elsewhere)
        lock = FileLock(out / PACKS / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            message = f"{out} is being written by {_holding(holder)}"
            raise TryAgainError(message, f"wait for it to end{elsewhere}") from error
    try:
        with _writing(out, elsewhere):
            holder.unlink(missing_ok=True)
            _write(holder, f"process {os.getpid()}\n".encode())
            _sweep(out / PACKS)
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def next_revision(out: Path, month: Month, released: Collection[int] = ()) -> int:
    """The number the next pack of a month gets, above those that are there and those that were ever
    released.
    """
    with _writing(out):
        return max((*(number for _, number in _revisions(out, month)), *released), default=0) + 1


def find(out: Path, month: Month, revision: int | None = None) -> Pack | None:
    """A revision of a month, by itself the one its link points at; None where it is not there."""
    folder = current(out, month) if revision is None else out / PACKS / f"{month}.{revision}"
    if folder is None or not (folder / MANIFEST).is_file():
        return None
    place = revision_of(folder)
    return Pack(out / PACKS / folder.name, month, place[1]) if place else None


def pack_at(path: Path) -> Pack:
    """The pack a path leads to, through its link or by its own name.

    Raises MissingFileError for a folder that is not one of an output folder of ours: only there is
    known what was sent of it.
    """
    folder = path.resolve()
    place = revision_of(folder)
    if place is None or folder.parent.name != PACKS or not (folder / MANIFEST).is_file():
        raise MissingFileError(
            f"{path} is no pack",
            "name what pfreport build printed, e.g. reports/2026-10 or reports/latest",
        )
    return Pack(folder, *place)


def current(out: Path, month: Month) -> Path | None:
    """The pack a month's link points at; None where there is none."""
    link = out / str(month)
    return link.resolve() if link.is_symlink() and (link / MANIFEST).is_file() else None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered file of an earlier pack, with the hash and type its manifest names."""

    path: Path
    sha256: str
    media_type: str


def rendered_before(out: Path) -> dict[tuple[str, str], Rendered]:
    """Files of the packs that are there, by their name and the key of what they were rendered
    from.
    """
    found: dict[tuple[str, str], Rendered] = {}
    with _writing(out):
        folders = sorted((out / PACKS).glob("*.[0-9]*"))
    for pack in folders:
        for name, file in manifest_of(pack).get("files", {}).items():
            if file.get("report_sha256"):
                found[name, file["report_sha256"]] = Rendered(
                    pack / name, file["sha256"], file["type"]
                )
    return found


def copied(known: Mapping[tuple[str, str], Rendered], name: str, key: str) -> Artefact | None:
    """A file rendered before from the same report, as long as its bytes are still those the
    manifest names.
    """
    before = known.get((name, key))
    if before is None:
        return None
    try:
        file = Artefact(name, before.media_type, before.path.read_bytes(), key)
    except OSError:
        return None
    return file if file.sha256 == before.sha256 else None


def manifest_of(pack: Path) -> Mapping[str, Any]:
    """A pack's manifest; empty where it has none that can be read."""
    try:
        return read_manifest(pack)
    except MissingFileError:
        return {}


def read_manifest(pack: Path) -> Mapping[str, Any]:
    """A pack's manifest; MissingFileError where it has none that can be read."""
    path = pack / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise MissingFileError(
            f"{path} cannot be read: {why}", "try again; if it stays so, build the month again"
        ) from error
    return found if isinstance(found, dict) else {}


def write_pack(
    out: Path,
    month: Month,
    revision: int,
    artefacts: Iterable[Artefact],
    released: Collection[int] = (),
    kept: Collection[int] = (),
) -> Pack:
    """Writes the files, then swaps the links, or leaves them at a released revision; other
    revisions go, but those `kept`. The caller holds the lock.

    CannotWriteError leaves the old pack as it was.
    """
    name = f"{month}.{revision}"
    final, temporary = out / PACKS / name, out / PACKS / f"{name}.tmp"
    with _writing(out):
        _refuse_in_the_way(out, month)
        try:
            temporary.mkdir()
            for artefact in artefacts:
                _write(temporary / artefact.name, artefact.content)
            _sync_folders(temporary)
            temporary.rename(final)
            _sync(final.parent)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        frozen = [number for _, number in _revisions(out, month) if number in released]
        point(out, month, _counting(out, month, frozen) or revision)
        _remove_old(out, month, {revision, *frozen, *kept})
    return Pack(final, month, revision)


def _counting(out: Path, month: Month, frozen: Sequence[int]) -> int | None:
    """The released revision that counts: the one that was released last, where the month's link
    still leads to it.
    """
    linked = revision_of(current(out, month) or Path())
    return linked[1] if linked and linked[1] in frozen else max(frozen, default=None)


def point(out: Path, month: Month, revision: int) -> None:
    """Makes a revision the pack of its month, and the latest where no later month is there."""
    with _writing(out):
        name = f"{month}.{revision}"
        _point(out / str(month), name)
        if not any(later > month for later in _months(out)):
            _point(out / LATEST, name)
        _sync(out)


def write_files(out: Path, artefacts: Iterable[Artefact]) -> None:
    """Writes single files into a folder, each replaced whole."""
    with _writing(out):
        for artefact in artefacts:
            target = out / artefact.name
            beside = target.with_name(f".{target.name}.tmp")
            try:
                _write(beside, artefact.content)
                beside.replace(target)
            finally:
                beside.unlink(missing_ok=True)


def _holding(holder: Path) -> str:
    """Who has the lock, as far as it says so."""
    try:
        return holder.read_text(encoding="utf-8").strip() or "another run"
    except OSError:
        return "another run"


@contextlib.contextmanager
def _writing(out: Path, elsewhere: str = ELSEWHERE) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or out
        message = f"cannot write {where}: {error.strerror or error}"
        raise CannotWriteError(
            message, f"free space, or mend the permissions{elsewhere}"
        ) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folders(top: Path) -> None:
    for folder, _, _ in os.walk(top):
        _sync(Path(folder))


def _point(link: Path, name: str) -> None:
    """Replaces a relative link in one step: at every moment it points at a whole pack."""
    beside = link.with_name(f".{link.name}.tmp")
    beside.unlink(missing_ok=True)
    beside.symlink_to(Path(PACKS) / name)
    beside.replace(link)


def _refuse_in_the_way(out: Path, month: Month) -> None:
    for link in (out / str(month), out / LATEST):
        if link.exists() and not link.is_symlink():
            raise CannotWriteError(
                f"{link} is in the way: it is not a link that pfreport made", f"move it{ELSEWHERE}"
            )


def _revisions(out: Path, month: Month) -> list[tuple[Path, int]]:
    found = ((path, revision_of(path)) for path in sorted((out / PACKS).glob(f"{month}.*")))
    return [(path, place[1]) for path, place in found if place]


def _months(out: Path) -> Iterator[Month]:
    for path in (out / PACKS).iterdir():
        place = revision_of(path)
        if place:
            yield place[0]


def _remove_old(out: Path, month: Month, keep: Collection[int]) -> None:
    for path, number in _revisions(out, month):
        if number not in keep:
            shutil.rmtree(path, ignore_errors=True)


def _sweep(packs: Path) -> None:
    """Removes what a killed run left behind."""
    for path in (*packs.glob("*.tmp"), *packs.parent.glob(".*.tmp")):
        if path.is_symlink():
            path.unlink(missing_ok=True)
        elif path.parent == packs:
            shutil.rmtree(path, ignore_errors=True)
