"""The route makes sense: stops in the order of their days, no leg faster than anything moves, places where they say.

Warnings, all of them: a route may be told out of order, and a table of countries may lack an island. What is certainly
wrong (a latitude of 190, two stops with one id) was refused when the file was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from sitegen.atlas.data import DamagedMap, countries
from sitegen.atlas.sphere import distance
from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.model import Itinerary, Stop
from sitegen.core.problem import Problem
from sitegen.web.moments import begins

FASTEST = {"flight": 1000, "train": 350, "ship": 80, "bus": 120, "car": 140, "walk": 8, "": 1000}
"""Kilometres an hour that a whole leg cannot exceed, a little above what is usual: only the impossible is told."""
UNIT = {"flight": "fly", "train": "go by train", "ship": "sail", "bus": "go by bus", "car": "drive", "walk": "walk"}
NEAR = 0.5
"""Degrees around a box that still pass: its edges are rounded and the small islands beyond them are not in it."""


def run(pages: Pages) -> Iterator[Problem]:
    itinerary = pages.site.itinerary
    if itinerary is None:
        return
    for stop in itinerary.stops:
        yield from _place(stop)
    zone = pages.site.config.time_zone
    for here, there in pairwise(stop for stop in itinerary.stops if stop.days):
        yield from _order(here, there, zone)
    for here, there in pairwise(itinerary.stops):
        yield from _speed(here, there, itinerary, zone)


def _place(stop: Stop) -> Iterator[Problem]:
    if abs(stop.lat) < 0.01 and abs(stop.lon) < 0.01:
        yield Problem("stop-nowhere", f'"{stop.name}" lies at 0, 0, in the sea off Africa', stop.at,
                      "give its latitude and longitude")  # fmt: skip
        return
    try:
        boxes = countries().get(stop.country, ())
    except DamagedMap:  # told where the map is drawn
        return
    if not boxes or _inside(stop.lat, stop.lon, boxes):
        return
    if abs(stop.lon) <= 90 and _inside(stop.lon, stop.lat, boxes):
        hint = f"latitude and longitude look swapped: write lat: {stop.lon:g}, lon: {stop.lat:g}"
    elif _inside(stop.lat, -stop.lon, boxes) or _inside(-stop.lat, stop.lon, boxes):
        hint = "a sign looks wrong: south and west are negative"
    else:
        hint = "check its latitude, longitude and country"
    yield Problem("stop-outside", f'"{stop.name}" lies outside of its country, {stop.country}', stop.at, hint)


def _inside(lat: float, lon: float, boxes: Sequence[tuple[int, int, int, int]]) -> bool:
    return any(
        south - NEAR <= lat <= north + NEAR and (lon - west + NEAR) % 360 <= ((east - west) % 360 or 360) + 2 * NEAR
        for west, south, east, north in boxes
    )


def _order(here: Stop, there: Stop, zone: str) -> Iterator[Problem]:
    if here.days is None or there.days is None:
        return
    first, second = begins(here, zone), begins(there, zone)
    late = there.days[0] < here.days[1] or bool(
        first and second and here.days[0] == here.days[1] and second < first
    )  # fmt: skip
    if late:
        yield Problem("stop-order", f'"{there.name}" comes after "{here.name}" but its day is earlier', there.at,
                      "put the stops in the order of travel, or mend the day")  # fmt: skip


def _speed(here: Stop, there: Stop, itinerary: Itinerary, zone: str) -> Iterator[Problem]:
    """The whole of both days counts as time to travel, unless both stops tell when they begin."""
    if here.days is None or there.days is None or here.approximate or there.approximate:
        return
    leg = next((leg for leg in itinerary.legs if (leg.origin, leg.destination) == (here.id, there.id)), None)
    mode = leg.mode if leg else ""
    first, second = begins(here, zone), begins(there, zone)
    time = there.days[0] - here.days[1] + timedelta(days=1)
    if first and second and here.days[0] == here.days[1]:
        time = second - first
    hours = time.total_seconds() / 3600
    km = distance(here.lat, here.lon, there.lat, there.lon)
    if hours > 0 and km > 50 and km / hours > FASTEST[mode]:
        way = UNIT.get(mode, "go")
        yield Problem("leg-speed", f'nobody can {way} the {km:,.0f} km from "{here.name}" to "{there.name}" in '
                      f"{hours:,.0f} h", there.at, "check the days, the places and the mode")  # fmt: skip


KIND = CheckKind("itinerary", run)
