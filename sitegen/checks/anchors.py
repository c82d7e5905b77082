"""No two elements of a page share an id."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document
from sitegen.core.problem import Problem


def page(document: Document, base: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for element in document.elements:
        id = element.attributes.get("id")
        if id is None:
            continue
        if id in seen:
            at = document.origins.get(f"#{id}")
            context = "" if at else f"on the page {document.path}"
            message = f'the id "{id}" stands twice on this page'
            yield Problem("anchor-twice", message, at, "give one of them another id", context)
        seen.add(id)


KIND = CheckKind("anchors", page=page)
