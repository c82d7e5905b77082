"""Reading one number, in digits or in words: "15,376", "2½", "twenty-one", "half a trillion", "two-thirds", "$5bn".

Says what the number is worth, not whether it is a figure: that depends on what stands around it (`content.figures`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sitegen.content.catalogue import Measure
from sitegen.content.tokens import Text, glued, past_hyphen, unit_at

MAX_DIGITS = 18
"""A longer row of digits is a code: no quantity in prose needs more than a quintillion spelled out."""
_COUNTED = 100  # "a thousand" is a number, "a dozen" is vague
MAX_SCALES = 3  # "a hundred thousand million"
ROUNDNESS_OF_FRACTIONS = Decimal("0.2")
"""A fraction in words claims no digits. "About a third" is good for a tenth either way, so its step is a fifth."""


class Number(NamedTuple):
    value: Decimal
    step: Decimal  # worth of the last digit that is not a filling zero
    end: int  # the token after it
    scale: Decimal = Decimal(1)  # the part of the value that a scale word brought
    weak: bool = False  # "one": no figure by itself
    share: bool = False  # a fraction of nothing named: "a third"
    digits: bool = False
    inside: Measure | None = None  # the unit of "an hour and a half"


def read_number(text: Text, i: int, money: bool = False) -> Number | None:
    """`money`: a currency stands before it, so that an "m" means million."""
    token, words = text.tokens[i], text.lexicon.words
    if token.kind == "number":
        return slash_fraction(text, i) or _numeral(text, i, money)
    if token.low in words.bare_fractions:
        return _fraction(text, words.bare_fractions[token.low], i + 1)
    if token.low in words.articles and (found := _unit_and_a_half(text, i)) is not None:
        return found
    if token.low in words.articles and text.tokens[i + 1].low in words.fractions:
        return _fraction(text, words.fractions[text.tokens[i + 1].low], i + 2)
    if token.low in words.multiples:
        value = Decimal(words.multiples[token.low])
        return Number(value, step(value), i + 1)
    spoken = _spoken(text, i)
    if spoken is None:
        return None
    count, end = spoken
    part = _parts(text, count, past_hyphen(text, end))
    if part is not None:
        return part
    if count >= 20 and count % 10 == 0 and text.tokens[past_hyphen(text, end)].low in words.ordinals:
        return None
    weak = token.low in words.needing_more and end == i + 1
    return _with_half(text, Number(Decimal(count), step(Decimal(count)), end, weak=weak))


def _unit_and_a_half(text: Text, i: int) -> Number | None:
    """an hour and a half: the unit stands within the number, so it ends before its unit and is told by `inside`"""
    words, tokens = text.lexicon.words, text.tokens
    unit = unit_at(text, i + 1)
    if unit is None or tokens[unit[1]].low not in words.joining or tokens[unit[1] + 1].low not in words.articles:
        return None
    part = words.fractions.get(tokens[unit[1] + 2].low)
    if part is None:
        return None
    return Number(1 + part, step(part), unit[1] + 3, inside=unit[0])


def step(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero: 550 -> 10, 15376 -> 1."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def digits_of(text: Text, i: int) -> str:
    """The numeral at `i` as Python writes it."""
    bare = "".join(c for c in text.tokens[i].text if c not in (text.lexicon.grouping, "\u2009", "\u202f"))
    return bare.replace(text.lexicon.decimal, ".")


def _numeral(text: Text, i: int, money: bool) -> Number | None:
    digits, words = digits_of(text, i), text.lexicon.words
    if len(digits) > MAX_DIGITS:
        return None
    value, decimals = Decimal(digits), len(digits.partition(".")[2])
    whole = Number(value, Decimal(1).scaleb(-decimals) if decimals else step(value), i + 1, digits=True)
    following = text.tokens[i + 1]
    if glued(text, i + 1) and following.low in words.bare_fractions:
        part = words.bare_fractions[following.low]
        whole = whole._replace(value=value + part, step=step(part), end=i + 2)
    elif not decimals and 0 < value < 100:
        part_of = _parts(text, int(value), past_hyphen(text, i + 1))
        if part_of is not None:
            return part_of
    if following.low in words.short_scales and _is_scale(text, i + 1, money):
        return _times(whole, words.short_scales[following.low], i + 2)
    return _with_half(text, _scaled(text, whole))


def _is_scale(text: Text, i: int, money: bool) -> bool:
    """Whether the short scale at `i` is one, and not a length ("5m tall") or part of a code ("5k2")."""
    token, words = text.tokens[i], text.lexicon.words
    after = text.tokens[i + 1]
    if not after.gap and after.kind in ("number", "word"):
        return False
    if money:
        return token.low in words.letters or not token.gap or len(token.low) > 1
    if not token.text.islower():
        return False  # 221B, 4K
    if token.low not in words.letters:
        return not token.gap or len(token.low) > 1
    counted = after.kind == "word" and after.low not in words.small_words and after.low not in words.extents
    return not token.gap and counted


def slash_fraction(text: Text, i: int) -> Number | None:
    """1/3 of"""
    top, slash, bottom, after = text.tokens[i : i + 4]
    if slash.low != "/" or bottom.kind != "number" or slash.gap or bottom.gap or after.low not in text.lexicon.words.of:
        return None
    if not (top.text.isdecimal() and bottom.text.isdecimal() and 0 < int(top.text[:4]) < int(bottom.text[:4]) <= 100):
        return None
    return _fraction(text, Decimal(top.text) / Decimal(bottom.text), i + 3)


def _parts(text: Text, count: int, i: int) -> Number | None:
    """The fraction word at `i` after `count`: one third, two-thirds."""
    words = text.lexicon.words
    worth = (words.fractions if count == 1 else words.plural_fractions).get(text.tokens[i].low)
    if worth is None or not 0 < count * worth < 1 or (text.tokens[i].low in words.bare_fractions and count != 1):
        return None
    return _fraction(text, count * worth, i + 1)


def _fraction(text: Text, value: Decimal, end: int) -> Number:
    """A fraction with what it is a part of: "half a trillion" is a number, "half an hour" one with its unit to come."""
    words, tokens = text.lexicon.words, text.tokens
    at = end + 1 if tokens[end].low in words.of else end
    found = Number(value, value * ROUNDNESS_OF_FRACTIONS, end, share=True)
    if tokens[at].low in words.articles:
        if tokens[at + 1].low in words.scales:
            return _scaled(text, found._replace(end=at + 1, share=False))
        if unit_at(text, at + 1):
            return found._replace(end=at + 1, share=False)
    joined = past_hyphen(text, end)
    if tokens[joined].low in words.scales:
        return _scaled(text, found._replace(end=joined, share=False))
    if tokens[end - 1].low not in words.ordinals and unit_at(text, joined):
        return found._replace(end=joined, share=False)
    return found


def _scaled(text: Text, number: Number) -> Number:
    words = text.lexicon.words
    for _ in range(MAX_SCALES):
        at = past_hyphen(text, number.end)
        factor = words.scales.get(text.tokens[at].low) or words.hundreds.get(text.tokens[at].low)
        if factor is None:
            break
        number = _times(number, factor, at + 1)
    return number


def _times(number: Number, factor: int, end: int) -> Number:
    return number._replace(
        value=number.value * factor, step=number.step * factor, scale=number.scale * factor, end=end, weak=False
    )


def _with_half(text: Text, number: Number) -> Number:
    """two and a half million, two-and-a-half"""
    words, tokens = text.lexicon.words, text.tokens
    at = past_hyphen(text, number.end)
    if tokens[at].low not in words.joining:
        return number
    at = past_hyphen(text, at + 1)
    if tokens[at].low not in words.articles:
        return number
    at = past_hyphen(text, at + 1)
    part = words.fractions.get(tokens[at].low)
    if part is None or tokens[at].low in words.ordinals or number.value != number.value.to_integral_value():
        return number
    value = number.value + part * number.scale
    return _scaled(text, number._replace(value=value, step=step(part) * number.scale, end=at + 1, weak=False))


def _spoken(text: Text, i: int) -> tuple[int, int] | None:
    """five, twenty-one, a dozen, two hundred and five, three hundred thousand, two million five hundred thousand"""
    words, tokens = text.lexicon.words, text.tokens
    total, ceiling, at, end = 0, 0, i, i
    while (group := _below_thousand(text, at, first=at == i)) is not None:
        value, after = group
        factor = 1
        for _ in range(MAX_SCALES):
            scale = words.scales.get(tokens[past_hyphen(text, after)].low)
            if scale is None:
                break
            factor, after = factor * scale, past_hyphen(text, after) + 1
        if ceiling and factor >= ceiling:
            break
        total, end = total + value * factor, after
        if factor < 1000:
            break
        ceiling = factor
        at = past_hyphen(text, after)
        at = at + 1 if tokens[at].low in words.joining else at
    return (total, end) if end > i else None


def _below_thousand(text: Text, i: int, first: bool) -> tuple[int, int] | None:
    words, tokens = text.lexicon.words, text.tokens
    if first and tokens[i].low in words.articles:
        multiplied = tokens[i + 1].low in words.hundreds or words.scales.get(tokens[i + 1].low, 0) >= _COUNTED
        head = (1, i + 1) if multiplied else None
    else:
        head = _below_hundred(text, i)
    if head is None:
        return None
    value, at = head
    hundred = past_hyphen(text, at)
    factor = words.hundreds.get(tokens[hundred].low)
    if factor is None:
        return head
    value, at = value * factor, hundred + 1
    rest = at + 1 if tokens[at].low in words.joining else past_hyphen(text, at)
    tail = _below_hundred(text, rest)
    if tail is None or tokens[past_hyphen(text, tail[1])].low in words.hundreds:
        return value, at
    return value + tail[0], tail[1]


def _below_hundred(text: Text, i: int) -> tuple[int, int] | None:
    words, tokens = text.lexicon.words, text.tokens
    low = tokens[i].low
    if low in words.numbers:
        return words.numbers[low], i + 1
    if low not in words.tens:
        return None
    ones = past_hyphen(text, i + 1)
    unit = words.numbers.get(tokens[ones].low, 0)
    return (words.tens[low] + unit, ones + 1) if 0 < unit < 10 else (words.tens[low], i + 1)
