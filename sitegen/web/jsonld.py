"""The form of structured data: nodes -> one `@graph` -> the one data block of a page. What the nodes say: `web.nodes`.

A node is a dict with an absolute `@id` that belongs to the thing and is the same on every page. A reference inside
the page is a bare `@id`; one to another page brings type, name and url along. `graph` drops bare references to nodes
that are not there, so that data an author left out cannot leave dangling ends.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeAlias

from markupsafe import Markup

Node: TypeAlias = dict[str, Any]

_ESCAPES = str.maketrans({"&": "\\u0026", "<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def graph(*nodes: Node | None) -> list[Node]:
    """Each node once, in the order given, without bare references that lead nowhere.

    Raises ValueError when two different nodes claim one id: that is a fault of the caller.
    """
    found: dict[str, Node] = {}
    for node in nodes:
        if node is not None and found.setdefault(node["@id"], node) != node:
            raise ValueError(f"two nodes claim the id {node['@id']}")
    known = frozenset(_defined(list(found.values())))
    return [_without_dangling(node, known) for node in found.values()]


def script(nodes: Iterable[Node]) -> Markup:
    """The data block: the same JSON, with every character escaped that could end the script or open a comment in it."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup('<script type="application/ld+json">') + Markup(text) + Markup("</script>")


def node(kind: str | list[str], id: str, **properties: Any) -> Node:
    """A node that defines a thing; properties whose value is missing (`filled`) are left out."""
    return {"@type": kind, "@id": id, **filled(properties)}


def filled(properties: Node) -> Node:
    """Without what is not there: no None, empty text or empty list stands for "unknown"."""
    return {name: value for name, value in properties.items() if value is not None and value != "" and value != []}


def ref(id: str) -> Node:
    return {"@id": id}


def moment(value: datetime | date) -> str:
    """ISO 8601: a day stays a day, a time carries its offset. Raises ValueError for a time without a zone."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.utcoffset() is None:
        raise ValueError(f"{value} has no time zone")
    return value.isoformat(timespec="seconds")


def _defined(values: list[Any]) -> Iterator[str]:
    """The ids of all nodes that say more than their id, nested ones too."""
    waiting = [values]
    while waiting:
        for value in waiting.pop():
            if isinstance(value, list):
                waiting.append(value)
            elif isinstance(value, dict):
                if "@id" in value and len(value) > 1:
                    yield value["@id"]
                waiting.append([*value.values()])


def _without_dangling(value: Any, known: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_without_dangling(item, known) for item in value if not _dangles(item, known)]
    if isinstance(value, dict):
        kept = {name: _without_dangling(item, known) for name, item in value.items() if not _dangles(item, known)}
        return filled(kept)
    return value


def _dangles(value: Any, known: frozenset[str]) -> bool:
    return isinstance(value, dict) and value.keys() == {"@id"} and value["@id"] not in known
