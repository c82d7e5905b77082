"""The sources page: a bibliography that says where each source is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame
from sitegen.page.uses import places
from sitegen.page.writer import Writer
from sitegen.web import nodes


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.sources:
        yield frame.planned(site, "sources")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    sources = [_source(number, id, reader, writer) for number, id in enumerate(reader.citation_ids(), 1)]
    where = frame.locator(reader)
    main = [nodes.citation(reader.citation(id), where) for id in reader.citation_ids()]
    return frame.page(reader, card, writer, frame.Body("sources", {"sources": sources}, main))


def _source(number: int, id: str, reader: Reader, writer: Writer) -> dict[str, Any]:
    source = reader.citation(id)
    return {
        "number": number,
        "id": writer.unique_id(f"src-{id}"),
        "title": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "published": writer.day(source.published) if source.published else "",
        "accessed": writer.day(source.accessed) if source.accessed else "",
        "url": source.url,
        "archived": source.archived,
        "kind": writer.text(f"sources.kind.{source.kind}") if source.kind else "",
        "note": writer.prose(source.note),
        "uses": places(reader.uses("source", id), reader, writer),
    }


KIND = OutputKind("sources", plan, make, every_language=True)
