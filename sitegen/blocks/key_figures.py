"""`::: key-figures id id`: facts as large figures, each with its statement, status and source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block


def view(block: Block, page: Page) -> dict[str, Any]:
    facts = [page.reader.fact(word.text) for word in block.words]
    figures = []
    for fact in facts:
        figure = page.key_figure(fact)
        figures.append({
            "qualifier": figure.qualifier, "number": figure.number, "statement": page.inline(fact.statement),
            "status": page.status(fact.status), "notes": page.notes(fact.sources),
        })  # fmt: skip
    return {"figures": figures}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    yield from block_use.ids(block, site.facts, "fact-unknown", "no fact")
    if not block.words:
        yield Problem("block-use", "this block names no facts", block.at, "write ::: key-figures first-id second-id")
    for word in block.words:
        fact = site.facts.get(word.text)
        if fact is not None and not fact.has_figure and fact.day is None:
            yield Problem("block-use", f'the fact "{fact.id}" has no figure to show', word.at,
                          "give it a value in facts.yaml, or name another")  # fmt: skip


def names(block: Block) -> Iterator[tuple[str, str]]:
    return (("fact", word.text) for word in block.words)


KIND = BlockKind("key-figures", view, inspect, names)
