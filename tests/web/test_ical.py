"""iCalendar's form, with icalendar as the reader: whatever text goes in comes out, in lines that any client takes."""

from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.web import ical

# What no calendar text can hold is left out: controls but tab, lone surrogates. A carriage return becomes a line break.
_SPECIAL = st.sampled_from(["\n", "\t", "\\", ",", ";", ":", '"'])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | _SPECIAL)


def read(value: str) -> str:
    data = ical.document([("VERSION", "2.0"), ("PRODID", "-//x//EN")], [[("SUMMARY", ical.text(value))]])
    return str(icalendar.Calendar.from_ical(data).walk("VEVENT")[0].get("SUMMARY", ""))


@given(TEXTS)
def test_any_text_comes_back(value: str) -> None:
    assert read(value) == value


@pytest.mark.parametrize(
    ("value", "read_as"), [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\x00b\x0bc\x7f", "abc"), ("a\ud800b", "ab")]
)
def test_what_a_text_cannot_hold_is_left_out(value: str, read_as: str) -> None:
    assert read(value) == read_as


@given(TEXTS)
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(value: str) -> None:
    data = ical.document([], [[("DESCRIPTION", ical.text(value))]])
    assert data.endswith(b"\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_a_line_is_as_long_as_it_may_be() -> None:
    data = ical.document([("X", "a" * 300)], [])
    assert [len(line) for line in data.split(b"\r\n")[1:-2]] == [75, 75, 75, 75, 6]


def test_a_property_without_a_value_is_left_out() -> None:
    assert ical.document([("GEO", ""), ("VERSION", "2.0")], []) == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    )


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2025, 10, 30, 10, tzinfo=timezone(timedelta(hours=9))), "20251030T010000Z"),
        (datetime(2025, 10, 30, 23, 30, 15, tzinfo=timezone(-timedelta(hours=4))), "20251031T033015Z"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=7))), "00010101T000000Z"),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=7))), "99991231T235959Z"),
        (datetime(812, 3, 4, tzinfo=UTC), "08120304T000000Z"),
    ],
)
def test_a_moment_is_in_utc_and_in_the_calendar(moment: datetime, written: str) -> None:
    assert ical.moment(moment) == written
