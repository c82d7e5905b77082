"""The site's icons. All are drawn from one mark: the site's own assets/icons/icon.svg, else that of the theme, which
wears the site's colour. A file of the site's own takes the place of any.

They keep their names, since browsers and home screens ask for them by name. Without the extra `images` there are only
those that the site brings; every browser of today takes the SVG.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Span
from sitegen.page import share, theme
from sitegen.web import images, svg_guard

MARK = "icons/icon.svg"
TEMPLATE = "icon.svg"
DRAWN = {
    "icons/favicon.ico": 0,
    "icons/apple-touch-icon.png": 180,
    "icons/icon-192.png": 192,
    "icons/icon-512.png": 512,
    "icons/icon-maskable-512.png": 512,
}
"""Name in assets/ and width in pixels; the .ico holds two of its own."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    own = [name for name in snapshot.assets if name.startswith("icons/")]
    marked = MARK in own or TEMPLATE in snapshot.templates
    wanted = [MARK, *(DRAWN if snapshot.options.images else ())] if marked else []
    for name in dict.fromkeys((*own, *wanted)):
        yield Planned(Artifact(f"assets/{name}", "icon", (name,), rank=0, names=(name,)))


def make(artifact: Artifact, reader: Reader) -> Made:
    name = artifact.subject[0]
    if _has(reader, name):
        return Made(reader.source("assets", name))
    own = _has(reader, MARK)
    data = reader.source("assets", MARK) if own else _drawn(reader)
    if name == MARK:
        return Made(data)
    try:
        svg = data.decode("utf-8")
        if name.endswith(".ico"):
            return Made(images.favicon(svg))
        return Made(images.icon(svg, DRAWN[name], masked="maskable" in name))
    except (UnicodeDecodeError, images.Unreadable) as fault:
        at = Span(f"assets/{MARK}" if own else f"templates/{TEMPLATE}")
        if found := svg_guard.faults(data):
            return Made(None, (Problem("icon-broken", f"this SVG {found[0].reason}",
                                       Span(at.path, found[0].line, found[0].column)),))  # fmt: skip
        return Made(None, (Problem("icon-broken", f"this SVG cannot be drawn: {fault}", at),))


def _drawn(reader: Reader) -> bytes:
    colours = share.colours(reader.source("assets", theme.TOKENS).decode())
    return reader.template(TEMPLATE, {"accent": theme.accent(reader).light, "colours": colours}).strip().encode()


def _has(reader: Reader, name: str) -> bool:
    try:
        reader.source("assets", name)
    except KeyError:
        return False
    return True


KIND = OutputKind("icon", plan, make)
