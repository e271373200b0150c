"""Provenance is true: after one cell changed, the figures that changed are those whose provenance
names the cell.

A figure names the cells its value was read from, blank ones where being blank is what counts. Four
things choose what is read rather than being read, and are no part of what a figure is made of;
`_chosen` says how each is still held to account: which row a cell stands in (its ID, its month, its
project), whether a project enters a wider figure (its Status), whether a cell is filled at all, and
an error that makes other cells unusable.
"""

import functools
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from pfreport import assets
from pfreport.faults import Severity
from pfreport.kinds import Kind
from pfreport.measures.engine.data_month import DataMonth, data_month
from pfreport.measures.engine.measurement import Given, Measurement
from pfreport.measures.portfolio import measure_portfolio
from pfreport.model.portfolio import RECORDS, Portfolio, field_of
from pfreport.origins import Origin
from pfreport.settings import Config
from pfreport.workbook.file.raw import RawWorkbook
from pfreport.workbook.file.source import read_workbook
from tests.edits import Cell, another, cells, changed
from tests.packs import workbook
from tests.simulations import simulated_in
from tests.varied import sheets
from tests.workbook.books import validate

TRIALS = {"value": 150, "row": 30, "fill": 40, "clear": 30}
SUBJECTS = {("Projects", "project_id"), ("Projects", "programme"), ("Goals", "goal_id")}
"""What figures are about: another name is another subject, with figures of its own."""
AMONG_THE_LARGEST = ("[without_largest]", "/cost_outcome_driver[")
"""Figures that leave out, or only count, the largest: whichever project that is."""
MOVING = frozenset(
    [
        "ac",
        "cv",
        "cpi",
        "pct_spent",
        "pv",
        "sv",
        "ev",
        "pct_complete",
        "eac_budget",
        "year_actual",
        "year_budget",
        "benefit_planned",
        "benefit_due",
        "benefit_actual",
        "benefit_forecast",
        "benefit_total",
        "benefit_at_status",
        "npv",
        "npv_at_status",
        "cost_total",
    ]
)
"""Figures that no amount they are made of leaves as they were, so long as nothing caps them."""


@dataclass(frozen=True)
class Reading:
    """What a workbook comes to: its portfolio, every figure by path, what is in error, and each
    project's data month.
    """

    raw: RawWorkbook
    portfolio: Portfolio
    figures: dict[str, Measurement]
    errors: frozenset[tuple[str | None, str]]
    months: dict[str, DataMonth]

    @functools.cached_property
    def naming(self) -> dict[Origin, set[str]]:
        """The figures that name each cell."""
        found: dict[Origin, set[str]] = {}
        for path, one in self.figures.items():
            for place in one.origins():
                found.setdefault(place, set()).add(path)
        return found

    @functools.cached_property
    def project_of(self) -> dict[tuple[str, int], str | None]:
        """The project each row belongs to."""
        rows = (row for sheet in RECORDS for row in getattr(self.portfolio, field_of(sheet)))
        owner = {b.benefit_id: b.project_id for b in self.portfolio.benefits}
        return {
            (row.origin.sheet, row.origin.row): getattr(row, "project_id", None)
            or owner.get(getattr(row, "benefit_id", ""))
            for row in rows
        }


def read(raw: RawWorkbook) -> Reading:
    """Checks and measures a workbook as it was read."""
    checked = validate(raw, Config(), {})
    assert checked.portfolio is not None
    figures = measure_portfolio(checked.portfolio)
    errors = frozenset((f.project, f.code) for f in checked.faults if f.severity is Severity.ERROR)
    months = {key: data_month(facts) for key, facts in figures.facts.items()}
    return Reading(
        raw, checked.portfolio, {one.path: one for one in figures.every()}, errors, months
    )


@pytest.fixture(autouse=True, scope="module")
def few_runs():
    """What a simulated figure is made of does not hang on how often it is simulated."""
    with simulated_in(50):
        yield


@pytest.fixture(scope="module")
def whole() -> Reading:
    return read(read_workbook(assets.folder("samples") / "portfolio.xlsx"))


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Reading:
    return read(read_workbook(workbook(Path(tmp_path_factory.mktemp("many")), sheets(50))))


def _chosen(path: str, cell: Cell, how: str, before: Reading, after: Reading) -> bool:
    """Whether a figure that does not name the changed cell changed because of what the cell
    chooses.
    """
    row = (cell.origin.sheet, cell.origin.row)
    projects = {before.project_of.get(row), after.project_of.get(row)} - {None}
    in_error = {project for project, _ in before.errors ^ after.errors}
    return (
        _of_other_projects(path, projects, before, after)
        or bool(in_error & (projects | _made_of(path, before) | _made_of(path, after)))
        or (
            (cell.says_which_row or how in ("fill", "clear"))
            and _of_its_row(path, cell, projects, before, after)
        )
    )


def _of_other_projects(
    path: str, projects: set[str | None], before: Reading, after: Reading
) -> bool:
    """Whether a wider figure is made of other projects than before, the changed one among them or
    (being the largest) left out.
    """
    if path.startswith("projects/"):
        return False
    gone_or_new = _made_of(path, before) ^ _made_of(path, after)
    return bool(gone_or_new) and (
        any(part in path for part in AMONG_THE_LARGEST) or bool(projects & gone_or_new)
    )


def _made_of(path: str, reading: Reading) -> set[str | None]:
    """The projects whose figures or rows a figure is of, or made of."""
    one = reading.figures.get(path)
    found: set[str | None] = {one.subject.key} if one else set()
    todo = [one] if one else []
    while todo:
        figure = todo.pop()
        inner = [given for given in figure.inputs.values() if isinstance(given, Measurement)]
        places = [
            place
            for given in figure.inputs.values()
            if isinstance(given, Given)
            for place in given.origins
        ]
        found |= {m.subject.key for m in figure.members} | {
            reading.project_of.get((place.sheet, place.row)) for place in places
        }
        todo += inner
    return found


def _of_its_row(
    path: str, cell: Cell, projects: set[str | None], before: Reading, after: Reading
) -> bool:
    """Whether a figure names other cells of the row, or is taken at another month because of it, or
    counts a list it is in.
    """
    row = (cell.origin.sheet, cell.origin.row)
    ours = [one for one in (before.figures.get(path), after.figures.get(path)) if one]
    if any((place.sheet, place.row) == row for one in ours for place in one.origins()):
        return True
    involved = (_made_of(path, before) | _made_of(path, after)) & projects
    moved = any(before.months.get(key or "") != after.months.get(key or "") for key in involved)
    return moved or (cell.says_which_row and (bool(involved) or _keyed_by_it(path, before, after)))


def _keyed_by_it(path: str, before: Reading, after: Reading) -> bool:
    """Whether there is such a figure only before or only after: its key is what the cell says (a
    role and a month).
    """
    return (path in before.figures) is not (path in after.figures)


def _trial(
    chance: random.Random, how: str, of: Reading, every: list[Cell]
) -> tuple[Cell, Reading] | None:
    """One cell changed, and what the workbook comes to then; None where the cell drawn has no other
    value to take.
    """
    cell = chance.choice(every)
    value = "" if how == "clear" else another(chance, cell, of.portfolio)
    return None if value == cell.holds else (cell, read(changed(of.raw, cell.origin, value)))


def _drawn_from(how: str, of: Reading) -> list[Cell]:
    every = cells(of.raw, of.portfolio)
    filled = how != "fill"
    every = [cell for cell in every if (cell.origin.sheet, cell.name) not in SUBJECTS]
    return [
        cell
        for cell in every
        if (cell.holds != "") is filled and (how == "row") is cell.says_which_row
    ]


def _differs(path: str, before: Reading, after: Reading) -> bool:
    one, other = before.figures.get(path), after.figures.get(path)
    return (
        one is None
        or other is None
        or (one.value, one.undefined_because) != (other.value, other.undefined_because)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "how"), [(which, how) for which in ("whole", "many") for how in TRIALS]
)
def test_no_figure_changes_unless_it_names_the_cell(which, how, request):
    before = request.getfixturevalue(which)
    chance, every = random.Random(f"{which} {how}"), _drawn_from(how, before)
    wrong, moved = [], 0
    for _ in range(TRIALS[how]):
        drawn = _trial(chance, how, before, every)
        if drawn is None:
            continue
        cell, after = drawn
        for path in sorted(before.figures.keys() | after.figures.keys()):
            if not _differs(path, before, after):
                continue
            moved += 1
            named = path in before.naming.get(cell.origin, ()) or path in after.naming.get(
                cell.origin, ()
            )
            if not (named or _chosen(path, cell, how, before, after)):
                wrong.append(f"{path} changed with {cell.name} in {cell.origin.address}")
    assert wrong == []
    assert moved > TRIALS[how] / 2


@pytest.mark.slow
def test_a_figure_moves_with_every_amount_it_names(whole):
    """The other way round, for the figures that are sums, differences and ratios of amounts: none
    names an amount in vain.
    """
    chance = random.Random(5)
    every = [
        cell
        for cell in _drawn_from("value", whole)
        if cell.origin.sheet in ("Periods", "Benefit periods") and cell.column.kind is Kind.MONEY
    ]
    still, asked = [], 0
    for _ in range(TRIALS["value"] // 3):
        drawn = _trial(chance, "value", whole, every)
        if drawn is None or drawn[1].errors != whole.errors:
            continue
        cell, after = drawn
        moving = [
            p
            for p in sorted(whole.naming.get(cell.origin, ()))
            if p.startswith("projects/") and _base(p) in MOVING and _free(p, whole, after)
        ]
        asked += len(moving)
        still += [
            f"{p} stayed with {cell.name} in {cell.origin.address}"
            for p in moving
            if not _differs(p, whole, after)
        ]
    assert still == []
    assert asked > 100


def _base(path: str) -> str:
    return path.rsplit("/", 1)[1].partition("[")[0]


def _free(path: str, before: Reading, after: Reading) -> bool:
    """Whether a figure has a value and its project is not complete, so that its earned value is not
    capped by the budget.
    """
    project = path.rsplit("/", 1)[0]
    complete = (reading.figures[f"{project}/pct_complete"].value for reading in (before, after))
    return before.figures[path].known and all(
        isinstance(share, float) and share < 1 for share in complete
    )
