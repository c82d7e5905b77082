"""Nothing is left on the pages that was meant to be replaced: TODO, TKTK, lorem ipsum, […], links to example.org.

Judged by what a reader sees, so a comment or a draft may hold any of it; and then led back to the line of the content
that says it. What stands in code is meant, and so is […] in a quotation, where it marks what was left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sitegen.content import whereabouts
from sitegen.core.kinds import CheckKind, Document, Element, Pages
from sitegen.core.problem import Problem, Span
from sitegen.web.elements import words
from sitegen.web.urls import is_placeholder

_LEFT = re.compile(
    r"\b(?:TODO|FIXME|TKTK\w*|[Ll]orem [Ii]psum)\b|(?<![^\W_])X{3,}(?![^\W_]|-\w)|\[TK\]|\[(?:…|\.\.\.|\. ?\. ?\.)\]"
)
_GAP = re.compile(r"\[[….]")
_NAMED = re.compile(r"(?<!\w)(?!Mr|Ms|Mrs|Dr|The|A)[A-Z]\w+ $")
"""A name before XXX makes it a number: Super Bowl XXX."""
_MOST = 500
"""Different ones that are told: whoever has more has not begun yet."""
_NEAR = 12
"""Letters on each side by which a place on a page is known again in the content."""


class _Left(NamedTuple):
    word: str
    before: str  # letters, nearest last
    after: str


def run(pages: Pages) -> Iterator[Problem]:
    yield from _texts(pages)
    yield from _links(pages)


# --- words


def _texts(pages: Pages) -> Iterator[Problem]:
    written = [(left, span) for path, number, line in whereabouts.lines(pages.content)
               for left, span in _in_line(path, number, line)]  # fmt: skip
    told: set[Span] = set()
    known: dict[_Left, list[Span]] = {}
    for document in pages.documents:
        for left in _on_page(document):
            if left not in known and len(known) == _MOST:
                return
            places = known[left] if left in known else known.setdefault(left, _best(left, written))
            for at in places:
                if at not in told:
                    told.add(at)
                    yield _problem(left.word, at, "")
            if not places:
                yield _problem(left.word, None, f"on the page {document.path}")


def _problem(word: str, at: Span | None, context: str) -> Problem:
    gap = _GAP.match(word)
    hint = "say what was left out, or take it away; in a quotation it may stay" if gap else "write what belongs here"
    return Problem("placeholder-text", f'"{word}" was meant to be replaced, and readers will see it', at, hint, context)


def _on_page(document: Document) -> Iterator[_Left]:
    body = next((place for place, element in enumerate(document.elements) if element.tag == "body"), None)
    if body is None:
        return
    for text, gaps in (
        (words(document.html, document.elements, body, _code, pictures=True), False),
        (words(document.html, document.elements, body, _quoted, pictures=True), True),
    ):
        for match in _LEFT.finditer(text):
            if bool(_GAP.match(match[0])) is gaps and not _meant(text, match, gaps):
                yield _left(text, match)


def _code(element: Element) -> bool:
    return element.tag in ("code", "pre", "kbd", "samp")


def _quoted(element: Element) -> bool:
    return element.tag in ("code", "pre", "kbd", "samp", "blockquote", "q")


def _meant(text: str, match: re.Match[str], gap: bool) -> bool:
    before = text[max(0, match.start() - 300) : match.start()]
    if gap:
        return any(before.rfind(start) > before.rfind(end) for start, end in ("“”", "«»", "„“", "「」"))
    return match[0].startswith("XXX") and _NAMED.search(before) is not None


def _left(text: str, match: re.Match[str]) -> _Left:
    before = whereabouts.letters(text[max(0, match.start() - 200) : match.start()])
    return _Left(match[0], before[-_NEAR:], whereabouts.letters(text[match.end() : match.end() + 200])[:_NEAR])


def _in_line(path: str, number: int, line: str) -> Iterator[tuple[_Left, Span]]:
    for match in _LEFT.finditer(line):
        yield _left(line, match), Span(path, number, match.start() + 1, number, match.end() + 1)


def _best(left: _Left, written: list[tuple[_Left, Span]]) -> list[Span]:
    """The places in the content that have most of the letters around it, some of them or none to have."""
    scored = [(_likeness(left, other), span) for other, span in written if other.word == left.word]
    best = max((score for score, _ in scored), default=0)
    return [span for score, span in scored if score == best and best > 0]


def _likeness(page: _Left, line: _Left) -> int:
    """Letters in common next to the word. Where a line begins or ends with it, that side agrees with any page a little:
    the rest is on another line, or is a mark of ours, such as the kind of a block."""
    before = _common(page.before[::-1], line.before[::-1])
    after = _common(page.after, line.after)
    whole = before == len(line.before) or after == len(line.after)
    return 2 * (before + after) + 1 if whole or before + after > 5 else 0


def _common(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# --- links


def _links(pages: Pages) -> Iterator[Problem]:
    told: set[tuple[str, Span | None]] = set()
    for document in pages.documents:
        for element in document.elements:
            href = element.attributes.get("href", "")
            if element.tag != "a" or not href.startswith(("http://", "https://")) or not is_placeholder(href):
                continue
            if href.startswith(pages.base):
                continue
            at = document.origins.get(href) or whereabouts.find(href, pages.content)
            if (href, at) in told:
                continue
            told.add((href, at))
            context = "" if at else f"on the page {document.path}"
            message = f"{href} is a placeholder and leads nowhere"
            yield Problem("placeholder-link", message, at, "write the real address", context)


KIND = CheckKind("placeholders", run)
