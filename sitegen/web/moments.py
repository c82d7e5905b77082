"""Days and times of the content as points in time, in one way for every machine file.

A day without an hour begins at midnight in the site's time zone; a stop's time of day without a zone is read in the
site's too. Nothing here knows the clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sitegen.core.model import Stop


def instant(value: datetime | date, zone: str) -> datetime:
    """A moment as it is, a day as the midnight that begins it; `zone` is a name such as Asia/Ho_Chi_Minh."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), ZoneInfo(zone))


def begins(stop: Stop, zone: str) -> datetime | None:
    """When a stop begins, on its first day, if it has a time of day. When it ends the content never says."""
    if stop.days is None or not stop.time:
        return None
    clock = time.fromisoformat(stop.time)
    return datetime.combine(stop.days[0], clock if clock.tzinfo else clock.replace(tzinfo=ZoneInfo(zone)))


def in_utc(moment: datetime) -> datetime:
    """In the years 1 and 9999 there are moments that UTC has no date for: these keep to the calendar's ends."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return (datetime.min if moment.year == 1 else datetime.max.replace(microsecond=0)).replace(tzinfo=UTC)


def offset(moment: datetime) -> str:
    """ "UTC+9", "UTC−5:30", "UTC"."""
    minutes = int((moment.utcoffset() or UTC.utcoffset(None)).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
