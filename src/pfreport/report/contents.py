"""What stands in the reports, in order: one line a section, with the sheets that would fill it."""

from __future__ import annotations

from collections.abc import Callable

from pfreport.advice.findings import Findings
from pfreport.report.appendix.data_quality import project_data
from pfreport.report.executive.decision_log import decision_log
from pfreport.report.executive.decisions import decisions
from pfreport.report.executive.declared import declared_ratings
from pfreport.report.executive.dependencies import dependencies, project_dependencies
from pfreport.report.executive.funding import funding
from pfreport.report.executive.headline import headline_figures
from pfreport.report.executive.health import health
from pfreport.report.executive.known import known
from pfreport.report.executive.milestones import milestones
from pfreport.report.executive.mistakes import checklist
from pfreport.report.executive.money import money
from pfreport.report.executive.movement import movement
from pfreport.report.executive.movers import project_movers
from pfreport.report.executive.outcomes import outcomes
from pfreport.report.executive.reds import reds
from pfreport.report.executive.resources import project_resources, resources
from pfreport.report.executive.risk import risk
from pfreport.report.executive.strategy import strategy
from pfreport.report.executive.triangle import triangle
from pfreport.report.executive.value import value
from pfreport.report.executive.watch import watch
from pfreport.report.parts.blocks import Section
from pfreport.report.parts.sections import Part
from pfreport.report.project.benefits import project_benefits
from pfreport.report.project.cost import project_cost
from pfreport.report.project.decisions import project_decisions
from pfreport.report.project.deliverables import project_deliverables
from pfreport.report.project.issues import project_issues
from pfreport.report.project.lights import project_lights
from pfreport.report.project.milestones import project_milestones
from pfreport.report.project.movement import project_movement
from pfreport.report.project.own_words import project_story, project_work
from pfreport.report.project.risks import project_risks

ExecutivePart = Part[Callable[[Findings], Section | None]]
ProjectPart = Part[Callable[[Findings, str], Section | None]]

EXECUTIVE: tuple[ExecutivePart, ...] = (
    # what is asked, and where the portfolio stands
    Part(decisions, "section.decisions", ("Decisions", "Milestones")),
    Part(headline_figures, "section.headline", ("Projects",)),
    Part(declared_ratings, "section.declared", ()),
    Part(watch, "section.watch", ()),
    Part(known, "section.known", ()),
    # what moved, and project by project how it stands
    Part(movement, "section.movement", ()),
    Part(health, "section.health", ("Projects",)),
    Part(project_movers, "section.movers", ()),
    # cost and time
    Part(money, "section.money", ("Projects", "Periods")),
    Part(triangle, "section.triangle", ("Periods",)),
    Part(reds, "section.reds", ()),
    # whether these are the right projects, and what they are worth
    Part(strategy, "section.strategy", ("Goals", "Alignment")),
    Part(value, "section.value", ("Benefits", "Benefit periods")),
    # what may come in the way
    Part(risk, "section.risk", ("Risks",)),
    Part(outcomes, "section.outcomes", ("Periods",)),
    Part(resources, "section.resources", ("Resources", "Demand")),
    Part(milestones, "section.milestones", ("Milestones",)),
    Part(dependencies, "section.dependencies", ("Dependencies",)),
    # what to fund, and what was decided before
    Part(funding, "section.funding", ("Benefit periods", "Alignment")),
    Part(checklist, "section.mistakes", ()),
    Part(decision_log, "section.decision_log", ("Decisions",)),
)

PROJECT: tuple[ProjectPart, ...] = (
    # how it stands
    Part(project_lights, "section.lights", ()),
    Part(project_story, "section.story", ()),
    Part(project_cost, "section.cost", ("Periods",)),
    Part(project_movement, "section.movement", ()),
    # what it has to reach, and with whom
    Part(project_milestones, "section.milestones", ("Milestones",)),
    Part(project_dependencies, "section.dependencies", ("Dependencies",)),
    Part(project_resources, "section.resources", ("Resources", "Demand")),
    Part(project_deliverables, "section.deliverables", ("Deliverables", "Quality")),
    # what may come in the way, and what it is for
    Part(project_risks, "section.risk", ("Risks",)),
    Part(project_issues, "section.issues", ("Issues", "Changes")),
    Part(project_benefits, "section.benefits", ("Benefits", "Benefit periods")),
    # what its manager and the board say, and what is wrong in its rows
    Part(project_work, "section.work", ("Projects",)),
    Part(project_decisions, "section.project_decisions", ("Decisions",)),
    Part(project_data, "section.data_quality", ()),
)
