"""Writes a guessed mapping: a commented `pfreport.toml`, how sure each line is, and what could not
be placed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from pfreport.kinds import Kind, Rag
from pfreport.model.columns import Column, columns
from pfreport.model.project import Project
from pfreport.origins import column_letters
from pfreport.settings import CONFIG_NAME
from pfreport.workbook.file.csv_folder import Encoding
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.guess import details
from pfreport.workbook.guess.alike import Alike, sheets_alike, with_rows
from pfreport.workbook.guess.beyond import beyond
from pfreport.workbook.guess.identity import identity
from pfreport.workbook.guess.layout import layout, skipped
from pfreport.workbook.guess.profile import (
    LONGEST_VALUE,
    SCORES,
    TYPED,
    Profile,
    is_date,
    is_serial,
)
from pfreport.workbook.guess.status_date import status_date
from pfreport.workbook.guess.sureness import PLACED
from pfreport.workbook.guess.table import Candidate, Placed
from pfreport.workbook.guess.written import line, one_line, quoted, table, toml
from pfreport.workbook.mapping.declared import SHEET_NAME
from pfreport.workbook.mapping.patterns import SERIAL

SURELY_PLACED = 0.9
MOST_WORDS_ASKED = 12


def text_of(raw: RawWorkbook, candidates: Sequence[Candidate], encoding: Encoding | None) -> str:
    """The whole file; the name of the workbook is that of the portfolio until somebody names it
    better.
    """
    lines = [
        f"# What pfreport init --from guessed of {one_line(raw.name)}. It stands beside the "
        f"workbook as {CONFIG_NAME}.",
        "# Look at each line, then run: pfreport check",
        "# sure: heading and values fit. likely: one of them does. A line behind # was not sure "
        "enough: take its # off if it is right.",
        "",
        "[settings]",
        *status_date(candidates),
        f"portfolio_name = {toml(PurePath(raw.name).stem)}  # as the file is called",
        *_currency(candidates),
        *_encoding(encoding),
    ]
    for candidate in candidates:
        lines += _sheet_with(candidate, raw)
    for candidate in candidates:
        lines += beyond(candidate, candidates, raw) if candidate.record is Project else ()
    return "\n".join((*lines, ""))


def _sheet_with(candidate: Candidate, raw: RawWorkbook) -> Iterator[str]:
    """One sheet of ours, read from others of the same form too."""
    alike = sheets_alike(candidate, raw.sheets.values()) if candidate.record is Project else Alike()
    return _sheet(with_rows(candidate, alike.rows), alike)


def _encoding(likely: Encoding | None) -> Iterator[str]:
    """How files of text are written that are not in UTF-8, with words that show whether it is
    so.
    """
    if likely:
        yield from (
            "",
            "[csv]",
            line(
                "encoding",
                likely.name,
                f"likely; it is so if these are spelled right: {quoted(likely.words)}",
            ),
        )


def _currency(candidates: Sequence[Candidate]) -> Iterator[str]:
    headings = [text for other in candidates for text in other.view.texts]
    amounts: list[str] = []
    for candidate in candidates:
        for column, _, profile in _placed(candidate):
            texts = profile.texts if column.kind is Kind.MONEY else ()
            amounts += (text for text in texts if len(text) <= LONGEST_VALUE)
    told = details.currency(headings) or details.currency(amounts)
    if told is None:
        yield (
            '# base_currency = "EUR"  # neither a heading nor an amount names one: which is it? '
            "Without this line it is EUR"
        )
    elif told[0] == details.DOLLAR:
        yield line(
            "base_currency", "USD", f"likely: {told[1]!r}; or AUD, CAD, …: whose dollar is it?"
        )
    else:
        yield line("base_currency", told[0], f"likely: {told[1]!r}")


def _sheet(candidate: Candidate, alike: Alike) -> Iterator[str]:
    """One sheet of ours."""
    name = candidate.record.sheet.name
    path = f"sheets.{name}" if name.isalnum() else f'sheets."{name}"'
    yield from ("", f"[{path}]", *layout(candidate, alike.others))
    for copy in alike.copies:
        yield (
            f"# not read: the sheet {one_line(copy.origin.sheet)}, of the same headings: it is "
            "hidden, or has some of the same projects"
        )
    yield from _dates(candidate)
    yield from _numbers(candidate)
    yield from _withheld(candidate)
    yield from table(f"{path}.columns", _columns(candidate))
    for column, placed in _worded(candidate):
        words = _words(column, candidate.profiles[placed.at[0]])
        off = "" if placed.sure >= PLACED else "# "
        yield from table(
            f'{path}.values."{column.heading}"',
            (word if word.startswith("#") else off + word for word in words),
        )
    yield from table(f"{path}.scale", _scale(candidate))
    yield from table(f"{path}.constants", _constants(candidate, len(alike.others)))
    yield from table(f"{path}.skip", skipped(candidate))
    yield from _unplaced(candidate)


def _worded(candidate: Candidate) -> Iterator[tuple[Column, Placed]]:
    """The columns whose words have to be told in ours, those that are perhaps ours too."""
    for name, column in columns(candidate.record).items():
        placed = candidate.placed.get(name)
        if placed is not None and column.kind is Kind.ONE_OF:
            yield column, placed


def _placed(candidate: Candidate) -> Iterator[tuple[Column, Placed, Profile]]:
    """The columns that are placed surely enough."""
    for name, column in columns(candidate.record).items():
        placed = candidate.sure.get(name)
        if placed is not None:
            yield column, placed, candidate.profiles[placed.at[0]]


def _dates(candidate: Candidate) -> Iterator[str]:
    dated = [p for p in candidate.profiles if p.share(is_date) >= PLACED]
    written, either = details.date_patterns(dated)
    if any(
        column.kind is Kind.DATE and profile.share(is_serial) >= PLACED
        for column, _, profile in _placed(candidate)
    ):
        written.append(SERIAL)
    if written:
        yield line(
            "dates", written[0] if len(written) == 1 else written, "how its dates are written"
        )
    for pattern in either:
        yield (
            f"# dates = {toml([*written, pattern])}  # days or months first? the dates do not tell"
        )
    if details.of_parts(written) and any(
        column.kind is Kind.DATE for column, _, _ in _placed(candidate)
    ):
        note = (
            "needed where a date names a month or a quarter alone: starts are its first day, all "
            "else the last; or first, or last"
        )
        yield f"# {line('part_dates', 'span', note)}"


def _numbers(candidate: Candidate) -> Iterator[str]:
    """How numbers are written that are text."""
    typed = [
        profile
        for column, _, profile in _placed(candidate)
        if column.kind in TYPED and column.kind is not Kind.DATE
    ]
    mark, matters = details.decimal(typed)
    if mark and matters:
        yield line("decimal", mark, "the decimal mark of its numbers written as text")
    elif matters:
        yield '# decimal = "."  # numbers such as 1,200 stand as text: which is the decimal mark?'
    suffixes = details.suffixes(typed)
    if suffixes:
        yield line("suffixes", suffixes, "likely: what stands behind amounts for their unit")


def _withheld(candidate: Candidate) -> Iterator[str]:
    pairs = [
        (column, candidate.profiles[at])
        for column, placed, _ in _placed(candidate)
        for at in placed.at
    ]
    patterns = details.withheld((c, p) for c, p in pairs if c.kind in TYPED or c.choices is Rag)
    if patterns:
        yield line("withheld", patterns, "texts where numbers, dates or ratings belong")


def _columns(candidate: Candidate) -> Iterator[str]:
    texts = candidate.view.texts
    for name, column in columns(candidate.record).items():
        placed = candidate.placed.get(name)
        if placed is not None:
            headings = [texts[at] for at in placed.at]
            written = line(
                column.heading,
                headings[0] if len(headings) == 1 else headings,
                _sureness(placed, texts),
            )
            yield written if placed.sure >= PLACED else f"# {written}"
    if candidate.record is Project:
        yield from identity(candidate)


def _words(column: Column, profile: Profile) -> Iterator[str]:
    told, unknown = details.words(column, profile)
    ours = f"not one of our words: say which of {', '.join(column.words)}"
    for word, meaning in told.items():
        yield line(details.escaped(word), meaning, "likely")
    for word in unknown[:MOST_WORDS_ASKED]:
        yield f"# {line(details.escaped(word), '', ours)}"


def _scale(candidate: Candidate) -> Iterator[str]:
    """Units of money as the headings say them; those that say none may share one that others
    say.
    """
    texts = candidate.view.texts
    legend = candidate.body.legend
    told = [f"{text} {legend[at]}" if at in legend else text for at, text in enumerate(texts)]
    money = [
        (column, told[placed.at[0]])
        for column, placed, _ in _placed(candidate)
        if column.kind is Kind.MONEY
    ]
    factors = {text: factor for text in told if (factor := details.unit(text))}
    for column, placed, profile in _placed(candidate):
        if column.kind is Kind.FRACTION and profile.largest > SCORES:
            yield f"{toml(column.heading)} = 0.01  # likely: {texts[placed.at[0]]!r} counts to 100"
    for column, heading in money:
        factor = factors.get(heading)
        if factor:
            yield f"{toml(column.heading)} = {factor:_}  # sure: its heading says so"
        elif len(set(factors.values())) == 1:
            other, shared = next(iter(factors.items()))
            yield f"{toml(column.heading)} = {shared:_}  # likely: as in {other!r}"


def _constants(candidate: Candidate, others: int) -> Iterator[str]:
    """What no column says; `others` is how many other sheets are read."""
    if candidate.record is not Project:
        return
    status = candidate.placed.get("status")
    if status is None:
        yield '"Status" = "Active"  # assumed: no column says it, and without it no project counts'
    elif status.sure < PLACED:
        yield '# "Status" = "Active"  # without a status no project counts'
    if "phase" not in candidate.placed:
        yield '# "Phase" = "Execution"  # no column says it'
    if others and "business_unit" not in candidate.placed:
        yield f"# {line('Business unit', SHEET_NAME, 'is that what the names of the sheets are?')}"


def _unplaced(candidate: Candidate) -> Iterator[str]:
    used = {at for placed in candidate.placed.values() for at in placed.at}
    left = [(at, text) for at, text in enumerate(candidate.view.texts) if at not in used]
    named = [text for _, text in left if text]
    blank = [
        f"column {column_letters(at + 1)}"
        for at, text in left
        if not text and candidate.profiles[at].cells
    ]
    if named or blank:
        yield f"# not placed: {one_line(', '.join([*named, *blank]))}"


def _sureness(placed: Placed, texts: Sequence[str]) -> str:
    several = (
        " (several columns of one name: the first that is not blank)"
        if len({texts[at].partition("#")[0] for at in placed.at}) < len(placed.at)
        else ""
    )
    return (
        "sure" if placed.sure >= SURELY_PLACED else "likely" if placed.sure >= PLACED else "perhaps"
    ) + several
