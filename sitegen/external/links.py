"""The outside addresses of a site, each once, at the first place where it was written."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag

from sitegen.core.kinds import Pages
from sitegen.core.problem import Span
from sitegen.core.record import record
from sitegen.web.urls import is_placeholder


@record
class Outside:
    """`url` is without its fragment, which no server sees; `archived` is a copy that the ledger knows of."""

    url: str
    at: Span | None
    page: str = ""  # on which it stands, when the content does not say where
    archived: str = ""


def outside(pages: Pages) -> tuple[Outside, ...]:
    """Those of the ledger's sources, then those of the pages. Placeholders are for another check to tell."""
    found: dict[str, Outside] = {}
    for link in (*_of_sources(pages), *_of_pages(pages)):
        if link.url.startswith(("http://", "https://")) and not is_placeholder(link.url):
            known = found.setdefault(link.url, link)
            if known.at is None and link.at is not None:
                found[link.url] = link
    return tuple(found.values())


def _of_sources(pages: Pages) -> Iterator[Outside]:
    for source in pages.site.sources.values():
        for url, archived in ((source.url, source.archived), (source.archived, "")):
            if url:
                yield Outside(urldefrag(url).url, source.at, archived=archived)


def _of_pages(pages: Pages) -> Iterator[Outside]:
    for document in pages.documents:
        for element in document.elements:
            href = element.attributes.get("href", "") if element.tag == "a" else ""
            if href and not href.startswith(pages.base):
                yield Outside(urldefrag(href).url, document.origins.get(href), document.path)
