"""What stands in the reports, in order: one line a section, with the sheets that would fill it."""

from __future__ import annotations

from collections.abc import Callable

from pfreport.advice.findings import Findings
from pfreport.report.blocks import Section
from pfreport.report.decision_log import decision_log
from pfreport.report.decisions import decisions
from pfreport.report.declared import declared_ratings
from pfreport.report.dependencies import dependencies, project_dependencies
from pfreport.report.funding import funding
from pfreport.report.headline import headline_figures
from pfreport.report.health import health
from pfreport.report.known import known
from pfreport.report.milestones import milestones
from pfreport.report.mistakes import checklist
from pfreport.report.money import money
from pfreport.report.movement import movement
from pfreport.report.movers import project_movers
from pfreport.report.outcomes import outcomes
from pfreport.report.parts import Part
from pfreport.report.project_benefits import project_benefits
from pfreport.report.project_cost import project_cost
from pfreport.report.project_data import project_data
from pfreport.report.project_decisions import project_decisions
from pfreport.report.project_deliverables import project_deliverables
from pfreport.report.project_issues import project_issues
from pfreport.report.project_lights import project_lights
from pfreport.report.project_milestones import project_milestones
from pfreport.report.project_movement import project_movement
from pfreport.report.project_risks import project_risks
from pfreport.report.project_story import project_story
from pfreport.report.project_work import project_work
from pfreport.report.reds import reds
from pfreport.report.resources import project_resources, resources
from pfreport.report.risk import risk
from pfreport.report.strategy import strategy
from pfreport.report.triangle import triangle
from pfreport.report.value import value
from pfreport.report.watch import watch

ExecutivePart = Part[Callable[[Findings], Section | None]]
ProjectPart = Part[Callable[[Findings, str], Section | None]]

EXECUTIVE: tuple[ExecutivePart, ...] = (
    Part(decisions, "section.decisions", ("Decisions", "Milestones")),
    Part(headline_figures, "section.headline", ("Projects",)),
    Part(declared_ratings, "section.declared", ()),
    Part(watch, "section.watch", ()),
    Part(known, "section.known", ()),
    Part(movement, "section.movement", ()),
    Part(health, "section.health", ("Projects",)),
    Part(project_movers, "section.movers", ()),
    Part(money, "section.money", ("Projects", "Periods")),
    Part(triangle, "section.triangle", ("Periods",)),
    Part(reds, "section.reds", ()),
    Part(strategy, "section.strategy", ("Goals", "Alignment")),
    Part(value, "section.value", ("Benefits", "Benefit periods")),
    Part(risk, "section.risk", ("Risks",)),
    Part(outcomes, "section.outcomes", ("Periods",)),
    Part(resources, "section.resources", ("Resources", "Demand")),
    Part(milestones, "section.milestones", ("Milestones",)),
    Part(dependencies, "section.dependencies", ("Dependencies",)),
    Part(funding, "section.funding", ("Benefit periods", "Alignment")),
    Part(checklist, "section.mistakes", ()),
    Part(decision_log, "section.decision_log", ("Decisions",)),
)

PROJECT: tuple[ProjectPart, ...] = (
    Part(project_lights, "section.lights", ()),
    Part(project_story, "section.story", ()),
    Part(project_cost, "section.cost", ("Periods",)),
    Part(project_movement, "section.movement", ()),
    Part(project_milestones, "section.milestones", ("Milestones",)),
    Part(project_dependencies, "section.dependencies", ("Dependencies",)),
    Part(project_resources, "section.resources", ("Resources", "Demand")),
    Part(project_deliverables, "section.deliverables", ("Deliverables", "Quality")),
    Part(project_risks, "section.risk", ("Risks",)),
    Part(project_issues, "section.issues", ("Issues", "Changes")),
    Part(project_benefits, "section.benefits", ("Benefits", "Benefit periods")),
    Part(project_work, "section.work", ("Projects",)),
    Part(project_decisions, "section.project_decisions", ("Decisions",)),
    Part(project_data, "section.data_quality", ()),
)
