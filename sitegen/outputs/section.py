"""A page for each section, where `site.yaml` says `sections: pages`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.outputs.home import section_view
from sitegen.page import frame, graphs, pictures
from sitegen.page.writer import Writer
from sitegen.web import nodes


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.config.sections == "pages":
        for section in site.sections:
            yield frame.planned(site, section.id, section.title, section.summary, kind="section", listed=False,
                                at=section.at)  # fmt: skip


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    ids = reader.section_ids()
    place = ids.index(card.id)
    section = reader.section(card.id)
    context = {
        **section_view(section, writer, level=2),
        "previous": _neighbour(ids[place - 1], reader, writer) if place else None,
        "next": _neighbour(ids[place + 1], reader, writer) if place + 1 < len(ids) else None,
    }
    home = next(other for other in reader.cards() if other.id == "home")
    citations = [reader.citation(id) for id in writer.cited()]
    where = frame.locator(reader)
    named = graphs.named(reader, writer, where)
    made = nodes.section_article(
        section, card, home, reader.config(), reader.explainer(), citations, where,
        image=pictures.card_node(reader, card, where), mentions=named.mentions,
        corrections=graphs.corrections(reader, writer, where, told=True),
    )  # fmt: skip
    body = frame.Body("section", context, made[:1], [*made[1:], *named.nodes], article=True)
    return frame.page(reader, card, writer, body)


def _neighbour(id: str, reader: Reader, writer: Writer) -> dict[str, Any]:
    section = reader.section(id)
    return {"title": writer.typeset(section.title), "number": section.number, "href": writer.href("section", id)}


KIND = OutputKind("section", plan, make, every_language=True)
