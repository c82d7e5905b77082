"""A path and the outputs in memory -> what the browser gets. Pure: no path ever reaches a disk.

Pages get the live script here, on the way out, and nowhere else. It goes in as two files from our own address because
the pages' content security policy allows no other script.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from posixpath import splitext
from urllib.parse import quote

from sitegen.core.artifact import Output

HTML = "text/html; charset=utf-8"
MEDIA_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
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

LIVE_SCRIPT = "/sitegen-live.js"
LIVERELOAD = "/livereload.js"


@dataclass(frozen=True, slots=True)
class Answer:
    """`location` is set for a redirect alone."""

    status: int
    media_type: str
    body: bytes
    location: str = ""


def answer(outputs: Mapping[str, Output], path: str) -> Answer:
    """What a static host gives for a decoded path: a folder's index, the slash that is missing, the site's 404 page."""
    name = path[1:]
    if not name or name.endswith("/"):
        name += "index.html"
    elif name not in outputs and f"{name}/index.html" in outputs:
        return Answer(302, HTML, b"", f"/{quote(name)}/")
    if name in outputs:
        return Answer(200, media_type(name), outputs[name].data)
    if "404.html" in outputs:
        return Answer(404, HTML, outputs["404.html"].data)
    return Answer(404, HTML, b"<!doctype html><title>Not found</title><p>There is no such page.")


def media_type(path: str) -> str:
    return MEDIA_TYPES.get(splitext(path)[1].lower(), "application/octet-stream")


def live(page: bytes, port: int, number: int) -> bytes:
    """A page with the script that renews it. `number` is the build it comes from: see `live.js`."""
    script = (
        f'<script src="{LIVE_SCRIPT}?build={number}" defer></script>'
        f'<script src="{LIVERELOAD}?port={port}&amp;mindelay=200&amp;maxdelay=2000" defer></script>'
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def live_script() -> bytes:
    return resources.files(__package__).joinpath("live.js").read_bytes()


def broken_page(report: str) -> bytes:
    """What is shown until there has been a first good build. The report holds text of anybody's making: escaped."""
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Not built yet</title>
<style>
  :root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }}
  body {{ max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }}
  pre {{ overflow-x: auto; padding: 1rem; border: 1px solid; font: .875rem/1.4 ui-monospace, monospace; }}
</style>
<body>
<h1>The site cannot be built yet</h1>
<p>This page renews itself as soon as it can.</p>
<pre>{escape(report)}</pre>
</body>
</html>
""".encode()


BROKEN_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'"
