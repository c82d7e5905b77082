"""What the machine files mean, read by libraries of their own fields, on the site whose texts and days are awkward.

The rules in `machine.py` hold the files against the pages; here they are held against what tests/sites/awkward says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import gpxpy
import icalendar
import pytest
from machine import events, features, objects
from reading import Site

# Stop, first moment or day, the day after the last, status in the calendar, longitude and latitude where it has them
STOPS: list[tuple[str, date | None, date | None, str | None, tuple[float, float] | None]] = [
    ("hanoi", date(2025, 3, 5), date(2025, 3, 9), "CONFIRMED", (105.8542, 21.0285)),
    ("new-york", datetime(2025, 3, 9, 12, 30, tzinfo=UTC), None, "TENTATIVE", (-74.006, 40.7128)),
    ("quito", datetime(2025, 3, 11, 4, 45, tzinfo=UTC), None, "CANCELLED", (-78.4678, -0.1807)),
    ("taveuni", date(2025, 3, 31), date(2025, 4, 1), None, None),
    ("hanoi-again", date(2025, 12, 31), date(2026, 1, 1), None, (105.8542, 21.0285)),
]


@pytest.fixture(scope="module")
def awkward(tiny: Callable[[str], Site]) -> Site:
    return tiny("awkward")


@pytest.mark.parametrize(("stop", "start", "end", "status", "place"), STOPS)
def test_an_event_is_when_and_where_the_stop_is(
    awkward: Site, stop: str, start: date, end: date | None, status: str | None, place: tuple[float, float] | None
) -> None:
    event = events(awkward)[f"https://awkward.invalid/thu/itinerary/#stop-{stop}"]
    assert event["DTSTART"].dt == start
    assert (event["DTEND"].dt if "DTEND" in event else None) == end
    assert event.get("STATUS") == status
    assert ((event["GEO"].longitude, event["GEO"].latitude) if "GEO" in event else None) == place
    assert event["DTSTAMP"].dt == datetime(2025, 3, 11, 3, 30, tzinfo=UTC)
    assert event["UID"] == f"stop-{stop}@awkward.invalid/thu"


def test_only_stops_with_a_day_are_events_and_all_are_places(awkward: Site) -> None:
    assert [url.partition("#stop-")[2] for url in events(awkward)] == [stop for stop, *_ in STOPS]
    assert [feature["id"] for feature in features(awkward)] == [
        "hanoi", "new-york", "quito", "taveuni", "near-null", "hanoi-again",
    ]  # fmt: skip


def test_words_come_back_as_they_were_written(awkward: Site) -> None:
    event = next(iter(events(awkward).values()))
    assert event["LOCATION"] == 'Hà Nội, "thủ đô"; \\ 🌏'
    assert event["SUMMARY"] == 'Hà Nội, "thủ đô"; \\ 🌏 (Chuyến đi; "thử", một \\ hai 🌏)'
    assert event["DESCRIPTION"] == (
        "5–8 March 2025, 09:00 (UTC+7) (under way)\n\n"
        "Đoàn ở lại ba đêm; chương trình, theo “ban tổ chức”, vẫn để ngỏ. Ai cũng chờ một tin mới: đậm, nghiêng "
        "🌏🌏🌏, và những chữ có dấu: ữ ự ở ợ ỗ ộ ẵ ặ ẫ ậ.\nred, green; blue \\ grey\na rate < that & more"
    )
    first = gpxpy.parse(awkward.files["itinerary.gpx"].decode()).waypoints[0]
    assert (first.name, first.description) == (event["LOCATION"], event["DESCRIPTION"])


def test_the_places_lie_within_the_box_of_the_content(awkward: Site) -> None:
    lons, lats = zip(*(feature["geometry"]["coordinates"] for feature in features(awkward)), strict=True)
    assert (min(lons), max(lons)) == (-78.4678, 180)
    assert (min(lats), max(lats)) == (-16.86, 40.7128)
    points = gpxpy.parse(awkward.files["itinerary.gpx"].decode()).waypoints
    assert {(p.longitude, p.latitude) for p in points if p.name == "Taveuni"} == {(-180, -16.86)}


def test_only_what_is_known_of_a_place_is_said(awkward: Site) -> None:
    known = {feature["id"]: feature["properties"] for feature in features(awkward)}
    base = "https://awkward.invalid/thu/itinerary/#stop-"
    assert known["near-null"] == {"number": 5, "name": "Near null", "precision": "exact", "url": f"{base}near-null"}
    assert known["taveuni"]["approximate"] is True
    assert known["quito"]["time"] == "2025-03-10T23:45-05:00"


FACTS = [  # id, key, value as an object, cell of the table
    ("rate", "value", Decimal("3.20"), "3.20"),
    ("cold", "value", Decimal("-5"), "-5"),
    ("sum", "low", Decimal("0.10"), "0.10"),
    ("sum", "high", Decimal("1500000.25"), "1500000.25"),
    ("sum", "currency", "VND", "VND"),
    ("sum", "qualifier", "up-to", "up-to"),
    ("day", "value", "2025-03-09", "2025-03-09"),
    ("ships", "noun", "ships", "ships"),
    ("ships", "per", "day", "day"),
    ("formula", "qualifier", None, ""),
    ("formula", "sources", ["one", "two"], "one two"),
    ("lines", "sources", [], ""),
    ("lines", "statement", "Một câu trên hai dòng, with spaces 🌏.", "Một câu trên hai dòng, with spaces 🌏."),
    ("plus", "statement", "+ begins this one", "'+ begins this one"),
    ("at", "statement", "@someone said so", "'@someone said so"),
    ("rate", "review_by", "2025-04-01", "2025-04-01"),
]


@pytest.mark.parametrize(("id", "key", "value", "cell"), FACTS)
def test_a_fact_is_the_same_in_both_files(awkward: Site, id: str, key: str, value: Any, cell: str) -> None:
    known = next(known for known in objects(awkward) if known["id"] == id)
    assert (known[key], str(known[key])) == (value, str(value))
    text = awkward.files["facts.csv"].decode("utf-8")
    row = next(row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True) if row["id"] == id)
    assert row[key] == cell


def test_the_calendar_survives_being_read_and_written_by_another(awkward: Site) -> None:
    calendar = icalendar.Calendar.from_ical(awkward.files["itinerary.ics"])
    again = icalendar.Calendar.from_ical(calendar.to_ical())
    assert again == calendar
