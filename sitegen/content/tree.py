"""A YAML file as data that knows its places: dicts, lists and `Scalar`s, and the spans of keys and values.

No YAML package in here: `content.yaml` makes trees, `content.schema` reads them. A scalar keeps the text that was
written beside the kind that YAML 1.2 sees in it, so that `1977` can be a title, `550.0` a decimal with its own
digits, and nobody meets a float. Places inside a scalar are worked out only for texts that are parsed as Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

from sitegen.core.located import Located
from sitegen.core.problem import Span
from sitegen.core.record import record

Kind = Literal["text", "number", "truth", "nothing"]
Style = Literal["", "'", '"', "|", ">"]


@record
class Scalar:
    """`text` has quotes, escapes and folding resolved; `start` and `end` are offsets in the tree's source."""

    text: str
    kind: Kind
    style: Style
    start: int
    end: int


Node: TypeAlias = "Scalar | list[Node] | dict[str, Node]"
Path: TypeAlias = tuple[str | int, ...]
Stretch: TypeAlias = tuple[int, int]


class Tree:
    """`data` is None for a file without content. A path is the keys and indexes that lead from the root to a node."""

    def __init__(
        self,
        path: str,
        source: str,
        first_line: int,
        data: Node | None,
        values: Mapping[Path, Stretch],
        keys: Mapping[Path, Stretch],
    ) -> None:
        self.path = path
        self.data = data
        self._source = source
        self._first_line = first_line
        self._values = values
        self._keys = keys
        self._lines = line_starts(source)

    def at(self, path: Path = ()) -> Span:
        """The place of a value: of a scalar the whole of it, of a list or mapping where it begins."""
        while path and path not in self._values:
            path = path[:-1]
        return self.stretch(*self._values.get(path, (0, 0)))

    def has(self, path: Path) -> bool:
        return path in self._values

    def key(self, path: Path) -> Span:
        """The place of a value's key; of its value where it has none (an entry of a list)."""
        return self.stretch(*self._keys[path]) if path in self._keys else self.at(path)

    def span(self, scalar: Scalar) -> Span:
        return self.stretch(scalar.start, scalar.end)

    def located(self, scalar: Scalar) -> Located:
        """The scalar's text, with the place of each of its characters."""
        runs = _runs(scalar, self._source)
        return Located(scalar.text, self.path, tuple((offset, *self._place(at)) for offset, at in runs))

    def stretch(self, start: int, end: int) -> Span:
        line, column = self._place(start)
        end = min(end, len(self._source))
        if end <= start:
            return Span(self.path, line, column)
        end_line, end_column = self._place(end - 1)
        return Span(self.path, line, column, end_line, end_column + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset) - 1
        return line + self._first_line, offset - self._lines[line] + 1


def line_starts(source: str) -> list[int]:
    starts = [0]
    offset = source.find("\n")
    while offset >= 0:
        starts.append(offset + 1)
        offset = source.find("\n", offset + 1)
    return starts


def _runs(scalar: Scalar, source: str) -> list[tuple[int, int]]:
    """(offset in the text, offset in the source) of every stretch that was written as it reads."""
    inner = (scalar.start + 1, scalar.end - 1) if scalar.style in ("'", '"') else (scalar.start, scalar.end)
    if source[slice(*inner)] == scalar.text and "\n" not in scalar.text:
        return [(0, inner[0])]
    if scalar.style == "|":
        return _literal(scalar, source)
    lines = _stripped_lines(source, *inner)
    if scalar.style == ">":
        next(lines, None)  # the line of the ">" itself
    if scalar.style == '"':
        return _align(scalar.text, (piece for line in lines for piece in _double_quoted(*line)), inner[0])
    if scalar.style == "'":
        return _align(scalar.text, (piece for line in lines for piece in _single_quoted(*line)), inner[0])
    return _align(scalar.text, lines, inner[0])


def _literal(scalar: Scalar, source: str) -> list[tuple[int, int]]:
    """Line by line: a literal block's lines are the source's, less the same indentation everywhere."""
    at = source.find("\n", scalar.start) + 1
    offset = 0
    runs: list[tuple[int, int]] = []
    written: list[tuple[int, int, int]] = []  # offset in the text, in the source, columns before it
    for line in scalar.text.split("\n"):
        end = source.find("\n", at)
        end = len(source) if end < 0 else end
        written.append((offset, at, end - at - len(line) if line else -1))
        offset, at = offset + len(line) + 1, min(end + 1, len(source))
    indent = next((columns for *_, columns in written if columns >= 0), 0)
    for offset, at, columns in written:
        runs.append((offset, at + (indent if columns >= 0 else 0)))
    return runs


def _stripped_lines(source: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Without the white space around line breaks, which folding swallows; that at both ends of the text is its own."""
    at = start
    while at < end:
        stop = source.find("\n", at, end)
        line = source[at : end if stop < 0 else stop]
        text = line if at == start else line.lstrip(" \t")
        yield (text if stop < 0 else text.rstrip(" \t")), at + len(line) - len(text)
        at += len(line) + 1


_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.?))|[^\\]+")
_ESCAPED = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def _double_quoted(line: str, at: int) -> Iterator[tuple[str, int]]:
    for match in _ESCAPE.finditer(line):
        number = match[1] or match[2] or match[3]
        if number:
            yield chr(int(number, 16)), at + match.start()
        elif match[4]:
            yield _ESCAPED.get(match[4], match[4]), at + match.start()
        elif match[4] is None:
            yield match[0], at + match.start()


def _single_quoted(line: str, at: int) -> Iterator[tuple[str, int]]:
    for match in re.finditer("''|[^']+", line):
        yield ("'" if match[0] == "''" else match[0]), at + match.start()


def _align(text: str, pieces: Iterable[tuple[str, int]], start: int) -> list[tuple[int, int]]:
    """Folding only ever changes white space between pieces, so each is found by skipping white space."""
    runs: list[tuple[int, int]] = []
    reached = 0
    for piece, at in pieces:
        found = reached
        while not text.startswith(piece, found) and found < len(text) and text[found].isspace():
            found += 1
        if piece and text.startswith(piece, found):
            runs.append((found, at))
            reached = found + len(piece)
    if not runs or runs[0][0] > 0:
        runs.insert(0, (0, runs[0][1] if runs else start))
    return runs
