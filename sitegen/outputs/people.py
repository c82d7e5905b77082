"""The people page: names and roles by side, the sides in the order of `site.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import frame


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.people:
        yield frame.planned(site, "people")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    sides = dict(reader.config().sides)
    everybody = reader.people()
    order = dict.fromkeys([*sides, *(person.side for person in everybody)])
    groups = [
        {"label": sides.get(side, side) or writer.text("people.others"), "people": [
            {"id": writer.unique_id(f"person-{person.id}"), "name": person.name, "role": writer.inline(person.role),
             "side": sides.get(side, side)}
            for person in everybody if person.side == side
        ]}
        for side in order if any(person.side == side for person in everybody)
    ]  # fmt: skip
    return frame.page(reader, card, writer, frame.Body("people", {"groups": groups}))


KIND = OutputKind("people", plan, make, every_language=True)
