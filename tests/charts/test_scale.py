"""Axes: round numbers around all figures, bars from nought, labels that never touch."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.charts import line, rows
from sitegen.charts.scale import bars, marks

FIGURES = st.lists(st.decimals(-10**12, 10**12, allow_nan=False, places=2), min_size=1, max_size=12)


@given(FIGURES)
def test_bars_begin_at_nought(values: list[Decimal]) -> None:
    scale = bars(values)
    assert scale.low <= 0 <= scale.high and all(0 <= scale.place(value) <= 100 for value in values)
    assert scale.place(Decimal(0)) in (0.0, 100.0) or min(values) < 0 < max(values)


@given(FIGURES, st.integers(2, 5))
def test_marks_have_few_round_numbers_around_them(values: list[Decimal], steps: int) -> None:
    ticks = marks(values, steps).ticks
    assert 2 <= len(ticks) <= steps + 1
    assert ticks[0] <= min(values) and max(values) <= ticks[-1]
    step = ticks[1] - ticks[0]
    assert all(b - a == step for a, b in pairwise(ticks))
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([1, 3], [0, 1, 2, 3]), ([8, 12], [8, 10, 12]), ([520, 568], [520, 540, 560, 580]), ([5], ["4.5", "5", "5.5"]),
        ([0], [0, "0.5", 1]), ([-4, 12], [-10, 0, 10, 20]), ([-9, -2], [-10, -5, 0]),
    ],
)  # fmt: skip
def test_the_numbers_of_an_axis(values: list[int], ticks: list[object]) -> None:
    assert marks([Decimal(value) for value in values], 3).ticks == tuple(Decimal(str(tick)) for tick in ticks)


@given(st.lists(st.floats(line.TOP, line.BOTTOM), min_size=1, max_size=5))
def test_labels_at_the_ends_of_lines_never_touch(wanted: list[float]) -> None:
    places = sorted(line._apart(wanted))
    least = line.LABEL * 2
    assert all(b - a >= least - 0.1 for a, b in pairwise(places))
    if len(wanted) == 1:
        assert line.TOP <= places[0] <= line.BOTTOM


def test_dates_that_would_touch_are_left_out_but_never_the_first_and_the_last() -> None:
    days = {n * 30: f"{n} September 2025" for n in range(12)}
    points = tuple((day, Decimal(day)) for day in days)
    svg = str(line.draw([line.Series("", "330", points)], days, str, "chart", "T", "D").svg)
    assert 'y="106%">11' in svg
    assert "0 September" in svg and "11 September" in svg and svg.count("September") == 2


def test_names_are_escaped() -> None:
    drawn = line.draw([line.Series("<b>", "1 & 2", ((0, Decimal(1)),))], {0: "<i>"}, str, "chart", "<u>", '"')
    assert "<b>" not in drawn.svg and "&lt;b&gt;" in drawn.svg and "1 &amp; 2" in drawn.svg and "<u>" not in drawn.svg


def test_long_numbers_of_an_axis_stand_at_its_ends_only() -> None:
    scale = rows.scale("dot", [rows.Row(Decimal(520), Decimal(520)), rows.Row(Decimal(568), Decimal(568))])
    assert rows.axis(scale, ["$520", "$540", "$560", "$580"]).count("<text") == 4
    assert rows.axis(scale, [f"${n} million" for n in (520, 540, 560, 580)]).count("<text") == 2


def test_nothing_is_styled_inline() -> None:
    """The page's policy allows no style attribute."""
    low, high = Decimal(-1), Decimal(2)
    for kind in ("bar", "range", "dot"):
        row = rows.Row(low, high, "ahead")
        assert "style" not in rows.row(kind, row, rows.scale(kind, [row]))
