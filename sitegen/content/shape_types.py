"""The kinds of values that stand in our YAML files: how each is read from a scalar, and what an editor's schema says.

A scalar comes with the text as written, so a title `1977` stays a text, `9:30` a time and `550.0` a decimal with its
own digits. Every refusal is a sentence for the writer with a remedy; pydantic only carries it to the right place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from sitegen.content.tree import Scalar
from sitegen.core.model import Day

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?")


def refusal(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Raised inside a validator; becomes a `Problem` with this code at the value's place."""
    return PydanticCustomError("refused", "{message}", {"code": code, "message": message, "hint": hint})


def _scalar(value: object, what: str, example: str) -> Scalar:
    if isinstance(value, Scalar):
        return value
    kind = "a list" if isinstance(value, list) else "a mapping"
    raise refusal("field-value", f"here belongs {what}, not {kind}", f"for example: {example}")


def _text(value: object) -> str:
    text = _scalar(value, "a text", "A short text").text
    if not text.strip():
        raise refusal("field-value", "this text is empty", "write it, or delete the line")
    return text


def _words(value: object) -> object:
    """For fixed words and texts that pydantic goes on to judge."""
    return _scalar(value, "a word", "planned").text


def _prose(value: object) -> Scalar:
    scalar = _scalar(value, "a text", "A short text")
    if not scalar.text.strip():
        raise refusal("field-value", "this text is empty", "write it, or delete the line")
    return scalar


def _id(value: object) -> str:
    text = _scalar(value, "an id", "first-stop").text
    if not _ID.fullmatch(text):
        suggestion = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise refusal("id-form", f'"{text}" is no id: it is written with a-z, 0-9 and single hyphens',
                      f"for example: {suggestion}" if suggestion else "for example: first-stop")  # fmt: skip
    return text


def _truth(value: object) -> bool:
    scalar = _scalar(value, "true or false", "true")
    if scalar.kind != "truth":
        raise refusal("field-value", f'"{scalar.text}" is neither true nor false', "write true or false")
    return scalar.text.lower() == "true"


def _number(value: object) -> Decimal:
    scalar = _scalar(value, "a number", "155")
    if scalar.kind != "number" or not re.fullmatch(r"[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?", scalar.text):
        bare = re.sub(r"[_,\s%$€£]", "", scalar.text)
        hint = f"write {bare}" if re.fullmatch(r"-?\d+(\.\d+)?", bare) else "write only digits, such as 155 or 2.5"
        raise refusal("field-value", f'"{scalar.text}" is not a number', hint)
    return Decimal(scalar.text)


def _degrees(limit: int, name: str) -> Callable[[object], float]:
    def read(value: object) -> float:
        degrees = float(_number(value))
        if not -limit <= degrees <= limit:
            raise refusal("coordinates", f"there is no {name} {degrees:g}", f"{name}s lie between -{limit} and {limit}")
        return degrees

    return read


def _longitude(value: object) -> float:
    """Up to a turn beyond the date line is meant well: 200 is 160 west."""
    degrees = _degrees(360, "longitude")(value)
    return (degrees + 180) % 360 - 180 if abs(degrees) > 180 else degrees


def _day(value: object) -> date:
    day = _partial(value)
    if day.exact is None:
        raise refusal("date-value", f'"{day.iso}" is not a whole date', f"write the day too: {day.iso}-01"
                      if day.month else f"write month and day too: {day.iso}-01-31")  # fmt: skip
    return day.exact


def _partial(value: object) -> Day:
    text = _scalar(value, "a date", "2026-03-31").text
    match = _DAY.fullmatch(text)
    if match is None:
        raise refusal("date-value", f'"{text}" is not a date', "write year, month and day: 2026-03-31")
    day = Day(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    try:
        date(day.year, day.month if match[2] else 1, day.day if match[3] else 1)
    except ValueError:
        raise refusal("date-value", f"{text} is not a day in the calendar",
                      "months go from 01 to 12, days as far as the month has them") from None  # fmt: skip
    return day


def _day_or_moment(value: object) -> date:
    text = _scalar(value, "a date", "2026-03-31").text
    if not _MOMENT.fullmatch(text):
        return _day(value)
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise refusal("date-value", f"{text} is not a moment in the calendar", "write 2026-03-31T09:30") from None


def _number_or_day(value: object) -> Decimal | date:
    scalar = _scalar(value, "a number", "155")
    return _day(value) if _DAY.fullmatch(scalar.text) and "-" in scalar.text else _number(value)


def _time(value: object) -> str:
    text = _scalar(value, "a time", '"09:30"').text
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise refusal("field-value", f'"{text}" is not a time of day', 'write it like "09:30"')
    return f"{int(match[1]):02}:{match[2]}"


def _url(value: object) -> str:
    text = _scalar(value, "an address", "https://example.org/page").text
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", text):
        raise refusal("field-value", f'"{text}" is not a web address', "it begins with https:// and holds no spaces")
    return text


def _country(value: object) -> str:
    text = _scalar(value, "a country's code", "JP").text
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise refusal("field-value", f'"{text}" is not a country code', "two capital letters, such as JP (ISO 3166-1)")
    return text


def _currency(value: object) -> str:
    text = _scalar(value, "a currency's code", "USD").text
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise refusal("field-value", f'"{text}" is not a currency', "three capital letters, such as USD (ISO 4217)")
    return text


def _color(value: object) -> str:
    text = _scalar(value, "a color", '"#b3261e"').text
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise refusal("field-value", f'"{text}" is not a color', 'write it like "#b3261e", in quotes')
    return text


def _of(read: Callable[[Any], Any], schema: dict[str, Any]) -> Any:
    return (PlainValidator(read), WithJsonSchema(schema))


_STRING = {"type": "string", "minLength": 1}
_WHOLE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

Text: TypeAlias = Annotated[str, *_of(_text, _STRING)]
Prose: TypeAlias = Annotated[Scalar, *_of(_prose, _STRING)]
"""Kept as the scalar it is: Markdown is parsed with the place of every character."""
Id: TypeAlias = Annotated[str, *_of(_id, {"type": "string", "pattern": f"^{_ID.pattern}$"})]
Truth: TypeAlias = Annotated[bool, *_of(_truth, {"type": "boolean"})]
Number: TypeAlias = Annotated[Decimal, *_of(_number, {"type": "number"})]
Latitude: TypeAlias = Annotated[
    float, *_of(_degrees(90, "latitude"), {"type": "number", "minimum": -90, "maximum": 90})
]
Longitude: TypeAlias = Annotated[float, *_of(_longitude, {"type": "number", "minimum": -360, "maximum": 360})]
WholeDay: TypeAlias = Annotated[date, *_of(_day, _WHOLE)]
PartialDay: TypeAlias = Annotated[
    Day, *_of(_partial, {"type": ["string", "number"], "pattern": r"^\d{4}(-\d{2}){0,2}$"})
]
DayOrMoment: TypeAlias = Annotated[date, *_of(_day_or_moment, {"type": "string"})]
NumberOrDay: TypeAlias = Annotated[Decimal | date, *_of(_number_or_day, {"type": ["number", "string"]})]
Time: TypeAlias = Annotated[str, *_of(_time, {"type": "string", "pattern": r"^\d{1,2}:\d{2}$"})]
Url: TypeAlias = Annotated[str, *_of(_url, {"type": "string", "format": "uri"})]
Country: TypeAlias = Annotated[str, *_of(_country, {"type": "string", "pattern": "^[A-Z]{2}$"})]
Currency: TypeAlias = Annotated[str, *_of(_currency, {"type": "string", "pattern": "^[A-Z]{3}$"})]
Color: TypeAlias = Annotated[str, *_of(_color, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})]
AsWord = BeforeValidator(_words)
"""Before a Literal: the scalar's text is what is compared."""
