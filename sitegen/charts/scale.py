"""From a figure to its place: the ends of an axis, the round numbers on it, a position in per cent of its length.

Bars begin at nought always; other marks do unless all figures lie close together, far from it. Round numbers are one,
two or five times a power of ten, as few as a phone has room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sitegen.core.record import record

NEAR = Decimal("0.5")
"""How much of the largest figure the spread of all must be for an axis to begin at nought."""


@record
class Scale:
    """`ticks` are evenly spaced, the first and the last at the ends of the axis."""

    ticks: tuple[Decimal, ...]

    @property
    def low(self) -> Decimal:
        return self.ticks[0]

    @property
    def high(self) -> Decimal:
        return self.ticks[-1]

    def place(self, value: Decimal) -> float:
        """In per cent of the axis, 0 at its lower end."""
        return float((value - self.low) / (self.high - self.low) * 100)


def bars(values: Sequence[Decimal]) -> Scale:
    """From nought to the longest bar exactly: the bars themselves are labelled, so no axis has to be read."""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    return Scale((low, high if high > low else low + 1))


def marks(values: Sequence[Decimal], steps: int) -> Scale:
    """Round numbers around all the values, with at most `steps` steps between them."""
    low, high = min(values), max(values)
    if low >= 0 and high - low >= NEAR * high:
        low = Decimal(0)
    elif high <= 0 and high - low >= NEAR * -low:
        high = Decimal(0)
    if low == high:
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if low else (Decimal(0), Decimal(1))
    step = _step((high - low) / steps)
    while True:
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= steps:
            return Scale(tuple((first + n) * step for n in range(int(last - first) + 1)))
        step = _step(step * Decimal("1.01"))


def _step(least: Decimal) -> Decimal:
    """The smallest round number that is not less."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least)
