"""Rules for the files that machines read: each parses in a library of its own field and says what the pages say.

The page is the measure: a stop is what its line on the itinerary shows, a fact what its line on the facts page shows;
the moment of the last change is that of the feed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import feedparser
import gpxpy
import icalendar
from bs4 import Tag
from reading import Page, Site, words

CALENDAR, GEOJSON, GPX, CSV, JSON = (
    "itinerary.ics", "itinerary.geojson", "itinerary.gpx", "facts.csv", "facts.json",
)  # fmt: skip
TYPES = {
    CALENDAR: "text/calendar", GEOJSON: "application/geo+json", GPX: "application/gpx+xml", CSV: "text/csv",
    JSON: "application/json",
}  # fmt: skip
ITINERARY, FACTS = "itinerary/index.html", "facts/index.html"


# what the files say


def events(site: Site) -> dict[str, Any]:
    """Events of the calendar by the address of their stop."""
    data = site.files.get(CALENDAR)
    found = icalendar.Calendar.from_ical(data).walk("VEVENT") if data else []
    return {str(event.get("URL")): event for event in found}


def features(site: Site) -> list[dict[str, Any]]:
    return json.loads(site.files[GEOJSON])["features"] if GEOJSON in site.files else []


def rows(site: Site) -> list[dict[str, str]]:
    text = site.files.get(CSV, b"").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def objects(site: Site) -> list[dict[str, Any]]:
    """Numbers as decimals, so that 3.20 is not 3.2."""
    data = site.files.get(JSON, b"[]")
    return json.loads(data, parse_float=Decimal, parse_int=Decimal, parse_constant=lambda name: 1 / 0)


def stops(site: Site) -> list[Tag]:
    return site.pages[ITINERARY].soup.select("li.stop") if ITINERARY in site.pages else []


def when(stop: Tag) -> str:
    """The days of a stop as shown, without the word of its status."""
    return words(stop.select_one(".when"), leaving=".status")


# files that are offered


def pages_offer_every_file_that_is_made_and_no_other(site: Site) -> Iterator[str]:
    offered = {}
    for page in site.pages.values():
        linked = {site.follow(page.path, str(a["href"]))[0]: a.get("type") for a in page.soup.select(".downloads a")}
        named = {site.follow(page.path, str(link["href"]))[0]: link.get("type")
                 for link in page.soup.select("link[rel=alternate]")}  # fmt: skip
        for path, media_type in linked.items():
            if named.get(path) != (None if path == JSON else media_type):  # a JSON file named so is taken for a feed
                yield f"{page.path}: its head does not name {path} as {media_type}"
        offered |= linked
    expected = {path: media_type for path, media_type in TYPES.items() if path in site.files}
    if offered != expected:
        yield f"pages offer {offered}, made were {expected}"


# the calendar


def the_calendar_keeps_to_its_standard(site: Site) -> Iterator[str]:
    data = site.files.get(CALENDAR)
    if data is None:
        return
    if not data.endswith(b"\r\n") or b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        yield "a line of the calendar does not end with CRLF"
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of the calendar is longer than 75 octets: {line!r}"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"a character of the calendar is cut in two: {line!r}"
    calendar = icalendar.Calendar.from_ical(data)
    for component in calendar.walk():
        if component.errors:
            yield f"the calendar cannot be read: {component.errors}"
    if not calendar.get("PRODID") or calendar.get("VERSION") != "2.0":
        yield "the calendar does not say who made it, or in which version"
    found = calendar.walk("VEVENT")
    if len({str(event.get("UID")) for event in found}) < len(found) or not all(event.get("UID") for event in found):
        yield "an event has no id of its own"
    for event in found:
        for name in ("DTSTAMP", "DTSTART", "SUMMARY"):
            if name not in event:
                yield f"an event has no {name}"
        for name in ("DTSTART", "DTEND"):
            moment = event[name].dt if name in event else date(2000, 1, 1)
            if isinstance(moment, datetime) and moment.tzinfo is None:
                yield f"{name} of an event floats between time zones"
        if str(event.get("STATUS", "TENTATIVE")) not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
            yield f"an event is {event['STATUS']}"


def the_calendar_holds_the_stops_with_a_day(site: Site) -> Iterator[str]:
    told = events(site)
    dated = [f for f in features(site) if "illustrative" not in f["properties"] and days(f["properties"])]
    if list(told) != [feature["properties"]["url"] for feature in dated]:
        yield f"the calendar has {list(told)}, of the places these have a day: {[f['id'] for f in dated]}"
    for feature in dated:
        known = feature["properties"]
        event = told.get(known["url"])
        if event is None:
            continue
        first, last = days(known)
        start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
        if isinstance(start, datetime):
            if start != datetime.fromisoformat(known["time"]) or end is not None or first != last:
                yield f"{feature['id']}: {start} to {end} in the calendar, {known['time']} in the GeoJSON"
        elif (start, end) != (first, last + timedelta(days=1)):
            yield f"{feature['id']}: {start} to {end} in the calendar, {first} to {last} in the GeoJSON"
        place = event.get("GEO")
        point = None if place is None else [place.longitude, place.latitude]
        if point != (None if known.get("approximate") else feature["geometry"]["coordinates"]):
            yield f"{feature['id']}: the calendar has it at {point}"
        if str(event.get("LOCATION")) != known["name"]:
            yield f"{feature['id']}: the calendar calls it {event.get('LOCATION')}"


def events_of_the_page_are_those_of_the_calendar(site: Site) -> Iterator[str]:
    """First and last moment, place and being called off, in structured data as in the calendar."""
    nodes = site.pages[ITINERARY].nodes("Event") if ITINERARY in site.pages else []
    told = events(site)
    if [node["url"] for node in nodes] != list(told):
        yield f"the data has {[node['url'] for node in nodes]}, the calendar {list(told)}"
    known = {node["@id"]: node for node in site.pages[ITINERARY].nodes("Place")} if nodes else {}
    for node in nodes:
        if (event := told.get(node["url"])) is None:
            continue
        start, end = event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None
        first = datetime.fromisoformat(node["startDate"]) if "T" in node["startDate"] else None
        if isinstance(start, datetime) and first != start:
            yield f"{node['url']} begins {node['startDate']} in the data, {start} in the calendar"
        if not isinstance(start, datetime):
            last = (end - timedelta(days=1)).isoformat()
            if (node["startDate"][:10], node.get("endDate", last)) != (start.isoformat(), last):
                yield f"{node['url']}: {node['startDate']} to {node.get('endDate')}, the calendar {start} to {last}"
        if (event.get("STATUS") == "CANCELLED") != str(node.get("eventStatus")).endswith("EventCancelled"):
            yield f"{node['url']} is {node.get('eventStatus')} in the data, {event.get('STATUS')} in the calendar"
        geo = known[node["location"]["@id"]].get("geo")
        point = (event["GEO"].latitude, event["GEO"].longitude) if "GEO" in event else None
        if point != (geo and (geo["latitude"], geo["longitude"])):
            yield f"{node['url']} lies at {geo} in the data, {point} in the calendar"


def days(known: dict[str, Any]) -> tuple[date, date] | None:
    """First and last day of a feature's properties."""
    ends = [known.get("date") or known.get(name) for name in ("from", "to")]
    return (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])) if all(ends) else None


# places


def places_are_where_the_page_lists_them(site: Site) -> Iterator[str]:
    """Order, names, days and addresses: GeoJSON, GPX and the itinerary's lines agree; longitude comes first."""
    if ITINERARY not in site.pages:
        return
    found = features(site)
    if json.loads(site.files[GEOJSON])["type"] != "FeatureCollection":
        yield "the GeoJSON is no collection of features"
    gpx = gpxpy.parse(site.files[GPX].decode("utf-8"))
    if gpx.version != "1.1" or not gpx.creator:
        yield "the GPX is not 1.1, or does not say who made it"
    for where, points in (("waypoints", gpx.waypoints), ("route", gpx.routes[0].points)):
        names, ends = [point.name for point in points], [round_the_world(p.longitude, p.latitude) for p in points]
        if names != [f["properties"]["name"] for f in found]:
            yield f"the {where} of the GPX are {names}"
        if ends != [round_the_world(*f["geometry"]["coordinates"]) for f in found]:
            yield f"the {where} of the GPX lie at {ends}"
    lines = stops(site)
    if [line["id"] for line in lines] != [f"stop-{f['id']}" for f in found]:
        yield f"the GeoJSON has {[f['id'] for f in found]}"
    for line, feature, point in zip(lines, found, gpx.waypoints, strict=False):
        yield from one_place(site, line, feature, point)


def one_place(site: Site, line: Tag, feature: dict[str, Any], point: Any) -> Iterator[str]:
    known, id = feature["properties"], feature["id"]
    lon, lat = feature["geometry"]["coordinates"]
    if not (feature["geometry"]["type"] == "Point" and -180 <= lon <= 180 and -90 <= lat <= 90):
        yield f"{id} lies at {lon}, {lat}, which is nowhere"
    if words(line.h2) != " ".join(f"{known['number']} {known['name']}".split()):
        yield f"{id}: the page calls it {words(line.h2)}"
    if known["url"] != f"{site.base}itinerary/#stop-{id}" or point.link != known["url"]:
        yield f"{id}: its address is {known['url']} and {point.link}"
    mark = line.select_one(".status")
    if (f"status-{known['status']}" if known.get("status", "standing") != "standing" else None) != (
        mark and str(mark["class"][1])
    ):
        yield f"{id}: its status is {known.get('status')}, the page shows {mark}"
    shown = line.select_one(".when time")
    machine = str(shown["datetime"]) if shown else None
    if days(known) and days(known)[0] == days(known)[1]:
        if machine != (known.get("time") or days(known)[0].isoformat()):
            yield f"{id}: {known} on the map, {machine} on the page"
    elif days(known):
        told = {int(number) for number in re.findall(r"\d+", when(line).partition(",")[0])}
        if told != {day.day for day in days(known)} | {day.year for day in days(known)}:
            yield f"{id}: {days(known)} on the map, {when(line)} on the page"
    elif machine:
        yield f"{id}: no day on the map, {machine} on the page"
    if not flat(point.description).startswith(when(line)):
        yield f"{id}: the GPX says {point.description}, the page {when(line)}"


def round_the_world(lon: float, lat: float) -> tuple[float, float]:
    return (-180.0 if lon == 180 else lon, lat)


def flat(text: str) -> str:
    return " ".join(text.split())


# dates of the whole


def all_know_when_the_explainer_changed(site: Site) -> Iterator[str]:
    home = f"{site.base}#article"
    entry = next((entry for entry in feedparser.parse(site.files["feed.xml"]).entries if entry.id == home), None)
    if entry is None:
        yield f"feed.xml has no entry {home}"
        return
    changed, begun = datetime.fromisoformat(entry.updated), datetime.fromisoformat(entry.published)
    items = json.loads(site.files["feed.json"])["items"]
    told = {"feed.json": next(item["date_modified"] for item in items if item["id"] == home)}
    told |= {f"sitemap.xml ({n})": day
             for n, day in enumerate(re.findall("<lastmod>(.*?)<", site.files["sitemap.xml"].decode()))}  # fmt: skip
    told |= {f"the data of {page.path}": node["dateModified"] for page in site.indexed for node in page.graph
             if node["@id"].endswith("#webpage")}  # fmt: skip
    told |= {f"the head of {page.path}": page.meta("article:modified_time") for page in site.indexed
             if page.meta("og:type") == "article"}  # fmt: skip
    if CALENDAR in site.files:
        calendar = icalendar.Calendar.from_ical(site.files[CALENDAR])
        told |= {f"{name} of {event.get('UID', 'the calendar')}": event[name].dt.isoformat()
                 for event in calendar.walk() for name in ("DTSTAMP", "LAST-MODIFIED") if name in event}  # fmt: skip
    if GPX in site.files:
        told["the GPX"] = gpxpy.parse(site.files[GPX].decode()).time.isoformat()
    for where, moment in told.items():
        if not same(moment, changed):
            yield f"{where} says {moment}, the feed {entry.updated}"
    for where, moment in (("the data", published(site.home)), ("the head", site.home.meta("article:published_time"))):
        if not same(moment, begun):
            yield f"{where} of the home page was published on {moment}, in the feed on {entry.published}"


def published(home: Page) -> str:
    return next(str(node["datePublished"]) for node in home.graph if node["@id"].endswith("#article"))


def same(told: str, moment: datetime) -> bool:
    """A bare day agrees with the moment's day where the site is."""
    return told == moment.date().isoformat() if len(told) == 10 else datetime.fromisoformat(told) == moment


def corrections_have_their_day_in_the_feed(site: Site) -> Iterator[str]:
    entries = {entry.link: entry.updated[:10] for entry in feedparser.parse(site.files["feed.xml"]).entries
               if "#correction-" in entry.link}  # fmt: skip
    page = site.pages.get("corrections/index.html")
    log = page.soup.select('[id^="correction-"]') if page else []
    shown = {f"{site.base}corrections/#{entry['id']}": entry.find("time")["datetime"] for entry in log}
    if entries != shown:
        yield f"corrections in the feed: {entries}, on the page: {shown}"


# facts


def table_and_objects_are_the_facts_of_the_page(site: Site) -> Iterator[str]:
    if FACTS not in site.pages:
        return
    data = site.files[CSV]
    if b"\n" in data.replace(b"\r\n", b"") or data.startswith(b"\xef\xbb\xbf"):
        yield "a line of the table does not end with CRLF, or the table begins with a mark"
    table, listed = rows(site), objects(site)
    lines = site.pages[FACTS].soup.select("ul.facts > li")
    for name, found in ((CSV, table), (JSON, listed)):
        if [f"fact-{row['id']}" for row in found] != [line["id"] for line in lines]:
            yield f"{name} has {[row['id'] for row in found]}"
    for row, known in zip(table, listed, strict=False):
        if list(row) != list(known):
            yield f"{row.get('id')}: columns {list(row)}, keys {list(known)}"
        for name, value in known.items():
            if row.get(name) not in cells(value):
                yield f"{known['id']}: {name} is {row.get(name)!r} in the table, {value!r} as an object"
            if isinstance(value, str) and str(row.get(name)).startswith(("=", "+", "-", "@")):
                yield f"{known['id']}: a spreadsheet would run {row[name]}"
    for line, known in zip(lines, listed, strict=False):
        yield from one_fact(site, line, known)


def cells(value: Any) -> tuple[str, ...]:
    """How a value may stand in the table; a text that looks like a formula has an apostrophe before it."""
    match value:
        case None:
            return ("",)
        case list():
            return (" ".join(value),)
        case str() if value.startswith(("=", "+", "-", "@")):
            return (f"'{value}",)
    return (str(value),)


def one_fact(site: Site, line: Tag, known: dict[str, Any]) -> Iterator[str]:
    id = known["id"]
    if words(line.select_one(".statement"), leaving=".status") != known["statement"]:
        yield f"{id}: the page says {words(line.select_one('.statement'), leaving='.status')!r}"
    if (line.select_one(".value") is None) != all(known[name] is None for name in ("value", "low", "high")):
        yield f"{id}: the page shows {line.select_one('.value')}"
    times = [str(time["datetime"]) for time in line.select("div > p.mark time")]
    if times != [known[name] for name in ("as_of", "happens") if known[name]]:
        yield f"{id}: the page shows {times}, the file {known['as_of']} and {known['happens']}"
    shown = line.select_one(".margin .status")
    if (known["status"] if known["status"] != "standing" else None) != (shown and shown["class"][1][7:]):
        yield f"{id}: the page shows {shown}, the file {known['status']}"
    if known["url"] != f"{site.base}facts/#fact-{id}" or not site.lands(FACTS, known["url"]):
        yield f"{id}: {known['url']} is not its address"
    for source in known["sources"]:
        if not site.lands(FACTS, f"../sources/#src-{source}"):
            yield f"{id}: there is no source {source}"


RULES = (
    pages_offer_every_file_that_is_made_and_no_other,
    the_calendar_keeps_to_its_standard,
    the_calendar_holds_the_stops_with_a_day,
    events_of_the_page_are_those_of_the_calendar,
    places_are_where_the_page_lists_them,
    all_know_when_the_explainer_changed,
    corrections_have_their_day_in_the_feed,
    table_and_objects_are_the_facts_of_the_page,
)

SLIPS = (
    (pages_offer_every_file_that_is_made_and_no_other, ITINERARY, r'(<p class="downloads.*?)<a .*?</a>', r"\1"),
    (pages_offer_every_file_that_is_made_and_no_other, FACTS, 'type="text/csv"( title)', r'type="text/plain"\1'),
    (the_calendar_keeps_to_its_standard, CALENDAR, "\r\n", "\n"),
    (the_calendar_keeps_to_its_standard, CALENDAR, "\r\n ", ""),
    (the_calendar_keeps_to_its_standard, CALENDAR, "UID:[^\r]*", "UID:stop-busan@example.org/asia-tour"),
    (the_calendar_keeps_to_its_standard, CALENDAR, "DTSTAMP:[^\r]*\r\n", ""),
    (the_calendar_keeps_to_its_standard, CALENDAR, "DTSTART;VALUE=DATE:20251024", "DTSTART:20251024T100000"),
    (the_calendar_keeps_to_its_standard, CALENDAR, "STATUS:CONFIRMED", "STATUS:PAST"),
    (the_calendar_keeps_to_its_standard, CALENDAR, "VERSION:2.0", "VERSION:1.0"),
    (the_calendar_holds_the_stops_with_a_day, CALENDAR, "BEGIN:VEVENT.*?END:VEVENT\r\n", ""),
    (the_calendar_holds_the_stops_with_a_day, CALENDAR, "DTEND;VALUE=DATE:20251025", "DTEND;VALUE=DATE:20251024"),
    (the_calendar_holds_the_stops_with_a_day, CALENDAR, "GEO:38.9072;-77.0369", "GEO:-77.0369;38.9072"),
    (the_calendar_holds_the_stops_with_a_day, CALENDAR, "LOCATION:Busan", "LOCATION:Pusan"),
    (the_calendar_holds_the_stops_with_a_day, GEOJSON, '"date": "2025-10-24",', ""),
    (events_of_the_page_are_those_of_the_calendar, CALENDAR, "BEGIN:VEVENT.*?END:VEVENT\r\n", ""),
    (events_of_the_page_are_those_of_the_calendar, CALENDAR, "VALUE=DATE:20251030", "VALUE=DATE:20251029"),
    (events_of_the_page_are_those_of_the_calendar, CALENDAR, "STATUS:TENTATIVE", "STATUS:CANCELLED"),
    (events_of_the_page_are_those_of_the_calendar, CALENDAR, "GEO:35.1796", "GEO:35.18"),
    (events_of_the_page_are_those_of_the_calendar, ITINERARY, '"startDate":"2025-10-24"', '"startDate":"2025-10-25"'),
    (places_are_where_the_page_lists_them, GEOJSON, "-77.0369,(.*?)38.9072", r"38.9072,\1-77.0369"),
    (places_are_where_the_page_lists_them, GEOJSON, "2025-10-24", "2025-10-25"),
    (places_are_where_the_page_lists_them, GEOJSON, '"number": 1', '"number": 2'),
    (places_are_where_the_page_lists_them, GEOJSON, '"status": "past"', '"status": "planned"'),
    (places_are_where_the_page_lists_them, GPX, 'lon="129.0756"', 'lon="129.0757"'),
    (places_are_where_the_page_lists_them, GPX, "<name>Busan", "<name>Pusan"),
    (places_are_where_the_page_lists_them, GPX, "<desc>24 October", "<desc>23 October"),
    (places_are_where_the_page_lists_them, GPX, "#stop-dc", "#stop-busan"),
    (all_know_when_the_explainer_changed, CALENDAR, "DTSTAMP:[^\r]*", "DTSTAMP:20251026T000000Z"),
    (all_know_when_the_explainer_changed, GPX, "<time>[^<]*", "<time>2025-10-26T00:00:00Z"),
    (all_know_when_the_explainer_changed, "feed.xml", "(<published>.*?<updated>)[^<]*", r"\g<1>2031-01-01T00:00:00Z"),
    (all_know_when_the_explainer_changed, "sitemap.xml", "<lastmod>[^<]*", "<lastmod>2025-10-25"),
    (all_know_when_the_explainer_changed, "index.html", '(:published_time" content=)"[^"]*', r'\1"2025-10-25'),
    (all_know_when_the_explainer_changed, FACTS, '"dateModified":"[^"]*', '"dateModified":"2025-10-25'),
    (corrections_have_their_day_in_the_feed, "feed.xml", '(<published>.*?href="[^"]*)', r"\1corrections/#correction-x"),
    (table_and_objects_are_the_facts_of_the_page, CSV, "\r\n", "\n"),
    (table_and_objects_are_the_facts_of_the_page, CSV, "tour-length,", "tour,"),
    (table_and_objects_are_the_facts_of_the_page, CSV, ",550000000000,", ",550000000,"),
    (table_and_objects_are_the_facts_of_the_page, CSV, "\r\n([a-z-]+),([A-Z])", r"\r\n\1,=\2"),
    (table_and_objects_are_the_facts_of_the_page, JSON, '"value": 5,', '"value": 5.0,'),
    (table_and_objects_are_the_facts_of_the_page, JSON, '"as_of": "2025-10-26"', '"as_of": "2025-10-25"'),
    (table_and_objects_are_the_facts_of_the_page, JSON, '("statement": ")', r"\1It is said: "),
    (table_and_objects_are_the_facts_of_the_page, JSON, "#fact-tour-length", "#fact-tour"),
)  # fmt: skip
"""(rule, file of the explainer, what is there, what comes in its place): the rule must notice."""
