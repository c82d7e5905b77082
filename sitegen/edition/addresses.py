"""Where an address of a page leads now that all pages are one: to an anchor, into the file, or to the living site."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from mimetypes import guess_type
from urllib.parse import quote, unquote, urlsplit

from sitegen.core.artifact import Output
from sitegen.core.record import field, record
from sitegen.web import targets, urls

_TYPES = {".ics": "text/calendar", ".gpx": "application/gpx+xml", ".geojson": "application/geo+json",
          ".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif"}  # fmt: skip
"""What the tables of some systems do not have: the edition is the same everywhere."""


@record
class Places:
    """`chapters`: path of a page -> its anchor in the edition, and its ids -> what they are called there."""

    outputs: Mapping[str, Output]
    base: str
    chapters: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    def target(self, href: str, page: str) -> str | None:
        """The published path that an address of this page leads to, None for what is elsewhere."""
        parts = urlsplit(href)
        return None if parts.scheme or parts.netloc else targets.target(href, page, targets.root(self.base))

    def anchor(self, href: str, page: str) -> str | None:
        """Where a link within the edition leads to, None for one that leaves it."""
        path = self.target(href, page)
        if path not in self.chapters:
            return None
        whole, ids = self.chapters[path]
        return ids.get(unquote(urlsplit(href).fragment), whole)

    def living(self, href: str, page: str) -> str:
        """The address on the site itself of something that is not in the edition."""
        path = self.target(href, page)
        fragment = urlsplit(href).fragment
        return href if path is None else urls.absolute(self.base, path) + (f"#{fragment}" if fragment else "")

    def inside(self, href: str, page: str, kind: str = "") -> str | None:
        """A published file as a `data:` address; None for a page, and for what is not published."""
        path = self.target(href, page)
        if path is None or path not in self.outputs or path.endswith(".html"):
            return None
        fragment = urlsplit(href).fragment
        return data(self.outputs[path].data, kind or media_type(path)) + (f"#{fragment}" if fragment else "")


def hash_of(id: str) -> str:
    """As `web.urls` writes fragments."""
    return "#" + quote(id, safe="~!$()*+,=@:/?")


def media_type(path: str) -> str:
    ending = path[path.rfind(".") :].lower()
    return _TYPES.get(ending) or guess_type(path)[0] or "application/octet-stream"


def data(content: bytes, kind: str) -> str:
    text = ";charset=utf-8" if kind.startswith("text/") else ""
    return f"data:{kind}{text};base64,{b64encode(content).decode('ascii')}"
