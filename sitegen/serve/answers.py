"""A path and the outputs in memory -> what the browser gets. Pure: no path ever reaches a disk.

Pages get the live scripts here, on the way out, and nowhere else. They come as files from our own address because the
pages' content security policy allows no other script, and from a folder that no site can have: names that begin with a
dot are litter to `load`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from importlib import resources
from posixpath import splitext
from urllib.parse import quote

from sitegen.core.artifact import Output
from sitegen.core.record import record

HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".geojson": "application/geo+json",
    ".gpx": "application/gpx+xml",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
"""A table of ours, because the system's differs from machine to machine."""

SCRIPTS = "/.sitegen/"
PARTS = ("live.js", "morph.js", "overlay.js")
LIVERELOAD = "/livereload.js"
_HEAD = re.compile(rb"<head(?=[\s>])[^>]*>", re.IGNORECASE)


@record
class Answer:
    """`location` is set for a redirect alone, `output` for what the site has."""

    status: int
    media_type: str
    body: bytes
    location: str = ""
    output: Output | None = None


def answer(outputs: Mapping[str, Output], path: str, base: str = "/") -> Answer:
    """What a static host gives for a decoded path, where the site is published below `base`, which ends with a slash:
    a folder's index, the slash that is missing, the site's 404 page. The root of the host leads to the site."""
    if not path.startswith(base):
        if path == "/" or f"{path}/" == base:
            return Answer(302, HTML, b"", quote(base))
        return _missing(outputs)
    name = path.removeprefix(base)
    if not name or name.endswith("/"):
        name += "index.html"
    elif name not in outputs and f"{name}/index.html" in outputs:
        return Answer(302, HTML, b"", quote(f"{base}{name}/"))
    if name in outputs:
        return Answer(200, media_type(name), outputs[name].data, output=outputs[name])
    return _missing(outputs)


def _missing(outputs: Mapping[str, Output]) -> Answer:
    if "404.html" in outputs:
        return Answer(404, HTML, outputs["404.html"].data, output=outputs["404.html"])
    return Answer(404, HTML, b"<!doctype html><title>Not found</title><p>There is no such page.")


def media_type(path: str) -> str:
    return MEDIA_TYPES.get(splitext(path)[1].lower(), "application/octet-stream")


def live(page: bytes, port: int, number: int, digest: str) -> bytes:
    """A page with the scripts that renew it: `number` is the state that it comes from, `digest` its own.

    Ours begins the head, so that it sees the page as it was sent, before any script of the page's own runs.
    """
    ours = (
        f'<script data-sitegen type="module" src="{SCRIPTS}live.js?state={number}&amp;page={digest}"></script>'
    ).encode()
    theirs = (
        f'<script data-sitegen src="{LIVERELOAD}?port={port}&amp;mindelay=200&amp;maxdelay=2000" defer></script>'
    ).encode()
    head = _HEAD.search(page)
    if head:
        page = page[: head.end()] + ours + page[head.end() :]
    else:
        theirs = ours + theirs
    before, end, after = page.rpartition(b"</body>")
    return before + theirs + end + after if end else page + theirs


def script(name: str) -> bytes:
    """One of PARTS."""
    return resources.files(__package__).joinpath("browser", name).read_bytes()


def broken_page(report: str) -> bytes:
    """What is shown until there has been a first good build: the overlay tells why, or, without scripts, the report.
    It holds text of anybody's making: escaped."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not built yet</title>
<style>
  :root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }}
  body {{ max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }}
  pre {{ overflow-x: auto; padding: 1rem; border: 1px solid; font: .875rem/1.4 ui-monospace, monospace; }}
</style>
</head>
<body>
<h1>The site cannot be built yet</h1>
<p>This page renews itself as soon as it can.</p>
<noscript><pre>{escape(report)}</pre></noscript>
</body>
</html>
""".encode()


BROKEN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'"
