"""Where in the content something was written that stands on a made page: by its letters, since nothing else is left.

A page knows from which line its links and pictures come (`Document.origins`), but not each of its words. They are
searched for in the files of the content as they are written, markup and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.core.artifact import Source
from sitegen.core.problem import Span

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_YAML_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_NO_LETTER = re.compile(r"[^\n]")


def texts(content: Mapping[str, Source]) -> Iterator[Source]:
    """The files that words are written in."""
    return (source for path, source in sorted(content.items()) if path.endswith((".md", ".yaml")))


def lines(content: Mapping[str, Source]) -> Iterator[tuple[str, int, str]]:
    """(path as problems call it, number, line) of every line of every text, comments blank: they are not published."""
    for source in texts(content):
        comment = _COMMENT if source.path.endswith(".md") else _YAML_COMMENT
        text = comment.sub(lambda found: _NO_LETTER.sub(" ", found[0]), source.text)
        for number, line in enumerate(text.split("\n"), 1):
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
