"""Pixels: clipping to a frame, simplifying, fitting curves, writing paths. Points are (x, y) with y down.

Paths are written in whole numbers on a doubled grid (half a pixel), relative, with as few separators as SVG allows:
a third fewer bytes than one decimal, and nobody sees the difference.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from math import hypot

from sitegen.core.record import record

XY = tuple[float, float]


@record
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, x: float, y: float) -> Box:
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def meets(self, other: Box) -> bool:
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)  # fmt: skip

    def holds(self, other: Box) -> bool:
        return (self.left <= other.left and other.right <= self.right
                and self.top <= other.top and other.bottom <= self.bottom)  # fmt: skip

    def has(self, point: XY) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def distance(self, point: XY) -> float:
        return hypot(max(self.left - point[0], 0, point[0] - self.right),
                     max(self.top - point[1], 0, point[1] - self.bottom))  # fmt: skip


def around(points: Iterable[XY]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def union(boxes: Iterable[Box]) -> Box:
    return around(corner for box in boxes for corner in ((box.left, box.top), (box.right, box.bottom)))


# --- clipping -------------------------------------------------------------------------------------------------------


def clip_ring(ring: Sequence[XY], box: Box) -> list[XY]:
    """The part of a closed ring inside (Sutherland and Hodgman 1974); pieces hang together along the frame."""
    bounds = around(ring)
    if box.holds(bounds):
        return list(ring)
    if not box.meets(bounds):
        return []
    points = list(ring)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1)):
        clipped: list[XY] = []
        for i, here in enumerate(points):
            before = points[i - 1]
            here_in, before_in = sign * (here[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if here_in != before_in:
                t = (limit - before[axis]) / (here[axis] - before[axis])
                clipped.append((before[0] + t * (here[0] - before[0]), before[1] + t * (here[1] - before[1])))
            if here_in:
                clipped.append(here)
        points = clipped
        if not points:
            return []
    return points


def clip_line(line: Sequence[XY], box: Box) -> list[list[XY]]:
    """The parts of a polyline inside (Liang and Barsky 1984)."""
    parts: list[list[XY]] = []
    for a, b in itertools.pairwise(line):
        cut = _segment(a, b, box)
        if cut is None:
            continue
        if parts and parts[-1][-1] == cut[0]:
            parts[-1].append(cut[1])
        else:
            parts.append(list(cut))
    return parts


def _segment(a: XY, b: XY, box: Box) -> tuple[XY, XY] | None:
    dx, dy = b[0] - a[0], b[1] - a[1]
    low, high = 0.0, 1.0
    for p, q in ((-dx, a[0] - box.left), (dx, box.right - a[0]), (-dy, a[1] - box.top), (dy, box.bottom - a[1])):
        if p == 0:
            if q < 0:
                return None
        elif p < 0:
            low = max(low, q / p)
        else:
            high = min(high, q / p)
    if low > high:
        return None
    start = a if low == 0 else (a[0] + low * dx, a[1] + low * dy)
    end = b if high == 1 else (a[0] + high * dx, a[1] + high * dy)
    return start, end


# --- simplifying ----------------------------------------------------------------------------------------------------


def area(ring: Sequence[XY]) -> float:
    """Positive for a ring that runs clockwise on the screen."""
    return sum(ring[i - 1][0] * y - x * ring[i - 1][1] for i, (x, y) in enumerate(ring)) / 2


def simplify(line: Sequence[XY], tolerance: float) -> list[XY]:
    """Douglas and Peucker (1973), with the distance to the segment; the ends stay."""
    if len(line) < 3:
        return list(line)
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    limit = tolerance * tolerance
    stack = [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        ax, ay = line[first]
        dx, dy = line[last][0] - ax, line[last][1] - ay
        length = dx * dx + dy * dy
        worst, place = limit, 0
        for i in range(first + 1, last):
            x, y = line[i]
            px, py = x - ax, y - ay
            if length:
                t = (px * dx + py * dy) / length
                t = 0.0 if t < 0 else 1.0 if t > 1 else t
                px -= t * dx
                py -= t * dy
            off = px * px + py * py
            if off > worst:
                worst, place = off, i
        if place:
            keep[place] = True
            stack += [(first, place), (place, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def simplify_ring(ring: Sequence[XY], tolerance: float) -> list[XY]:
    """A closed ring, halved at the point farthest from its first, so that no part is lost."""
    x0, y0 = ring[0]
    far = max(range(len(ring)), key=lambda i: (ring[i][0] - x0) ** 2 + (ring[i][1] - y0) ** 2)
    one = simplify(ring[: far + 1], tolerance)
    return [*one[:-1], *simplify([*ring[far:], ring[0]], tolerance)[:-1]]


# --- curves ---------------------------------------------------------------------------------------------------------

Cubic = tuple[XY, XY, XY, XY]


def along(line: Sequence[XY], share: float) -> tuple[XY, XY]:
    """The point at this share of a polyline's length, and the direction there (not normed)."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(line)]
    left = sum(lengths) * share
    for a, b, length in zip(line, line[1:], lengths, strict=False):
        if left <= length and length:
            t = left / length
            return (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])), (b[0] - a[0], b[1] - a[1])
        left -= length
    return line[-1], (line[-1][0] - line[0][0], line[-1][1] - line[0][1])


def length(line: Sequence[XY]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(line))


def trimmed(line: Sequence[XY], start: float, end: float) -> list[XY]:
    """Without the first and last so many pixels; empty when nothing remains."""
    whole = length(line)
    if whole <= start + end + 1:
        return []
    first, last = along(line, start / whole)[0], along(line, 1 - end / whole)[0]
    travelled = 0.0
    middle: list[XY] = []
    for a, b in itertools.pairwise(line):
        travelled += hypot(b[0] - a[0], b[1] - a[1])
        if start < travelled < whole - end:
            middle.append(b)
    return [first, *middle, last]


def curves(line: Sequence[XY], tolerance: float = 0.4) -> list[Cubic]:
    """Cubic curves through a smooth polyline, each by least squares along its chords (Schneider 1990)."""
    if len(line) == 2:
        (ax, ay), (bx, by) = line
        return [(line[0], ((2 * ax + bx) / 3, (2 * ay + by) / 3), ((ax + 2 * bx) / 3, (ay + 2 * by) / 3), line[1])]
    whole = length(line) or 1.0
    at, travelled = [0.0], 0.0
    for a, b in itertools.pairwise(line):
        travelled += hypot(b[0] - a[0], b[1] - a[1])
        at.append(travelled / whole)
    fitted = _fit(line, at)
    off = max(hypot(x - p[0], y - p[1]) for t, (x, y) in zip(at, line, strict=True) for p in (point(fitted, t),))
    if off <= tolerance or len(line) < 5:
        return [fitted]
    half = len(line) // 2
    return curves(line[: half + 1], tolerance) + curves(line[half:], tolerance)


def _fit(line: Sequence[XY], at: Sequence[float]) -> Cubic:
    """The two inner control points free; the ends are those of the line."""
    aa = ab = bb = ax = ay = bx = by = 0.0
    (x0, y0), (x3, y3) = line[0], line[-1]
    for t, (x, y) in zip(at, line, strict=True):
        s = 1 - t
        f0, f1, f2, f3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        rx, ry = x - f0 * x0 - f3 * x3, y - f0 * y0 - f3 * y3
        aa, ab, bb = aa + f1 * f1, ab + f1 * f2, bb + f2 * f2
        ax, ay, bx, by = ax + f1 * rx, ay + f1 * ry, bx + f2 * rx, by + f2 * ry
    det = aa * bb - ab * ab
    if abs(det) < 1e-12:
        return line[0], line[0], line[-1], line[-1]
    return (line[0], ((ax * bb - bx * ab) / det, (ay * bb - by * ab) / det),
            ((bx * aa - ax * ab) / det, (by * aa - ay * ab) / det), line[-1])  # fmt: skip


def point(c: Cubic, t: float) -> XY:
    s = 1 - t
    f = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return sum(k * p[0] for k, p in zip(f, c, strict=True)), sum(k * p[1] for k, p in zip(f, c, strict=True))


# --- writing --------------------------------------------------------------------------------------------------------


def numbers(values: Iterable[float | str]) -> str:
    """Numbers with one decimal at most; a minus sign separates by itself."""
    text = ""
    for value in values:
        word = value if isinstance(value, str) else f"{round(value, 1) + 0:g}"
        if word.startswith("0."):
            word = word[1:]
        elif word.startswith("-0."):
            word = "-" + word[2:]
        text += word if not text or word[0] == "-" or text[-1].isalpha() or word[0].isalpha() else " " + word
    return text


def path(rings: Iterable[Sequence[XY]], close: bool = True, factor: float = 2.0) -> str:
    """Rings or lines on a grid of 1/factor pixels, relative. What falls to a point vanishes."""
    text, at = "", (0, 0)
    for ring in rings:
        grid = [(round(x * factor), round(y * factor)) for x, y in ring]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(grid) if a != b]
        if len(steps) < (2 if close else 1):
            continue
        move = (grid[0][0] - at[0], grid[0][1] - at[1])
        text += "m" + _pairs([move, *_merged(steps)]) + ("z" if close else "")
        at = grid[0] if close else grid[-1]
    return text


def _merged(steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Steps that go on in the same direction become one."""
    merged: list[tuple[int, int]] = []
    for dx, dy in steps:
        if merged:
            ex, ey = merged[-1]
            if ex * dy == ey * dx and (ex * dx > 0 or ey * dy > 0):
                merged[-1] = (ex + dx, ey + dy)
                continue
        merged.append((dx, dy))
    return merged


def _pairs(pairs: Iterable[tuple[int, int]]) -> str:
    text = ""
    for x, y in pairs:
        text += (f" {x}" if text and x >= 0 else f"{x}") + (f" {y}" if y >= 0 else f"{y}")
    return text


def curve_path(pieces: Iterable[Sequence[Cubic]]) -> str:
    """Chains of curves, relative, with one decimal."""
    values: list[float | str] = []
    for chain in pieces:
        start = (round(chain[0][0][0], 1), round(chain[0][0][1], 1))
        values += ["M", *start, "c"]
        for cubic in chain:
            for x, y in cubic[1:]:
                values += [round(x, 1) - start[0], round(y, 1) - start[1]]
            start = (round(cubic[3][0], 1), round(cubic[3][1], 1))
    return numbers(values)
