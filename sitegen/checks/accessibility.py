"""What files alone tell of a page's use without eyes or mouse: names, landmarks, references, tables, languages.

Only what is surely wrong is told; whether a name is a good one, a person has to say. Numbers are those of the success
criteria of WCAG 2.2. Pictures of the content are asked for their text when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.problem import Problem
from sitegen.web.elements import above, told, words

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|\d{3}))?(-([a-zA-Z0-9]{5,8}|\d[a-zA-Z0-9]{3}))*")
"""BCP 47 without extensions, private use and what was grandfathered: no page needs them."""
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "aria-owns", "aria-flowto")
_FIELDS = frozenset(("input", "select", "textarea", "meter", "progress"))
_NAMED_BY_VALUE = frozenset(("submit", "reset", "hidden"))
"""They have a name of their own, or need none."""
_LANDMARKS = {"nav": "navigations", "aside": "asides", "search": "searches"}
_CALLED = {"a": "link", "button": "button", "summary": "fold", "img": "picture", "area": "link", "iframe": "frame",
           "svg": "drawing"}  # fmt: skip
_PARAGRAPHS = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption", "blockquote", "summary"))


def page(document: Document, base: str) -> Iterator[Problem]:
    elements = document.elements
    ids = {e.attributes["id"]: place for place, e in enumerate(elements) if "id" in e.attributes}
    hidden = _hidden(elements)
    for place, element in enumerate(elements):
        yield from _references(document, element, ids)
        if place not in hidden:
            yield from _name(document, place, ids)
        yield from _attributes(document, element)
        if element.tag == "table" and not _has(elements, place, "th") and element.attributes.get("role") is None:
            yield told(document, "table-head", "a table has no heading cells, so its numbers are read without a name",
                       element, "head its columns or rows with <th>")  # fmt: skip
    yield from _landmarks(document, ids, hidden)
    yield from _two_places(document, ids, hidden)


def _hidden(elements: tuple[Element, ...]) -> set[int]:
    """Places that no screen reader comes to."""
    found: set[int] = set()
    for place, element in enumerate(elements):
        if element.parent in found or element.tag == "template" or _is_hidden(element):
            found.add(place)
    return found


def _has(elements: tuple[Element, ...], place: int, tag: str) -> bool:
    return any(inner.tag == tag for inner in elements[place + 1 : elements[place].end])


def _references(document: Document, element: Element, ids: dict[str, int]) -> Iterator[Problem]:
    names = [name for name in _REFERENCES if name in element.attributes]
    if element.tag in ("label", "output") and "for" in element.attributes:
        names.append("for")
    for name in names:
        for id in element.attributes[name].split():
            if id not in ids:
                yield told(document, "aria-reference", f'{name} names "#{id}", which is not on the page', element)


def _spoken(document: Document, place: int, ids: dict[str, int]) -> str:
    """The accessible name, in the order in which browsers look for one (accname 1.2), as far as files tell."""
    element = document.elements[place]
    given = element.attributes
    if referred := " ".join(words(document.html, document.elements, ids[id], pictures=True)
                            for id in given.get("aria-labelledby", "").split() if id in ids):  # fmt: skip
        return referred
    if label := given.get("aria-label", "").strip():
        return label
    inside = ""
    if element.tag in ("img", "area"):
        inside = given.get("alt", "")
    elif element.tag == "svg":
        titles = (i for i in range(place + 1, element.end) if document.elements[i].tag == "title")
        inside = next((words(document.html, document.elements, title) for title in titles), "")
    elif element.tag not in _LANDMARKS and element.tag != "iframe":
        inside = words(document.html, document.elements, place, _is_hidden, pictures=True)
        if not inside:
            pictures = (i for i in range(place + 1, element.end) if document.elements[i].tag == "svg")
            inside = " ".join(_spoken(document, i, ids) for i in pictures)
    return inside.strip() or given.get("title", "").strip()


def _is_hidden(element: Element) -> bool:
    return element.attributes.get("aria-hidden") == "true" or "hidden" in element.attributes


def _name(document: Document, place: int, ids: dict[str, int]) -> Iterator[Problem]:
    """4.1.2, 1.1.1, 3.3.2."""
    element = document.elements[place]
    tag, given = element.tag, element.attributes
    if tag == "img":
        if "alt" not in given:
            yield told(document, "image-alt", "a picture has no alternative text", element,
                       'alt="" says that it only decorates')  # fmt: skip
        return
    if tag in _FIELDS:
        if not _labelled(document, place, ids):
            yield told(document, "name-missing", f"a field <{tag}> has no label", element, "give it a <label for=…>")
        return
    if tag not in _CALLED or (tag in ("a", "area") and "href" not in given):
        return
    if tag == "svg" and (given.get("role") in ("none", "presentation") or _within_named(document, element, ids)):
        return
    if not _spoken(document, place, ids):
        what = _CALLED[tag] + (f' to "{given["href"]}"' if given.get("href") else "")
        yield told(document, "name-missing", f"a {what} has no words that a screen reader could say", element,
                   "give it words, or an aria-label")  # fmt: skip


def _within_named(document: Document, element: Element, ids: dict[str, int]) -> bool:
    """A drawing within a link or a button is named by that, or the fault is told there."""
    return any(outer.tag in ("a", "button", "summary") for outer in above(document.elements, element))


def _labelled(document: Document, place: int, ids: dict[str, int]) -> bool:
    element = document.elements[place]
    given = element.attributes
    kind = given.get("type", "text").lower()
    if element.tag == "input" and (kind in _NAMED_BY_VALUE or (kind == "button" and given.get("value"))):
        return True
    if kind == "image":
        return bool(given.get("alt", "").strip())
    if _spoken(document, place, ids) and (given.keys() & {"aria-label", "aria-labelledby", "title"}):
        return True
    labels = (i for i, e in enumerate(document.elements) if e.tag == "label"
              and (e.attributes.get("for") == given.get("id", 0) or i < place < e.end))  # fmt: skip
    return any(words(document.html, document.elements, label) for label in labels)


def _attributes(document: Document, element: Element) -> Iterator[Problem]:
    given = element.attributes
    if re.fullmatch(r"\s*\+?0*[1-9]\d*\s*", given.get("tabindex", "")):  # 2.4.3
        message = f'tabindex="{given["tabindex"]}" takes the focus out of the order of the page'
        yield told(document, "tab-order", message, element, "only 0 and -1 are of use")
    if element.tag != "html" and "lang" in given and given["lang"] and not _LANGUAGE.fullmatch(given["lang"]):  # 3.1.2
        yield told(document, "lang-invalid", f'lang="{given["lang"]}" is not a language', element,
                   'a language is named as in "en" or "pt-BR"')  # fmt: skip


def _landmarks(document: Document, ids: dict[str, int], hidden: set[int]) -> Iterator[Problem]:
    """1.3.1, 2.4.1: one main part; what is there more than once has names that tell it apart."""
    mains = [e for place, e in enumerate(document.elements) if e.tag == "main" and place not in hidden]
    if len(mains) != 1:
        message = "the page has no <main>" if not mains else f"the page has {len(mains)} <main>"
        yield told(document, "landmark", message, mains[1] if mains else None, "what the page is about stands in one")
    for tag, several in _LANDMARKS.items():
        found = [place for place, e in enumerate(document.elements) if e.tag == tag and place not in hidden]
        names: dict[str, int] = {}
        for place in found if len(found) > 1 else ():
            name = _spoken(document, place, ids)
            if not name or name in names:
                message = (f"one of {len(found)} {several} has no name" if not name else
                           f'two {several} are called "{name}"')  # fmt: skip
                yield told(document, "landmark", message, document.elements[place], "an aria-label tells them apart")
            names[name] = place


def _two_places(document: Document, ids: dict[str, int], hidden: set[int]) -> Iterator[Problem]:
    """2.4.4, where the words around cannot help either: two links of one paragraph say the same and lead elsewhere."""
    seen: dict[tuple[int, str], str] = {}
    for place, element in enumerate(document.elements):
        href = element.attributes.get("href")
        if element.tag != "a" or href is None or place in hidden:
            continue
        outer, paragraph = element, -1
        while outer.parent >= 0:
            if document.elements[outer.parent].tag in _PARAGRAPHS:
                paragraph = outer.parent
                break
            outer = document.elements[outer.parent]
        name = _spoken(document, place, ids).casefold()
        if paragraph < 0 or not name:
            continue
        other = seen.setdefault((paragraph, name), href)
        if other != href:
            message = f'two links say "{name}" side by side and lead to "{other}" and "{href}"'
            yield told(document, "link-ambiguous", message, element, "give each the words of what it leads to")


KIND = CheckKind("accessibility", page=page)
