"""Files of a writer's own, made once: a new project, a workflow. Never over something that is there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from sitegen.effects.disk import Disk

_HARMLESS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".git"})  # the desktop's, and what a fresh clone has


def occupant(folder: Path) -> str:
    """What lies in a folder already, by name; "" when it is empty or not there, "." when it is no folder."""
    if not os.path.lexists(folder):
        return ""
    if not folder.is_dir():
        return "."
    return min(set(os.listdir(folder)) - _HARMLESS, default="")


def plant(folder: Path, files: Mapping[str, str], disk: Disk | None = None) -> None:
    """Makes the files below `folder`, and the folders on the way. What was made goes again if one of them cannot be.

    Raises FileExistsError for a file that is there, OSError for what the disk refuses.
    """
    disk = disk or Disk()
    made: list[tuple[str, bool]] = []
    try:
        for name, text in files.items():
            place = folder / name
            for parent in reversed(place.parents):
                if not parent.exists():
                    disk.mkdir(str(parent))
                    made.append((str(parent), True))
            disk.write(str(place), text.encode("utf-8"))
            made.append((str(place), False))
    except BaseException:
        for path, is_folder in reversed(made):
            (disk.rmdir if is_folder else disk.unlink)(path)
        raise


def read(place: Path) -> str | None:
    """The text of a file, None when it is not there."""
    try:
        return place.read_text("utf-8", "replace")
    except FileNotFoundError:
        return None


def repository_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that a git repository begins in."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def installation() -> str | None:
    """The record of where this sitegen was installed from (direct_url.json of PEP 610); None if by its name."""
    try:
        return metadata.distribution("sitegen").read_text("direct_url.json")
    except metadata.PackageNotFoundError:  # run from its source without being installed
        return "{}"


def renew(folder: Path, files: Mapping[str, str], disk: Disk | None = None) -> tuple[str, ...]:
    """Writes files that are made and never edited, where they are not so already; gives the names. Raises OSError."""
    disk = disk or Disk()
    changed = tuple(name for name, text in files.items() if read(folder / name) != text)
    for parent in (*reversed(folder.parents), folder):
        if changed and not parent.exists():
            disk.mkdir(str(parent))
    for name in changed:
        beside = folder / f"{name}.new"
        if os.path.lexists(beside):
            disk.unlink(str(beside))
        disk.write(str(beside), files[name].encode("utf-8"))
        os.replace(beside, folder / name)
    return changed
