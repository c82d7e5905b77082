"""In-memory twins of the doors: they promise what `sitegen.effects` does; test_shelf.py holds both shelves to it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sitegen.core.artifact import Output, digest
from sitegen.core.world import Busy, Entry, Published, Stamp


class MemoryFiles:
    """Files as a dict of bytes (a str is UTF-8). `faults`: path -> why it is not to be read; `denied`: `read` fails."""

    def __init__(
        self, files: Mapping[str, bytes | str], faults: Mapping[str, str] | None = None, denied: Iterable[str] = ()
    ) -> None:
        self.files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        self.faults = dict(faults or {})
        self.denied = frozenset(denied)
        self.reads: list[str] = []

    def walk(self, folder: str) -> Iterable[Entry]:
        found = [Entry(path, len(data)) for path, data in self.files.items() if path.startswith(folder + "/")]
        found += [Entry(p, fault=why) for p, why in self.faults.items() if p == folder or p.startswith(folder + "/")]
        return sorted(found, key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        self.reads.append(path)
        if path in self.denied:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return self.files[path]


class FixedClock:
    def __init__(self, moment: datetime = datetime(2025, 10, 26, 12, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class MemoryShelf:
    """The output as a dict: `made` is what sitegen put there, `others` what lies there besides.

    `refused`: a reason to refuse the folder; `full`: what `replace` fails with; `busy`: another build holds the lock.
    """

    def __init__(self, others: Mapping[str, bytes] | None = None) -> None:
        self.made: dict[str, bytes] = {}
        self.others = dict(others or {})
        self.refused = ""
        self.full: OSError | None = None
        self.busy = ""

    @property
    def files(self) -> dict[str, bytes]:
        return {**self.others, **self.made}

    def refusal(self) -> str:
        return self.refused

    def mend(self) -> None:
        pass

    @contextmanager
    def lock(self) -> Iterator[None]:
        if self.busy:
            raise Busy(self.busy)
        yield

    def foreign(self, paths: Iterable[str]) -> tuple[str, ...]:
        def collide(one: str, other: str) -> bool:
            return one == other or one.startswith(other + "/")

        wanted = list(paths)
        return tuple(sorted({o for o in self.others for w in wanted if collide(o, w) or collide(w, o)}))

    @property
    def place(self) -> str:
        return "build"

    def replace(self, outputs: Mapping[str, Output], known: Mapping[str, Stamp]) -> Published:
        if self.full:
            raise self.full
        there = {path: digest(data) for path, data in self.made.items()}
        written = tuple(sorted(path for path, file in outputs.items() if there.get(path) != file.digest))
        removed = tuple(sorted(self.made.keys() - outputs.keys()))
        new = {path: outputs[path].data for path in written}
        self.made = {path: new[path] if path in new else self.made[path] for path in outputs}
        return Published(written, removed, len(outputs))


class FakeWorld:
    """A whole world in memory; every door can be replaced."""

    def __init__(self, files: MemoryFiles, theme: MemoryFiles | None = None) -> None:
        self.root = Path("project")
        self.files = files
        self.theme = theme or MemoryFiles({})
        self.shelf = MemoryShelf()
        self.clock = FixedClock()
        self.images = ""


class MemoryDrawer:
    """What is kept between builds, as a dict."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def read(self, name: str, offset: int = 0, length: int = -1) -> bytes | None:
        data = self.files.get(name)
        return None if data is None else data[offset : len(data) if length < 0 else offset + length]

    def write(self, name: str, data: bytes) -> None:
        self.files[name] = data

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def remove(self, name: str) -> None:
        self.files.pop(name, None)
