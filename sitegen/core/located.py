"""A text that remembers where in its file it was written.

Markdown stands in the body of a .md file and inside YAML scalars, where quotes, escapes and folding move characters
about; words as they are read have lost their markup besides. `Located` hides the difference: offsets of the text in,
lines and columns of the file out. The place of a character is kept as runs (from this offset on, characters follow each
other on this line), never one by one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sitegen.core.problem import Span
from sitegen.core.record import record


@record
class Located:
    """`places` are runs (offset, line, column), by rising offset, the first at offset 0; lines end with \\n."""

    value: str
    path: str
    places: tuple[tuple[int, int, int], ...]

    @classmethod
    def of_body(cls, text: str, path: str, first_line: int = 1) -> Located:
        """The body of a Markdown file whose first line is line `first_line` of the file."""
        places = [(0, first_line, 1)]
        offset = text.find("\n")
        while offset >= 0:
            places.append((offset + 1, places[-1][1] + 1, 1))
            offset = text.find("\n", offset + 1)
        return cls(text, path, tuple(places))

    def span(self, start: int, end: int) -> Span:
        """The place of `value[start:end]`; of an empty stretch, the place alone."""
        line, column = self._place(start)
        if end <= start:
            return Span(self.path, line, column)
        end_line, end_column = self._place(end - 1)
        return Span(self.path, line, column, end_line, end_column + 1)

    def part(self, pieces: Iterable[tuple[str, int]]) -> Located:
        """A text put together from pieces of this one: each with the offset at which its characters follow each other
        here."""
        words: list[str] = []
        places: list[tuple[int, int, int]] = []
        length = 0
        for piece, start in pieces:
            begins = [start, *(offset for offset, _, _ in self._runs(start, start + len(piece)))]
            places += ((length + begin - start, *self._place(begin)) for begin in begins)
            words.append(piece)
            length += len(piece)
        return Located("".join(words), self.path, tuple(places) or ((0, *self._place(0)),))

    def _runs(self, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
        """The runs that begin between two offsets, without those at the ends."""
        first = bisect_right(self.places, start, key=lambda place: place[0])
        return self.places[first : bisect_left(self.places, end, key=lambda place: place[0])]

    def _place(self, offset: int) -> tuple[int, int]:
        run = max(bisect_right(self.places, offset, key=lambda place: place[0]) - 1, 0)
        begin, line, column = self.places[run]
        return line, column + max(offset - begin, 0)
