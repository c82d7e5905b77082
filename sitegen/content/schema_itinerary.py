"""`itinerary.yaml` -> the itinerary: stops in order, repeated places, legs between stops that exist."""

from __future__ import annotations

from dataclasses import replace

from sitegen.content.reading import ProseParser, Read, Reading
from sitegen.content.shapes import ItineraryShape, StopShape
from sitegen.content.tree import Path, Tree
from sitegen.core import model
from sitegen.core.problem import nearest


def read_itinerary(tree: Tree, prose: ProseParser, drafts: bool) -> Read[model.Itinerary]:
    """Stops are numbered once drafts are left out."""
    file = Reading(tree, prose)
    written = tree.data.get("stops") if isinstance(tree.data, dict) else None
    ids = file.ids(written)
    shape = file.whole(ItineraryShape, "itinerary.yaml")
    if shape is None:
        return file.read(None, ids)
    entries = [(stop, ("stops", number)) for number, stop in enumerate(shape.stops)]
    file.once(entries, "stop")
    stops: list[model.Stop] = []
    for entry, path in entries:
        stop = _stop(entry, stops, file, path)
        if stop is not None and (drafts or not stop.draft):
            stops.append(replace(stop, number=len(stops) + 1))
    legs = tuple(leg for number in range(len(shape.legs)) if (leg := _leg(shape, number, ids, stops, file)) is not None)
    if not entries:
        file.add("field-value", "an itinerary has at least one stop", tree.at(("stops",)),
                 "add one, or delete itinerary.yaml: then there is no route page")  # fmt: skip
    options = model.MapOptions(
        shape.map.projection,
        (shape.map.center.lat, shape.map.center.lon) if shape.map.center else None,
        shape.map.detail,
    )
    return file.read(model.Itinerary(shape.title, tuple(stops), legs, file.prose(shape.summary), shape.illustrative,
                                     options, tree.at(("title",))), ids)  # fmt: skip


def _stop(shape: StopShape, before: list[model.Stop], file: Reading, path: Path) -> model.Stop | None:
    at = file.tree.at
    summary = file.prose(shape.summary, "text")
    first = next((stop for stop in before if stop.id == shape.same_as), None)
    if shape.same_as and first is None:
        file.add("stop-unknown", f'no earlier stop has the id "{shape.same_as}"', at((*path, "same_as")),
                 nearest(shape.same_as, [stop.id for stop in before]))  # fmt: skip
        return None
    name, lat, lon = shape.name or (first.name if first else ""), shape.lat, shape.lon
    if first and lat is None and lon is None:
        lat, lon = first.lat, first.lon
    missing = [field for field, value in (("name", name or None), ("lat", lat), ("lon", lon)) if value is None]
    for field in missing:
        file.add("field-missing", f'a stop needs "{field}"', at(path), "or same_as: with the id of an earlier stop")
    if shape.date and (shape.from_ or shape.to):
        file.add(
            "field-value", "a stop has a day or a stay, not both", at((*path, "date")), "keep date:, or from: and to:"
        )
    if shape.to and (shape.from_ is None or shape.to < shape.from_):
        file.add("field-value", "this stay ends before it begins" if shape.from_ else "this stay has no first day",
                 at((*path, "to")), "give from: a day that is not later than to:")  # fmt: skip
    if shape.time and not shape.date:
        file.add("field-value", "a time of day needs its day", at((*path, "time")), "add date:")
    if missing or lat is None or lon is None:
        return None
    twin = first or next((stop for stop in before if (stop.name, stop.lat, stop.lon) == (name, lat, lon)), None)
    return model.Stop(
        id=shape.id, name=name, lat=lat, lon=lon, country=shape.country or (first.country if first else ""),
        precision=shape.precision, date=shape.date, start=shape.from_, end=shape.to, time=shape.time,
        status=shape.status or "", summary=summary,
        label=model.Label(shape.label.side or "", shape.label.text) if shape.label else None, group=shape.group,
        same_as=(twin.same_as or twin.id) if twin else "", review_by=shape.review_by, draft=shape.draft,
        at=at((*path, "id")),
    )  # fmt: skip


def _leg(
    shape: ItineraryShape, number: int, ids: frozenset[str], stops: list[model.Stop], file: Reading
) -> model.Leg | None:
    """None for a leg from or to a draft: it goes with its stop."""
    leg = shape.legs[number]
    for field, id in (("from", leg.from_), ("to", leg.to)):
        if id not in ids:
            file.add(
                "leg-unknown", f'no stop has the id "{id}"', file.tree.at(("legs", number, field)), nearest(id, ids)
            )
    published = {stop.id for stop in stops}
    if leg.from_ not in published or leg.to not in published:
        return None
    return model.Leg(leg.from_, leg.to, leg.mode or "", leg.status or "", leg.path, file.tree.at(("legs", number)))
