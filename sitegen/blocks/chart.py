"""`::: chart name alt="…"`: figures of one unit drawn, each printed beside its mark; the body is the caption.

Rows (bar, range, dot) are a table with a drawing in every row, so whoever does not see it reads the same. A line is a
picture with a name and a text, and a table behind it. The words are chosen here, the geometry is `sitegen.charts`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sitegen.charts import line, rows
from sitegen.charts.scale import Scale
from sitegen.content import block_use, language
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import NO_WORDS, Chart, Day, Fact, Point, Site
from sitegen.core.problem import Problem, nearest
from sitegen.core.prose import Block

_HINT = '::: chart name alt="What the chart shows, in a sentence"'
_LOOKS = {"planned": "ahead", "expected": "ahead", "withdrawn": "off"} | dict.fromkeys(
    ("possible", "threatened", "reported", "unconfirmed", "disputed"), "vague"
)
"""As everywhere on the page: drawn through for what is settled, dashed for what is planned, dotted for what nobody can
vouch for."""


def view(block: Block, page: Page) -> dict[str, Any]:
    chart = page.reader.chart(block.words[0].text)
    alt = block.option("alt")
    facts = [_fact(point, chart, page) for point in chart.points]
    table = [
        {
            "label": page.typeset(point.label), "when": page.day(Day(*point.when)) if point.when else "",
            "series": page.typeset(point.series), "value": page.figure(fact),
            "bound": bool(point.fact), "status": page.status(fact.status) if point.fact else "",
        }
        for point, fact in zip(chart.points, facts, strict=True)
    ]  # fmt: skip
    id = page.unique_id(f"chart-{chart.id}")
    said = alt.text if alt else ""
    drawn = _line(chart, facts, said, id, page) if chart.kind == "line" else _rows(chart, facts, page)
    caption = page.prose(block.body) if block.body else page.inline(NO_WORDS)  # either way, sources are cited anew
    sources = [source for fact in facts for source in fact.sources]
    return {
        "id": id, "title": page.typeset(chart.title), "alt": page.typeset(said), "kind": chart.kind,
        "rows": table, "caption": caption, "notes": page.notes(dict.fromkeys([*sources, *chart.sources])),
        "looks": sorted({_look(fact) for fact in facts} - {"firm"}), **drawn,
    }  # fmt: skip


def _fact(point: Point, chart: Chart, page: Page) -> Fact:
    """The figure as the ledger would hold it, so that one formatter writes all of them."""
    if point.fact:
        return page.reader.fact(point.fact)
    return Fact("", NO_WORDS, "standing", point.value, point.low, point.high, unit=chart.unit,
                currency=chart.currency, noun=chart.noun)  # fmt: skip


def _look(fact: Fact) -> str:
    return _LOOKS.get(fact.status, "firm")


def _ends(fact: Fact) -> tuple[Decimal, Decimal]:
    low = fact.value if fact.value is not None else fact.low
    high = fact.value if fact.value is not None else fact.high
    assert low is not None and high is not None, "judged: every figure of a chart has its ends"
    return low, high


def _number(value: Decimal, like: Fact, page: Page) -> str:
    """A round number of an axis: the figures' unit and no qualifier; what is counted is said by the title."""
    unit = "" if like.unit in ("people", "count") else like.unit
    return page.figure(Fact("", NO_WORDS, "standing", value, unit=unit, currency=like.currency))


def _rows(chart: Chart, facts: list[Fact], page: Page) -> dict[str, Any]:
    kind = chart.kind
    assert kind != "line", "a line has no rows"
    drawn = [rows.Row(*_ends(fact), _look(fact)) for fact in facts]
    scale: Scale = rows.scale(kind, drawn)
    labels = [] if kind == "bar" else [_number(tick, facts[0], page) for tick in scale.ticks]
    return {"drawings": [rows.row(kind, row, scale) for row in drawn],
            "axis": rows.axis(scale, labels) if labels else ""}  # fmt: skip


def _line(chart: Chart, facts: list[Fact], alt: str, id: str, page: Page) -> dict[str, Any]:
    series: dict[str, list[tuple[int, Decimal, str]]] = {}
    dates: dict[int, str] = {}
    for point, fact in zip(chart.points, facts, strict=True):
        assert point.when, "judged: every point of a line has its date"
        year, month, day = point.when
        count = date(year, month or 1, day or 1).toordinal()
        dates[count] = language.format_day(Day(year, month, day), page.catalogue)
        series.setdefault(point.series, []).append((count, _ends(fact)[1], page.figure(fact)))
    lines = []
    for name, points in series.items():
        points.sort(key=lambda entry: entry[0])
        lines.append(line.Series(page.typeset(name), points[-1][2], tuple(entry[:2] for entry in points)))
    drawing = line.draw(lines, dates, lambda number: _number(number, facts[0], page), id,
                        page.typeset(chart.title), page.typeset(alt))  # fmt: skip
    return {"svg": drawing.svg, "numbers": drawing.numbers}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.only_options(block, ("alt",))
    if len(block.words) != 1:
        yield Problem("block-use", "a chart block names one chart", block.at, _HINT)
        return
    word = block.words[0]
    if word.text not in site.charts:
        hint = nearest(word.text, site.charts) or f"write it as content/charts/{word.text}.yaml"
        yield Problem("chart-unknown", f'there is no chart "{word.text}"', word.at, hint)
    alt = block.option("alt")
    if alt is None or not alt.text.strip():
        yield Problem("image-alt", "this chart has no text for readers who do not see it", block.at, _HINT)


def names(block: Block) -> Iterator[tuple[str, str]]:
    return (("chart", word.text) for word in block.words[:1])


KIND = BlockKind("chart", view, inspect, names)
