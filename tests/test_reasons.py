import pytest

from pfreport.kinds import Month
from pfreport.origins import Origin
from pfreport.reasons import (
    Because,
    Reason,
    absence_stated,
    because,
    reason_stated,
    reason_text,
)
from pfreport.words.catalogue import catalogue


def test_every_code_has_words_and_every_word_a_code():
    worded = {key for key in catalogue().texts if key.startswith("reason.")}
    assert worded == {f"reason.{code}" for code in Because}


def test_words_name_their_values():
    assert reason_text(because(Because.NO_PACK, month=Month(2026, 2))) == "no pack from 2026-02"


def test_a_value_that_looks_like_a_slot_stands_as_it_is():
    assert reason_text(because(Because.WITHHELD, text="{text} {x}")) == "withheld: {text} {x}"


def test_reasons_are_the_same_wherever_they_were_found():
    there = because(Because.NO_ACTUALS, [Origin("Projects", 2, 3)])
    assert there == Reason(Because.NO_ACTUALS)
    assert there != Reason(Because.COMPLETE)
    assert because(Because.NO_RATE, currency="USD") != because(Because.NO_RATE, currency="GBP")


@pytest.mark.parametrize("words", ["blank", "faulty", "withheld: Exempt", "faulty (Projects!X2)"])
def test_what_a_pack_says_of_a_field_reads_as_before(words):
    assert reason_text(absence_stated(words)) == words


def test_what_a_pack_says_of_a_field_has_its_code_again():
    assert absence_stated("faulty").code is Because.FAULTY
    assert absence_stated("withheld: Exempt").withheld
    assert not absence_stated("faulty").withheld


def test_a_reason_of_a_past_pack_carries_its_words():
    assert reason_stated("no actuals booked") == because(Because.STATED, text="no actuals booked")
