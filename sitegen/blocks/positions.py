"""`::: positions`: what the sides want, a heading and a text for each, side by side where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block

_HINT = "write a heading for each side: ## Washington"


def view(block: Block, page: Page) -> dict[str, Any]:
    return {"columns": block_use.column_views(block, page, "position-")}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, _HINT)
    yield from block_use.only_options(block)
    yield from block_use.needs_columns(block, 2, _HINT)


KIND = BlockKind("positions", view, inspect)
