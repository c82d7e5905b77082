"""The doors of a real project, opened together."""

from __future__ import annotations

from pathlib import Path

from sitegen.core.record import record
from sitegen.core.world import Clock, Files, Shelf
from sitegen.effects.clock import SystemClock
from sitegen.effects.drawer import DiskDrawer
from sitegen.effects.files import DiskFiles, PackagedTheme, RememberedFiles, find_project, theme_root
from sitegen.effects.shelf import DiskShelf
from sitegen.effects.surroundings import picture_makers
from sitegen.effects.workers import Forks


@record
class RealWorld:
    root: Path
    files: Files
    theme: Files
    shelf: Shelf
    clock: Clock
    images: str = ""


def real_world(root: Path, out: Path, *, again_and_again: bool = False) -> RealWorld:
    """The doors of the project at `root` that publishes into `out` (relative to the working directory).
    `again_and_again`: for a process that builds many times, files are read when they have changed."""
    root = root.resolve()
    files = RememberedFiles if again_and_again else DiskFiles
    return RealWorld(
        root, files(root), PackagedTheme(root, files), DiskShelf(out, root), SystemClock(), picture_makers()
    )


__all__ = [
    "DiskDrawer", "DiskFiles", "DiskShelf", "Forks", "PackagedTheme", "RealWorld", "SystemClock", "find_project",
    "real_world", "theme_root",
]  # fmt: skip
