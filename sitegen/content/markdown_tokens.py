"""Two small tools of the conversion: finding where a token is closed, and collecting parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sitegen.core.prose import Part, Parts

if TYPE_CHECKING:
    from markdown_it.token import Token


class PartWriter:
    """Collects parts, joining neighbouring HTML."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._html: list[str] = []

    def html(self, text: str) -> None:
        self._html.append(text)

    def part(self, part: Part) -> None:
        self._flush()
        self._parts.append(part)

    def parts(self) -> Parts:
        self._flush()
        return tuple(self._parts)

    def _flush(self) -> None:
        if text := "".join(self._html):
            self._parts.append(text)
        self._html = []


def closing(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the one at `index`."""
    depth = 0
    for i in range(index, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return i
    raise AssertionError("the parser left a token open")
