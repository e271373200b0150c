"""What is left of a report for somebody who may not see amounts or names: checked type by type, and
over the whole sample.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pfreport import values as v
from pfreport.advice.selection import Objective
from pfreport.charts.frontier import BestByBudget, Spot
from pfreport.kinds import Rag
from pfreport.pipeline import compose
from pfreport.rendering.text.values import Formats
from pfreport.report.parts.blocks import (
    Cell,
    Choice,
    Facts,
    Row,
    RowKind,
    Section,
    Table,
    TableColumn,
    TableStyle,
    Text,
    Tile,
    Tiles,
)
from pfreport.report.redaction.reader import Grants, Reader
from pfreport.report.redaction.redact import _data, redact
from pfreport.report.redaction.typed import Persons, persons_of, without_amounts
from pfreport.report.serial import to_json
from pfreport.report.words import say, term
from pfreport.words.catalogue import catalogue
from pfreport.words.patterns import Told
from tests import distinctive

ALL_GRANTS = [Grants(money, names) for money in (True, False) for names in (True, False)]
PERSONS = Persons({"Jane Doe", "J. Okafor", "IT", "Ann Lee and Bob Ray", "Head of Finance and IT"})
NO_MONEY, NO_NAMES, NEITHER = (
    Reader(grants, PERSONS)
    for grants in (Grants(money=False), Grants(names=False), Grants(False, False))
)
EUR = v.Money(1_234_567.0, "EUR")
RATIO = v.Ratio(0.94)
OVER = say("executive.over.alone", gap=EUR, project=v.Ref(v.RefKind.PROJECT, "P-1"))
APPROVED = say("sign.approved_on", person=v.Person("Jane Doe"), day=v.Day(dt.date(2026, 11, 3)))


def text(value):
    return None if value is None else Formats("en").text(value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Tool of Jane Doe", "Tool of –"),
        ("tool of JANE  DOE's team", "tool of –'s team"),
        ("J. Okafor and Okafor", "– and –"),
        ("IT, it and ITIL", "–, it and ITIL"),
        ("Bob Ray's bridge, Bob's bridge", "–'s bridge, Bob's bridge"),
        ("Finance for Janet Doeful", "Finance for Janet Doeful"),
        ("", ""),
    ],
)
def test_persons_become_dashes(typed, left):
    assert PERSONS.dashed(typed) == left


def test_a_name_of_three_letters_is_known_as_it_is_written_alone_and_of_four_in_any_case():
    persons = Persons({"Ann", "Anna"})
    assert persons.dashed("Ann and ann, Anna and anna") == "– and ann, – and –"


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Save EUR 1,234,567 a year", "Save – a year"),
        ("Save €1.2m or 40 k USD", "Save – or –"),
        ("GBP k 40; 3.5 million euros; CHF 12'500.-", "–; –; –.-"),
        ("EUR 2 to 3 m for depot 7", "– for depot 7"),
        ("US$ 100bn, 1 234 567 kr", "–, –"),
        ("2,5 Mio. €, 40 T€, USDm 3.1, 1.5 kEUR", "–, –, –, –"),
        (
            "ISO 27001 by 2027, 24 % of 3 sites, SUPER 8",
            "ISO 27001 by 2027, 24 % of 3 sites, SUPER 8",
        ),
    ],
)
def test_amounts_beside_a_currency_become_dashes(typed, left):
    assert without_amounts(typed) == left


@pytest.mark.parametrize(
    ("value", "no_money", "no_names"),
    [
        (EUR, None, "EUR 1.23 m"),
        (v.Person("Jane Doe"), "Jane Doe", None),
        (v.Words("Jane Doe for EUR 5 m"), "Jane Doe for –", "– for EUR 5 m"),
        (v.Words("Anything", long=True), None, None),
        (v.Quoted("5,000 is no date", Told("PF208.title")), "No date", "No date"),
        (v.Quoted("5,000"), None, None),
        (
            v.Ref(v.RefKind.PROJECT, "P-1", "Hall of Jane Doe"),
            "P-1 Hall of Jane Doe",
            "P-1 Hall of –",
        ),
        (v.Absent("withheld: EUR 5 m"), "n/a (withheld: –)", "n/a (withheld: EUR 5 m)"),
        (v.Cells(("Jane Doe.xlsx",)), "Jane Doe.xlsx", "–.xlsx"),
        (v.Several((EUR, v.Person("Jane Doe"), RATIO)), "Jane Doe and 0.94", "EUR 1.23 m and 0.94"),
        (v.Spark((1.0, 2.0), currency="EUR"), None, "1.00; 2.00"),
        (v.Spark((1.0, 2.0)), "1.00; 2.00", "1.00; 2.00"),
        (say("gap", amount=EUR, share=v.Share(0.07)), "7 %", "EUR 1.23 m (7 %)"),
        (say("tile.budget", budget=EUR), None, "Budget EUR 1.23 m"),
        (
            OVER,
            "Forecast is over budget; P-1 alone is over",
            "Forecast is EUR 1.23 m over budget; P-1 alone is over",
        ),
        (APPROVED, "Jane Doe, 3 November 2026", "3 November 2026"),
        (RATIO, "0.94", "0.94"),
    ],
)
def test_each_type_is_left_out_or_kept(value, no_money, no_names):
    assert (text(NO_MONEY.value(value)), text(NO_NAMES.value(value))) == (no_money, no_names)


def test_a_bullet_of_amounts_is_drawn_in_shares_of_its_budget():
    shares = NO_MONEY.value(v.Bullet(50.0, 120.0, 100.0, 200.0, (1.0, 1.1), "EUR"))
    assert shares == v.Bullet(0.5, 1.2, 1.0, 2.0, (1.0, 1.1), None)
    assert NO_MONEY.value(v.Bullet(50.0, 120.0, 0.0, 200.0, (), "EUR")) is None


def test_a_light_keeps_its_colour_without_the_note():
    assert NO_MONEY.value(v.Light(Rag.RED, say("rating.green.vac_pct", eac=EUR))) == v.Light(
        Rag.RED
    )


def test_shorter_sentences_need_no_more_than_the_whole_ones():
    shorter = [key for key in catalogue().texts if key.endswith(".redacted")]
    assert len(shorter) > 50
    for key in shorter:
        whole = key.removesuffix(".redacted")
        assert whole in catalogue().texts, key
        assert catalogue().slots(key) < catalogue().slots(whole), key


def column(key, **more):
    return TableColumn(key, v.Words(key), **more)


def table(*rows, style=TableStyle.PLAIN, columns=None):
    columns = columns or (
        column("project"),
        column("owner"),
        column("amount", currency="EUR"),
        column("cpi"),
    )
    return Table("t", tuple(columns), tuple(rows), len(rows), style)


def row(*values, kind=RowKind.ROW):
    return Row(tuple(Cell(value) for value in values), kind)


def redacted(block, reader):
    """One block, in a report, as a reader sees it."""
    whole = next(iter(dict(_sample()).values()))
    section = Section("s", term("section.money"), say("left_out.message", n=v.Count(1)), (block,))
    found = redact(dataclasses.replace(whole, head=(), sections=(section,)), reader)
    return found.sections[0].blocks


def test_columns_go_with_what_they_held():
    given = table(
        row(v.Words("A"), v.Person("Jane Doe"), EUR, RATIO),
        row(v.Words("B"), None, v.Absent("no budget"), RATIO),
    )
    (left,) = redacted(given, NEITHER)
    assert [one.key for one in left.columns] == ["project", "cpi"]
    assert [len(one.cells) for one in left.rows] == [2, 2]
    assert [one.key for one in redacted(given, NO_MONEY)[0].columns] == ["project", "owner", "cpi"]


def test_a_value_gone_from_a_column_that_stays_is_a_dash():
    given = table(
        row(v.Words("A"), EUR, RATIO),
        row(v.Words("B"), RATIO, RATIO),
        columns=(column("a"), column("b"), column("c")),
    )
    (left,) = redacted(given, NO_MONEY)
    assert [text(one.cells[1].main) for one in left.rows] == ["–", "0.94"]


def test_rows_of_which_nothing_is_left_go():
    pairs = table(
        row(v.Words("Budget"), EUR),
        row(v.Words("CPI"), RATIO),
        style=TableStyle.PAIRS,
        columns=(column("a"), column("b", currency="EUR")),
    )
    (left,) = redacted(pairs, NO_MONEY)
    assert [text(one.cells[0].main) for one in left.rows] == ["CPI"]
    assert (left.total, left.shown) == (1, 1)
    assert (
        redacted(table(row(v.Words("Budget"), EUR), columns=(column("a"), column("b"))), NO_MONEY)
        == ()
    )


def test_a_table_by_sponsors_goes_with_their_names():
    by_programme = table(
        row(v.Words("Grid"), None, EUR, RATIO, kind=RowKind.GROUP),
        row(v.Words("A"), None, EUR, RATIO),
    )
    by_sponsor = table(
        row(v.Person("Jane Doe"), None, EUR, RATIO, kind=RowKind.GROUP),
        row(v.Words("A"), None, EUR, RATIO),
    )
    choice = Choice(
        "by",
        v.Words("By"),
        ((v.Words("Programme"), by_programme), (v.Words("Sponsor"), by_sponsor)),
    )
    assert [type(one) for one in redacted(choice, NO_NAMES)] == [Table]
    assert [type(one) for one in redacted(choice, NO_MONEY)] == [Choice]


def test_tiles_facts_and_paragraphs_go_one_by_one():
    tiles = Tiles(
        (
            Tile(v.Words("Forecast"), EUR),
            Tile(v.Words("CPI"), RATIO, (say("tile.budget", budget=EUR),)),
        )
    )
    facts = Facts(
        ((v.Words("Sponsor"), v.Person("Jane Doe")), (v.Words("Programme"), v.Words("Grid")))
    )
    words = Text((v.Words("All said", long=True),), heading=v.Words("Summary"))
    (left,) = redacted(tiles, NO_MONEY)
    assert left == Tiles((Tile(v.Words("CPI"), RATIO),))
    (left,) = redacted(facts, NO_NAMES)
    assert left.pairs == ((v.Words("Programme"), v.Words("Grid")),)
    assert redacted(words, NO_NAMES) == ()


_KNOWN: dict[str, list] = {}


def _sample():
    if "named" not in _KNOWN:
        _KNOWN["named"] = list(compose(distinctive.found_in(distinctive.sample())))
    return _KNOWN["named"]


def seen(raw, grants):
    """Every report of a workbook as a reader with these grants sees it, as JSON."""
    findings = distinctive.found_in(raw)
    reader = Reader(grants, Persons(persons_of(findings.portfolio)))
    return {name: to_json(redact(report, reader)) for name, report in compose(findings)}


def test_amounts_twice_as_large_change_nothing_for_who_may_not_see_them():
    sample = distinctive.sample()
    twice = distinctive.times(2.0)(sample)
    assert seen(sample, Grants(money=False)) == seen(twice, Grants(money=False))
    whole, larger = seen(sample, Grants()), seen(twice, Grants())
    assert all(whole[name] != larger[name] for name in whole)


def test_other_names_change_nothing_for_who_may_not_see_them():
    sample = distinctive.sample()
    renamed = distinctive.renamed(sample)
    assert seen(sample, Grants(names=False)) == seen(renamed, Grants(names=False))
    whole, others = seen(sample, Grants()), seen(renamed, Grants())
    assert all(whole[name] != others[name] for name in whole)


@pytest.mark.parametrize("grants", ALL_GRANTS, ids=str)
def test_the_reports_say_what_is_left_out(grants):
    reader = Reader(grants, PERSONS)
    for _, report in _sample()[:3]:
        left = redact(report, reader)
        said = [
            one.key
            for one in left.lede
            if isinstance(one, v.Sentence) and one.key.startswith("redaction.")
        ]
        expected = {
            (True, True): [],
            (True, False): ["names"],
            (False, True): ["money"],
            (False, False): ["both"],
        }
        assert [key.removeprefix("redaction.") for key in said] == expected[
            grants.money, grants.names
        ]
        assert any(distinctive.amounts(left)) is grants.money
        assert (left == report) is grants.everything


def test_no_sentence_falls_back_where_a_shorter_one_can_be_said():
    """Sections of the sample whose message is all amounts; every other says something without
    them.
    """
    fallen = {
        section.id
        for _, report in _sample()
        for section in redact(report, NO_MONEY).sections
        if section.message.key in {"redaction.message", "redaction.title"}
    }
    assert fallen == {"money"}


@pytest.mark.parametrize(
    ("text", "dashed"),
    [("Ask Jo Lee", "Ask –"), ("Jo Lee Smith asks", "– asks"), ("Jo Lee, Jo", "–, Jo")],
)
def test_a_text_may_end_within_a_longer_name_than_it_holds(text, dashed):
    assert Persons({"Jo Lee", "Jo Lee Smith", "Jo Lee Smith Brown"}).dashed(text) == dashed


def test_a_kind_in_the_data_of_a_chart_stays_that_kind():
    best = BestByBudget(
        (Spot(1.0, 2.0, 1.0), Spot(2.0, 3.0, 2.0)),
        None,
        Spot(1.0, 1.0, 1.0),
        2.0,
        Objective.MIX,
        "EUR",
    )
    seen = _data(best, Reader(Grants(money=False, names=False), PERSONS))
    assert isinstance(seen, BestByBudget)
    assert seen.objective is Objective.MIX
