"""Distances on the globe. Degrees in, kilometres out; the Earth is a sphere here, which is right to half a percent."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6371.0088
"""Mean radius in km: (2a + b) / 3 of the WGS 84 ellipsoid (IUGG)."""


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km by the haversine formula, which stays exact for near points (Sinnott 1984)."""
    phi1, phi2 = radians(lat1), radians(lat2)
    h = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(h)))
