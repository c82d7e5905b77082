"""What checks ask of a page once it is read (`web.document`): the words of an element, what it stands in, its place.

Words are those that a reader sees, read from the published bytes: nothing here knows how they were made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from sitegen.core.kinds import Document, Element
from sitegen.core.problem import Problem, Span
from sitegen.web.document import ENDS_A_PARAGRAPH

_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>|<!--.*?-->", re.DOTALL)
_UNSEEN = frozenset(("script", "style", "template"))
_APART = ENDS_A_PARAGRAPH | {"br", "caption", "dd", "dt", "li", "summary", "tbody", "td", "tfoot", "th", "thead", "tr"}

def words(html: str, elements: tuple[Element, ...], place: int, leaving: Callable[[Element], bool] = lambda e: False,
          pictures: bool = False) -> str:  # fmt: skip
    """The text of an element with single spaces, blocks a space apart; `leaving` tells what inside is left out,
    `pictures` puts in the alternative text of what it shows."""
    element = elements[place]
    pieces: list[str] = []
    at, within = element.start, place + 1
    while within < element.end:
        inner = elements[within]
        if inner.tag in _UNSEEN or leaving(inner):
            pieces.append(html[at : inner.at])
            at, within = inner.stop, inner.end
            continue
        if pictures and inner.tag == "img":
            pieces += [html[at : inner.at], escape(inner.attributes.get("alt", ""))]
            at = inner.start
        within += 1
    pieces.append(html[at : element.stop])
    return " ".join(unescape(_TAG.sub(_gap, "".join(pieces))).split())


def _gap(tag: re.Match[str]) -> str:
    return " " if (tag[1] or "").lower() in _APART else ""


def told(document: Document, code: str, message: str, element: Element | None = None, hint: str = "") -> Problem:
    """A fault of an element, at its place in the content where that is known, else by its line of the page."""
    if element is None:
        return Problem(code, message, hint=hint, context=f"on the page {document.path}")
    given = element.attributes
    for address in (given.get("href"), given.get("src"), f"#{given['id']}" if "id" in given else None):
        if address is not None and (at := document.origins.get(address)):
            return Problem(code, message, at, hint)
    return told_at(document, code, message, element.at, hint)


def told_at(document: Document, code: str, message: str, offset: int, hint: str = "") -> Problem:
    """The same of an offset: a fault of a piece of HTML that the writer wrote stands where she wrote it."""
    html = document.html
    for piece, at in document.origins.items():
        if piece.startswith("<") and html.count(piece) == 1 and 0 <= offset - (start := html.index(piece)) < len(piece):
            below = html.count("\n", start, offset)
            return Problem(code, message, Span(at.path, at.line + below) if below else at, hint)
    line = html.count("\n", 0, offset) + 1
    return Problem(code, message, hint=hint, context=f"on the page {document.path}, line {line}")


def above(elements: tuple[Element, ...], element: Element) -> Iterator[Element]:
    """What an element stands in, from the inside out."""
    while element.parent >= 0:
        element = elements[element.parent]
        yield element


def first(document: Document, tag: str, **attributes: str) -> Element | None:
    return next(every(document, tag, **attributes), None)


def every(document: Document, tag: str, **attributes: str) -> Iterator[Element]:
    """Elements of this tag with these values of attributes."""
    return (
        element for element in document.elements
        if element.tag == tag and all(element.attributes.get(name) == value for name, value in attributes.items())
    )  # fmt: skip
