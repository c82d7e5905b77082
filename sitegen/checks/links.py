"""Every link, picture, script and style sheet of the site leads to something that is published, anchor included."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from sitegen.core.kinds import CheckKind, Document, Element, Pages
from sitegen.core.links import may_stand
from sitegen.core.problem import Problem, near_name, nearest
from sitegen.web import targets

_ADDRESSES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "image": "href",
    "use": "href",
}


def run(pages: Pages) -> Iterator[Problem]:
    anchors = {document.path: {e.attributes["id"] for e in document.elements if "id" in e.attributes}
               for document in pages.documents}  # fmt: skip
    root = targets.root(pages.base)
    for document in pages.documents:
        seen: set[str] = set()
        for element in document.elements:
            href = _address(element)
            if href is None or href in seen:
                continue
            seen.add(href)
            if (fault := _fault(href, document, root, pages, anchors)) is not None:
                yield fault


def _address(element: Element) -> str | None:
    """The address that this element asks for, if it is one of the site's own; what is none is told in `addresses`."""
    href = element.attributes.get(_ADDRESSES.get(element.tag, ""))
    if href is None or not may_stand(href) or element.attributes.get("rel") in ("canonical", "alternate"):
        return None
    parts = urlsplit(href)
    return None if parts.scheme or parts.netloc else href


def _fault(href: str, document: Document, root: str, pages: Pages, anchors: dict[str, set[str]]) -> Problem | None:
    at = document.origins.get(href)
    context = "" if at else f"on the page {document.path}"
    path = targets.target(href, document.path, root)
    if path is None:
        return Problem(
            "link-broken", f'"{href}" leads out of the site', at, "links within the site are relative", context
        )
    if path not in pages.paths:
        paths = (other.path for other in pages.documents)
        known = [path.removesuffix("index.html") for path in paths if path not in ("index.html", "404.html")]
        hint = (
            "name the page: [text](page:id)"
            if path.endswith(".md")
            else nearest(path.removesuffix("index.html"), known)
        )
        return Problem("link-broken", f'"{href}" leads nowhere: there is no {path}', at, hint, context)
    fragment = unquote(urlsplit(href).fragment)
    if fragment and path in anchors and fragment not in anchors[path]:
        near = near_name(fragment, anchors[path])
        hint = f"did you mean #{near}?" if near else "write the id of a heading or a block of that page"
        return Problem("link-broken", f'"{href}" leads to a page that has no "#{fragment}"', at, hint, context)
    return None


KIND = CheckKind("links", run)
