"""What the projects are done for: baselines, benefits and their months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pfreport.kinds import Month
from story.rows import STATUS_MONTH, Row, table

BASELINES = table(
    "project_id baseline approved_on approved_by reason budget start finish",
    ("P-001", 0, "2025-02-18", "Portfolio board", None, 24_000_000, "2025-03-01", "2027-06-30"),
    ("P-002", 0, "2025-06-24", "Portfolio board", None, 9_600_000, "2025-07-01", "2027-03-31"),
    ("P-003", 0, "2025-01-21", "Portfolio board", None, 6_100_000, "2025-02-01", "2026-08-31"),
    (
        "P-003",
        1,
        "2026-02-17",
        "Portfolio board",
        "Contaminated ground under the wet well: new foundation design, five more months, 1.1 million pounds.",
        7_200_000,
        "2025-02-01",
        "2027-01-31",
    ),
    ("P-004", 0, "2025-07-15", "Portfolio board", None, 6_400_000, "2025-08-01", "2027-03-31"),
    ("P-005", 0, "2024-11-26", "Supervisory board", None, 29_800_000, "2025-01-01", "2027-12-31"),
    (
        "P-005",
        1,
        "2025-12-16",
        "Supervisory board",
        "Four more radio masts and 9,000 meters of the newly taken over network of Alderfen.",
        31_500_000,
        "2025-01-01",
        "2027-12-31",
    ),
    ("P-006", 0, "2025-08-19", "Programme board", None, 4_800_000, "2025-09-01", "2026-12-31"),
    ("P-007", 0, "2025-12-16", "Portfolio board", None, 8_900_000, "2026-01-01", "2027-12-31"),
    ("P-008", 0, "2025-01-21", "Programme board", None, 2_100_000, "2025-02-01", "2026-04-30"),
    ("P-010", 0, "2026-09-15", "Portfolio board", None, 2_600_000, "2026-10-01", "2027-11-30"),
    ("P-011", 0, "2025-04-22", "Portfolio board", None, 5_200_000, "2025-05-01", "2027-01-31"),
    ("P-012", 0, "2025-05-20", "Portfolio board", None, 3_800_000, "2025-06-01", "2026-12-31"),
)

BENEFITS = table(
    "benefit_id project_id name goal_id type owner measure unit start_value target_value current_value",
    ("B-001", "P-001", "Penalties for outages avoided", "G1", "Cashable", "Helena Brandt", "Penalties", "EUR million a year", 3.1, 0.7, 3.1),
    ("B-002", "P-001", "Less maintenance of old switchgear", "G3", "Cashable", "Helena Brandt", "Maintenance", "EUR million a year", 2.0, 0.3, 2.0),
    ("B-003", "P-001", "Outage minutes spared to customers", "G1", "Non-cashable", "Helena Brandt", "Minutes lost", "minutes a year", 34, 31, 34),
    ("B-004", "P-002", "Storm repairs avoided", "G1", "Cashable", "Helena Brandt", "Storm repairs", "jobs a year", 310, 90, 205),
    ("B-005", "P-003", "Energy saved by new pumps", "G2", "Cashable", "Ingrid Solheim", "Electricity", "GWh a year", 11.8, 7.9, 11.8),
    ("B-006", "P-004", "Intake stays open in floods", "G1", "Qualitative", "Ingrid Solheim", "Days closed for floods", "days a year", 9, 0, 9),
    ("B-007", "P-005", "Meter reading rounds saved", "G3", "Cashable", "Tomasz Wierzba", "Read by hand", "thousand meters", 210, 0, 79),
    ("B-008", "P-005", "Losses found by metering", "G3", "Cashable", "Tomasz Wierzba", "Unbilled energy", "% of supply", 4.2, 2.6, 3.6),
    ("B-009", "P-005", "Fees for data transmission", None, "Disbenefit", "Tomasz Wierzba", "Fees", "EUR million a year", 0, 0.45, 0.3),
    ("B-010", "P-006", "Fewer calls to the service centre", "G3", "Cashable", "Tomasz Wierzba", "Calls", "thousand a year", 640, 380, 640),
    ("B-011", "P-006", "Customers recommend us", "G4", "Qualitative", "Tomasz Wierzba", "Net promoter score", "points", 12, 30, 19),
    ("B-012", "P-007", "Billing corrections avoided", "G3", "Cashable", "Ruth Adeyemi", "Corrected bills", "thousand a year", 58, 12, 58),
    ("B-013", "P-008", "Travel and overtime saved", "G3", "Cashable", "Marcus Oyelaran", "Overtime", "thousand hours a year", 96, 72, 75),
    ("B-014", "P-008", "Fewer crews alone at night", "G5", "Non-cashable", "Marcus Oyelaran", "Lone night calls", "calls a year", 1900, 900, 1050),
    ("B-015", "P-009", "No further hall, no storage to buy", "G3", "Cashable", "Marcus Oyelaran", "Storage cost", "EUR million a year", 1.3, 0.5, 1.3),
    ("B-016", "P-010", "Storage at own cost", "G3", "Cashable", "Marcus Oyelaran", "Cost of a terabyte", "EUR a year", 310, 205, 310),
    ("B-017", "P-011", "Water saved", "G2", "Cashable", "Ingrid Solheim", "Leakage", "% of supply", 14.5, 10.5, 11.6),
    ("B-018", "P-012", "Hydrogen sold", "G2", "Cashable", "Helena Brandt", "Hydrogen fed in", "tonnes a year", 0, 180, 0),
)


@dataclass(frozen=True, slots=True)
class Stream:
    """Money a benefit brings: `yearly` once it has grown for `ramp` months from `first` on, to the end of `last`.

    The forecast begins `delay` months later and is `forecast` times the plan; what has arrived is `actual` times the plan.
    """

    benefit_id: str
    yearly: float
    first: Month
    last: int
    ramp: int = 1
    delay: int = 0
    forecast: float = 1.0
    actual: float = 1.0

    def planned(self, month: Month, months: int, delay: int = 0) -> float:
        """The plan for the months up to this one, in hundreds."""
        ended = month.ordinal - self.first.ordinal - delay + 1
        grown = [min(1.0, step / self.ramp) for step in range(ended - months + 1, ended + 1) if step > 0]
        return round(self.yearly / 12 * sum(grown) / 100) * 100


STREAMS = (
    Stream("B-001", 2_400_000, Month(2027, 7), 2041, ramp=6, delay=1),
    Stream("B-002", 1_700_000, Month(2027, 7), 2041, delay=1),
    Stream("B-003", 600_000, Month(2027, 7), 2041, delay=1),
    Stream("B-004", 1_500_000, Month(2026, 7), 2040, ramp=12, actual=1.02, forecast=1.02),
    Stream("B-005", 800_000, Month(2027, 3), 2040, delay=4, forecast=0.95),
    Stream("B-007", 4_400_000, Month(2026, 1), 2040, ramp=30, actual=0.97, forecast=0.98),
    Stream("B-008", 2_000_000, Month(2026, 4), 2040, ramp=27, actual=0.96, forecast=1.0),
    Stream("B-009", 450_000, Month(2026, 1), 2040, ramp=24, actual=1.0),
    Stream("B-010", 950_000, Month(2027, 1), 2034, ramp=6, delay=4, forecast=0.9),
    Stream("B-012", 1_900_000, Month(2028, 1), 2037, ramp=6, delay=6),
    Stream("B-013", 580_000, Month(2026, 5), 2035, ramp=3, actual=0.96, forecast=0.98),
    Stream("B-014", 60_000, Month(2026, 5), 2035, ramp=3, actual=0.98),
    Stream("B-015", 780_000, Month(2028, 2), 2037),
    Stream("B-016", 500_000, Month(2027, 12), 2035),
    Stream("B-017", 1_050_000, Month(2026, 7), 2038, ramp=10, actual=0.97, forecast=0.97),
    Stream("B-018", 500_000, Month(2027, 1), 2033, forecast=0.0),
)
_MONTHLY_TO, _QUARTERLY_TO = Month(2027, 6), Month(2029, 12)


def benefit_periods() -> list[Row]:
    """The rows of Benefit periods: monthly at first, then by quarter, then by year."""
    return [row for stream in STREAMS for row in _rows(stream)]


def _rows(stream: Stream) -> Iterator[Row]:
    for month, length in _ends(stream):
        row: Row = {"benefit_id": stream.benefit_id, "period": month, "planned": stream.planned(month, length)}
        if month <= STATUS_MONTH:
            row["actual"] = round(stream.planned(month, length) * stream.actual / 100) * 100
        else:
            row["forecast"] = round(stream.planned(month, length, stream.delay) * stream.forecast / 100) * 100
        yield row


def _ends(stream: Stream) -> Iterator[tuple[Month, int]]:
    """The months that carry an amount, each with the number of months it stands for."""
    for month in (stream.first.plus(step) for step in range(Month(stream.last, 12).ordinal - stream.first.ordinal + 1)):
        if month <= _MONTHLY_TO:
            yield month, 1
        elif month <= _QUARTERLY_TO and month.month % 3 == 0:
            yield month, 3
        elif month.month == 12 and month > _QUARTERLY_TO:
            yield month, 12
