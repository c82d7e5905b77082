"""Derives the map's data in `sitegen/atlas/` from Natural Earth; run it when a newer edition is wanted.

    python tools/map_data.py WORLD-ATLAS-FOLDER CODES.JSON

The first argument is the unpacked npm package `world-atlas` 2.0.2 (Natural Earth 4.1.0 as TopoJSON, ISC licence over
public-domain data), the second `codes.json` of the npm package `i18n-iso-countries` 7.14.0 (MIT), which only tells
which ISO 3166-1 number is which code of two letters. Both are checked by their digests; the results are committed.

land-110m.json.gz, land-50m.json.gz: land without borders, still plain TopoJSON, with three changes. Rings that the
source cuts at the 180th meridian are sewn together again, and its artificial ring around the South Pole is dropped.
Every ring runs with the land on its left as seen from outside. Long rings are split into arcs of at most 48 steps, and
the extra member `caps` holds a bounding cap of each arc (longitude, latitude, radius in degrees), so that a regional
map decodes only what it shows.

countries.json: for every country the boxes (west, south, east, north in whole degrees, rounded outwards) of its parts;
parts nearer than JOIN degrees share a box. A box whose west is greater than its east crosses the 180th meridian.
"""

from __future__ import annotations

import gzip
import itertools
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from math import asin, atan2, ceil, cos, degrees, floor, hypot, radians, sin
from pathlib import Path
from typing import Any

ATLAS = Path(__file__).resolve().parent.parent / "sitegen" / "atlas"
SOURCES = {
    "land-110m.json": "ead5f68119c49a9250902e7da303bcb209341bbb8fefe7369a439b48b704658a",
    "land-50m.json": "619477ff690c086885e45cb91707d783805561bd75ae8e437b7d4694b0204e0f",
    "countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "codes.json": "736d7666e943e0bca25c518e3903e2b328ce54b94662553a6472c379dbfb50aa",
}
STEPS = 48
GRID = 1e5  # steps of the quantisation around the globe: 400 m at the equator, as in the source
JOIN = 4.0  # degrees
Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]


def main() -> None:
    folder, codes = Path(sys.argv[1]), Path(sys.argv[2])
    for scale in ("110m", "50m"):
        topology = read(folder / f"land-{scale}.json")
        polygons = sewn([rings for rings in decoded(topology, topology["objects"]["land"]["geometries"])])
        data = json.dumps(topojson(polygons), separators=(",", ":")).encode()
        packed = gzip.compress(data, 9, mtime=0)
        (ATLAS / f"land-{scale}.json.gz").write_bytes(packed)
        print(
            f"land-{scale}.json.gz: {len(polygons)} polygons, {len(packed)} bytes, sha256 {sha256(packed).hexdigest()}"
        )
    boxes = countries(read(folder / "countries-50m.json"), read(codes))
    lines = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(boxes[code], separators=(',', ':'))}" for code in sorted(boxes)
    )
    (ATLAS / "countries.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def read(path: Path) -> Any:
    data = path.read_bytes()
    found = sha256(data).hexdigest()
    if found != SOURCES[path.name]:
        sys.exit(f"{path.name} is not the file this script was written for: its sha256 is {found}")
    return json.loads(data)


def decoded(topology: Any, geometries: list[Any]) -> Iterator[list[Ring]]:
    """Every polygon as its rings, exterior first, each without the repeated last point."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        arcs.append(points)
    for geometry in geometries:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            rings = []
            for indices in polygon:
                ring: Ring = []
                for index in indices:
                    ring += (arcs[index] if index >= 0 else arcs[~index][::-1])[:-1]
                rings.append(ring)
            yield rings


# --- sewing ---------------------------------------------------------------------------------------------------------


def on_seam(point: Point) -> bool:
    return abs(abs(point[0]) - 180) < 1e-3


def sewn(polygons: list[list[Ring]]) -> list[list[Ring]]:
    """Exteriors that share an edge on the 180th meridian become one; all rings with the land on their left."""
    whole = [[tidy(ring) for ring in rings if any(lat > -89.9 for _, lat in ring)] for rings in polygons]
    whole = [rings for rings in whole if rings and len(rings[0]) > 3]
    for rings in whole:
        rings[:] = [turned(ring, hole=place > 0) for place, ring in enumerate(rings) if len(ring) > 3]
    while (pair := seam(whole)) is not None:
        first, i, second, j = pair
        one, two = whole[first][0], whole[second][0]
        # one runs p -> q along the seam, two runs q -> p
        joined = one[i + 1 :] + one[: i + 1] + (two[j + 1 :] + two[: j + 1])[1:-1]
        whole[first] = [joined, *whole[first][1:], *whole[second][1:]]
        del whole[second]
    return whole


def tidy(ring: Ring) -> Ring:
    """Of a run of points on the seam only its ends stay."""
    count = len(ring)
    return [
        p
        for i, p in enumerate(ring)
        if not (on_seam(p) and on_seam(ring[i - 1]) and on_seam(ring[(i + 1) % count])) and p != ring[i - 1]
    ]


def seam(polygons: list[list[Ring]]) -> tuple[int, int, int, int] | None:
    """Two exteriors and the places of the edges that they share in opposite directions."""
    edges = [
        (number, i, ring[i][1], ring[(i + 1) % len(ring)][1])
        for number, (ring, *_) in enumerate(polygons)
        for i in range(len(ring))
        if on_seam(ring[i]) and on_seam(ring[(i + 1) % len(ring)])
    ]
    for a, i, start, end in edges:
        for b, j, back_start, back_end in edges:
            if a != b and abs(start - back_end) < 0.02 and abs(end - back_start) < 0.02:
                return a, i, b, j
    return None


def vector(point: Point) -> tuple[float, float, float]:
    lon, lat = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def turned(ring: Ring, hole: bool) -> Ring:
    """Half the sum of v x w over the edges is the integral of the normal over what lies to the left (Stokes)."""
    vectors = [vector(p) for p in ring]
    area = [0.0, 0.0, 0.0]
    for (ax, ay, az), (bx, by, bz) in zip(vectors, [*vectors[1:], vectors[0]], strict=True):
        area[0] += ay * bz - az * by
        area[1] += az * bx - ax * bz
        area[2] += ax * by - ay * bx
    inside = sum(a * sum(v[k] for v in vectors) for k, a in enumerate(area)) > 0
    return ring if inside != hole else ring[::-1]


# --- writing --------------------------------------------------------------------------------------------------------


def topojson(polygons: list[list[Ring]]) -> dict[str, Any]:
    kx, ky = 360 / GRID, 180 / GRID
    arcs: list[list[list[int]]] = []
    caps: list[list[float]] = []
    shapes = []
    for rings in polygons:
        shape = []
        for ring in rings:
            grid = [(round((lon + 180) / kx), round((lat + 90) / ky)) for lon, lat in ring]
            grid = [p for i, p in enumerate(grid) if p != grid[i - 1]]
            closed = [*grid, grid[0]]
            count = max(1, ceil((len(closed) - 1) / STEPS))
            size = ceil((len(closed) - 1) / count)
            indices = []
            for start in range(0, len(closed) - 1, size):
                piece = closed[start : start + size + 1]
                indices.append(len(arcs))
                arcs.append(
                    [list(piece[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in itertools.pairwise(piece))]
                )
                caps.append(cap([(x * kx - 180, y * ky - 90) for x, y in piece]))
            shape.append(indices)
        shapes.append(shape)
    return {
        "type": "Topology",
        "objects": {"land": {"type": "MultiPolygon", "arcs": shapes}},
        "transform": {"scale": [kx, ky], "translate": [-180, -90]},
        "arcs": arcs,
        "caps": caps,
    }


def cap(points: Ring) -> list[float]:
    """A cap around the points, in whole tenths of a degree, a little too large."""
    x, y, z = (sum(parts) for parts in zip(*(vector(p) for p in points), strict=True))
    lon, lat = round(degrees(atan2(y, x)), 1), round(degrees(atan2(z, hypot(x, y))), 1)
    centre = vector((lon, lat))
    chord = max(sum((a - b) ** 2 for a, b in zip(vector(p), centre, strict=True)) ** 0.5 for p in points)
    return [lon, lat, ceil(degrees(2 * asin(min(1.0, chord / 2))) * 10 + 0.5) / 10]


# --- boxes of countries ---------------------------------------------------------------------------------------------


def countries(topology: Any, codes: list[list[str]]) -> dict[str, list[list[int]]]:
    letters = {number: alpha2 for alpha2, _, number, _ in codes}
    found: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = letters.get(str(geometry.get("id", "")).zfill(3))
        if code is None:
            continue
        boxes = [bounds(max(rings, key=len)) for rings in decoded(topology, [geometry])]
        found.setdefault(code, []).extend([floor(w), floor(s), ceil(e), ceil(n)] for w, s, e, n in joined(boxes))
    return {code: sorted([turn(w), s, turn(e), n] for w, s, e, n in boxes) for code, boxes in found.items()}


def turn(lon: int) -> int:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def bounds(ring: Ring) -> tuple[float, float, float, float]:
    """West may lie beyond -180 never, east beyond 180 when the ring goes over the 180th meridian."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    if max(lons) - min(lons) > 270:  # around a pole
        return -180, min(-90.0, *lats), 180, max(lats)
    return min(lons), min(lats), max(lons), max(lats)


def joined(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    left = sorted(boxes)
    done: list[tuple[float, float, float, float]] = []
    while left:
        w, s, e, n = left.pop()
        for place, (a, b, c, d) in enumerate(left):
            for shift in (-360, 0, 360):
                if a + shift - e < JOIN and w - c - shift < JOIN and b - n < JOIN and s - d < JOIN:
                    left[place] = (min(w, a + shift), min(s, b), max(e, c + shift), max(n, d))
                    break
            else:
                continue
            break
        else:
            done.append((w, s, e, n))
    return done


if __name__ == "__main__":
    main()
