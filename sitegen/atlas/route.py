"""Which projection a trip gets, and the course of each leg on it, in the plane (y up).

A line is a great circle where that is honest: for flights, and for a way of unknown kind, unless the circle would climb
far beyond its ends or there is none (antipodes). Else it is a schematic arc that only says "from here to there".
Trains, ships and roads are always schematic: nobody gave us their track.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot, pi, radians

from sitegen.atlas.projection import XY, Azimuthal, EqualEarth, Projection, equal_earth
from sitegen.atlas.sphere import Vector, angle, enclosing_cap, great_circle, lat_lon, vector
from sitegen.atlas.trip import Mark, Trip, Way
from sitegen.core.model import MapOptions
from sitegen.core.record import record

WIDEST = 55.0
"""Degrees of the cap up to which the azimuthal projection keeps shapes that readers know."""
TILT = 50.0
"""Latitude up to which the centre may move: north stays up. Further only when all stops lie beyond POLAR."""
POLAR = 55.0
HIGHEST = 72.0
"""A great circle that climbs beyond this latitude and 12 degrees beyond its ends runs along the edge of the map."""
LONG = 5.0
"""Degrees from which a way of unknown kind is drawn as a great circle."""
EITHER = 165.0
"""Degrees of longitude from which a leg goes one way round as well as the other: no edge need cut it."""
BOWS = (0.13, 0.1, 0.16, 0.07, 0.2, -0.1)
"""Heights of an arc in chords, the usual one first; a negative one bows away from the pole."""
STEPS = 24


@record
class Course:
    """A leg on the map: one line, or two where it leaves at one edge and comes in at the other."""

    way: Way
    lines: tuple[tuple[XY, ...], ...]
    schematic: bool


def choose(trip: Trip, options: MapOptions) -> Projection:
    points = [mark.at for mark in trip.marks]
    centre, _ = enclosing_cap(points)
    lat, lon = lat_lon(centre)
    if not (all(lat_lon(p)[0] > POLAR for p in points) or all(lat_lon(p)[0] < -POLAR for p in points)):
        lat = max(-TILT, min(TILT, lat))
        if abs(lat) == TILT:
            lon = _best_longitude(lat, lon, points)
    if options.center:
        lat, lon = options.center
    radius = max(angle(vector(lat, lon), p) for p in points)
    if options.projection == "azimuthal" or (options.projection == "auto" and radius <= WIDEST):
        return Azimuthal(lat, lon)
    return EqualEarth(options.center[1] if options.center else _central_meridian(trip))


def _best_longitude(lat: float, lon: float, points: Sequence[Vector]) -> float:
    """The meridian from which the farthest stop is nearest, once the latitude is fixed."""
    step = 32.0
    while step > 0.2:
        lon = min((lon, lon - step, lon + step), key=lambda o: max(angle(vector(lat, o), p) for p in points))
        step /= 2
    return round(lon, 1)


def _central_meridian(trip: Trip) -> float:
    """Opposite a cut that crosses the fewest legs; among those, the one in the widest gap between stops."""
    lons = sorted(lat_lon(mark.at)[1] for mark in trip.marks if abs(lat_lon(mark.at)[0]) < 89) or [0.0]
    spans = [(lat_lon(trip.marks[way.origin].at)[1], lat_lon(trip.marks[way.destination].at)[1]) for way in trip.ways]
    gaps = []
    for a, b in zip(lons, [*lons[1:], lons[0] + 360], strict=True):
        cut = (a + b) / 2
        crossed = sum(_crosses(cut, start, end) for start, end in spans)
        gaps.append((crossed, -round(b - a, 6), cut))
    cut = min(gaps)[2]
    return (cut + 360) % 360 - 180


def _crosses(cut: float, start: float, end: float) -> bool:
    """Whether the shorter way round from `start` to `end` passes the meridian `cut`."""
    way = (end - start + 180) % 360 - 180
    return abs(way) < EITHER and 0 < ((cut - start) % 360 if way > 0 else (start - cut) % 360) < abs(way)


def courses(trip: Trip, projection: Projection) -> Iterator[Course]:
    """In the order of travel. Ways between the same two marks are bowed apart."""
    points = [projection.xy(mark.at) for mark in trip.marks]
    pairs = [frozenset((way.origin, way.destination)) for way in trip.ways]
    for place, way in enumerate(trip.ways):
        before = pairs[:place].count(pairs[place])
        bow = 0.1 + 0.08 * (before // 2) if pairs.count(pairs[place]) > 1 else 0.0
        others = [xy for number, xy in enumerate(points) if number not in (way.origin, way.destination)]
        yield _course(way, trip.marks[way.origin], trip.marks[way.destination], projection, bow, others)


def _course(way: Way, here: Mark, there: Mark, projection: Projection, bow: float, others: Sequence[XY]) -> Course:
    """`bow` is not 0 where the same marks are joined twice; `others` are the marks that a line should not run into."""
    far = angle(here.at, there.at)
    circle = great_circle(here.at, there.at, STEPS)
    wanted = way.path
    if wanted == "auto":
        wanted = "geodesic" if way.mode == "flight" or (not way.mode and far >= LONG) else "arc"
        if wanted == "geodesic" and (bow or not _calm(circle, projection)):
            wanted = "wide-arc"
    if isinstance(projection, EqualEarth) and abs(projection.turned(there.at) - projection.turned(here.at)) > radians(
        360 - EITHER
    ):
        points = circle if circle and _calm(circle, projection) else None
        return Course(way, _over_the_edge(here.at, there.at, points, projection), points is None)
    if wanted == "geodesic" and circle:
        return Course(way, (tuple(map(projection.xy, circle)),), False)
    a, b = projection.xy(here.at), projection.xy(there.at)
    if wanted == "straight" and not bow:
        return Course(way, ((a, b),), True)
    if bow:
        return Course(way, (_arc(a, b, bow),), True)
    side = 1 if (lat_lon(here.at)[0] + lat_lon(there.at)[0] >= 0) == (a[0] < b[0]) else -1  # towards the pole
    if wanted == "arc" and way.path == "auto":
        return Course(way, (_arc(a, b, 0.06 * side if far > 1 else 0.0),), True)
    return Course(way, (_clear_arc(a, b, side, others),), True)


def _clear_arc(a: XY, b: XY, side: int, others: Sequence[XY]) -> tuple[XY, ...]:
    """Of a few arcs the one that keeps clear of the other marks; the usual height when all do."""
    chord = hypot(b[0] - a[0], b[1] - a[1])

    def cost(bow: float) -> float:
        line = _arc(a, b, bow * side)
        near = (min(hypot(x - ox, y - oy) for x, y in line) / (chord or 1) for ox, oy in others)
        return sum(max(0.0, 0.08 - distance) * 30 for distance in near) + abs(bow - BOWS[0]) * 4

    return _arc(a, b, min(BOWS, key=cost) * side)


def _calm(circle: Sequence[Vector] | None, projection: Projection) -> bool:
    if circle is None:
        return False
    if isinstance(projection, Azimuthal):
        return True
    lats = [abs(lat_lon(p)[0]) for p in circle]
    return max(lats) <= max(HIGHEST, max(lats[0], lats[-1]) + 12)


def _arc(a: XY, b: XY, bow: float) -> tuple[XY, ...]:
    """A parabola whose height is `bow` of the chord, to the left of the way for a positive bow."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    cx, cy = (a[0] + b[0]) / 2 - 2 * bow * dy, (a[1] + b[1]) / 2 + 2 * bow * dx
    if not bow:
        return a, b
    ts = [i / STEPS for i in range(STEPS + 1)]
    return tuple(((1 - t) ** 2 * a[0] + 2 * t * (1 - t) * cx + t * t * b[0],
                  (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * cy + t * t * b[1]) for t in ts)  # fmt: skip


def _over_the_edge(a: Vector, b: Vector, circle: Sequence[Vector] | None,
                   projection: EqualEarth) -> tuple[tuple[XY, ...], ...]:  # fmt: skip
    """Out at one edge, in at the other; without a calm great circle, evenly in longitude and latitude."""
    start, end = projection.turned(a), projection.turned(b)
    end += 2 * pi if end < start else -2 * pi
    if circle:
        way = [(start, radians(lat_lon(circle[0])[0]))]
        for p in circle[1:]:
            before = way[-1][0]
            way.append((before + (projection.turned(p) - before + pi) % (2 * pi) - pi, radians(lat_lon(p)[0])))
    else:
        first, last = radians(lat_lon(a)[0]), radians(lat_lon(b)[0])
        way = [(start + (end - start) * i / STEPS, first + (last - first) * i / STEPS) for i in range(STEPS + 1)]
    limit = pi if way[-1][0] > start else -pi
    out = [p for p in way if abs(p[0]) <= pi]
    back = [p for p in way if abs(p[0]) > pi]
    if not out or not back:
        return (tuple(equal_earth(lam, phi) for lam, phi in way),)
    (lam1, phi1), (lam2, phi2) = out[-1], back[0]
    phi = phi1 + (phi2 - phi1) * (limit - lam1) / (lam2 - lam1)
    return (tuple(equal_earth(lam, p) for lam, p in [*out, (limit, phi)]),
            tuple(equal_earth(lam - 2 * limit, p) for lam, p in [(limit, phi), *back]))  # fmt: skip
