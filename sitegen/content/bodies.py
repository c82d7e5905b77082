"""The running text of a section by itself: where it begins, and how it is parsed when the head above it is the same.

Most edits are made in a body. The head's parse is then taken from last time, and what reads heads (YAML, the shapes of
its keys) is not even loaded.
"""

from __future__ import annotations

import re
from typing import Any

from sitegen.content import markdown
from sitegen.content.languages import LANGUAGES
from sitegen.content.parsed import Manner, Parsed, proses
from sitegen.core.artifact import Fingerprint, Source, digest
from sitegen.core.located import Located
from sitegen.core.model import Section
from sitegen.core.record import replace

FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
OPENING = re.compile(r"---[ \t]*$|\s*^---[ \t]*$(?=\n[a-z_]+:)", re.MULTILINE)


def body_at(text: str) -> int | None:
    """The offset at which the body begins, None where no front matter is closed."""
    opening = OPENING.match(text)
    closing = FENCE.search(text, opening.end()) if opening else None
    return None if closing is None else closing.end() + 1


def fingerprint(source: Source, manner: Manner, value: Any) -> Fingerprint:
    """Of the body's parse, by what it is parsed from; without a title in its head, a page takes that of its body."""
    text = source.text
    at = body_at(text) or 0
    body = text[at:].lstrip("\n")
    first, begin = (text.count("\n", 0, place) + 1 for place in (at, len(text) - len(body)))
    said = f"{manner!r} {getattr(value, 'title', '')}\n{body}"
    return Fingerprint(digest(said.encode()), digest(f"{source.path} {first} {begin}".encode()))


def head_key(source: Source, manner: Manner) -> str:
    """What the parse of a head depends on; "" where there is none."""
    at = body_at(source.text)
    return "" if at is None else digest(f"{source.text[:at]} {manner!r} {source.path}".encode())


def head_is_sound(source: Source, parsed: Parsed) -> bool:
    """Whether a head can be used again with another body: it is a section's, and nothing is wrong in it."""
    at = body_at(source.text)
    if at is None or not isinstance(parsed.value, Section):
        return False
    first = _first_line(source.text, at)
    return all(problem.at is not None and problem.at.line >= first for problem in parsed.problems)


def read_again(before: Section, source: Source, manner: Manner) -> Parsed:
    """The section with the body that its file has now."""
    text = source.text
    at = body_at(text)
    assert at is not None, "its head was read before"
    body = Located.of_body(text[at:], source.path, _first_line(text, at))
    result = markdown.parse(body, markdown.dialect(LANGUAGES[manner.language], manner.html))
    assert result.value is not None, "any text is Markdown"
    value = replace(before, body=replace(result.value, language=manner.language))
    return Parsed(value, problems=result.problems, texts=tuple(proses(value)))


def _first_line(text: str, at: int) -> int:
    """The line below the closing one, also where the file ends with that."""
    return text.count("\n", 0, at - 1) + 2
