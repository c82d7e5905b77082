"""Whoever gave the site its colour is told when readers see another one, because theirs could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.web import colour
from sitegen.web.accent import GIVEN, worst
from sitegen.web.tokens import tokens


def run(pages: Pages) -> Iterator[Problem]:
    config = pages.site.config
    sheets = [pages.outputs[path].data.decode("utf-8") for path in sorted(pages.paths) if path.endswith(".css")]
    for css in sorted((css for css in sheets if GIVEN["light"] in css), key=lambda css: "--map-" not in css)[:1]:
        seen = tokens(css, "light").get(GIVEN["light"], config.accent)
        close = worst(css, config.accent)
        if close is None or colour.read(seen) == colour.read(config.accent):
            return
        ground = "on the map" if "--map-" in close.above + close.below else "on the page"
        ratio = f"{close.ratio:.1f}:1 {ground}, where {close.least:g}:1 is needed"
        message = f'the accent "{config.accent}" is at {ratio}: readers see "{seen}"'
        yield Problem("accent-changed", message, config.accent_at,
                      f'write accent: "{seen}"')  # fmt: skip


KIND = CheckKind("accent", run)
