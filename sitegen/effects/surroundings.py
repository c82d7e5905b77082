"""What surrounds the process: its environment and working directory, an earlier site, a place for a trace."""

from __future__ import annotations

import os
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
