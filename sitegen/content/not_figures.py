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
    low, known = tokens[i].low, words.numbered | words.loosely_numbered
    if low not in known:  # platforms 10 to 12, and not "the hall seats 525"
        linked = tokens[i + 2].low in words.to | words.joining | words.either | DASHES
        listed = linked and tokens[i + 3].kind == "number"
        if not listed or not any(low.removesuffix(ending) in known for ending in words.plural_endings):
            return None
    elif low not in words.numbered and not _loosely(text, i):
        return None
    begin, verb = i + 1, low not in known  # he counts 12 to 15 ships
    if tokens[i + 1].low == "." and glued(text, i + 1):
        begin = i + 2
    elif tokens[i].low in ("no", "nos") and not tokens[i].text[:1].isupper():
        return None
    at = _past_bare(text, begin)
    while at and (tokens[at].low in DASHES or tokens[at].low in words.to | words.joining | words.either | {","}):
        at = at + 1 if tokens[at].low == "," and tokens[at + 1].low in words.joining | words.either else at
        further = _past_bare(text, at + 1)
        if further is None:
            break
        at = further
    return None if at and verb and _counting(text, at) else at


def _loosely(text: Text, i: int) -> bool:
    """Whether numbering follows "day", "move", "block": digits that count nothing, behind no word that points out one
    of them ("that day 17 ships")."""
    tokens = text.tokens
    number, after = tokens[i + 1], tokens[i + 2]
    if number.kind != "number" or not number.text.isdecimal() or _like_a_year(number.text):
        return False
    return not (after.gap and _counting(text, i + 2)) and unit_at(text, past_hyphen(text, i + 2)) is None


def _counting(text: Text, i: int) -> bool:
    """Whether something in the plural or a unit stands at `i`."""
    token, words = text.tokens[i], text.lexicon.words
    plural = token.low.endswith(tuple(words.plural_endings)) and token.low not in words.small_words
    return token.kind == "word" and (plural or token.low in words.plurals or unit_at(text, i) is not None)


def _like_a_year(digits: str) -> bool:
    return len(digits) == 4 and 1000 <= int(digits) < 2200


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
    if not after.gap and after.low == "." and glued(text, i + 2) and tokens[i + 2].kind in ("word", "sign"):
        return _past_glued(text, i) if tokens[i + 2].kind == "word" or tokens[i + 2].low == "." else None  # 1.e4
    if not after.gap and after.low == "+" and tokens[i + 2].kind == "number" and glued(text, i + 2):
        return i + 3  # 50+1
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
    if after.low == "(" and (part := _past_bracketed(text, i + 1)) > i + 1:
        return part  # 401(k)
    if _phone(text, i):
        return _run(text, i)
    padded = len(token.text) > 1 and token.text[0] == "0" and token.text.isdecimal()
    if padded or len(digits_of(text, i)) > MAX_DIGITS:
        return i + 1  # 007
    return None


def _past_bracketed(text: Text, i: int) -> int:
    """Past brackets that stand without a space behind a numeral and hold a letter or a digit: 501(c)(3)."""
    tokens = text.tokens
    while tokens[i].low == "(" and not any(token.gap for token in tokens[i : i + 3]):
        if len(tokens[i + 1].text) != 1 or not tokens[i + 1].text.isalnum() or tokens[i + 2].low != ")":
            break
        i += 3
    return i


def _past_glued(text: Text, i: int) -> int:
    i += 1
    while text.tokens[i].kind and glued(text, i):
        i += 1
    return i


def named_after(text: Text, end: int, compound: int, measured: bool) -> bool:
    """six-figure, double-digit; five-second rule"""
    tokens, words = text.tokens, text.lexicon.words
    if compound > end and not measured and tokens[end + 1].low in words.digits_in:
        return True
    hyphen = compound > end or (measured and tokens[end - 2].low in HYPHENS)
    return hyphen and tokens[compound].low in words.rules


def measured_name(text: Text, i: int, end: int, measured: bool) -> bool:
    """The Thirty Years' War, the 400m hurdles, Compartment 12b: names in spite of a unit or a scale."""
    tokens, words = text.tokens, text.lexicon.words
    token, last = tokens[i], tokens[end - 1]
    if token.kind == "word" and token.text[:1].isupper() and not opens_sentence(text, i):
        return measured and last.text[:1].isupper()
    metres = last.low in ("m", "metres", "meters", "metre", "meter")
    raced = tokens[i - 1].low in words.definite and token.text in words.tracks
    if metres and raced and tokens[end].low in words.small_words:
        return True  # ran the 100m in
    if tokens[end].low in words.events and last.low in ("m", "metres", "meters", "metre", "meter", "km"):
        return True
    glued_letter = not measured and len(last.text) == 1 and not last.gap and last.kind == "word"
    return glued_letter and _names(text, i - 1)


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


def bare_number_is_name(text: Text, i: int, end: int, score: bool = False) -> bool:
    """Whether the number in tokens `i` to `end`, which has neither unit nor scale, names or numbers something."""
    tokens, words = text.tokens, text.lexicon.words
    token, before, after = tokens[i], tokens[i - 1], tokens[end]
    if token.kind != "number" and token.text[:1].isupper() and not opens_sentence(text, i):
        return True  # the Big Three
    if before.low in HYPHENS and not before.gap and not token.gap and tokens[i - 2].kind:
        return True  # COVID-19, mid-2020
    if before.low in _JOINTS and not token.gap:
        return True
    if token.kind == "number" and _names(text, i - 1) and not score:
        return True  # Boeing 737, iOS 17
    body = tokens[i - 2].text[:1].isupper() and _names(text, i - 2) and not opens_sentence(text, i - 2)
    if before.low in words.of and token.kind == "number" and body and tokens[i - 2].low not in words.months:
        return True  # Group of 77
    if before.low in words.last_digits and tokens[i - 2].low in words.endings:
        return True  # years ending in 0 or 5
    counted = after.kind == "word" and after.text.islower() and after.low.endswith(tuple(words.plural_endings))
    if token.kind == "number" and token.text.isdecimal() and len(token.text) >= _GROUPED and not counted:
        return True  # asteroid 99942
    if before.low == "." and glued(text, i - 1) and len(tokens[i - 2].text) == 1 and tokens[i - 2].text.isupper():
        return True  # K. 466
    if before.low in words.last_rounds and (after.kind != "word" or after.low in words.small_words):
        number = read_number(text, i)
        if number is not None and number.value in _ROUNDS:
            return True  # reached the last eight
    if token.kind == "number" and after.low in HYPHENS and not after.gap and tokens[end + 1].text[:1].isupper():
        return True  # 7-Eleven
    if before.low in words.ordinals and before.text[:1].isupper():
        return True
    if match(text, text.lexicon.times, end) or match_back(text, text.lexicon.hours_past, i - 1):
        return True  # 10 am, half past five
    if (before.low == "[" and after.low == "]") or (before.low == "(" and after.low == ")" and len(token.text) == 1):
        return True  # [3], (1)
    if tokens[i - 1].kind == "" and after.low in (".", ")") and token.kind == "number" and tokens[end + 1].kind:
        return True  # 1. at the head of a line
    return _address(text, end)


_GROUPED = 5
"""Digits from which a count is written in groups, so that a row without them is a code."""
_ROUNDS = frozenset({4, 8, 16, 32, 64})
_JOINTS = frozenset("/'’#,")


def _names(text: Text, i: int) -> bool:
    """Whether the word at `i` is a name that a number could belong to. A possessive is not: "Norway's 15 counties"."""
    word, words = text.tokens[i], text.lexicon.words
    capital = word.kind == "word" and any(c.isupper() for c in word.text)
    return capital and word.low not in words.small_words and not word.low.endswith(tuple(words.possessives))


def _address(text: Text, i: int) -> bool:
    """10 Downing Street"""
    if text.tokens[i].low in text.lexicon.words.streets_before and text.tokens[i + 1].text[:1].isupper():
        return True  # 22 rue Cler
    for at in range(i, i + 3):
        token = text.tokens[at]
        if token.kind != "word" or not token.text[0].isupper():
            return False
        if at > i and token.low in text.lexicon.words.streets:
            return True
    return False
