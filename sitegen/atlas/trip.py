"""An itinerary as it is drawn: marks for its places and the legs between them, with how firm each is.

A place that comes again is one mark with both numbers; different stops at the same point share a mark and keep a line
each in its label. How a status looks is decided here, in five families; its word is the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sitegen.atlas.sphere import Vector, vector
from sitegen.core.model import Itinerary, Leg, Stop
from sitegen.core.record import record

Look = Literal["done", "plain", "ahead", "vague", "off"]
LOOKS: dict[str, Look] = {
    "past": "done", "confirmed": "done", "under-way": "done", "standing": "done",
    "": "plain",
    "announced": "ahead", "planned": "ahead", "expected": "ahead",
    "possible": "vague", "threatened": "vague", "reported": "vague", "unconfirmed": "vague", "disputed": "vague",
    "withdrawn": "off",
}  # fmt: skip
FIRMNESS: tuple[Look, ...] = ("done", "plain", "ahead", "vague", "off")


@record
class Words:
    """What the map says besides names, in the page's language; the caller's catalogue has them."""

    notes: tuple[tuple[str, ...], ...]  # for each stop what stands below its name: day, status
    seas: tuple[tuple[str, float, float], ...] = ()  # name, latitude, longitude
    detail: str = ""  # below the name of a group of stops that has a panel of its own
    stops: str = "{numbers}"  # what such a group is called when it has no name
    units: tuple[str, str] = ("km", "m")


@record
class Row:
    """A name of a mark with the numbers of the stops it belongs to."""

    numbers: tuple[int, ...]
    name: str
    notes: tuple[tuple[str, ...], ...]  # for each of its stops


@record
class Mark:
    at: Vector
    rows: tuple[Row, ...]
    look: Look
    approximate: bool
    side: str = ""  # the author's choice: n ne e se s sw w nw
    group: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(sorted(n for row in self.rows for n in row.numbers))


@record
class Way:
    """From mark to mark, by their places in `Trip.marks`; `number` is that of the stop where it begins."""

    number: int
    origin: int
    destination: int
    mode: str
    look: Look
    path: str


@record
class Trip:
    marks: tuple[Mark, ...]
    ways: tuple[Way, ...]


def trip(itinerary: Itinerary, words: Words) -> Trip:
    """Legs between neighbours in the list; a leg within one mark is not drawn."""
    places: dict[object, list[Stop]] = {}
    keys: list[object] = []
    for stop in itinerary.stops:
        key = _place(stop)
        keys.append(key)
        places.setdefault(key, []).append(stop)
    order = {key: number for number, key in enumerate(places)}
    notes = {stop.number: note for stop, note in zip(itinerary.stops, words.notes, strict=True)}
    marks = tuple(_mark(stops, notes) for stops in places.values())
    given = {(leg.origin, leg.destination): leg for leg in itinerary.legs}
    ways = []
    pairs = zip(itinerary.stops, itinerary.stops[1:], strict=False)
    for (here, there), a, b in zip(pairs, keys, keys[1:], strict=False):
        leg = given.get((here.id, there.id), Leg(here.id, there.id))
        if a != b:
            ways.append(Way(here.number, order[a], order[b], leg.mode, _look(leg, here, there), leg.path))
    return Trip(marks, tuple(ways))


def _place(stop: Stop) -> object:
    """Equal for stops at one point: all longitudes meet at a pole, and 180 is -180."""
    lon = 0.0 if abs(stop.lat) > 89.9999 else -180.0 if stop.lon == 180 else stop.lon
    return round(stop.lat, 4), round(lon, 4)


def _mark(stops: Sequence[Stop], notes: dict[int, tuple[str, ...]]) -> Mark:
    names: dict[str, list[Stop]] = {}
    for stop in stops:
        names.setdefault((stop.label.text if stop.label else "") or stop.name, []).append(stop)
    rows = tuple(Row(tuple(stop.number for stop in named), name,
                     tuple(dict.fromkeys(notes[stop.number] for stop in named if notes[stop.number])))
                 for name, named in names.items())  # fmt: skip
    first = stops[0]
    return Mark(
        at=vector(first.lat, first.lon),
        rows=rows,
        look=min((LOOKS[stop.status] for stop in stops), key=FIRMNESS.index),
        approximate=any(stop.approximate for stop in stops),
        side=next((stop.label.side for stop in stops if stop.label and stop.label.side), ""),
        group=next((stop.group for stop in stops if stop.group), ""),
    )


def _look(leg: Leg, here: Stop, there: Stop) -> Look:
    """A leg without a status is no firmer than its ends."""
    if leg.status:
        return LOOKS[leg.status]
    return max((LOOKS[here.status], LOOKS[there.status]), key=FIRMNESS.index)


def spelled(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 -> "1–3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" if len(run) > 2
                     else f"{run[0]}, {run[1]}" for run in runs)  # fmt: skip
