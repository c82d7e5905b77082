"""Every link, picture, script and style sheet of the site leads to something that is published, anchor included."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from sitegen.core.kinds import CheckKind, Document, Pages
from sitegen.core.problem import Problem, near_name, nearest
from sitegen.web import targets


def among(document: Document, pages: Pages) -> Iterator[Problem]:
    root = targets.root(pages.base)
    for href in document.addresses:
        fault = _fault(href, document, root, pages)
        if fault is not None:
            at = document.origins.get(href)
            message, hint = fault
            yield Problem("link-broken", message, at, hint, "" if at else f"on the page {document.path}")


def _fault(href: str, document: Document, root: str, pages: Pages) -> tuple[str, str] | None:
    """What is wrong with an address, and what to do."""
    path = targets.target(href, document.path, root)
    if path is None:
        return f'"{href}" leads out of the site', "links within the site are relative"
    if path not in pages.paths:
        paths = (other.path for other in pages.documents)
        known = [path.removesuffix("index.html") for path in paths if path not in ("index.html", "404.html")]
        near = nearest(path.removesuffix("index.html"), known)
        hint = "name the page: [text](page:id)" if path.endswith(".md") else near
        return f'"{href}" leads nowhere: there is no {path}', hint
    fragment = unquote(href.partition("#")[2])
    anchors = pages.anchors(path) if fragment else None
    if anchors is not None and fragment not in anchors:
        near = near_name(fragment, anchors)
        hint = f"did you mean #{near}?" if near else "write the id of a heading or a block of that page"
        return f'"{href}" leads to a page that has no "#{fragment}"', hint
    return None


KIND = CheckKind("links", among=among)
