"""The itinerary page: the stops in order with places, days, what happens there, and the way between them.

A distance is measured only between places that are exact; where one is not, the page says why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sitegen.atlas.sphere import distance
from sitegen.blocks.map import drawing, when
from sitegen.content import language
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader, Use
from sitegen.core.model import Itinerary, Leg, Site, Stop
from sitegen.page import changes, frame, graphs
from sitegen.page.downloads import of_itinerary
from sitegen.page.writer import Writer
from sitegen.web import nodes_route
from sitegen.web.markup import text_of

SCRIPT = "js/map.js"
"""Of the theme: a stop stays chosen."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.itinerary:
        yield frame.planned(site, "itinerary", site.itinerary.title, site.itinerary.summary, at=site.itinerary.at)


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    itinerary = reader.itinerary()
    assert itinerary is not None, "planned because there is one"
    pairs = zip(itinerary.stops, itinerary.stops[1:], strict=False)
    measured = [km for here, there in pairs if (km := kilometres(here, there)) is not None]
    total = "itinerary.total" if len(measured) == len(itinerary.stops) - 1 else "itinerary.measured"
    context: dict[str, Any] = {
        "title": writer.typeset(itinerary.title),
        "summary": writer.inline(itinerary.summary),
        "illustrative": itinerary.illustrative,
        "total": writer.text(total, distance=_km(sum(measured), writer)) if len(measured) > 1 else "",
        "stops": [_stop(stop, itinerary, writer) for stop in itinerary.stops],
        **drawing(writer, itinerary),
    }
    where = frame.locator(reader)
    trip = nodes_route.trip(itinerary, where, text_of(context["summary"]))
    events = [
        nodes_route.event(
            stop, itinerary, graphs.event_name(stop, reader, writer), reader.config().time_zone, where,
            description=text_of(view["summary"]),
        )
        for stop, view in zip(itinerary.stops, context["stops"], strict=True) if stop in itinerary.events
    ]  # fmt: skip
    others = [*nodes_route.places(itinerary, where), *events]
    body = frame.Body(
        "itinerary", context, [trip], others, downloads=of_itinerary(itinerary), scripts=(SCRIPT,)
    )  # fmt: skip
    return frame.page(reader, card, writer, body)


def kilometres(here: Stop, there: Stop) -> float | None:
    """Great-circle distance in km, or None when one of the places is only approximate."""
    if here.approximate or there.approximate:
        return None
    return distance(here.lat, here.lon, there.lat, there.lon)


def _stop(stop: Stop, itinerary: Itinerary, writer: Writer) -> dict[str, Any]:
    id = writer.unique_id(f"stop-{stop.id}")
    first = next((s for s in itinerary.stops if s.id == stop.same_as), None)
    return {
        "number": stop.number,
        "id": id,
        "spot": writer.unique_id(f"spot-{stop.id}"),
        "name": stop.name,
        "when": when(stop, writer),
        "status": writer.status(stop.status),
        "approximate": writer.text(f"itinerary.approximate_{stop.precision}") if stop.approximate else "",
        "repeat": writer.text("itinerary.repeat", number=first.number) if first else "",
        "summary": writer.prose(stop.summary, level=3),
        "leg": _leg(stop, itinerary, writer),
        "changes": changes.at(writer, f"stop:{stop.id}", Use("stop", stop.id)),
    }


def _leg(stop: Stop, itinerary: Itinerary, writer: Writer) -> dict[str, Any] | None:
    """What lies between this stop and the next."""
    place = itinerary.stops.index(stop)
    if place + 1 == len(itinerary.stops):
        return None
    following = itinerary.stops[place + 1]
    leg = next((leg for leg in itinerary.legs if (leg.origin, leg.destination) == (stop.id, following.id)),
               Leg(stop.id, following.id))  # fmt: skip
    km = kilometres(stop, following)
    vague = next((s for s in (stop, following) if s.approximate), None)
    return {
        "mode": writer.text(f"itinerary.mode.{leg.mode}") if leg.mode else "",
        "distance": "" if km is None else _km(km, writer),
        "reason": writer.text("itinerary.no_distance", name=vague.name) if vague else "",
        "status": writer.status(leg.status),
    }


def _km(kilometres: float, writer: Writer) -> str:
    return language.format_quantity(Decimal(round(kilometres)), "km", writer.catalogue)


KIND = OutputKind("itinerary", plan, make, every_language=True)
