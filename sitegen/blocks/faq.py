"""`::: faq id id`: some of the questions with their answers; without ids, all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block


def view(block: Block, page: Page) -> dict[str, Any]:
    every = {question.id: question for question in page.reader.questions()}
    chosen = [every[word.text] for word in block.words] or list(every.values())
    questions = [
        {"id": page.unique_id(f"faq-{question.id}"), "question": page.inline(question.question),
         "answer": page.prose(question.answer, level=page.level + 2)}
        for question in chosen
    ]  # fmt: skip
    return {"questions": questions, "href": page.href("page", "faq")}


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.only_options(block)
    yield from block_use.no_body(block)
    if not site.questions:
        yield Problem("block-empty", "there are no questions to show", block.at, "write them in content/faq.yaml")
        return
    yield from block_use.ids(block, (question.id for question in site.questions), "question-unknown", "no question")


KIND = BlockKind("faq", view, inspect, shows="question")
