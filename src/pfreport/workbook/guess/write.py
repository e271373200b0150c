"""Writes a guessed mapping: a commented `pfreport.toml`, how sure each line is, and what could not be placed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pfreport.kinds import Kind, Rag
from pfreport.model.columns import Column, columns
from pfreport.model.project import Project
from pfreport.origins import column_letters
from pfreport.settings import CONFIG_NAME
from pfreport.workbook.guess import details
from pfreport.workbook.guess.profile import SCORES, TYPED, Profile, is_date
from pfreport.workbook.guess.sureness import PLACED
from pfreport.workbook.guess.table import Candidate, Placed
from pfreport.workbook.raw import RawWorkbook

SURE = 0.9
LONGEST_NAME = 80
"""Characters of a description, on average, that may be a name."""
FEWEST_GATES = 3
MOST_CATEGORIES = 12


def text_of(raw: RawWorkbook, found: Sequence[Candidate], stem: str) -> str:
    """The whole file; `stem` names the portfolio until somebody names it better."""
    lines = [
        f"# What pfreport init --from guessed of {_one_line(raw.name)}. It stands beside the workbook as {CONFIG_NAME}.",
        "# Look at each line, then run: pfreport check",
        "# sure: heading and values fit. likely: one of them does. A line behind # was not sure enough: take its # off if it is right.",
        "",
        "[settings]",
        "# status_date = 2026-10-31  # needed: the day the figures are of",
        f"portfolio_name = {_toml(stem)}  # as the file is called",
        *_currency(found),
        *(line for candidate in found for line in _sheet(candidate)),
        *(line for candidate in found if candidate.record is Project for line in _beyond(candidate, found)),
    ]
    return "\n".join((*lines, ""))


def _currency(found: Sequence[Candidate]) -> Iterator[str]:
    told = details.currency(text for candidate in found for text in candidate.view.texts)
    if told:
        yield _line("base_currency", told[0], f"likely: {told[1]!r}")
    else:
        yield '# base_currency = "EUR"  # no heading names one'


def _sheet(candidate: Candidate) -> Iterator[str]:
    """One sheet of ours."""
    name = candidate.record.sheet.name
    path = f"sheets.{name}" if name.isalnum() else f'sheets."{name}"'
    yield from ("", f"[{path}]", _line("sheet", candidate.view.table.origin.sheet, f"{candidate.rows} rows below its headings"))
    rows = [row + 1 for row in candidate.header_rows]
    yield f"header_row = {rows[0] if len(rows) == 1 else rows}"
    if candidate.turned:
        yield "transposed = true  # the headings stand in a column"
    yield from _dates(candidate)
    yield from _decimal(candidate)
    yield from _withheld(candidate)
    yield from _table(f"{path}.columns", _columns(candidate))
    for column, profile in ((column, profile) for column, _, profile in _placed(candidate) if column.kind is Kind.ONE_OF):
        yield from _table(f'{path}.values."{column.heading}"', _words(column, profile))
    yield from _table(f"{path}.scale", _scale(candidate))
    yield from _table(f"{path}.constants", _constants(candidate))
    yield from _table(f"{path}.skip", _skipped(candidate))
    yield from _unplaced(candidate)


def _table(path: str, lines: Iterable[str]) -> Iterator[str]:
    """A table with its lines; switched off as a whole where all of them are."""
    written = list(lines)
    if written:
        off = all(line.startswith("#") for line in written)
        yield from ("", f"# [{path}]" if off else f"[{path}]", *written)


def _placed(candidate: Candidate) -> Iterator[tuple[Column, Placed, Profile]]:
    """The columns that are placed surely enough."""
    for name, column in columns(candidate.record).items():
        one = candidate.placed.get(name)
        if one is not None and one.sure >= PLACED:
            yield column, one, candidate.profiles[one.at[0]]


def _dates(candidate: Candidate) -> Iterator[str]:
    dated = [p for p in candidate.profiles if p.share(is_date) >= PLACED]
    written, either = details.date_patterns(dated)
    if written:
        yield _line("dates", written[0] if len(written) == 1 else written, "how its dates are written as text")
    for pattern in either:
        yield f"# dates = {_toml([*written, pattern])}  # days or months first? the dates do not tell"


def _decimal(candidate: Candidate) -> Iterator[str]:
    mark, matters = details.decimal(profile for column, _, profile in _placed(candidate) if column.kind in TYPED)
    if mark and matters:
        yield _line("decimal", mark, "the decimal mark of its numbers written as text")
    elif matters:
        yield '# decimal = "."  # numbers such as 1,200 stand as text: which is the decimal mark?'


def _withheld(candidate: Candidate) -> Iterator[str]:
    pairs = [(column, candidate.profiles[at]) for column, one, _ in _placed(candidate) for at in one.at]
    patterns = details.withheld((c, p) for c, p in pairs if c.kind in TYPED or c.choices is Rag)
    if patterns:
        yield _line("withheld", patterns, "texts where numbers, dates or ratings belong")


def _columns(candidate: Candidate) -> Iterator[str]:
    texts = candidate.view.texts
    for name, column in columns(candidate.record).items():
        one = candidate.placed.get(name)
        if one is not None:
            headings = [texts[at] for at in one.at]
            line = _line(column.heading, headings[0] if len(headings) == 1 else headings, _sureness(one, texts))
            yield line if one.sure >= PLACED else f"# {line}"
    if candidate.record is Project:
        yield from _identity(candidate)


def _identity(candidate: Candidate) -> Iterator[str]:
    """Every project needs an ID and a name: one stands for the other where the workbook has one of them."""
    sure = {one.field: candidate.view.texts[one.at[0]] for _, one, _ in _placed(candidate)}
    if "name" not in sure and "project_id" in sure:
        yield _line("Name", sure["project_id"], "no column names the projects: the ID stands for it")
    if "name" not in sure and "project_id" not in sure:
        yield from _named_by_description(candidate)
    if "project_id" not in sure and "name" in sure:
        yield _line("Project ID", {"join": [sure["name"]]}, "no column identifies the projects: made of the name")
    if "budget" not in sure and "manager_estimate" in sure:
        yield f"# {_line('Budget', sure['manager_estimate'], 'no budget was found; does this stand for it?')}"


def _words(column: Column, profile: Profile) -> Iterator[str]:
    told, unknown = details.words(column, profile)
    for word, ours in told.items():
        yield f"{_toml(word)} = {_toml(ours)}  # likely"
    for word in unknown[:MOST_CATEGORIES]:
        yield f"# {_toml(word)} = {_toml(column.words[0])}  # not one of our words: {', '.join(column.words)}"


def _named_by_description(candidate: Candidate) -> Iterator[str]:
    """A description that is short and told apart from all others is a name; else somebody has to say what names a project."""
    one = candidate.placed.get("description")
    texts = candidate.profiles[one.at[0]].texts if one else []
    if one and texts and len(set(texts)) == len(texts) and sum(map(len, texts)) <= LONGEST_NAME * len(texts):
        heading = candidate.view.texts[one.at[0]]
        yield _line("Name", heading, "likely: no other column names the projects")
        yield _line("Project ID", {"join": [heading]}, "no column identifies the projects: made of the name")
    else:
        yield '# "Name" = ""  # needed: the column that names the projects'
        yield '# "Project ID" = ""  # needed: the column that identifies them, or { join = ["…"] } to make one of others'


def _scale(candidate: Candidate) -> Iterator[str]:
    """Units of money as the headings say them; those that say none may share one that others say."""
    texts = candidate.view.texts
    money = [(column, texts[one.at[0]]) for column, one, _ in _placed(candidate) if column.kind is Kind.MONEY]
    said = {heading: factor for text in texts if (factor := details.unit(text)) for heading in [text]}
    for column, one, profile in _placed(candidate):
        if column.kind is Kind.FRACTION and profile.largest > SCORES:
            yield f"{_toml(column.heading)} = 0.01  # likely: {texts[one.at[0]]!r} counts to 100"
    for column, heading in money:
        factor = said.get(heading)
        if factor:
            yield f"{_toml(column.heading)} = {factor:_}  # sure: its heading says so"
        elif len(set(said.values())) == 1:
            other, shared = next(iter(said.items()))
            yield f"{_toml(column.heading)} = {shared:_}  # likely: as in {other!r}"


def _constants(candidate: Candidate) -> Iterator[str]:
    if candidate.record is Project:
        status = candidate.placed.get("status")
        if status is None:
            yield '"Status" = "Active"  # assumed: no column says it, and without it no project counts'
        elif status.sure < PLACED:
            yield '# "Status" = "Active"  # without a status no project counts'
        if "phase" not in candidate.placed:
            yield '# "Phase" = "Execution"  # no column says it'


def _skipped(candidate: Candidate) -> Iterator[str]:
    """Rows of totals, found in the columns that name a record."""
    for column, one, profile in _placed(candidate):
        names = (column.key and column.kind in (Kind.ID, Kind.TEXT)) or one.field == "description"
        found = details.totals(profile) if names else []
        if found:
            yield _line(candidate.view.texts[one.at[0]], found, "rows that are no records")
            return


def _unplaced(candidate: Candidate) -> Iterator[str]:
    used = {at for one in candidate.placed.values() for at in one.at}
    left = [(at, text) for at, text in enumerate(candidate.view.texts) if at not in used]
    named = [text for _, text in left if text]
    blank = [f"column {column_letters(at + 1)}" for at, text in left if not text and candidate.profiles[at].cells]
    if named or blank:
        yield f"# not placed: {_one_line(', '.join([*named, *blank]))}"


def _beyond(candidate: Candidate, found: Sequence[Candidate]) -> Iterator[str]:
    """What else the table of projects may give: milestones from dates that stand side by side, goals from a column of categories."""
    used = {at for one in candidate.placed.values() if one.sure >= PLACED for at in one.at}
    gates = [t for at, t in enumerate(candidate.view.texts) if at not in used and t and candidate.profiles[at].share(is_date) >= PLACED]
    key = next((candidate.view.texts[one.at[0]] for _, one, _ in _placed(candidate) if one.field == "project_id"), None)
    if len(gates) >= FEWEST_GATES and key and not any(c.record.sheet.name == "Milestones" for c in found):
        yield from ("", "# Dates side by side may be gates, one milestone each:", "# [sheets.Milestones]")
        yield f"# {_line('sheet', candidate.view.table.origin.sheet, '')}"
        yield from (f"# {line}" for line in _dates(candidate) if not line.startswith("#"))
        yield from ("# [sheets.Milestones.columns]", f"# {_line('Milestone ID', {'join': [key, '{heading}']}, '')}")
        yield from (f"# {_line('Project ID', key, '')}", "# [sheets.Milestones.each]", '# heading = "Name"')
        yield f"# {_line('Baseline date', gates, '')}"
    if any(c.record.sheet.name == "Goals" for c in found):
        return
    for at, text in enumerate(candidate.view.texts):
        profile = candidate.profiles[at]
        if text and profile.filled == 1 and 2 <= len(profile.most_frequent) <= MOST_CATEGORIES and "categor" in text.casefold():
            yield from ("", "# Where no goals are written down, the values of a column may stand for them:")
            yield from ("# [alignment]", f"# {_line('goal_from', text, '')}")
            return


def _sureness(one: Placed, texts: Sequence[str]) -> str:
    several = (
        " (several columns of one name: the first that is not blank)"
        if len({texts[at].partition("#")[0] for at in one.at}) < len(one.at)
        else ""
    )
    return ("sure" if one.sure >= SURE else "likely" if one.sure >= PLACED else "perhaps") + several


def _line(key: str, value: object, note: str) -> str:
    return f"{_key(key)} = {_toml(value)}" + (f"  # {_one_line(note)}" if note else "")


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key == key.lower() and key.isascii() else _toml(key)


def _toml(value: object) -> str:
    """A value as TOML writes it; its strings are those of JSON."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    """A text that ends no comment."""
    return "".join(c if c.isprintable() else " " for c in text)
