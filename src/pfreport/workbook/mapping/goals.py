"""Goals that stand in `pfreport.toml`, and goals that are the values of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pfreport.kinds import normalised
from pfreport.model.columns import columns
from pfreport.model.strategy import Alignment, Goal
from pfreport.origins import Origin
from pfreport.settings import CONFIG_NAME, Config
from pfreport.workbook.cells.texts import clean, plain_text
from pfreport.workbook.file.raw import BLANK, Plain, RawTable, SheetOrigin, TableOrigin
from pfreport.workbook.mapping.cells import short_id
from pfreport.workbook.mapping.declared import GoalsFrom
from pfreport.workbook.mapping.origin import MappedOrigin
from pfreport.workbook.sheets.headers import Header, known_headings, locate_table

_SERVES = ("project_id", "goal_id", "impact")
_IS = ("goal_id", "name", "weight")
EQUAL_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Served:
    """A project and the goal it serves, with the cells that say so."""

    project: Plain
    goal: str
    row: int
    project_at: Origin
    goal_at: Origin


def written_goals(goals: Mapping[str, Mapping[str, Plain]], config: Config) -> RawTable:
    """The sheet Goals from the file, a line of it a goal."""
    names = [
        "goal_id",
        *(
            name
            for name in columns(Goal)
            if name != "goal_id" and any(name in goal for goal in goals.values())
        ),
    ]
    rows = [[key, *(goal.get(name, BLANK) for name in names[1:])] for key, goal in goals.items()]
    at = {(row, 0): (_line(config, key),) for row, key in enumerate(goals, 1)}
    for row, (key, goal) in enumerate(goals.items(), 1):
        at |= {
            (row, c): (config.origin(f"goals.{key}.{columns(Goal)[n].heading}"),)
            for c, n in enumerate(names)
            if c and n in goal
        }
    lines = [max(_line(config, key).row - 1, 0) for key in goals]
    return _table(names, rows, SheetOrigin(CONFIG_NAME), [0, *lines], at)


def served(projects: RawTable, header: Header, at: int) -> list[Served]:
    """What each project of a table serves, by one of its columns."""
    key, first = header.columns.get("project_id", 0), header.row + 1
    address = projects.origin.address
    named = zip(projects.column(key, first), projects.column(at, first), strict=True)
    serving = []
    for row, (project, cell) in enumerate(named, first):
        goal = short_id(clean(plain_text(cell))[0])
        if goal and project != BLANK:
            serving.append(Served(project, goal, row, address(row, key), address(row, at)))
    return serving


def goals_of(serving: Sequence[Served], origin: TableOrigin) -> RawTable:
    """A goal for each value, all of equal weight, read where it is first named."""
    first: dict[str, Served] = {}
    for served in serving:
        first.setdefault(normalised(served.goal), served)
    rows: list[list[Plain]] = [
        [served.goal, served.goal, EQUAL_WEIGHT] for served in first.values()
    ]
    places = {
        (row, column): (served.goal_at,)
        for row, served in enumerate(first.values(), 1)
        for column in range(len(_IS))
    }
    return _table(_IS, rows, origin, [0, *(served.row for served in first.values())], places)


def alignment_of(
    serving: Sequence[Served],
    origin: TableOrigin,
    goals_from: GoalsFrom,
    named: Mapping[str, str],
    config: Config,
) -> RawTable:
    """Each project serves the goal it names. `named` gives the ID of goals by their normalised
    name.
    """
    impact_at = config.origin(
        "alignment.impact" if "alignment.impact" in config.lines else "alignment.goal_from"
    )
    rows: list[list[Plain]] = []
    places: dict[tuple[int, int], tuple[Origin, ...]] = {}
    for row, served in enumerate(serving, 1):
        rows.append(
            [served.project, named.get(normalised(served.goal), served.goal), goals_from.impact]
        )
        places |= {
            (row, 0): (served.project_at,),
            (row, 1): (served.goal_at,),
            (row, 2): (impact_at,),
        }
    return _table(
        _SERVES, rows, origin, [0, *(served.row for served in serving)], places, of=Alignment
    )


def names_of(goals: RawTable) -> dict[str, str]:
    """IDs of goals by their normalised names."""
    header = locate_table(goals, known_headings(Goal)).header
    if header is None or not {"goal_id", "name"} <= header.columns.keys():
        return {}
    keys, names = (
        goals.column(header.columns[name], header.row + 1) for name in ("goal_id", "name")
    )
    named = zip(keys, names, strict=True)
    return {normalised(plain_text(n)): plain_text(key) for key, n in named if n != BLANK}


def _line(config: Config, key: str) -> Origin:
    return config.origin(f"goals.{key}")


def _table(
    names: Sequence[str],
    rows: Sequence[Sequence[Plain]],
    origin: TableOrigin,
    at: Sequence[int],
    places: Mapping[tuple[int, int], tuple[Origin, ...]],
    of: type[Goal] | type[Alignment] = Goal,
) -> RawTable:
    headings = [columns(of)[name].heading for name in names]
    return RawTable(
        [headings, *rows], MappedOrigin(origin, at, [None] * len(names), places), mapped=True
    )
