"""The globe: unit vectors, distances, great circles and caps. Degrees in, kilometres or vectors out.

The Earth is a sphere here, which is right to half a percent. Points are vectors (x to 0° E, y to 90° E, z to the North
Pole) wherever something is computed, so that the 180th meridian and the poles are places like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt

EARTH_RADIUS = 6371.0088
"""Mean radius in km: (2a + b) / 3 of the WGS 84 ellipsoid (IUGG)."""

Vector = tuple[float, float, float]


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km by the haversine formula, which stays exact for near points (Sinnott 1984)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    h = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(h)))


def vector(lat: float, lon: float) -> Vector:
    phi, lam = radians(lat), radians(lon)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def lat_lon(v: Vector) -> tuple[float, float]:
    """Degrees of any vector but zero; the longitude of a pole is 0."""
    flat = hypot(v[0], v[1])
    return degrees(atan2(v[2], flat)), degrees(atan2(v[1], v[0])) if flat > 1e-12 else 0.0


def dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(v: Vector) -> Vector | None:
    """None for a vector that is too short to have a direction."""
    length = sqrt(dot(v, v))
    return (v[0] / length, v[1] / length, v[2] / length) if length > 1e-9 else None


def angle(a: Vector, b: Vector) -> float:
    """Degrees between two unit vectors, exact for near and for antipodal ones."""
    c = cross(a, b)
    return degrees(atan2(sqrt(dot(c, c)), dot(a, b)))


def great_circle(a: Vector, b: Vector, steps: int) -> list[Vector] | None:
    """`steps` + 1 points from a to b, evenly spaced; None for antipodes, between which every circle is the shortest."""
    whole = radians(angle(a, b))
    if whole > radians(179.5):
        return None
    if whole < 1e-9:
        return [a, b]
    k = 1 / sin(whole)
    points = []
    for i in range(steps + 1):
        p, q = sin(whole * (1 - i / steps)) * k, sin(whole * i / steps) * k
        points.append((p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]))
    return points


def enclosing_cap(points: Sequence[Vector]) -> tuple[Vector, float]:
    """Centre and radius in degrees of the smallest cap around the points, if they lie within a hemisphere.

    Welzl's incremental idea with caps through two or three points. For points all around the globe there is no such
    cap; the radius then says so by being larger than 90.
    """
    cap = points[0], 0.0
    for i, p in enumerate(points):
        if _holds(cap, p):
            continue
        cap = p, 0.0
        for j, q in enumerate(points[:i]):
            if _holds(cap, q):
                continue
            cap = _through(p, q)
            for r in points[:j]:
                if not _holds(cap, r):
                    cap = _through(p, q, r)
    return cap[0], max(angle(cap[0], p) for p in points)


def _holds(cap: tuple[Vector, float], p: Vector) -> bool:
    return angle(cap[0], p) <= cap[1] + 1e-7


def _through(p: Vector, q: Vector, r: Vector | None = None) -> tuple[Vector, float]:
    if r is None:
        middle = unit((p[0] + q[0], p[1] + q[1], p[2] + q[2]))
    else:
        middle = unit(cross((q[0] - p[0], q[1] - p[1], q[2] - p[2]), (r[0] - p[0], r[1] - p[1], r[2] - p[2])))
        if middle and dot(middle, p) < 0:
            middle = (-middle[0], -middle[1], -middle[2])
    return (middle, angle(middle, p)) if middle else (p, angle(p, q))


def cap_area(radius: float) -> float:
    """Area of a cap on the unit sphere; `radius` in degrees."""
    return 2 * pi * (1 - cos(radians(radius)))


def chord_angle(rho: float) -> float:
    """Degrees from the centre at which the azimuthal equal-area projection has the radius `rho` (at most 2)."""
    return degrees(acos(max(-1.0, 1 - rho * rho / 2)))
