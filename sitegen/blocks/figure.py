"""`::: figure images/x.jpg alt="…" credit="…"`: a picture with its caption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem, nearest
from sitegen.core.prose import Block, Word

_HINT = '::: figure images/name.jpg alt="What the picture shows" credit="Who made it"'


def view(block: Block, page: Page) -> dict[str, Any]:
    alt, credit = block.option("alt"), block.option("credit")
    return {
        "picture": page.picture(_name(block.words[0]), alt.text if alt else ""),
        "credit": page.typeset(credit.text) if credit else "",
        "caption": page.prose(block.body) if block.body else "",
    }  # fmt: skip


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.only_options(block, ("alt", "credit"))
    if len(block.words) != 1:
        yield Problem("block-use", "a figure block names one picture", block.at, _HINT)
        return
    word = block.words[0]
    if "://" in word.text:
        yield Problem(
            "image-outside", "a picture must lie in content/images/", word.at, "save it there and name it here"
        )
    elif _name(word) not in site.images:
        names = (f'"{name}"' if " " in name else name for name in site.images)
        yield Problem("image-missing", f'there is no picture "content/{word.text}"', word.at,
                      nearest(word.text, names))  # fmt: skip
    alt = block.option("alt")
    if alt is None or not alt.text.strip():
        yield Problem("image-alt", "this picture has no text for readers who do not see it", block.at, _HINT)


def names(block: Block) -> Iterator[tuple[str, str]]:
    return (("image", _name(word)) for word in block.words[:1])


def _name(word: Word) -> str:
    """Of the picture's file, in the form that files have whatever the disk: letters composed."""
    return normalize("NFC", word.text)


def says(block: Block) -> Iterator[Word]:
    return (word for name, word in block.options if name in ("alt", "credit"))


KIND = BlockKind("figure", view, inspect, names, says=says)
