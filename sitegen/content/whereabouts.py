"""Where in the content something was written that stands on a made page: by its letters, since nothing else is left.

A page knows from which line its links and pictures come (`Document.origins`), but not each of its words. They are
searched for in the files of the content as they are written, markup and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.core.artifact import Source
from sitegen.core.problem import Span


def texts(content: Mapping[str, Source]) -> Iterator[Source]:
    """The files that words are written in."""
    return (source for path, source in sorted(content.items()) if path.endswith((".md", ".yaml")))


def lines(content: Mapping[str, Source]) -> Iterator[tuple[str, int, str]]:
    """(path as problems call it, number, line) of every line of every text."""
    for source in texts(content):
        for number, line in enumerate(source.text.splitlines(), 1):
            yield source.path, number, line


def find(words: str, content: Mapping[str, Source]) -> Span | None:
    """The first place where these words stand in one line."""
    for path, number, line in lines(content):
        if (start := line.find(words)) >= 0:
            return Span(path, number, start + 1, number, start + len(words) + 1)
    return None


def letters(text: str) -> str:
    """What of a text no markup changes: letters and digits, in small letters."""
    return "".join(filter(str.isalnum, text)).casefold()
