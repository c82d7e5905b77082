"""The two projections and how land is cut for them. Vectors in, planar points out (y up, in radii of the globe).

Lambert's azimuthal equal-area projection, re-centred on the stops, serves up to a third of the globe; Equal Earth
(Šavrič, Patterson and Jenny 2018) the rest, cut along the meridian opposite its centre. Both keep areas true, so no
country looks larger than it is. Formulas: Snyder, Map Projections (1987), p. 185, and the paper of 2018.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, atan2, ceil, cos, hypot, pi, radians, sin, sqrt, tau

from sitegen.atlas.data import Polygon
from sitegen.atlas.sphere import Vector, vector
from sitegen.core.record import record

XY = tuple[float, float]
Rings = list[list[XY]]


@record
class Azimuthal:
    """Centre in degrees. `xy` of the antipode is on the rim, at radius 2."""

    lat: float
    lon: float

    def xy(self, v: Vector) -> XY:
        east, north, up = self._turned(v)
        k = sqrt(2 / max(1 + up, 1e-12))
        return k * east, k * north

    def land(self, polygon: Polygon, radius: float) -> Rings:
        """The part of a polygon within `radius` degrees of the centre: closed planar rings."""
        limit = cos(radians(radius))
        axes = self._axes()
        turned = [[_turn(v, axes) for v in ring] for ring in polygon]
        return [[_lambert(p) for p in ring] for ring in clip_to_cap(turned, limit)]

    def _turned(self, v: Vector) -> Vector:
        return _turn(v, self._axes())

    def _axes(self) -> tuple[Vector, Vector, Vector]:
        """East, north and up at the centre."""
        phi, lam = radians(self.lat), radians(self.lon)
        return ((-sin(lam), cos(lam), 0.0), (-sin(phi) * cos(lam), -sin(phi) * sin(lam), cos(phi)),
                (cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)))  # fmt: skip


def _turn(v: Vector, axes: tuple[Vector, Vector, Vector]) -> Vector:
    x, y, z = v
    (a, b, c), (d, e, f), (g, h, i) = axes
    return a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z


def _lambert(p: Vector) -> XY:
    k = sqrt(2 / max(1 + p[2], 1e-12))
    return k * p[0], k * p[1]


def clip_to_cap(rings: list[list[Vector]], limit: float) -> list[list[Vector]]:
    """What of a polygon has z >= limit, as rings. All rings at once: a hole may open towards the rim.

    Land lies on the left of a ring, so from where a ring leaves the cap the rim is followed counter-clockwise to where
    one comes back. If no ring meets the rim, the polygon holds all of it or nothing: then the turning of the rings
    around the centre decides (no polygon of land holds a point and its antipode).
    """
    whole: list[list[Vector]] = []
    pieces: list[list[Vector]] = []
    turning = 0.0
    for ring in rings:
        inside = [p[2] >= limit for p in ring]
        if all(inside):
            whole.append(ring)
        elif any(inside):
            pieces += _pieces(ring, inside, limit)
        else:
            turning += _turning(ring)
    if pieces:
        return whole + _walk(pieces, limit)
    if turning > pi or sum(_turning(ring) for ring in whole) < -pi:  # around all that is seen, or the antipode
        whole.append(_rim(0.0, tau, limit)[1:])
    return whole


def _pieces(ring: list[Vector], inside: list[bool], limit: float) -> Iterator[list[Vector]]:
    """Runs of points inside, each from where the ring enters the cap to where it leaves."""
    count = len(ring)
    start = next(i for i in range(count) if inside[i] and not inside[i - 1])
    piece: list[Vector] = []
    for step in range(count + 1):
        i = (start + step) % count
        before, here = ring[i - 1], ring[i]
        if inside[i] and not inside[i - 1] and step < count:
            piece = [_cut(before, here, limit)]
        elif inside[i - 1] and not inside[i]:
            yield [*piece, _cut(before, here, limit)]
        if inside[i]:
            piece.append(here)


def _cut(a: Vector, b: Vector, limit: float) -> Vector:
    t = (limit - a[2]) / (b[2] - a[2])
    x, y = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
    k = sqrt(1 - limit * limit) / (hypot(x, y) or 1.0)
    return x * k, y * k, limit


def _turning(ring: list[Vector]) -> float:
    total = 0.0
    before = atan2(ring[-1][1], ring[-1][0])
    for p in ring:
        here = atan2(p[1], p[0])
        total += (here - before + pi) % tau - pi
        before = here
    return total


def _walk(pieces: list[list[Vector]], limit: float) -> list[list[Vector]]:
    entries = {number: atan2(piece[0][1], piece[0][0]) for number, piece in enumerate(pieces)}
    left = set(entries)
    rings = []
    while left:
        first = number = min(left)
        ring: list[Vector] = []
        while True:
            left.discard(number)
            ring += pieces[number]
            exit_at = atan2(pieces[number][-1][1], pieces[number][-1][0])
            number = min([*left, first], key=lambda n: ((entries[n] - exit_at) % tau, n))
            ring += _rim(exit_at, exit_at + (entries[number] - exit_at) % tau, limit)[1:-1]
            if number == first:
                break
        rings.append(ring)
    return rings


def _rim(start: float, end: float, limit: float) -> list[Vector]:
    steps = max(1, ceil((end - start) / radians(5)))
    k = sqrt(1 - limit * limit)
    return [(k * cos(a), k * sin(a), limit) for a in (start + (end - start) * i / steps for i in range(steps + 1))]


# --- Equal Earth ----------------------------------------------------------------------------------------------------

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT = sqrt(3) / 2
TOP = 1.3173627591574133
"""y of the North Pole."""
WIDTH = 2.7066299836960748
"""x of the edge at the equator."""


@record
class EqualEarth:
    """`lon` is the central meridian in degrees; the cut lies opposite."""

    lon: float

    def xy(self, v: Vector) -> XY:
        return equal_earth(self.turned(v), asin(max(-1.0, min(1.0, v[2]))))

    def turned(self, v: Vector) -> float:
        """Longitude from the central meridian in radians, in (-pi, pi]."""
        return -((radians(self.lon) - atan2(v[1], v[0]) + pi) % tau - pi)

    def land(self, polygon: Polygon, radius: float) -> Rings:
        """The whole polygon, cut at the edge; `radius` does not matter on a map of the whole globe."""
        rings: Rings = []
        for ring in polygon:
            for part in self._cut([(self.turned(v), asin(max(-1.0, min(1.0, v[2])))) for v in ring]):
                rings.append([equal_earth(lam, phi) for lam, phi in part])
        return rings

    def _cut(self, ring: list[XY]) -> Iterator[list[XY]]:
        """Rings of (longitude, latitude) within ±pi: unrolled, closed along the pole if they go around it, split."""
        unrolled = [ring[0]]
        for lam, phi in ring[1:]:
            before = unrolled[-1][0]
            unrolled.append((before + (lam - before + pi) % tau - pi, phi))
        first, last = unrolled[0][0], unrolled[-1][0]
        gain = last + (first - last + pi) % tau - pi - first
        around = abs(gain) > pi
        if around:  # twice around, so that one copy covers the map from edge to edge without a joint
            pole = -pi / 2 if sum(phi for _, phi in ring) < 0 else pi / 2
            again = [(lam + gain, phi) for lam, phi in unrolled]
            unrolled = [*unrolled, *again, (again[-1][0], pole), (first, pole)]
        low, high = min(lam for lam, _ in unrolled), max(lam for lam, _ in unrolled)
        copies = range(ceil((-pi - high) / tau), int((pi - low) // tau) + 1)
        if around:
            copies = range(ceil((pi - high) / tau), ceil((pi - high) / tau) + 1)
        for turns in copies:
            shifted = [(lam + turns * tau, phi) for lam, phi in unrolled]
            if low + turns * tau >= -pi and high + turns * tau <= pi:
                yield shifted
            elif part := _between(_between(shifted, -pi, 1), pi, -1):
                yield _dense(part)


def equal_earth(lam: float, phi: float) -> XY:
    """Radians from the central meridian and the equator -> plane."""
    theta = asin(ROOT * sin(phi))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = lam * cos(theta) / (ROOT * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    return x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def edge(north: float, south: float) -> list[XY]:
    """The outline of the whole globe in Equal Earth between two latitudes in degrees, counter-clockwise."""
    steps = 24
    lats = [radians(south + (north - south) * i / steps) for i in range(steps + 1)]
    return [equal_earth(pi, phi) for phi in lats] + [equal_earth(-pi, phi) for phi in reversed(lats)]


def _between(ring: Sequence[XY], limit: float, side: int) -> list[XY]:
    """The half of a ring with side * (longitude - limit) >= 0 (Sutherland and Hodgman 1974)."""
    result: list[XY] = []
    for i, (lam, phi) in enumerate(ring):
        before = ring[i - 1]
        here_in, before_in = side * (lam - limit) >= 0, side * (before[0] - limit) >= 0
        if here_in != before_in:
            t = (limit - before[0]) / (lam - before[0])
            result.append((limit, before[1] + t * (phi - before[1])))
        if here_in:
            result.append((lam, phi))
    return result


def _dense(ring: list[XY]) -> list[XY]:
    """Points every four degrees along the cut, which is a curve on the map."""
    result: list[XY] = []
    for i, (lam, phi) in enumerate(ring):
        before = ring[i - 1]
        if abs(lam) == abs(before[0]) == pi and lam == before[0]:
            steps = ceil(abs(phi - before[1]) / radians(4))
            result += [(lam, before[1] + (phi - before[1]) * s / steps) for s in range(1, steps)]
        result.append((lam, phi))
    return result


Projection = Azimuthal | EqualEarth


def meridians_and_parallels(step: int) -> Iterator[list[Vector]]:
    """The graticule every `step` degrees, without its lines near the poles."""
    for lon in range(-180, 180, step):
        yield [vector(lat, lon) for lat in range(-80, 81, 4)]
    for lat in range(-80 // step * step + step, 80, step):
        yield [vector(lat, lon) for lon in range(-180, 181, 4)]
