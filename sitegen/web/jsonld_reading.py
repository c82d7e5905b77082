"""A page's structured data as a stranger reads it: the bytes of its one data block, strictly, and the nodes in them.

How it is written: `web.jsonld`. Nothing of that is used here, so that one mistake cannot pass by being made twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sitegen.core.kinds import Document, Element
from sitegen.core.record import record
from sitegen.web.elements import every

Node = dict[str, Any]
MEDIA_TYPE = "application/ld+json"


@record
class Data:
    """`fault` says why there is no graph."""

    graph: tuple[Node, ...] = ()
    block: Element | None = None
    fault: str = ""

    @property
    def nodes(self) -> Iterator[Node]:
        """All objects of the graph, however deep."""
        return _nodes(list(self.graph))


def data(document: Document) -> Data:
    blocks = list(every(document, "script", type=MEDIA_TYPE))
    if len(blocks) != 1:
        count = f"{len(blocks)} blocks of structured data" if blocks else "no structured data"
        return Data(block=blocks[1] if blocks else None, fault=f"the page has {count}; one is read everywhere")
    [block] = blocks
    try:
        found = strictly(document.html[block.start : block.stop])
    except ValueError as error:
        return Data(block=block, fault=f"the structured data is no JSON: {error}")
    if not isinstance(found, dict) or found.get("@context") != "https://schema.org":
        return Data(block=block, fault='the structured data has not the "@context" https://schema.org')
    graph = found.get("@graph")
    if not isinstance(graph, list) or not graph or not all(isinstance(node, dict) for node in graph):
        return Data(block=block, fault='the structured data has no "@graph" of nodes')
    return Data(tuple(graph), block)


def strictly(text: str) -> object:
    """RFC 8259 to the letter: a name that stands twice, NaN and what follows the end are ValueErrors, as for readers
    other than Python's."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in pairs:
            if name in found:
                raise ValueError(f'the name "{name}" stands twice in one object')
            found[name] = value
        return found

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no number")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except RecursionError:
        raise ValueError("it is nested deeper than anybody reads") from None


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def types(node: Node) -> list[str]:
    return [one for one in listed(node.get("@type")) if isinstance(one, str)]


def called(node: Node) -> str:
    """What a message calls a node: its type and the part of its id that tells it from others."""
    kind = (types(node) or ["a node"])[-1]
    id = str(node.get("@id") or node.get("name") or "")
    return f'{kind} "{id.rpartition("#")[2] or id}"' if id else kind


def is_reference(node: Node) -> bool:
    return node.keys() == {"@id"}


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part)
