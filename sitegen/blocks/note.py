"""`::: note Title`: an aside that a reader may skip."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.needs_body(block, "write its text between the ::: lines")


KIND = BlockKind("note", block_use.aside_view, inspect, says=block_use.title)
