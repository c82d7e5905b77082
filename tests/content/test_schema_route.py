"""The itinerary: stops, legs, the map; numbers, drafts, repeats."""

from __future__ import annotations

from datetime import date

import pytest

from tests.content.reading import one, read, told

A = "{id: a, name: A, lat: 1, lon: 2}"
B = "{id: b, name: B, lat: 3, lon: 4}"


def route(*stops: str, more: str = "", drafts: bool = False):
    text = "title: T\nstops:\n" + "".join(f"- {stop}\n" for stop in stops) + more
    return read("itinerary", text, drafts=drafts)


def stop(more: str):
    """One stop, on line 3; what comes before `more` ends at column 36."""
    return route(f"{A[:-1]}, {more}}}")


def test_a_whole_itinerary() -> None:
    found = read("itinerary", """\
        title: The route
        summary: Two stops.
        illustrative: true
        stops:
          - id: dc
            name: "Washington, D.C."
            country: US
            lat: 38.9072
            lon: -77.0369
            precision: city
            date: 2025-10-24
            time: 9:30
            status: past
            summary: He left.
            label: {side: ne, text: Washington}
            group: US
          - {id: japan, name: Japan, lat: 35, lon: 139, from: 2025-10-27, to: 2025-10-29, review_by: 2025-11-01}
        legs: [{from: dc, to: japan, mode: flight, status: past, path: geodesic}]
        map: {projection: equal-earth, center: {lat: 20, lon: 160}, detail: 50m}
        """)  # fmt: skip
    assert found.problems == ()
    assert found.ids == {"dc", "japan"}
    value = found.value
    first, second = value.stops
    assert (first.number, first.name, first.country, first.lat, first.lon) == (
        1, "Washington, D.C.", "US", 38.9072, -77.0369,
    )  # fmt: skip
    assert (first.precision, first.date, first.time, first.status) == ("city", date(2025, 10, 24), "09:30", "past")
    assert (first.summary.plain, first.label.side, first.label.text, first.group) == (
        "He left.",
        "ne",
        "Washington",
        "US",
    )
    assert (second.number, second.start, second.end) == (2, date(2025, 10, 27), date(2025, 10, 29))
    (leg,) = value.legs
    assert (leg.origin, leg.destination, leg.mode, leg.path) == ("dc", "japan", "flight", "geodesic")
    assert (value.map.projection, value.map.center, value.map.detail) == ("equal-earth", (20.0, 160.0), "50m")
    assert (value.title, value.summary.plain, value.illustrative) == ("The route", "Two stops.", True)


@pytest.mark.parametrize(
    ("written", "lon"),
    [("0", 0), ("180", 180), ("-180", -180), ("200", -160), ("-200", 160), ("360", 0), ("-360", 0), ("1e2", 100)],
)
def test_a_longitude_is_brought_into_the_usual_range(written: str, lon: float) -> None:
    found = route(f"{{id: a, name: A, lat: 1, lon: {written}}}")
    assert found.problems == ()
    assert found.value.stops[0].lon == lon


@pytest.mark.parametrize(
    ("lat", "lon", "column", "message", "hint"),
    [
        ("91", "2", 25, "91 is not a latitude", "-90 to 90"),
        ("139.6", "35.6", 25, "139.6 is not a latitude", "swapped"),
        ("1", "361", 33, "361 is not a longitude", "-180 to 180"),
        (".nan", "2", 25, '".nan" is not a latitude', "decimal degrees"),
        ("1", ".inf", 33, '".inf" is not a longitude', "decimal degrees"),
        ("35 N", "2", 25, '"35 N" is not a latitude', "decimal degrees"),
        ("1", "'2'", 33, '"2" is not a longitude', "unquoted"),
        ("1", "1e999999999999999999999", 33, "is not a longitude", "decimal degrees"),
        ("1e999999999", "2", 25, "1e999999999 is not a latitude", "-90 to 90"),
        ("1", "-1e999999999", 33, "-1e999999999 is not a longitude", "-180 to 180"),
    ],
)
def test_a_place_that_is_not_on_earth(lat: str, lon: str, column: int, message: str, hint: str) -> None:
    found = route(f"{{id: a, name: A, lat: {lat}, lon: {lon}}}")
    problem = one(found)
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == ("coordinates", 3, column)
    assert message in problem.message
    assert hint in problem.hint
    assert (found.value, found.ids) == (None, {"a"})


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("9:30", "09:30"), ("10:00 UTC", "10:00+00:00"), ("10:00 UTC+9", "10:00+09:00"),
        ("10:00 UTC-05:00", "10:00-05:00"), ("10:00 UTC+5:45", "10:00+05:45"),
    ],
)  # fmt: skip
def test_a_time_may_name_its_zone(written: str, read_as: str) -> None:
    (found,) = stop(f"date: 2025-10-24, time: '{written}'").value.stops
    assert found.time == read_as


@pytest.mark.parametrize(("written", "degrees"), [("190.1", -169.9), ("-190.1", 169.9), ("180", 180.0)])
def test_a_longitude_counted_on_past_the_date_line_keeps_its_digits(written: str, degrees: float) -> None:
    (found,) = route(f"{{id: a, name: A, lat: 1, lon: {written}}}").value.stops
    assert found.lon == degrees


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        ("date: 2025-10-24, from: 2025-10-24, to: 2025-10-25", "field-value", "not both"),
        ("from: 2025-10-24", "field-missing", 'needs the key "to"'),
        ("to: 2025-10-24", "field-missing", 'needs the key "from"'),
        ("from: 2025-10-26, to: 2025-10-24", "field-value", "lies after"),
        ("date: 2025-10", "date-value", "names no day"),
        ("time: '10:00'", "field-value", "needs its day"),
        ("date: 2025-10-24, time: '25:00'", "field-value", "not a time of day"),
        ("date: 2025-10-24, time: morning", "field-value", "not a time of day"),
        ("date: 2025-10-24, time: '10:00-11:00'", "field-value", "not a time of day"),
        ("date: 2025-10-24, time: '10:00 UTC+15'", "field-value", "not a time of day"),
        ("country: Japan", "field-value", "not a country code"),
        ("status: plannd", "field-value", '"plannd"'),
        ("precision: street", "field-value", '"street"'),
        ("label: {side: north}", "field-value", '"north"'),
        ("label: ne", "field-value", '"label" must hold keys and values'),
        ("same_as: a", "stop-unknown", "no earlier stop"),
        ("lng: 5", "field-unknown", 'a stop has no key "lng"'),
    ],
)
def test_a_fault_of_a_stop(more: str, code: str, message: str) -> None:
    problem = one(stop(more))
    assert problem.at is not None
    assert (problem.code, problem.at.line) == (code, 3)
    assert problem.at.column > 33
    assert message in problem.message


@pytest.mark.parametrize(
    ("leg", "code", "column", "message", "hint"),
    [
        ("{from: a, to: c}", "leg-unknown", 17, 'no stop has the id "c"', "there are a, b"),
        ("{from: aa, to: b}", "leg-unknown", 10, 'no stop has the id "aa"', "did you mean a?"),
        ("{from: a, to: a}", "field-value", 17, "from one stop to another", "two stops"),
        ("{from: a}", "field-missing", 3, 'a leg needs the key "to"', "to: japan"),
        ("{from: a, to: b, mode: plane}", "field-value", 26, '"plane"', "flight"),
        ("{from: a, to: b, path: curved}", "field-value", 26, '"curved"', "geodesic"),
    ],
)
def test_a_fault_of_a_leg(leg: str, code: str, column: int, message: str, hint: str) -> None:
    problem = one(route(A, B, more=f"legs:\n- {leg}\n"))
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == (code, 6, column)
    assert message in problem.message
    assert hint in problem.hint


def test_faults_of_shape_and_of_sense_in_one_run() -> None:
    found = route(A, "{id: b, name: B, lat: 95, lon: 4}", B, "{id: d, name: D, lat: 1, lon: 1, time: '9:00'}",
                  more="legs:\n- {from: a, to: b}\n- {from: a, to: z}\n")  # fmt: skip
    assert told(found.problems) == [
        ("coordinates", 4, 25),
        ("id-duplicate", 5, 8),
        ("field-value", 6, 42),
        ("leg-unknown", 9, 17),
    ]
    assert (found.value, found.ids) == (None, {"a", "b", "d"})


def test_drafts_are_left_out_with_their_legs_and_the_others_numbered() -> None:
    draft = "{id: b, name: B, lat: 3, lon: 4, draft: true}"
    repeat = "{id: c, name: B, lat: 3, lon: 4, same_as: b}"
    more = "legs:\n- {from: a, to: b}\n- {from: a, to: c}\n"
    without = route(A, draft, repeat, more=more)
    assert without.problems == ()
    assert [(stop.id, stop.number, stop.same_as) for stop in without.value.stops] == [("a", 1, ""), ("c", 2, "")]
    assert [(leg.origin, leg.destination) for leg in without.value.legs] == [("a", "c")]
    whole = route(A, draft, repeat, more=more, drafts=True).value
    assert [(stop.id, stop.number, stop.same_as) for stop in whole.stops] == [("a", 1, ""), ("b", 2, ""), ("c", 3, "b")]
    assert len(whole.legs) == 2


def test_a_stop_repeats_an_earlier_one_only() -> None:
    assert route(A, "{id: b, name: A, lat: 1, lon: 2, same_as: a}").problems == ()
    problem = one(route("{id: b, name: A, lat: 1, lon: 2, same_as: a}", A))
    assert (problem.code, problem.hint) == ("stop-unknown", "a comes later: put same_as: b there")
    problem = one(route("{id: b, name: A, lat: 1, lon: 2, same_as: c}"))
    assert problem.hint == "the first stop cannot repeat another"
    assert "did you mean busan?" in one(
        route("{id: busan, name: A, lat: 1, lon: 2}", "{id: b, name: A, lat: 1, lon: 2, same_as: busn}")
    ).hint  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("title: T\nstops: []\n", "field-missing", "needs a stop"),
        ("title: T\n", "field-missing", 'itinerary.yaml needs the key "stops"'),
        ("title: T\nstops: none\n", "field-value", '"stops" must hold a list'),
        ("title: T\nstops: {a: b}\n", "field-value", '"stops" must hold a list'),
        ("[]\n", "field-value", "itinerary.yaml must hold keys and values"),
        ("words\n", "field-value", "itinerary.yaml must hold keys and values"),
    ],
)
def test_a_file_of_another_form(text: str, code: str, message: str) -> None:
    problem = one(read("itinerary", text))
    assert problem.code == code
    assert message in problem.message


def test_a_stop_that_repeats_another_says_only_what_is_new() -> None:
    found = read("itinerary", """\
        title: Round
        stops:
          - {id: a, name: Quay, country: PT, lat: 38.7, lon: -9.1}
          - {id: b, name: Island, lat: 38.6, lon: -9.0}
          - {id: c, same_as: a, date: 2026-03-03}
          - {id: d, name: Island, lat: 38.6, lon: -9.0}
          - {id: e, lat: 1}
        """)  # fmt: skip
    assert {(p.code, p.message) for p in found.problems} == {
        ("field-missing", 'a stop needs the key "name"'),
        ("field-missing", 'a stop needs the key "lon"'),
    }


def test_repeats_are_found_by_name_and_place_too() -> None:
    found = read("itinerary", """\
        title: Round
        stops:
          - {id: a, name: Quay, country: PT, lat: 38.7, lon: -9.1}
          - {id: b, name: Island, lat: 38.6, lon: -9.0}
          - {id: c, same_as: a, date: 2026-03-03}
          - {id: d, name: Island, lat: 38.6, lon: -9.0}
        """)  # fmt: skip
    assert found.problems == ()
    assert [(s.name, s.country, s.lat, s.same_as) for s in found.value.stops] == [
        ("Quay", "PT", 38.7, ""),
        ("Island", "", 38.6, ""),
        ("Quay", "PT", 38.7, "a"),
        ("Island", "", 38.6, "b"),
    ]
