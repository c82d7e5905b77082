"""The real doors: the only place for the disk, the clock and the packaged theme. Only `cli` opens them.

Reading is in `files`, publishing in `shelf` over `disk` (every call that changes the file system) and `lock`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sitegen.core.world import Clock, Files, Shelf
from sitegen.effects.clock import SystemClock
from sitegen.effects.files import DiskFiles, PackagedTheme, find_project
from sitegen.effects.processes import SystemProcesses
from sitegen.effects.shelf import DiskShelf


@dataclass(frozen=True, slots=True)
class RealWorld:
    root: Path
    files: Files
    theme: Files
    shelf: Shelf
    clock: Clock


def real_world(root: Path, out: Path) -> RealWorld:
    """The doors of the project at `root` that publishes into `out` (relative to the working directory)."""
    root = root.resolve()
    return RealWorld(root, DiskFiles(root), PackagedTheme(root), DiskShelf(out, root), SystemClock())


__all__ = [
    "DiskFiles",
    "DiskShelf",
    "PackagedTheme",
    "RealWorld",
    "SystemClock",
    "SystemProcesses",
    "find_project",
    "real_world",
]
