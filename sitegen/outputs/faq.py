"""The FAQ page: every question with its answer, and the only page whose structured data says so.

The sources of an answer stand below it instead of within: so the answer on the page is, character for character, the
answer in the data, and nobody reads "2025" and a note as one number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader, Use
from sitegen.core.model import Site
from sitegen.page import changes, frame
from sitegen.web import nodes


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.questions:
        yield frame.planned(site, "faq")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    questions: list[dict[str, Any]] = []
    for question in reader.questions():
        with writer.part(f"q-{question.id}"), writer.gathering() as cited:
            view = {"id": f"q-{question.id}", "question": writer.inline(question.question),
                    "answer": writer.prose(question.answer, level=3)}  # fmt: skip
        questions.append({**view, "notes": writer.notes(cited), "cited": len(cited),
                          "changes": changes.at(writer, f"question:{question.id}", Use("question", question.id))})
    where = frame.locator(reader)
    main = [nodes.question(question.id, view["question"], view["answer"], where)
            for question, view in zip(reader.questions(), questions, strict=True)]  # fmt: skip
    return frame.page(reader, card, writer, frame.Body("faq", {"intro": "", "questions": questions}, main))


KIND = OutputKind("faq", plan, make, every_language=True)
