"""From pydantic's errors to our problems: the place in the file, a sentence, a remedy.

Values are refused in our own words already (`schema_fields`); what is left to pydantic is what a mapping may hold and
what it must. A key too many is told at the key, a key too few where its mapping begins.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError

from sitegen.content.schema_fields import NOT_LISTED, choice, id_refusal
from sitegen.content.schema_refusal import QUOTES
from sitegen.content.shapes import Shape
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.codes import CODES
from sitegen.core.problem import Problem, near_name


def faults(error: ValidationError, shape: type[Shape], tree: Tree, path: Path) -> tuple[Problem, ...]:
    """`path` leads to what was validated as `shape`. A key that was needed and is misspelt is told once."""
    rows = error.errors(include_url=False, include_input=False)
    meant = set()
    for row in rows:
        if row["type"] == "extra_forbidden":
            *owner, key = row["loc"]
            meant.add((*owner, near_name(str(key), _shape_at(shape, tuple(owner)).keys())))
    return tuple(_fault(row, shape, tree, path) for row in rows if row["type"] != "missing" or row["loc"] not in meant)


def _fault(row: Any, shape: type[Shape], tree: Tree, path: Path) -> Problem:
    kind, loc = row["type"], tuple(row["loc"])
    if kind in CODES:
        words = row["ctx"]
        at = tree.key((*path, *loc[:-1])) if loc and loc[-1] == "[key]" else tree.at((*path, *loc))
        return Problem(kind, words["message"], at, words["hint"])
    if kind == NOT_LISTED:
        key = next((key for key in reversed(loc) if isinstance(key, str)), "word")
        return Problem(
            "field-value", f'"{row["ctx"]["text"]}" is no known {key}', tree.at((*path, *loc)), row["ctx"]["hint"]
        )
    if kind == "extra_forbidden":
        owner = _shape_at(shape, loc[:-1])
        return Problem(
            "field-unknown",
            f'{owner.called} has no key "{loc[-1]}"',
            tree.key((*path, *loc)),
            choice(str(loc[-1]), owner.keys()),
        )
    if kind == "missing":
        owner = _shape_at(shape, loc[:-1])
        key = str(loc[-1])
        field = owner.keys()[key]
        there = tree.has((*path, *loc))
        message = f'the key "{key}" of {owner.called} is empty' if there else f'{owner.called} needs the key "{key}"'
        at = tree.key((*path, *loc)) if there else tree.at((*path, *loc[:-1]))
        return Problem(
            "field-missing", message, at, f"{field.description}, such as: {key}: {_written(field.examples[0])}"
        )
    if kind == "tuple_type":
        key = str(loc[-1])
        hint = f"a hyphen before each entry, on lines of their own; or in brackets, {key}: [one, two]"
        written = _node(tree, (*path, *loc))
        if isinstance(written, Scalar) and not id_refusal(written.text):
            hint = f"write {key}: [{written.text}]"
        return Problem("field-value", f'"{key}" must hold a list', tree.at((*path, *loc)), hint)
    owner = _shape_at(shape, loc)
    if loc and isinstance(loc[-1], str):
        example = _written(_shape_at(shape, loc[:-1]).keys()[loc[-1]].examples[0])
        return Problem("field-value", f'"{loc[-1]}" must hold keys and values', tree.at((*path, *loc)),
                       f"such as: {loc[-1]}: {example}")  # fmt: skip
    key, field = next(iter(owner.keys().items()))
    return Problem("field-value", f"{owner.called} must hold keys and values", tree.at((*path, *loc)),
                   f'a key and its value on each line, such as "{key}: {_written(field.examples[0])}"')  # fmt: skip


def _node(tree: Tree, path: Path) -> Any:
    node: Any = tree.data
    for key in path:
        node = node[key]
    return node


def not_a_list(tree: Tree, called: str) -> Problem:
    keys = list(tree.data) if isinstance(tree.data, dict) else []
    if not keys:
        hint = f'each entry begins with a hyphen: "- id: …"; {QUOTES}'
    elif isinstance(tree.data, dict) and isinstance(tree.data[keys[0]], Scalar):
        hint = f'begin each entry with a hyphen: "- {keys[0]}: …"'
    else:
        hint = f'remove the outermost key, "{keys[0]}:", and begin each entry with a hyphen'
    return Problem("field-value", f"this file must be a list; each entry is {called}", tree.at(), hint)


def _written(example: Any) -> str:
    """As YAML in one line."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_written(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(_written(value) for value in example) + "]" if example else "…"
    if isinstance(example, str) and (example[:1] in "#[{&*!|>@%\"'" or ": " in example):
        return f'"{example}"'
    return str(example).lower() if isinstance(example, bool) else str(example)


def _shape_at(shape: type[Shape], loc: Path) -> type[Shape]:
    for key in loc:
        if isinstance(key, str) and (field := shape.keys().get(key)) is not None:
            shape = _inner(field.annotation) or shape
    return shape


def _inner(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part))), None)
