"""Whoever gave the site its colour is told when readers see another one, because theirs could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.web import colour
from sitegen.web.accent import GIVEN, worst


def run(pages: Pages) -> Iterator[Problem]:
    config = pages.site.config
    for path in sorted(path for path in pages.paths if path.endswith(".css")):
        css = pages.outputs[path].data.decode("utf-8")
        published = _GIVEN.findall(css)
        if not published:  # of a theme that takes no accent
            continue
        seen = published[-1]
        if colour.read(seen) != colour.read(config.accent) and (close := worst(css, config.accent)):
            ratio = f"{close.ratio:.1f}:1 on the page, where {close.least:g}:1 is needed"
            message = f'the accent "{config.accent}" is at {ratio}: readers see "{seen}"'
            yield Problem("accent-changed", message, config.accent_at, f'write accent: "{seen}"')
        return


_GIVEN = re.compile(re.escape(GIVEN["light"]) + r":(#[0-9a-f]+)", re.IGNORECASE)

KIND = CheckKind("accent", run)
