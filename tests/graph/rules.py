"""Rules for the graphs of a site that no vocabulary knows: ids, references, lists, and one story on all pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.graph.vocabulary import every_node

Graph = list[dict[str, Any]]


def page_faults(graph: Graph, base: str) -> list[str]:
    """What is wrong with the graph of one page under this base URL, a line each."""
    return [fault for rule in (_ids, _lists, _dates, _coordinates, _responsible) for fault in rule(graph, base)]


def _ids(graph: Graph, base: str) -> Iterator[str]:
    defined: set[str] = set()
    for node in every_node(graph):
        id = node.get("@id")
        if id is not None and not id.startswith(base):
            yield f"{id}: not an absolute id of this site"
        if id is not None and len(node) > 1:
            if id in defined:
                yield f"{id}: defined twice"
            defined.add(id)
    for node in every_node(graph):
        if node.keys() == {"@id"} and node["@id"] not in defined:
            yield f"{node['@id']}: referred to and not there"
    for node in graph:
        if "@id" not in node:
            yield f"{node.get('@type')}: without an id"


def _lists(graph: Graph, base: str) -> Iterator[str]:
    for node in every_node(graph):
        for name in ("itemListElement", "hasPart"):
            parts = [part for part in node.get(name, ()) if isinstance(part, dict)]
            if [part.get("position") for part in parts] != list(range(1, len(parts) + 1)):
                yield f"{node.get('@id')}: the positions of {name} do not count from 1"
        if node.get("numberOfItems", len(node.get("itemListElement", ()))) != len(node.get("itemListElement", ())):
            yield f"{node.get('@id')}: numberOfItems is not their number"


def _dates(graph: Graph, base: str) -> Iterator[str]:
    for node in every_node(graph):
        for first, second in (("datePublished", "dateModified"), ("startDate", "endDate")):
            if first in node and second in node and node[first][:10] > node[second][:10]:
                yield f"{node.get('@id')}: {second} lies before {first}"


def _coordinates(graph: Graph, base: str) -> Iterator[str]:
    for node in every_node(graph):
        if node.get("@type") == "GeoCoordinates" and not (
            -90 <= node.get("latitude", 99) <= 90 and -180 <= node.get("longitude", 999) <= 180
        ):
            yield f"{node}: not on this Earth"


def _responsible(graph: Graph, base: str) -> Iterator[str]:
    """Where the site has a publisher, every article has one, and an author."""
    known = any("publisher" in node for node in graph if node.get("@type") == "WebSite")
    for node in graph:
        if known and "Article" in str(node.get("@type")):
            yield from (f"{node['@id']}: without {name}" for name in ("author", "publisher") if name not in node)


def site_faults(graphs: Mapping[str, Graph]) -> list[str]:
    """Where two pages tell different things of one: they may say less than the page that shows it, never otherwise."""
    told: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for path, graph in graphs.items():
        for node in every_node(graph):
            if "@id" in node and len(node) > 1:
                told.setdefault(node["@id"], []).append((path, {name: _flat(value) for name, value in node.items()}))
    faults = []
    for id, versions in told.items():
        whole, fullest = max(versions, key=lambda version: len(version[1]))
        for path, version in versions:
            for name, value in version.items():
                if fullest.get(name, value) != value or name not in fullest:
                    faults.append(f"{id}: {name} is {value!r} on {path} and {fullest.get(name)!r} on {whole}")
    return faults


def _flat(value: object) -> object:
    """Whether a thing stands inside another or beside it is the page's business."""
    if isinstance(value, list):
        return [_flat(one) for one in value]
    if isinstance(value, dict):
        return {"@id": value["@id"]} if "@id" in value else {name: _flat(one) for name, one in value.items()}
    return value
