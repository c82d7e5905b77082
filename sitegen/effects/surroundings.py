"""What surrounds the process: its environment and working directory, an earlier site, a place for a trace."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def environment() -> Mapping[str, str]:
    return os.environ


def from_here(path: Path) -> str:
    """A path as it is seen from the working directory, with forward slashes; "" for the directory itself."""
    try:
        text = os.path.relpath(path)
    except ValueError:  # another drive of Windows: no relative path leads there
        text = str(path)
    return "" if text == os.curdir else text.replace(os.sep, "/")


def picture_makers() -> str:
    """The extra `images` as it is installed, "pillow 13.0.0, resvg_py 0.5.0"; "" unless both are there.

    Read from the names of the folders that installers leave: importing either only to ask would slow every build.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or os.curdir)
        except OSError:
            continue
        for name in names:
            if match := _PICTURE_MAKER.fullmatch(name):
                found.setdefault(match[1].lower(), match[2])
    return ", ".join(f"{name} {found[name]}" for name in sorted(found)) if len(found) == 2 else ""


_PICTURE_MAKER = re.compile(r"(pillow|resvg_py)-([^-]+)\.dist-info", re.IGNORECASE)


def holds_site(folder: Path) -> bool:
    return (folder / "index.html").is_file()


def keep_trace(text: str) -> Path | None:
    """Saves a trace in the temporary folder, since the project's own may be what is broken; None where that fails."""
    try:
        handle, path = tempfile.mkstemp(prefix="sitegen-bug-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return None
    return Path(path)
