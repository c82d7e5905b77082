"""JSON Schemas of the YAML files, for editors: the shapes that read them, told in another language.

What an editor underlines should be what the build reports, so the schema says what the shapes do and pydantic's own
schema does not: a key left empty counts as left out, and a text may be a number (`title: 1977`). What only makes sense
between keys, between files or on a calendar is left to the build. docs: json-schema.org, draft 7.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from sitegen.content import shapes, shapes_chart, shapes_site, shapes_words
from sitegen.content.shapes import Shape

DRAFT = "http://json-schema.org/draft-07/schema#"

_FILES: dict[str, tuple[type[Shape], type[Shape] | None, bool]] = {
    "site": (shapes_site.Site, shapes_words.Site, False),
    "facts": (shapes.Fact, shapes_words.Fact, True),
    "sources": (shapes.Source, shapes_words.Source, True),
    "faq": (shapes.Question, shapes_words.Question, True),
    "glossary": (shapes.Term, shapes_words.Term, True),
    "people": (shapes.Person, shapes_words.Person, True),
    "timeline": (shapes.Moment, shapes_words.Moment, True),
    "corrections": (shapes.Correction, shapes_words.Correction, True),
    "itinerary": (shapes.Itinerary, shapes_words.Itinerary, False),
    "chart": (shapes_chart.Chart, None, False),
}
"""Name of the file -> shape of it or of an entry, that of a translation, and whether the file is a list of them."""
_FOLDERS = {"chart": "charts/*"}
"""Where a shape has many files."""

NAMES = tuple(_FILES)


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file: "facts.json" for facts.yaml, "facts.words.json" for its translations."""
    found = {}
    for name, (whole, words, is_list) in _FILES.items():
        found[f"{name}.json"] = _schema(f"{name}.yaml", whole, is_list)
        if words is not None:
            found[f"{name}.words.json"] = _schema(f"a translation of {name}.yaml", words, is_list)
    return found


def written(schema: dict[str, Any]) -> str:
    """As a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def patterns() -> dict[str, list[str]]:
    """Schema -> the files that it is for, as the YAML language server takes them."""
    return {file: [f"{place_of(name)}{dots}.yaml"] for name, (_, words, _) in _FILES.items()
            for file, dots in ((f"{name}.json", ""), (f"{name}.words.json", ".*"))
            if words is not None or not dots}  # fmt: skip


def place_of(name: str) -> str:
    """Where the files of a schema lie, without their ending."""
    return f"content/{_FOLDERS.get(name, name)}"


def _schema(title: str, shape: type[Shape], is_list: bool) -> dict[str, Any]:
    made = shape.model_json_schema()
    definitions = {name: _object(node, _named(shape, name)) for name, node in made.pop("$defs", {}).items()}
    top = _object(made, shape)
    head: dict[str, Any] = {"$schema": DRAFT, "title": title}
    if is_list:
        head |= {"type": ["array", "null"], "items": top}
    else:
        head |= {key: value for key, value in top.items() if key != "title"}
    return {**head, "$defs": definitions} if definitions else head


def _object(node: dict[str, Any], shape: type[Shape]) -> dict[str, Any]:
    """A mapping of keys. `called` completes "this is …" in an editor's hover."""
    properties = {}
    for key, field in shape.keys().items():
        empty = not field.is_required() and key not in shape.keeps_empty
        properties[key] = _field(node["properties"][key], field.examples or [], field.description or "", empty)
    kept: dict[str, Any] = {key: node[key] for key in ("required", "additionalProperties") if key in node}
    return {"type": "object", "title": shape.called, "properties": properties, **kept}


def _field(node: dict[str, Any], examples: list[Any], description: str, empty: bool) -> dict[str, Any]:
    """A value; `empty`: whether the key may stand without one."""
    value = _value(node)
    if empty:
        if "$ref" in value or "anyOf" in value:
            value = {"anyOf": [*value.get("anyOf", [value]), {"type": "null"}]}
        else:
            value["type"] = [*_types(value), "null"]
            if "enum" in value:
                value["enum"] = [*value["enum"], None]
    return {"description": description, "examples": examples, **value}


def _value(node: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in node:  # a value, or None for a key that is left out
        parts = [part for part in node["anyOf"] if part.get("type") != "null"]
        if len(parts) > 1:
            return {"anyOf": [_value(part) for part in parts]}
        [node] = parts
    told = ("$ref", "type", "enum", "pattern", "minimum", "maximum")
    value: dict[str, Any] = {key: node[key] for key in told if key in node}
    if "allOf" in node:  # a reference with something beside it, in older pydantic
        [value] = node["allOf"]
    if "items" in node:
        value["items"] = _value(node["items"])
    if isinstance(node.get("additionalProperties"), dict):
        value["additionalProperties"] = _value(node["additionalProperties"])
    if value.get("type") == "string" and "enum" not in value:
        value["type"] = _SPELT.get(value.get("pattern", ""), ["string"])
    return value


_SPELT = {"": ["string", "number", "boolean"], "^[a-z0-9-]+$": ["string", "integer"]}
"""Pattern of a text -> what YAML may take such a text for: `1977` is a title, and an id."""


def _types(value: dict[str, Any]) -> list[str]:
    types = value.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _named(shape: type[Shape], name: str) -> type[Shape]:
    return next(inner for inner in _inside(shape) if inner.__name__ == name)


def _inside(annotation: Any) -> Iterator[type[Shape]]:
    """Every shape within a shape or a type."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _inside(field.annotation)
    else:
        for part in get_args(annotation):
            yield from _inside(part)
