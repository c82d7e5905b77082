"""Finding the figures of a text: what is a quantity, what it is worth, in which unit, and how it is bounded.

A small grammar over `content.tokens`; every word it knows is in the catalogue. Amounts are read in `content.amounts`,
ranges and scores in `content.ranges`, dates in `content.dates`; what only looks like a figure is sorted out in
`content.not_figures` and `content.clock`. Linear in the text: each rule looks a bounded way ahead.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal

from sitegen.content import clock, dates, not_figures
from sitegen.content.amounts import SETTLING_ONE, Amount, amount_at, round_number
from sitegen.content.catalogue import Bound, Catalogue
from sitegen.content.numbers import ROUNDNESS_OF_FRACTIONS, Number, digits_of, read_number
from sitegen.content.ranges import far_end, paired, tells_change
from sitegen.content.tokens import PADDING, Text, match, match_back, may_count, past_hyphen, read, unit_at
from sitegen.core.model import Day
from sitegen.core.record import record, replace


@record
class Figure:
    """A quantity, a date or a year in a text. Offsets count characters; `end` is exclusive.

    `start` to `end` runs from sign or currency to unit, a compound is whole ("61-year-old"); `said_start` to `said_end`
    takes in the words that bound it and the period of a rate.
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


@lru_cache(maxsize=4096)  # bound texts are asked again whenever the ledger changes
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
        past = past or not_figures.past_numbering(scanned, i) or clock.past_time(scanned, i)
        quantity: tuple[Figure | None, int] | None = _duration(scanned, i) if past is None else None
        past = past or (None if quantity else not_figures.code(scanned, i))
        quantity = quantity or (_quantity(scanned, i) if past is None else None)
        if quantity is not None:
            found += [quantity[0]] if quantity[0] else []
            past = quantity[1]
        i = past or i + 1
    return tuple(found)


def quantities(text: str, catalogue: Catalogue) -> tuple[Figure, ...]:
    """The quantities alone; most texts hold none, and are hardly read for it."""
    if not may_count(text, catalogue):
        return ()
    return tuple(figure for figure in find(text, catalogue) if figure.kind == "quantity")


def _dated(text: Text, one: dates.Dated) -> Figure:
    start, end = text.tokens[one.first].start, text.tokens[one.end - 1].end
    kind: Literal["year", "date"] = "year" if one.year_alone else "date"
    return Figure(kind, start, end, start, end, day=one.day, weekday=one.weekday)


def _quantity(text: Text, i: int) -> tuple[Figure | None, int] | None:
    """The figure at `i` and the token after it; (None, …) past one that is a name, None where there is none."""
    amount = amount_at(text, i)
    if amount is None:
        return None
    tokens = text.tokens
    ratio = _ratio(text, amount)
    if ratio is not None:
        return ratio
    high = far_end(text, amount)
    low, high, is_score = paired(amount, high) if high else (amount, None, False)
    last = high or low
    end, after = last.end, last.after
    compound = _past_compound(text, end)
    hyphen = compound > end or past_hyphen(text, low.first + 2) > low.first + 2
    part = tokens[low.first + 1].low in text.lexicon.words.fractions
    if hyphen and tokens[low.first].low in text.lexicon.words.articles and (part or low.number.scale == 1):
        low = low._replace(first=low.first + 1)  # a half-hour delay, a quarter-billion-dollar bond
    if not_figures.named_after(text, end, compound, low.measure is not None):
        return None
    if low.number.share and last.plain and not _stands_as_share(text, low):
        return None
    if low.number.weak and not high and (last.plain or low.unit not in SETTLING_ONE):
        return None
    score = is_score and low.value <= _GOALS
    if last.plain and not low.number.share and not_figures.bare_number_is_name(text, low.start, end, score):
        return None, end
    if not last.plain and not_figures.measured_name(text, low.start, end, last.measure is not None):
        return None
    end = compound
    unit = "score" if is_score else last.unit or ("share" if low.number.share else "")
    bounds = sorted((low.value, (high or low).value))
    return _bounded(text, Figure(
        "quantity", tokens[low.first].start, tokens[end - 1].end, 0, 0, bounds[0], bounds[1],
        min(low.number.step, last.number.step) * (last.measure.factor if last.measure else 1), unit,
        last.measure.currencies if last.measure else (), last.per or low.per,
    ), low.first, max(end, after), high is not None, changed=high is None and tells_change(text, low))  # fmt: skip


def _past_compound(text: Text, i: int) -> int:
    """Past the words that hyphens join to a figure: 61-year-old, three-judge, 70-strong."""
    tokens = text.tokens
    while past_hyphen(text, i) > i and tokens[i + 1].kind == "word" and not match(text, text.lexicon.after, i):
        i += 2
    return i


def _duration(text: Text, i: int) -> tuple[Figure, int] | None:
    """2:06:26, 3:43.13, 3'31", 5'10": hours or minutes, feet"""
    tokens = text.tokens
    if tokens[i].kind != "number" or not tokens[i].text.isdecimal() or (not tokens[i].gap and tokens[i - 1].kind):
        return None
    row = tokens[i : i + 5]
    signs = "".join(token.low if token.kind == "sign" else "0" if token.kind == "number" else " " for token in row)
    if any(token.gap for token in row[1:4]):
        return None
    if signs == "0:0:0" and not row[4].gap:
        hours = [Decimal(digits_of(text, at)) for at in (i, i + 2, i + 4)]
        value, end, unit = hours[0] + hours[1] / 60 + hours[2] / 3600, i + 5, "hours"
    elif signs.startswith("0:0") and "." in row[2].text:
        value, end, unit = Decimal(row[0].text) + Decimal(digits_of(text, i + 2)) / 60, i + 3, "minutes"
    elif signs[:4] in ("0'0\"", "0'0”", "0′0″"):
        value, end, unit = Decimal(row[0].text) + Decimal(digits_of(text, i + 2)) / 60, i + 4, "minutes"
    else:
        return None
    figure = Figure("quantity", tokens[i].start, tokens[end - 1].end, 0, 0, value, value, Decimal(1) / 3600, unit)
    return _bounded(text, figure, i, end, ranged=False)


_GOALS = 40
"""A score after a name is no larger: "Spain 3–2", and "Boeing 747-400"."""



def _ratio(text: Text, part: Amount) -> tuple[Figure, int] | None:
    """one in five, 3 out of 4: a share, when what follows is a round whole of which the first is a part"""
    if not part.plain or part.number.share:
        return None
    linked = match(text, text.lexicon.out_of, past_hyphen(text, part.end))
    per = text.tokens[part.end].low in text.lexicon.words.per
    begin = part.end + 1 if per else past_hyphen(text, linked[1]) if linked else 0
    whole = None if not begin or dates.read_dates(text, begin) else read_number(text, begin)
    if per and whole is None and (hundred := round_number(text, begin)) is not None:
        whole = Number(Decimal(hundred), Decimal(1), begin + 1)  # 1.9 per hundred
    if whole is None or whole.share:
        return None
    measured = unit_at(text, past_hyphen(text, whole.end))
    if measured is not None and measured[0].unit != "people" and past_hyphen(text, whole.end) == whole.end:
        return None  # five in two days
    size, count = whole.value, part.number.value
    usual = count == 1 or size <= 10 or size in (100, 1000, 10_000, 100_000)
    if not (0 < count < size and usual) or size != size.to_integral_value():
        return None
    value = count / size
    last = _past_compound(text, measured[1] if measured and measured[0].unit == "people" else whole.end)
    start, end = text.tokens[part.first].start, text.tokens[last - 1].end
    figure = Figure("quantity", start, end, 0, 0, value, value, value * ROUNDNESS_OF_FRACTIONS, "share")
    return _bounded(text, figure, part.first, last, ranged=False)


def _stands_as_share(text: Text, amount: Amount) -> bool:
    """Whether a fraction says how much: "a third of", "by half", and not "a third party", "the second half"."""
    tokens, words = text.tokens, text.lexicon.words
    before, after = tokens[amount.first - 1], tokens[amount.end]
    if before.low in words.no_share_before or after.low in words.no_share_after:
        return False
    if tokens[amount.end - 1].low in words.plural_fractions:
        return True
    return (after.kind != "word" and past_hyphen(text, amount.end) == amount.end) or after.low in words.shares


def _bounded(
    text: Text, figure: Figure, first: int, end: int, ranged: bool, changed: bool = False
) -> tuple[Figure, int]:
    """The figure with the words that bound it, before or behind, and the token after all of it."""
    tokens, lexicon = text.tokens, text.lexicon
    at = first
    bound: Bound | None = None
    if ranged and tokens[at - 1].low in lexicon.words.ranging:
        at -= 1
    before = match_back(text, lexicon.before, at - 1)
    if changed and before is not None and tokens[before[1]].low in lexicon.words.ranging:
        before = None  # "from" tells where a change began
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
