"""Files that go out as they came in: the theme's icons, fonts and scripts, and the pictures that texts show.

Pictures carry their digest in their name; icons keep theirs, since browsers and home screens ask for them by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import splitext

from sitegen.blocks import BLOCKS
from sitegen.content import texts
from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.core.problem import Span


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    for name, source in snapshot.assets.items():
        if name.startswith("css/") or (name == "js/map.js" and site.itinerary is None):
            continue
        path = f"assets/{name}" if name.startswith("icons/") else f"assets/{_fingerprinted(name, source.digest)}"
        at = Span(source.path)
        yield Planned(Artifact(path, "file", ("assets", name), rank=0, names=(name,), at=at))
    shown = (texts.images(version, lambda block: BLOCKS[block.kind].names(block)) for version in site.versions)
    for name in sorted(frozenset().union(*shown)):
        source = snapshot.content[name]
        path, at = _fingerprinted(name, source.digest), Span(source.path)
        yield Planned(Artifact(path, "file", ("content", name), rank=0, names=(name,), at=at))


def make(artifact: Artifact, reader: Reader) -> Made:
    folder, name = artifact.subject
    return Made(reader.source(folder, name))


def _fingerprinted(name: str, digest: str) -> str:
    """images/ship.jpg -> images/ship.3f9a1c2b0d4e.jpg"""
    stem, ending = splitext(name)
    return f"{stem}.{digest[:12]}{ending}"


KIND = OutputKind("file", plan, make)
