"""What a single value may be: texts, ids, days, numbers, addresses, each read from a `Scalar` or refused.

Every refusal carries one of our codes, a sentence about what was found, and a remedy. Pydantic's own scalars are not
used: they have no decimals without floats, no dates that stop at the month, and words of their own for what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from sitegen.content.tree import Scalar
from sitegen.core.model import Day
from sitegen.core.problem import nearest

QUOTES = "a text that holds a colon, or begins with [ or {, goes in quotation marks"


def refusal(code: str, message: str, hint: str = "") -> PydanticCustomError:
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _scalar(value: Any) -> Scalar:
    if isinstance(value, Scalar):
        return value
    found = "a list" if isinstance(value, list) else "keys and values"
    raise refusal("field-value", f"one value belongs here, not {found}", QUOTES)


def _words(value: Any) -> Scalar:
    scalar = _scalar(value)
    if not scalar.text.strip():
        raise refusal("field-value", "this is empty", "write a text, or leave the key out")
    return scalar


def read_text(value: Any) -> str:
    """As written, on one line: a title may be 1977."""
    return " ".join(line.strip() for line in _words(value).text.strip().split("\n") if line.strip())


def _truth(value: Any) -> bool:
    scalar = _scalar(value)
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
                raise refusal("field-value", f'"{text}" is not a word that belongs here', choice(text, names))
            return text

        return core_schema.no_info_before_validator_function(read, handler(source))


def choice(text: str, names: Iterable[str]) -> str:
    """The nearest of the known names, and all of them."""
    near = nearest(text, names)
    every = "one of: " + ", ".join(names)
    return f"{near} ({every})" if near.startswith("did you mean") else every


# ids

_ID = re.compile(r"[a-z0-9-]+\Z")


def id_refusal(text: str) -> tuple[str, str] | None:
    """Message and hint about an id that is none."""
    if _ID.match(text):
        return None
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f'"{text}" is not an id: a-z, 0-9 and hyphens', f"write it {better}" if better else ""


def _id(value: Any) -> str:
    text = _words(value).text
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
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])\Z")


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
        raise refusal(
            "date-value", f"{text} is not a day in the calendar", "year-month-day, such as 2025-10-26"
        ) from None


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


def _clock(value: Any) -> str:
    text = read_text(value)
    if (match := _CLOCK.match(text)) is None:
        raise refusal("field-value", f'"{text}" is not a time of day', 'such as "10:00" or "21:30"')
    return f"{int(match[1]):02}:{match[2]}"


# numbers

_GROUPED = re.compile(r"[-+]?[0-9]{1,3}([,_ ' ][0-9]{3})+(\.[0-9]+)?\Z")
_LARGEST = 30
"""Powers of ten: beyond any count of anything on Earth, and well within what may be written out in digits."""


def decimal(scalar: Scalar) -> Decimal:
    """The number with exactly the digits that were written."""
    text = scalar.text.strip()
    if scalar.kind != "number":
        if scalar.style and _number(text) is not None:
            raise refusal("field-value", f'"{text}" is a text, because of its quotation marks', f"write {text}")
        if _GROUPED.match(text):
            raise refusal(
                "field-value",
                f'"{text}" is not a number',
                "write its digits without separators: " + re.sub("[^-+.0-9]", "", text),
            )
        raise refusal("field-value", f'"{text}" is not a number', "write digits only, with a point for decimals")
    number = _number(text)
    if number is None:
        raise refusal("field-value", f"{text} is not a finite number", "write digits only, with a point for decimals")
    if abs(number.adjusted()) > _LARGEST:
        raise refusal("field-value", f"{text} is out of any scale", "check the number of digits")
    return number


def _number(text: str) -> Decimal | None:
    if len(text) > 60:
        return None
    if text[:2] in ("0x", "0o"):
        return Decimal(int(text, 0))
    if not re.fullmatch(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", text):
        return None
    try:
        return Decimal(text)
    except ArithmeticError:  # an exponent beyond what the decimal module counts to
        return None


def _degrees(limit: int, name: str) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        scalar = _scalar(value)
        number = _number(scalar.text) if scalar.kind == "number" else None
        if number is None:
            raise refusal(
                "coordinates",
                f'"{scalar.text}" is not a {name}',
                "write decimal degrees, unquoted, south and west negative: 35.1796",
            )
        if not abs(number) <= limit:
            raise refusal(
                "coordinates",
                f"{scalar.text} is not a {name}",
                f"{name}s run from -{min(limit, 180)} to {min(limit, 180)} degrees" + _swapped(name, number),
            )
        degrees = float(number)
        return degrees - 360 if degrees > 180 else degrees + 360 if degrees < -180 else degrees

    return read


def _swapped(name: str, number: Decimal) -> str:
    return "; are lat and lon swapped?" if name == "latitude" and abs(number) <= 180 else ""


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


@dataclass(frozen=True, slots=True)
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


def _json(type: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": type, **more})


Words = Annotated[Scalar, PlainValidator(_words), _json("string")]
"""A text that will be parsed as Markdown, so it keeps its place."""
Figure = Annotated[Scalar, PlainValidator(_words), WithJsonSchema({"type": ["number", "string"]})]
"""A number or a date; which of them, the unit says."""
Text = Annotated[str, PlainValidator(read_text), _json("string")]
Truth = Annotated[bool, PlainValidator(_truth), _json("boolean")]
Id = Annotated[str, PlainValidator(_id), _json("string", pattern="^[a-z0-9-]+$")]
FullDate = Annotated[date, PlainValidator(full_date), _json("string", pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
AnyDay = Annotated[Day, PlainValidator(_day), WithJsonSchema({"type": ["string", "integer"]})]
Moment = Annotated[datetime | date, PlainValidator(_moment), _json("string")]
Clock = Annotated[str, PlainValidator(_clock), _json("string")]
Number = Annotated[Decimal, PlainValidator(lambda value: decimal(_scalar(value))), _json("number")]
Latitude = Annotated[float, PlainValidator(_degrees(90, "latitude")), _json("number", minimum=-90, maximum=90)]
Longitude = Annotated[float, PlainValidator(_degrees(360, "longitude")), _json("number", minimum=-360, maximum=360)]
Url = Annotated[str, PlainValidator(_url), _json("string", pattern="^https?://")]
Country = Annotated[str, PlainValidator(_country), _json("string", pattern="^[A-Z]{2}$")]
