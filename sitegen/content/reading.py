"""One YAML file being read: its tree, its faults so far, and what reading it gives.

An entry with a fault is left out of the value, but its id stays in `ids`, so that texts that name it are not called
wrong as well. Prose is parsed by the caller's function, with the place of every character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from sitegen.content.shape_faults import judge
from sitegen.content.shapes import Shape
from sitegen.content.text import Located
from sitegen.content.tree import Path, Scalar, Tree
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Prose

T = TypeVar("T")
S = TypeVar("S", bound=Shape)

ProseKind = Literal["inline", "text", "body"]
"""The inside of one paragraph; paragraphs and lists; a Markdown file, where ::: blocks may stand too."""
ProseParser = Callable[[Located, ProseKind], Prose]


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """`value` is None when nothing of the file can be used; `ids` are all that were written, faulty ones too."""

    value: T | None
    ids: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


class Reading:
    """One file being read: its tree, the prose parser, the problems so far."""

    def __init__(self, tree: Tree, prose: ProseParser) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self._prose = prose

    def whole(self, shape: type[S], kind: str) -> S | None:
        return self._shape(shape, self.tree.data, (), kind)

    def entries(self, shape: type[S], kind: str, node: Any = None, path: Path = ()) -> list[tuple[S, Path]]:
        """Each entry of a list that has no fault, with its path."""
        node = self.tree.data if not path else node
        if node is None:
            return []
        if not isinstance(node, list):
            self.add(
                "field-value",
                f"this file is a list of {kind}s",
                self.tree.at(path),
                "begin each one with a hyphen: - id: …",
            )
            return []
        found = ((self._shape(shape, each, (*path, number), kind), (*path, number)) for number, each in enumerate(node))
        return [(entry, where) for entry, where in found if entry is not None]

    def ids(self, node: Any = None) -> frozenset[str]:
        """Every id that is written in a list of entries, in order or not."""
        node = self.tree.data if node is None else node
        entries = node if isinstance(node, list) else []
        return frozenset(
            each["id"].text for each in entries if isinstance(each, dict) and isinstance(each.get("id"), Scalar)
        )

    def once(self, entries: Iterable[tuple[Any, Path]], kind: str) -> None:
        first: dict[str, Span] = {}
        for entry, path in entries:
            at = self.tree.at((*path, "id"))
            if entry.id in first:
                self.add("id-duplicate", f'two {kind}s have the id "{entry.id}"', at,
                         f"the first stands on line {first[entry.id].line}; give one of them another id")  # fmt: skip
            first.setdefault(entry.id, at)

    def prose(self, scalar: Scalar | None, kind: ProseKind = "inline") -> Prose:
        return Prose() if scalar is None else self._prose(self.tree.located(scalar), kind)

    def proses(self, scalars: Iterable[Scalar]) -> tuple[Prose, ...]:
        return tuple(self.prose(scalar) for scalar in scalars)

    def add(self, code: str, message: str, at: Span, hint: str = "") -> None:
        self.problems.append(Problem(code, message, at, hint))

    def read(self, value: T | None, ids: frozenset[str] = frozenset()) -> Read[T]:
        return Read(value, ids, tuple(self.problems))

    def _shape(self, shape: type[S], node: Any, path: Path, kind: str) -> S | None:
        value, problems = judge(shape, node, self.tree, path, kind)
        self.problems += problems
        return value
