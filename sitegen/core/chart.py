"""A chart of the content: figures of one unit, each bound to the ledger or written beside it, and how they are drawn.

Part of `core.model`, which hands these names on.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from sitegen.core.problem import Span
from sitegen.core.record import field, record

Kind = Literal["bar", "range", "dot", "line"]


@record
class Point:
    """One row of a chart, or one point of a line. `fact`: the ledger says the figure, and value, low, high are None.

    `when` is year, month and day, 0 for what is not given; () where the chart has no time.
    """

    label: str = ""
    when: tuple[int, int, int] | tuple[()] = ()
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    fact: str = ""
    series: str = ""
    at: Span = field(default=Span(""), compare=False)
    fact_at: Span = field(default=Span(""), compare=False)


@record
class Chart:
    """`id` is the file's name. Unit, currency and noun are those of the ledger; "" where every figure is bound."""

    id: str
    title: str
    kind: Kind
    points: tuple[Point, ...]
    unit: str = ""
    currency: str = ""
    noun: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    at: Span = field(default=Span(""), compare=False)
    sources_at: tuple[Span, ...] = field(default=(), compare=False)
