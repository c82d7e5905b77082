"""The FAQ page: every question with its answer, and the only page whose structured data says so."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame
from sitegen.web import nodes


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.questions:
        yield frame.planned(site, "faq")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    questions = []
    for question in reader.questions():
        with writer.part(f"q-{question.id}"):
            questions.append({"id": f"q-{question.id}", "question": writer.inline(question.question),
                              "answer": writer.prose(question.answer, level=3)})  # fmt: skip
    where = frame.locator(reader)
    main = [nodes.question(question.id, view["question"], view["answer"], where)
            for question, view in zip(reader.questions(), questions, strict=True)]  # fmt: skip
    return frame.page(reader, card, writer, frame.Body("faq", {"intro": "", "questions": questions}, main))


KIND = OutputKind("faq", plan, make)
