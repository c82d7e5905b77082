"""How a value is refused, and the first look at one: is it a single value, is there anything in it.

A refusal has one of our codes, a sentence about what was found, and a remedy; pydantic only carries it to its place.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError

from sitegen.content.tree import Scalar

QUOTES = "a text that holds a colon, or begins with [ or {, goes in quotation marks"


def refusal(code: str, message: str, hint: str = "") -> PydanticCustomError:
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def scalar_of(value: Any) -> Scalar:
    if isinstance(value, Scalar):
        return value
    found = "a list" if isinstance(value, list) else "keys and values"
    raise refusal("field-value", f"one value belongs here, not {found}", QUOTES)


def words_of(value: Any) -> Scalar:
    scalar = scalar_of(value)
    if not scalar.text.strip():
        raise refusal("field-value", "this is empty", "write a text, or leave the key out")
    return scalar


def read_text(value: Any) -> str:
    """As written, on one line: a title may be 1977."""
    return " ".join(line.strip() for line in words_of(value).text.strip().split("\n") if line.strip())
