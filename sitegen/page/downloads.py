"""The files that pages offer beside themselves: which there are, and the words of a stop in them.

What links to a file and what makes it both look here, so no page offers a file that is not made.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sitegen.blocks.map import when
from sitegen.core.artifact import Artifact, Planned
from sitegen.core.model import Itinerary, Site, SiteConfig, Stop
from sitegen.core.record import record
from sitegen.page.words import words
from sitegen.page.writer import Writer
from sitegen.web import urls


@record
class Download:
    name: str  # of the file, at the root of its language
    media_type: str
    label: str  # key of the catalogue


CALENDAR = Download("itinerary.ics", "text/calendar", "downloads.calendar")
GEOJSON = Download("itinerary.geojson", "application/geo+json", "downloads.geojson")
GPX = Download("itinerary.gpx", "application/gpx+xml", "downloads.gpx")
CSV = Download("facts.csv", "text/csv", "downloads.csv")
JSON = Download("facts.json", "application/json", "downloads.json")


def of_itinerary(itinerary: Itinerary) -> tuple[Download, ...]:
    """A calendar only when there is something to put in it."""
    return (CALENDAR, GEOJSON, GPX) if itinerary.events else (GEOJSON, GPX)


def of_facts() -> tuple[Download, ...]:
    return (CSV, JSON)


def planned(site: Site, download: Download, kind: str) -> Planned:
    language = site.language
    return Planned(Artifact(path(download, site.config, language), kind, (language,), language=language))


def path(download: Download, config: SiteConfig, language: str) -> str:
    return urls.language_prefix(config, language) + download.name


# a stop in words and numbers


def description(stop: Stop, itinerary: Itinerary, writer: Writer) -> str:
    """What the page says about a stop, as plain text in paragraphs: how firm it is, how exact, what happens there."""
    return "\n\n".join(part for part in _paragraphs(stop, itinerary, writer) if part)


def _paragraphs(stop: Stop, itinerary: Itinerary, writer: Writer) -> Iterator[str]:
    days = when(stop, writer).striptags()
    if stop.status == "" or stop.status == "standing":
        yield days
    else:
        yield f"{days} ({writer.catalogue.statuses[stop.status].word})"
    if itinerary.illustrative:
        yield writer.text("itinerary.illustrative")
    if stop.approximate:
        yield writer.text(f"itinerary.approximate_{stop.precision}")
    yield words(stop.summary, writer)


def degrees(value: float) -> str:
    """The number as the content has it, never with an exponent: "139.6503"."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")
