"""The real doors: the only place for the disk, the clock and the packaged theme. Only `cli` opens them.

Reading is in `files`, publishing in `shelf` over `disk` (every call that changes the file system) and `lock`, what is
kept between builds in `drawer`. They are loaded when they are asked for: a build with nothing to do needs few of them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sitegen.effects.real import (
        DiskDrawer,
        DiskFiles,
        DiskShelf,
        Forks,
        PackagedTheme,
        RealWorld,
        SystemClock,
        find_project,
        real_world,
        theme_root,
    )

__all__ = [
    "DiskDrawer", "DiskFiles", "DiskShelf", "Forks", "PackagedTheme", "RealWorld", "SystemClock", "find_project",
    "real_world", "theme_root",
]  # fmt: skip


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("sitegen.effects.real"), name)
