"""itinerary.gpx: the stops as waypoints, and their order as a route (GPX 1.1).

A route in GPX is a list of points to make for, not a way travelled, so it may be given. Points carry no `time`: the
format means the moment a point was recorded. The days of a stop are in its description.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Itinerary, Site, Stop
from sitegen.page import downloads, frame
from sitegen.page.writer import Writer
from sitegen.web.moments import instant
from sitegen.web.urls import Locator
from sitegen.web.xml import document, element

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DATE_LINE = 180.0
"""GPX writes it as -180 and does not take it as +180."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.itinerary:
        yield downloads.planned(site, downloads.GPX, "gpx")


def make(artifact: Artifact, reader: Reader) -> Made:
    itinerary, where = reader.itinerary(), frame.locator(reader)
    assert itinerary is not None, "planned because there is one"
    writer = frame.plain_writer(reader, artifact)
    points = [_point("wpt", stop, downloads.description(stop, itinerary, writer), where) for stop in itinerary.stops]
    route = [_point("rtept", stop, "", where) for stop in itinerary.stops]
    root = element(
        "gpx",
        _metadata(itinerary, reader, writer, where),
        *points,
        element("rte", element("name", itinerary.title), *route),
        **{"xmlns": "http://www.topografix.com/GPX/1/1", "version": "1.1", "creator": "sitegen"},
    )
    return Made(document(root))


def _metadata(itinerary: Itinerary, reader: Reader, writer: Writer, where: Locator) -> Element:
    config = reader.config()
    changed = instant(reader.masthead().updated, config.time_zone).isoformat(timespec="seconds")
    caveat = writer.text("itinerary.illustrative") if itinerary.illustrative else ""
    return element(
        "metadata",
        element("name", f"{config.title}: {itinerary.title}"),
        *([element("desc", caveat)] if caveat else []),
        *([element("author", element("name", config.publisher.name))] if config.publisher else []),
        element("link", href=where.url("page", "itinerary")),
        element("time", changed),
    )


def _point(tag: str, stop: Stop, description: str, where: Locator) -> Element:
    lon = -DATE_LINE if stop.lon == DATE_LINE else stop.lon
    return element(
        tag,
        element("name", stop.name),
        *([element("desc", description)] if description else []),
        element("link", href=where.url("stop", stop.id)),
        lat=downloads.degrees(stop.lat),
        lon=downloads.degrees(lon),
    )


KIND = OutputKind("gpx", plan, make, every_language=True)
