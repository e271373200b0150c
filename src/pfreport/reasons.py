"""Why something is not there: a code, what the words name, the cells that say so."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from pfreport.kinds import Month
from pfreport.origins import Origin
from pfreport.words.catalogue import SLOT, catalogue

Told = str | int | Month
"""What the words of a reason may name."""


class Because(StrEnum):
    """Every reason, by the code that figures are compared by; its words are `reason.<code>` of the
    catalogue.
    """

    # what stands in a field, a cell, a row
    BLANK = "blank"
    NOT_MAPPED = "not_mapped"
    FAULTY = "faulty"
    WITHHELD = "withheld"
    STATED = "stated"
    NO_FIELD = "no_field"
    FIELD_FAULTY = "field_faulty"
    FIELD_WITHHELD = "field_withheld"
    FIELD_STATED = "field_stated"
    CELL_FAULTY = "cell_faulty"
    CELL_WITHHELD = "cell_withheld"
    CELL_STATED = "cell_stated"
    NO_ROW = "no_row"
    NO_RATE = "no_rate"
    NOT_MEASURED = "not_measured"
    NOT_KNOWN = "not_known"
    NOT_GIVEN = "not_given"

    # months
    NOT_BY_MONTH = "not_by_month"
    BENEFITS_NOT_BY_MONTH = "benefits_not_by_month"
    COST_NOT_BY_MONTH = "cost_not_by_month"
    NO_MONTH_OF_PROGRESS_AND_COST = "no_month_of_progress_and_cost"
    NO_MONTH_OF_TWO_COLUMNS = "no_month_of_two_columns"
    NO_MONTH_OF_DEMAND_AND_ACTUAL = "no_month_of_demand_and_actual"
    NO_MONTH_GIVEN = "no_month_given"
    NOT_REPORTED_SINCE = "not_reported_since"
    BEYOND_CALENDAR = "beyond_calendar"
    NOTHING_IN_YEAR = "nothing_in_year"
    AFTER_LAST_REPORTED = "after_last_reported"

    # work done, its cost and its plan
    BUDGET_IS_ZERO = "budget_is_zero"
    COMPLETE = "complete"
    BUDGET_EXHAUSTED = "budget_exhausted"
    NOTHING_LEFT_TO_SPEND = "nothing_left_to_spend"
    NO_ACTUALS = "no_actuals"
    NO_COST_AND_NO_PROGRESS = "no_cost_and_no_progress"
    NO_RECENT_COST = "no_recent_cost"
    NO_RECENT_PROGRESS = "no_recent_progress"
    NOTHING_EARNED = "nothing_earned"
    NOTHING_PLANNED = "nothing_planned"
    COST_BELOW_ZERO = "cost_below_zero"
    EARNED_BELOW_ZERO = "earned_below_zero"
    FORECAST_BELOW_ZERO = "forecast_below_zero"
    MANAGER_BELOW_COST = "manager_below_cost"
    CPI_IS_ZERO = "cpi_is_zero"
    SPI_IS_ZERO = "spi_is_zero"
    SPI_IN_TIME_IS_ZERO = "spi_in_time_is_zero"
    NOT_DUE_TO_START = "not_due_to_start"
    PLAN_FALLS = "plan_falls"
    BASELINE_FINISH_PASSED = "baseline_finish_passed"
    NO_MILESTONES = "no_milestones"
    NO_DELIVERABLES = "no_deliverables"

    # what makes a figure doubtful: its marks
    PLAN_ASSUMED_LINEAR = "plan_assumed_linear"
    OTHER_MONTHS = "other_months"

    # delivery
    NOTHING_DUE = "nothing_due"
    NO_SCOPE = "no_scope"
    NO_WEIGHT = "no_weight"
    NO_DELIVERABLE_IN_BASELINE = "no_deliverable_in_baseline"
    NO_DELIVERABLE_JUDGED = "no_deliverable_judged"
    NO_CHECKS = "no_checks"
    NO_EFFORT = "no_effort"
    NO_BASELINES = "no_baselines"
    NO_MILESTONE_DUE = "no_milestone_due"
    NO_MILESTONE_AHEAD = "no_milestone_ahead"
    NO_GATE_AHEAD = "no_gate_ahead"
    NO_SLIP_AHEAD = "no_slip_ahead"
    NO_PHASE_OF_GATE = "no_phase_of_gate"
    NO_DELIVERABLE_IN_PHASE = "no_deliverable_in_phase"
    NO_DATE_OF_PROVIDER = "no_date_of_provider"
    NO_OPEN_ISSUE = "no_open_issue"
    NO_OPEN_ISSUE_DATED = "no_open_issue_dated"
    NO_APPROVED_CHANGE_COSTED = "no_approved_change_costed"
    NO_APPROVED_CHANGE_TIMED = "no_approved_change_timed"
    NO_PENDING_CHANGE_COSTED = "no_pending_change_costed"
    NO_PENDING_CHANGE_TIMED = "no_pending_change_timed"

    # risk and people
    NO_EXPOSURE = "no_exposure"
    NOTHING_TO_COVER = "nothing_to_cover"
    NO_CONTINGENCY_WITH_EXPOSURE = "no_contingency_with_exposure"
    NO_THREAT_COSTED = "no_threat_costed"
    NO_OPPORTUNITY_COSTED = "no_opportunity_costed"
    NO_RESIDUAL_COSTED = "no_residual_costed"
    NO_THREAT_TIMED = "no_threat_timed"
    NO_THREAT_SCORED = "no_threat_scored"
    NO_ESTIMATES_TO_SPREAD = "no_estimates_to_spread"
    NO_BENEFITS_TO_SPREAD = "no_benefits_to_spread"
    NO_CAPACITY = "no_capacity"
    NO_DEMAND = "no_demand"
    NO_DEMAND_AHEAD = "no_demand_ahead"

    # strategy
    NO_GOALS = "no_goals"
    NO_GOAL_WEIGHS = "no_goal_weighs"
    NOT_SCORED = "not_scored"
    NO_PROJECT_SCORED = "no_project_scored"
    NO_MONEY_TO_WEIGH = "no_money_to_weigh"
    NO_BUDGET = "no_budget"
    NO_MONEY_TO_SPLIT = "no_money_to_split"
    TARGETS_NOT_WHOLE = "targets_not_whole"
    TARGET_IS_START = "target_is_start"
    TARGET_DATE_IS_START = "target_date_is_start"
    FEW_GOALS_COMPARED = "few_goals_compared"
    NO_RANDOM_INDEX = "no_random_index"
    PAIRS_NOT_JUDGED_ONCE = "pairs_not_judged_once"
    NO_GOALS_COMPARED = "no_goals_compared"

    # value
    NO_COST = "no_cost"
    NO_CAPITAL_SHARE = "no_capital_share"
    NOTHING_TO_GO = "nothing_to_go"
    NO_BENEFIT_PLANNED = "no_benefit_planned"
    NO_BENEFIT_DUE = "no_benefit_due"
    ONE_SIGN = "one_sign"
    NO_RATE_IN_RANGE = "no_rate_in_range"
    MANY_SIGNS = "many_signs"
    NEVER_PAID_BACK = "never_paid_back"

    # wider figures
    NO_PROJECT_COUNTS = "no_project_counts"
    NO_PROJECT_HAS_VALUE = "no_project_has_value"

    # what decisions brought
    DECISION_UNDATED = "decision_undated"
    NO_PACK = "no_pack"
    NOT_IN_PACK = "not_in_pack"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is missing, left out, withheld or doubted. Two are the same where code and values
    are, wherever they were found.
    """

    code: Because
    values: tuple[tuple[str, Told], ...] = ()
    cells: tuple[Origin, ...] = field(default=(), compare=False, repr=False)

    @property
    def withheld(self) -> bool:
        """Whether it is that the workbook says that a value is not given."""
        return self.code in _WITHHELD


_WITHHELD = frozenset({Because.WITHHELD, Because.FIELD_WITHHELD, Because.CELL_WITHHELD})
_WITHHELD_AS = "withheld: "
_BARE = {str(code).replace("_", " "): code for code in (Because.BLANK, Because.FAULTY)}


def because(code: Because, cells: Iterable[Origin] = (), **values: Told) -> Reason:
    """A reason with the values its words name."""
    return Reason(code, tuple(values.items()), tuple(cells))


@functools.lru_cache(maxsize=4096)  # the same few are asked for in every table and export
def reason_text(reason: Reason) -> str:
    """A reason in words: the one place where they are made."""
    told = dict(reason.values)
    return SLOT.sub(
        lambda slot: str(told[slot["name"]]), catalogue().texts[f"reason.{reason.code}"]
    )


def reason_stated(text: str) -> Reason:
    """A reason that was written down in words: in a pack, where codes are not kept."""
    return because(Because.STATED, text=text)


def absence_stated(text: str) -> Reason:
    """Why a field has no value, as a pack has it in words: `faulty`, `withheld: TEXT`."""
    if text.startswith(_WITHHELD_AS):
        return because(Because.WITHHELD, text=text.removeprefix(_WITHHELD_AS))
    return Reason(_BARE[text]) if text in _BARE else reason_stated(text)
