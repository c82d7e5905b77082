"""site.webmanifest: the site's name, icons and paper, for a reader who puts it on a home screen.

Its addresses are relative to itself, so one file works at a host root and below a path. It opens in the browser: a site
to read gains nothing from hiding the address bar.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sitegen.core import model
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.page.theme import papers

PATH = "site.webmanifest"

ICONS = (
    ("icons/icon.svg", "any", "image/svg+xml", "any"),
    ("icons/icon-192.png", "192x192", "image/png", "any"),
    ("icons/icon-512.png", "512x512", "image/png", "any"),
    ("icons/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Name in assets/, sizes, type, purpose; those that the theme has are named."""


def plan(site: model.Site, snapshot: Snapshot) -> Iterable[Planned]:
    yield Planned(Artifact(PATH, "manifest", rank=2))


def make(artifact: Artifact, reader: Reader) -> Made:
    config = reader.config()
    paper, _ = papers(reader)
    icons = [
        {"src": path, "sizes": sizes, "type": kind, "purpose": purpose}
        for name, sizes, kind, purpose in ICONS
        if (path := reader.asset(name))
    ]
    value = {
        "name": config.title,
        "short_name": config.short_title or config.title,
        **({"description": config.description} if config.description else {}),
        "lang": config.language,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        **({"theme_color": paper, "background_color": paper} if paper else {}),
        "icons": icons,
    }
    return Made((json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


KIND = OutputKind("manifest", plan, make)
