"""The headings of a page make an outline: one at the top, no level left out, none empty, no two alike side by side.

A level that the text itself leaves out is told where it is read (`heading-level`); here are templates and raw HTML.
Alike means: of one level, below the same heading, in the same part of the page. What a block prints is a part of its
own, and so is an entry of a list: two days of a timeline may be called alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.problem import Problem
from sitegen.web.elements import above, told, words

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NO_PART = frozenset(("section", "header", "hgroup"))
"""They hold a heading without setting it apart from its neighbours."""


def page(document: Document, base: str) -> Iterator[Problem]:
    found = [(place, element) for place, element in enumerate(document.elements) if element.tag in _HEADINGS
             and not _unseen(document.elements, element)]  # fmt: skip
    tops = [element for _, element in found if element.tag == "h1"]
    if len(tops) != 1:
        message = "the page has no <h1>" if not tops else f"the page has {len(tops)} <h1>"
        yield told(document, "heading-outline", message, tops[1] if tops else None, "a page has one main heading")
    trail: list[tuple[int, int]] = []  # level and place of the headings that the next one may stand below
    seen: set[tuple[object, ...]] = set()
    for place, element in found:
        level = _HEADINGS[element.tag]
        text = words(document.html, document.elements, place, pictures=True)
        if not text:
            message = f"an empty <{element.tag}>"
            yield told(document, "heading-outline", message, element, "give it words or take it out")
        if trail and level > trail[-1][0] + 1 and f"#{element.attributes.get('id')}" not in document.origins:
            yield told(document, "heading-outline", f'<h{trail[-1][0]}> is followed by <{element.tag}> "{text}"',
                       element, "readers who jump from heading to heading miss a level")  # fmt: skip
        while trail and trail[-1][0] >= level:
            trail.pop()
        key = (level, trail[-1][1] if trail else -1, _part(document.elements, element), text.casefold())
        if text and key in seen:
            yield told(document, "heading-twice", f'two headings here say "{text}"', element,
                       "tell them apart, in the contents list and for who jumps from heading to heading")  # fmt: skip
        seen.add(key)
        trail.append((level, place))


def _unseen(elements: tuple[Element, ...], element: Element) -> bool:
    chain = (element, *above(elements, element))
    return any("hidden" in outer.attributes or outer.tag in ("template", "dialog") for outer in chain)


def _part(elements: tuple[Element, ...], element: Element) -> int:
    """The offset of the element that holds this heading and what belongs to it."""
    return next((outer.at for outer in above(elements, element) if outer.tag not in _NO_PART), -1)


KIND = CheckKind("headings", page=page)
