"""The doors to the outside, as narrow as their users need them. The real ones are in `effects`, the twins in tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    """Reading and writing below one project. Paths are relative, with forward slashes. Raises OSError."""

    def walk(self, folder: str) -> Iterator[str]:
        """Every regular file below `folder`, sorted by its path; nothing when the folder is not there."""

    def read(self, path: str) -> bytes: ...


class Theme(Protocol):
    """The default theme in the package: the same two questions, other folders."""

    def walk(self, folder: str) -> Iterator[str]: ...
    def read(self, path: str) -> bytes: ...


class Shelf(Protocol):
    """The output folder, replaced whole or not at all."""

    def refusal(self) -> str:
        """Why this folder must not be replaced, or "" (it is ours, empty, or not there yet)."""

    def foreign(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of `paths` at which a file lies that sitegen did not make."""

    def lock(self) -> AbstractContextManager[None]:
        """Raises Busy when another build holds the folder."""

    def replace(self, outputs: Mapping[str, bytes]) -> None:
        """Afterwards the folder holds these files and the foreign ones it held before. Raises OSError."""


class Busy(Exception):
    """Another process builds into the same folder; `str()` says which. Caught by `cli`."""


class Clock(Protocol):
    def today(self, time_zone: str) -> date: ...


class World(Protocol):
    files: Files
    theme: Theme
    shelf: Shelf
    clock: Clock
    root: Path
