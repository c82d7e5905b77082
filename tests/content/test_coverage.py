"""How much of each part rests on the ledger, counted."""

from __future__ import annotations

from sitegen.blocks import BLOCKS
from sitegen.content.coverage import coverage
from sitegen.core.artifact import Options
from sitegen.stages.load import load
from sitegen.stages.validate import validate
from tests.fakes import FakeWorld, MemoryFiles

SITE = {
    "content/site.yaml": "title: Harbor\nurl: https://harbor.city/\n",
    "content/explainer.md": "---\nheadline: The bridge\npublished: 2026-03-01\n---\n\nWithout a source.\n",
    "content/sections/01-plan.md": """\
---
title: The plan
summary: It is [17 m](fact:wide) wide.
---

It is [17 m](fact:wide) wide, [they say](fact:said).

## A heading is no paragraph

- From the minutes.[](source:council)
- From nowhere.

::: key-figures wide
:::

> Nobody, [they](https://harbor.city/) say.
""",
    "content/sections/02-empty.md": "---\ntitle: Empty\n---\n",
    "content/facts.yaml": """\
- {id: wide, statement: It is 17 m wide., value: 17, unit: m, status: standing, sources: [council]}
- {id: said, statement: They say so., status: standing, sources: [council]}
""",
    "content/faq.yaml": '- {id: a, question: Why?, answer: "[So](fact:said)."}\n',
    "content/sources.yaml": "- {id: council, title: Minutes, publisher: The city}\n",
}


def test_paragraphs_and_facts_of_each_part() -> None:
    world = FakeWorld(MemoryFiles(SITE))
    snapshot = load(world.files, world.theme, world.clock, Options()).value
    assert snapshot is not None
    site = validate(snapshot).value
    assert site is not None
    rows = coverage(site, lambda block: BLOCKS[block.kind].names(block))
    assert [(r.id, r.title, r.paragraphs, r.sourced, r.figures, r.claims, r.share) for r in rows] == [
        ("home", "The bridge", 1, 0, 0, 0, 0.0),
        ("plan", "The plan", 5, 3, 1, 1, 0.6),
        ("empty", "Empty", 0, 0, 0, 0, 1.0),
        ("faq", "", 1, 1, 0, 1, 1.0),
    ]
