"""Readers whose addresses are in no domain that mail may go to."""

from __future__ import annotations

import pytest

from pfreport.settings import Config, Mail
from tests.workbook.books import checked, found, planted, whole

ADDRESSES = (
    "Ann@Example.ORG",
    "bob@example.com",
    "cem@sub.example.org",
    "dee@example.org.evil.net",
)


@pytest.mark.parametrize(
    ("domains", "refused"),
    [
        ((), []),
        (("example.org",), ["A3", "A4", "A5"]),
        (("@example.org", "EXAMPLE.com", "sub.example.org"), ["A5"]),
    ],
)
def test_addresses_outside_the_domains_are_refused_by_name_and_their_rows_left_out(
    domains, refused
):
    plants = [
        ("Recipients", row, heading, value)
        for row, address in enumerate(ADDRESSES, 2)
        for heading, value in _fields(address)
    ]
    read = checked(planted(whole(), *plants), Config(mail=Mail(domains=domains)))
    assert found(read.faults) == [("PF524", f"Recipients!{cell}") for cell in refused]
    assert all(fault.found in fault.message for fault in read.faults)
    assert read.portfolio is not None
    assert len(read.portfolio.recipients) == len(ADDRESSES) - len(refused)


def _fields(address):
    return (("Email", address), ("Audience", "Executive"), ("Scope", "ALL"))
