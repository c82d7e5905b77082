"""Times of day, which are no figures: "ten past six", "at a quarter to three", "10 to 4 on Saturdays".

An hour in words or digits is a time only by its company: a part of the day behind it, a day of the week beside it, or a
word such as "at" or "until" before it and nothing that it could count behind it.
"""

from __future__ import annotations

import re

from sitegen.content.numbers import read_number
from sitegen.content.tokens import DASHES, Text, glued, match, match_back, unit_at

_HOUR_AND_MINUTES = re.compile(r"([01]?\d|2[0-4])[.:][0-5]\d\Z")
_MINUTES = frozenset({5, 10, 15, 20, 25, 30})  # that are said before "past" and "to"


def past_time(text: Text, i: int) -> int | None:
    """The token after a time, or a stretch from one to another, that begins at `i`."""
    return _said(text, i) or _past_the_hour(text, i) or _stretch(text, i)


def _said(text: Text, i: int) -> int | None:
    """ten past six, a quarter to three; at ten to four"""
    tokens, words = text.tokens, text.lexicon.words
    quarter = i + 1 if tokens[i].low in words.articles else i
    if tokens[quarter].low in words.fractions:
        at, sure = quarter + 1, True
    else:
        minutes = _small(text, i, 59)
        if minutes is None or minutes[0] not in _MINUTES:
            return None
        at, sure = minutes[1], tokens[i - 1].low in words.time_openers - words.ranging
    hour = _small(text, at + 1, 12)
    joined = tokens[at].low in words.past or (tokens[at].low in words.to and sure)
    return hour[1] if hour and joined and not _counting(text, hour[1]) else None


def _past_the_hour(text: Text, i: int) -> int | None:
    """half past five, met at its number"""
    hour = _small(text, i, 12)
    return hour[1] if hour and match_back(text, text.lexicon.hours_past, i - 1) is not None else None


def _stretch(text: Text, i: int) -> int | None:
    """An hour, or two with what joins them, that its company makes a time."""
    tokens, words = text.tokens, text.lexicon.words
    first = _hour(text, i)
    if first is None:
        return None
    end, whole = first
    before, last = tokens[i - 1], None
    link = tokens[end]
    joined = link.low in DASHES or link.low in words.to or (link.low in words.joining and before.low in words.between)
    if joined:
        last = _hour(text, end + 1)
        end, whole = (last[0], whole or last[1]) if last else (end, whole)
    if match(text, text.lexicon.dayparts, end) or (match(text, text.lexicon.times, end) and not whole):
        return end
    if last and whole:
        return end  # 9.30–18.00
    day = before.low in words.weekdays and (before.text[:1].isupper() or before.low not in words.doubtful_weekdays)
    if day and not _counting(text, end):
        return end  # Saturdays 10–13
    if last and tokens[end].low in words.on_day and tokens[end + 1].low in words.weekdays:
        return end  # from 10 to 4 on Saturdays
    sure = whole and not last and before.low in words.surely_time and tokens[i].text[-1] in "05"
    if sure and not _counting(text, end):
        return end  # at 7.30
    if whole and before.low in words.definite and tokens[end].low in words.bound_for:
        return end  # the 7.42 to Hull
    return end if last is None and _alone(text, i, end) else None


def _alone(text: Text, i: int, end: int) -> bool:
    """at six, by five: an hour in words with nothing to count behind it"""
    tokens, words = text.tokens, text.lexicon.words
    opener, after = tokens[i - 1].low, tokens[end]
    spoken = tokens[i].kind == "word" or _opening(text, i, end)
    if not spoken or opener not in words.time_openers or _counting(text, end):
        return False
    if after.low in words.of or after.low in words.to or (after.low in DASHES and not after.gap):
        return False
    whole = match(text, text.lexicon.out_of, end)
    if whole and read_number(text, whole[1]) is not None:
        return False  # about three in ten
    if opener in words.surely_time:
        further = after.low in words.joining or after.low in words.either
        return not further or read_number(text, end + 1) is None
    changed = any(token.low in words.changes for token in tokens[i - 4 : i - 1])
    return not changed and (after.kind != "word" or after.low in words.small_words) and after.low not in words.joining


def _opening(text: Text, i: int, end: int) -> bool:
    """opens at 11, closed at 8: digits that are an hour of the clock, and not the 9p at which a share closed"""
    tokens, words = text.tokens, text.lexicon.words
    after = tokens[end]
    if tokens[i - 1].low not in words.surely_time or tokens[i - 2].low not in words.opening_hours:
        return False
    if after.kind == "sign" and not after.gap and glued(text, end + 1) and tokens[end + 1].kind == "number":
        return False  # 03:30 is read whole
    return _small(text, i, 12) is not None and (after.kind != "word" or after.low in words.small_words)


def _counting(text: Text, i: int) -> bool:
    """Whether a unit, a scale or something in the plural stands at `i`."""
    token, words = text.tokens[i], text.lexicon.words
    if unit_at(text, i) is not None or token.low in words.scales or token.low in words.hundreds:
        return True
    plural = token.low.endswith(tuple(words.plural_endings)) or token.low in words.plurals
    return token.kind == "word" and plural and token.low not in words.small_words


def _hour(text: Text, i: int) -> tuple[int, bool] | None:
    """The token after an hour at `i`, and whether it was given with its minutes in one numeral."""
    token = text.tokens[i]
    if token.kind == "number" and _HOUR_AND_MINUTES.match(token.text):
        return i + 1, True
    small = _small(text, i, 24)
    return (small[1], False) if small else None


def _small(text: Text, i: int, most: int) -> tuple[int, int] | None:
    number = read_number(text, i)
    if number is None or number.share or number.scale != 1 or not 0 < number.value <= most:
        return None
    return (int(number.value), number.end) if number.value == number.value.to_integral_value() else None
