"""Where in a file a piece of inline Markdown was written: the parser keeps line numbers, columns are found again."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sitegen.content.text import Located
from sitegen.core.problem import Span

if TYPE_CHECKING:
    from markdown_it.token import Token


class Place:
    """`lines`: for each line of the inline text, its offset in the whole text and its words."""

    def __init__(self, text: Located, content: str, lines: tuple[tuple[int, str], ...]) -> None:
        self._text = text
        self._content = content
        self._lines = lines
        self._starts = [0, *accumulate(len(line) + 1 for _, line in lines[:-1])]  # offsets in the inline text
        self._cursor = 0

    def span(self, start: int, end: int) -> Span:
        return self._text.span(self._offset(start), self._offset(end))

    def find(self, needle: str) -> Span:
        """The next place of `needle`, from where the last one was found."""
        start = self._content.find(needle, self._cursor)
        if start < 0:
            start = max(self._content.find(needle), 0)
        self._cursor = start + len(needle)
        return self.span(start, start + len(needle))

    def attribute(self, name: str) -> Span:
        """The next place of a name in braces, from where the last thing was found."""
        written = re.compile(r"\{[^}\n]*?(?<![\w-])(" + re.escape(name) + r")(?![\w-])")
        match = written.search(self._content, self._cursor) or written.search(self._content)
        if match is None:
            return self.span(0, len(self._content))
        self._cursor = match.end()
        return self.span(*match.span(1))

    def link(self, token: Token) -> tuple[Span, Span]:
        """A link's target and its text, as written; both the whole of it where there is no `](`."""
        meta: dict[str, Any] = token.meta or {}
        if "start" not in meta:  # <https://…>
            whole = self.find("<")
            return whole, whole
        start, end = meta["start"], meta["end"]
        middle = self._content.rfind("](", start, end)
        if middle < 0:
            return self.span(start, end), self.span(start, end)
        return self.span(middle + 2, end - 1), self.span(self._content.find("[", start) + 1, middle)

    def _offset(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        begin, line = self._lines[number]
        return begin + min(offset - self._starts[number], len(line))
