from collections import Counter
from collections.abc import Mapping

import pytest

from pfreport.model.project import Project
from pfreport.model.strategy import Alignment
from pfreport.settings import Config
from pfreport.workbook.file.raw import RawTable
from pfreport.workbook.sheets import headers
from pfreport.workbook.sheets.locate import locate
from tests.workbook.books import minimal, raw, validate, whole


def test_a_table_is_located_where_it_stands() -> None:
    sheets = minimal()
    sheets["Projects"] = [["Our portfolio"], [], *sheets["Projects"]]
    located = locate(raw(sheets))
    header = located.tables[Project].header
    assert header is not None
    assert (header.row, header.columns["project_id"]) == (2, 0)
    assert located.settings is not None
    assert located.settings.header is not None
    assert (located.unreadable, located.faults) == (frozenset(), ())


def test_a_sheet_without_a_table_has_no_header() -> None:
    located = locate(raw({**minimal(), "Risks": [["nothing"], ["we know"]]}))
    assert [t.header for r, t in located.tables.items() if r.sheet.name == "Risks"] == [None]


def test_a_matrix_is_located_by_the_goals_it_is_headed_by() -> None:
    sheets = {
        **minimal(),
        "Goals": [["Goal ID", "Name", "Weight"], ["G1", "Growth", 1], ["G2", "Care", 1]],
        "Alignment": [["How strongly"], ["Project ID", "G1", "G2"], ["P-1", "Strong", "Low"]],
    }
    located = locate(raw(sheets)).tables[Alignment]
    assert (located.header, located.matrix_row) == (None, 1)


def test_a_heading_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Counter[str] = Counter()
    search = headers.heading_row

    def counting(table: RawTable, known: Mapping[str, str]) -> int | None:
        looked[table.origin.sheet] += 1
        return search(table, known)

    monkeypatch.setattr(headers, "heading_row", counting)
    assert validate(raw(whole()), Config(), {}).faults == ()
    assert looked == dict.fromkeys(whole(), 1)
