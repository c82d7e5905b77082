"""What a page makes a reader fetch, against a budget: bytes as written, bytes as sent, and how many files.

Sizes, not seconds: they are the same on every machine. The measure is a phone on slow 4G, 1.6 Mbit/s or 200 kB a second
with 150 ms for every answer: what browsers' own tools simulate for it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache

from sitegen.core.kinds import CheckKind, Document, Element, Pages
from sitegen.core.links import may_stand
from sitegen.core.problem import Problem
from sitegen.core.record import record
from sitegen.web import targets
from sitegen.web.elements import told


@record
class Weight:
    written: int  # bytes of the page itself
    awaited: int  # bytes of the page and of what it waits for before it shows, as sent
    whole: int  # bytes of everything on it, as sent
    asked: int  # requests before anybody scrolls
    files: int  # requests in all


BUDGET = Weight(
    written=1_000_000,  # some 20,000 elements: beyond that a cheap phone stutters while it scrolls
    awaited=150_000,  # three quarters of a second, and first words after two with the answers waited for
    whole=2_000_000,  # ten seconds to the last picture, for who reads to the end
    asked=20,  # more than six at a time wait for each other over HTTP/1.1: four rounds
    files=60,  # pictures that come while the reader scrolls
)
_PACKED = (".html", ".css", ".js", ".mjs", ".svg", ".json", ".xml", ".txt")
"""What servers send by gzip; pictures are packed already."""


def run(pages: Pages) -> Iterator[Problem]:
    @cache
    def sent(path: str) -> int:
        data = pages.outputs[path].data
        return len(gzip.compress(data, 6, mtime=0)) if path.endswith(_PACKED) else len(data)

    root = targets.root(pages.base)
    for document in pages.documents:
        awaited, asked, later = _fetched(document, pages, root)
        weight = Weight(
            len(pages.outputs[document.path].data), sum(map(sent, {document.path, *awaited})),
            sum(map(sent, {document.path, *awaited, *asked, *later})), 1 + len(awaited | asked),
            1 + len(awaited | asked | later),
        )  # fmt: skip
        yield from _over(document, weight)


def _fetched(document: Document, pages: Pages, root: str) -> tuple[set[str], set[str], set[str]]:
    """What the page waits for, what comes at once besides, what comes when it is scrolled to: paths of files."""
    found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for element in document.elements:
        rank = _rank(element)
        address = element.attributes.get("href" if element.tag == "link" else "src", "")
        if rank is None or not address or "://" in address or not may_stand(address):  # told in `addresses`
            continue
        path = targets.target(address, document.path, root)
        if path is not None and path in pages.outputs:
            found[rank].add(path)
    return found


def _rank(element: Element) -> int | None:
    given = element.attributes
    match element.tag:
        case "link" if given.get("rel", "").lower() == "stylesheet":
            return 0 if given.get("media", "all") in ("all", "screen", "") else 1
        case "script":
            return 1 if given.keys() & {"defer", "async"} or given.get("type") == "module" else 0
        case "img" | "iframe":
            return 2 if given.get("loading") == "lazy" else 1
        case "video" | "audio":
            return 2 if given.get("preload") == "none" else 1
    return None


def _over(document: Document, weight: Weight) -> Iterator[Problem]:
    split = "split it: sections: pages in site.yaml"
    sizes = (
        (weight.written, BUDGET.written, "the page itself is", split),
        (weight.awaited, BUDGET.awaited, "what it waits for before a word shows, packed, is", split),
        (weight.whole, BUDGET.whole, "with everything on it, the page is", "save its pictures smaller"),
    )
    for size, most, what, hint in sizes:
        if size > most:
            yield told(document, "page-heavy", f"{what} {_size(size)}; the budget is {_size(most)}", hint=hint)
    numbers = (
        (weight.asked, BUDGET.asked, "before anybody scrolls", 'let pictures come when needed: loading="lazy"'),
        (weight.files, BUDGET.files, "in all", "spread them over several pages"),
    )
    for number, most, what, hint in numbers:
        if number > most:
            message = f"the page asks for {number} files {what}; the budget is {most}"
            yield told(document, "page-heavy", message, hint=hint)


def _size(number: int) -> str:
    return f"{number / 1000:,.0f} kB"


KIND = CheckKind("budgets", run)
