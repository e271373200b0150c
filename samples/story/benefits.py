"""What the benefits bring, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pfreport.kinds import Month
from story.rows import STATUS_MONTH, Row


@dataclass(frozen=True, slots=True)
class Stream:
    """Money a benefit brings: `yearly` once it has grown for `ramp` months from `first` on, to the
    end of `last`.

    The forecast begins `delay` months later and is `forecast` times the plan; what has arrived is
    `actual` times the plan.
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
        grown = [
            min(1.0, step / self.ramp) for step in range(ended - months + 1, ended + 1) if step > 0
        ]
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
        row: Row = {
            "benefit_id": stream.benefit_id,
            "period": month,
            "planned": stream.planned(month, length),
        }
        if month <= STATUS_MONTH:
            row["actual"] = round(stream.planned(month, length) * stream.actual / 100) * 100
        else:
            row["forecast"] = (
                round(stream.planned(month, length, stream.delay) * stream.forecast / 100) * 100
            )
        yield row


def _ends(stream: Stream) -> Iterator[tuple[Month, int]]:
    """The months that carry an amount, each with the number of months it stands for."""
    for month in (
        stream.first.plus(step)
        for step in range(Month(stream.last, 12).ordinal - stream.first.ordinal + 1)
    ):
        if month <= _MONTHLY_TO:
            yield month, 1
        elif month <= _QUARTERLY_TO and month.month % 3 == 0:
            yield month, 3
        elif month.month == 12 and month > _QUARTERLY_TO:
            yield month, 12
