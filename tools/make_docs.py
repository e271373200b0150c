"""Writes docs/workbook.md, docs/measures.md and docs/faults.md from the declarations; with --check
says whether they are current.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

import pfreport.measures.catalogue
import pfreport.workbook.examine  # noqa: F401 - registers every kind of fault
from pfreport import settings
from pfreport.faults import KINDS, FaultKind
from pfreport.measures.engine.registry import REGISTRY, Measure, Wider
from pfreport.model.columns import Column, Doubles, Record, columns
from pfreport.model.portfolio import RECORDS
from pfreport.ratings.limits import Allowance, ShippedLimit, shipped_limits, too_early
from pfreport.rendering.text.values import Formats
from pfreport.report.phrases.labels import limit_key
from pfreport.values import number_of
from pfreport.words.catalogue import catalogue
from pfreport.workbook.blank.styles import need
from pfreport.workbook.cells.describe import blank_means, shown, type_of

ROOT = Path(__file__).resolve().parent.parent
PROSE = ROOT / "tools" / "docs"
NOTE = (
    "<!-- Written by tools/make_docs.py from the declarations in src/pfreport. Do not edit: `make "
    "docs` writes it anew. -->"
)

HUNDREDS = (
    "The file",
    "Sheets and headings",
    "Cells",
    "Keys and references",
    "Dates and money",
    "Consistency",
    "Plausibility",
    "Configuration",
)
NAMED = {"found": "what was found", "near": "the nearest known"}
"""What the values in messages are called where their names do not say it."""
WIDER = {Wider.NONE: "–"}
FIRST = (
    "earned.value",
    "earned.performance",
    "earned.schedule",
    "delivery.finish",
    "earned.estimates",
    "earned.completion",
    "value.fiscal",
)
"""Families of measures that stand before the others."""


def workbook() -> str:
    """The standard workbook: its settings and sheets."""
    keys = table(("Key", "Type", "Default", "Meaning"), map(_setting, settings.declared().items()))
    return page("workbook.md", settings=keys, sheets=joined(map(_sheet, RECORDS)))


def measures() -> str:
    """Every measure, by family, and the limits of the lights."""
    early = too_early()
    return page(
        "measures.md",
        families=joined(_family(module, family) for module, family in _families()),
        share=_percent(early.budget_share),
        months="month" if early.months == 1 else f"{early.months:g} months",
        limits=table(
            ("Light", "Measure", "Limits", "Since", "Source"),
            map(_limit, shipped_limits().values()),
        ),
    )


def faults() -> str:
    """Every fault, by hundred."""
    kinds = groupby(
        sorted(KINDS.values(), key=lambda kind: kind.code), key=lambda kind: int(kind.code[2])
    )
    return page("faults.md", kinds=joined(_hundred(number, of) for number, of in kinds))


PAGES: Mapping[str, Callable[[], str]] = {
    "workbook.md": workbook,
    "measures.md": measures,
    "faults.md": faults,
}


def stale(folder: Path) -> list[str]:
    """The pages that are missing or not as the declarations would have them."""
    return [
        name
        for name, write in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != write()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the pages, or with --check names those that are not current and returns 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 where a page is not current",
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "docs", help="where the pages stand")
    asked = parser.parse_args(arguments)
    if asked.check:
        behind = stale(asked.folder)
        for name in behind:
            print(
                f"{asked.folder.name}/{name} is not current: run tools/make_docs.py",
                file=sys.stderr,
            )
        return 1 if behind else 0
    asked.folder.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (asked.folder / name).write_text(write(), encoding="utf-8")
    return 0


def page(name: str, **parts: str) -> str:
    """A page from its prose in tools/docs/."""
    return Template((PROSE / name).read_text(encoding="utf-8")).substitute(parts, note=NOTE)


def joined(parts: Iterable[str]) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(parts)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; an upright bar in a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _setting(item: tuple[str, settings.Setting]) -> tuple[str, ...]:
    key, declared = item
    default = next(
        field.default for field in dataclasses.fields(settings.Settings) if field.name == key
    )
    standard = (
        "required" if declared.required else "–" if default is None else f"`{shown(default)}`"
    )
    return (
        f"**`{key}`**" if declared.required else f"`{key}`",
        type_of(declared),
        standard,
        declared.help,
    )


def _sheet(record: type[Record]) -> str:
    rows = table(
        ("Heading", "Type", "Blank means", "Meaning"), map(_column, columns(record).values())
    )
    return joined((f"## {record.sheet.name}", _about(record), rows))


def _about(record: type[Record]) -> str:
    key = " + ".join(columns(record)[name].heading for name in record.sheet.key)
    doubles = (
        " Rows with one key add up, with a warning."
        if record.sheet.doubles is Doubles.ADD_UP
        else ""
    )
    return f"{need(record).value}. {record.sheet.help} Key: {key}.{doubles}"


def _column(column: Column) -> tuple[str, ...]:
    heading = f"**{column.heading}**" if column.required else column.heading
    aliases = f" Also: {', '.join(column.aliases)}." if column.aliases else ""
    return (
        heading + (" (*key*)" if column.key else ""),
        type_of(column),
        blank_means(column),
        column.help + aliases,
    )


_MEASURE_HEADS = ("Id", "Name", "Unit", "Better", "Wider", "Formula", "Limits", "Source")


def _family(module: str, family: list[Measure]) -> str:
    heading, summary = _title(module)
    return joined((f"## {heading}", summary, table(_MEASURE_HEADS, map(_measure, family))))


def _measure(known: Measure) -> tuple[str, ...]:
    limits = [
        _keyed_ends(found)
        for key, found in shipped_limits().items()
        if key.partition("[")[0] == known.id and known.of == "project"
    ]
    id_ = (
        f"`{known.id}`"
        + ("[…]" if known.keyed else "")
        + ("" if known.of == "project" else f" ({known.of})")
    )
    wider = WIDER.get(known.wider, known.wider.value)
    return (
        id_,
        known.name,
        known.unit,
        known.better.value,
        wider,
        known.formula,
        "; ".join(limits) or "–",
        known.source,
    )


def _limit(shipped: ShippedLimit) -> tuple[str, ...]:
    return (
        shipped.light,
        f"`{shipped.measure}`",
        _ends(shipped),
        shipped.date.isoformat(),
        shipped.reason,
    )


def _keyed_ends(shipped: ShippedLimit) -> str:
    key = shipped.measure.partition("[")[2].removesuffix("]")
    return f"{key}: {_ends(shipped)}" if key else _ends(shipped)


def _ends(shipped: ShippedLimit) -> str:
    """Where Green and Amber end."""
    limits = [limit for limit in (shipped.amber, shipped.red) if limit is not None]
    named = dict(
        zip(("amber", "red"), (_end(shipped.measure, limit) for limit in limits), strict=False)
    )
    return (
        catalogue()
        .texts[limit_key(shipped.better, limit_kept=shipped.limit_kept, limits=len(limits))]
        .format(**named)
    )


def _end(measure: str, limit: float | Allowance) -> str:
    if isinstance(limit, Allowance):
        return (
            f"{_percent(limit.share)} of the baseline's days (at least {limit.least:g}, at most "
            f"{limit.most:g})"
        )
    known = REGISTRY.get(measure.partition("[")[0])
    return (
        Formats("en")
        .text(number_of(limit, known.unit if known else "fraction"))
        .replace("\u00a0", " ")
    )


def _percent(share: float) -> str:
    return f"{100 * share:g} %"


def _families() -> list[tuple[str, list[Measure]]]:
    """The measures by the module that declares them, whatever was imported first: what a reader
    asks for first, then by name.
    """
    found: defaultdict[str, list[Measure]] = defaultdict(list)
    for known in REGISTRY.values():
        found[known.function.__module__].append(known)
    names = {module: module.removeprefix("pfreport.measures.") for module in found}
    order = {name: number for number, name in enumerate(FIRST)}
    return sorted(found.items(), key=lambda item: (order.get(names[item[0]], len(FIRST)), item[0]))


def _title(module: str) -> tuple[str, str]:
    """Heading and summary from the first paragraph of a module's docstring: `Scope: what was due,
    ...`.
    """
    text = " ".join(
        inspect.cleandoc(sys.modules[module].__doc__ or "").partition("\n\n")[0].split()
    )
    heading, colon, rest = text.partition(": ")
    return (
        (heading, rest[:1].upper() + rest[1:])
        if colon
        else (module.rpartition(".")[2].replace("_", " ").capitalize(), text)
    )


def _hundred(number: int, kinds: Iterable[FaultKind]) -> str:
    heads = ("Code", "Severity", "What", "Message", "What to do", "Effect")
    return joined((f"## {HUNDREDS[number]}", table(heads, map(_fault, kinds))))


def _fault(kind: FaultKind) -> tuple[str, ...]:
    return (
        kind.code,
        kind.severity.value,
        kind.title,
        _filled(kind.message),
        _filled(kind.hint),
        kind.effect.value,
    )


def _filled(pattern: str) -> str:
    """A message with its values named in italics."""
    return re.sub(
        r"\{(\w+)[^}]*\}",
        lambda found: f"*{NAMED.get(found[1], found[1].replace('_', ' '))}*",
        pattern,
    )


if __name__ == "__main__":
    sys.exit(main())
