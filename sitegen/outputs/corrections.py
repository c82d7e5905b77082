"""The log of corrections; an empty one says that there are none so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Correction, Site
from sitegen.page import frame, graphs
from sitegen.page.naming import name
from sitegen.page.writer import Writer
from sitegen.web import urls


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.corrections is not None:
        yield frame.planned(site, "corrections")


def make(artifact: Artifact, reader: Reader) -> Made:
    card = frame.card(reader, artifact)
    writer = frame.writer(reader, card)
    log = reader.corrections() or ()
    entries = [_entry(id, entry, writer) for id, entry in zip(urls.correction_ids(log), log, strict=True)]
    main = graphs.corrections(reader, writer, frame.locator(reader))
    return frame.page(reader, card, writer, frame.Body("corrections", {"entries": entries}, main))


def _entry(id: str, entry: Correction, writer: Writer) -> dict[str, Any]:
    scheme, _, target = entry.where.partition(":")
    return {
        "id": writer.unique_id(urls.anchor("correction", id)),
        "when": writer.day(entry.date),
        "kind": writer.text(f"corrections.kind.{entry.kind}"),
        "where": {
            "label": writer.text(f"corrections.where.{scheme}", name=name(writer, scheme, target)),
            "href": writer.href(scheme, target),
        },
        "was": entry.was,
        "now": entry.now,
        "reason": entry.reason,
    }


KIND = OutputKind("corrections", plan, make, every_language=True)
