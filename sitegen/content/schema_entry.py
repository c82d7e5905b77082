"""Reading one entry: from its node to its shape, and from its shape to a value, with whatever is wrong collected.

`Entry` holds what both steps need: the tree, where in it the entry lies, and who parses texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from sitegen.content.schema_faults import faults
from sitegen.content.schema_fields import id_refusal, nearest_id, parsed_as
from sitegen.content.shapes import Shape
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Prose
from sitegen.core.record import field, record

S = TypeVar("S", bound=Shape)
T = TypeVar("T")

ProseParser = Callable[[Located, bool, bool], Prose]
"""(text, whether it is a line inside others, whether ::: blocks may stand in it) -> Prose."""


@record
class Read(Generic[T]):
    """What a file says. `ids`: of every entry that has one, also of those with a fault, which `value` leaves out, and
    an id that is misspelt with its correction; `drafts`: of those that were passed over."""

    value: T | None
    ids: frozenset[str]
    problems: tuple[Problem, ...]
    drafts: frozenset[str] = frozenset()


@record
class Entry:
    """An entry under way. A fault found here leaves it out of the value."""

    tree: Tree
    path: Path
    prose: ProseParser
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> Span:
        return self.at("id") if self.tree.has((*self.path, "id")) else self.tree.at(self.path)

    def at(self, *keys: str) -> Span:
        return self.tree.at((*self.path, *keys))

    def inline(self, text: Scalar | None) -> Prose:
        return Prose() if text is None else self.prose(self.tree.located(text), True, False)

    def block(self, text: Scalar | None) -> Prose:
        return Prose() if text is None else self.prose(self.tree.located(text), False, False)

    def fault(self, code: str, message: str, keys: tuple[str, ...] = (), hint: str = "") -> None:
        """At the value of the first of `keys` that is there, else where the entry begins."""
        there = next((key for key in keys if self.tree.has((*self.path, key))), None)
        self.problems.append(Problem(code, message, self.at(there) if there else self.tree.at(self.path), hint))

    def read(self, value: T) -> Read[T]:
        return Read(None if self.problems else value, frozenset(), tuple(self.problems))


def node_at(tree: Tree, path: Path) -> Any:
    """The node at `path`, which is there; an empty file counts as one without keys."""
    node: Any = tree.data
    for key in path:
        node = node[key]
    return {} if not path and (node is None or (isinstance(node, Scalar) and node.kind == "nothing")) else node


_PRINTED = ("headline", "title", "short_title", "description")
"""Keys of plain texts in which somebody could state a figure. Names, titles of sources and the words of corrections are
not the writer's own to bind."""


def printed(tree: Tree, path: Path) -> tuple[Located, ...]:
    """The plain texts that the mapping at `path` gives the page."""
    node = node_at(tree, path)
    found = (node.get(key) for key in _PRINTED) if isinstance(node, dict) else ()
    return tuple(tree.located(text) for text in found if isinstance(text, Scalar) and text.kind != "nothing")


def is_draft(node: Any) -> bool:
    mark = node.get("draft") if isinstance(node, dict) else None
    return isinstance(mark, Scalar) and mark.kind == "truth" and mark.text.lower() == "true"


def shaped(shape: type[S], tree: Tree, path: Path, node: Any = None) -> tuple[S | None, tuple[Problem, ...]]:
    """`node`: what to read in the place of the node at `path`."""
    node = node_at(tree, path) if node is None else node
    try:
        return shape.model_validate(node), ()
    except ValidationError as error:
        return None, faults(error, shape, tree, path)


def read_texts(shape: type[Shape], tree: Tree, path: Path, prose: ProseParser) -> None:
    """Parses the texts of an entry with a fault, so that their own faults are told in the same run."""
    node = node_at(tree, path)
    if not isinstance(node, dict):
        return
    for key, field_ in shape.keys().items():
        mark = parsed_as(field_.annotation, field_.metadata)
        found = node.get(key)
        for text in found if isinstance(found, list) else [found]:
            if mark is not None and isinstance(text, Scalar) and text.kind != "nothing":
                prose(tree.located(text), mark.inline, False)


def ids_of(tree: Tree, path: Path, drafts: bool = True) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Ids of a list's entries; those that stand twice are told at the second. `drafts`: those too."""
    entries: Any = tree.data
    for key in path:
        entries = entries.get(key) if isinstance(entries, dict) else None
    first: dict[str, Span] = {}
    misspelt: set[str] = set()
    problems: list[Problem] = []
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        id = entry.get("id") if isinstance(entry, dict) else entry
        if not isinstance(id, Scalar) or (is_draft(entry) and not drafts):
            continue
        if id_refusal(id.text) or id is entry:
            misspelt |= {id.text, nearest_id(id.text)}
            continue
        at = tree.at((*path, index, "id"))
        if id.text in first:
            problems.append(
                Problem(
                    "id-duplicate",
                    f'the id "{id.text}" stands on line {first[id.text].line} already and here on line {at.line}',
                    at,
                    "give one of the two another id",
                )
            )
        first.setdefault(id.text, at)
    return frozenset(first) | misspelt, tuple(problems)


def drafts_of(entries: Any) -> frozenset[str]:
    """Ids of the entries of a list that are drafts."""
    marked = [entry for entry in entries if is_draft(entry)] if isinstance(entries, list) else []
    return frozenset(entry["id"].text for entry in marked if isinstance(entry.get("id"), Scalar))
