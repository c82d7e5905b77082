"""The glossary page: every term with its meaning, in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content import language
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame
from sitegen.web import nodes_entries


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.terms:
        yield frame.planned(site, "glossary")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    terms = []
    ordered = sorted(reader.terms(), key=lambda term: language.slug(term.term))
    for term in ordered:
        with writer.part(f"term-{term.id}"):
            terms.append({"id": f"term-{term.id}", "term": term.term, "forms": ", ".join(term.forms),
                          "definition": writer.prose(term.definition, level=3)})  # fmt: skip
    defined = [(term, view["definition"]) for term, view in zip(ordered, terms, strict=True)]
    made = nodes_entries.glossary(card, defined, frame.locator(reader))
    return frame.page(reader, card, writer, frame.Body("glossary", {"terms": terms}, made[:1], made[1:]))


KIND = OutputKind("glossary", plan, make, every_language=True)
