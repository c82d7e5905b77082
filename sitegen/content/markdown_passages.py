"""Inline Markdown as it is read, each word with the place where it is written: what the figure finder reads.

The parser keeps no offsets of its text tokens, so they are found again: a token's words follow each other in the
source but for markup, escapes and the shape of quotation marks. What answers for itself (bound text, code, forms that
the page fills in) is left as one sign, so that the words around it do not run together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING

from sitegen.content.markdown_tokens import closing
from sitegen.core.prose import BOUND, SCHEMES

if TYPE_CHECKING:
    from markdown_it.token import Token

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_AHEAD = 400
"""Characters of markup (a link's address, say) that may lie between two that are read."""

Pieces = list[tuple[str, int]]
"""Words, and the offset in the inline text at which they are written."""


def read_aloud(tokens: Sequence[Token]) -> str:
    """The words of `pieces`, without their places."""
    words: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind in ("text", "text_special"):
            words.append(token.content)
        elif kind in ("softbreak", "hardbreak"):
            words.append(" ")
        elif kind in ("code_inline", "image"):
            words.append(BOUND)
        elif kind == "link_open" and ((token.meta or {}).get("start") is None or _answers(token, tokens[index + 1])):
            index = closing(tokens, index)
            if not str(token.attrs["href"]).startswith("source:"):
                words.append(BOUND)
        index += 1
    return "".join(words)


def pieces(tokens: Sequence[Token], source: str, at: int = 0) -> Pieces:
    """`source` is the inline text of the tokens, `at` where in it they begin."""
    found: Pieces = []
    ends: list[int] = []  # of the links under way
    index = 0
    while index < len(tokens):
        token = tokens[index]
        start, end = (token.meta or {}).get("start"), (token.meta or {}).get("end")
        match token.type:
            case "text" | "text_special":
                spelt = list(_spelt(token.content, source, at))
                found += spelt
                at = spelt[-1][1] + len(spelt[-1][0]) if spelt else at
            case "softbreak" | "hardbreak":
                at = source.find("\n", at) + 1 or at
                found.append((" ", max(at - 1, 0)))
            case "code_inline":
                at = _behind(token.content, source, at)
                found.append((BOUND, at))
            case "image":
                at = end or at
                found.append((BOUND, at))
            case "link_open" if start is None or _answers(token, tokens[index + 1]):
                index = closing(tokens, index)
                at = end or at
                if not str(token.attrs["href"]).startswith("source:"):
                    found.append((BOUND, at))
            case "link_open":
                at = source.find("[", start) + 1
                ends.append(end or at)
            case "link_close":
                at = ends.pop() if ends else at
            case "footnote_ref" | "html_inline":
                at = _behind(token.content or f"[^{token.meta['label']}]", source, at)
        index += 1
    return found


def _answers(link: Token, inside: Token) -> bool:
    """Whether a link is a reference whose words are bound, excused, or filled in by the page."""
    scheme, _, _ = str(link.attrs["href"]).partition(":")
    return scheme in ("fact", "plain", "source") or (scheme in SCHEMES and inside.type == "link_close")


def _behind(words: str, source: str, at: int) -> int:
    start = source.find(words, at)
    return at if start < 0 else start + len(words)


def _spelt(words: str, source: str, at: int) -> Iterator[tuple[str, int]]:
    """The words in pieces that are written as they are read."""
    if words and (start := source.find(words, at)) >= 0:
        yield words, start
        return
    begin, piece = at, ""
    for sign in words:
        start, end = _sign(sign, source, at)
        if piece and start != begin + len(piece):
            yield piece, begin
            piece = ""
        begin = begin if piece else start
        piece, at = piece + sign, end
        if end != start + 1:
            yield piece, begin
            piece = ""
    if piece:
        yield piece, begin


def _sign(sign: str, source: str, at: int) -> tuple[int, int]:
    """Where the next `sign` is written: as itself, as an entity, or as the straight form of a quotation mark."""
    for start in range(at, min(at + _AHEAD, len(source))):
        written = source[start]
        if written == sign or (written in "\"'" and not sign.isalnum() and not sign.isascii()):
            return start, start + 1
        if written == "&" and (entity := _ENTITY.match(source, start)) and unescape(entity[0])[:1] == sign:
            return start, entity.end()
    return at, at
