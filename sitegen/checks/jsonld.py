"""Structured data holds together: strict JSON, one graph, ids, references, what each type needs, order, dates, places.

Read from the published bytes. What each type needs is what somebody still asks for, or what makes no sense without it:
search engines' own pages for articles, breadcrumbs and events, schema.org's definitions for the rest. That the data
says what the page says is another check (`jsonld_visible`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sitegen.core.kinds import CheckKind, Document, Pages
from sitegen.core.problem import Problem
from sitegen.web import targets
from sitegen.web.elements import first, told
from sitegen.web.jsonld_reading import Data, Node, called, data, is_reference, listed, types

_PAGE = ("url", "name", "inLanguage", "isPartOf")
_ARTICLE = ("headline", "description", "datePublished", "dateModified", "inLanguage", "mainEntityOfPage")
NEEDS: Mapping[str, tuple[str, ...]] = {
    "WebSite": ("url", "name"),
    **dict.fromkeys(("Organization", "NewsMediaOrganization", "Person", "CreativeWork", "Place"), ("name",)),
    **dict.fromkeys(("WebPage", "AboutPage", "ContactPage", "CollectionPage"), _PAGE),
    **dict.fromkeys(("Article", "NewsArticle", "BackgroundNewsArticle"), _ARTICLE),
    "FAQPage": (*_PAGE, "mainEntity"),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "BreadcrumbList": ("itemListElement",),
    "ItemList": ("itemListElement", "numberOfItems"),
    "ListItem": ("position", "name"),
    "Event": ("name", "startDate", "location"),
    "Trip": ("name", "itinerary"),
    "GeoCoordinates": ("latitude", "longitude"),
    "DefinedTermSet": ("name", "hasDefinedTerm"),
    "DefinedTerm": ("name", "description", "inDefinedTermSet"),
    "Quotation": ("text",),
    "CorrectionComment": ("text", "datePublished"),
}
"""Type -> properties without which nobody can use it."""
MENTION = frozenset(("@type", "@id", "name", "url", "position", "isPartOf", "inLanguage"))
"""With no more than these a node only names a thing that another page shows."""
THINGS = ("author", "publisher", "creator", "location", "acceptedAnswer", "breadcrumb", "isPartOf", "mainEntityOfPage")
"""Properties whose values are nodes; a plain text in their place says nothing to a machine."""
_DAYS = ("datePublished", "dateModified", "startDate", "endDate", "dateCreated", "expires")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


def page(document: Document, base: str) -> Iterator[Problem]:
    found = data(document)
    for message in [found.fault] if found.fault else _faults(document, found, base):
        yield told(document, "jsonld-invalid", message, found.block)


def _faults(document: Document, found: Data, base: str) -> Iterator[str]:
    defined: set[str] = set()
    has_publisher = any("publisher" in node for node in found.graph if "WebSite" in types(node))
    for node in found.graph:
        if "@id" not in node:
            yield f"{called(node)} has no @id, so nothing can refer to it"
    for node in found.nodes:
        id = node.get("@id")
        if id is not None and not (isinstance(id, str) and re.match(r"https?://[^/?#]", id)):
            yield f'the id "{id}" is not absolute, so it means another thing on every page'
        if is_reference(node):
            continue
        if id is not None:
            if id in defined:
                yield f'the id "{id}" stands for two nodes'
            defined.add(id)
        if not types(node):
            yield f"{called(node)} has no @type"
        yield from _properties(node, document, base)
        if has_publisher and not _is_mention(node, document, base):
            for name in ("author", "publisher") if any("Article" in kind for kind in types(node)) else ():
                if name not in node:
                    yield f"{called(node)} has no {name}"


def _properties(node: Node, document: Document, base: str) -> Iterator[str]:
    needed = dict.fromkeys(name for kind in types(node) for name in NEEDS.get(kind, ()))
    for name in ("name",) if needed and _is_mention(node, document, base) else needed:
        if name not in node:
            yield f"{called(node)} has no {name}"
    for name, value in node.items():
        if value in ("", None, [], {}):
            yield f"{name} of {called(node)} is empty"
        elif name in THINGS and not all(isinstance(one, dict) for one in listed(value)):
            yield f"{name} of {called(node)} is a text, not a thing"
        elif name in _DAYS and _moment(value) is None:
            yield f'{name} of {called(node)} is "{value}", no day and no time with its zone'
        elif name == "inLanguage" and not all(_LANGUAGE.fullmatch(str(one)) for one in listed(value)):
            yield f'inLanguage of {called(node)} is "{value}", which is not a language'
    if len(listed(node.get("acceptedAnswer"))) > 1:
        yield f"{called(node)} has more than one accepted answer"
    for earlier, later in (("datePublished", "dateModified"), ("startDate", "endDate")):
        one, other = _moment(node.get(earlier)), _moment(node.get(later))
        if one and other and one > other:
            yield f"{later} of {called(node)} lies before {earlier}"
    yield from _order(node)
    for name, most in (("latitude", 90), ("longitude", 180)):
        value = node.get(name)
        if name in node and not (isinstance(value, int | float) and -most <= value <= most):
            yield f"{name} of {called(node)} is {value}, which is nowhere on this Earth"


def _order(node: Node) -> Iterator[str]:
    for name in ("itemListElement", "hasPart"):
        parts = [part for part in listed(node.get(name)) if isinstance(part, dict)]
        places = [part.get("position") for part in parts]
        if places != list(range(1, len(parts) + 1)):
            yield f"the positions in {name} of {called(node)} do not count from 1: {places}"
    if "numberOfItems" in node and node["numberOfItems"] != len(listed(node.get("itemListElement"))):
        yield f"numberOfItems of {called(node)} is not their number"


def _is_mention(node: Node, document: Document, base: str) -> bool:
    if not node.keys() <= MENTION or "url" not in node:
        return False
    landing = targets.landing(str(node["url"]), base)
    return landing is None or landing != (document.path, "")


def _moment(value: object) -> str | None:
    """The day, to be compared; None for what is no date."""
    if not isinstance(value, str):
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value).isoformat()
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found.date().isoformat() if found.tzinfo is not None and "T" in value else None


def run(pages: Pages) -> Iterator[Problem]:
    """References and addresses that cross pages lead somewhere, and two pages say the same of one thing."""
    read = [(document, found) for document in pages.documents if not (found := data(document)).fault]
    nodes = (node for _, found in read for node in found.nodes)
    defined = {str(node["@id"]) for node in nodes if "@id" in node and not is_reference(node)}
    ids: dict[str, set[str]] = {}
    said: dict[tuple[str, str, str], object] = {}
    for document, found in read:
        whole = first(document, "html")
        language = whole.attributes.get("lang", "") if whole else ""
        messages: dict[str, None] = {}
        for node in found.nodes:
            if is_reference(node):
                if str(node["@id"]).startswith(pages.base) and node["@id"] not in defined:
                    messages[f'a reference leads to "{node["@id"]}", which is nowhere'] = None
                continue
            for name, value in node.items():
                if name != "@id":
                    messages.update(dict.fromkeys(_lost(name, value, node, pages, ids)))
                    if "@id" in node and isinstance(value, str | int | float):
                        key = (language, str(node["@id"]), name)
                        if (other := said.setdefault(key, value)) != value:
                            messages[f'{name} of {called(node)} is "{value}" here and "{other}" on another page'] = None
        for message in messages:
            yield told(document, "jsonld-invalid", message, found.block)


def _lost(name: str, value: object, node: Node, pages: Pages, ids: dict[str, set[str]]) -> Iterator[str]:
    for one in listed(value):
        if not isinstance(one, str) or not one.startswith(pages.base):
            continue
        path, fragment = targets.landing(one, pages.base) or ("", "")
        if path not in pages.outputs:
            yield f'{name} of {called(node)} leads to "{one}", which is not there'
        elif fragment:
            if path not in ids:
                ids[path] = {e.attributes["id"] for d in pages.documents if d.path == path for e in d.elements
                             if "id" in e.attributes}  # fmt: skip
            if fragment not in ids[path]:
                yield f'{name} of {called(node)} leads to "{one}", a page without that anchor'


KIND = CheckKind("jsonld", run, page=page)
