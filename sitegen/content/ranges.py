"""Two amounts that are one figure, and those that are not: ranges, scores, changes from one value to another."""

from __future__ import annotations

from sitegen.content import dates
from sitegen.content.amounts import Amount, amount_at
from sitegen.content.numbers import read_number
from sitegen.content.tokens import DASHES, Text, past_hyphen, unit_at


def far_end(text: Text, low: Amount) -> Amount | None:
    """The other end of a range that begins with `low`: 5–10, 5 to 10, between 5 and 10, five or six."""
    tokens, words = text.tokens, text.lexicon.words
    if tokens[low.end].low in DASHES and not tokens[low.end].gap and tokens[low.end + 1].gap:
        return _suspended(text, low)
    at = past_hyphen(text, low.after)  # five-to-ten
    link = tokens[at]
    if link.low in words.to and tells_change(text, low):
        return None
    if low.plain and link.low in words.scored and tokens[at + 1].low in words.to:
        at, link = at + 1, tokens[at + 1]  # nine votes to four
    if link.low in words.against and low.number.digits and low.value >= _INNINGS:
        out = read_number(text, at + 1)
        plain = out and not out.share and out.scale == 1 and out.value <= 10 and not unit_at(text, out.end)
        if out and plain and (tokens[out.end].kind != "word" or not tokens[out.end].low.endswith("s")):
            return amount_at(text, at + 1)
        return None
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
    high = amount_at(text, at, like=low)
    return high if high and _fit(low, high) else None


_INNINGS = 20
"""Runs from which "287 for six" is a score: a smaller number may be "five for two tickets"."""


def _suspended(text: Text, low: Amount) -> Amount | None:
    """18- to 24-year-olds, two- and three-bedroom"""
    tokens, words = text.tokens, text.lexicon.words
    if not low.plain or tokens[low.end + 1].low not in words.to | words.either | words.joining:
        return None
    high = amount_at(text, low.end + 2)
    return high if high and past_hyphen(text, high.number.end) > high.number.end else None


def tells_change(text: Text, low: Amount) -> bool:
    """Whether "from 5 to 7" tells a change: after a verb of change; "costs from" and "ranges from" tell none."""
    tokens, words = text.tokens, text.lexicon.words
    began = tokens[low.first - 1].low in words.ranging - words.between
    if not began or tokens[past_hyphen(text, low.after)].low not in words.to:
        return False
    before = [token.low for token in tokens[max(low.first - 12, 0) : low.first - 1]]
    if not words.spans.isdisjoint(before[-3:]):
        return False
    clause = before[max((n for n, word in enumerate(before, 1) if word in (".", ";", ":", "")), default=0) :]
    return not words.changes.isdisjoint(clause)


def _fit(low: Amount, high: Amount) -> bool:
    """Whether two amounts can be the ends of one range."""
    if low.number.share != high.number.share or (high.number.weak and low.value <= high.value):
        return False
    if low.measure and not high.measure:
        return low.prefixed
    if low.measure and high.measure:
        shared = not low.measure.currencies or set(low.measure.currencies) & set(high.measure.currencies)
        return low.unit == high.unit and low.measure.factor == high.measure.factor and bool(shared)
    return True


def paired(low: Amount, high: Amount) -> tuple[Amount, Amount | None, bool]:
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
    counted = low.plain and high.plain and low.number.scale == 1 and high.number.scale == 1
    shares = low.unit == high.unit == "percent"
    return (low, high, counted) if counted or shares else (low, None, False)
