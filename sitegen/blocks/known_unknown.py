"""`::: known-unknown`: two lists under two headings, what is known first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block

_HINT = "write the two headings, ## Known and ## Not known, with a list below each"


def view(block: Block, page: Page) -> dict[str, Any]:
    known, unknown = block_use.column_views(block, page)
    return {"known": known, "unknown": unknown}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, _HINT)
    yield from block_use.only_options(block)
    yield from block_use.needs_columns(block, 2, _HINT, most=2)


KIND = BlockKind("known-unknown", view, inspect)
