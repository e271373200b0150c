"""The families of words that follow from the model and from what is computed."""

from __future__ import annotations

from enum import StrEnum

from pfreport.faults import Severity as FaultSeverity
from pfreport.kinds import Rag
from pfreport.model.delivery import ChangeStatus, DeliverableStatus, MilestoneType, Severity
from pfreport.model.governance import DecisionStatus, DecisionType
from pfreport.model.money import BenefitType
from pfreport.model.people import DependencyStatus
from pfreport.model.project import Phase, Status
from pfreport.model.risk import RiskStatus, RiskType

FAMILIES: dict[str, type[StrEnum]] = {
    "act": DecisionType,
    "ask": DecisionType,
    "benefit_type": BenefitType,
    "change_status": ChangeStatus,
    "decision_status": DecisionStatus,
    "decision_type": DecisionType,
    "deliverable_status": DeliverableStatus,
    "dependency_status": DependencyStatus,
    "fault": FaultSeverity,
    "light.letter": Rag,
    "light.name": Rag,
    "milestone_type": MilestoneType,
    "phase": Phase,
    "rag": Rag,
    "risk_status": RiskStatus,
    "risk_type": RiskType,
    "severity": Severity,
    "status": Status,
}
