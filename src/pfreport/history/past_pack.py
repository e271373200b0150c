"""A past pack: its `measures.json` and, where somebody asks, its `inputs.json`."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pfreport.errors import PfreportError
from pfreport.history.inputs import SCHEMA as INPUTS_SCHEMA
from pfreport.history.inputs import portfolio_of, records_of
from pfreport.history.layout import INPUTS, MANIFEST, MANIFEST_SCHEMA, MEASURES
from pfreport.history.schema import Schema, SchemaError
from pfreport.history.snapshot import UNLIT, Figure, Seen, figure_in
from pfreport.kinds import Month, Rag
from pfreport.measures.engine.measurement import Subject
from pfreport.measures.engine.measurements import Measurements
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.columns import NOTHING, Record
from pfreport.model.portfolio import Portfolio
from pfreport.model.project import Status
from pfreport.ratings.rating import LIGHTS
from pfreport.reasons import reason_stated

SCHEMA = Schema("pfreport.measures")


class PackError(PfreportError):
    """A pack that cannot be read as one."""

    exit_code = 66


@dataclass(frozen=True)
class PastPack:
    """One pack as it was built. `name` is its folder's (`2026-09.1`), `title` that of its
    portfolio, `state` whether it is complete.

    Its inputs are read when they are first asked for. With a `scope` it tells of those projects
    alone: what is wider than a project is then measured again, from the inputs of that time.
    """

    name: str
    status_date: dt.date
    title: str
    state: str
    measures: Mapping[str, Any] = field(repr=False, compare=False)
    inputs: Callable[[], bytes] = field(repr=False, compare=False)
    scope: frozenset[str] | None = None

    @property
    def month(self) -> Month:
        """The month it is of."""
        return Month.of(self.status_date)

    @functools.cached_property
    def projects(self) -> Mapping[str, Seen]:
        """The projects by ID."""
        found = {
            key: p
            for key, p in self.measures["projects"].items()
            if self.scope is None or key in self.scope
        }
        return {
            key: Seen(str(p["name"]), Status(p["status"]) if p.get("status") else None)
            for key, p in found.items()
        }

    @functools.cached_property
    def portfolio(self) -> Portfolio:
        """What it was made from. PackError where that cannot be read."""
        try:
            whole = portfolio_of(self._inputs, self.title, self.status_date)
            return whole if self.scope is None else whole.only(self.scope)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise PackError(
                f"{INPUTS} of {self.name} is not what pfreport writes: {error}",
                "build that month again",
            ) from error

    def records(self, record: type[Record]) -> tuple[Any, ...]:
        """The rows of one sheet of its inputs; none where they cannot be read."""
        try:
            return records_of(record, self._inputs["sheets"].get(record.sheet.name, {}))
        except (PackError, LookupError, TypeError, ValueError, AttributeError):
            return ()

    def figure(self, subject: Subject, id: str) -> Figure | None:
        """One figure as it was written, or as it would have been of the scope alone; None where it
        is not known.
        """
        if self.scope is not None and subject.kind != "project":
            return figure_in(self._measured, subject, id) if self._measured else None
        if self.scope is not None and subject.key not in self.scope:
            return None
        found = _figures(self.measures, subject).get(id)
        if not isinstance(found, Mapping):
            return None
        value = found.get("value")
        number = (
            float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        )
        because = found.get("undefined_because")
        why = None if because is None else reason_stated(str(because))
        return Figure(number, str(found.get("unit")), why, bool(found.get("marks")))

    def light(self, project_id: str, light: str) -> Rag | None:
        """One computed light."""
        project = self.measures["projects"].get(project_id) if project_id in self.projects else None
        rating = project.get("ratings", {}).get(light) if project else None
        if rating is None or self._unlit(project_id):
            return None
        return Rag(rating["computed"])

    def _unlit(self, project_id: str) -> bool:
        """Whether a word stood instead of lights: none of an approved project that has not started
        is anything but Grey.
        """
        status, ratings = (
            self.projects[project_id].status,
            self.measures["projects"][project_id].get("ratings", {}),
        )
        grey = all(
            one["computed"] == Rag.GREY and one["measure"] is None for one in ratings.values()
        )
        return status in UNLIT or (status is Status.APPROVED and grey)

    @functools.cached_property
    def _measured(self) -> Measurements | None:
        """What is wider than a project, of the scope alone; None where its inputs cannot be
        read.
        """
        try:
            return measure_portfolio(self.portfolio)
        except PackError:
            return None

    @functools.cached_property
    def _inputs(self) -> Mapping[str, Any]:
        return _parsed(self.inputs(), INPUTS, INPUTS_SCHEMA)


def read_pack(folder: Path) -> PastPack:
    """The pack in a folder. PackError for one that is damaged or was not made by pfreport."""
    manifest = read_manifest(folder)
    content = {name: _bytes(folder / name) for name in (MEASURES, INPUTS)}
    for name, found in content.items():
        if (
            manifest.get("files", {}).get(name, {}).get("sha256")
            != hashlib.sha256(found).hexdigest()
        ):
            raise PackError(
                f"{name} is not the file that its manifest names", "build that month again"
            )
    return pack_of(
        folder.name, manifest, content[MEASURES], functools.partial(_bytes, folder / INPUTS)
    )


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """What a pack says of itself. PackError where it cannot be read."""
    return _parsed(_bytes(folder / MANIFEST), MANIFEST, MANIFEST_SCHEMA)


def pack_of(
    name: str, manifest: Mapping[str, Any], measures: bytes, inputs: Callable[[], bytes]
) -> PastPack:
    """A pack from what its files hold; PackError where they do not hold what we write."""
    found = _parsed(measures, MEASURES, SCHEMA)
    try:
        pack = PastPack(
            name,
            dt.date.fromisoformat(found["status_date"]),
            str(manifest["portfolio"]),
            str(manifest.get("state", "")),
            found,
            inputs,
        )
        _look_at(pack)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PackError(
            f"{MEASURES} is not what pfreport writes: {error}", "build that month again"
        ) from error
    return pack


def _look_at(pack: PastPack) -> None:
    """Touches what will be asked for, so that nothing fails later."""
    if not isinstance(pack.measures["portfolio"], Mapping):
        raise TypeError("portfolio is no object")
    for key in pack.projects:
        if not isinstance(pack.measures["projects"][key].get("measures", {}), Mapping):
            raise TypeError(f"measures of {key} is no object")
        for light in LIGHTS:
            pack.light(key, light)


def _figures(measures: Mapping[str, Any], subject: Subject) -> Mapping[str, Any]:
    if subject.kind == "portfolio":
        whole: Mapping[str, Any] = measures["portfolio"]
        return whole
    found: Mapping[str, Any] = measures.get(f"{subject.kind}s", NOTHING).get(subject.key, NOTHING)
    return found.get("measures", NOTHING) if subject.kind == "project" else found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError(
            f"{path.name} cannot be read: {error.strerror or error}", "build that month again"
        ) from error


def _parsed(content: bytes, name: str, schema: Schema) -> Mapping[str, Any]:
    try:
        held = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackError(f"{name} is damaged: {error}", "build that month again") from error
    try:
        return schema.read(held)
    except SchemaError as error:
        raise PackError(
            f"{name} is {error}", "a pack of another program, or of a newer pfreport"
        ) from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise PackError(
            f"{name} is not what pfreport writes: {error}", "build that month again"
        ) from error
