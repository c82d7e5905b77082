"""No address acts instead of leading somewhere (javascript:, data:, file: …), and no page loads from another host.

Escaping does not protect an address: `href="{{ url }}"` prints any scheme as it is. So the finished pages are asked,
whatever template, raw HTML or field of the content the address comes from. Where links lead is asked in `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Element, Pages, on_pages
from sitegen.core.links import SCHEMES, may_stand
from sitegen.core.problem import Problem, Span

_ONE = frozenset({
    "href", "xlink:href", "src", "action", "formaction", "poster", "data", "cite", "background", "longdesc", "manifest",
    "codebase",
})  # fmt: skip
_SEVERAL = frozenset({"srcset", "imagesrcset", "ping", "archive"})
_ANIMATED = ("to", "from", "by", "values")
_LOADS = frozenset({
    "script", "img", "source", "iframe", "frame", "object", "embed", "video", "audio", "track", "input", "use", "image",
    "feimage",
})  # fmt: skip
_LOADING_LINKS = frozenset({
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload", "prefetch",
    "preconnect", "dns-prefetch",
})  # fmt: skip


def run(pages: Pages) -> Iterator[Problem]:
    acting: dict[str, tuple[list[str], Span | None]] = {}
    outside: dict[str, tuple[list[str], Span | None]] = {}
    for document in pages.documents:
        for element in document.elements:
            for address in _addresses(element):
                if not may_stand(address):
                    found = acting
                elif _loads(element) and "://" in address and not address.startswith(pages.base):
                    found = outside
                else:
                    continue
                found.setdefault(address, ([], document.origins.get(address)))[0].append(document.path)
    for address, (paths, at) in acting.items():
        hint = f"an address begins with {', '.join(SCHEMES)}, or is a path within the site"
        message = f'"{_shown(address)}" is no address that may stand on a page'
        yield Problem("link-scheme", message, at, hint, on_pages(paths))
    for address, (paths, at) in outside.items():
        yield Problem("load-outside", f'this page loads "{_shown(address)}" from another host', at,
                      "keep the file in assets/ or content/images/", on_pages(paths))  # fmt: skip


def _addresses(element: Element) -> Iterator[str]:
    for name, value in element.attributes.items():
        if name in _ONE:
            yield value
        elif name in _SEVERAL:
            yield from filter(None, re.split(r"[\s,]+", value))
        elif name in _ANIMATED and element.attributes.get("attributename", "").lower().endswith("href"):
            yield from filter(None, re.split(r"\s*;\s*", value))
    if element.attributes.get("http-equiv", "").lower() == "refresh":
        _, _, target = element.attributes.get("content", "").partition("=")
        yield target.strip().strip("'\"")


def _loads(element: Element) -> bool:
    if element.tag == "link":
        return not _LOADING_LINKS.isdisjoint(element.attributes.get("rel", "").lower().split())
    return element.tag in _LOADS


def _shown(address: str) -> str:
    text = re.sub(r"[\x00-\x1f\x7f]", " ", address)
    return text if len(text) <= 80 else text[:77] + "…"


KIND = CheckKind("addresses", run)
