"""The shape of a language: everything that sitegen says or reads in it, as one frozen value.

Holds no words (those are in `content.languages`) and no rules (those are in `content.language`, `content.figures`).
A catalogue compares by identity, because tables compiled from it are kept by it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal

from sitegen.core.model import Qualifier, Status
from sitegen.core.record import field, record

Forms = Mapping[str, str]
"""Plural category (CLDR: one, few, many, other …) -> text. `other` is always there."""


Bound = Literal["up-to", "at-least", "over", "about", "under"]
"""What a word does to a figure. `over` is "at least" without the figure itself; `under` is none of the ledger's."""


@record
class Unit:
    """A unit of the ledger. `forms` are written after the number, with a space unless `joined` ("155%")."""

    forms: Forms
    joined: bool = False


@record
class StatusWord:
    word: str
    meaning: str  # one plain sentence


@record
class Measure:
    """What a unit word or sign in a text stands for.

    `unit` is one of the ledger's, or a name of its own for what the ledger does not have ("miles"). `currencies` are
    the ISO codes that the word can mean: "$" means many. `factor` is the word's worth in the unit (a cent: 0.01).
    """

    unit: str
    currencies: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    per: str = ""


@record
class Words:
    """What a reader may meet in a text, for the figure finder. Phrases are lower case, words parted by one space."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    # how numbers are said
    numbers: Mapping[str, int]  # zero … nineteen
    tens: Mapping[str, int]  # twenty … ninety
    hundreds: Mapping[str, int]  # what multiplies within a thousand: hundred
    scales: Mapping[str, int]  # what multiplies whole numbers: thousand, million, dozen …
    short_scales: Mapping[str, int]  # letters glued to digits: 5bn
    fractions: Mapping[str, Decimal]  # after "one" or "a": half, third, quarter …
    plural_fractions: Mapping[str, Decimal]  # after "two" and up: thirds, quarters …
    bare_fractions: Mapping[str, Decimal]  # alone, or after digits: half, ½
    multiples: Mapping[str, int]  # threefold
    articles: frozenset[str]  # "a" in "a hundred", "a third"
    joining: frozenset[str]  # "and" in "one hundred and five", "two and a half"
    needing_more: frozenset[str]  # number words that are figures only with a unit or scale: one, zero
    of: frozenset[str]  # "of" in "half of a million"
    minus: frozenset[str]
    # ranges and ratios
    to: frozenset[str]  # "5 to 10"
    either: frozenset[str]  # "five or six"
    between: frozenset[str]  # makes "and" a range
    ranging: frozenset[str]  # before a range these bound nothing: from, between
    out_of: frozenset[str]  # "one in five", "nine out of ten"
    changes: frozenset[str]  # verbs that make "from 5 to 7" two figures: rose, cut
    spans: frozenset[str]  # words that make it one: ranges, anywhere
    scored: frozenset[str]  # "nine votes to four"
    against: frozenset[str]  # "287 for six"
    either_sign: frozenset[str]  # plus or minus
    cascade: tuple[tuple[str, str, int], ...]  # "two hours and 20 minutes": unit, its part, how many make one
    # units
    prefixes: Mapping[str, tuple[str, ...]]  # currency signs and codes before a number -> ISO codes
    units: Mapping[str, Measure]  # after a number
    letters: Mapping[str, Measure]  # only after digits: m, t, h
    extents: frozenset[str]  # "10m tall": the letter was a length, not a scale
    per: frozenset[str]  # per, a, each, /
    loose_per: frozenset[str]  # those of `per` that count only before a known period
    periods: Mapping[str, str]  # word -> the ledger's name: days -> day
    adverbs: Mapping[str, str]  # daily -> day
    # what bounds a figure
    before: Mapping[str, Bound]
    after: Mapping[str, Bound]
    # dates and times
    months: Mapping[str, int]
    doubtful_months: frozenset[str]  # other words too, unless capitalised: may, march
    weekdays: Mapping[str, int]  # Monday is 0
    doubtful_weekdays: frozenset[str]  # other words too, unless capitalised: sat, sun
    of_month: frozenset[str]  # between day and month: "the 30th of October"
    year_openers: frozenset[str]  # "in 1815": a number of four digits after these is a year
    times: frozenset[str]  # after a number: am, pm, o'clock
    hours_past: frozenset[str]  # "half past", "ten to"
    eras: frozenset[str]  # BC, AD
    past: frozenset[str]  # "ten past six"
    time_openers: frozenset[str]  # before an hour: at, by, until
    surely_time: frozenset[str]  # those of them after which an hour is one unless something in the plural follows: at
    opening_hours: frozenset[str]  # verbs after which "at 8" is a time in digits too: opens, closes
    dayparts: frozenset[str]  # after an hour: in the morning
    on_day: frozenset[str]  # "10 to 4 on Saturdays"
    definite: frozenset[str]  # "the 7.42 to Hull"
    bound_for: frozenset[str]
    plural_endings: frozenset[str]
    plurals: frozenset[str]  # that end otherwise
    # what is no figure
    ordinals: frozenset[str]  # second, third, …
    ordinal_endings: frozenset[str]  # 5th
    numbered: frozenset[str]  # chapter, page, step: numbering follows
    loosely_numbered: frozenset[str]  # day, move, block: numbering follows in digits, unless "that day 17 ships"
    small_words: frozenset[str]  # may be capitalised before a number without naming anything: "In", "Only"
    possessives: frozenset[str]  # endings: 's
    streets: frozenset[str]
    streets_before: frozenset[str]  # the foreign ones: rue
    last_digits: frozenset[str]  # "ending in 0 or 5"
    endings: frozenset[str]
    tracks: frozenset[str]  # lengths in metres that are races: "the 100m"
    last_rounds: frozenset[str]  # of a cup: "the last eight"
    rules: frozenset[str]  # what is named after a number: "five-second rule"
    digits_in: frozenset[str]  # "six-figure sum", "double-digit": vague amounts
    events: frozenset[str]  # after a length in metres: "400m hurdles"
    names: frozenset[str]  # phrases with a number in them that are no figure: "six nations", "two-way"
    shares: frozenset[str]  # words after a fraction that leave it a share: "a third of", "half the"
    no_share_before: frozenset[str]  # "second half", "in half"
    no_share_after: frozenset[str]  # "half past", "a two-thirds majority"


@record
class Catalogue:
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    code: str  # BCP 47
    name: str  # the language in its own words
    locale: str  # language and territory as Open Graph writes them: en_US
    direction: Literal["ltr", "rtl"]
    plural: Callable[[Decimal], str]
    strings: Mapping[str, str | Forms]
    words: Words
    # dates: patterns by name, see content.language.format_day and format_range
    months: tuple[str, ...]
    dates: Mapping[str, str]
    # numbers
    decimal: str
    grouping: str
    minus: str
    range_joined: str  # 5–10
    range_apart: str  # $500 million to $1.5 billion
    scales: tuple[tuple[int, str], ...]  # power of ten -> word, the largest first
    units: Mapping[str, Unit]
    currencies: Mapping[str, str]  # ISO code -> sign; the others are written by code
    rate: str  # "{amount} per {period}"
    periods: Mapping[str, str]  # the ledger's name -> word
    # words
    qualifiers: Mapping[Qualifier, str]
    date_qualifiers: Mapping[Qualifier, str]
    statuses: Mapping[Status, StatusWord]
    quotes: tuple[str, str, str, str]  # double opening, double closing, single opening, single closing
    list_joiner: str
    list_last_joiner: str
    bound: tuple[str, ...] = field(default=())  # abbreviations that keep their number on the line: No., p.
