"""The words of the reports, each once: sentences by key with named values, and terms.

In a sentence `{name}` prints a value; `{n:project|projects}` prints a count and its noun; `{n:#is|are}` only the word that
agrees with the count. Words of the one-of columns follow from the model (`status.On hold`, `phase.Execution`).
"""

from __future__ import annotations

from enum import StrEnum

from pfreport.kinds import Rag
from pfreport.model.delivery import ChangeStatus, DeliverableStatus, MilestoneType, Severity
from pfreport.model.governance import DecisionStatus, DecisionType
from pfreport.model.money import BenefitType
from pfreport.model.project import Phase, Status
from pfreport.model.risk import RiskStatus, RiskType
from pfreport.values import Sentence, Term, Value

_FAMILIES: dict[str, type[StrEnum]] = {
    "benefit_type": BenefitType,
    "change_status": ChangeStatus,
    "decision_status": DecisionStatus,
    "decision_type": DecisionType,
    "deliverable_status": DeliverableStatus,
    "milestone_type": MilestoneType,
    "phase": Phase,
    "rag": Rag,
    "risk_status": RiskStatus,
    "risk_type": RiskType,
    "severity": Severity,
    "status": Status,
}

WORDS: dict[str, str] = {
    # what stands inside other sentences
    "gap": "{amount} ({share})",
    "unit.full": "{what}, {currency}",
    "unit.thousands": "{what}, {currency} k",
    "coverage.projects": "{stated} of {of:project|projects}",
    "coverage.budget": "{stated} of {of:project|projects}, {share} of budget",
}


def say(key: str, /, **values: Value) -> Sentence:
    """A sentence by its key; KeyError for one that is not there."""
    WORDS[key]
    return Sentence(key, values)


def term(key: str) -> Term:
    """A word by its key; KeyError for one that is not there."""
    WORDS[key]
    return Term(key)


def member(family: str, value: StrEnum | None) -> Term | None:
    """The word for a value of a one-of column; None where the cell is blank."""
    return None if value is None else term(f"{family}.{value}")


def families() -> dict[str, str]:
    """The words that follow from the model: `phase.Execution` and the like; a status reads as a word in a line."""
    found = {f"{family}.{value}": value.value for family, values in _FAMILIES.items() for value in values}
    return {key: text.lower() if key.startswith(("status.", "rag.")) else text for key, text in found.items()}


WORDS.update(families())
