"""A number with its currency, unit and period: "US$1.2bn", "−5 °C", "two hours and 20 minutes", "5 km a day"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sitegen.content import not_figures
from sitegen.content.catalogue import Measure
from sitegen.content.numbers import Number, read_number
from sitegen.content.tokens import DASHES, Text, match, past_hyphen, unit_at

SETTLING_ONE = frozenset({"percent", "points", "money"})
"""Units in which "one" is a figure: "one percent", and not "one day"."""


class Amount(NamedTuple):
    """A number with its unit."""

    number: Number
    first: int
    start: int  # of the number itself, behind sign and currency
    end: int
    measure: Measure | None
    prefixed: bool
    negative: bool
    per: str = ""
    rated: int = 0  # the token after the words of a rate
    more: Decimal = Decimal(0)  # worth of the smaller parts of a compound measure: "and 20 minutes"

    @property
    def after(self) -> int:
        """The token after all that belongs to it."""
        return max(self.end, self.rated)

    @property
    def unit(self) -> str:
        return self.measure.unit if self.measure else ""

    @property
    def value(self) -> Decimal:
        factor = self.measure.factor if self.measure else 1
        return (-self.number.value if self.negative else self.number.value) * factor + self.more

    @property
    def plain(self) -> bool:
        """Neither unit nor scale: whether it is a figure at all, its neighbours tell."""
        return self.measure is None and self.number.scale == 1 and not self.per


def amount_at(text: Text, i: int, like: Amount | None = None) -> Amount | None:
    """The amount at `i`; as the far end of a range it may leave the currency to `like`."""
    tokens, words = text.tokens, text.lexicon.words
    at, negative = i, False
    opened = tokens[at].gap or tokens[at - 1].low in "(["
    if (tokens[at].low in DASHES and opened and not tokens[at + 1].gap) or tokens[at].low in words.minus:
        at, negative = at + 1, True
    elif tokens[at].low == "+" and not tokens[at + 1].gap:
        at += 1
    elif (sign := match(text, text.lexicon.either_sign, at)) is not None:
        at = sign[1]
    currencies = _prefix(text, at)
    at = at + 1 if currencies else at
    if currencies and tokens[at].low in DASHES and not tokens[at + 1].gap:
        at, negative = at + 1, True
    money = bool(currencies) or bool(like and like.prefixed)
    if (at > i or like) and tokens[at].kind == "number" and not_figures.code(text, at):
        return None
    number = read_number(text, at, money)
    if number is None or (at > i and tokens[at].low in words.articles):
        return None
    measure, end = measure_at(text, number)
    ordinal = number.share and not number.inside and tokens[number.end - 1].low in words.ordinals
    if ordinal and measure and end > number.end and measure.unit not in SETTLING_ONE:
        return None  # a third week
    if currencies and (measure is None or measure.unit == "money"):
        end = end if measure and set(measure.currencies) & set(currencies) else number.end
        measure = Measure("money", currencies)
    elif measure is None and tokens[at].low in words.multiples:
        measure = Measure("times")
    amount = Amount(number, i, at, end, measure, bool(currencies), negative)
    return _rated(text, _whole(text, amount))


def _whole(text: Text, amount: Amount) -> Amount:
    """Takes in the smaller parts of a compound measure: two hours and 20 minutes, 11 years, three months."""
    tokens, words = text.tokens, text.lexicon.words
    for larger, smaller, count in words.cascade:
        if amount.unit != larger:
            continue
        at = past_hyphen(text, amount.end)
        at = at + 1 if tokens[at].low in words.joining else at
        part = read_number(text, at)
        measure = measure_at(text, part) if part and not part.share else (None, 0)
        if part and measure[0] and measure[0].unit == smaller and part.value < count:
            worth = part.value * measure[0].factor / count
            step = part.step / count
            return amount._replace(end=measure[1], more=worth, number=amount.number._replace(step=step))
    return amount


def _prefix(text: Text, i: int) -> tuple[str, ...]:
    """The currency sign or code at `i`. Codes are other words too, unless in capitals."""
    token, words = text.tokens[i], text.lexicon.words
    if token.low not in words.prefixes or (token.low in text.lexicon.codes and not token.text.isupper()):
        return ()
    after = text.tokens[i + 1]
    if token.low in text.lexicon.codes and not after.gap and after.text.isdecimal() and len(after.text) < 3:
        scaled = text.tokens[i + 2]
        if scaled.low not in words.scales and scaled.low not in words.short_scales:
            return ()  # COP30
    return words.prefixes[token.low]


def measure_at(text: Text, number: Number) -> tuple[Measure | None, int]:
    """The unit behind a number."""
    if number.inside is not None:
        return number.inside, number.end
    at = past_hyphen(text, number.end)
    found = unit_at(text, at)
    if found is not None:
        return found
    letters = text.lexicon.words.letters
    verb = text.tokens[at + 1].low in text.lexicon.words.prefixes and text.tokens[at + 2].kind == "number"
    if number.digits and text.tokens[at].text in letters and not verb and not match(text, text.lexicon.times, at):
        return letters[text.tokens[at].text], at + 1
    return None, number.end


def _rated(text: Text, amount: Amount) -> Amount:
    """Takes in what makes a rate: per day, a year, /month, daily."""
    tokens, words = text.tokens, text.lexicon.words
    if amount.measure and amount.measure.per:
        return amount._replace(per=amount.measure.per)
    at = amount.end + 1
    if tokens[at - 1].low in words.per and (read_number(text, at) or round_number(text, at)):
        return amount  # 12 per 100,000
    at = past_hyphen(text, amount.end)
    noun = tokens[at]
    if amount.plain and noun.kind == "word" and noun.low not in words.small_words and tokens[at + 1].low in words.per:
        at += 1  # five ships a day
    if tokens[at].low in words.adverbs:
        return amount._replace(per=words.adverbs[tokens[at].low], rated=at + 1)
    if tokens[at].low not in words.per:
        return amount
    period = past_hyphen(text, at + 1)
    token = tokens[period]
    if token.low in words.periods and not (tokens[at].low in words.loose_per and amount.plain and amount.number.weak):
        return amount._replace(per=words.periods[token.low], rated=period + 1)
    if tokens[at].low in words.loose_per or token.kind != "word":
        return amount
    return amount._replace(per=token.low, rated=period + 1)


def round_number(text: Text, i: int) -> int | None:
    """hundred, thousand, million without a number before it"""
    low, words = text.tokens[i].low, text.lexicon.words
    return words.hundreds.get(low) or words.scales.get(low)
