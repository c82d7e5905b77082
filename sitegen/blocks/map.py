"""`::: map`: the itinerary where the story travels: drawn, and its stops in order, with a way to the whole page.

The words of the map are chosen here, its geometry is `sitegen.atlas`'s. What the picture cannot say of itself (which
lines are only schematic, which place is only roughly known, whose land it is) stands in the caption.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sitegen.atlas.data import DamagedMap
from sitegen.content import block_use, language
from sitegen.core.kinds import BlockKind, Page, Unmade
from sitegen.core.late import late
from sitegen.core.model import Itinerary, Site, Stop
from sitegen.core.problem import Problem
from sitegen.core.prose import Block
from sitegen.web.moments import begins, offset

if TYPE_CHECKING:
    from sitegen.atlas import layout, svg, trip
else:  # most sites have no route
    layout = late("sitegen.atlas.layout")
    svg = late("sitegen.atlas.svg")
    trip = late("sitegen.atlas.trip")


def when(stop: Stop, page: Page) -> Markup:
    """The stop's day or days; words where the day is not given."""
    if stop.days is None:
        return escape(page.text("itinerary.no_day"))
    first, last = stop.days
    day = escape(language.format_range(first, last, page.catalogue)) if first < last else Markup(page.day(first))
    moment = begins(stop, page.reader.config().time_zone)
    if moment is None:
        return day
    words = page.text("itinerary.time", day=day.striptags(), time=moment.strftime("%H:%M"), zone=offset(moment))
    if first < last:
        return escape(words)
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="minutes"), words)


def route(page: Page) -> dict[str, Any]:
    """The itinerary in short, for this block and for a home page that has no such block."""
    itinerary = page.reader.itinerary()
    assert itinerary is not None, "inspected: a map block needs an itinerary"
    return {
        "title": page.typeset(itinerary.title),
        "stops": [
            {"number": stop.number, "name": stop.name, "when": when(stop, page), "status": page.status(stop.status),
             "href": page.href("stop", stop.id)}
            for stop in itinerary.stops
        ],
        "href": page.href("page", "itinerary"),
        **drawing(page, itinerary),
    }  # fmt: skip


SEAS = (
    ("pacific", 14, -158), ("atlantic", 28, -42), ("indian", -18, 78), ("arctic", 84, 0), ("southern", -62, 60),
    ("south-pacific", -35, -125), ("south-atlantic", -28, -14),
)  # fmt: skip
"""Where the names of oceans would stand: degrees north and east."""


def drawing(page: Page, itinerary: Itinerary) -> dict[str, Any]:
    """`panels`: the map and its details, each with its label and its svg; `caption`: what must be known beside them."""
    words = trip.Words(
        notes=tuple(_note(stop, page) for stop in itinerary.stops),
        seas=tuple((page.text(f"map.sea.{name}"), lat, lon) for name, lat, lon in SEAS),
        detail=page.text("map.detail"),
        stops=page.text("map.stops", numbers="{numbers}"),
        units=(page.text("map.kilometres"), page.text("map.metres")),
    )
    try:
        drawn = layout.panels(itinerary, words)
    except DamagedMap as fault:
        raise Unmade(Problem("map-data", str(fault), itinerary.at)) from fault
    prefix = page.unique_id("map")
    first, last = itinerary.stops[0], itinerary.stops[-1]
    names = page.text("map.description", stops="; ".join(f"{stop.number} {stop.name}" for stop in itinerary.stops))
    whole = svg.Naming(page.text("map.name", first=first.name, last=last.name, count=len(itinerary.stops)), names)
    return {
        "panels": [
            {"label": panel.group, "svg": Markup(svg.figure(panel, f"{prefix}-{place}" if place else prefix, svg.Naming(
                page.text("map.detail_name", stops=panel.group), names) if place else whole))}
            for place, panel in enumerate(drawn)
        ],
        "caption": " ".join(_caption(page, itinerary, drawn)),
    }  # fmt: skip


def _note(stop: Stop, page: Page) -> tuple[str, ...]:
    if stop.days is None:
        day = page.text("itinerary.no_day")
    elif stop.days[0] == stop.days[1]:
        day = language.format_day_and_month(stop.days[0], page.catalogue)
    else:
        day = language.format_range(*stop.days, page.catalogue)
    word = page.catalogue.statuses[stop.status].word if stop.status not in ("", "standing") else ""
    return (page.typeset(day), word) if word else (page.typeset(day),)


def _caption(page: Page, itinerary: Itinerary, drawn: tuple[layout.Panel, ...]) -> Iterator[str]:
    if itinerary.illustrative:
        yield page.text("itinerary.illustrative")
    courses = [stroke.course for panel in drawn for stroke in panel.views[0].strokes]
    loose = [course.way.number for course in courses if course.schematic]
    if courses and not loose:
        yield page.text("map.circles")
    elif loose and len(loose) == len(courses):
        yield page.text("map.schematic")
    elif len(loose) == 1:
        here, there = itinerary.stops[loose[0] - 1 : loose[0] + 1]
        yield page.text("map.one_schematic", first=here.name, last=there.name)
    elif loose:
        yield page.text("map.mixed")
    if vague := [stop.name for stop in itinerary.stops if stop.approximate]:
        yield page.text("map.approximate", names=language.join(tuple(dict.fromkeys(vague)), page.catalogue))
    if any(not panel.ground.shown for panel in drawn):
        yield page.text("map.plain")
    if any(panel.ground.shown for panel in drawn):
        yield page.text("map.source")


def view(block: Block, page: Page) -> dict[str, Any]:
    return route(page)


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, "write only ::: map")
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    if site.itinerary is None:
        yield Problem("block-empty", "there is no itinerary to show", block.at, "write it in content/itinerary.yaml")


KIND = BlockKind("map", view, inspect, shows="stop")
