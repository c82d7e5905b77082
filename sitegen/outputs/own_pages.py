"""Pages of the writer's own: `pages/*.md` and `disclaimer.md`."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    for page in (*((site.disclaimer,) if site.disclaimer else ()), *sorted(site.pages, key=lambda page: page.id)):
        yield frame.planned(site, page.id, page.title, page.summary, kind="own-page", at=page.at,
                            figure=page.card)  # fmt: skip


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    page = reader.own_page(card.id)
    context = {"summary": writer.inline(page.summary), "body": writer.main(page.body, level=2)}
    return frame.page(reader, card, writer, frame.Body("prose", context))


KIND = OutputKind("own-page", plan, make, every_language=True)
