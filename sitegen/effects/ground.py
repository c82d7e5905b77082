"""Where a site may be published: which folders are never an output, whatever they hold.

Places are compared by what the file system says they are (device and inode), so that links, `..` and letters of
another case cannot make one folder look like two.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_SOURCES = ("content", "templates", "assets")


def unfit(out: Path, root: Path) -> str:
    """Why `out` (resolved) must never be the output of the project at `root`, or "". Looks, and changes nothing."""
    if out.parent == out:
        return "it is the root of the file system"
    if out.exists() and not out.is_dir():
        return "it is a file"
    if os.path.ismount(out):
        return "another file system is mounted there, so it cannot be exchanged as a whole"
    if _within(root, out):
        return "it is the project's own folder, or holds it"
    with suppress(RuntimeError):  # no home to be found
        if _within(Path.home(), out):
            return "it is your home folder, or holds it"
    if {".git", ".sitegen"} & set(out.parts):
        return "what lies in .git or .sitegen belongs to somebody else"
    for name in (*_SOURCES, ".git"):
        source = root / name
        if not source.exists():
            # The folder may come later, and would then be the next build's input.
            if name in _SOURCES and out.is_relative_to(source):
                return f"{name}/ is for what the site is made from"
        elif _within(out, source):
            return f"it is {name}/, or lies inside it"
        elif _within(source, out):
            return f"it holds {name}/"
    return ""


def unfit_file(file: Path, root: Path) -> str:
    """The same of a single file (resolved), or "": whoever opens it from the disk goes by its ending."""
    if file.is_dir():
        return "it is a folder"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent.name}"
    if file.exists() and not file.is_file():
        return "it is no plain file"
    if file.suffix.lower() not in (".html", ".htm"):
        return "its name does not end in .html, so no browser would open it as a page"
    if {".git", ".sitegen"} & set(file.parts):
        return "what lies in .git or .sitegen belongs to somebody else"
    for name in _SOURCES:
        if _within(file.parent, root / name):
            return f"{name}/ is for what the site is made from"
    return ""


def _within(inner: Path, outer: Path) -> bool:
    """Whether `inner` is `outer` or lies somewhere below it."""
    if not outer.exists():
        return False
    return any(_same(place, outer) for place in _upwards(inner.resolve()))


def _upwards(place: Path) -> Iterable[Path]:
    return (place, *place.parents)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
