"""The plan in short adds up to the plan, action by action."""

from __future__ import annotations

import math
from collections import defaultdict

import pytest

from pfreport.advice.selection import worth_having
from pfreport.kinds import Month
from pfreport.report.executive.funding import funding
from pfreport.report.parts.tables import at_most
from pfreport.report.phrases.in_short import FEW_ACTIONS, ORDER_OF_ACTS
from tests.advice.whole_cases import random_findings
from tests.report.findings import message, tables, text

LARGE = [
    found
    for seed in range(3)
    if len((found := random_findings(seed, 14)).advice.actions) > FEW_ACTIONS
]


def test_each_action_has_its_projects_their_money_and_whom_they_need_most():
    assert LARGE
    for found in LARGE:
        section = funding(found)
        assert section is not None
        table, actions = tables(section)["in-short"], found.advice.actions
        keys = [column.key for column in table.columns]
        acts = sorted({one.act for one in actions}, key=ORDER_OF_ACTS.index)
        assert [text(row.cells[0].main) for row in table.rows] == [str(act) for act in acts]
        for row, act in zip(table.rows, acts, strict=True):
            of = [one for one in actions if one.act is act]
            cells = dict(zip(keys, row.cells, strict=True))
            assert {one.key for one in cells["projects"].main.values} == {
                one.project_id for one in of
            }
            assert cells["cost_to_go"].main.amount == pytest.approx(
                math.fsum(one.candidate.cost for one in of)
            )
            free = [
                one
                for one in of
                if not one.inside and one.candidate.project.status in ("Approved", "Active")
            ]
            amount = math.fsum(
                max(0.0, one.candidate.cost - one.candidate.exit_cost) for one in free
            )
            said = cells["cost_to_go"].sub
            assert (said.values["amount"].amount if said else 0.0) == pytest.approx(amount)
            worths = [one.candidate.value for one in of if one.candidate.value is not None]
            assert (cells["npv_to_go"].main.amount if worths else None) == (
                pytest.approx(math.fsum(worths)) if worths else None
            )
            if "needs_most" in cells:
                _needs(found, {one.project_id for one in of}, cells["needs_most"])


def _needs(found, keys, cell):
    needed: defaultdict[tuple[str, Month], float] = defaultdict(float)
    for row in found.portfolio.demand:
        if row.project_id in keys:
            needed[row.role, row.period] += row.demand
    if not needed:
        assert cell.main is None
        return
    (role, month), fte = min(needed.items(), key=lambda one: (-one[1], one[0][1], one[0][0]))
    assert (cell.main.values["fte"].value, cell.main.values["role"].text) == (
        pytest.approx(fte),
        role,
    )
    assert cell.sub.values["month"].value == month


def test_of_one_action_what_runs_today_and_costs_the_most_stands_first():
    for found in LARGE:
        rows = tables(funding(found))["actions"].rows
        by_id = {one.project_id: one for one in found.advice.actions}
        shown = [by_id[row.cells[0].main.key] for row in rows]
        assert shown == sorted(
            shown,
            key=lambda one: (
                ORDER_OF_ACTS.index(one.act),
                not one.candidate.in_today,
                -one.candidate.cost,
            ),
        )


def test_the_message_sets_the_plan_against_what_runs_today():
    said = {}
    for found in (random_findings(seed) for seed in range(40)):
        selection, sentence = found.advice.selection, message(funding(found))
        if selection is None or selection.solution is None:
            continue
        today = [one.candidate for one in found.advice.actions if one.candidate.in_today]
        left = [one.candidate for one in found.advice.actions if not one.candidate.in_today]
        assert not any(one.exit_cost for one in left)
        difference = selection.solution.value - math.fsum(
            one.value or 0.0 for one in today if one.value is not None
        )
        way = "more" if difference > 1e-6 else "less" if difference < -1e-6 else "same"
        said[way] = sentence
        hopeless = not any(
            worth_having(selection.case, one.id) for one in selection.case.candidates
        )
        assert ("worth what it still costs" in sentence) is hopeless, sentence
        told = (
            {"more": "better off"}
            if hopeless
            else {"more": "more than what runs today", "less": "less than what runs today"}
        )
        assert [key for key, words in told.items() if words in sentence] == [
            key for key in told if key == way
        ], sentence
    assert said.keys() == {"more", "less", "same"}


def test_of_many_actions_the_weightiest_of_each_kind_are_shown():
    found = LARGE[0]
    table = tables(funding(found))["actions"]
    few = at_most(table, 7, "more.measures")
    acts = {one.project_id: one.act for one in found.advice.actions}
    assert len(few.rows) == 7
    assert {acts[row.cells[0].main.key] for row in few.rows} == set(acts.values())
