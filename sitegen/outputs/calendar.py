"""itinerary.ics: the stops that have a day, as events of a calendar (RFC 5545).

A day is a DATE, a time is given in UTC, and the end of a stay is the day after its last, as the standard wants it. The
UID holds the stop's id and the site's address, so that an import renews what an earlier one brought. DTSTAMP is the
editor's date of change: without a METHOD that is what it means, and no build puts its own day in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

from sitegen.core.artifact import Artifact, Planned, Snapshot
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Itinerary, Site, Status, Stop
from sitegen.page import downloads, frame
from sitegen.page.writer import Writer
from sitegen.web import ical
from sitegen.web.moments import begins, instant

_STATUS: dict[Status, str] = {"past": "CONFIRMED", "under-way": "CONFIRMED", "confirmed": "CONFIRMED",
                              "withdrawn": "CANCELLED"}  # fmt: skip
"""Calendars know three words: what is only announced or reported is TENTATIVE. The description has the very word."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    if site.itinerary and site.itinerary.events:
        yield downloads.planned(site, downloads.CALENDAR, "calendar")


def make(artifact: Artifact, reader: Reader) -> Made:
    itinerary, config = reader.itinerary(), reader.config()
    assert itinerary is not None, "planned because there is one"
    writer = frame.plain_writer(reader, artifact)
    stamp = ical.moment(instant(reader.masthead().updated, config.time_zone))
    head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//sitegen//itinerary//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", ical.text(config.title)),
        ("X-WR-CALNAME", ical.text(config.title)),
        ("LAST-MODIFIED", stamp),
        ("URL", frame.locator(reader).url("page", "itinerary")),
    ]
    entries = (_event(stop, itinerary, reader, writer, stamp) for stop in itinerary.events)
    return Made(ical.document(head, entries))


def _event(stop: Stop, itinerary: Itinerary, reader: Reader, writer: Writer, stamp: str) -> Iterator[tuple[str, str]]:
    where, config = frame.locator(reader), reader.config()
    site = urlsplit(where.base)
    yield "UID", ical.text(f"stop-{stop.id}@{site.netloc}{site.path.rstrip('/')}")
    yield "DTSTAMP", stamp
    yield from _days(stop, config.time_zone)
    yield "SUMMARY", ical.text(writer.text("itinerary.event", name=stop.name, title=config.title))
    yield "LOCATION", ical.text(stop.name)
    yield "GEO", "" if stop.approximate else f"{downloads.degrees(stop.lat)};{downloads.degrees(stop.lon)}"
    yield "STATUS", _STATUS.get(stop.status, "TENTATIVE") if stop.status and stop.status != "standing" else ""
    yield "DESCRIPTION", ical.text(downloads.description(stop, itinerary, writer))
    yield "URL", where.url("stop", stop.id)
    yield "TRANSP", "TRANSPARENT"  # the reader is not busy that day


def _days(stop: Stop, zone: str) -> Iterator[tuple[str, str]]:
    """A time of day stands alone, since nobody has said when it ends; a stay of several days is all days, for the same
    reason: it would need a time at its end too. The description has the time."""
    assert stop.days is not None, "only stops with a day are events"
    first, last = stop.days
    moment = begins(stop, zone)
    if moment and first == last:
        yield "DTSTART", ical.moment(moment)
        return
    yield "DTSTART;VALUE=DATE", ical.day(first)
    yield "DTEND;VALUE=DATE", ical.day(last + timedelta(days=1)) if last < date.max else ""


KIND = OutputKind("calendar", plan, make, every_language=True)
