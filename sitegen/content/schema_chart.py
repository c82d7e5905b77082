"""The sense of a chart: every figure has what its kind of chart draws, and all are of one unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.content.schema_entry import Entry, ProseParser, Read, shaped
from sitegen.content.shapes_chart import Chart, Point
from sitegen.content.tree import Path, Tree
from sitegen.core import model
from sitegen.core.problem import Problem

_HINTS = {
    "bar": "write label: and value:, or label: and fact:",
    "dot": "write label: and value:, or label: and fact:",
    "range": "write label:, low: and high:, or label: and fact:",
    "line": "write date: and value:, or date: and fact:",
}
MOST = 24
"""Rows of a chart that a reader can compare; a line may have more points."""


def read_chart(tree: Tree, rows: Tree | None, id: str, prose: ProseParser) -> Read[model.Chart]:
    """`rows`: the CSV beside the file, where there is one. Facts are looked up by whoever has the ledger: so there is a
    value even with errors, of the figures that have none."""
    shape, problems = shaped(Chart, tree, ())
    if shape is None:
        return Read(None, frozenset({id}), problems)
    entry = Entry(tree, (), prose)
    where: Tree = tree if rows is None else rows
    path: Path = ("values",) if rows is None else ()
    points: list[model.Point] = []
    if rows is not None and shape.values:
        entry.fault("chart-data", "the values stand here and in the .csv of the same name", ("values",),
                    "keep one of the two")  # fmt: skip
    for index, shaped_point in enumerate(_points(shape, rows, entry)):
        points += _point(shaped_point, shape, Entry(where, (*path, index), prose, entry.problems))
    if not points and not entry.problems:
        entry.fault("chart-data", "this chart has no values", ("values",), "write values:, or a .csv of the same name")
    if len(points) > MOST and shape.kind != "line":
        entry.fault("chart-data", f"this chart has {len(points)} rows; {MOST} are the most that a reader can compare",
                    ("values",), "show the ones that matter")  # fmt: skip
    _units(shape, points, entry)
    _moments(points, entry)
    value = model.Chart(
        id, shape.title, shape.kind, tuple(points), shape.unit or "", shape.currency,
        (("one", shape.noun.one), ("other", shape.noun.other)) if shape.noun else (), shape.sources, entry.at("title"),
        tuple(tree.at(("sources", index)) for index in range(len(shape.sources))),
    )  # fmt: skip
    return Read(value, frozenset({id}), tuple(entry.problems))


def _points(shape: Chart, rows: Tree | None, entry: Entry) -> Iterator[Point]:
    if rows is None:
        yield from shape.values
        return
    for index in range(len(rows.data) if isinstance(rows.data, list) else 0):
        point, problems = shaped(Point, rows, (index,))
        entry.problems.extend(problems)
        if point is not None:
            yield point


def _point(point: Point, chart: Chart, entry: Entry) -> Iterator[model.Point]:
    single, ranged = point.value is not None, point.low is not None or point.high is not None
    hint, before = _HINTS[chart.kind], len(entry.problems)
    if single + ranged + bool(point.fact) != 1:
        told = "says its figure twice" if single or ranged or point.fact else "has no figure"
        entry.fault("chart-data", f"this value {told}", ("fact", "value", "low", "high"), hint)
    elif (single and chart.kind == "range") or (ranged and chart.kind != "range"):
        shown = "a range of values" if ranged else "a single value"
        entry.fault("chart-data", f"a {chart.kind} chart does not draw {shown}", ("value", "low", "high"), hint)
    elif ranged and (point.low is None or point.high is None):
        entry.fault("chart-data", "a range needs low and high", ("low", "high"), hint)
    elif point.low is not None and point.high is not None and point.low > point.high:
        entry.fault("chart-data", f"low ({point.low}) is more than high ({point.high})", ("low",), "swap them")
    if chart.kind == "line":
        if point.date is None:
            entry.fault("chart-data", "a point of a line needs its date", (), hint)
    elif not point.label:
        entry.fault("chart-data", "this value has no label", (), hint)
    if len(entry.problems) == before:
        day = point.date
        yield model.Point(
            point.label, (day.year, day.month, day.day) if day else (), point.value, point.low, point.high, point.fact,
            point.series, entry.tree.at(entry.path), entry.at("fact"),
        )  # fmt: skip


def _units(shape: Chart, points: list[model.Point], entry: Entry) -> None:
    if any(not point.fact for point in points) and shape.unit is None:
        entry.fault("chart-data", "figures that are written here need a unit", (), "add unit:, such as percent")
    if shape.unit == "money" and not shape.currency:
        entry.fault("chart-data", "money needs a currency", ("unit",), "add currency: USD, or another code")
    if shape.currency and shape.unit != "money":
        entry.fault("chart-data", "a currency belongs to money", ("currency",), "write unit: money, or leave it out")
    if shape.unit == "count" and shape.noun is None:
        entry.fault("chart-data", "a count needs the noun that is counted", ("unit",),
                    "add noun: {one: ship, other: ships}")  # fmt: skip


def _moments(points: list[model.Point], entry: Entry) -> None:
    """A line passes each date once."""
    seen: set[tuple[object, ...]] = set()
    for point in points:
        if point.when and (point.series, point.when) in seen:
            told = Problem("chart-data", "this date has a value already", point.at, "keep one of the two")
            entry.problems.append(told)
        seen.add((point.series, point.when))


def misfits(chart: model.Chart, facts: Mapping[str, model.Fact]) -> Iterator[Problem]:
    """Facts that cannot be drawn beside the others: without a figure, of another unit, a range where none is drawn."""
    wanted: tuple[object, ...] | None = (chart.unit, chart.currency, chart.noun, "") if chart.unit else None
    for point in chart.points:
        fact = facts.get(point.fact)
        if fact is None:  # a value, or an id that is told elsewhere
            continue
        unit = (fact.unit, fact.currency, fact.noun, fact.per)
        if not fact.has_figure:
            yield Problem("chart-data", f'the fact "{fact.id}" has no figure to draw', point.fact_at,
                          "give it a value in facts.yaml, or leave it out of the chart")  # fmt: skip
        elif wanted is not None and unit != wanted:
            message = f'the fact "{fact.id}" is in {_named(unit)}, the chart in {_named(wanted)}'
            yield Problem("chart-data", message, point.fact_at, "a chart compares figures of one unit")
        elif fact.value is None and chart.kind != "range":
            yield Problem("chart-data", f'the fact "{fact.id}" is a range, which a {chart.kind} chart does not draw',
                          point.fact_at, "write kind: range")  # fmt: skip
        wanted = wanted or unit


def _named(unit: tuple[object, ...]) -> str:
    name, currency, noun, per = unit
    word = str(currency or dict(noun).get("other", "") or name) if isinstance(noun, tuple) else str(name)
    return f"{word} per {per}" if per else word

