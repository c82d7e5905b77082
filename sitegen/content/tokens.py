"""A text as the figure finder sees it: words, numerals and signs in a row, and the tables to look them up in.

White space is no token, only a `gap` before one, so an unbreakable space is a space. The row is padded at both ends
with empty tokens, so that looking a few tokens ahead or back needs no bounds check. Every step is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, TypeVar

from sitegen.content.catalogue import Bound, Catalogue, Measure, Words
from sitegen.core.record import record

T = TypeVar("T")
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]
"""First word -> the phrases that begin with it, longest first. Turned round for looking back: last word first."""

PADDING = 6
"""Empty tokens at each end: the longest phrase in any catalogue, and two."""


class Token(NamedTuple):
    kind: Literal["number", "word", "sign", ""]
    text: str
    low: str  # lower case, straight apostrophes
    start: int  # offset in the text, in characters
    end: int
    gap: bool  # white space, or the text's end, lies before it


@record
class Lexicon:
    """A catalogue compiled for the finder."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    words: Words
    pattern: re.Pattern[str]
    grouping: str
    decimal: str
    units: Phrases[Measure]
    before: Phrases[Bound]
    after: Phrases[Bound]
    out_of: Phrases[None]
    names: Phrases[None]
    times: Phrases[None]
    hours_past: Phrases[None]
    eras: Phrases[None]
    dayparts: Phrases[None]
    either_sign: Phrases[None]
    starts: frozenset[str]  # words and signs at which a figure, a date or something like one can begin
    codes: frozenset[str]  # words that are a currency only in capitals


class Text(NamedTuple):
    tokens: tuple[Token, ...]
    lexicon: Lexicon


def may_count(text: str, catalogue: Catalogue) -> bool:
    """False only for a text in which no quantity can be: it has neither a digit nor a word that says a number. Much
    quicker than reading it, and true of few paragraphs that hold none."""
    bare = text.lower().translate(_BARE)
    return "0" in bare or not _numerals(catalogue).isdisjoint(bare.split())


def read(text: str, catalogue: Catalogue) -> Text:
    lexicon = _compiled(catalogue)
    return Text((*_PAD, *_scan(text, lexicon.pattern), *_PAD), lexicon)


_PAD = (Token("", "", "", -1, -1, True),) * PADDING


def _scan(text: str, pattern: re.Pattern[str]) -> list[Token]:
    tokens, last = [], -1
    for match in pattern.finditer(text):
        start, end = match.span()
        low = match[0].lower().replace("’", "'")
        tokens.append(Token(_KIND[match.lastgroup], match[0], low, start, end, start != last))
        last = end
    return tokens


_KIND: Mapping[str | None, Literal["number", "word", "sign"]] = {
    "number": "number", "word": "word", "prefix": "sign", "sign": "sign",
}  # fmt: skip


@lru_cache(maxsize=8)
def _compiled(catalogue: Catalogue) -> Lexicon:
    words = catalogue.words
    group = "[" + re.escape(catalogue.grouping) + "\u2009\u202f]"  # thin spaces group digits in every language
    point = re.escape(catalogue.decimal)
    fraction = rf"(?:{point}\d+)?"
    lettered = [sign for sign in words.prefixes if sign[0].isalpha() and not sign.isalpha()]
    lettered = [re.escape(sign) for sign in sorted(lettered, key=len, reverse=True)]
    pattern = re.compile(
        rf"(?P<number>\d{{1,3}}(?:{group}\d{{3}})+(?!\d){fraction}|\d+{fraction}|(?<![\w.]){point}\d+)"
        rf"|(?P<prefix>(?<!\w)(?:{'|'.join(lettered) or '(?!)'}))"
        r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
        r"|(?P<sign>\S)",
        re.IGNORECASE,
    )

    def phrases(table: Iterable[str], values: Mapping[str, T] | None = None, back: bool = False) -> Phrases[T]:
        rows: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase in table:
            row = tuple(token.low for token in _scan(phrase, pattern))
            row = row[::-1] if back else row
            rows.setdefault(row[0], []).append((row, values[phrase] if values else None))  # type: ignore[arg-type]
        return {first: tuple(sorted(row, key=lambda r: -len(r[0]))) for first, row in rows.items()}

    names: Phrases[None] = phrases(words.names)
    starts = {
        *words.numbers, *words.tens, *words.articles, *words.bare_fractions, *words.multiples, *words.minus,
        *(phrase.split()[0] for phrase in words.either_sign), *words.loosely_numbered,
        *(word + "s" for word in words.numbered | words.loosely_numbered),
        *words.prefixes, *words.months, *words.weekdays, *words.numbered, *names, "-", "−", "–", "+",
    }  # fmt: skip
    return Lexicon(
        words,
        pattern,
        catalogue.grouping,
        catalogue.decimal,
        phrases(words.units, words.units),
        phrases(words.before, words.before, back=True),
        phrases(words.after, words.after),
        phrases(words.out_of),
        names,
        phrases(words.times),
        phrases(words.hours_past, back=True),
        phrases(words.eras),
        phrases(words.dayparts),
        phrases(words.either_sign),
        frozenset(starts),
        frozenset(sign for sign in words.prefixes if sign.isalpha()),
    )


@lru_cache(maxsize=8)
def _numerals(catalogue: Catalogue) -> frozenset[str]:
    """Words and signs without which no number is said."""
    words = catalogue.words
    return frozenset().union(words.numbers, words.tens, words.hundreds, words.scales, words.fractions,
                             words.plural_fractions, words.bare_fractions, words.multiples)  # fmt: skip


class _Bare(dict[int, int]):
    """For `str.translate`: letters as they are, a zero for what says a number by itself, a space for the rest."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        self[code] = code if _LETTER.match(sign) else ord("0" if _NUMERAL.match(sign) else " ")
        return self[code]


_NUMERAL = re.compile(r"\d|[¼-¾⅐-⅞]")
_LETTER = re.compile(r"[^\W\d_]")
_BARE = _Bare()


HYPHENS = frozenset("-‐‑")
DASHES = frozenset("-‐‑–—−")


def past_hyphen(text: Text, i: int) -> int:
    """The next token of a compound: `i`, or what a hyphen at `i` joins to the token before it."""
    token = text.tokens[i]
    if token.low in HYPHENS and not token.gap and not text.tokens[i + 1].gap:
        return i + 1
    return i


def match(text: Text, phrases: Phrases[T], i: int) -> tuple[T, int] | None:
    """The longest phrase that begins at `i`, and where it ends. Hyphens may join what the phrase parts."""
    for words, value in phrases.get(text.tokens[i].low, ()):
        at = i + 1
        for word in words[1:]:
            at = at if text.tokens[at].low == word else past_hyphen(text, at)
            if text.tokens[at].low != word:
                break
            at += 1
        else:
            return value, at
    return None


def match_back(text: Text, phrases: Phrases[T], i: int) -> tuple[T, int] | None:
    """The longest phrase whose last word is at `i`, and where it begins. `phrases` are turned round."""
    for words, value in phrases.get(text.tokens[i].low, ()):
        at = i - 1
        for word in words[1:]:
            if text.tokens[at].low != word:
                break
            at -= 1
        else:
            return value, at + 1
    return None


def unit_at(text: Text, i: int) -> tuple[Measure, int] | None:
    """The unit at `i` and the token after it. A currency before a number belongs to that: "in 2020 $5 billion"."""
    found = match(text, text.lexicon.units, i)
    if found is None:
        return None
    token, after = text.tokens[i], text.tokens[found[1]]
    if after.kind == "number" and not after.gap and text.tokens[found[1] - 1].kind == "word":
        return None  # 2024 YR4
    if token.low in text.lexicon.words.prefixes:
        code_in_small = token.low in text.lexicon.codes and not token.text.isupper()
        return None if code_in_small or text.tokens[found[1]].kind == "number" else found
    return found


def glued(text: Text, i: int) -> bool:
    """Whether the token stands directly behind another one."""
    return not text.tokens[i].gap


def opens_sentence(text: Text, i: int) -> bool:
    """A capital letter says nothing here."""
    before = text.tokens[i - 1]
    return before.kind == "" or before.low in _OPENERS


_OPENERS = frozenset(".!?:;…\"“”‘'«»()[]•*–—|")
