"""Sentences and terms of the reports, by the keys of their words."""

from __future__ import annotations

from enum import StrEnum

from pfreport.kinds import Rag
from pfreport.model.delivery import ChangeStatus, DeliverableStatus, MilestoneType, Severity
from pfreport.model.governance import DecisionStatus, DecisionType
from pfreport.model.money import BenefitType
from pfreport.model.people import DependencyStatus
from pfreport.model.project import Phase, Status
from pfreport.model.risk import RiskStatus, RiskType
from pfreport.values import Sentence, Term, Value
from pfreport.words.catalogue import SLOT, catalogue

_FAMILIES: dict[str, type[StrEnum]] = {
    "act": DecisionType,
    "benefit_type": BenefitType,
    "change_status": ChangeStatus,
    "decision_status": DecisionStatus,
    "decision_type": DecisionType,
    "deliverable_status": DeliverableStatus,
    "dependency_status": DependencyStatus,
    "milestone_type": MilestoneType,
    "phase": Phase,
    "rag": Rag,
    "risk_status": RiskStatus,
    "risk_type": RiskType,
    "severity": Severity,
    "status": Status,
}

WORDS: dict[str, str] = dict(catalogue().texts)


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


def slots(key: str) -> frozenset[str]:
    """The values a sentence names."""
    return frozenset(found["name"] for found in SLOT.finditer(WORDS[key]))


def is_wordless(key: str) -> bool:
    """Whether a pattern only puts values beside each other."""
    return not any(
        c.isalpha()
        for c in SLOT.sub(lambda found: (found["forms"] or "").rpartition("|")[2], WORDS[key])
    )


def families() -> dict[str, str]:
    """The words that follow from the model: `phase.Execution` and the like; a status reads as a
    word in a line.
    """
    found = {
        f"{family}.{value}": value.value for family, values in _FAMILIES.items() for value in values
    }
    return {
        key: text.lower() if key.startswith(("act.", "status.", "rag.")) else text
        for key, text in found.items()
    }


WORDS.update(families())
