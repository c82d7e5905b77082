"""Modules that are loaded when they are first used: those whose packages only some builds need.

A build that has nothing to parse does without the parsers. `tests/test_house.py` reads the names given here as it reads
imports, so the walls hold for them too.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(import_module(self._name), attribute)
        setattr(self, attribute, found)
        return found


def late(name: str) -> Any:
    """Stands for the module of that name."""
    return Late(name)
