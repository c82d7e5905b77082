"""Tests as documents: files of cases, each a title, a line with a dot, what goes in, a dot, what comes out, a dot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def cases(folder: Path) -> list[object]:
    """(name of the file, what goes in, what comes out) for every case of every .md file in a folder."""
    found: list[object] = []
    for path in sorted(folder.glob("*.md")):
        pieces = re.split(r"^\.\n", path.read_text("utf-8"), flags=re.M)
        assert len(pieces) % 3 == 1 and not pieces[-1].strip(), f"{path.name}: a dot is missing"
        for title, given, wanted in zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False):
            found.append(pytest.param(path.stem, given, wanted.strip(), id=f"{path.stem}: {title.strip()}"))
    return found
