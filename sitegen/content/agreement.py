"""Whether a text that is bound to a fact says the same as the fact, in value, unit, currency, qualifier and date.

Figures are found in `content.figures`; how the ledger itself writes a value is `content.ledger`.
"""

from __future__ import annotations

import re
from calendar import day_name
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sitegen.content.catalogue import Catalogue
from sitegen.content.figures import Figure, find
from sitegen.content.language import format_day
from sitegen.content.ledger import ends_of, format_fact
from sitegen.core.model import Day, Fact
from sitegen.core.record import record


@record
class Disagreement:
    """`code` is a problem's code; `start` and `end` are offsets in the text, in characters."""

    code: str
    message: str
    hint: str
    start: int
    end: int


ROUNDED = Decimal("0.1")
"""How far "about" may lie from the value, whatever was rounded: beyond a tenth a reader is misled."""
_GREAT = 10**6
"""From a million on, words that round or bound may leave the currency to the sentence: "more than half a trillion"."""
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
      `about` may round; an `about` fact may also be told by a true bound close by ("more than half a trillion").
    - A range agrees with the same range; of an exact one "up to" may name the upper end and "at least" the lower.
    - Units are not converted; people and counts may go without theirs ("five"), a rate names its period somewhere.
      A fraction or a ratio ("a third", "one in five") agrees with percent and with times.
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
            reason = quantity_fault(fact, figure, text, catalogue)
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


def same_value(fact: Fact, figure: Figure) -> bool:
    """Whether the figure has the fact's very value, however it is bounded."""
    percent = Decimal(100) if figure.unit == "share" and fact.unit == "percent" else Decimal(1)
    return (figure.low * percent, figure.high * percent) == ends_of(fact)


def quantity_fault(fact: Fact, figure: Figure, text: str, catalogue: Catalogue) -> str:
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
        return fact.unit in ("percent", "times")
    if figure.unit == "" and fact.unit == "money" and figure.low >= _GREAT and figure.qualifier != "exact":
        return True  # half a trillion: of what, the sentence has said
    if figure.unit in ("", "score"):
        return fact.unit in ("", "count", "people", "times")
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
    low, high = ends_of(fact)
    assert low is not None and high is not None, "facts without a value are told apart before"
    word = figure.qualifier
    single = said[0] == said[1]
    if fact.qualifier == "about" and low == high and single and word in ("at-least", "under"):
        return "" if _true_bound(said[0], low, word) else "the figure is another one"
    if fact.qualifier != "exact" and word != fact.qualifier:
        return f'the figure needs "{catalogue.qualifiers[fact.qualifier]}" or a word like it'
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
