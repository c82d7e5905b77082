"""The three judges of a page's data, each with what it says: the vocabulary, the JSON Schema of the kind, the rules."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.graph.rules import page_faults
from tests.graph.vocabulary import Vocabulary

SCHEMAS = Path(__file__).parents[1] / "schemas"


def judgement(kind: str, document: dict[str, Any], base: str) -> dict[str, list[str]]:
    """Judge -> faults. `kind` is `Page.kind`."""
    graph = document["@graph"]
    return {
        "vocabulary": Vocabulary.vendored().faults(graph),
        "schema": [f"{error.json_path}: {error.message}" for error in validator(kind).iter_errors(document)],
        "rules": page_faults(graph, base),
    }


@cache
def validator(kind: str) -> Draft202012Validator:
    schemas = {file.stem: json.loads(file.read_text("utf-8")) for file in SCHEMAS.glob("*.json")}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources(
        [(schema["$id"], DRAFT202012.create_resource(schema)) for schema in schemas.values()]
    )
    return Draft202012Validator(schemas[kind], registry=registry)
