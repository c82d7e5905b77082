"""Facts as text: how the ledger writes a value, and whether a text that is bound to a fact says the same.

Spelling is in the catalogue, finding figures in `content.figures`. Both directions meet in one law, which the tests
keep: what `format_fact` writes never disagrees with its fact.
"""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sitegen.content.catalogue import Catalogue
from sitegen.content.figures import Figure, find
from sitegen.content.language import choose, format_day, format_number
from sitegen.core.model import Day, Fact

DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD"})


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A fact's figure in its two sizes: "up to" small, "155%" large."""

    qualifier: str
    number: str


def dollar_sign(facts: Iterable[Fact]) -> str:
    """How the site writes US dollars: "US$" as soon as one fact is in another dollar."""
    return "US$" if any(fact.currency in DOLLARS - {"USD"} for fact in facts) else "$"


def format_fact(fact: Fact, catalogue: Catalogue, *, dollar: str = "$") -> str:
    """The fact's figure as the site writes it ("up to 155%", "$550 billion"), or "" for a claim in words."""
    shown = parts(fact, catalogue, dollar=dollar)
    return f"{shown.qualifier} {shown.number}".strip()


def parts(fact: Fact, catalogue: Catalogue, *, dollar: str = "$") -> KeyFigure:
    if fact.day is not None:
        return KeyFigure(catalogue.date_qualifiers[fact.qualifier], format_day(fact.day, catalogue))
    low, high = _ends(fact)
    if low is None or high is None:
        return KeyFigure("", "")
    number = _amount(low, fact, catalogue, dollar) if low == high else _range(low, high, fact, catalogue, dollar)
    if fact.per:
        number = catalogue.rate.format(amount=number, period=catalogue.periods.get(fact.per, fact.per))
    return KeyFigure(catalogue.qualifiers[fact.qualifier], number)


def _ends(fact: Fact) -> tuple[Decimal | None, Decimal | None]:
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


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`code` is a problem's code; `start` and `end` are offsets in the text, in characters."""

    code: str
    message: str
    hint: str
    start: int
    end: int


ROUNDED = Decimal("0.1")
"""How far "about" may lie from the value, whatever was rounded: beyond a tenth a reader is misled."""
BOUNDED = Decimal("0.25")
"""How far a true bound may lie: "more than half" of 62% informs, "more than 100" of 155 does not."""


def disagreements(
    fact: Fact, text: str, catalogue: Catalogue, *, dollar: str = "$", statement: bool = False
) -> tuple[Disagreement, ...]:
    """Every figure in a text bound to the fact that does not agree with it in value, unit, currency and qualifier.

    `statement`: the text is the fact's own, so the remedy is another.

    - Exact facts: the figure is equal; or "about" stands with it and it is the value rounded to the digits written; or
      it is a true bound close by ("more than half a trillion" of $550 billion, "less than 20" of 19).
    - `up-to`, `at-least` and `about` facts need a word of their kind. Only `at-least` may name a lower bound, only
      `about` may round.
    - A range agrees with the same range; of an exact one "up to" may name the upper end and "at least" the lower.
    - Units are not converted; people and counts may go without theirs ("five"), a rate names its period somewhere.
      A fraction or a ratio ("a third", "one in five") agrees with percent.
    - A date is one of the fact's own (value, `happens`), compared in what the text gives, its weekday too. A year alone
      is no figure; only a fact whose value is a date holds it to account.
    - Text without figures agrees with any fact, and so do the words of the fact's own `quote`.
    """
    if fact.quote and _within(text, fact.quote):
        return ()
    own = format_fact(fact, catalogue, dollar=dollar)
    mend = f'write "{own}", or leave the text empty for the ledger\'s own words: [](fact:{fact.id})'
    mend = "correct the statement or the value" if statement else mend
    found = []
    for figure in find(text, catalogue):
        said = " ".join(text[figure.said_start : figure.said_end].split())
        if figure.kind != "quantity":
            fault = _date_fault(fact, figure, said, catalogue)
        elif not fact.has_figure and fact.day is None:
            fault = _Fault(f'the fact "{fact.id}" has no value, the text says "{said}"', _GIVE_VALUE, "fact-no-value")
        else:
            reason = _quantity_fault(fact, figure, text, catalogue)
            message = f'the ledger says "{own}", the text says "{said}"'
            fault = _Fault(message, f"{reason}; {mend}") if reason else None
        if fault is not None:
            hint = fault.hint.replace("bound text", "statement") if statement else fault.hint
            found.append(Disagreement(fault.code, fault.message, hint, figure.said_start, figure.said_end))
    return tuple(found)


class _Fault(NamedTuple):
    message: str
    hint: str
    code: str = "fact-disagrees"


_GIVE_VALUE = "give the fact a value and a unit, or leave the figure out of the bound text"
_GIVE_DATE = "give the fact the date as `happens`, or leave it out of the bound text"
_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\s\"“”„‘’'«».,;:!?]+")


def _within(text: str, quote: str) -> bool:
    """Whether the text is the quotation or whole words of it."""
    words, quoted = (f" {_MARKS.sub(' ', part).strip().casefold()} " for part in (text, quote))
    return bool(words.strip()) and words in quoted


def _date_fault(fact: Fact, figure: Figure, said: str, catalogue: Catalogue) -> _Fault | None:
    given = figure.day or Day(0)
    own = _said_dates(fact, catalogue)
    contradiction = f'the ledger says "{own}", the text says "{said}"'
    if figure.kind == "year":
        wrong = given.year and fact.day is not None and given.year not in {d.year for d in _dates(fact)}
        return _Fault(contradiction, "correct the year, or the fact") if wrong else None
    if not _dates(fact):
        code = "fact-disagrees" if fact.has_figure else "fact-no-value"
        return _Fault(f'the fact "{fact.id}" has no date, the text says "{said}"', _GIVE_DATE, code)
    same = [day for day in _dates(fact) if _covers(given, day)]
    if not same:
        return _Fault(contradiction, f'write "{own}", or as much of it as the sentence needs')
    if figure.weekday >= 0 and all(day.weekday() != figure.weekday for day in same):
        message = f'{format_day(same[0], catalogue)} is a {day_name[same[0].weekday()]}, the text says "{said}"'
        return _Fault(message, "correct the day of the week or the date")
    return None


def _dates(fact: Fact) -> tuple[date, ...]:
    return tuple(day for day in (fact.day, fact.happens) if day is not None)


def _said_dates(fact: Fact, catalogue: Catalogue) -> str:
    return " or ".join(dict.fromkeys(format_day(day, catalogue) for day in _dates(fact)))


def _covers(given: Day, day: date) -> bool:
    pairs = ((given.year, day.year), (given.month, day.month), (given.day, day.day))
    return all(not said or said == true for said, true in pairs)


def _quantity_fault(fact: Fact, figure: Figure, text: str, catalogue: Catalogue) -> str:
    """Why the figure does not agree, for the hint; "" when it does."""
    if fact.day is not None and not fact.has_figure:
        return "the fact's value is a date"
    if not _same_unit(fact, figure, text):
        return "name the ledger's unit" if figure.unit == "" else "the unit is another one"
    fault = _period_fault(fact, figure, text, catalogue)
    if fault:
        return fault
    percent = Decimal(100) if figure.unit == "share" and fact.unit == "percent" else Decimal(1)
    said = (figure.low * percent, figure.high * percent)
    return _value_fault(fact, figure, said, figure.step * percent, catalogue)


def _same_unit(fact: Fact, figure: Figure, text: str) -> bool:
    if figure.unit == fact.unit:
        return fact.unit != "money" or fact.currency in figure.currencies
    if figure.unit == "share":
        return fact.unit == "percent"
    if figure.unit in ("", "score"):
        return fact.unit in ("", "count", "people")
    written = _WORD.findall(text[figure.start : figure.end].lower())
    counted = {word for _, noun in fact.noun for word in _WORD.findall(noun.lower())}
    return fact.unit == "count" and not counted.isdisjoint(written)  # "20,000 barrels": a unit that is a noun here


def _period_fault(fact: Fact, figure: Figure, text: str, catalogue: Catalogue) -> str:
    words = catalogue.words
    per = words.periods.get(fact.per, fact.per)
    if figure.per:
        return "" if figure.per == per else "the period of the rate is another one" if per else "the fact is no rate"
    named = {words.adverbs.get(word) or words.periods.get(word, word) for word in _WORD.findall(text.lower())}
    wanted = catalogue.rate.format(amount="…", period=catalogue.periods.get(fact.per, fact.per))
    return "" if not per or per in named else f'say "{wanted}"'


def _value_fault(fact: Fact, figure: Figure, said: tuple[Decimal, Decimal], step: Decimal, catalogue: Catalogue) -> str:
    low, high = _ends(fact)
    assert low is not None and high is not None, "facts without a value are told apart before"
    word = figure.qualifier
    if fact.qualifier != "exact" and word != fact.qualifier:
        return f'the figure needs "{catalogue.qualifiers[fact.qualifier]}" or a word like it'
    single = said[0] == said[1]
    if low != high and fact.qualifier == "exact" and single and word in ("up-to", "at-least"):
        return "" if said[0] == (high if word == "up-to" else low) else "the figure is another one"
    rounds = word == "about"
    ends = ((said[0], low), (said[1], high))
    if all(a == b or (rounds and _rounded(a, b, step)) for a, b in ends):
        if fact.qualifier == "exact" and (word == "up-to" or figure.strict):
            return "the ledger's value is exact" if word == "up-to" else "the value is the figure itself"
        return ""
    bounded = low == high and single and fact.qualifier in ("exact", "at-least")
    return "" if bounded and _true_bound(said[0], low, word) else "the figure is another one"


def _rounded(said: Decimal, value: Decimal, step: Decimal) -> bool:
    return abs(said - value) <= min(step / 2, abs(value) * ROUNDED)


def _true_bound(said: Decimal, value: Decimal, word: str) -> bool:
    true = said < value if word == "at-least" else said > value if word == "under" else False
    return true and abs(value - said) <= abs(value) * BOUNDED
