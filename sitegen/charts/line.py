"""Charts over time: one line or several, each labelled at its end.

Across and up everything is in per cent, and the style sheet gives the height in letters (HEIGHT rem), so that text is
never scaled and distances between labels are known. The dates below are thinned to what the narrowest phone holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from sitegen.charts.scale import Scale, marks
from sitegen.core.record import record

STEPS = 4
HEIGHT = 15
"""In rem, of the whole drawing; assets/css/blocks/chart.css holds the other half of this."""
TOP, BOTTOM = 4.0, 88.0
"""Per cent from above where the largest and the smallest round number lie; dates stand below."""
LABEL = 8.5
"""Per cent of the height that a line of label type takes."""
NARROW = 18.0
"""In rem: the axis' numbers, the narrowest drawing and the labels at its end, on a phone of 320 px less its margins."""
ROOMS = (3, 5, 7, 9)
"""In rem, kept free at the end of the lines for their labels; classes of the style sheet."""
LETTER = 0.5
"""In rem, on the wide side, of a condensed letter of label size."""


@record
class Series:
    """`points`: (days since any day, figure), in order. `name` and `last` are printed at the end of the line."""

    name: str
    last: str
    points: tuple[tuple[int, Decimal], ...]


@record
class Drawing:
    svg: Markup
    numbers: tuple[str, ...]  # of the axis beside it, from the highest, evenly spaced


def draw(lines: Sequence[Series], dates: Mapping[int, str], write: Callable[[Decimal], str], id: str, title: str,
         description: str) -> Drawing:  # fmt: skip
    """`dates`: every day with a point -> how it is written; `write` writes a number of the axis; `id` begins the ids of
    the picture's name and text."""
    scale = marks([value for line in lines for _, value in line.points], STEPS)
    days = sorted(dates)
    longest = max((len(text) for line in lines for text in (line.name, line.last)), default=0)
    room = next((room for room in ROOMS if room >= longest * LETTER + 0.6), ROOMS[-1])
    numbers = [write(tick) for tick in reversed(scale.ticks)]
    across = NARROW - room - max(map(len, numbers)) * LETTER - 0.5
    below, tall = _dates(days, dates, across, room)
    shapes = [_grid(scale), below]
    looks = ["only"] if len(lines) == 1 else ["first", *["further"] * (len(lines) - 1)]
    for line, look in zip(lines, looks, strict=True):
        shapes.append(_line(line, scale, days, look))
    for line, look, up in zip(lines, looks, _apart([_up(scale, line.points[-1][1]) for line in lines]), strict=True):
        shapes.append(_label(line, up, look))
    svg = Markup(
        '<svg class="plot lines room-{4}{5}" width="100%" height="240" role="img" aria-labelledby="{0}-name {0}-text">'
        '<title id="{0}-name">{1}</title><desc id="{0}-text">{2}</desc>{3}</svg>'
    ).format(id, title, description, Markup("").join(shapes), room, " tall" if tall else "")
    return Drawing(svg, tuple(numbers))


def _grid(scale: Scale) -> Markup:
    return Markup("").join(
        Markup('<line class="grid" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>').format(_number(_up(scale, tick)))
        for tick in scale.ticks
    )


def _line(line: Series, scale: Scale, days: Sequence[int], look: str) -> Markup:
    places = [(_across(day, days), _up(scale, value)) for day, value in line.points]
    shapes = [
        Markup('<line class="line {}" x1="{}%" y1="{}%" x2="{}%" y2="{}%"/>').format(look, *map(_number, (*a, *b)))
        for a, b in pairwise(places)
    ]
    x, y = places[-1]
    shapes.append(Markup('<circle class="dot {}" cx="{}%" cy="{}%" r="4.5"/>').format(look, _number(x), _number(y)))
    return Markup("").join(shapes)


def _label(line: Series, up: float, look: str) -> Markup:
    """Name above figure, or the figure alone."""
    if not line.name:
        return _text(f"{look} figure", up, line.last)
    return _text(look, up - LABEL / 2, line.name) + _text(f"{look} figure", up + LABEL / 2, line.last)


def _text(look: str, up: float, text: str) -> Markup:
    """Beyond the edge of the drawing, into the room that the style sheet keeps there."""
    return Markup('<text class="last {}" x="100%" y="{}%" dx="8" dy="0.35em">{}</text>').format(look, _number(up), text)


def _dates(days: Sequence[int], dates: Mapping[int, str], across: float, room: float) -> tuple[Markup, bool]:
    """The first and the last day, and as many between as stand apart from all others on `across` rem.

    The last one is centred below its point where the `room` for labels takes the other half of it. Where it would
    touch the first it stands a line below: whether it does is the second value.
    """
    last = days[-1]
    kept: list[tuple[float, float, str, int]] = []  # left and right edge in rem, side, day
    for day in dict.fromkeys((days[0], days[-1], *days[1:-1])):
        wide, centre = len(dates[day]) * LETTER, _across(day, days) / 100 * across
        side = "start" if day == days[0] else "end" if day == days[-1] and wide / 2 > room else "middle"
        start = {"start": centre, "end": centre - wide}.get(side, centre - wide / 2)
        if all(start > end + 0.6 or start + wide < begin - 0.6 for begin, end, _, _ in kept):
            kept.append((start, start + wide, side, day))
    tall = all(day != last for *_, day in kept)
    texts = [Markup('<text class="{}" x="{}%" y="98%">{}</text>').format(side, _number(_across(day, days)), dates[day])
             for _, _, side, day in sorted(kept)]  # fmt: skip
    if tall:
        texts.append(Markup('<text class="end" x="100%" y="106%">{}</text>').format(dates[last]))
    return Markup("").join(texts), tall


def _apart(wanted: list[float]) -> list[float]:
    """Label heights, each two lines tall, moved as little as it takes for none to touch its neighbour."""
    least = LABEL * (2.1 if len(wanted) > 1 else 1)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = [wanted[n] for n in order]
    for _ in range(50):
        for n in range(1, len(places)):
            overlap = least - (places[n] - places[n - 1])
            if overlap > 0:
                places[n - 1], places[n] = places[n - 1] - overlap / 2, places[n] + overlap / 2
        if places:
            shift = max(0.0, LABEL - places[0]) - max(0.0, places[-1] - (BOTTOM - LABEL / 2))
            places = [place + shift for place in places]
    back = [0.0] * len(wanted)
    for n, place in zip(order, places, strict=True):
        back[n] = place
    return back


def _across(day: int, days: Sequence[int]) -> float:
    whole = days[-1] - days[0]
    return (day - days[0]) / whole * 100 if whole else 50.0


def _up(scale: Scale, value: Decimal) -> float:
    return BOTTOM - scale.place(value) / 100 * (BOTTOM - TOP)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
