"""The itinerary in schema.org's words: places, events, and the trip that joins them in order.

A place is one thing however often the route comes back to it; an event is a stop that has a day. What is only drawn
(`illustrative`) is no trip and no event: then the page is about a list of places. A place known as a region or a
country gets no coordinates: the ones in the content say where to draw it, and a machine would read them as the spot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.core import model
from sitegen.web.jsonld import Node, moment, node, ref
from sitegen.web.moments import begins
from sitegen.web.urls import Locator

_EVENT_STATUS = {
    "past": "EventScheduled", "under-way": "EventScheduled", "confirmed": "EventScheduled",
    "announced": "EventScheduled", "withdrawn": "EventCancelled",
}  # fmt: skip
"""schema.org has words for what is settled alone; of a planned or possible stop the graph claims nothing."""


def place_of(stop: model.Stop, itinerary: model.Itinerary) -> model.Stop:
    """The first stop at the same place: named by `same_as`, or of the same name and coordinates."""
    spot = (stop.name, stop.lat, stop.lon)
    for other in itinerary.stops:
        if other.id == stop.id:
            break
        if other.id == stop.same_as or (other.name, other.lat, other.lon) == spot:
            return place_of(other, itinerary)
    return stop


def place_id(stop: model.Stop, where: Locator) -> str:
    """`stop` is the first at its place (`place_of`)."""
    return f"{where.base}#place-{stop.id}"


def event_id(stop: model.Stop, where: Locator) -> str:
    return f"{where.base}#event-{stop.id}"


def trip_id(where: Locator) -> str:
    return f"{where.base}#trip"


def place(stop: model.Stop, where: Locator) -> Node:
    """`stop` is the first at its place (`place_of`). Latitude and longitude in degrees, as the content has them."""
    return node(
        "Place",
        place_id(stop, where),
        name=stop.name,
        url=where.url("stop", stop.id),
        geo=None if stop.approximate else {"@type": "GeoCoordinates", "latitude": stop.lat, "longitude": stop.lon},
        address={"@type": "PostalAddress", "addressCountry": stop.country} if stop.country else None,
    )


def places(itinerary: model.Itinerary, where: Locator) -> list[Node]:
    """Each place once, in the order of the route."""
    return [place(stop, where) for stop in itinerary.stops if place_of(stop, itinerary).id == stop.id]


def event(
    stop: model.Stop, itinerary: model.Itinerary, name: str, zone: str, where: Locator, description: str = ""
) -> Node:
    """One of `itinerary.events`. A time of day without a zone is read in the site's, `zone`, as in the calendar."""
    assert stop.days is not None, "only stops with a day are events"
    first, last = stop.days
    status = _EVENT_STATUS.get(stop.status)
    return node(
        "Event",
        event_id(stop, where),
        name=name,
        description=description,
        url=where.url("stop", stop.id),
        startDate=moment(begins(stop, zone) or first),
        endDate=moment(last) if stop.start else "",
        location=ref(place_id(place_of(stop, itinerary), where)),
        eventStatus=f"https://schema.org/{status}" if status else "",
    )


def trip(itinerary: model.Itinerary, where: Locator, description: str = "") -> Node:
    """What the itinerary page is about: the trip with its stops in order, or only their list when nobody made it."""
    url = where.url("page", "itinerary")
    if itinerary.illustrative:
        return node("ItemList", f"{url}#route", name=itinerary.title, description=description, url=url,
                    **_in_order(itinerary, where))  # fmt: skip
    route = {"@type": "ItemList", "@id": f"{url}#route", "name": itinerary.title, "url": url,
             **_in_order(itinerary, where)}  # fmt: skip
    return node("Trip", trip_id(where), name=itinerary.title, description=description, url=url, itinerary=route)


def trip_elsewhere(itinerary: model.Itinerary, where: Locator) -> Node:
    """The trip as other pages name it."""
    return node("Trip", trip_id(where), name=itinerary.title, url=where.url("page", "itinerary"))


def _in_order(itinerary: model.Itinerary, where: Locator) -> Node:
    items = [
        {"@type": "ListItem", "position": position, "name": stop.name,
         "item": ref(place_id(place_of(stop, itinerary), where))}
        for position, stop in enumerate(itinerary.stops, start=1)
    ]  # fmt: skip
    return {"numberOfItems": len(items), "itemListOrder": "https://schema.org/ItemListOrderAscending",
            "itemListElement": items}  # fmt: skip


def named_stops(
    ids: Sequence[str], itinerary: model.Itinerary, names: Mapping[str, str], zone: str, where: Locator
) -> tuple[list[str], list[Node]]:
    """What a page names by these stops, as ids and as the nodes behind them: the event of a stop that has a day, the
    place of one that has not. `names` are those of the events, by stop."""
    stops = [stop for stop in itinerary.stops if stop.id in ids]
    mentioned: dict[str, None] = {}
    nodes: dict[str, Node] = {}
    for stop in stops:
        first = place_of(stop, itinerary)
        nodes[place_id(first, where)] = place(first, where)
        if stop in itinerary.events:
            nodes[event_id(stop, where)] = event(stop, itinerary, names[stop.id], zone, where)
            mentioned[event_id(stop, where)] = None
        else:
            mentioned[place_id(first, where)] = None
    return list(mentioned), list(nodes.values())
