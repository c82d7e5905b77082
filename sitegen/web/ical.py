"""The form of iCalendar (RFC 5545): escaped values, folded lines, CRLF. What a calendar says is its output's business.

A property is (name, value), parameters in the name: ("DTSTART;VALUE=DATE", "20251030"). Texts go through `text` first,
because only the caller knows which values are texts: a URL must not be escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeAlias

from sitegen.web.moments import in_utc

Property: TypeAlias = tuple[str, str]

LONGEST = 75  # octets of a line without its CRLF (RFC 5545, 3.1)
_ILLEGAL = "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def document(properties: Iterable[Property], events: Iterable[Iterable[Property]]) -> bytes:
    """A VCALENDAR with its VEVENTs. Properties without a value are left out."""
    lines = [("BEGIN", "VCALENDAR"), *properties]
    for event in events:
        lines += [("BEGIN", "VEVENT"), *event, ("END", "VEVENT")]
    lines.append(("END", "VCALENDAR"))
    return b"".join(b"\r\n ".join(_folded(f"{name}:{value}")) + b"\r\n" for name, value in lines if value)


def text(value: str) -> str:
    """A TEXT value; controls and lone surrogates, which it cannot hold, are left out."""
    return re.sub(_ILLEGAL, "", value.replace("\r\n", "\n").replace("\r", "\n")).translate(_ESCAPES)


def day(value: date) -> str:
    return value.isoformat().replace("-", "")


def moment(value: datetime) -> str:
    """In UTC, which needs no description of a time zone beside it."""
    return in_utc(value).replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "") + "Z"


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces; the space that begins every further one counts, and no character is cut in two."""
    rest, room = line.encode("utf-8"), LONGEST
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        yield rest[:cut]
        rest, room = rest[cut:], LONGEST - 1
    yield rest
