"""Reading dates and years in a text: "Thursday, 30 October 2025", "October 24–30", "2025-10-30", "the 2026 midterms".

A date carries what the text gives, 0 for what it leaves out; an impossible one (31 June) is still a date, so that it
can be found wrong. "11/12/2025" is read for its year alone, because half the readers turn it round.
"""

from __future__ import annotations

from typing import NamedTuple

from sitegen.content.tokens import DASHES, HYPHENS, Text, glued, match, match_back, past_hyphen, unit_at
from sitegen.core.model import Day


class Dated(NamedTuple):
    day: Day  # 0 for what the text does not give, the year too
    first: int  # tokens
    end: int
    weekday: int = -1  # Monday is 0; -1: not given
    year_alone: bool = False


def read_dates(text: Text, i: int) -> tuple[Dated, ...]:
    """The date or dates that begin at `i`: two for "24–30 October", none when there is none."""
    tokens, words = text.tokens, text.lexicon.words
    if tokens[i].kind == "number":
        if glued(text, i) and tokens[i - 1].kind == "word":
            return ()  # G20
        return _iso(text, i) or _slashed(text, i) or _day_first(text, i) or _year(text, i)
    if tokens[i].low in words.months:
        return _month_first(text, i)
    if tokens[i].low in words.weekdays:
        at = i + 1
        at = at + 1 if tokens[at].low in (",", ".") else at
        at = at + 1 if tokens[at].low in words.small_words else at
        found = read_dates(text, at) if tokens[at].low not in words.weekdays else ()
        if found and not found[0].year_alone and found[0].day.day:
            return (found[0]._replace(first=i, weekday=words.weekdays[tokens[i].low]), *found[1:])
    return ()


def _day_number(text: Text, i: int) -> tuple[int, int] | None:
    """A day of the month at `i`, with or without its ending: 30, 30th."""
    token = text.tokens[i]
    if token.kind != "number" or not token.text.isdecimal() or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
        return None
    ending = glued(text, i + 1) and text.tokens[i + 1].low in text.lexicon.words.ordinal_endings
    return int(token.text), i + 2 if ending else i + 1


def _month(text: Text, i: int) -> int:
    """The month named at `i`, or 0. A month that is another word too needs its capital."""
    token, words = text.tokens[i], text.lexicon.words
    if token.low in words.doubtful_months and not token.text[:1].isupper():
        return 0
    return words.months.get(token.low, 0)


def _after_month(text: Text, i: int) -> int:
    """Past the dot of "Oct."."""
    return i + 1 if text.tokens[i].low == "." and glued(text, i) and text.tokens[i + 1].kind == "number" else i


def _four_digits(text: Text, i: int) -> int:
    token = text.tokens[i]
    plain = token.kind == "number" and token.text.isdecimal() and len(token.text) == 4
    return int(token.text) if plain and 1000 <= int(token.text) < 2200 else 0


def _year_after(text: Text, i: int) -> tuple[int, int]:
    """The year at `i`, perhaps behind a comma, and the token after it; 0 and `i` when there is none."""
    at = i + 1 if text.tokens[i].low == "," else i
    year = _four_digits(text, at)
    return (year, at + 1) if year and not _counts(text, at + 1) else (0, i)


def _counts(text: Text, i: int) -> bool:
    """Whether a unit or a scale stands at `i`, so that the number before it is a quantity."""
    words = text.lexicon.words
    return unit_at(text, i) is not None or text.tokens[i].low in words.scales


def _day_first(text: Text, i: int) -> tuple[Dated, ...]:
    """30 October 2025; the 30th of October; 24–30 October 2025; 24 and 25 October"""
    tokens, words = text.tokens, text.lexicon.words
    start = _day_number(text, i)
    if start is None:
        return ()
    days, at = [(start[0], i, start[1])], start[1]
    if tokens[at].low in DASHES or tokens[at].low in words.to or tokens[at].low in words.joining:
        last = _day_number(text, at + 1)
        if last is not None:
            days, at = [*days, (last[0], at + 1, last[1])], last[1]
    at = at + 1 if tokens[at].low in words.of_month else past_hyphen(text, at)
    month = _month(text, at)
    if not month:
        return ()
    year, end = _year_after(text, _after_month(text, at + 1))
    found = [Dated(Day(year, month, number), first, end) for number, first, end in days]
    return (*found[:-1], found[-1]._replace(end=max(end, at + 1)))


def _month_first(text: Text, i: int) -> tuple[Dated, ...]:
    """October 30; October 24–30, 2025; October 2025"""
    tokens, words = text.tokens, text.lexicon.words
    month = _month(text, i)
    at = _after_month(text, i + 1)
    if not month:
        return ()
    first = _day_number(text, at)
    if first is None or _counts(text, first[1]):
        year, end = _year_after(text, at)
        return (Dated(Day(year, month), i, end),) if year else ()
    days, end = [(first[0], i, first[1])], first[1]
    if tokens[end].low in DASHES or tokens[end].low in words.to or tokens[end].low in words.joining:
        last = _day_number(text, end + 1)
        if last is not None and not _counts(text, last[1]) and not _month(text, last[1]):
            days, end = [*days, (last[0], end + 1, last[1])], last[1]
    year, after = _year_after(text, end)
    found = [Dated(Day(year, month, number), start, stop) for number, start, stop in days]
    return (*found[:-1], found[-1]._replace(end=after if year else end))


def _iso(text: Text, i: int) -> tuple[Dated, ...]:
    """2025-10-30"""
    tokens = text.tokens[i : i + 5]
    if [t.low in HYPHENS for t in tokens] != [False, True, False, True, False] or any(t.gap for t in tokens[1:]):
        return ()
    if [len(t.text) if t.text.isdecimal() else 0 for t in tokens[::2]] != [4, 2, 2]:
        return ()
    year, month, day = (int(t.text) for t in tokens[::2])
    return (Dated(Day(year, month, day), i, i + 5),)


def _slashed(text: Text, i: int) -> tuple[Dated, ...]:
    """30/10/2025, 10/30/2025; either way round, so that only the year is sure"""
    tokens = text.tokens[i : i + 5]
    if [t.low == "/" for t in tokens] != [False, True, False, True, False] or any(t.gap for t in tokens[1:]):
        return ()
    year = _four_digits(text, i + 4)
    short = all(t.text.isdecimal() and len(t.text) <= 2 for t in tokens[:3:2])
    return (Dated(Day(year), i, i + 5),) if year and short else ()


def _year(text: Text, i: int) -> tuple[Dated, ...]:
    """2025; 2019–20; 2025/26; 1500 BC. Whether a number of four digits is a year, its neighbours tell."""
    tokens, lexicon = text.tokens, text.lexicon
    era = match(text, lexicon.eras, i + 1)
    if era is not None and tokens[era[1] - 1].text.isupper():
        return (Dated(Day(0), i, era[1], year_alone=True),)
    year = _four_digits(text, i)
    priced = glued(text, i) and tokens[i - 1].low in lexicon.words.prefixes
    decade = glued(text, i + 1) and tokens[i + 1].kind == "word"
    if not year or priced or decade:
        return ()
    end = i + 1
    joined = tokens[end].low in DASHES or tokens[end].low == "/"
    if joined and glued(text, end) and glued(text, end + 1) and tokens[end + 1].text.isdecimal():
        if len(tokens[end + 1].text) not in (2, 4):
            return ()
        end += 2
    elif _counts(text, past_hyphen(text, end)) or not _stands_as_year(text, i, year):
        return ()
    return (Dated(Day(year), i, end, year_alone=True),)


def _stands_as_year(text: Text, i: int, year: int) -> bool:
    tokens, words = text.tokens, text.lexicon.words
    after = tokens[i + 1]
    counted = after.kind == "word" and after.text.islower() and after.low not in words.small_words and after.gap
    opened = tokens[i - 1].low in words.year_openers
    if opened and counted:  # "of 1669 went on": after such a word only something in the plural is counted
        counted = after.low in words.plurals or after.low.endswith(tuple(words.plural_endings))
    if not 1900 <= year < 2100:
        return opened and not counted
    bound = match_back(text, text.lexicon.before, i - 1)
    if counted and bound is not None and not opened:
        return False
    return not (counted and year % 100 == 0 and not opened and tokens[i - 1].kind != "word")
