"""Glossary: the measures on these pages, each with its formula and its source."""

from __future__ import annotations

from collections.abc import Sequence

from pfreport.report import tables
from pfreport.report.blocks import Section
from pfreport.report.labels import declaration
from pfreport.report.provenance import figures_in
from pfreport.report.words import say, term
from pfreport.values import Count, Words


def glossary(sections: Sequence[object]) -> Section | None:
    """The measures whose figures stand in these sections; None where there is no figure."""
    found = {known.name: known for path in figures_in(tuple(sections)) if (known := declaration(*_id_and_kind(path)))}
    if not found:
        return None
    columns = (tables.text("column.measure", 1.6), tables.text("column.formula", 3.2), tables.text("column.source", 2.4))
    rows = [
        tables.row(Words(name), Words(found[name].formula), Words(found[name].source)) for name in sorted(found, key=lambda name: name.casefold())
    ]
    message = say("glossary.message", n=Count(len(rows)))
    return Section("glossary", term("section.glossary"), message, (tables.table("glossary", columns, rows),))


def _id_and_kind(path: str) -> tuple[str, str]:
    """The measure's id and its subject's kind from `projects/P-001/cpi`; keys in brackets may hold slashes themselves."""
    bare, bracket, key = path.partition("[")
    place, _, id_ = bare.rpartition("/")
    return id_ + bracket + key, place.partition("/")[0].removesuffix("s")
