"""The colours of the look stand far enough apart to be read, by light and in the dark.

Judged are the pairs that the default theme prints on each other (`web.accent.PAIRS`), in the published style sheets. A
theme of one's own that has other tokens is not judged. The site's accent is made to fit before it is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.kinds import CheckKind, Pages
from sitegen.core.problem import Problem
from sitegen.web.accent import SCHEMES, too_close

_WHEN = {"light": "by light", "dark": "in the dark"}


def run(pages: Pages) -> Iterator[Problem]:
    told: set[str] = set()
    for path in sorted(path for path in pages.paths if path.endswith(".css")):
        css = pages.outputs[path].data.decode("utf-8")
        for scheme in SCHEMES:
            for close in too_close(css, scheme):
                ratio = f"{close.ratio:.1f}:1 {_WHEN[scheme]}; it needs {close.least:g}:1"
                message = f"{close.above} on {close.below} is at {ratio}"
                if message not in told:
                    told.add(message)
                    yield Problem("contrast-low", message, hint="set the one darker or the other lighter",
                                  context="in the style sheets of the theme")  # fmt: skip


KIND = CheckKind("contrast", run)
