"""Translations -> the model: the words of a translation laid over the entries of the first language.

What a translation leaves out stays as it is and is told as lacking, by its keys; whether that is worth a note, the
caller knows. A value that a translation repeats is an error, even the same value: one day it would be another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from sitegen.content import shapes_words
from sitegen.content.schema_entry import Entry, ProseParser, ids_of, node_at, printed, read_texts, shaped
from sitegen.content.schema_faults import not_a_list
from sitegen.content.schema_fields import parsed_as
from sitegen.content.shapes_words import EntryWords, Translation
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core import model
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span, nearest
from sitegen.core.record import record, replace

T = TypeVar("T")
S = TypeVar("S", bound=Translation)
TEXT = "text"
"""What the body of a Markdown file is called among the keys that are lacking."""


@record
class Laid(Generic[T]):
    """`value` is whole, whatever the translation lacks. `lacking`: id of an entry, "" for a file -> keys."""

    value: T
    lacking: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


def lacking(shape: type[Translation], kept: object, words: Translation | None = None) -> tuple[str, ...]:
    """Keys of the words that there are in the first language and not in the translation."""
    wanted = [name for name in shape.model_fields if name not in {"id", "stops", *shape.may_stay}]
    return tuple(name for name in wanted if getattr(kept, name) and not (words and _complete(words, name, kept)))


def _complete(words: Translation, name: str, kept: object) -> bool:
    given = getattr(words, name)
    return {*given} >= {id for id, _ in getattr(kept, name)} if isinstance(given, dict) else bool(given)


def lay_document(shape: type[Translation], tree: Tree, body: Located, prose: ProseParser, kept: Any) -> Laid[Any]:
    """A Markdown file: its front matter and its body."""
    words, problems = _words(shape, tree, ())
    text = prose(body, False, True)
    if words is None:
        read_texts(shape, tree, (), prose)
        return Laid(kept, {}, problems)
    value = replace(_over(kept, words, Entry(tree, (), prose)), at=Span(tree.path))
    missing = lacking(shape, kept, words)
    if text:
        return Laid(replace(value, body=text), {"": missing}, problems)
    return Laid(value, {"": (*missing, TEXT) if kept.body else missing}, problems)


def lay_config(tree: Tree, prose: ProseParser, kept: model.SiteConfig) -> Laid[model.SiteConfig]:
    words, problems = _words(shapes_words.Site, tree, ())
    if words is None:
        return Laid(kept, {}, problems)
    sides = dict(kept.sides)
    for id in words.sides:
        if id not in sides:
            problems += (Problem("translation-unknown", f'site.yaml names no side "{id}"', tree.key(("sides", id)),
                                 nearest(id, sides)),)  # fmt: skip
    missing = lacking(shapes_words.Site, kept, words)
    return Laid(_over(kept, words, Entry(tree, (), prose)), {"": missing}, problems)


def lay_itinerary(
    tree: Tree, prose: ProseParser, kept: model.Itinerary, passed: Callable[[str], bool]
) -> Laid[model.Itinerary]:
    node = node_at(tree, ())
    stops = {stop.id: stop for stop in kept.stops}
    below: Laid[dict[str, model.Stop]] = Laid(stops, {})
    if isinstance(node, dict) and isinstance(node.get("stops"), list):
        below = _entries(shapes_words.Stop, tree, ("stops",), prose, stops, passed)
        node = {**node, "stops": []}  # judged one by one, so that one fault does not hide the others
    words, problems = _words(shapes_words.Itinerary, tree, (), node)
    problems += below.problems
    if words is None:
        return Laid(kept, {}, problems)
    named = tuple(_repeated(stop, stops, below.value) for stop in below.value.values())
    whole = replace(_over(kept, words, Entry(tree, (), prose)), stops=named)
    return Laid(whole, {"": lacking(shapes_words.Itinerary, kept, words), **below.lacking}, problems)


def _repeated(stop: model.Stop, kept: Mapping[str, model.Stop], over: Mapping[str, model.Stop]) -> model.Stop:
    """A stop that repeats an earlier one goes by its name, in this language too."""
    first = stop.same_as
    same = first in kept and stop.name == kept[stop.id].name == kept[first].name
    return replace(stop, name=over[first].name) if same else stop


def lay_entries(
    shape: type[EntryWords], tree: Tree, prose: ProseParser, kept: Mapping[str, T], passed: Callable[[str], bool]
) -> Laid[dict[str, T]]:
    """A list, by id. `passed`: whether an id is known though its entry is not published (a draft, a fault)."""
    if isinstance(tree.data, list):
        return _entries(shape, tree, (), prose, kept, passed)
    empty = tree.data is None or (isinstance(tree.data, Scalar) and tree.data.kind == "nothing")
    missing = {id: lacking(shape, entry) for id, entry in kept.items()}
    return Laid(dict(kept), missing, () if empty else (not_a_list(tree, shape.called),))


def _entries(
    shape: type[EntryWords], tree: Tree, path: Path, prose: ProseParser, kept: Mapping[str, T],
    passed: Callable[[str], bool],
) -> Laid[dict[str, T]]:  # fmt: skip
    value, missing = dict(kept), {id: lacking(shape, entry) for id, entry in kept.items()}
    _, problems = ids_of(tree, path)
    for index in range(len(node_at(tree, path))):
        at = (*path, index)
        words, faults = _words(shape, tree, at)
        problems += faults
        if words is None:
            read_texts(shape, tree, at, prose)
            node = node_at(tree, at)
            id = node.get("id") if isinstance(node, dict) else None
            missing.pop(id.text if isinstance(id, Scalar) else "", None)
            continue
        if words.id in kept:
            value[words.id] = _over(kept[words.id], words, Entry(tree, at, prose))
            missing[words.id] = lacking(shape, kept[words.id], words)
        elif not passed(words.id):
            problems += (_unknown(words.id, tree.at((*at, "id")), shape, kept),)
    return Laid(value, missing, problems)


def _unknown(id: str, at: Span, shape: type[Translation], known: Iterable[str]) -> Problem:
    hint = nearest(id, known) or "give the entry that it translates this id first"
    return Problem("translation-unknown", f'there is no {shape.whole.called.partition(" ")[2]} "{id}" to translate', at,
                   hint)  # fmt: skip


def _words(shape: type[S], tree: Tree, path: Path, node: Any = None) -> tuple[S | None, tuple[Problem, ...]]:
    """The shape of what is there; values are told as such, at their keys, and not as keys that nobody knows."""
    node = node_at(tree, path) if node is None else node
    values: list[str] = []
    if isinstance(node, dict):
        values = [key for key in node if key in shape.whole.keys().keys() - shape.keys().keys()]
        node = {key: value for key, value in node.items() if key not in values}
    problems = tuple(
        Problem("translation-value", f'a translation carries words only, and "{key}" is a value',
                tree.key((*path, key)), "leave it out: it is taken from the first language")
        for key in values
    )  # fmt: skip
    words, faults = shaped(shape, tree, path, node)
    return words, problems + faults


def _over(kept: Any, words: Translation, entry: Entry) -> Any:
    """The same thing with the words that are given."""
    changes: dict[str, Any] = {"printed": printed(entry.tree, entry.path)} if hasattr(kept, "printed") else {}
    for name, field in type(words).model_fields.items():
        given = getattr(words, name)
        if name in ("id", "stops") or not given:
            continue
        mark = parsed_as(field.annotation, field.metadata)
        read = entry.inline if mark is not None and mark.inline else entry.block
        match given:
            case Scalar():
                changes[name] = read(given)
            case tuple() if mark is not None:
                changes[name] = tuple(read(text) for text in given)
            case dict():
                changes[name] = tuple((id, given.get(id, word)) for id, word in getattr(kept, name))
            case shapes_words.Noun():
                changes[name] = tuple((category, word) for category, word in given.model_dump().items() if word)
            case shapes_words.Label():
                changes[name] = replace(kept.label or model.Label(), text=given.text)
            case _:
                changes[name] = given
    return replace(kept, **changes)
