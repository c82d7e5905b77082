"""Where in a file a piece of inline Markdown was written: the parser keeps line numbers, columns are found again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sitegen.core.located import Located
from sitegen.core.problem import Span

if TYPE_CHECKING:
    from markdown_it.token import Token


class Place:
    """`lines`: for each line of the inline text, its offset in the whole text and its words."""

    def __init__(self, text: Located, content: str, lines: tuple[tuple[int, str], ...]) -> None:
        self._text = text
        self.content = content
        self._lines = lines
        self._starts = [0, *accumulate(len(line) + 1 for _, line in lines[:-1])]  # offsets in the inline text
        self._cursor = 0

    def span(self, start: int, end: int) -> Span:
        return self._text.span(self._offset(start), self._offset(end))

    def find(self, needle: str) -> Span:
        """The next place of `needle`, from where the last one was found."""
        start = self.content.find(needle, self._cursor)
        if start < 0:
            start = max(self.content.find(needle), 0)
        self._cursor = start + len(needle)
        return self.span(start, start + len(needle))

    def attribute(self, name: str) -> Span:
        """The next place of a name in braces, from where the last thing was found."""
        written = re.compile(r"\{[^}\n]*?(?<![\w-])(" + re.escape(name) + r")(?![\w-])")
        match = written.search(self.content, self._cursor) or written.search(self.content)
        if match is None:
            return self.span(0, len(self.content))
        self._cursor = match.end()
        return self.span(*match.span(1))

    def link(self, token: Token) -> tuple[Span, Span]:
        """A link's target and its text, as written; both the whole of it where there is no `](`."""
        meta: dict[str, Any] = token.meta or {}
        if "start" not in meta:  # <https://…>
            whole = self.find("<")
            return whole, whole
        start, end = meta["start"], meta["end"]
        middle = self.content.rfind("](", start, end)
        if middle < 0:
            return self.span(start, end), self.span(start, end)
        return self.span(middle + 2, end - 1), self.span(self.content.find("[", start) + 1, middle)

    def read(self, pieces: Iterable[tuple[str, int]]) -> Located:
        """Words put together from pieces of the inline text, with their places."""
        return self._text.part((words, self._offset(start)) for words, start in pieces)

    def _offset(self, offset: int) -> int:
        number = bisect_right(self._starts, offset) - 1
        begin, line = self._lines[number]
        return begin + min(offset - self._starts[number], len(line))


class Lines:
    """The lines of a text, and the places already given away on each."""

    def __init__(self, text: Located) -> None:
        self._text = text
        self._lines = text.value.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._taken: dict[int, int] = {}  # line -> column after the last inline text found there (cells of a table)

    def place(self, token: Token) -> Place:
        """Where each line of an inline text lies in the whole text: the parser keeps only line numbers."""
        first = (token.map or [0])[0]
        offsets = []
        for number, line in enumerate(token.content.split("\n"), first):
            source = self._lines[number] if number < len(self._lines) else ""
            column = max(source.find(line, self._taken.get(number, 0)), 0)
            self._taken[number] = column + len(line)
            offsets.append((self._starts[min(number, len(self._lines) - 1)] + column, line))
        return Place(self._text, token.content, tuple(offsets))

    def braces(self, token: Token, name: str) -> Span:
        """The place of a name in braces on the lines above a block, or behind it on its first."""
        number = (token.map or [0])[0]
        first = number
        while first > 0 and self._lines[first - 1].lstrip().startswith("{"):
            first -= 1
        for line in range(first, min(number + 1, len(self._lines))):
            if "{" in self._lines[line] and (column := self._lines[line].find(name)) >= 0:
                start = self._starts[line] + column
                return self._text.span(start, start + len(name))
        return self.span(token)

    def span(self, token: Token) -> Span:
        number = min((token.map or [0])[0], len(self._lines) - 1)
        line = self._lines[number]
        start = self._starts[number] + len(line) - len(line.lstrip())
        return self._text.span(start, self._starts[number] + len(line.rstrip()))
