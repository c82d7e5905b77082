"""Files that go out as they came in: the theme's fonts and scripts, under names that hold their digests."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import splitext

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.core.problem import Span
from sitegen.page import theme


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    for name, source in snapshot.assets.items():
        if name.startswith(("css/", "icons/")) or name == theme.SCRIPT:
            continue
        if name == "js/map.js" and site.itinerary is None:
            continue
        stem, ending = splitext(name)
        path = f"assets/{stem}.{source.digest[:12]}{ending}"
        yield Planned(Artifact(path, "file", (name,), rank=0, names=(name,), at=Span(source.path)))


def make(artifact: Artifact, reader: Reader) -> Made:
    return Made(reader.source("assets", artifact.subject[0]))


KIND = OutputKind("file", plan, make)
