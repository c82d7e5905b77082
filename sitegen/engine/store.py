"""What is kept between builds: small notes in one index, large objects in packs beside it.

Everything is a cache: a file that is missing, cut, changed by a bit or of another version is as good as none, because
the index carries its own digest, every object is compared with the digest under which it was kept, and the name of the
index says for which version of what it was written. Packs are only ever added and the index is exchanged in one step,
so a process that dies, or eight at once, leave at worst objects that nobody finds. What a build does not ask for is
forgotten with the next index.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sitegen.core.world import Drawer
from sitegen.engine.encoding import dump

INDEX = "index"
MOST_PACKS = 12
_DIGEST = 32  # hex digits


class Store:
    """`key` names the version of everything that shapes what is kept. `empty`: begin without what is there."""

    def __init__(self, drawer: Drawer, key: str, *, empty: bool = False) -> None:
        self._drawer = drawer
        self._key = key
        self._packs: list[str] = []
        self._places: dict[str, list[int]] = {}  # object -> the number of its pack, offset, length
        self._fresh: dict[str, bytes] = {}
        self._wanted: dict[str, None] = {}
        self.notes: Mapping[str, Any] = {}
        if not empty:
            self._open()

    def _open(self) -> None:
        data = self._drawer.read(INDEX)
        if data is None or name_of(data[_DIGEST:]).encode() != data[:_DIGEST]:
            return
        index = json.loads(data[_DIGEST:])
        if index["key"] != self._key:
            return
        self._packs, self._places, self.notes = index["packs"], index["objects"], index["notes"]

    def keep(self, data: bytes) -> str:
        """Keeps an object and gives its name, which is its digest."""
        name = name_of(data)
        self._wanted[name] = None
        if name not in self._places:
            self._fresh[name] = data
        return name

    def want(self, name: str) -> bool:
        """Says that an object of the last build is to be kept; False where it is gone, as far as the index knows."""
        if name in self._places or name in self._fresh:
            self._wanted[name] = None
            return True
        return False

    def recall(self, name: str) -> bytes | None:
        """The object, if it is still what it was."""
        if name in self._fresh:
            return self._fresh[name]
        place = self._places.get(name)
        data = self._drawer.read(self._packs[place[0]], place[1], place[2]) if place else None
        if data is None or name_of(data) != name:
            self._places.pop(name, None)
            return None
        return data

    def save(self, notes: Mapping[str, Any], *, whole: bool = True) -> None:
        """Writes what this build kept and wants, and if it is not a `whole` one, all that was kept before. Raises
        OSError; what was kept before then still holds."""
        alive = {name: place for name, place in self._places.items() if name in self._wanted or not whole}
        fresh, packs = dict(self._fresh), self._packs
        used = sorted({pack for pack, _, _ in alive.values()})
        if len(used) >= MOST_PACKS or self._mostly_dead(alive):
            rewritten = {name: data for name in alive if (data := self.recall(name)) is not None}
            alive, fresh, used = {}, {**rewritten, **fresh}, []
        if len(used) < len(packs):
            numbers = {pack: number for number, pack in enumerate(used)}
            alive = {name: [numbers[pack], offset, length] for name, (pack, offset, length) in alive.items()}
            packs = [packs[pack] for pack in used]
        if fresh:
            body = b"".join(fresh.values())
            pack = f"pack-{name_of(body)[:16]}"
            self._drawer.write(pack, body)
            offset = 0
            for name, data in fresh.items():
                alive[name] = [len(packs), offset, len(data)]
                offset += len(data)
            packs = [*packs, pack]
        index = dump({"key": self._key, "packs": packs, "objects": alive, "notes": notes})
        self._drawer.write(INDEX, name_of(index).encode() + index)
        for name in self._drawer.names():
            if name.startswith("pack-") and name not in packs:
                self._drawer.remove(name)
        self._packs, self._places, self._fresh, self.notes = packs, alive, {}, notes

    def _mostly_dead(self, alive: Mapping[str, list[int]]) -> bool:
        """Whether packs hold more that nobody wants than what is wanted."""
        total = sum(length for _, _, length in self._places.values())
        return total > 1_000_000 and sum(length for _, _, length in alive.values()) * 2 < total


def name_of(data: bytes) -> str:
    """Its digest."""
    return sha256(data).hexdigest()[:_DIGEST]
