"""The sense of an itinerary: days of a stop, legs between stops that exist, repeats of earlier ones, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sitegen.content import shapes
from sitegen.content.schema_entry import (
    Entry,
    ProseParser,
    Read,
    drafts_of,
    ids_of,
    is_draft,
    node_at,
    printed,
    read_texts,
    shaped,
)  # fmt: skip
from sitegen.content.shapes import Shape
from sitegen.content.tree import Scalar, Tree
from sitegen.core import model
from sitegen.core.problem import Problem, nearest

S = TypeVar("S", bound=Shape)


def itinerary(tree: Tree, prose: ProseParser, drafts: bool) -> Read[model.Itinerary]:
    ids, problems = ids_of(tree, ("stops",), drafts)
    # The lists are read entry by entry, so that a fault in one hides nothing in the others.
    whole, faults = shaped(shapes.Itinerary, tree, (), _without_lists(tree))
    problems += faults
    if whole is None:
        read_texts(shapes.Itinerary, tree, (), prose)
    stop_shapes, faults = _entries(tree, "stops", shapes.Stop, prose, drafts)
    problems += faults
    leg_shapes, faults = _entries(tree, "legs", shapes.Leg, prose, True)
    problems += faults
    left_out = frozenset() if drafts else drafts_of(_list(tree, "stops"))
    if isinstance(tree.data, dict) and tree.data.get("stops") == []:
        problems += (
            Problem(
                "field-missing",
                "an itinerary needs a stop",
                tree.key(("stops",)),
                "add one, or remove the file if there is no map",
            ),
        )
    stops: list[model.Stop] = []
    written = _ids_in_order(tree)
    for index, shape in stop_shapes.items():
        entry = Entry(tree, ("stops", index), prose)
        if shape.same_as and shape.same_as not in written[:index]:
            if shape.same_as in written[index + 1 :]:
                hint = f"{shape.same_as} comes later: put same_as: {shape.id} there"
            else:
                hint = nearest(shape.same_as, written[:index]) or "the first stop cannot repeat another"
            entry.fault("stop-unknown", f'no earlier stop has the id "{shape.same_as}"', ("same_as",), hint)
        first = next((stop for stop in stops if stop.id == shape.same_as), None)
        stop = _stop(shape, entry, first or _twin(shape, stops), len(stops) + 1)
        # A stop that repeats an unknown one lends nothing: its own fault has been told.
        if not shape.same_as or first is not None or shape.same_as in left_out:
            _whole(stop, shape, entry, left_out)
        stops.append(stop)
        problems += tuple(entry.problems)
    legs: list[model.Leg] = []
    for index, leg in leg_shapes.items():
        entry = Entry(tree, ("legs", index), prose)
        _ends(leg, entry, ids | left_out)
        problems += tuple(entry.problems)
        if not {leg.origin, leg.destination} & left_out:
            legs.append(model.Leg(leg.origin, leg.destination, leg.mode or "", leg.status or "", leg.path, entry.place))
    if whole is None or problems:
        return Read(None, ids, problems, left_out)
    center = whole.map.center
    return Read(
        model.Itinerary(
            title=whole.title,
            stops=tuple(stops),
            legs=tuple(legs),
            summary=Entry(tree, (), prose).inline(whole.summary),
            illustrative=whole.illustrative,
            map=model.MapOptions(whole.map.projection, (center.lat, center.lon) if center else None, whole.map.detail),
            at=tree.at(("title",)),
            printed=printed(tree, ()),
        ),
        ids,
        problems,
        left_out,
    )


def _twin(shape: shapes.Stop, stops: list[model.Stop]) -> model.Stop | None:
    """An earlier stop of this name at this place: the route comes back to it."""
    return next((stop for stop in stops if (stop.name, stop.lat, stop.lon) == (shape.name, shape.lat, shape.lon)), None)


def _stop(shape: shapes.Stop, entry: Entry, first: model.Stop | None, number: int) -> model.Stop:
    """`first` is the earlier stop that this one repeats: it lends what is not said again."""
    name = shape.name or (first.name if first else "")
    lat = first.lat if first and shape.lat is None else shape.lat
    lon = first.lon if first and shape.lon is None else shape.lon
    if shape.date and (shape.start or shape.end):
        entry.fault(
            "field-value", "a stop has one date, or from and to, not both", ("from", "to"), "keep one of the two"
        )
    elif (shape.start is None) != (shape.end is None):
        there, absent = ("to", "from") if shape.start is None else ("from", "to")
        entry.fault(
            "field-missing",
            f'a stop with "{there}" needs the key "{absent}"',
            (there,),
            "the first and the last day; for a single one write date:",
        )
    elif shape.start and shape.end and shape.start > shape.end:
        entry.fault("field-value", f"from ({shape.start}) lies after to ({shape.end})", ("from",), "swap them")
    if shape.time and not (shape.date or shape.start):
        entry.fault("field-value", "a time of day needs its day", ("time",), "add date:, or leave time out")
    return model.Stop(
        id=shape.id,
        name=name,
        lat=lat or 0.0,
        lon=lon or 0.0,
        number=number,
        country=shape.country or (first.country if first else ""),
        precision=shape.precision,
        date=shape.date,
        start=shape.start,
        end=shape.end,
        time=shape.time,
        status=shape.status or "",
        summary=entry.block(shape.summary),
        label=model.Label(shape.label.side or "", shape.label.text) if shape.label else None,
        group=shape.group,
        same_as=(first.same_as or first.id) if first else "",
        review_by=shape.review_by,
        draft=shape.draft,
        at=entry.place,
    )


def _whole(stop: model.Stop, shape: shapes.Stop, entry: Entry, left_out: frozenset[str]) -> None:
    """Name and place stand in the stop or in the one it repeats."""
    example = {"name": "Busan", "lat": "35.1796", "lon": "129.0756"}
    for key, own in (("name", shape.name), ("lat", shape.lat), ("lon", shape.lon)):
        if own in ("", None) and not stop.same_as:
            hint = f"such as {key}: {example[key]}; or name an earlier stop at the same place with same_as:"
            if shape.same_as in left_out:
                hint = f"such as {key}: {example[key]}; {shape.same_as}, which it repeats, is a draft"
            entry.fault("field-missing", f'a stop needs the key "{key}"', (), hint)


def _ends(leg: shapes.Leg, entry: Entry, ids: frozenset[str]) -> None:
    for key, id in (("from", leg.origin), ("to", leg.destination)):
        if id not in ids:
            entry.fault("leg-unknown", f'no stop has the id "{id}"', (key,), nearest(id, ids))
    if leg.origin == leg.destination:
        entry.fault("field-value", "a leg leads from one stop to another", ("to",), "name two stops")


def _list(tree: Tree, key: str) -> list[Any]:
    entries = tree.data.get(key) if isinstance(tree.data, dict) else None
    return entries if isinstance(entries, list) else []


def _without_lists(tree: Tree) -> Any:
    """The file with its lists empty; what stands in the place of a list stays."""
    data = node_at(tree, ())
    if not isinstance(data, dict):
        return data
    return {key: [] if key in ("stops", "legs") and isinstance(value, list) else value for key, value in data.items()}


def _entries(
    tree: Tree, key: str, shape: type[S], prose: ProseParser, drafts: bool
) -> tuple[Mapping[int, S], tuple[Problem, ...]]:
    """The entries of a list that have no fault, by their place in it, and the faults of the others."""
    found: dict[int, S] = {}
    problems: tuple[Problem, ...] = ()
    for index, node in enumerate(_list(tree, key)):
        if is_draft(node) and not drafts:
            continue
        entry, faults = shaped(shape, tree, (key, index))
        problems += faults
        if entry is None:
            read_texts(shape, tree, (key, index), prose)
        else:
            found[index] = entry
    return found, problems


def _ids_in_order(tree: Tree) -> list[str]:
    """Of all stops as written, so that one with a fault can still be named by a later one; "" for one without."""
    ids = (stop.get("id") if isinstance(stop, dict) else None for stop in _list(tree, "stops"))
    return [id.text if isinstance(id, Scalar) else "" for id in ids]
