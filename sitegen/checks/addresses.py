"""No address acts instead of leading somewhere (javascript:, data:, file: …), and no page loads from another host.

Escaping does not protect an address: `href="{{ url }}"` prints any scheme as it is. So the finished pages are asked,
whatever template, raw HTML or field of the content the address comes from. Where links lead is asked in `links`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.links import SCHEMES, may_stand
from sitegen.core.problem import Problem

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


def page(document: Document, base: str) -> Iterator[Problem]:
    seen: set[tuple[str, bool]] = set()
    for element in document.elements:
        for address in _addresses(element) if element.attributes else ():
            loads = _loads(element)
            if (address, loads) in seen:
                continue
            seen.add((address, loads))
            at = document.origins.get(address)
            context = "" if at else f"on the page {document.path}"
            if not may_stand(address):
                message = f'"{_shown(address)}" is no address that may stand on a page'
                hint = f"an address begins with {', '.join(SCHEMES)}, or is a path within the site"
                yield Problem("link-scheme", message, at, hint, context)
            elif loads and "://" in address and not address.startswith(base):
                yield Problem("load-outside", f'this page loads "{_shown(address)}" from another host', at,
                              "keep the file in assets/ or content/images/", context)  # fmt: skip


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


KIND = CheckKind("addresses", page=page)
