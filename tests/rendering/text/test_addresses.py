from __future__ import annotations

import pytest

from pfreport.rendering.text.addresses import gathered


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        ((), ()),
        (("Projects!C4",), ("Projects!C4",)),
        (("Periods!D5:D16", "Periods!E5:E16", "Periods!D5:D9"), ("Periods!D5:E16",)),
        (("Periods!D5:D16", "Periods!F5:F16", "Periods!E5"), ("Periods!D5:D16, E5, F5:F16",)),
        (("Risks!A2", "Risks!A4", "Risks!A3"), ("Risks!A2:A4",)),
        (
            ("Periods!Z1", "Periods!AA1", "'Benefit periods'!B2"),
            ("'Benefit periods'!B2", "Periods!Z1:AA1"),
        ),
        (
            ("pfreport.toml:3", "Projects!7", "Projects!C4"),
            ("Projects!C4", "Projects!7", "pfreport.toml:3"),
        ),
    ],
)
def test_cells_that_stand_together_are_one_rectangle(addresses, expected):
    assert gathered(addresses) == expected
