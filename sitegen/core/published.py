"""What was said in public: the words and values of a site that must not change without a word of why.

A `Baseline` is what `content/published.json` holds. It is made of texts alone, decimals and days too, so that two of
them can be compared word by word. Prose is not in it, and nothing that a reader would not miss: typing mistakes in an
answer are put right without ceremony, a figure is not.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.core.problem import Span
from sitegen.core.record import field, record

FILE = "published.json"
"""Below `content/`, where it is committed with the content that it tells of."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "page": ("headline", "dek"),
    "section": ("headline",),
    "stop": ("name", "days", "time", "status"),
    "fact": (
        "statement", "value", "low", "high", "day", "unit", "currency", "noun", "per", "qualifier", "status", "quote",
        "outcome",
    ),
}  # fmt: skip
"""Scheme -> what is kept of its things, in the order of the file. `noun` is the plural; `days` is "first/last"."""

FIGURE = frozenset({"value", "low", "high", "day", "unit", "currency", "noun", "per", "qualifier"})
"""The fields that together are a fact's figure."""


@record
class Quoted:
    """Somebody's words in a quotation. `where` it stands does not make it another one; `words` are empty where the
    fact has them."""

    where: str = field(compare=False)  # "section:at-stake"
    by: str  # a person's id, or a description
    words: str
    fact: str = ""
    at: Span = field(default=Span(""), compare=False)


@record
class Baseline:
    """`said`: "fact:tariff-threat" -> field -> text, without the empty ones; sorted. `places` are lines of the file."""

    said: Mapping[str, Mapping[str, str]]
    quotations: tuple[Quoted, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict, compare=False)
