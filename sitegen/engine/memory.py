"""What a build remembers of the one before it, and what it leaves to the next: notes by room and name, and objects.

A note is read from the last build's and written into this one's; whatever is not written again is forgotten, but for
the rooms that a build did not reach because it ended early. Without a store nothing is remembered and nothing costs
anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sitegen.core.artifact import Fingerprint
from sitegen.core.world import Pieces, Workers
from sitegen.engine.encoding import Encoding

T = TypeVar("T")


class Keeper(Protocol):
    """`store.Store`, `recent.Recent`."""

    @property
    def notes(self) -> Mapping[str, Any]: ...
    def keep(self, data: bytes) -> str: ...
    def want(self, name: str) -> bool: ...
    def recall(self, name: str) -> bytes | None: ...
    def save(self, notes: Mapping[str, Any], *, whole: bool = True) -> None: ...


class Memory:
    def __init__(self, store: Keeper | None = None, encoding: Encoding | None = None,
                 workers: Workers | None = None) -> None:  # fmt: skip
        self.store = store
        self.encoding = encoding or Encoding(())
        self._workers = workers
        self._then: dict[str, Any] = dict(store.notes) if store else {}
        self._now: dict[str, Any] = {}

    @property
    def remembers(self) -> bool:
        return self.store is not None

    def then(self, room: str) -> dict[str, Any]:
        """The notes of the last build, by name."""
        found: dict[str, Any] = self._then.get(room, {})
        return found

    def now(self, room: str) -> dict[str, Any]:
        """Those of this build, to be written into."""
        found: dict[str, Any] = self._now.setdefault(room, {})
        return found

    def value(self, room: str, name: str, key: Any, make: Callable[[], Any]) -> Any:
        """A value of plain things that depends on `key` alone: last build's, or made now."""
        if not self.remembers:
            return make()
        note = self.now(room).get(name) or self.then(room).get(name)
        if note is None or note[0] != key:
            note = [key, self.encoding.put(make())]
        self.now(room)[name] = note
        return self.encoding.take(note[1])

    def keep(self, data: bytes) -> str:
        """An object's name, which is its digest."""
        return self.store.keep(data) if self.store else ""

    def want(self, name: str) -> bool:
        """Whether the last build's object is there; then it is kept on."""
        return self.store is not None and self.store.want(name)

    def recall(self, name: str) -> Any:
        """The value kept as an object, or None where it was lost."""
        data = self.store.recall(name) if self.store else None
        return None if data is None else self.encoding.decode(data)

    def encode(self, value: Any) -> bytes:
        return self.encoding.encode(value)

    def plain(self, data: bytes) -> Any:
        """What `encode` gave, as the lists and words of a note."""
        return json.loads(data)

    def each(self, work: Callable[[T], Pieces], items: Sequence[T], least: int) -> list[Pieces]:
        if self._workers is None:
            return [work(item) for item in items]
        return self._workers.each(work, items, least=least)

    def parallel(self, items: Sequence[Any], least: int) -> bool:
        """Whether `each` would go to other processes, so that what it makes had better be plain bytes."""
        return self._workers is not None and self._workers.worth(len(items), least)

    def fingerprint(self, value: Any) -> Fingerprint:
        return self.encoding.fingerprint(value)

    def save(self, *, whole: bool = True) -> None:
        """`whole`: the build went through all its stages. Raises OSError; nothing is lost by it but time."""
        if self.store is not None:
            self.store.save(self._now if whole else {**self._then, **self._now}, whole=whole)
