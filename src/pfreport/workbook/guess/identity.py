"""What tells one project from another, where a workbook has no ID, no name, or neither."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pfreport.workbook.cells.texts import plain_text
from pfreport.workbook.guess.profile import Profile
from pfreport.workbook.guess.table import Candidate
from pfreport.workbook.guess.written import line

LONGEST_NAME = 80
"""Characters of a description, on average, that may be a name."""
TOLD_BY = (
    "programme",
    "business_unit",
    "category",
    "sponsor",
    "manager",
    "description",
    "baseline_start",
    "baseline_finish",
    "budget",
)


def identity(candidate: Candidate) -> Iterator[str]:
    """Every project needs an ID and a name: one stands for the other where the workbook has one of
    them.
    """
    sure = {name: placed.at[0] for name, placed in candidate.sure.items()}
    texts = candidate.view.texts
    name = sure.get("name", _short_words(candidate, sure))
    if "name" not in sure and name is not None:
        yield line("Name", texts[name], "likely: short words that tell one project from another")
    elif "name" not in sure and "project_id" in sure:
        yield line(
            "Name", texts[sure["project_id"]], "no column names the projects: the ID stands for it"
        )
    elif name is None:
        yield '# "Name" = ""  # needed: the column that names the projects'
        yield (
            '# "Project ID" = ""  # needed: the column that identifies them, or { join = ["…"] } '
            "to make one of others"
        )
    if "project_id" not in sure and name is not None:
        yield _made(candidate, name, sure)
    if "budget" not in sure and "manager_estimate" in sure:
        asked = "no budget was found; does this stand for it?"
        yield f"# {line('Budget', texts[sure['manager_estimate']], asked)}"


def _short_words(candidate: Candidate, sure: Mapping[str, int]) -> int | None:
    """A description or a summary that is short and stands once each is a name."""
    for field in ("description", "summary"):
        texts = candidate.profiles[sure[field]].texts if field in sure else []
        if (
            texts
            and len(set(texts)) == len(texts) == candidate.rows
            and sum(map(len, texts)) <= LONGEST_NAME * len(texts)
        ):
            return sure[field]
    return None


def _made(candidate: Candidate, name: int, sure: Mapping[str, int]) -> str:
    """An ID made of the name; where some names stand twice, of the name and what tells those
    apart.
    """
    texts, note = candidate.view.texts, "no column identifies the projects: made of the name"
    if candidate.profiles[name].unique or candidate.profiles[name].filled < 1:
        return line("Project ID", {"join": [texts[name]]}, note)
    names = _column(candidate, name)
    for other in (sure[field] for field in TOLD_BY if field in sure and sure[field] != name):
        if Profile.of(
            [f"{a}\n{b}" for a, b in zip(names, _column(candidate, other), strict=True)]
        ).unique:
            return line(
                "Project ID",
                {"join": [texts[name], texts[other]]},
                f"{note} and of what tells apart those of one name",
            )
    return line(
        "Project ID",
        {"join": [texts[name]]},
        f"{note}; some names stand twice: add a heading that tells them apart",
    )


def _column(candidate: Candidate, at: int) -> list[str]:
    rows = (candidate.view.below[index] for index in candidate.body.records)
    return [plain_text(row[at]) for row in rows]
