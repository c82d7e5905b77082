"""itinerary.geojson: the stops as points (RFC 7946), longitude first.

Points alone, their order a number: a line between them would claim a way that nobody travelled, drawn straight over the
degrees, and through places that are only approximate. What the content does not say is not there as a key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Itinerary, Site, Stop
from sitegen.page import downloads, frame
from sitegen.page.words import words
from sitegen.page.writer import Writer
from sitegen.web.jsonld import filled
from sitegen.web.moments import begins
from sitegen.web.urls import Locator


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.itinerary:
        yield downloads.planned(site, downloads.GEOJSON, "geojson")


def make(artifact: Artifact, reader: Reader) -> Made:
    itinerary, where = reader.itinerary(), frame.locator(reader)
    assert itinerary is not None, "planned because there is one"
    writer = frame.plain_writer(reader, artifact)
    zone = reader.config().time_zone
    collection = {
        "type": "FeatureCollection",
        "title": itinerary.title,
        "url": where.url("page", "itinerary"),
        "features": [_feature(stop, itinerary, zone, writer, where) for stop in itinerary.stops],
    }
    return Made((json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode())


def _feature(stop: Stop, itinerary: Itinerary, zone: str, writer: Writer, where: Locator) -> dict[str, Any]:
    moment = begins(stop, zone)
    properties = {
        "number": stop.number,
        "name": stop.name,
        "country": stop.country,
        "precision": stop.precision,
        "approximate": stop.approximate or None,
        "date": stop.date.isoformat() if stop.date else "",
        "from": stop.start.isoformat() if stop.start else "",
        "to": stop.end.isoformat() if stop.end else "",
        "time": moment.isoformat(timespec="minutes") if moment else "",
        "status": stop.status,
        "illustrative": itinerary.illustrative or None,
        "summary": words(stop.summary, writer),
        "url": where.url("stop", stop.id),
    }
    point = {"type": "Point", "coordinates": [stop.lon, stop.lat]}
    return {"type": "Feature", "id": stop.id, "geometry": point, "properties": filled(properties)}


KIND = OutputKind("geojson", plan, make, every_language=True)
