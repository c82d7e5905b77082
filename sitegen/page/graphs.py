"""What a page's graph takes from the page itself: whom and what its text names, whose words it prints, what was put
right. The nodes are made in `web`; here is asked for them.
"""

from __future__ import annotations

from sitegen.core import model
from sitegen.core.artifact import Card
from sitegen.core.kinds import Reader
from sitegen.core.record import record
from sitegen.page.writer import Writer
from sitegen.web import nodes_entries, nodes_route, urls
from sitegen.web.jsonld import Node


@record
class Named:
    """Ids of what an article is about and of what it mentions, and the nodes behind all of them."""

    about: tuple[str, ...]
    mentions: tuple[str, ...]
    nodes: tuple[Node, ...]


def named(reader: Reader, writer: Writer, where: urls.Locator, *, whole: bool = False) -> Named:
    """What the text printed so far names. `whole`: it is the explainer itself, so a trip in it is what it is about."""
    itinerary = reader.itinerary()
    stops = [id for scheme, id in writer.named if scheme == "stop"]
    mentions: list[str] = []
    nodes: list[Node] = []
    about: tuple[str, ...] = ()
    if itinerary is not None and stops:
        names = {stop.id: event_name(stop, reader, writer) for stop in itinerary.stops}
        mentions, nodes = nodes_route.named_stops(stops, itinerary, names, reader.config().time_zone, where)
        if whole and not itinerary.illustrative:
            about = (nodes_route.trip_id(where),)
            nodes.insert(0, nodes_route.trip_elsewhere(itinerary, where))
    people = _people(reader, [id for scheme, id in writer.named if scheme == "person"], where)
    return Named(about, (*mentions, *(person["@id"] for person in people)), (*nodes, *people))


def event_name(stop: model.Stop, reader: Reader, writer: Writer) -> str:
    return writer.text("itinerary.event", name=stop.name, title=reader.config().title)


def quotations(reader: Reader, writer: Writer, card: Card, where: urls.Locator) -> list[Node]:
    """The words of others on this page, then those who said them."""
    said = [nodes_entries.quotation(quotation, card, where) for quotation in writer.quotations]
    return [*said, *_people(reader, [quotation.person for quotation in writer.quotations], where)]


def _people(reader: Reader, ids: list[str], where: urls.Locator) -> list[Node]:
    everybody = {person.id: person for person in reader.people()} if any(ids) else {}
    return [nodes_entries.person(everybody[id], where) for id in dict.fromkeys(ids) if id]


def corrections(reader: Reader, writer: Writer, where: urls.Locator, *, told: bool = False) -> list[Node]:
    """The whole log, or what this page has `told` of it, in the words in which the log's page prints it."""
    log = reader.corrections() or ()
    return [
        nodes_entries.correction(
            id, entry, writer.text(f"corrections.kind.{entry.kind}"), _text(entry, writer), where
        )
        for id, entry in zip(urls.correction_ids(log), log, strict=True) if not told or id in writer.told
    ]  # fmt: skip


def _text(entry: model.Correction, writer: Writer) -> str:
    said = [f"{writer.text(f'corrections.{key}')}: {value}"
            for key, value in (("was", entry.was), ("now", entry.now)) if value]  # fmt: skip
    return "\n".join([*said, *([entry.reason] if entry.reason else [])])
