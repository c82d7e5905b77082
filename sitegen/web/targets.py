"""Where a link leads, as a browser would follow it: the other direction of `web.urls`, for whoever reads made pages."""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import unquote, urlsplit


def root(base: str) -> str:
    """The path of the base URL, decoded: "/harbor/"."""
    return unquote(urlsplit(base).path) or "/"


def target(href: str, page: str, root: str) -> str | None:
    """The published path that a browser asks for, without host and fragment, or None when it lies outside of the site.

    `page` is the path of the page with the link, `root` that of the site's base URL (`root`).
    """
    path = unquote(urlsplit(href).path)
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(root):
            return None
        whole = path.removeprefix(root)
    else:
        whole = join(page.rpartition("/")[0], path)
    clean = normpath(whole) if whole else "."
    if clean.startswith(".."):
        return None
    if clean == ".":
        return "index.html"
    return f"{clean}/index.html" if whole.endswith("/") else clean


def landing(url: str, base: str) -> tuple[str, str] | None:
    """The published path and the fragment of an absolute URL below the base URL; None for one that is not."""
    try:
        parts, ours = urlsplit(url), urlsplit(base)
    except ValueError:  # a bracket that is no IPv6 address
        return None
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc) or not parts.path:
        return None
    path = target(parts.path, "", root(base))
    return None if path is None else (path, unquote(parts.fragment))
