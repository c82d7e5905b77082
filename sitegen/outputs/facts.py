"""The facts page: the whole ledger in the open, each entry with its status explained and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from markupsafe import Markup

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Fact, Site, Status
from sitegen.page import changes, frame
from sitegen.page.derived import calculation
from sitegen.page.downloads import of_facts
from sitegen.page.uses import places
from sitegen.page.writer import Writer


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.facts:
        yield frame.planned(site, "facts")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    facts = [reader.fact(id) for id in reader.fact_ids()]
    used = {fact.status for fact in facts}
    context = {
        "explanation": [{"word": writer.status(status) or writer.catalogue.statuses[status].word,
                         "meaning": writer.catalogue.statuses[status].meaning}
                        for status in get_args(Status) if status in used],
        "facts": [_fact(fact, reader, writer) for fact in facts],
    }  # fmt: skip
    return frame.page(reader, card, writer, frame.Body("facts", context, downloads=of_facts()))


def _fact(fact: Fact, reader: Reader, writer: Writer) -> dict[str, Any]:
    with writer.part(f"fact-{fact.id}"):
        return {
            "id": f"fact-{fact.id}",
            "statement": writer.inline(fact.statement),
            "value": writer.figure(fact) if fact.has_figure or fact.day else "",
            "calculation": calculation(fact, writer, lambda part: _linked(part, writer)),
            "status": writer.status(fact.status),
            "status_meaning": writer.catalogue.statuses[fact.status].meaning,
            "as_of": writer.day(fact.as_of) if fact.as_of else "",
            "happens": writer.day(fact.happens) if fact.happens else "",
            "notes": writer.notes(fact.sources),
            "uses": places(reader.uses("fact", fact.id), reader, writer),
            "unsourced": writer.typeset(fact.unsourced),
            "outcome": writer.inline(fact.outcome),
            "changes": changes.at(writer, f"fact:{fact.id}"),
        }


def _linked(part: Fact, writer: Writer) -> Markup:
    return Markup('<a href="{}">{}</a>').format(writer.href("fact", part.id), writer.typeset(writer.figure(part)))


KIND = OutputKind("facts", plan, make, every_language=True)
