"""Panels as markup: one picture each for eyes, with a name and a description for ears and nothing to tab to.

The base stands once in a small hidden svg and both sheets draw it by `<use>`; assets/css/blocks/map.css shows one of
them. Looks are classes, for the style sheet alone to colour: the page's content security policy lets no style in. How a
stroke is drawn (`vector-effect`, `paint-order`) is an attribute, since judges of style sheets know it only there; the
name is no `<title>`, which would be a second title of the page. Classes `s3` (a mark) and `l3` (the leg from a stop on)
let the list point at the map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import atan2, degrees

from sitegen.atlas.ground import Ground
from sitegen.atlas.labels import LINE, Label
from sitegen.atlas.layout import Panel
from sitegen.atlas.plane import curve_path, curves, numbers
from sitegen.atlas.view import Spot, Stroke, View, figures
from sitegen.core.record import record

SIGNS = {
    "flight": "M9 0C9-1 8-1.4 7-1.4H3L-1.5-8h-2L-1-1.4l-4 .1-1.8-2.3h-1.4L-7.2 0l-1 3.6h1.4L-5 1.3l4 .1L-3.5 8h2L3 1.4"
    "h4C8 1.4 9 1 9 0z",
    "train": "M-4-8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2l3 4H4.7L3.2 6h-6.4L-4.7 8H-7l3-4a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z"
    "m-.5 2.5V-1h9v-4.5z",
    "ship": "M-8 1h2v-5h3v-4h3v4h6v5h2L5.5 7h-11zM-3.5-1.6v1.7h7v-1.7z",
    "bus": "M-5-8H5a2 2 0 0 1 2 2V5H5.5v3h-3V5h-5v3h-3V5H-7V-6a2 2 0 0 1 2-2zm-.4 2.5V0H5.4v-5.5z",
    "car": "M-9 3.5V0l2.5-1 2.2-4H3.6L7-1l2 1v3.5H7.2a2.4 2.4 0 0 1-4.6 0h-5.2a2.4 2.4 0 0 1-4.6 0z"
    "M-3.2-3.4-4.6-1H-.8v-2.4zM.6-3.4V-1h4L2.8-3.4z",
    "walk": "M.6-9a1.9 1.9 0 1 1-.1 3.8A1.9 1.9 0 0 1 .6-9zM-1-4.6h2.6l1.6 3.4 2 .8-.5 1.4L2-.1 1.2-1.4.8 1.6l2.4 2.8"
    ".8 4.2H2.2l-.9-3.6L-.7 3-1.9 5.7l-2.8 3-1.2-1.2 2.4-2.8 1-6.1-1.2.9-.5 2.2h-1.5l.5-3.1z",
    "": "M-4.5-5.5 5.5 0l-10 5.5L-2 0z",
}
"""Drawn 18 pixels wide around 0, 0; what flies or points is turned into the direction of travel."""
TURNED = ("flight", "")


@record
class Naming:
    """What a panel is called and what it shows, in the page's language."""

    name: str
    description: str


def figure(panel: Panel, prefix: str, naming: Naming) -> str:
    """`prefix` begins every id, so that several maps can stand on one page."""
    modes = sorted({stroke.course.way.mode for view in panel.views for stroke in view.strokes if stroke.sign})
    signs = "".join(f'<path id="{prefix}-{mode or "way"}" d="{SIGNS[mode]}"/>' for mode in modes)
    sheets = "".join(_sheet(view, panel.ground, prefix, naming.name) for view in panel.views)
    return (
        f'<svg class="map-base" width="0" height="0" aria-hidden="true" focusable="false">'
        f'<desc id="{prefix}-text">{escape(naming.description)}</desc>'
        f'<defs><g id="{prefix}-land">{_ground(panel.ground)}</g>{signs}</defs></svg>\n{sheets}'
    )


def _ground(ground: Ground) -> str:
    layers = (("map-globe", ground.globe), ("map-grid", ground.grid), ("map-land", ground.land))
    return "".join(f'<path class="{name}"{_THIN if name != "map-globe" else ""} d="{d}"/>' for name, d in layers if d)


_THIN = ' vector-effect="non-scaling-stroke"'
_HALO = ' paint-order="stroke"'
"""The stroke lies behind its letter or sign, as a halo."""


def _sheet(view: View, ground: Ground, prefix: str, name: str) -> str:
    width, height = round(view.sheet.width), round(view.window.height)
    parts = [
        f'<svg class="map-sheet {view.sheet.name}" viewBox="0 0 {width} {height}" role="img" '
        f'font-size="{_n(view.sheet.letters)}" '
        f'aria-label="{escape(name)}" aria-describedby="{prefix}-text">'
    ]
    if not ground.globe:
        fill = "sea" if ground.shown else "field"
        parts.append(f'<path class="{fill}" d="M0 0h{width}v{height}H0z"/>')
    shift = numbers([(ground.box.left - view.window.left) * view.window.scale,
                     (ground.box.top + view.window.top) * view.window.scale])  # fmt: skip
    factor = f"{view.window.scale / ground.scale / 2:.4f}".rstrip("0")
    parts.append(f'<use href="#{prefix}-land" transform="translate({shift})scale({factor})"/>')
    parts += [_ocean(rows, at, view.sheet.small) for rows, at in view.seas]
    parts += [_stroke(stroke, prefix) for stroke in view.strokes]
    parts += _leaders(view.spots)
    for spot in sorted(view.spots, key=lambda spot: -spot.mark.numbers[0]):
        parts.append(_spot(spot))
    if view.bar:
        across, text = view.bar
        low = view.window.height - 10
        parts.append(f'<path class="bar" d="{numbers(["M", 12, low - 5, "v", 5, "h", across, "v", -5])}"/>')
        parts.append(f'<text class="note" x="12" y="{_n(low - 9)}">{escape(text)}</text>')
    return "".join([*parts, "</svg>\n"])


def _n(value: float) -> str:
    return numbers([value])


def _ocean(rows: Sequence[str], at: tuple[float, float], size: float) -> str:
    top = at[1] - (len(rows) - 1) * size * 0.6 + size * 0.35
    lines = "".join(f'<tspan x="{_n(at[0])}" y="{_n(top + i * size * 1.2)}">{escape(row)}</tspan>'
                    for i, row in enumerate(rows))  # fmt: skip
    return f'<text class="ocean">{lines}</text>'


def _stroke(stroke: Stroke, prefix: str) -> str:
    if not stroke.parts:
        return ""
    way = stroke.course.way
    d = curve_path(curves(part) for part in stroke.parts)
    sign = ""
    if stroke.sign:
        (x, y), (dx, dy) = stroke.sign
        turn = f"rotate({round(degrees(atan2(dy, dx)))})" if way.mode in TURNED else ""
        name = way.mode or "way"
        sign = f'<use class="sign"{_HALO} href="#{prefix}-{name}" transform="translate({numbers([x, y])}){turn}"/>'
    lines = f'<path class="casing" d="{d}"/><path class="line" d="{d}"/>'
    return f'<g class="leg {way.look} l{way.number}">{lines}{sign}</g>'


def _leaders(spots: Sequence[Spot]) -> Iterator[str]:
    lines = [numbers(["M", *leader[0], "L", *leader[1]]) for spot in spots if (leader := spot.label.leader)]
    if lines:
        yield f'<path class="leader" d="{"".join(lines)}"/>'


def _spot(spot: Spot) -> str:
    mark, (x, y), (hw, hh) = spot.mark, spot.at, spot.half
    if spot.kind == "frame":
        return f'<g class="stop">{_box("frame", spot)}{_text(spot.label)}</g>'
    shape = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(hw)}"/>' if abs(hw - hh) < 0.1 else _box("", spot)
    if spot.kind == "badge":
        if mark.look == "off":
            ends = numbers(["M", x - hw * 0.7, y + hh * 0.7, "L", x + hw * 0.7, y - hh * 0.7])
            shape += f'<path class="strike" d="{ends}"/>'
        shape += f'<text class="figure" x="{_n(x)}" y="{_n(y + 5)}">{figures(mark)}</text>'
    stops = " ".join(f"s{n}" for n in mark.numbers)
    vague = " approximate" if mark.approximate else ""
    return f'<g class="stop {mark.look}{vague} {stops}">{shape}{_text(spot.label, mark.look == "off")}</g>'


def _box(name: str, spot: Spot) -> str:
    (x, y), (hw, hh) = spot.at, spot.half
    more = f' class="{name}"' if name else f' rx="{_n(hh)}"'
    return f'<rect{more} x="{_n(x - hw)}" y="{_n(y - hh)}" width="{_n(2 * hw)}" height="{_n(2 * hh)}"/>'


def _text(label: Label, gone: bool = False) -> str:
    """One text element, its size that of the sheet; the baseline lies where capitals stand in the middle of a line."""
    if not label.lines:
        return ""
    y = label.top
    lines = []
    for line in label.lines:
        base = y + line.size * (LINE * 0.5 + 0.35)
        y += line.size * LINE
        number = f'<tspan class="number">{escape(line.number)}</tspan>' if line.number else ""
        space = " " if number and line.text else ""
        words = escape(line.text)
        if gone and line.kind == "name":
            words = f'<tspan class="gone">{words}</tspan>'
        lines.append((line.kind, f'x="{_n(label.x)}" y="{_n(base)}"', f"{number}{space}{words}"))
    look = "" if label.anchor == "start" else f" {label.anchor}"
    (_, first, text), *rest = lines
    kinds = {"note": ' class="note"'}
    more = "".join(f"<tspan{kinds.get(kind, '')} {place}>{words}</tspan>" for kind, place, words in rest)
    return f'<text class="name{look}"{_HALO} {first}>{text}{more}</text>'
