"""One sheet of a map: its marks, lines, labels, names of oceans and scale bar, in pixels.

Order of claims to room: marks, then signs on the legs, then labels, then the route under them, then oceans, which
appear only where nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import hypot
from typing import Literal

from sitegen.atlas import labels
from sitegen.atlas.ground import Ground
from sitegen.atlas.labels import Form, Label, Line, Subject
from sitegen.atlas.lettering import COLLISION, broken, em, shortened
from sitegen.atlas.plane import XY, Box, along, around, length, trimmed
from sitegen.atlas.projection import Projection
from sitegen.atlas.route import Course
from sitegen.atlas.sphere import EARTH_RADIUS, vector
from sitegen.atlas.trip import Mark, Trip, Words, spelled
from sitegen.atlas.window import Sheet, Window
from sitegen.core.record import record

DOT = 4.5
NOTE = 13
"""Width in em up to which a note stays on one line."""
VAGUE = 1.75
"""Radius of an approximate place, in badges."""
NUDGE = 0.45
"""How far a badge may move to stand clear of its neighbour, in badges: four pixels on the narrow sheet."""
SIGN = 44.0
"""Length of a leg in pixels from which it carries the sign of its mode."""


@record
class Spot:
    """A drawn mark: a badge with numbers, a dot whose number stands in its label, or a frame around a group."""

    mark: Mark
    at: XY
    half: XY
    kind: Literal["badge", "dot", "frame"]
    label: Label


@record
class Stroke:
    """A drawn leg, cut short at its marks, with the place and direction of its sign (None: too short for one)."""

    course: Course
    parts: tuple[tuple[XY, ...], ...]
    sign: tuple[XY, XY] | None


@record
class View:
    sheet: Sheet
    window: Window
    strokes: tuple[Stroke, ...]
    spots: tuple[Spot, ...]
    seas: tuple[tuple[tuple[str, ...], XY], ...]
    bar: tuple[float, str] | None  # length in pixels and what it stands for


def view(sheet: Sheet, window: Window, trip: Trip, points: Sequence[XY], courses: Iterable[Course], words: Words,
         frames: Mapping[int, int], ground: Ground, projection: Projection) -> View:  # fmt: skip
    """`points` are the marks in the plane; `frames` tells which marks stand in which group's frame."""
    at = [window.px(point) for point in points]
    alone = [place for place in range(len(at)) if place not in frames]
    extents = _extents(trip.marks, at, sheet)
    true, at = at, at if frames else _apart(at, extents, sheet.badge * NUDGE)
    shifts = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(true, at, strict=True)]
    dots = _crowded([(at[place], extents[place]) for place in alone])
    small = {place for place in range(len(at)) if place in frames or (dots and not trip.marks[place].approximate)}
    halves = [(DOT, DOT) if place in small else extents[place] for place in range(len(at))]
    strokes = tuple(_stroke(course, window, halves, shifts, frames) for course in courses)
    noted = len(trip.marks) <= sheet.noted
    subjects = [Subject(at[place], halves[place], _forms(trip.marks[place], sheet, noted, place in small),
                        trip.marks[place].side) for place in alone]  # fmt: skip
    groups = [_frame(number, frames, at, trip, sheet, words) for number in sorted(set(frames.values()))]
    bar = _bar(window, words)
    taken = [_square(stroke.sign[0], 9) for stroke in strokes if stroke.sign]
    taken += [_square(at[place], DOT) for place in frames]
    taken += [Box(0, window.height - 34, bar[0] + 24, window.height)] if bar else []
    inner = Box(5, 4, sheet.width - 5, window.height - 4)
    lines = [part for stroke in strokes for part in stroke.parts]
    placed = labels.place([*subjects, *(subject for _, subject in groups)], inner, lines, taken)
    spots = [_spot(trip.marks[place], at[place], extents[place], place in small, label)
             for place, label in zip(alone, placed, strict=False)]  # fmt: skip
    nothing = Label((), 0, 0, "middle", Box(0, 0, 0, 0))
    spots += [Spot(trip.marks[place], at[place], (DOT, DOT), "dot", nothing) for place in frames]
    spots += [Spot(mark, subject.at, subject.half, "frame", label)
              for (mark, subject), label in zip(groups, placed[len(alone) :], strict=True)]  # fmt: skip
    taken += [label.box.grown(6) for label in placed if label.lines]
    taken += [Box(x - hw, y - hh, x + hw, y + hh) for (x, y), (hw, hh) in zip(at, halves, strict=True)]
    seas = tuple(_seas(words.seas, window, projection, ground, taken, lines, sheet))
    return View(sheet, window, strokes, tuple(spots), seas, bar)


def _square(at: XY, half: float) -> Box:
    return Box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _spot(mark: Mark, at: XY, extent: XY, small: bool, label: Label) -> Spot:
    """A dot whose label found no room is a badge after all: its number must be somewhere."""
    return Spot(mark, at, (DOT, DOT), "dot", label) if small and label.lines else Spot(mark, at, extent, "badge", label)


def _extents(marks: Sequence[Mark], at: Sequence[XY], sheet: Sheet) -> list[XY]:
    """Half the extent of each badge. An approximate place is a wide ring, as wide as its neighbours let it be."""
    found = []
    for place, mark in enumerate(marks):
        if mark.approximate:
            (x, y), free = at[place], sheet.badge * (VAGUE + 1)
            free = min([free, *(hypot(x - ox, y - oy) for i, (ox, oy) in enumerate(at) if i != place)])
            radius = max(sheet.badge * 1.1, free - sheet.badge - 1.5)
            found.append((radius, radius))
        else:
            text = figures(mark)
            wide = sheet.badge * (1 if len(text) < 3 else em(text) * 0.63 + 0.55)
            found.append((max(sheet.badge, wide), sheet.badge))
    return found


def figures(mark: Mark) -> str:
    """The numbers on a badge; the list has what does not fit."""
    numbers = [str(n) for n in mark.numbers]
    if len(numbers) < 4:
        return " · ".join(numbers)
    runs = spelled(mark.numbers)
    return runs if len(runs) < 9 else " · ".join([*numbers[:2], "…"])


def _crowded(spots: Sequence[tuple[XY, XY]]) -> bool:
    """Whether two badges would touch."""
    return any(
        hypot(max(0.0, abs(x - ox) - (hw - hh) - (ow - oh)), y - oy) < hh + oh + 0.5
        for i, ((x, y), (hw, hh)) in enumerate(spots) for (ox, oy), (ow, oh) in spots[:i]
    )  # fmt: skip


def _forms(mark: Mark, sheet: Sheet, noted: bool, dot: bool) -> tuple[Form, ...]:
    """From the full label to none."""
    several = len(mark.rows) > 1
    numbered = dot or several
    dot = dot and not mark.approximate

    def lines(broad: float, rows: int, note: bool, cut: bool = False) -> tuple[Line, ...] | None:
        found: list[Line] = []
        for row in mark.rows:
            number = spelled(row.numbers) if numbered else ""
            names = (shortened(row.name, broad),) if cut else broken(row.name, broad, rows)
            if names is None:
                return None
            found += [Line(name, sheet.letters, "name", "" if i else number) for i, name in enumerate(names)]
            if note and not several:
                found += [Line(text, sheet.small, "note") for parts in row.notes for text in _noted(parts)]
        return tuple(found)

    tried = [
        (lines(sheet.broad, 2, noted), 0.0),
        (lines(sheet.broad, 2, False), 7.0),
        (lines(sheet.broad * 0.7, 3, False), 11.0),
        (lines(sheet.broad, 1, False, cut=True), 30.0),
        (lines(sheet.broad * 0.6, 1, False, cut=True), 40.0),
    ]
    number = (Line("", sheet.letters, "number", spelled(mark.numbers)),) if dot else ()
    forms = {found: cost for found, cost in reversed(tried) if found}
    return (*sorted((Form(found, cost) for found, cost in forms.items()), key=lambda form: form.cost),
            Form(number, 120.0))  # fmt: skip


def _noted(parts: Sequence[str]) -> Sequence[str]:
    """A stop's day and status on one line, or on a line each."""
    whole = " · ".join(parts)
    return [whole] if em(whole) <= NOTE else parts


def _frame(number: int, frames: Mapping[int, int], at: Sequence[XY], trip: Trip, sheet: Sheet,
           words: Words) -> tuple[Mark, Subject]:  # fmt: skip
    """The frame around a group and what its label may say."""
    places = [place for place in frames if frames[place] == number]
    box = around(at[place] for place in places).grown(DOT + 5)
    name = group_name([trip.marks[place] for place in places], words)
    text = tuple(Line(part, sheet.letters) for part in broken(name, sheet.broad, 3) or [shortened(name, sheet.broad)])
    note = Line(words.detail, sheet.small, "note")
    extent = (box.width / 2, box.height / 2)
    forms = (Form((*text, note), 0.0), Form(text, 8.0))
    return trip.marks[places[0]], Subject((box.left + extent[0], box.top + extent[1]), extent, forms)


def group_name(marks: Sequence[Mark], words: Words) -> str:
    """ "3–7 Japan and Korea" when all are of one group, else the catalogue's "Stops 3–7"."""
    numbers = spelled([n for mark in marks for n in mark.numbers])
    names = {mark.group for mark in marks}
    only = names.pop() if len(names) == 1 else ""
    return f"{numbers} {only}" if only else words.stops.replace("{numbers}", numbers)


def _apart(at: Sequence[XY], extents: Sequence[XY], most: float) -> list[XY]:
    """Badges that touch, pushed apart along the line between them; where that is not enough, all stay."""
    moved = list(at)
    for _ in range(8):
        for i in range(len(moved)):
            for j in range(i):
                (ax, ay), (bx, by) = moved[i], moved[j]
                far = hypot(ax - bx, ay - by)
                lack = extents[i][1] + extents[j][1] + 0.7 - far
                if lack > 0 and far > 0:
                    ux, uy = (ax - bx) / far * lack / 2, (ay - by) / far * lack / 2
                    moved[i], moved[j] = (ax + ux, ay + uy), (bx - ux, by - uy)
    clear = all(hypot(a[0] - b[0], a[1] - b[1]) <= most for a, b in zip(at, moved, strict=True))
    return moved if clear and not _crowded(list(zip(moved, extents, strict=True))) else list(at)


def _stroke(course: Course, window: Window, halves: Sequence[XY], shifts: Sequence[XY],
            frames: Mapping[int, int]) -> Stroke:  # fmt: skip
    """Follows its moved marks, and is cut short at them: a hollow mark must not show the line that ends in it."""
    way = course.way
    lines = [[window.px(p) for p in line] for line in course.lines]
    lines[0] = _bent(lines[0], shifts[way.origin], shifts[way.destination] if len(lines) == 1 else (0, 0))
    if len(lines) > 1:
        lines[-1] = _bent(lines[-1], (0, 0), shifts[way.destination])
    start, end = min(halves[way.origin]) + 2, min(halves[way.destination]) + 2
    if len(lines) == 1:
        parts = [trimmed(lines[0], start, end)]
    else:
        parts = [trimmed(lines[0], start, 0), trimmed(lines[-1], 0, end)]
    parts = [part for part in parts if part]
    longest = max(parts, key=length, default=[])
    inside = way.origin in frames and way.destination in frames
    sign = along(longest, 0.5) if parts and length(longest) > SIGN and not inside else None
    return Stroke(course, tuple(tuple(part) for part in parts), sign)


def _bent(line: Sequence[XY], start: XY, end: XY) -> list[XY]:
    """The line with its ends moved and the rest carried along."""
    last = len(line) - 1
    return [(x + start[0] * (1 - i / last) + end[0] * i / last, y + start[1] * (1 - i / last) + end[1] * i / last)
            for i, (x, y) in enumerate(line)]  # fmt: skip


# --- what stands beside the trip -------------------------------------------------------------------------------------

SHIFTS = ((0, 0), (0, -30), (0, 30), (-40, 0), (40, 0), (-60, 40), (60, 40), (-60, -40), (60, -40), (0, 60))


def _seas(
    seas: Sequence[tuple[str, float, float]],
    window: Window,
    projection: Projection,
    ground: Ground,
    taken: Sequence[Box],
    lines: Sequence[Sequence[XY]],
    sheet: Sheet,
) -> Iterator[tuple[tuple[str, ...], XY]]:
    """Names of oceans where nothing else is: on water all along, clear of labels, marks and lines."""
    inner = Box(10, 10, sheet.width - 10, window.height - 10)
    boxes = list(taken)
    samples = [point for line in lines for point in labels.spaced(line)]
    for name, lat, lon in seas:
        rows = broken(name, 6, 2) or (name,)
        width = max(em(row) for row in rows) * sheet.small * (COLLISION + 0.12)
        height = sheet.small * 1.2 * len(rows)
        x, y = window.px(projection.xy(vector(lat, lon)))
        for dx, dy in SHIFTS:
            box = Box(x + dx - width / 2, y + dy - height / 2, x + dx + width / 2, y + dy + height / 2)
            if not inner.holds(box) or any(box.meets(other) for other in boxes):
                continue
            wide = box.grown(5)
            if any(wide.has(point) for point in samples) or ground.touches(window.unpx(wide)):
                continue
            boxes.append(box.grown(12))
            yield rows, (x + dx, y + dy)
            break


def _bar(window: Window, words: Words) -> tuple[float, str] | None:
    """A scale bar where the map is small enough for one to hold all over it: under 600 km."""
    per_pixel = EARTH_RADIUS * 1000 / window.scale  # metres
    if window.width * per_pixel > 600_000:
        return None
    most = window.width * per_pixel / 5
    metres = max(m * 10**e for e in range(6) for m in (1, 2, 5) if m * 10**e <= max(1, most))
    text = f"{metres // 1000}\u00a0{words.units[0]}" if metres >= 1000 else f"{metres}\u00a0{words.units[1]}"
    return metres / per_pixel, text
