"""From days and times of the content to points in time."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sitegen.core.model import Itinerary, Stop
from sitegen.web.moments import begins, in_utc, instant, offset

DAY = date(2025, 3, 9)  # New York changes to summer time at 02:00


def stop(**more: object) -> Stop:
    return Stop(id="x", name="X", lat=0, lon=0, **more)


@pytest.mark.parametrize(
    ("value", "zone", "wanted"),
    [
        (date(2025, 10, 26), "Asia/Ho_Chi_Minh", "2025-10-26T00:00:00+07:00"),
        (date(2025, 10, 26), "UTC", "2025-10-26T00:00:00+00:00"),
        (datetime(2025, 10, 26, 9, 30, tzinfo=UTC), "Asia/Ho_Chi_Minh", "2025-10-26T09:30:00+00:00"),
    ],
)
def test_a_day_begins_at_midnight_where_the_site_is_and_a_moment_stays(value: date, zone: str, wanted: str) -> None:
    assert instant(value, zone).isoformat() == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"date": DAY, "time": "01:30"}, "2025-03-09T01:30:00-05:00"),
        ({"date": DAY, "time": "08:30"}, "2025-03-09T08:30:00-04:00"),
        ({"date": DAY, "time": "08:30+09:00"}, "2025-03-09T08:30:00+09:00"),
        ({"start": DAY, "end": date(2025, 3, 12), "time": "08:30"}, "2025-03-09T08:30:00-04:00"),
    ],
)
def test_a_time_is_the_sites_unless_it_names_its_zone(more: dict[str, object], wanted: str) -> None:
    assert begins(stop(**more), "America/New_York").isoformat() == wanted


@pytest.mark.parametrize("more", [{}, {"date": DAY}, {"start": DAY, "end": DAY}])
def test_without_a_time_there_is_no_moment(more: dict[str, object]) -> None:
    assert begins(stop(**more), "UTC") is None


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "UTC"), (540, "UTC+9"), (-300, "UTC−5"), (345, "UTC+5:45"), (-210, "UTC−3:30")]
)
def test_an_offset_as_people_write_it(minutes: int, shown: str) -> None:
    assert offset(datetime(2025, 3, 9, tzinfo=timezone(timedelta(minutes=minutes)))) == shown


def test_the_ends_of_the_calendar_have_a_utc_too() -> None:
    assert in_utc(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7)))).isoformat() == "0001-01-01T00:00:00+00:00"


def test_a_calendar_holds_stops_with_a_day_of_a_route_somebody_announced() -> None:
    dated, stay, open_ = stop(date=DAY), stop(start=DAY, end=date(2025, 3, 12)), stop()
    assert (dated.days, stay.days, open_.days) == ((DAY, DAY), (DAY, date(2025, 3, 12)), None)
    assert Itinerary("T", (dated, stay, open_)).events == (dated, stay)
    assert Itinerary("T", (dated, stay, open_), illustrative=True).events == ()
