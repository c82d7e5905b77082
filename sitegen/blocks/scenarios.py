"""`::: scenarios`: short numbered paragraphs, each under a leading phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block

_HINT = "write a heading for each: ## A limited deal"


def view(block: Block, page: Page) -> dict[str, Any]:
    return {"scenarios": block_use.column_views(block, page, "scenario-")}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, _HINT)
    yield from block_use.only_options(block)
    yield from block_use.needs_columns(block, 2, _HINT)


KIND = BlockKind("scenarios", view, inspect)
