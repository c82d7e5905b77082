"""Structured data says what the page shows: title, description, dates, breadcrumb, questions and answers, entries.

Both are read from the published bytes. White space does not count, nor do the numbers of notes, which are no words of
the text. A theme of one's own is judged by what it shows; where it has no place for a thing, that is the finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.links import may_stand
from sitegen.core.problem import Problem
from sitegen.web import document as reading
from sitegen.web import targets, urls
from sitegen.web.elements import every, first, told, words
from sitegen.web.jsonld_reading import Data, Node, called, data, is_reference, listed, types

SHOWN = {
    **dict.fromkeys(("Question", "Place", "CreativeWork", "CorrectionComment", "WebPageElement"), ("name",)),
    **dict.fromkeys(("DefinedTerm", "Person"), ("name", "description")), "Quotation": ("text",),
}  # fmt: skip
"""What has an anchor on the page shows these of its properties there."""
_ARTICLES = frozenset(("Article", "NewsArticle", "BackgroundNewsArticle"))
_MARKS = frozenset(("note", "footnote-mark"))


def page(document: Document, base: str) -> Iterator[Problem]:
    found = data(document)
    if found.fault:
        return  # told by `jsonld`
    address = urls.absolute(base, document.path)
    faults = [*_faq(document, found, base)]
    for node in found.graph:
        if node.get("url") == address:
            faults += _about(document, node, address)
        if "BreadcrumbList" in types(node):
            faults += _breadcrumb(document, node, address)
    faults += _entries(document, found, base)
    for message in dict.fromkeys(faults):
        yield told(document, "jsonld-differs", message, found.block)


def _about(document: Document, node: Node, address: str) -> Iterator[str]:
    """The page itself, and the article that it is."""
    is_page = any(kind.endswith("Page") for kind in types(node))
    if not is_page and not _ARTICLES & set(types(node)):
        return
    heading = _text(document, first(document, "h1"))
    whole, described = first(document, "html"), first(document, "meta", name="description")
    expected = {
        "name": heading, "headline": heading if not is_page else None,
        "inLanguage": whole.attributes.get("lang") if whole else None,
        "description": described.attributes.get("content") if described else None,
    }  # fmt: skip
    for name, shown in expected.items():
        if name in node and shown is not None and not _same(node[name], shown):
            yield f'{name} of {called(node)} is "{_short(node[name])}", the page says "{_short(shown)}"'
    if is_page:
        return
    standfirst = next((e for e in document.elements if "p-summary" in _classes(e)), None)
    if standfirst is not None and "description" in node:
        shown = re.sub(r" (?=[.,;:!?])", "", _text(document, standfirst, without=frozenset(("status",))))
        if not _same(node["description"], shown):
            yield f'description of {called(node)} is "{_short(node["description"])}", the page says "{_short(shown)}"'
    if any(_ARTICLES & set(types(one)) for one in listed(node.get("isPartOf")) if isinstance(one, dict)):
        return  # a part of an article, which shows the days of the whole
    days = {e.attributes.get("datetime", "")[:10] for e in every(document, "time")}
    for name in ("datePublished", "dateModified"):
        if name in node and str(node[name])[:10] not in days:
            yield f"{name} of {called(node)} is {node[name]}, and no such day is to be seen on the page"


def _breadcrumb(document: Document, node: Node, address: str) -> Iterator[str]:
    trails = (place for place, e in enumerate(document.elements) if e.tag == "nav" and "breadcrumb" in _classes(e))
    trail = next(trails, -1)
    if trail < 0:
        yield "the structured data has a breadcrumb, the page shows none"
        return
    seen: list[tuple[str, str]] = []
    for place in range(trail + 1, document.elements[trail].end):
        if document.elements[place].tag == "li":
            inner = document.elements[place + 1 : document.elements[place].end]
            href = next((e.attributes.get("href", "") for e in inner if e.tag == "a"), "")
            where = urljoin(address, href) if may_stand(href) else href
            seen.append((_text(document, document.elements[place]), where))
    said = [(str(item.get("name")), str(_id(item.get("item", address)))) for item in listed(node.get("itemListElement"))
            if isinstance(item, dict)]  # fmt: skip
    if said != seen:
        yield f"the breadcrumb shows {_trail(seen)}, the structured data says {_trail(said)}"


def _trail(steps: list[tuple[str, str]]) -> str:
    return " > ".join(f"{name} ({url})" for name, url in steps)


def _id(value: object) -> object:
    return value.get("@id") if isinstance(value, dict) else value


def _faq(document: Document, found: Data, base: str) -> Iterator[str]:
    """Questions stand on the FAQ page alone, all of them, word for word, in their order."""
    nodes = [node for node in found.nodes if "Question" in types(node)]
    pages = [node for node in found.graph if "FAQPage" in types(node)]
    if not re.fullmatch(r"(.+/)?faq/index\.html", document.path):
        if nodes or pages:
            yield "questions are marked up on a page that is not the FAQ: machines would read them twice"
        return
    shown = [e.attributes["id"] for e in document.elements if e.attributes.get("id", "").startswith("q-")]
    marked = [str(node.get("@id")).rpartition("#")[2] for node in nodes]
    if len(pages) != 1:
        yield f"the FAQ page has {len(pages)} nodes of the type FAQPage"
    for id in (id for id in shown if id not in marked):
        yield f'the question "#{id}" is on the page and not in the structured data'
    for id in (id for id in marked if id not in shown):
        yield f'the question "#{id}" is in the structured data and not on the page'
    entities = [str(_id(one)).rpartition("#")[2] for node in pages for one in listed(node.get("mainEntity"))]
    if pages and set(shown) == set(marked) and entities != shown:
        yield f"the questions on the page are {', '.join(shown)}, those of the FAQPage {', '.join(entities)}"
    for node in nodes:
        answer = node.get("acceptedAnswer")
        text = answer.get("text") if isinstance(answer, dict) else None
        id = str(node.get("@id")).rpartition("#")[2]
        heading = next((e for e in document.elements if e.attributes.get("id") == id), None)
        if not isinstance(text, str) or heading is None:
            continue
        answered, alone = _answer(document, heading)
        if not (_same(_plain(text), answered) if alone else _squeezed(_plain(text)) in _squeezed(answered)):
            yield f'the answer to "#{id}" is "{_short(_plain(text))}", the page says "{_short(answered)}"'


def _answer(document: Document, heading: Element) -> tuple[str, bool]:
    """The text beside the question: of the element of the class "answer", which holds nothing else, or of all there."""
    holder = document.elements[heading.parent] if heading.parent >= 0 else heading
    inside = [e for e in document.elements[document.elements.index(holder) : holder.end] if "answer" in _classes(e)]
    if inside:
        return _text(document, inside[0]), True
    return _text(document, holder).removeprefix(_text(document, heading)).strip(), False


def _entries(document: Document, found: Data, base: str) -> Iterator[str]:
    anchors = {e.attributes["id"]: e for e in document.elements if "id" in e.attributes}
    for node in found.nodes:
        properties = [name for kind in types(node) for name in SHOWN.get(kind, ())]
        if is_reference(node) or not properties:
            continue
        landings = (targets.landing(str(node.get(name, "")), base) for name in ("@id", "url"))
        anchor = next((to[1] for to in landings if to and to[0] == document.path and to[1] in anchors), None)
        if anchor is None:
            continue
        element = anchors[anchor]
        if element.tag in ("h1", "h2", "h3", "h4", "dt", "dfn") and element.parent >= 0:
            element = document.elements[element.parent]
        shown = _text(document, element)
        for name in properties:
            if isinstance(node.get(name), str) and _squeezed(node[name]) not in _squeezed(shown):
                yield f'{name} of {called(node)} is "{_short(node[name])}", which "#{anchor}" does not show'


def _text(document: Document, element: Element | None, without: frozenset[str] = frozenset()) -> str:
    """Its words without the marks of notes."""
    if element is None:
        return ""

    def leaving(inner: Element) -> bool:
        out = without | _MARKS if inner.tag == "sup" else without
        return bool(_classes(inner) & out) or "hidden" in inner.attributes

    place = next(place for place, one in enumerate(document.elements) if one is element)
    return words(document.html, document.elements, place, leaving)


def _classes(element: Element) -> set[str]:
    return set(element.attributes.get("class", "").split())


def _plain(html: str) -> str:
    whole = f"<div>{html}</div>"
    return words(whole, reading.read(whole).elements, 0)


def _same(one: object, other: object) -> bool:
    return _squeezed(str(one)) == _squeezed(str(other))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:79].rstrip() + "…"


KIND = CheckKind("jsonld_visible", page=page)
