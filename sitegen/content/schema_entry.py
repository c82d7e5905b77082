"""Reading one entry: from its node to its shape, and from its shape to a value, with whatever is wrong collected.

`Entry` holds what both steps need: the tree, where in it the entry lies, and who parses texts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from sitegen.content.schema_faults import faults
from sitegen.content.schema_fields import id_refusal
from sitegen.content.shapes import Shape
from sitegen.content.text import Located
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Prose

S = TypeVar("S", bound=Shape)
T = TypeVar("T")

ProseParser = Callable[[Located, bool, bool], Prose]
"""(text, whether it is a line inside others, whether ::: blocks may stand in it) -> Prose."""


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a file says. `ids`: of every entry that has one, also of those with a fault, which `value` leaves out."""

    value: T | None
    ids: frozenset[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
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


def shaped(shape: type[S], tree: Tree, path: Path) -> tuple[S | None, tuple[Problem, ...]]:
    """The node at `path`; an empty file counts as one without keys."""
    node: Any = tree.data
    for key in path:
        node = node[key]
    if not path and (node is None or (isinstance(node, Scalar) and node.kind == "nothing")):
        node = {}
    try:
        return shape.model_validate(node), ()
    except ValidationError as error:
        return None, faults(error, shape, tree, path)


def ids_of(tree: Tree, path: Path) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """Ids of a list's entries; those that stand twice are told at the second."""
    entries: Any = tree.data
    for key in path:
        entries = entries.get(key) if isinstance(entries, dict) else None
    first: dict[str, Span] = {}
    problems: list[Problem] = []
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        id = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(id, Scalar) or id_refusal(id.text):
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
    return frozenset(first), tuple(problems)
