"""What each code means, at length: why it matters to a reader, how to mend it, and an example.

The texts lie beside this, one file for each family of codes, and are the one source of `sitegen explain` and of
docs/errors.md. Severity and meaning in a sentence are not repeated there: they belong to `core.codes`. An example is
proved: `tests/explain` puts its wrong lines into a sound project, which then has this code alone.

    ## fact-unknown

    Two to five sentences, in paragraphs.

    ```diff
    content/pages/about.md               or: wrong/name.md -> right/name.md, with or without lines
      a line around it
    - a wrong line
    + a right line
    ```
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

from sitegen.core.codes import CODES
from sitegen.core.record import record

_CODE = re.compile(r"^## (\S+)$", re.M)
_DIFF = re.compile(r"^```diff\n(.*?)^```$", re.M | re.S)


@record
class Line:
    """A line of an example: `mark` is "-" for a wrong one, "+" for the right one, " " for what stands around it."""

    mark: Literal["-", "+", " "]
    text: str


@record
class Example:
    """`path` is the file's right name; `was` its wrong one, if that is the slip."""

    path: str
    was: str
    lines: tuple[Line, ...]

    def side(self, mark: Literal["-", "+"]) -> tuple[str, ...]:
        """The lines as they are when wrong, or when right."""
        return tuple(line.text for line in self.lines if line.mark in (mark, " "))


@record
class Entry:
    code: str
    paragraphs: tuple[str, ...]  # Markdown, of which only `code` and **strong** are used
    example: Example | None


@record
class Family:
    name: str  # of the file, and so of the anchor
    title: str
    entries: tuple[Entry, ...]  # in the order of CODES


@cache
def families() -> tuple[Family, ...]:
    """All of them, in the order of CODES. Raises ValueError for a text that is not in this form."""
    found = [parse(file.name.removesuffix(".md"), file.read_text("utf-8"))
             for file in files(__name__).iterdir() if file.name.endswith(".md")]  # fmt: skip
    return tuple(sorted(found, key=lambda family: _rank(family.entries[0].code)))


def entry(code: str) -> Entry | None:
    return next((entry for family in families() for entry in family.entries if entry.code == code), None)


def parse(name: str, text: str) -> Family:
    """One file. Raises ValueError."""
    title, *pieces = _CODE.split(text)
    if not title.startswith("# ") or not pieces:
        raise ValueError(f"{name}.md: a title after # and a code after ## are needed")
    entries = (_entry(code, body, name) for code, body in zip(pieces[::2], pieces[1::2], strict=True))
    return Family(name, title.removeprefix("# ").strip(), tuple(sorted(entries, key=lambda e: _rank(e.code))))


def _rank(code: str) -> int:
    order = tuple(CODES)
    return order.index(code) if code in CODES else len(order)


def _entry(code: str, body: str, name: str) -> Entry:
    words, *rest = _DIFF.split(body)
    if len(rest) > 2 or "".join(rest[1:]).strip() or "```" in words:
        raise ValueError(f"{name}.md: {code}: after the sentences comes at most one ```diff, and nothing after it")
    paragraphs = tuple(" ".join(piece.split()) for piece in words.strip().split("\n\n"))
    return Entry(code, paragraphs, _example(rest[0], f"{name}.md: {code}") if rest else None)


def _example(text: str, where: str) -> Example:
    head, *lines = text.splitlines()
    first, arrow, second = head.partition(" -> ")
    return Example(second if arrow else first, first if arrow else "", tuple(_line(line, where) for line in lines))


def _line(line: str, where: str) -> Line:
    mark, text = line[:1] or " ", line[2:]
    if mark not in ("-", "+", " ") or line[1:2] not in ("", " "):
        raise ValueError(f"{where}: {line!r} begins neither with '- ' nor with '+ ' nor with two spaces")
    return Line(mark, text)  # type: ignore[arg-type]  # checked above
