"""A trip as panels: the map, and one more for each group of stops that it cannot show apart.

Each panel is drawn on two sheets, wide and narrow, over one base. When even the finest land would be wrong at the scale
that the stops need, there is no land but a scale bar: an empty field is honest, a false coast is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import hypot

from sitegen.atlas.ground import Ground, ground
from sitegen.atlas.plane import union
from sitegen.atlas.route import choose, courses
from sitegen.atlas.trip import Trip, Words, trip
from sitegen.atlas.view import View, group_name, view
from sitegen.atlas.window import NARROW, NEAREST, WIDE, fit
from sitegen.core.model import Itinerary, MapOptions
from sitegen.core.record import record, replace


@record
class Panel:
    """One picture on its two sheets; `group` names what a detail shows, "" for the map itself."""

    ground: Ground
    views: tuple[View, ...]
    group: str
    schematic: int  # legs drawn as arcs
    circles: int  # legs drawn as great circles


@lru_cache(maxsize=8)
def panels(itinerary: Itinerary, words: Words) -> tuple[Panel, ...]:
    """Kept for the other pages that show the same map. An itinerary has at least one stop. Raises data.DamagedMap."""
    whole = trip(itinerary, words)
    groups = _groups(whole, itinerary.map)
    frames = {place: number for number, group in enumerate(groups) for place in group}
    return _panel(whole, itinerary.map, words, frames, ""), *(
        _panel(part, MapOptions(detail=itinerary.map.detail), words, {}, group_name(part.marks, words))
        for part in (_part(whole, group) for group in groups)
    )


def _part(whole: Trip, group: tuple[int, ...]) -> Trip:
    places = {place: number for number, place in enumerate(group)}
    ways = tuple(replace(way, origin=places[way.origin], destination=places[way.destination])
                 for way in whole.ways if way.origin in places and way.destination in places)  # fmt: skip
    return Trip(tuple(whole.marks[place] for place in group), ways)


def _groups(whole: Trip, options: MapOptions) -> tuple[tuple[int, ...], ...]:
    """Chains of three or more marks whose badges would touch on the wide sheet, unless that is all of them."""
    projection = choose(whole, options)
    points = [projection.xy(mark.at) for mark in whole.marks]
    window = fit(WIDE, points, list(courses(whole, projection)), projection)
    at = [window.px(point) for point in points]
    left, chains = set(range(len(at))), []
    while left:
        grown = [min(left)]
        chain = []
        while grown:
            place = grown.pop()
            left.discard(place)
            chain.append(place)
            near = {o for o in left if hypot(at[o][0] - at[place][0], at[o][1] - at[place][1]) < 2 * WIDE.badge - 1}
            left -= near
            grown += sorted(near)
        chains.append(tuple(sorted(chain)))
    return tuple(chain for chain in chains if 3 <= len(chain) < len(at))


def _panel(part: Trip, options: MapOptions, words: Words, frames: Mapping[int, int], group: str) -> Panel:
    projection = choose(part, options)
    points = [projection.xy(mark.at) for mark in part.marks]
    drawn = tuple(courses(part, projection))
    windows = [fit(sheet, points, drawn, projection) for sheet in (WIDE, NARROW)]
    seen = union(window.plane for window in windows)
    land = windows[0].plane.width >= NEAREST * 0.98
    below = ground(projection, seen, windows[0].scale, points, options.detail, land)
    views = tuple(view(sheet, window, part, points, drawn, words, frames, below, projection)
                  for sheet, window in zip((WIDE, NARROW), windows, strict=True))  # fmt: skip
    schematic = sum(course.schematic for course in drawn)
    return Panel(below, views, group, schematic, len(drawn) - schematic)
