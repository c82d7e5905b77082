"""What the theme tells browsers beyond its style sheets: the colour of its paper, for their frame and a home screen.

Read from the tokens, where it is decided, so that a theme of one's own needs to say it once.
"""

from __future__ import annotations

import re

from sitegen.core.kinds import Reader

TOKENS = "css/tokens.css"
_PAPER = re.compile(r"--paper:\s*(#[0-9a-f]{6})\s*;", re.I)


def papers(reader: Reader) -> tuple[str, str]:
    """The paper by light and in the dark as #rrggbb; "" where the tokens do not say it in that form."""
    found = _PAPER.findall(reader.source("assets", TOKENS).decode())
    return (found[0], found[-1]) if found else ("", "")
