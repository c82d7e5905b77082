"""404.html, shown at any depth of a missing address: every link in it is absolute."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame
from sitegen.web import urls


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    yield frame.planned(site, urls.NOT_FOUND, indexed=False, listed=False)


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    pages = [{"label": other.title, "href": writer.link(other.path)} for other in reader.navigation()]
    return frame.page(reader, card, writer, frame.Body("notfound", {"pages": pages}))


KIND = OutputKind("not-found", plan, make)
