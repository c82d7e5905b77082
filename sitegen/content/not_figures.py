"""Numbers that are no figures: names, codes, numbering, times, ordinals (product.md, "What is a figure").

Each rule looks only at the neighbours of a number. A number with a unit, a scale or a currency is asked less: "Boeing
737" is a name, "Boeing 5 billion" is not. Dates and years are read in `content.dates`.
"""

from __future__ import annotations

from sitegen.content.numbers import MAX_DIGITS, digits_of, read_number, slash_fraction
from sitegen.content.tokens import DASHES, HYPHENS, Text, glued, match, match_back, opens_sentence, past_hyphen, unit_at


def past_name(text: Text, i: int) -> int | None:
    """The token after a phrase that is a name or an idiom: "six nations", "24/7"."""
    found = match(text, text.lexicon.names, i)
    return found[1] if found else None


def past_numbering(text: Text, i: int) -> int | None:
    """The token after "chapter 3", "parts 3 and 4", "No. 5", "pages 10–12"."""
    tokens, words = text.tokens, text.lexicon.words
    if tokens[i].low not in words.numbered:
        return None
    begin = i + 1
    if tokens[i + 1].low == "." and glued(text, i + 1):
        begin = i + 2
    elif tokens[i].low in ("no", "nos") and not tokens[i].text[:1].isupper():
        return None
    at = _past_bare(text, begin)
    while at and (tokens[at].low in DASHES or tokens[at].low in words.to | words.joining | {","}):
        further = _past_bare(text, at + 1)
        if further is None:
            break
        at = further
    return at


def _past_bare(text: Text, i: int) -> int | None:
    """The token after a plain number at `i`: without unit or scale behind it."""
    token, words = text.tokens[i], text.lexicon.words
    if token.kind != "number" and token.low not in words.numbers and token.low not in words.tens:
        return None
    coded = code(text, i)
    number = read_number(text, i) if coded is None else None
    if number is None:
        return coded or i + 1
    if number.scale != 1 or number.share or unit_at(text, past_hyphen(text, number.end)):
        return None
    return number.end


def code(text: Text, i: int) -> int | None:
    """The token after a numeral that is part of a name, a version, a time or a code, whatever its unit; else None."""
    tokens, words = text.tokens, text.lexicon.words
    token, before, after = tokens[i], tokens[i - 1], tokens[i + 1]
    if token.kind != "number":
        return None
    if not token.gap and before.kind == "word" and before.low not in words.prefixes:
        return i + 1  # G20
    if not after.gap and after.low in ".:/" and tokens[i + 2].kind == "number" and glued(text, i + 2):
        return None if slash_fraction(text, i) else _run(text, i)  # 2.0.1, 9:30, 30/10
    if not after.gap and after.kind == "word":
        tail = tokens[i + 2]
        if after.low in words.ordinal_endings or (not tail.gap and tail.kind in ("number", "word")):
            return i + 2  # 5th, 14h30
        scaled = after.low in words.short_scales and (after.text.islower() or before.low in words.prefixes)
        known = scaled or unit_at(text, i + 1) or after.text in words.letters
        fraction = after.low in words.bare_fractions
        if (not known and not fraction) or (after.low == "s" and len(token.text) >= 2):
            return i + 2  # 5G, 737s, 1990s
    padded = len(token.text) > 1 and token.text[0] == "0" and token.text.isdecimal()
    if padded or len(digits_of(text, i)) > MAX_DIGITS:
        return i + 1  # 007
    if _phone(text, i):
        return _run(text, i)
    return None


def _run(text: Text, i: int) -> int:
    """Past numerals joined without words."""
    tokens = text.tokens
    while tokens[i].kind == "number" or (tokens[i].low and tokens[i].low in ".:/-" and tokens[i + 1].kind == "number"):
        i += 1
    return i


def _phone(text: Text, i: int) -> bool:
    """Three numerals in a row, parted by spaces or hyphens only."""
    tokens, at = text.tokens, i
    for _ in range(2):
        at = past_hyphen(text, at + 1)
        if tokens[at].kind != "number":
            return False
    return True


def bare_number_is_name(text: Text, i: int, end: int) -> bool:
    """Whether the number in tokens `i` to `end`, which has neither unit nor scale, names or numbers something."""
    tokens, words = text.tokens, text.lexicon.words
    token, before, after = tokens[i], tokens[i - 1], tokens[end]
    if token.kind != "number" and token.text[:1].isupper() and not opens_sentence(text, i):
        return True  # the Big Three
    if before.low in HYPHENS and not before.gap and not token.gap and tokens[i - 2].kind:
        return True  # COVID-19, mid-2020
    if before.low in _JOINTS and not token.gap:
        return True
    if token.kind == "number" and _names(text, i - 1):
        return True  # Boeing 737, iOS 17
    if before.low in words.ordinals and before.text[:1].isupper():
        return True
    if match(text, text.lexicon.times, end) or match_back(text, text.lexicon.hours_past, i - 1):
        return True  # 10 am, half past five
    if (before.low == "[" and after.low == "]") or (before.low == "(" and after.low == ")" and len(token.text) == 1):
        return True  # [3], (1)
    if tokens[i - 1].kind == "" and after.low in (".", ")") and token.kind == "number" and tokens[end + 1].kind:
        return True  # 1. at the head of a line
    return _address(text, end)


_JOINTS = frozenset("/'’#")


def _names(text: Text, i: int) -> bool:
    """Whether the word at `i` is a name that a number could belong to. A possessive is not: "Norway's 15 counties"."""
    word, words = text.tokens[i], text.lexicon.words
    capital = word.kind == "word" and any(c.isupper() for c in word.text)
    return capital and word.low not in words.small_words and not word.low.endswith(tuple(words.possessives))


def _address(text: Text, i: int) -> bool:
    """10 Downing Street"""
    for at in range(i, i + 3):
        token = text.tokens[at]
        if token.kind != "word" or not token.text[0].isupper():
            return False
        if at > i and token.low in text.lexicon.words.streets:
            return True
    return False
