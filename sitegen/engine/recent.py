"""What is kept between the builds of one process: the live preview's memory, which no disk ever sees.

A store like `store`, and values that are found again as they are instead of being spelled out and read: thousands of
notes are looked at in every build, and one of them has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.core.artifact import Fingerprint
from sitegen.engine.encoding import Encoding
from sitegen.engine.store import name_of


class Recent:
    """As `Store`: what a whole build does not ask for is forgotten when it is saved."""

    def __init__(self) -> None:
        self._then: dict[str, bytes] = {}
        self._now: dict[str, bytes] = {}
        self.notes: Mapping[str, Any] = {}

    def keep(self, data: bytes) -> str:
        name = name_of(data)
        self._now[name] = data
        return name

    def want(self, name: str) -> bool:
        data = self.recall(name)
        if data is not None:
            self._now[name] = data
        return data is not None

    def recall(self, name: str) -> bytes | None:
        return self._now.get(name) or self._then.get(name)

    def save(self, notes: Mapping[str, Any], *, whole: bool = True) -> None:
        self.notes = notes
        self._then, self._now = (self._now if whole else {**self._then, **self._now}), {}


class AsTheyAre(Encoding):
    """Takes out of a shape the very value that was put into it, or that was taken out of it the last time.

    Shapes are told apart by identity, so this holds as long as notes are handed on and not copied; what was not asked
    for between two calls of `turn` is forgotten.
    """

    def __init__(self, plain: Encoding) -> None:
        super().__init__(plain.classes, plain.own, plain.sealed)
        self._then: dict[Any, tuple[Any, Any]] = {}
        self._now: dict[Any, tuple[Any, Any]] = {}

    def put(self, value: Any) -> Any:
        shape = super().put(value)
        if type(shape) is list:
            self._now[id(shape)] = (shape, value)
        return shape

    def take(self, shape: Any) -> Any:
        if type(shape) is not list:
            return shape
        known = self._now.get(id(shape)) or self._then.get(id(shape))
        if known is None or known[0] is not shape:
            known = (shape, super().take(shape))
        self._now[id(shape)] = known
        return known[1]

    def encode(self, value: Any) -> bytes:
        """A row of the very values that were in one before needs not be spelled out again."""
        if type(value) is not tuple:
            return super().encode(value)
        key = tuple(map(id, value))
        known = self._now.get(key) or self._then.get(key)
        if known is None:
            known = (value, super().encode(value))
        self._now[key] = known
        data: bytes = known[1]
        return data

    def fingerprint(self, value: Any) -> Fingerprint:
        if type(value) not in self._numbers:
            return super().fingerprint(value)
        known = self._now.get(id(value)) or self._then.get(id(value))
        if known is None or known[0] is not value:
            known = (value, super().fingerprint(value))
        self._now[id(value)] = known
        told: Fingerprint = known[1]
        return told

    def turn(self) -> None:
        self._then, self._now = self._now, {}
