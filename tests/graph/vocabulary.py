"""schema.org's own vocabulary as a judge: are types, properties and values what release 30.0 says they may be?

Three leniencies, each universal practice: an address may stand where a list item's thing would; a reference is judged
by the type it has on the page; a plain text is refused only where no range takes texts. Dates are stricter than the
vocabulary: a time carries its offset.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "vendor" / "schemaorg-30.0.jsonld.gz"
DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
FORMS = {
    "URL": re.compile(r"https?://[^\s]+"),
    "Date": re.compile(DATE),
    "DateTime": re.compile(DATE + r"T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)"),
    "Time": re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?"),
}
ATTIC = "https://attic.schema.org"  # terms that were given up
ADDRESS_WILL_DO = {"item"}


@dataclass(frozen=True)
class Property:
    domains: frozenset[str]
    ranges: frozenset[str]
    instead: str  # the property that has taken its place


@dataclass(frozen=True)
class Vocabulary:
    parents: dict[str, frozenset[str]]
    properties: dict[str, Property]
    members: dict[str, str]  # of enumerations: EventScheduled -> EventStatusType
    replaced: dict[str, str]  # superseded classes

    @classmethod
    @cache
    def vendored(cls) -> Vocabulary:
        every = json.loads(gzip.decompress(FILE.read_bytes()))["@graph"]
        terms = {
            _name(term["@id"]): term
            for term in every
            if term["@id"].startswith("schema:") and ATTIC not in map(_id, _listed(term.get("schema:isPartOf")))
        }
        kinds = {name: set(_listed(term["@type"])) for name, term in terms.items()}
        instead = {name: next(iter(_names(term, "supersededBy")), "") for name, term in terms.items()}
        return cls(
            {n: _names(t, "rdfs:subClassOf") for n, t in terms.items() if "rdfs:Class" in kinds[n]},
            {n: Property(_names(t, "domainIncludes"), _names(t, "rangeIncludes"), instead[n])
             for n, t in terms.items() if "rdf:Property" in kinds[n]},
            {n: _name(next(iter(kinds[n]))) for n in terms if not kinds[n] & {"rdfs:Class", "rdf:Property"}},
            {n: instead[n] for n in terms if "rdfs:Class" in kinds[n] and instead[n]},
        )  # fmt: skip

    def ancestors(self, kind: str) -> frozenset[str]:
        """The class itself and all above it."""
        above = (self.ancestors(parent) for parent in self.parents.get(kind, frozenset()))
        return frozenset({kind}).union(*above)

    def faults(self, graph: list[dict[str, Any]]) -> list[str]:
        """What one page's nodes say against the vocabulary, a line each."""
        kinds = {node["@id"]: node["@type"] for node in every_node(graph) if "@id" in node and "@type" in node}
        return [fault for node in graph for fault in self._node(node, kinds, node.get("@id", "a node"))]

    def _node(self, node: dict[str, Any], kinds: dict[str, Any], at: str) -> Iterator[str]:
        types = _listed(node.get("@type"))
        if not types:
            yield f"{at}: a node without a type"
        for kind in types:
            if kind not in self.parents:
                yield f"{at}: {kind} is no type"
            elif kind in self.replaced:
                yield f"{at}: {kind} has become {self.replaced[kind]}"
        mine = frozenset().union(*map(self.ancestors, types)) if types else frozenset()
        for name, value in node.items():
            if name.startswith("@"):
                continue
            known = self.properties.get(name)
            if known is None:
                yield f"{at}: {name} is no property"
                continue
            if known.instead:
                yield f"{at}: {name} has become {known.instead}"
            if not known.domains & mine:
                yield f"{at}: {name} is not for {' or '.join(types)}"
            for one in _listed(value):
                if not self._fits(name, one, known.ranges, kinds):
                    yield f"{at}: {name} cannot be {str(one)[:60]!r}"
                if isinstance(one, dict) and one.keys() != {"@id"}:
                    yield from self._node(one, kinds, one.get("@id", f"{at} {name}"))

    def _fits(self, name: str, value: object, ranges: frozenset[str], kinds: dict[str, Any]) -> bool:
        match value:
            case dict():
                types = _listed(value.get("@type") or kinds.get(value.get("@id", "")))
                return not types or any(self.ancestors(kind) & ranges for kind in types)
            case bool():
                return "Boolean" in ranges
            case int() | float():
                return bool(ranges & {"Number", "Float", *(["Integer"] if isinstance(value, int) else [])})
            case str():
                member = value.removeprefix("https://schema.org/")
                if member != value:
                    return bool(self.ancestors(self.members.get(member, "")) & ranges)
                if any(FORMS[form].fullmatch(value) for form in FORMS.keys() & ranges):
                    return True
                if name in ADDRESS_WILL_DO:
                    return bool(FORMS["URL"].fullmatch(value))
                return "Text" in ranges
        return False


def every_node(value: object) -> Iterator[dict[str, Any]]:
    """All objects of a graph, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from every_node(part)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _id(value: dict[str, str]) -> str:
    return value["@id"]


def _name(id: str) -> str:
    return id.removeprefix("schema:")


def _names(term: dict[str, Any], key: str) -> frozenset[str]:
    value = term.get(key, term.get(f"schema:{key}"))
    return frozenset(_name(_id(one)) for one in _listed(value))
