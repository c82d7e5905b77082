"""The itinerary: stops in order, days only where the source gives one, distances only between places that are known.

What is expected is read from content/itinerary.yaml by PyYAML, and the distance worked out anew.
"""

from __future__ import annotations

import re
from math import acos, cos, radians, sin
from typing import Any

import pytest
import yaml
from bs4 import Tag
from reading import Page, Site, words
from running import REPOSITORY

EARTH = 6371.0  # km, mean radius (IUGG: 6371.0088)
STOPS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / "content" / "itinerary.yaml").read_text("utf-8"))["stops"]
EXACT = {stop["id"] for stop in STOPS if stop.get("precision", "exact") in ("exact", "city")}


def great_circle(here: dict[str, Any], there: dict[str, Any]) -> float:
    """Kilometres by the spherical law of cosines."""
    a, b, turn = radians(here["lat"]), radians(there["lat"]), radians(there["lon"] - here["lon"])
    return EARTH * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(turn))


@pytest.fixture(scope="module")
def page(site: Site) -> Page:
    return site.pages["itinerary/index.html"]


@pytest.fixture(scope="module")
def stops(page: Page) -> list[Tag]:
    return page.soup.select("ol.stops > li")


def test_the_formula_is_right_where_everybody_knows_the_answer() -> None:
    pole, equator = {"lat": 90, "lon": 0}, {"lat": 0, "lon": 0}
    assert great_circle(pole, equator) == pytest.approx(10_007.5, abs=1)


def test_four_stops_in_the_order_of_the_tour(stops: list[Tag]) -> None:
    assert len(stops) == 4
    assert [stop["id"] for stop in stops] == [f"stop-{stop['id']}" for stop in STOPS]
    assert [words(stop.select_one("h2 .number")) for stop in stops] == ["1", "2", "3", "4"]
    for stop, given in zip(stops, STOPS, strict=True):
        assert given["name"] in words(stop.find("h2"))  # type: ignore[arg-type]


def test_a_day_is_the_given_one_or_said_to_be_not_given(stops: list[Tag]) -> None:
    for stop, given in zip(stops, STOPS, strict=True):
        when = stop.select_one(".when")
        days = [time["datetime"] for time in when.find_all("time")]  # type: ignore[union-attr]
        if "date" in given:
            assert days == [given["date"].isoformat()]
        else:
            assert days == [] and words(when, leaving=".status") == "day not given"  # type: ignore[arg-type]


def test_each_stop_says_how_firm_it_is_and_what_happens_there(stops: list[Tag]) -> None:
    for stop, given in zip(stops, STOPS, strict=True):
        assert stop.select(f".when .status.status-{given['status']}")
        story = [part for part in stop.select("p") if not part.get("class")]
        assert len(" ".join(words(part, leaving=".status") for part in story).split()) >= 8
        assert stop.select(".fact") and stop.select("sup.note")


def test_a_place_known_only_as_a_country_is_said_to_be_approximate(stops: list[Tag]) -> None:
    for stop, given in zip(stops, STOPS, strict=True):
        aside = stop.select_one(".aside")
        assert bool(aside and "approximate" in words(aside)) == (given["id"] not in EXACT)


def test_distances_are_given_between_exact_places_only(stops: list[Tag]) -> None:
    legs = [stop.select_one(".leg") for stop in stops]
    assert legs[-1] is None and all(legs[:-1])
    for leg, here, there in zip(legs, STOPS, STOPS[1:], strict=False):
        text = words(leg)  # type: ignore[arg-type]
        shown = re.search(r"([\d,]+)\s*km", text)
        if {here["id"], there["id"]} <= EXACT:
            assert shown, text
            assert abs(int(shown[1].replace(",", "")) - great_circle(here, there)) <= 1
        else:
            vague = next(stop["name"] for stop in (here, there) if stop["id"] not in EXACT)
            assert not shown and "no distance" in text and vague in text, text


def test_washington_to_kuala_lumpur(stops: list[Tag]) -> None:
    """The one distance of this tour, against a figure from outside: the great-circle distance of the two cities'
    coordinates is between 15,300 and 15,400 km by any model of the Earth."""
    shown = [int(found.replace(",", "")) for found in re.findall(r"([\d,]+)\s*km", " ".join(map(words, stops)))]
    assert len(shown) == 1 and 15_300 < shown[0] < 15_400


def test_the_route_on_the_home_page_is_the_same(site: Site, stops: list[Tag]) -> None:
    page = site.home
    route = page.soup.select("figure.map ol.route > li")
    assert [site.follow(page.path, str(item.find("a")["href"])) for item in route] == [  # type: ignore[index]
        ("itinerary/index.html", stop["id"]) for stop in stops
    ]
    for item, stop in zip(route, stops, strict=True):
        shown = words(item.select_one(".when")), words(item.select_one(".mark"))
        assert " ".join(shown) == words(stop.select_one(".when"))
