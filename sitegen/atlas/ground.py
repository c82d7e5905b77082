"""The base map: land, graticule and the edge of the globe under both sheets, written once.

Its pixels are those of the wide sheet. Coasts are simplified to half a pixel; a map that would still be too heavy gets
coarser coasts, never a missing continent. An island under two square pixels goes, unless a stop lies on it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, degrees, hypot, pi, sin, tau

from sitegen.atlas.data import land
from sitegen.atlas.plane import XY, Box, area, around, clip_line, clip_ring, path, simplify, simplify_ring
from sitegen.atlas.projection import Azimuthal, EqualEarth, Projection, edge, meridians_and_parallels
from sitegen.atlas.sphere import angle, chord_angle, vector
from sitegen.core.record import record

COARSE = 60.0
"""Degrees of width from which the land of 1:110m serves."""
HEAVIEST = 15_000
"""Bytes of the land's path; the whole of a map with its labels then stays below 20 KB."""
TOLERANCES = (0.45, 0.7, 1.0, 1.4, 2.0)
MARGIN = 8.0
"""Pixels beyond the sheets at which coasts are cut, so that no coast runs along the frame."""
FARTHEST = 150.0


@record
class Ground:
    """`box` is what is drawn, in the plane with y down; paths are in half pixels from its corner."""

    box: Box
    scale: float
    land: str
    grid: str
    globe: str  # the edge of the globe where a sheet shows it, else ""
    rings: tuple[tuple[XY, ...], ...]
    outline: tuple[XY, ...]  # of the globe
    shown: bool  # land is drawn

    def touches(self, box: Box) -> bool:
        """Whether land or the world's edge comes into a box, given in the plane with y down."""
        mine = Box((box.left - self.box.left) * self.scale, (box.top - self.box.top) * self.scale,
                   (box.right - self.box.left) * self.scale, (box.bottom - self.box.top) * self.scale)  # fmt: skip
        corners = [(x, y) for x in (mine.left, mine.right) for y in (mine.top, mine.bottom)]
        if self.outline and not all(_inside(self.outline, *corner) for corner in corners):
            return True
        middle = (mine.top + mine.bottom) / 2
        tests = [(mine.left + mine.width * i / 4, middle) for i in range(5)]
        hits = [False] * 5
        for ring in self.rings:
            bounds = around(ring)
            if bounds.top > mine.bottom or bounds.bottom < mine.top or bounds.left > mine.right:
                continue
            if any(mine.has(point) for point in ring):
                return True
            for number, (x, y) in enumerate(tests):
                hits[number] ^= _inside(ring, x, y)
        return any(hits)


def _inside(ring: Sequence[XY], x: float, y: float) -> bool:
    inside = False
    for i, (ax, ay) in enumerate(ring):
        bx, by = ring[i - 1]
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def ground(projection: Projection, seen: Box, scale: float, stops: Sequence[XY], detail: str, shown: bool) -> Ground:
    """`seen` is what both sheets show together (plane, y down), `scale` pixels per unit, `stops` planar (y up).

    `detail` is auto, 110m or 50m; not `shown`: no land at all. Raises data.DamagedMap.
    """
    reach = seen.grown(MARGIN / scale)
    corners = [(x, y) for x in (reach.left, reach.right) for y in (reach.top, reach.bottom)]
    globe = _globe(projection, corners)
    frame = Box(-MARGIN, -MARGIN, seen.width * scale + MARGIN, seen.height * scale + MARGIN)

    def px(point: XY) -> XY:
        return (point[0] - seen.left) * scale, (-point[1] - seen.top) * scale

    rings = (
        [clip_ring([px(p) for p in ring], frame) for ring in _land(projection, corners, seen, detail)] if shown else []
    )
    marks = [px(stop) for stop in stops]
    kept = [ring for ring in rings if len(ring) > 2 and (abs(area(ring)) > 2 or _near(ring, marks))]
    text, drawn = "", kept
    for tolerance in TOLERANCES:
        drawn = [simplify_ring(ring, min(tolerance, 0.3) if abs(area(ring)) < 40 else tolerance) for ring in kept]
        drawn = [ring for ring in drawn if abs(area(ring)) > 2 * tolerance or _near(ring, marks)]
        text = path(drawn)
        if len(text) <= HEAVIEST:
            break
    outline = clip_ring([px(p) for p in globe], frame) if globe else []
    return Ground(seen, scale, text, _grid(projection, corners, px, frame), path([outline]) if outline else "",
                tuple(map(tuple, drawn)), tuple(outline), shown)  # fmt: skip


def _land(projection: Projection, corners: Sequence[XY], seen: Box, detail: str) -> list[list[XY]]:
    wide = degrees(seen.width)
    file = land(detail if detail != "auto" else "110m" if wide > COARSE else "50m")
    if isinstance(projection, Azimuthal):
        radius = min(FARTHEST, chord_angle(min(2.0, max(hypot(x, y) for x, y in corners))) + 1)
        centre = vector(projection.lat, projection.lon)
    else:
        radius, centre = 180.0, vector(0, projection.lon)
    return [ring for polygon in file.near(centre, radius) for ring in projection.land(polygon, radius)]


def _near(ring: Sequence[XY], stops: Sequence[XY]) -> bool:
    bounds = around(ring)
    return any(bounds.distance(stop) < 8 for stop in stops)


def _globe(projection: Projection, corners: Sequence[XY]) -> list[XY]:
    """Its outline, when a corner of what is seen lies beyond it."""
    if isinstance(projection, EqualEarth):
        outline = edge(90, -90)
        width = max(x for x, _ in outline)
        shape = [(abs(x), abs(y)) for x, y in outline]
        beyond = any(abs(y) > shape[24][1] or abs(x) > min((sx for sx, sy in shape if sy >= abs(y)), default=width)
                     for x, y in corners) or any(abs(x) > width for x, _ in corners)  # fmt: skip
        return outline if beyond else []
    radius = 2 * sin(FARTHEST * pi / 360)
    if max(hypot(x, y) for x, y in corners) <= radius:
        return []
    return [(radius * cos(tau * i / 120), radius * sin(tau * i / 120)) for i in range(120)]


def _grid(projection: Projection, corners: Sequence[XY], px: Callable[[XY], XY], frame: Box) -> str:
    """Every 30 degrees on a map of the world, where it shows how the globe was flattened; on others it is noise."""
    if isinstance(projection, Azimuthal):
        reach = chord_angle(min(2.0, max(hypot(x, y) for x, y in corners)))
        if reach < 50:
            return ""
        centre = vector(projection.lat, projection.lon)
    lines = []
    for line in meridians_and_parallels(30):
        run: list[XY] = []
        for v in line:
            if isinstance(projection, Azimuthal) and angle(v, centre) > FARTHEST:
                lines.append(run)
                run = []
                continue
            point = px(projection.xy(v))
            if run and hypot(point[0] - run[-1][0], point[1] - run[-1][1]) > 200:  # from edge to edge of the cut
                lines.append(run)
                run = []
            run.append(point)
        lines.append(run)
    clipped = [simplify(part, 0.4) for line in lines if len(line) > 1 for part in clip_line(line, frame)]
    return path(clipped, close=False)
