"""One node of a tree against one shape: the shape filled in, or every fault of it in our own words, at its place.

pydantic finds all faults at once and says where in the data each lies; its own sentences are written for programmers
and never reach a writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from sitegen.content.shapes import Shape
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.problem import Problem, nearest

S = TypeVar("S", bound=Shape)


def judge(shape: type[S], node: Any, tree: Tree, path: Path, kind: str) -> tuple[S | None, list[Problem]]:
    """`kind` is what a writer calls this thing: "fact", "stop", "site.yaml"."""
    if not isinstance(node, dict):
        example = next(iter(shape.model_fields))
        hint = f"write its fields as key: value, beginning with {example}:"
        return None, [Problem("field-value", f"{_article(kind)} is a mapping of keys and values", tree.at(path), hint)]
    try:
        return shape.model_validate(_written(node)), []
    except ValidationError as fault:
        return None, [_problem(error, shape, node, tree, path, kind) for error in fault.errors(include_url=False)]


def _written(node: Any) -> Any:
    """The node without keys that have no value: `summary:` with nothing behind it is as good as no summary."""
    if isinstance(node, dict):
        return {key: _written(value) for key, value in node.items() if not _nothing(value)}
    if isinstance(node, list):
        return [_written(value) for value in node]
    return node


def _nothing(value: Any) -> bool:
    return isinstance(value, Scalar) and value.kind == "nothing"


def _problem(error: Any, shape: type[Shape], node: Any, tree: Tree, path: Path, kind: str) -> Problem:
    place = (*path, *_real(error["loc"], node))
    context = error.get("ctx", {})
    match error["type"]:
        case "refused":
            return Problem(context["code"], context["message"], tree.at(place), context["hint"])
        case "extra_forbidden":
            known = _fields(_shape_at(shape, error["loc"][:-1]))
            word = str(error["loc"][-1])
            hint = nearest(word, known)
            return Problem(
                "field-unknown", f'{_article(_called(error["loc"], kind))} has no field "{word}"', tree.key(place), hint
            )
        case "missing":
            field = str(error["loc"][-1])
            parent = _shape_at(shape, error["loc"][:-1])
            example = _example(parent, field)
            empty = _parent(node, error["loc"]).get(field) is not None
            message = f'"{field}" has no value' if empty else f'{_article(_called(error["loc"], kind))} needs "{field}"'
            at = tree.key(place) if empty else tree.at(place[:-1])
            return Problem("field-missing", message, at, f"for example: {field}: {example}" if example else "")
        case "literal_error":
            found = str(error["input"])
            known = _words(_shape_at(shape, error["loc"][:-1]), str(error["loc"][-1]))
            hint = nearest(found, known) if len(known) > 8 else f"write one of: {', '.join(known)}"
            return Problem("field-value", f'"{found}" is not one of the words that stand here', tree.at(place), hint)
        case "list_type":
            return Problem("field-value", "here belongs a list", tree.at(place), "for example: [first, second]")
        case _:
            return Problem(
                "field-value", "here belongs a mapping of keys and values", tree.at(place), "write key: value"
            )


def _real(loc: tuple[Any, ...], node: Any) -> Iterator[Any]:
    """The part of pydantic's place that lies in the data; it adds words of its own, such as "[key]"."""
    for element in loc:
        if isinstance(node, dict) and (element in node or element == loc[-1]) and element != "[key]":
            yield element
            node = node.get(element)
        elif isinstance(node, list) and isinstance(element, int) and element < len(node):
            yield element
            node = node[element]


def _parent(node: Any, loc: tuple[Any, ...]) -> dict[str, Any]:
    for element in loc[:-1]:
        node = node[element]
    return node if isinstance(node, dict) else {}


def _shape_at(shape: type[BaseModel], loc: tuple[Any, ...]) -> type[BaseModel]:
    for element in loc:
        field = next((f for name, f in shape.model_fields.items() if (f.alias or name) == element), None)
        inner = _inner(field.annotation) if field else None
        shape = inner or shape
    return shape


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The shape inside a list, an optional or an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner(arg))), None)


def _fields(shape: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


def _example(shape: type[BaseModel], name: str) -> str:
    field = next((f for key, f in shape.model_fields.items() if (f.alias or key) == name), None)
    example = field.examples[0] if field and field.examples else ""
    return str(example) if isinstance(example, str | int | float) and example != "" else ""


def _words(shape: type[BaseModel], name: str) -> list[str]:
    """The fixed words that a field takes."""
    field = next((f for key, f in shape.model_fields.items() if (f.alias or key) == name), None)
    return [word for word in _literals(field.annotation) if isinstance(word, str)] if field else []


def _literals(annotation: Any) -> Iterator[Any]:
    for arg in get_args(annotation):
        if isinstance(arg, str):
            yield arg
        else:
            yield from _literals(arg)


def _called(loc: tuple[Any, ...], kind: str) -> str:
    """What the thing with the fault is called: the field it is the value of, or the whole."""
    names = [str(element) for element in loc[:-1] if isinstance(element, str)]
    if not names:
        return kind
    name = names[-1]
    return name[:-1] if name.endswith("s") and isinstance(loc[-2], int) else name


def _article(kind: str) -> str:
    if "." in kind:
        return kind
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
