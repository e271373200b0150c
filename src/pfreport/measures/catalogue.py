"""Every family of measures, named: importing this fills the registry."""

from pfreport.measures.delivery import (
    change,
    dependencies,
    finish,
    issues,
    milestones,
    quality,
    scope,
)
from pfreport.measures.earned import (
    budget_left,
    completion,
    costs,
    estimates,
    performance,
    schedule,
)
from pfreport.measures.earned import (
    value as earned_value,
)
from pfreport.measures.engine.registry import in_order
from pfreport.measures.risk import concentration, exposure, matrix, outcomes, resources, threats
from pfreport.measures.strategy import ahp, alignment, balance, goals
from pfreport.measures.value import benefits, fiscal, net_present_value, returns

FAMILIES = (
    costs,
    fiscal,
    earned_value,
    performance,
    budget_left,
    ahp,
    goals,
    alignment,
    balance,
    benefits,
    change,
    completion,
    threats,
    exposure,
    concentration,
    scope,
    milestones,
    dependencies,
    schedule,
    estimates,
    finish,
    issues,
    outcomes,
    quality,
    resources,
    net_present_value,
    returns,
    matrix,
)
"""In the order in which exports list their measures, which programs outside rely on."""

in_order(family.__name__ for family in FAMILIES)
