"""Facts as text: how the ledger writes a value. Spelling is in the catalogue.

The other direction is `content.agreement`; both meet in one law, which the tests keep: what `format_fact` writes never
disagrees with its fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sitegen.content.catalogue import Catalogue
from sitegen.content.language import choose, format_day, format_number
from sitegen.core.model import Fact
from sitegen.core.record import record

DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})


@record
class KeyFigure:
    """A fact's figure in its two sizes: "up to" small, "155%" large."""

    qualifier: str
    number: str


def dollar_sign(facts: Iterable[Fact], asked: str = "") -> str:
    """How the site writes US dollars: as `site.yaml` asks, else "US$" as soon as one fact is in another dollar."""
    return asked or ("US$" if any(fact.currency in DOLLARS - {"USD"} for fact in facts) else "$")


def format_fact(fact: Fact, catalogue: Catalogue, *, dollar: str = "$") -> str:
    """The fact's figure as the site writes it ("up to 155%", "$550 billion"), or "" for a claim in words."""
    shown = parts(fact, catalogue, dollar=dollar)
    return f"{shown.qualifier} {shown.number}".strip()


def parts(fact: Fact, catalogue: Catalogue, *, dollar: str = "$") -> KeyFigure:
    if fact.day is not None:
        return KeyFigure(catalogue.date_qualifiers[fact.qualifier], format_day(fact.day, catalogue))
    low, high = ends_of(fact)
    if low is None or high is None:
        return KeyFigure("", "")
    number = _amount(low, fact, catalogue, dollar) if low == high else _range(low, high, fact, catalogue, dollar)
    if fact.per:
        number = catalogue.rate.format(amount=number, period=catalogue.periods.get(fact.per, fact.per))
    return KeyFigure(catalogue.qualifiers[fact.qualifier], number)


def ends_of(fact: Fact) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of a range; of a single value itself twice; None twice for a claim in words."""
    if fact.value is not None:
        return fact.value, fact.value
    return fact.low if fact.low is not None else fact.high, fact.high if fact.high is not None else fact.low


def _amount(value: Decimal, fact: Fact, catalogue: Catalogue, dollar: str) -> str:
    return _with_unit(_digits(value, _scale(value, catalogue), catalogue), value, fact, catalogue, dollar)


def _range(low: Decimal, high: Decimal, fact: Fact, catalogue: Catalogue, dollar: str) -> str:
    """Both ends in one breath where they share their scale: €5–10 million; else apart: €500,000 to €1.5 million.

    "$1 to $1.5 million" would be read as a million at the least, so there the scale word gives way to digits.
    """
    scales = (_scale(low, catalogue), _scale(high, catalogue))
    if low >= 0 and scales[0] == scales[1]:
        bare = (_digits(low, (scales[0][0], ""), catalogue), _digits(high, scales[1], catalogue))
        return _with_unit(catalogue.range_joined.format(low=bare[0], high=bare[1]), high, fact, catalogue, dollar)
    if scales[0] == _NO_SCALE and abs(low) * 10 ** scales[1][0] < abs(high):
        scales = (_NO_SCALE, _NO_SCALE)
    ends = (_digits(low, scales[0], catalogue), _digits(high, scales[1], catalogue))
    if fact.unit == "money" or (fact.unit in catalogue.units and catalogue.units[fact.unit].joined):
        full = [_with_unit(d, v, fact, catalogue, dollar) for d, v in zip(ends, (low, high), strict=True)]
        return catalogue.range_apart.format(low=full[0], high=full[1])
    return _with_unit(catalogue.range_apart.format(low=ends[0], high=ends[1]), high, fact, catalogue, dollar)


def _scale(value: Decimal, catalogue: Catalogue) -> tuple[int, str]:
    """The power of ten and the word in which a number of this size is written. Fractions of a unit keep it whole."""
    if value == value.to_integral_value():
        for power, word in catalogue.scales:
            if abs(value) >= 10**power:
                return power, word
    return _NO_SCALE


_NO_SCALE = (0, "")


def _digits(value: Decimal, scale: tuple[int, str], catalogue: Catalogue) -> str:
    power, word = scale
    if not power:
        return format_number(value, catalogue)
    sign, figures, exponent = value.as_tuple()
    assert isinstance(exponent, int), "ledger values are finite"
    shifted = exponent - power
    while exponent <= 0 and shifted < 0 and figures[-1] == 0:  # zeros that only filled places up claim nothing
        figures, shifted = figures[:-1], shifted + 1
    return f"{format_number(Decimal((sign, figures, shifted)), catalogue)} {word}".rstrip()


def _with_unit(digits: str, value: Decimal, fact: Fact, catalogue: Catalogue, dollar: str) -> str:
    if fact.unit == "money":
        sign = dollar if fact.currency == "USD" else catalogue.currencies.get(fact.currency, fact.currency + " ")
        bare = digits.removeprefix(catalogue.minus)
        return f"{catalogue.minus if bare != digits else ''}{sign}{bare}"
    if fact.unit == "count":
        return f"{digits} {choose(dict(fact.noun), value, catalogue)}" if fact.noun else digits
    unit = catalogue.units.get(fact.unit)
    if unit is None:
        return digits
    return f"{digits}{'' if unit.joined else ' '}{choose(unit.forms, value, catalogue)}"
