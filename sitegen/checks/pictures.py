"""Pictures are what they say, no heavier than a screen needs, and known in size before they come.

The picture is asked, not the page: its first bytes tell format and size, and a finding stands where the content names
it. That it is there and has a text is asked when the content is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import splitext

from sitegen.core.kinds import CheckKind, Document, Element, Pages
from sitegen.core.links import may_stand
from sitegen.core.problem import Problem
from sitegen.web import pictures, targets
from sitegen.web.elements import told

HEAVIEST = 500_000
"""Bytes: three seconds on the slow 4G (1.6 Mbit/s) that phones are tested with, for one picture of a text."""
MOST_PIXELS = 3840 * 2160
"""A whole 4K screen. In memory each takes four bytes, 33 MB together, however small the file is."""

ENDINGS = {
    "png": (".png",), "jpeg": (".jpg", ".jpeg"), "gif": (".gif",), "webp": (".webp",), "avif": (".avif",),
    "svg": (".svg",), "ico": (".ico",),
}  # fmt: skip


def run(pages: Pages) -> Iterator[Problem]:
    seen: set[str] = set()
    root = targets.root(pages.base)
    for document in pages.documents:
        for element in document.elements:
            if element.tag not in ("img", "source") or not element.attributes.get("src"):
                continue
            src = element.attributes["src"]
            if not may_stand(src) or "://" in src:  # told in `addresses`
                continue
            if element.tag == "img":
                yield from _place(document, element)
            path = targets.target(src, document.path, root)
            if path is not None and path in pages.outputs and path not in seen:
                seen.add(path)
                yield from _file(document, element, path, pages.outputs[path].data)


def _place(document: Document, element: Element) -> Iterator[Problem]:
    """Whether the room it takes is known before it comes; a drawing without a size keeps that of its frame."""
    sides = [element.attributes.get(side, "") for side in ("width", "height")]
    if all(re.fullmatch(r"[1-9]\d*", side) for side in sides):
        return
    if not element.attributes["src"].partition("?")[0].lower().endswith(".svg"):
        yield told(document, "picture-size", f'the picture "{element.attributes["src"]}" has no width and height',
                   element, "the text below it jumps when it comes: write both, in pixels")  # fmt: skip


def _file(document: Document, element: Element, path: str, data: bytes) -> Iterator[Problem]:
    name = path.rpartition("/")[2]
    kind = pictures.kind(data)
    ending = splitext(path)[1].lower()
    if not kind:
        yield told(document, "picture-unreadable", f'"{name}" is no picture that a browser can show', element,
                   "save it again as PNG, JPEG, WebP, AVIF, GIF or SVG")  # fmt: skip
        return
    if ending not in ENDINGS[kind]:
        yield told(document, "picture-ending", f'"{name}" is {_article(kind)}, not what its ending says', element,
                   f"name it {name.removesuffix(splitext(path)[1])}{ENDINGS[kind][0]}")  # fmt: skip
    width, height = pictures.size(data)
    if kind not in ("svg", "ico") and not (width and height):
        yield told(document, "picture-unreadable", f'"{name}" breaks off before it says how large it is', element,
                   "save it again")  # fmt: skip
        return
    if width * height > MOST_PIXELS:
        yield told(document, "picture-heavy", f'"{name}" has {width} x {height} pixels, more than any screen shows',
                   element, "make it at most 1600 pixels wide")  # fmt: skip
    elif len(data) > HEAVIEST:
        yield told(document, "picture-heavy", f'"{name}" is {len(data) / 1000:,.0f} kB; a picture of a text should be '
                   f"at most {HEAVIEST / 1000:,.0f}", element, "save it smaller, or as JPEG, WebP or AVIF")  # fmt: skip


def _article(kind: str) -> str:
    return f"{'an' if kind in ('avif', 'svg', 'ico') else 'a'} {'JPEG' if kind == 'jpeg' else kind.upper()}"


KIND = CheckKind("pictures", run)
