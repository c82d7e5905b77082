"""What a single value may be: texts, ids, days, addresses, each read from a `Scalar` or refused.

Every refusal carries one of our codes, a sentence about what was found, and a remedy. Pydantic's own scalars are not
used: they have no decimals without floats, no dates that stop at the month, and words of their own for what is wrong.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args
from unicodedata import normalize
from urllib.parse import urlsplit

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from sitegen.content.language import slug
from sitegen.content.schema_numbers import decimal, degrees
from sitegen.content.schema_refusal import read_text, refusal, scalar_of, words_of
from sitegen.content.tree import Scalar
from sitegen.core.model import Day
from sitegen.core.problem import near_name
from sitegen.core.record import record


def _truth(value: Any) -> bool:
    scalar = scalar_of(value)
    if scalar.kind != "truth":
        raise refusal("field-value", f'"{scalar.text}" is neither true nor false', "write true or false, unquoted")
    return scalar.text.lower() == "true"


class Listed:
    """Marks a Literal: one of its words, or a refusal that names them all."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        names = get_args(source)

        def read(value: Any) -> str:
            text = read_text(value)
            if text not in names:
                raise PydanticCustomError(NOT_LISTED, "{text}", {"text": text, "hint": choice(text, names)})
            return text

        return core_schema.no_info_before_validator_function(read, handler(source))


NOT_LISTED = "not_listed"
"""The kind of refusal that is worded where the key is known."""


def choice(text: str, names: Iterable[str]) -> str:
    """The nearest of the known names, or all of them."""
    near = near_name(text, names)
    return f"did you mean {near}?" if near else "one of: " + ", ".join(names)


# ids

_ID = re.compile(r"[a-z0-9-]+\Z")


def id_refusal(text: str) -> tuple[str, str] | None:
    """Message and hint about an id that is none."""
    if _ID.match(text):
        return None
    better = nearest_id(text)
    return f'"{text}" is not an id: a-z, 0-9 and hyphens', f"write it {better}" if better else ""


def nearest_id(text: str) -> str:
    """An id that says the same: "Đà Nẵng" -> "da-nang"; "" for a text without letters of ours."""
    return slug(text) if re.search("[A-Za-z0-9]", normalize("NFKD", text)) else ""


def _id(value: Any) -> str:
    text = words_of(value).text
    if wrong := id_refusal(text):
        raise refusal("id-form", *wrong)
    return text


# days

_FULL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_LOOSE = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\Z")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z"
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?: UTC(?:([+-])(0?[0-9]|1[0-4])(?::([0-5][0-9]))?)?)?\Z")
"""A zone is written out: in "10:00-11:00" nobody would see one."""


def _no_date(text: str) -> PydanticCustomError:
    if loose := _LOOSE.match(text):
        return refusal(
            "date-value",
            f'"{text}" is not written as dates are here',
            f"write {loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}",
        )
    return refusal("date-value", f'"{text}" is not a date', "write year-month-day, such as 2025-10-26")


def _on_calendar(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal("date-value", f"{text} is not a day in the calendar", _calendar(text)) from None


def _calendar(text: str) -> str:
    """Why it is none, where that can be said."""
    year, month, _ = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12:
        return "months run from 01 to 12: year-month-day, such as 2025-10-26"
    return (
        f"{month_name[month]} {year} has {monthrange(year, month)[1]} days"
        if year
        else "year-month-day, such as 2025-10-26"
    )


def full_date(value: Any) -> date:
    text = read_text(value)
    if _FULL.match(text):
        return _on_calendar(text)
    if _PARTIAL.match(text):
        raise refusal(
            "date-value",
            f'"{text}" names no day, and here a day is needed',
            f"write it in full: {text}{'-10-26' if len(text) == 4 else '-26'}, for instance",
        )
    raise _no_date(text)


def _day(value: Any) -> Day:
    text = read_text(value)
    match = _PARTIAL.match(text)
    if match is None:
        raise _no_date(text)
    year, month, day = (int(part or 0) for part in match.groups())
    if match[3]:
        _on_calendar(text)
    elif year == 0 or (match[2] and not 1 <= month <= 12):
        raise refusal("date-value", f"{text} is not a month in the calendar", "year-month, such as 2025-10")
    return Day(year, month, day)


def _moment(value: Any) -> datetime | date:
    """A day, or a day with a time; a time without a zone is naive until the site's zone is known."""
    text = read_text(value)
    match = _MOMENT.match(text)
    if match is None:
        return full_date(value)
    _on_calendar(match[1])
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}")
    except ValueError:
        raise refusal("date-value", f'"{text}" has a time that no clock shows', "such as 2025-10-26 14:30") from None


def _figure(value: Any) -> Scalar:
    """What can be neither number nor date is refused whatever the unit is."""
    scalar = words_of(value)
    if not (_PARTIAL.match(scalar.text) or _LOOSE.match(scalar.text)):
        decimal(scalar)
    return scalar


def _clock(value: Any) -> str:
    text = read_text(value)
    if (match := _CLOCK.match(text)) is None:
        raise refusal(
            "field-value", f'"{text}" is not a time of day', 'such as "10:00", or "10:00 UTC+9" with its zone'
        )
    offset = f"{match[3] or '+'}{int(match[4] or 0):02}:{match[5] or '00'}" if "UTC" in text else ""
    return f"{int(match[1]):02}:{match[2]}{offset}"


# addresses on the web


def web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>\"\\]", text)
        _ = parts.port
    except ValueError:
        good = False
    if not good:
        raise refusal("field-value", f'"{text}" is not a web address', "write it in full: https://example.org/page")
    return text


def _url(value: Any) -> str:
    return web_address(read_text(value))


def _country(value: Any) -> str:
    text = read_text(value)
    if not re.fullmatch("[A-Z]{2}", text):
        hint = f"write {text.upper()}" if re.fullmatch("[A-Za-z]{2}", text) else "two capital letters, such as KR"
        raise refusal("field-value", f'"{text}" is not a country code', hint)
    return text


@record
class Form:
    """Marks a text of a certain form; `what` completes the sentence '"x" is not …'."""

    pattern: str
    what: str
    hint: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        def read(value: Any) -> str:
            text = read_text(value)
            if not re.fullmatch(self.pattern, text):
                raise refusal("field-value", f'"{text}" is not {self.what}', self.hint)
            return text

        return core_schema.no_info_before_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


@record
class Parsed:
    """Marks a text that is parsed as Markdown: a line inside others, or paragraphs and lists."""

    inline: bool


def parsed_as(annotation: Any, metadata: Iterable[Any]) -> Parsed | None:
    """The mark of a field, also inside an optional or a tuple."""
    if mark := next((mark for mark in metadata if isinstance(mark, Parsed)), None):
        return mark
    parts = get_args(annotation)
    return next((found for part in parts if (found := parsed_as(part, getattr(part, "__metadata__", ())))), None)


def _json(type: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": type, **more})


Words = Annotated[Scalar, PlainValidator(words_of), _json("string"), Parsed(inline=True)]
"""A text that will be parsed as Markdown, so it keeps its place."""
Passage = Annotated[Scalar, PlainValidator(words_of), _json("string"), Parsed(inline=False)]
"""The same, where paragraphs and lists may stand."""
Figure = Annotated[Scalar, PlainValidator(_figure), WithJsonSchema({"type": ["number", "string"]})]
"""A number or a date; which of them, the unit says."""
Text = Annotated[str, PlainValidator(read_text), _json("string")]
Truth = Annotated[bool, PlainValidator(_truth), _json("boolean")]
Id = Annotated[str, PlainValidator(_id), _json("string", pattern="^[a-z0-9-]+$")]
FullDate = Annotated[date, PlainValidator(full_date), _json("string", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
AnyDay = Annotated[
    Day,
    PlainValidator(_day),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]
Moment = Annotated[datetime | date, PlainValidator(_moment), _json("string")]
Clock = Annotated[
    str,
    PlainValidator(_clock),
    _json("string", pattern="^([01]?[0-9]|2[0-3]):[0-5][0-9]( UTC([+-](0?[0-9]|1[0-4])(:[0-5][0-9])?)?)?$"),
]
Number = Annotated[Decimal, PlainValidator(lambda value: decimal(scalar_of(value))), _json("number")]
Latitude = Annotated[float, PlainValidator(degrees(90, "latitude")), _json("number", minimum=-90, maximum=90)]
Longitude = Annotated[float, PlainValidator(degrees(360, "longitude")), _json("number", minimum=-360, maximum=360)]
Url = Annotated[str, PlainValidator(_url), _json("string", pattern="^https?://")]
Country = Annotated[str, PlainValidator(_country), _json("string", pattern="^[A-Z]{2}$")]
