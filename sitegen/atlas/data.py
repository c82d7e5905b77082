"""The land: which file is fine enough, and its rings near a place. Nothing is read before the first map is drawn.

The files lie in this package and are read through the import system (`pkgutil`), as the package's own code is: they
are part of the program, not of anybody's project, so no door to the disk is needed and no theme carries them. They are
TopoJSON as written by tools/map_data.py, with a bounding cap for each arc. An arc that lies outside of the view is not
decoded: its two ends stand for it, which is right because a cap holds the straight way between any two of its points.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, radians
from typing import Any

from sitegen.atlas.sphere import Vector, dot, vector

DETAILS = ("110m", "50m")
Polygon = list[list[Vector]]
"""Rings of unit vectors, the exterior first, each closed by implication and with the land on its left."""


class DamagedMap(Exception):
    """The packaged data cannot be read: the installation is broken, not the project."""


class Land:
    """One file, decoded as far as it was needed."""

    def __init__(
        self,
        polygons: Sequence[Sequence[Sequence[int]]],
        arcs: Sequence[Sequence[Sequence[int]]],
        caps: Sequence[tuple[Vector, float]],
        scale: tuple[float, float],
        translate: tuple[float, float],
    ) -> None:
        self.polygons = polygons
        self.arcs = arcs
        self.caps = caps
        self.scale = scale
        self.translate = translate
        self.done: dict[int, list[Vector]] = {}

    def near(self, centre: Vector, radius: float) -> list[Polygon]:
        """The polygons that may reach into a cap (radius in degrees), exact inside of it and coarse beyond."""
        seen = [dot(cap, centre) >= cos(radians(min(180.0, radius + r))) for cap, r in self.caps]
        found = []
        for polygon in self.polygons:
            rings = [[v for arc in ring for v in (self._arc(arc) if seen[arc] else self._ends(arc))]
                     for ring in polygon if len(ring) > 1 or seen[ring[0]]]  # fmt: skip
            if rings:
                found.append(rings)
        return found

    def _arc(self, number: int) -> list[Vector]:
        """All points but the last, which the next arc begins with."""
        if number not in self.done:
            x = y = 0
            (kx, ky), (x0, y0) = self.scale, self.translate
            points = []
            for dx, dy in self.arcs[number][:-1]:
                x, y = x + dx, y + dy
                points.append(vector(y * ky + y0, x * kx + x0))
            self.done[number] = points
        return self.done[number]

    def _ends(self, number: int) -> list[Vector]:
        x, y = self.arcs[number][0]
        return [vector(y * self.scale[1] + self.translate[1], x * self.scale[0] + self.translate[0])]


@lru_cache(maxsize=2)
def land(detail: str) -> Land:
    """`detail` is one of DETAILS. Raises DamagedMap."""
    import gzip  # loaded when a map is drawn

    name = f"land-{detail}.json.gz"
    try:
        return _land(json.loads(gzip.decompress(_file(name))))
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as fault:
        raise DamagedMap(f"the map data {name} cannot be read; install sitegen again") from fault


def _land(topology: Mapping[str, Any]) -> Land:
    caps = [(vector(lat, lon), float(radius)) for lon, lat, radius in topology["caps"]]
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    polygons, arcs = topology["objects"]["land"]["arcs"], topology["arcs"]
    if len(caps) != len(arcs) or not polygons:
        raise ValueError("arcs and caps do not agree")
    return Land(polygons, arcs, caps, (kx, ky), (x0, y0))


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Sequence[tuple[int, int, int, int]]]:
    """ISO 3166-1 code of two letters -> boxes (west, south, east, north), rounded outwards to whole degrees.

    West is greater than east where a box crosses the 180th meridian. Natural Earth 1:50m; small islands may be missing.
    """
    try:
        table = json.loads(_file("countries.json"))
        return {code: [(w, s, e, n) for w, s, e, n in boxes] for code, boxes in table.items()}
    except (OSError, ValueError, AttributeError, TypeError) as fault:
        raise DamagedMap("the map data countries.json cannot be read; install sitegen again") from fault


def _file(name: str) -> bytes:
    import pkgutil

    return pkgutil.get_data("sitegen.atlas", name) or b""
