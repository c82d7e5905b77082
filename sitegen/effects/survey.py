"""What lies in a folder: every file and folder below it as the disk tells, and which of them are not ours."""

from __future__ import annotations

import errno
import os
from collections.abc import Container, Iterable, Mapping

from sitegen.core.record import record


@record
class Tree:
    """What lies below a folder, links not followed: paths relative to it, with forward slashes."""

    files: Mapping[str, os.stat_result]
    folders: Mapping[str, os.stat_result]


def survey(top: str, but: Container[str] = ()) -> Tree:
    """Everything below `top`, itself as "", `but` for these files; nothing when it is not there. Raises OSError, also
    at a mount point."""
    files: dict[str, os.stat_result] = {}
    folders: dict[str, os.stat_result] = {}
    waiting = [("", top)] if os.path.isdir(top) else []
    while waiting:
        folder, place = waiting.pop()
        folders[folder] = os.lstat(place)
        if folders[folder].st_dev != folders[""].st_dev:
            raise OSError(errno.EXDEV, "another file system is mounted inside the output", place)
        with os.scandir(place) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((path, entry.path))
                elif path not in but:
                    files[path] = os.lstat(entry.path)
    return Tree(files, folders)


def foreign_folders(found: Tree, ours: frozenset[str]) -> set[str]:
    """Folders that exist for somebody else's sake; one that held a file of ours goes when it is empty."""
    return found.folders.keys() - {parent for path in ours for parent in parents(path)} - {""}


def parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: end + 1]) for end in range(len(parts))]


def obstacles(found: Tree, ours: frozenset[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Foreign files and folders at the place of a wanted file, or a foreign file at the place of a folder of one."""
    files = found.files.keys() - ours
    folders = foreign_folders(found, ours)
    staying = {parent for path in (*files, *folders) for parent in parents(path)} | folders
    met: set[str] = set()
    for path in wanted:
        met.update({path, *parents(path)} & files)
        if path in staying:
            inside = sorted(each for each in files if each.startswith(path + "/"))
            met.add(inside[0] if inside else path)
    return tuple(sorted(met))
