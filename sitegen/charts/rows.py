"""Charts of rows: bar, range, dot. What is drawn in one row, and the axis below the last.

Everything across is in per cent of the row and its height is the style sheet's, so one drawing serves every width and
no letter is ever scaled. Labels are not drawn here: they are text of the page in rows of their own and cannot collide.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from markupsafe import Markup

from sitegen.charts.scale import Scale, bars, marks
from sitegen.core.record import record

STEPS = 3
"""Between the round numbers of an axis."""
NARROW, LETTER = 17.0, 0.5
"""In rem: a row on a phone of 320 px, and a letter of label type, on the wide side."""
MARGIN = 1.5
"""Per cent kept free at both ends, so that a dot at the end of the axis is a whole one."""


@record
class Row:
    """From `low` to `high`, equal for a single figure; `look` is a class: firm, ahead, vague or off."""

    low: Decimal
    high: Decimal
    look: str = "firm"


def scale(kind: Literal["bar", "range", "dot"], rows: Sequence[Row]) -> Scale:
    values = [value for row in rows for value in (row.low, row.high)]
    return bars(values) if kind == "bar" else marks(values, STEPS)


def row(kind: Literal["bar", "range", "dot"], row: Row, scale: Scale) -> Markup:
    """Decorative: the figure stands beside it in words."""
    if kind == "bar":
        low, high = sorted((scale.place(Decimal(0)), scale.place(row.high)))
        shapes = _bar(low, high, row.look)
        if scale.low < 0:
            shapes += _line("nought", scale.place(Decimal(0)))
    else:
        low, high = _across(scale, row.low), _across(scale, row.high)
        shapes = Markup("").join(_line("grid", _across(scale, tick)) for tick in scale.ticks)
        shapes += _span(low, high, row.look) if kind == "range" else Markup("")
        ends = (low, high) if kind == "range" and high > low else (high,)
        for place in ends:
            shapes += Markup('<circle class="dot {}" cx="{}%" cy="50%" r="6"/>').format(row.look, _number(place))
    return _SVG.format("plot", shapes)


def axis(scale: Scale, labels: Sequence[str]) -> Markup:
    """The round numbers below the rows, those at the ends turned inwards; only these where all would not fit."""
    texts = []
    all_fit = sum(map(len, labels)) * LETTER + len(labels) - 1 <= NARROW
    for place, (tick, label) in enumerate(zip(scale.ticks, labels, strict=True)):
        if not all_fit and 0 < place < len(labels) - 1:
            continue
        side = "start" if place == 0 else "end" if place == len(labels) - 1 else "middle"
        across = {"start": 0.0, "end": 100.0}.get(side, _across(scale, tick))
        texts.append(Markup('<text class="{}" x="{}%" y="75%">{}</text>').format(side, _number(across), label))
    return _SVG.format("plot axis", Markup("").join(texts))


_SVG = Markup('<svg class="{}" width="100%" height="20" aria-hidden="true" focusable="false">{}</svg>')


def _bar(low: float, high: float, look: str) -> Markup:
    width = max(high - low, 0.4)  # a figure that is not nought is seen
    return Markup('<rect class="bar {}" x="{}%" y="6%" width="{}%" height="88%"/>').format(
        look, _number(low), _number(width)
    )


def _span(low: float, high: float, look: str) -> Markup:
    template = Markup('<line class="span {}" x1="{}%" x2="{}%" y1="50%" y2="50%"/>')
    return template.format(look, _number(low), _number(high))


def _line(name: str, across: float) -> Markup:
    return Markup('<line class="{0}" x1="{1}%" x2="{1}%" y1="0" y2="100%"/>').format(name, _number(across))


def _across(scale: Scale, value: Decimal) -> float:
    return MARGIN + scale.place(value) * (100 - 2 * MARGIN) / 100


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
