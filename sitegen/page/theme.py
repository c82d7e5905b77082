"""What the theme tells beyond its style sheets: the colour of its paper, for browsers' frames and a home screen, and
the site's accent as it can be read on that paper.

Read from the tokens, where it is decided, so that a theme of one's own needs to say it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from sitegen.core.artifact import Source
from sitegen.core.kinds import Reader
from sitegen.web.accent import Accent, fitted

TOKENS = "css/tokens.css"
MAP = "css/blocks/map.css"
SCRIPT = "js/scheme.js"
"""What stands on every page itself: in a file of its own it would come too late, or keep the page waiting."""
_PARTS = re.compile(r"@media[^{]*|[{}]|--paper:\s*(#[0-9a-f]{6})\s*;", re.I)


def papers(reader: Reader) -> tuple[str, str]:
    """The paper by light and in the dark as #rrggbb; "" where the tokens do not say it in that form."""
    return papers_of(reader.source("assets", TOKENS).decode())


@lru_cache(maxsize=2)
def papers_of(tokens: str) -> tuple[str, str]:
    """The last word counts, as in a browser; whoever gives no paper for the dark has one paper."""
    found = {False: "", True: ""}
    blocks: list[bool] = []  # of those that are open: whether what is in them is for the dark
    dark = False
    for part in _PARTS.finditer(tokens):
        if part[0].startswith("@"):
            dark = "dark" in part[0]
        elif part[0] == "{":
            blocks.append(dark or (bool(blocks) and blocks[-1]))
            dark = False
        elif part[0] == "}":
            del blocks[-1:]
        else:
            found[bool(blocks) and blocks[-1]] = part[1]
    return (found[False], found[True] or found[False])


def accent(reader: Reader) -> Accent:
    """The site's one colour, by light and in the dark. The map's grounds count on every page: it is one colour."""
    return fitted("\n".join(_texts(reader)), reader.config().accent)


def _texts(reader: Reader) -> Iterator[str]:
    for name in (TOKENS, MAP):
        with suppress(KeyError):  # a theme may do without
            yield reader.source("assets", name).decode()


def accent_of(assets: Mapping[str, Source], given: str) -> Accent:
    """The same, for whoever plans."""
    return fitted("\n".join(assets[name].text for name in (TOKENS, MAP) if name in assets), given)


def script(reader: Reader) -> str:
    """Without comments and indentation, which are for writers; "" for a theme that does without."""
    try:
        return _bare(reader.source("assets", SCRIPT).decode())
    except KeyError:
        return ""


@lru_cache(maxsize=2)
def _bare(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")).replace("</", "<\\/")
