"""Which addresses a link may have: an allow-list, read the way browsers read an address. One rule for all rooms."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

SCHEMES = ("http", "https", "mailto", "tel")


@lru_cache(maxsize=4096)  # a site's pages link to each other with the same few addresses
def may_stand(href: str) -> bool:
    """Whether an href may stand on a page: http, https, mailto, tel, a relative address or a fragment.

    Judged as a browser reads it (WHATWG URL: controls dropped, a backslash is a slash), both as given and with
    character references decoded, so that neither order of escaping lets a script through. `//host` is refused: it
    looks relative and is not.
    """
    return _allowed(href) and _allowed(unescape(href))


def _allowed(href: str) -> bool:
    if re.search(r"[\x00-\x1f\x7f]", href):
        return False
    text = href.strip().replace("\\", "/")
    if text.startswith("//"):
        return False
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", text)
    if scheme is None:
        # Without a scheme, yet with a colon before any slash: nothing that a writer means, and old parsers differ.
        return ":" not in re.split(r"[/?#]", text, maxsplit=1)[0]
    name, rest = scheme[1].lower(), scheme[2]
    if name in SCHEMES[:2]:
        return re.match(r"//[^/?#]", rest) is not None and _readable(text)
    return name in SCHEMES and bool(rest)


def _readable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:  # an unclosed bracket, a port that is no number, letters that stand for others in a host
        return False
