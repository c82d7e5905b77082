"""`::: timeline`: the whole timeline, with the day the explainer speaks of marked in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Day, Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block


def moments(page: Page, prefix: str) -> list[dict[str, Any]]:
    """Every entry for a template; `today` stands on the first that lies after the as-of day."""
    as_of = page.reader.masthead().as_of
    line = Day(as_of.year, as_of.month, as_of.day) if as_of else None
    views, passed = [], False
    for number, moment in enumerate(page.reader.timeline(), 1):
        later = line is not None and moment.date > line
        sources = dict.fromkeys(s for id in moment.facts for s in page.reader.fact(id).sources)
        views.append({
            "id": page.unique_id(f"{prefix}{number}"), "when": page.day(moment.date),
            "title": page.typeset(moment.title), "text": page.prose(moment.text, level=page.level + 2),
            "status": page.status(moment.status), "today": later and not passed, "notes": page.notes(sources),
        })  # fmt: skip
        passed = passed or later
    return views


def view(block: Block, page: Page) -> dict[str, Any]:
    return {"moments": moments(page, "moment-")}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, "write only ::: timeline")
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    if not site.timeline:
        yield Problem("block-empty", "there is no timeline to show", block.at, "write it in content/timeline.yaml")


KIND = BlockKind("timeline", view, inspect, shows="moment")
