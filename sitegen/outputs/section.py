"""A page for each section, where `site.yaml` says `sections: pages`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Section, Site
from sitegen.outputs.home import section_view
from sitegen.page import frame, graphs, pictures
from sitegen.page.writer import Writer
from sitegen.web import nodes


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.config.sections == "pages":
        for section in site.sections:
            yield frame.planned(site, section.id, section.title, section.summary, kind="section", listed=False,
                                at=section.at, figure=section.card)  # fmt: skip


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    section = reader.section(card.id)
    before, after = reader.neighbours(card.id)
    context = {
        **section_view(section, writer, level=2),
        "previous": _neighbour(before, writer),
        "next": _neighbour(after, writer),
    }
    home = reader.card("home")
    assert home is not None, "every site has one"
    citations = [reader.citation(id) for id in writer.cited()]
    where = frame.locator(reader)
    named = graphs.named(reader, writer, where)
    made = nodes.section_article(
        section, card, home, reader.config(), reader.masthead(), citations, where,
        image=pictures.card_node(reader, card, where), mentions=named.mentions,
        corrections=graphs.corrections(reader, writer, where, told=True),
    )  # fmt: skip
    body = frame.Body("section", context, made[:1], [*made[1:], *named.nodes], article=True)
    return frame.page(reader, card, writer, body)


def _neighbour(part: Section | None, writer: Writer) -> dict[str, Any] | None:
    if part is None:
        return None
    return {"title": writer.typeset(part.title), "number": part.number, "href": writer.href("section", part.id)}


KIND = OutputKind("section", plan, make, every_language=True)
