"""The people page: names and roles by side, the sides in the order of `site.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Person, Site
from sitegen.page import frame
from sitegen.page.writer import Writer
from sitegen.web import nodes_entries


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.people:
        yield frame.planned(site, "people")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    sides = dict(reader.config().sides)
    everybody = reader.people()
    order = dict.fromkeys([*sides, *(person.side for person in everybody)])
    shown = {side: [(person, _view(person, sides, writer)) for person in everybody if person.side == side]
             for side in order}  # fmt: skip
    groups = [{"label": sides.get(side, side) or writer.text("people.others"), "people": [view for _, view in people]}
              for side, people in shown.items() if people]  # fmt: skip
    where = frame.locator(reader)
    main = [nodes_entries.person(person, where, view["role"]) for people in shown.values() for person, view in people]
    return frame.page(reader, card, writer, frame.Body("people", {"groups": groups}, main))


def _view(person: Person, sides: dict[str, str], writer: Writer) -> dict[str, Any]:
    return {"id": writer.unique_id(f"person-{person.id}"), "name": person.name, "role": writer.inline(person.role),
            "side": sides.get(person.side, person.side)}  # fmt: skip


KIND = OutputKind("people", plan, make, every_language=True)
