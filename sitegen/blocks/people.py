"""`::: people side id`: people by side or by id, in the order named; without words, everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block


def view(block: Block, page: Page) -> dict[str, Any]:
    everybody = page.reader.people()
    sides = dict(page.reader.config().sides)
    chosen = [person for word in block.words for person in everybody if word.text in (person.id, person.side)]
    return {"people": [
        {"name": person.name, "role": page.inline(person.role), "side": sides.get(person.side, ""),
         "href": page.href("person", person.id)}
        for person in dict.fromkeys(chosen or everybody)
    ]}  # fmt: skip


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    if not site.people:
        yield Problem("block-empty", "there is nobody to show", block.at, "write them in content/people.yaml")
        return
    known = [*site.people, *(person.side for person in site.people.values() if person.side)]
    yield from block_use.ids(block, dict.fromkeys(known), "person-unknown", "no person or side")


KIND = BlockKind("people", view, inspect, shows="person")
