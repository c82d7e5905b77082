"""The timeline page."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.blocks.timeline import moments
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.timeline:
        yield frame.planned(site, "timeline")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    return frame.page(reader, card, writer, frame.Body("timeline", {"moments": moments(writer, "moment-")}))


KIND = OutputKind("timeline", plan, make, every_language=True)
