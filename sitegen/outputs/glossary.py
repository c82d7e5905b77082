"""The glossary page: every term with its meaning, in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content import language
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.terms:
        yield frame.planned(site, "glossary")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    terms = []
    for term in sorted(reader.terms(), key=lambda term: language.slug(term.term)):
        with writer.part(f"term-{term.id}"):
            terms.append({"id": f"term-{term.id}", "term": term.term, "forms": ", ".join(term.forms),
                          "definition": writer.prose(term.definition, level=3)})  # fmt: skip
    return frame.page(reader, card, writer, frame.Body("glossary", {"terms": terms}))


KIND = OutputKind("glossary", plan, make, every_language=True)
