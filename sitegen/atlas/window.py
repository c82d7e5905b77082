"""Two sheets, and the part of the plane that each shows. Pixels are the sheet's own; its svg scales as a whole.

A wide sheet is never shown narrower than 640 CSS pixels and the narrow one never below 300, so that the smallest
letters stay at 12 px; assets/css/blocks/map.css keeps the other half of this promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, radians

from sitegen.atlas.plane import XY, Box, around
from sitegen.atlas.projection import TOP, WIDTH, EqualEarth, Projection
from sitegen.atlas.route import Course
from sitegen.core.record import record


@record
class Sheet:
    """Sizes of one layout in its own pixels; `low` and `high` bound its height by its width."""

    name: str
    width: float
    low: float
    high: float
    pad: XY
    badge: float  # radius
    letters: float
    small: float
    broad: float  # em that a line of a name may take
    noted: int  # marks up to which every label has its second line


WIDE = Sheet("wide", 720, 0.46, 0.66, (84, 58), 11, 16, 14, 11, 99)
NARROW = Sheet("narrow", 360, 0.76, 1.2, (24, 46), 9, 14.5, 13.2, 9.5, 6)
NEAREST = radians(2.2)
"""Least width of a map with land: below this the coast of 1:50m is visibly wrong."""
ALONE = radians(12)
"""Width of a map of one stop."""
LEAST = radians(0.02)


@record
class Window:
    """The plane on a sheet: pixel = (plane - corner) * scale, y turned."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def px(self, point: XY) -> XY:
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale

    def unpx(self, box: Box) -> Box:
        """Pixels to the plane, y down."""
        return Box(self.left + box.left / self.scale, -self.top + box.top / self.scale,
                   self.left + box.right / self.scale, -self.top + box.bottom / self.scale)  # fmt: skip

    @property
    def plane(self) -> Box:
        """All that it shows."""
        return self.unpx(Box(0, 0, self.width, self.height))


def fit(sheet: Sheet, points: Sequence[XY], drawn: Sequence[Course], projection: Projection) -> Window:
    content = around([*points, *(p for course in drawn for line in course.lines for p in line)])
    middle = ((content.left + content.right) / 2, (content.top + content.bottom) / 2)
    room = sheet.width - 2 * sheet.pad[0]
    scale = min(room / max(content.width, 1e-9), sheet.width / _least(sheet, points, content))
    height = min(max(content.height * scale + 2 * sheet.pad[1], sheet.low * sheet.width), sheet.high * sheet.width)
    scale = min(scale, (height - 2 * sheet.pad[1]) / max(content.height, 1e-9))
    if isinstance(projection, EqualEarth):
        scale = max(scale, sheet.width / (2 * WIDTH + 0.02))
        height = min(height, 2 * TOP * scale)
        content_low, content_high = content.top, content.bottom  # y up here
        half = height / scale / 2
        middle = (middle[0], _between(middle[1], -TOP + half, TOP - half))
        south, north = -1.06, 1.27  # 60 south, 82 north: beyond lies ice
        if content_low > south + 0.1 and middle[1] - half < south:
            middle = (middle[0], min(max(middle[1], south + half), max(middle[1], north - half, content_high - half)))
    return Window(middle[0] - sheet.width / scale / 2, middle[1] + height / scale / 2, scale, sheet.width, height)


def _between(value: float, low: float, high: float) -> float:
    return (low + high) / 2 if low > high else min(max(value, low), high)


def _least(sheet: Sheet, points: Sequence[XY], content: Box) -> float:
    """The least width of the window: what the land stands, unless the stops could not be told apart on it."""
    if content.width == content.height == 0:
        return ALONE
    apart = min((d for i, a in enumerate(points) for b in points[:i] if (d := hypot(a[0] - b[0], a[1] - b[1])) > 1e-9),
                default=content.width)  # fmt: skip
    return NEAREST if apart * WIDE.width / NEAREST >= 24 else LEAST
