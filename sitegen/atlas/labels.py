"""Where the names go: no two touch, none covers a mark, leaves the frame or is lost.

Every label has candidates (a form of its text at one of eight sides and five distances, from the second with a leader
line) and each candidate a cost; what must not be is not a candidate or a clash. Optimal placement is NP-hard
(Christensen, Marks and Shieber 1995), so labels are improved one at a time from a few starts, chosen by a fixed seed.
Costs are in steps of the preference of cartographers: right above all (Yoeli 1972).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from math import hypot
from random import Random
from typing import Literal

from sitegen.atlas.lettering import COLLISION, SAFETY, em, is_rtl
from sitegen.atlas.plane import XY, Box, around, clip_line, union
from sitegen.core.record import record

Side = Literal["n", "ne", "e", "se", "s", "sw", "w", "nw"]
SIDES: dict[str, tuple[int, int, float]] = {
    "e": (1, 0, 0), "w": (-1, 0, 1.5), "ne": (1, -1, 2), "se": (1, 1, 2.4), "n": (0, -1, 2.6), "s": (0, 1, 2.8),
    "nw": (-1, -1, 3.2), "sw": (-1, 1, 3.6),
}  # fmt: skip
"""Direction (x, y) and cost."""
RINGS = ((4, 0), (14, 9), (30, 14), (50, 22), (76, 32))
"""Distance from the mark in pixels and cost; from the second on with a leader line."""
LINE = 1.2
"""Height of a line in sizes of its letters."""
CLASH = 1000.0
STARTS = 16
ENOUGH = 32
"""Candidates of a label that take part in the search."""
MANY = 14
"""Labels from which the search makes do with fewer starts and candidates, so that its time stays bounded."""


@record
class Line:
    text: str
    size: float
    kind: Literal["name", "note", "number"] = "name"
    number: str = ""  # printed before the text, in the route's colour

    def width(self, factor: float) -> float:
        return em(f"{self.number} {self.text}" if self.number else self.text) * self.size * factor


@record
class Form:
    """One way to write a label; no lines: the mark's own number must do."""

    lines: tuple[Line, ...]
    cost: float

    def size(self, factor: float) -> XY:
        return (max((line.width(factor) for line in self.lines), default=0.0),
                sum(line.size * LINE for line in self.lines))  # fmt: skip


@record
class Subject:
    """What is to be named: the middle and half extent of its mark, its forms from best to last."""

    at: XY
    half: XY
    forms: tuple[Form, ...]
    side: str = ""


@record
class Label:
    """A placed label: `x` is where `anchor` says, `top` its upper edge; `box` is what it may cover."""

    lines: tuple[Line, ...]
    x: float
    top: float
    anchor: Literal["start", "middle", "end"]
    box: Box
    leader: tuple[XY, XY] | None = None

    @property
    def reach(self) -> Box:
        """Of the text and its leader line."""
        return union([self.box, around(self.leader)]) if self.leader else self.box


@record
class _Candidate:
    label: Label
    cost: float


def place(subjects: Sequence[Subject], frame: Box, lines: Sequence[Sequence[XY]], taken: Sequence[Box]) -> list[Label]:
    """A label for each subject. `lines` are better left uncovered, `taken` boxes must be."""
    marks = [Box(s.at[0] - s.half[0], s.at[1] - s.half[1], s.at[0] + s.half[0], s.at[1] + s.half[1]) for s in subjects]
    grid = _Grid(point for line in lines for point in spaced(line))
    choices = []
    enough = ENOUGH if len(subjects) < MANY else ENOUGH * 3 // 4
    for number, subject in enumerate(subjects):
        others = [*marks[:number], *marks[number + 1 :], *taken]
        found = sorted(islice(_candidates(subject, frame, grid, others), enough), key=lambda c: c.cost)
        choices.append(found or [_Candidate(_nothing(subject), CLASH)])
    chosen = _search(choices)
    labels = [options[pick].label for options, pick in zip(choices, chosen, strict=True)]
    return _parted(subjects, labels)


class _Grid:
    """Points by the cell of 32 pixels that they lie in."""

    def __init__(self, points: Iterable[XY]) -> None:
        self._cells: dict[tuple[int, int], list[XY]] = {}
        for x, y in points:
            self._cells.setdefault((int(x // 32), int(y // 32)), []).append((x, y))

    def within(self, box: Box) -> int:
        return sum(box.has(point)
                   for column in range(int(box.left // 32), int(box.right // 32) + 1)
                   for row in range(int(box.top // 32), int(box.bottom // 32) + 1)
                   for point in self._cells.get((column, row), ()))  # fmt: skip


def spaced(line: Sequence[XY]) -> Iterator[XY]:
    """A point about every eight pixels."""
    for a, b in pairwise(line):
        steps = max(1, int(hypot(b[0] - a[0], b[1] - a[1]) / 8))
        for i in range(steps):
            yield a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps


def _candidates(subject: Subject, frame: Box, grid: _Grid, others: Sequence[Box]) -> Iterator[_Candidate]:
    """In the order of what is known without looking at the route, so that a caller may stop when it has enough."""
    wanted = sorted(
        ((form.cost + liking + far + (60 if subject.side and side != subject.side else 0), form, side, ring)
         for form in subject.forms for side, (_, _, liking) in SIDES.items() for ring, (_, far) in enumerate(RINGS)
         if form.lines or (side == "e" and ring == 0)),
        key=lambda row: row[0],
    )  # fmt: skip
    sizes = {form: (*form.size(COLLISION), form.size(SAFETY)[0]) for form in subject.forms}
    for cost, form, side, ring in wanted:
        if not form.lines:
            yield _Candidate(_nothing(subject), cost)
            continue
        label, outside = _label(subject, form, SIDES[side][:2], RINGS[ring][0], sizes[form], ring > 0, frame)
        if outside or any(label.box.meets(other) for other in others):
            continue
        cost += min(21, 3.5 * grid.within(label.box.grown(2)))
        if label.leader and any(_hits(label.leader, other) for other in others):
            cost += 40
        yield _Candidate(label, cost)


def _label(subject: Subject, form: Form, way: tuple[int, int], gap: float, size: tuple[float, float, float],
           led: bool, frame: Box) -> tuple[Label, bool]:  # fmt: skip
    (x, y), (hw, hh) = subject.at, subject.half
    (dx, dy), (width, height, safe) = way, size
    if dx and dy:
        px, py = x + dx * (hw * 0.75 + gap * 0.75), y + dy * (hh * 0.7 + gap * 0.6)
    else:
        px, py = x + dx * (hw + gap + 1), y + dy * (hh + gap * 0.8)
    top = py - height / 2 if dy == 0 else py if dy > 0 else py - height
    slide = 0.0
    if dx == 0:
        low, high = frame.left + safe / 2, frame.right - safe / 2
        slide = min(max(px, low), high) - px if low <= high else 0.0
        if abs(slide) > width / 2:
            slide = 0.0
        px += slide
    left = px if dx > 0 else px - width if dx < 0 else px - width / 2
    box = Box(left, top, left + width, top + height)
    reach = Box(px if dx > 0 else px - safe if dx < 0 else px - safe / 2, top,
                px + safe if dx > 0 else px if dx < 0 else px + safe / 2, top + height)  # fmt: skip
    leader = None
    if led:
        end = (min(max(x, box.left), box.right), min(max(y, box.top), box.bottom))
        far = hypot(end[0] - x, end[1] - y) or 1.0
        ux, uy = (end[0] - x) / far, (end[1] - y) / far
        edge = min(hw / abs(ux) if ux else 1e9, hh / abs(uy) if uy else 1e9, hypot(hw, hh))
        leader = ((x + ux * edge, y + uy * edge), (end[0] - ux * 1.5, end[1] - uy * 1.5))
    if any(is_rtl(line.text) for line in form.lines):
        # "start" and "end" change sides in such a text; the middle is where it is
        return Label(form.lines, (box.left + box.right) / 2, top, "middle", box, leader), not frame.holds(reach)
    anchor: Literal["start", "middle", "end"] = "start" if dx > 0 else "end" if dx < 0 else "middle"
    return Label(form.lines, px, top, anchor, box, leader), not frame.holds(reach)


def _nothing(subject: Subject) -> Label:
    return Label((), *subject.at, "middle", Box(*subject.at, *subject.at))


def _hits(line: tuple[XY, XY], box: Box) -> bool:
    (ax, ay), (bx, by) = line
    if max(ax, bx) < box.left or min(ax, bx) > box.right or max(ay, by) < box.top or min(ay, by) > box.bottom:
        return False
    return bool(clip_line(line, box))


def _clash(a: Label, b: Label) -> float:
    if not a.lines or not b.lines:
        return 0.0
    cost = 0.0
    if a.box.grown(3).meets(b.box):
        cost = CLASH
    if a.leader and _hits(a.leader, b.box.grown(1)):
        cost += 60
    if b.leader and _hits(b.leader, a.box.grown(1)):
        cost += 60
    if a.leader and b.leader and _cross(a.leader, b.leader):
        cost += 50
    return cost


def _cross(a: tuple[XY, XY], b: tuple[XY, XY]) -> bool:
    def turn(p: XY, q: XY, r: XY) -> bool:
        return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])

    return turn(a[0], b[0], b[1]) != turn(a[1], b[0], b[1]) and turn(a[0], a[1], b[0]) != turn(a[0], a[1], b[1])


def _search(choices: Sequence[Sequence[_Candidate]]) -> list[int]:
    """For each subject the place of its candidate, sorted by cost. Clashes are worked out once, when asked for."""
    known: dict[tuple[int, int, int, int], float] = {}
    reach = [union(c.label.reach for c in options).grown(2) for options in choices]
    near = [[j for j in range(len(choices)) if j != i and reach[i].meets(reach[j])] for i in range(len(choices))]

    def clash(i: int, a: int, j: int, b: int) -> float:
        key = (i, a, j, b) if i < j else (j, b, i, a)
        found = known.get(key)
        if found is None:
            found = known[key] = _clash(choices[i][a].label, choices[j][b].label)
        return found

    def best_for(i: int, picks: Sequence[int]) -> int:
        best, least = picks[i], float("inf")
        for a, candidate in enumerate(choices[i]):
            cost = candidate.cost
            if cost >= least:
                break
            for j in near[i]:
                cost += clash(i, a, j, picks[j])
                if cost >= least:
                    break
            if cost < least:
                best, least = a, cost
        return best

    random = Random(7)
    at_best = sum(options[0].cost for options in choices)
    chosen: list[int] = []
    least = float("inf")
    for start in range(STARTS if len(choices) < MANY else STARTS // 4):
        picks = [0 if start == 0 else random.randrange(min(6, len(options))) for options in choices]
        for _ in range(12):
            order = list(range(len(choices)))
            if start:
                random.shuffle(order)
            before = list(picks)
            for i in order:
                picks[i] = best_for(i, picks)
            if picks == before:
                break
        cost = sum(choices[i][a].cost for i, a in enumerate(picks))
        cost += sum(clash(i, picks[i], j, picks[j]) for i in range(len(picks)) for j in near[i] if j < i)
        if cost < least - 1e-9:
            least, chosen = cost, list(picks)
        if least <= at_best + len(choices):
            break  # nearly everybody has what they like best
    return chosen


def _parted(subjects: Sequence[Subject], labels: list[Label]) -> list[Label]:
    """The last word: where two still touch, the one with more to lose keeps its place, the other its number only."""
    for i, label in enumerate(labels):
        if any(label.lines and other.lines and label.box.meets(other.box) for other in labels[:i]):
            labels[i] = _nothing(subjects[i])
    return labels


def overlaps(labels: Iterable[Label]) -> int:
    """Pairs of labels that touch; for the tests."""
    placed = [label for label in labels if label.lines]
    return sum(a.box.meets(b.box) for i, a in enumerate(placed) for b in placed[:i])
