"""Numbers and degrees: read with exactly the digits that were written, or refused with the number that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sitegen.content.schema_refusal import refusal, scalar_of
from sitegen.content.tree import Scalar

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
        raise refusal("field-value", f'"{text}" is not a number', _digits(text))
    number = _number(text)
    if number is None:
        raise refusal("field-value", f"{text} is not a finite number", "write digits only, with a point for decimals")
    if abs(number.adjusted()) > _LARGEST:
        raise refusal("field-value", f"{text} is out of any scale", "check the number of digits")
    return number


def _digits(text: str) -> str:
    """How to write what was meant: "40 million", "620 m", "155%"."""
    match = _MEASURED.match(text)
    if match is None:
        return "write digits only, with a point for decimals"
    number, word = Decimal(re.sub("[,_ ]", "", match[1])), match[2].strip()
    if word.lower() in _SCALES:
        return f"write {number.scaleb(_SCALES[word.lower()]):f}"
    return f"write {number:f}; " + ("the unit is percent" if word == "%" else "what it counts goes into unit:")


_MEASURED = re.compile(r"[$€£¥]? ?([-+]?[0-9]{1,12}(?:,[0-9]{3})*(?:\.[0-9]{1,12})?) ?([^\W\d_]{1,12}|[%€$£¥])\Z")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


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


def degrees(limit: int, name: str) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        scalar = scalar_of(value)
        number = _number(scalar.text) if scalar.kind == "number" else None
        if number is None:
            raise refusal(
                "coordinates",
                f'"{scalar.text}" is not a {name}',
                f"write {scalar.text}, unquoted" if _number(scalar.text) is not None else _decimal_degrees(scalar.text),
            )
        if not number.copy_abs() <= limit:  # `abs` rounds, and fails where there is no room
            raise refusal(
                "coordinates",
                f"{scalar.text} is not a {name}",
                f"{name}s run from -{min(limit, 180)} to {min(limit, 180)} degrees" + _swapped(name, number),
            )
        return float(number - 360 if number > 180 else number + 360 if number < -180 else number)

    return read


def _decimal_degrees(text: str) -> str:
    """How to write what was meant: "38°42'N", "9.14 W"."""
    match = _COMPASS.match(text)
    if match is None:
        return "write decimal degrees, unquoted, south and west negative: 35.1796"
    whole, minutes, seconds = (Decimal(part or 0) for part in match.groups()[:3])
    meant = whole + minutes / 60 + seconds / 3600
    sign = "-" if match[4] and match[4] in "SWsw" else ""
    return f"write decimal degrees, south and west negative: {sign}{meant:.4f}"


_COMPASS = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,9})?)°? ?(?:([0-9]{1,2}(?:\.[0-9]{1,9})?)['′’] ?)?"
    r"(?:([0-9]{1,2}(?:\.[0-9]{1,9})?)[\"″”] ?)?([NESWnesw])?\Z"
)


def _swapped(name: str, number: Decimal) -> str:
    return "; are lat and lon swapped?" if name == "latitude" and number.copy_abs() <= 180 else ""
