"""Writes the sample workbooks, the same bytes on every run: starter.xlsx, portfolio.xlsx, and
faulty.xlsx with every fault at once.

Run it as `python samples/make_samples.py [FOLDER]`; the folder is its own where none is named.
"""

from __future__ import annotations

import sys
from pathlib import Path

from faulty.writing import write_faulty
from pfreport.model.portfolio import RECORDS
from pfreport.workbook.blank.workbook import write_blank
from story import courses, digital, networks, settings, starter
from story.benefits import benefit_periods
from story.people import demand, resources
from story.quality import quality
from story.rows import Row, read


def main(folder: Path) -> None:
    """Writes the samples into a folder."""
    write_blank(folder / "starter.xlsx", starter.CONTENTS, starter.SETTINGS)
    write_blank(folder / "portfolio.xlsx", portfolio(), settings.SETTINGS)
    write_faulty(folder / "faulty.xlsx")


def portfolio() -> dict[str, list[Row]]:
    """Every sheet of the whole portfolio by its name: what is made here, and what stands in a CSV
    file.
    """
    projects = sorted(networks.PROJECTS + digital.PROJECTS, key=lambda row: str(row["project_id"]))
    made = {
        "Projects": [row | {"manager_estimate": courses.manager_estimate(row)} for row in projects],
        "Periods": courses.periods(projects),
        "Benefit periods": benefit_periods(),
        "Quality": quality(),
        "Resources": resources(),
        "Demand": demand(),
        "Rates": settings.rates(),
    }
    return {record.sheet.name: made.get(record.sheet.name) or read(record) for record in RECORDS}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
