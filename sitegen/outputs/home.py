"""The home page: the explainer from headline to notices; with `sections: pages`, its front."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.blocks.map import route
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader, Use
from sitegen.core.model import Section, Site
from sitegen.core.prose import Block, Prose, everything
from sitegen.page import changes, frame, graphs, pictures
from sitegen.page.writer import Writer
from sitegen.web import nodes

TEASED = 4
"""Questions named on the home page when no faq block stands in the text; the FAQ page has them all."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    explainer = site.explainer
    yield frame.planned(site, "home", explainer.headline, explainer.dek, figure=explainer.card)


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    explainer = reader.explainer()
    every = reader.outline()
    one_page = reader.config().sections == "one-page"
    whole = [reader.section(section.id) for section in every] if one_page else []
    texts = (explainer.body, *(section.body for section in whole))
    context = {
        "label": writer.text("home.label"),
        "headline": writer.typeset(explainer.headline),
        "dek": writer.inline(explainer.dek),
        "byline": explainer.byline,
        "published": explainer.published,
        "updated": explainer.updated,
        "as_of": explainer.as_of,
        "key_points": [writer.inline(point) for point in explainer.key_points],
        "corrected": changes.newest(writer),
        "opening": writer.main(explainer.body),
        "changes": changes.at(writer, "page:home", Use("page", "home")),
        "contents": [_line(section, writer) for section in every],
        "sections": [_section(section, writer) for section in whole],
        "route": route(writer) if reader.itinerary() and not _has(texts, "map") else None,
        "questions": [] if _has(texts, "faq") else _questions(reader, writer),
        "more_questions_href": writer.href("page", "faq") if reader.questions() else "",
        "disclaimer": _disclaimer(reader, writer),
    }
    where = frame.locator(reader)
    citations = [reader.citation(id) for id in writer.cited()]
    named = graphs.named(reader, writer, where, whole=True)
    made = nodes.article(card, reader.config(), explainer, every, citations, where, label=writer.text("home.label"),
                         image=pictures.card_node(reader, card, where),
                         about=named.about, mentions=named.mentions,
                         corrections=graphs.corrections(reader, writer, where))  # fmt: skip
    body = frame.Body("home", context, made[:1], [*made[1:], *named.nodes], article=True)
    return frame.page(reader, card, writer, body)


def _line(section: Section, writer: Writer) -> dict[str, Any]:
    """A line of the contents. Its summary is printed as words alone: notes and marks stand at the section itself."""
    return {"number": section.number, "id": section.id, "title": writer.typeset(section.title),
            "summary": writer.typeset(section.summary.plain), "href": writer.href("section", section.id)}  # fmt: skip


def _section(section: Section, writer: Writer) -> dict[str, Any]:
    with writer.part(section.id):
        return section_view(section, writer, level=3)


def section_view(section: Section, writer: Writer, level: int) -> dict[str, Any]:
    """For the home page and for a section's own: `level` is that of the first headings within its text."""
    return {
        "number": section.number, "id": section.id, "title": writer.typeset(section.title),
        "summary": writer.inline(section.summary), "key_points": [writer.inline(point) for point in section.key_points],
        "body": writer.main(section.body, level=level),
        "changes": changes.at(writer, f"section:{section.id}", Use("section", section.id)),
    }  # fmt: skip


def _has(texts: tuple[Prose, ...], kind: str) -> bool:
    return any(isinstance(part, Block) and part.kind == kind for text in texts for part in everything(text))


def _questions(reader: Reader, writer: Writer) -> list[dict[str, str]]:
    return [{"text": writer.typeset(question.question.plain), "href": writer.href("question", question.id)}
            for question in reader.questions()[:TEASED]]  # fmt: skip


def _disclaimer(reader: Reader, writer: Writer) -> dict[str, Any] | None:
    if reader.card("disclaimer") is None:
        return None
    page = reader.own_page("disclaimer")
    return {"title": page.title, "summary": writer.inline(page.summary), "href": writer.href("page", "disclaimer")}


KIND = OutputKind("home", plan, make, every_language=True)
