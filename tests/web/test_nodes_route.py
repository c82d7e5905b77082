"""The itinerary's nodes: what is a place, when a stop is an event, and what is left unsaid."""

from datetime import date

import pytest

from sitegen.core import model
from sitegen.core.record import replace
from sitegen.web import nodes_route, urls

WHERE = urls.Locator("https://example.org/r/", lambda scheme, id: urls.address("one-page", scheme, id))
DAY = date(2025, 10, 30)
BUSAN = model.Stop("busan", "Busan", 35.1796, 129.0756, 1, "KR")
BASE = "https://example.org/r/"
ZONE = "Asia/Ho_Chi_Minh"


def route(*stops: model.Stop, **more: object) -> model.Itinerary:
    return model.Itinerary("The route", stops, **more)


@pytest.mark.parametrize(
    ("precision", "has_position"), [("exact", True), ("city", True), ("region", False), ("country", False)]
)
def test_only_a_place_that_is_known_has_a_position(precision, has_position):
    made = nodes_route.place(replace(BUSAN, precision=precision), WHERE)
    assert made["address"] == {"@type": "PostalAddress", "addressCountry": "KR"}
    assert ("geo" in made) == has_position
    if has_position:
        assert made["geo"] == {"@type": "GeoCoordinates", "latitude": 35.1796, "longitude": 129.0756}


def test_a_place_is_one_however_the_route_comes_back_to_it():
    """By `same_as`, by name and spot, and through a stop that is itself a return."""
    port = replace(BUSAN, id="port", name="The port", same_as="busan")
    again = replace(BUSAN, id="again", name="The port again", same_as="port")
    twin = replace(BUSAN, id="twin")
    near = replace(BUSAN, id="near", lat=35.2)
    itinerary = route(BUSAN, port, again, twin, near)
    assert [nodes_route.place_of(stop, itinerary).id for stop in itinerary.stops] == ["busan"] * 4 + ["near"]
    assert [place["@id"] for place in nodes_route.places(itinerary, WHERE)] == [
        f"{BASE}#place-busan",
        f"{BASE}#place-near",
    ]
    listed = nodes_route.trip(itinerary, WHERE)["itinerary"]["itemListElement"]
    assert [item["item"]["@id"] for item in listed] == [f"{BASE}#place-busan"] * 4 + [f"{BASE}#place-near"]
    assert [item["name"] for item in listed] == ["Busan", "The port", "The port again", "Busan", "Busan"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"date": DAY}, ("2025-10-30", None)),
        ({"date": DAY, "time": "10:00"}, ("2025-10-30T10:00:00+07:00", None)),
        ({"date": DAY, "time": "10:00+09:00"}, ("2025-10-30T10:00:00+09:00", None)),
        ({"start": DAY, "end": date(2025, 11, 1), "time": "10:00"}, ("2025-10-30T10:00:00+07:00", "2025-11-01")),
        ({"start": DAY, "end": date(2025, 11, 1)}, ("2025-10-30", "2025-11-01")),
        ({"start": DAY, "end": DAY}, ("2025-10-30", "2025-10-30")),
    ],
)
def test_the_days_of_an_event_are_those_given(days, said):
    """A time of day that has no zone is one of the site's zone; without a time there is none."""
    stop = replace(BUSAN, **days)
    made = nodes_route.event(stop, route(stop), "Busan (Tour)", ZONE, WHERE)
    assert (made["startDate"], made.get("endDate")) == said
    assert made["location"] == {"@id": f"{BASE}#place-busan"}


def test_without_a_day_or_an_announcement_there_is_no_event():
    dated = replace(BUSAN, date=DAY)
    for itinerary, mentioned in (
        (route(dated), "#event-busan"),
        (route(BUSAN), "#place-busan"),
        (route(dated, illustrative=True), "#place-busan"),
    ):
        ids, _ = nodes_route.named_stops(["busan"], itinerary, {"busan": "Busan (Tour)"}, ZONE, WHERE)
        assert [id.removeprefix(BASE) for id in ids] == [mentioned]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("past", "EventScheduled"), ("under-way", "EventScheduled"), ("confirmed", "EventScheduled"),
        ("announced", "EventScheduled"), ("withdrawn", "EventCancelled"), ("planned", None), ("expected", None),
        ("possible", None), ("unconfirmed", None), ("disputed", None), ("", None),
    ],
)  # fmt: skip
def test_of_what_is_not_settled_no_status_is_claimed(status, said):
    stop = replace(BUSAN, date=DAY, status=status)
    made = nodes_route.event(stop, route(stop), "Busan (Tour)", ZONE, WHERE)
    assert made.get("eventStatus") == (said and f"https://schema.org/{said}")


def test_a_route_that_nobody_announced_is_a_list_and_no_trip():
    made = nodes_route.trip(route(BUSAN, illustrative=True), WHERE, "An idea.")
    assert (made["@type"], made["numberOfItems"], made["description"]) == ("ItemList", 1, "An idea.")


def test_a_stop_is_mentioned_as_its_event_or_else_as_its_place():
    dated = replace(BUSAN, id="later", date=DAY)
    itinerary = route(BUSAN, dated, replace(BUSAN, id="unnamed", name="Seoul"))
    ids, made = nodes_route.named_stops(["later", "busan"], itinerary, {"later": "Busan (Tour)"}, ZONE, WHERE)
    assert ids == [f"{BASE}#place-busan", f"{BASE}#event-later"]
    assert {node["@id"] for node in made} == set(ids)
