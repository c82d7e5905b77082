"""Finding the figures of a text: what is a quantity, what it is worth, in which unit, and how it is bounded.

A small grammar over `content.tokens`; every word it knows is in the catalogue. Numbers are read in `content.numbers`,
dates in `content.dates`, and what only looks like a figure is sorted out in `content.not_figures`. Linear in the text:
each rule looks a bounded way ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, NamedTuple

from sitegen.content import dates, not_figures
from sitegen.content.catalogue import Bound, Catalogue, Measure
from sitegen.content.numbers import ROUNDNESS_OF_FRACTIONS, Number, read_number
from sitegen.content.tokens import DASHES, PADDING, Text, match, match_back, past_hyphen, read, unit_at
from sitegen.core.model import Day


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity, a date or a year in a text. Offsets count characters; `end` is exclusive.

    `start` to `end` runs from sign or currency to unit, `said_start` to `said_end` takes in the qualifier's words.
    `low` and `high` are equal unless a range is written. A score ("3–1") is a range with the unit "score".
    """

    kind: Literal["quantity", "date", "year"]
    start: int
    end: int
    said_start: int
    said_end: int
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    step: Decimal = Decimal(1)  # worth of the last digit written that is not a filling zero
    unit: str = ""  # of the ledger, or a word of its own: "miles", "share" (of one), "score"; "" when none is given
    currencies: tuple[str, ...] = ()  # ISO codes that the sign or word can mean
    per: str = ""  # the period of a rate
    qualifier: Literal["exact", "up-to", "at-least", "about", "under"] = "exact"  # under: less than
    strict: bool = False  # "more than 5" leaves 5 out
    day: Day | None = None  # of a date or year, with 0 for what the text leaves out
    weekday: int = -1  # Monday is 0; -1 when not given


def find(text: str, catalogue: Catalogue) -> tuple[Figure, ...]:
    """Every quantity, date and year of the text, in its order."""
    scanned = read(text, catalogue)
    tokens, starts = scanned.tokens, scanned.lexicon.starts
    found: list[Figure] = []
    i, stop = PADDING, len(tokens) - PADDING
    while i < stop:
        if tokens[i].kind != "number" and tokens[i].low not in starts:
            i += 1
            continue
        past = not_figures.past_name(scanned, i)
        dated = dates.read_dates(scanned, i) if past is None else ()
        if dated:
            found.extend(_dated(scanned, one) for one in dated)
            i = dated[-1].end
            continue
        past = past or not_figures.past_numbering(scanned, i) or not_figures.code(scanned, i)
        quantity = _quantity(scanned, i) if past is None else None
        if quantity is not None:
            found.append(quantity[0])
            past = quantity[1]
        i = past or i + 1
    return tuple(found)


def _dated(text: Text, one: dates.Dated) -> Figure:
    start, end = text.tokens[one.first].start, text.tokens[one.end - 1].end
    kind: Literal["year", "date"] = "year" if one.year_alone else "date"
    return Figure(kind, start, end, start, end, day=one.day, weekday=one.weekday)


class _Amount(NamedTuple):
    """A number with its unit."""

    number: Number
    first: int
    start: int  # of the number itself, behind sign and currency
    end: int
    measure: Measure | None
    prefixed: bool
    negative: bool
    per: str = ""

    @property
    def unit(self) -> str:
        return self.measure.unit if self.measure else ""

    @property
    def value(self) -> Decimal:
        factor = self.measure.factor if self.measure else 1
        return (-self.number.value if self.negative else self.number.value) * factor

    @property
    def plain(self) -> bool:
        """Neither unit nor scale: whether it is a figure at all, its neighbours tell."""
        return self.measure is None and self.number.scale == 1 and not self.per


def _amount(text: Text, i: int, like: _Amount | None = None) -> _Amount | None:
    """The amount at `i`; as the far end of a range it may leave the currency to `like`."""
    tokens, words = text.tokens, text.lexicon.words
    at, negative = i, False
    opened = tokens[at].gap or tokens[at - 1].low in "(["
    if (tokens[at].low in DASHES and opened and not tokens[at + 1].gap) or tokens[at].low in words.minus:
        at, negative = at + 1, True
    elif tokens[at].low == "+" and not tokens[at + 1].gap:
        at += 1
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
    measure, end = _measure(text, number)
    if currencies and (measure is None or measure.unit == "money"):
        end = end if measure and set(measure.currencies) & set(currencies) else number.end
        measure = Measure("money", currencies)
    elif measure is None and tokens[at].low in words.multiples:
        measure = Measure("times")
    amount = _Amount(number, i, at, end, measure, bool(currencies), negative)
    return _rated(text, amount)


def _prefix(text: Text, i: int) -> tuple[str, ...]:
    """The currency sign or code at `i`. Codes are other words too, unless in capitals."""
    token, words = text.tokens[i], text.lexicon.words
    if token.low not in words.prefixes or (token.low in text.lexicon.codes and not token.text.isupper()):
        return ()
    return words.prefixes[token.low]


def _measure(text: Text, number: Number) -> tuple[Measure | None, int]:
    """The unit behind a number."""
    at = past_hyphen(text, number.end)
    found = unit_at(text, at)
    if found is not None:
        return found
    letters = text.lexicon.words.letters
    if number.digits and text.tokens[at].text in letters:
        return letters[text.tokens[at].low], at + 1
    return None, number.end


def _rated(text: Text, amount: _Amount) -> _Amount:
    """Takes in what makes a rate: per day, a year, /month, daily."""
    tokens, words = text.tokens, text.lexicon.words
    if amount.measure and amount.measure.per:
        return amount._replace(per=amount.measure.per)
    at = past_hyphen(text, amount.end)
    noun = tokens[at]
    if amount.plain and noun.kind == "word" and noun.low not in words.small_words and tokens[at + 1].low in words.per:
        at += 1  # five ships a day
    if tokens[at].low in words.adverbs:
        return amount._replace(per=words.adverbs[tokens[at].low], end=at + 1)
    if tokens[at].low not in words.per:
        return amount
    period = past_hyphen(text, at + 1)
    token = tokens[period]
    if token.low in words.periods and not (tokens[at].low in words.loose_per and amount.plain and amount.number.weak):
        return amount._replace(per=words.periods[token.low], end=period + 1)
    if tokens[at].low in words.loose_per or token.kind != "word":
        return amount
    return amount._replace(per=token.low, end=period + 1)


def _quantity(text: Text, i: int) -> tuple[Figure, int] | None:
    """The figure at `i` and the token after it, or None where there is no figure."""
    amount = _amount(text, i)
    if amount is None:
        return None
    ratio = _ratio(text, amount)
    if ratio is not None:
        return ratio
    high = _far_end(text, amount)
    low, high, score = _paired(amount, high) if high else (amount, None, False)
    end = high.end if high else amount.end
    last = high or low
    if low.number.share and last.plain and not _stands_as_share(text, low):
        return None
    if low.number.weak and (last.plain or (not high and low.unit not in _SETTLING_ONE)):
        return None
    if last.plain and not low.number.share and not_figures.bare_number_is_name(text, low.start, end):
        return None
    unit = "score" if score else last.unit or ("share" if low.number.share else "")
    bounds = sorted((low.value, (high or low).value))
    return _bounded(text, Figure(
        "quantity", text.tokens[low.first].start, text.tokens[end - 1].end, 0, 0, bounds[0], bounds[1],
        min(low.number.step, last.number.step) * (last.measure.factor if last.measure else 1), unit,
        last.measure.currencies if last.measure else (), last.per or low.per,
    ), low.first, end, ranged=high is not None)  # fmt: skip


_SETTLING_ONE = frozenset({"percent", "points", "money"})
"""Units in which "one" is a figure: "one percent", and not "one day"."""


def _far_end(text: Text, low: _Amount) -> _Amount | None:
    """The other end of a range that begins with `low`: 5–10, 5 to 10, between 5 and 10, five or six."""
    tokens, words = text.tokens, text.lexicon.words
    at = past_hyphen(text, low.end)  # five-to-ten
    link = tokens[at]
    if tokens[low.end].low in DASHES and tokens[low.end].gap == tokens[low.end + 1].gap and link.low not in words.to:
        at = low.end + 1
    elif link.low in words.to or (low.plain and link.low in words.either):
        at = past_hyphen(text, at + 1)
    elif link.low in words.joining and tokens[low.first - 1].low in words.between:
        at += 1
    else:
        return None
    if dates.read_dates(text, at):
        return None
    high = _amount(text, at, like=low)
    return high if high and _fit(low, high) else None


def _fit(low: _Amount, high: _Amount) -> bool:
    """Whether two amounts can be the ends of one range."""
    if low.number.share != high.number.share or high.number.weak:
        return False
    if low.measure and not high.measure:
        return low.prefixed
    if low.measure and high.measure:
        shared = not low.measure.currencies or set(low.measure.currencies) & set(high.measure.currencies)
        return low.unit == high.unit and low.measure.factor == high.measure.factor and bool(shared)
    return True


def _paired(low: _Amount, high: _Amount) -> tuple[_Amount, _Amount | None, bool]:
    """Both ends with what they share, and whether they are a score; without the high end where they are no pair."""
    if low.measure and not high.measure:
        high = high._replace(measure=low.measure)
    elif high.measure and not low.measure:
        low = low._replace(measure=high.measure)
    if low.number.scale == 1 and high.number.scale != 1 and low.number.value * high.number.scale < high.number.value:
        scale = high.number.scale
        number = low.number._replace(value=low.number.value * scale, step=low.number.step * scale, scale=scale)
        low = low._replace(number=number)
    if low.value < high.value:
        return low, high, False
    score = low.plain and high.plain and low.number.digits and high.number.digits
    return (low, high, True) if score and low.value < 200 else (low, None, False)


def _ratio(text: Text, part: _Amount) -> tuple[Figure, int] | None:
    """one in five, 3 out of 4: a share, when what follows is a round whole of which the first is a part"""
    linked = match(text, text.lexicon.out_of, part.end) if part.plain and not part.number.share else None
    if linked is None or dates.read_dates(text, linked[1]):
        return None
    whole = read_number(text, linked[1])
    if whole is None or whole.share:
        return None
    measured = unit_at(text, past_hyphen(text, whole.end))
    if measured is not None and measured[0].unit != "people":
        return None  # five in two days
    size, count = whole.value, part.number.value
    usual = count == 1 or size <= 10 or size in (100, 1000, 10_000, 100_000)
    if not (0 < count < size and usual) or size != size.to_integral_value():
        return None
    value = count / size
    start, end = text.tokens[part.first].start, text.tokens[whole.end - 1].end
    figure = Figure("quantity", start, end, 0, 0, value, value, value * ROUNDNESS_OF_FRACTIONS, "share")
    return _bounded(text, figure, part.first, whole.end, ranged=False)


def _stands_as_share(text: Text, amount: _Amount) -> bool:
    """Whether a fraction says how much: "a third of", "by half", and not "a third party", "the second half"."""
    tokens, words = text.tokens, text.lexicon.words
    before, after = tokens[amount.first - 1], tokens[amount.end]
    if before.low in words.no_share_before or after.low in words.no_share_after:
        return False
    if tokens[amount.end - 1].low in words.plural_fractions:
        return True
    return (after.kind != "word" and past_hyphen(text, amount.end) == amount.end) or after.low in words.shares


def _bounded(text: Text, figure: Figure, first: int, end: int, ranged: bool) -> tuple[Figure, int]:
    """The figure with the words that bound it, before or behind, and the token after all of it."""
    tokens, lexicon = text.tokens, text.lexicon
    at = first
    bound: Bound | None = None
    if ranged and tokens[at - 1].low in lexicon.words.ranging:
        at -= 1
    before = match_back(text, lexicon.before, at - 1)
    if before is not None:
        bound, at = before
        outer = match_back(text, lexicon.before, at - 1)
        if bound == "about" and outer is not None:
            bound, at = outer  # up to about 50
    behind = end
    if before is None:
        noun = tokens[end]
        counted = noun.kind == "word" and noun.low not in lexicon.words.small_words
        after = match(text, lexicon.after, end) or (match(text, lexicon.after, end + 1) if counted else None)
        if after is not None:
            bound, behind = after
    return replace(
        figure,
        qualifier="at-least" if bound == "over" else bound or "exact",
        strict=bound in ("over", "under"),
        said_start=tokens[at].start,
        said_end=tokens[behind - 1].end,
    ), behind
