"""The rules of a language over its catalogue: interface text, plurals, forms of numbers and dates, typesetting, slugs.

Words are in `content.languages`, the shape of a catalogue in `content.catalogue`. Functions give plain text with plain
spaces; `typeset` puts in the unbreakable ones last, so that texts can be compared and exported as they are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from sitegen.content.catalogue import Catalogue, Forms
from sitegen.content.languages import LANGUAGES
from sitegen.core.model import Day

__all__ = [
    "LANGUAGES", "choose", "format_day", "format_number", "format_range", "join", "pattern", "slug", "text", "typeset",
]  # fmt: skip

_BESIDE_A_SPACE = re.compile(r"\d | \d")  # a digit
_BEGINNING = re.compile(r"\w+|\S")
_LETTER = re.compile(r"\w")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
NBSP = "\u00a0"


def text(catalogue: Catalogue, key: str, /, **values: object) -> str:
    """A string of the interface, its placeholders filled; whole numbers and decimals are written as the language does.

    `count` chooses the plural form. Raises KeyError for a key the catalogue does not have and for a placeholder
    without a value: both are bugs of a template or a recipe.
    """
    count = values.get("count")
    return _fill(pattern(catalogue, key, count if isinstance(count, int | Decimal) else None), values, catalogue)


def pattern(catalogue: Catalogue, key: str, count: int | Decimal | None = None) -> str:
    """The string with its `{placeholders}`, for a caller that fills in HTML."""
    found = catalogue.strings[key]
    if isinstance(found, str):
        return found
    if count is None:
        raise KeyError(f"{key}: has plural forms, so it needs `count`")
    return choose(found, Decimal(count), catalogue)


def _fill(phrase: str, values: Mapping[str, object], catalogue: Catalogue) -> str:
    def shown(match: re.Match[str]) -> str:
        value = values[match[1]]
        return format_number(Decimal(value), catalogue) if isinstance(value, int | Decimal) else str(value)

    return _PLACEHOLDER.sub(shown, phrase) if "{" in phrase else phrase


def choose(forms: Forms, number: Decimal, catalogue: Catalogue) -> str:
    """The plural form for this number; a language whose form is missing falls back to `other`."""
    return forms.get(catalogue.plural(abs(number))) or forms["other"]


def format_number(number: Decimal, catalogue: Catalogue) -> str:
    """Grouped digits with every decimal the number carries: 15376 -> "15,376", 3.20 -> "3.20"."""
    whole, _, rest = f"{abs(number):f}".partition(".")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    digits = catalogue.grouping.join(reversed(groups))
    return (catalogue.minus if number < 0 else "") + digits + (catalogue.decimal + rest if rest else "")


def format_quantity(number: Decimal, unit: str, catalogue: Catalogue) -> str:
    """A number with its unit: "15,376 km", "155%"."""
    form = catalogue.units[unit]
    return f"{format_number(number, catalogue)}{'' if form.joined else NBSP}{choose(form.forms, number, catalogue)}"


def format_day(day: Day | date, catalogue: Catalogue) -> str:
    """`30 October 2025`, or as much of it as is known; of a datetime its date."""
    known = _day(day)
    name = "day" if known.day else "month" if known.month else "year"
    return _fill(catalogue.dates[name], _names(known, "", catalogue), catalogue)


def format_day_and_month(day: date, catalogue: Catalogue) -> str:
    """`30 October`, where room is scarce and the year stands elsewhere."""
    return _fill(catalogue.dates["day-month"], _names(_day(day), "", catalogue), catalogue)


def format_range(start: Day | date, end: Day | date, catalogue: Catalogue) -> str:
    """`24–30 October 2025`: what both ends share is said once. Ends known to different depths are both said in full."""
    low, high = _day(start), _day(end)
    if low == high:
        return format_day(low, catalogue)
    depth = "days" if low.day and high.day else "months" if low.month and high.month else "years"
    if (bool(low.month), bool(low.day)) != (bool(high.month), bool(high.day)):
        return catalogue.range_apart.format(low=format_day(low, catalogue), high=format_day(high, catalogue))
    if depth != "years" and low.year != high.year:
        depth += "-years"
    elif depth == "days" and low.month != high.month:
        depth += "-months"
    return _fill(catalogue.dates[depth], {**_names(low, "", catalogue), **_names(high, "2", catalogue)}, catalogue)


def _day(value: Day | date) -> Day:
    return value if isinstance(value, Day) else Day(value.year, value.month, value.day)


def _names(day: Day, suffix: str, catalogue: Catalogue) -> dict[str, str]:
    month = catalogue.months[day.month - 1] if day.month else ""
    return {f"day{suffix}": str(day.day), f"month{suffix}": month, f"year{suffix}": str(day.year)}


def join(items: Sequence[str], catalogue: Catalogue) -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return catalogue.list_joiner.join(items[:-1]) + catalogue.list_last_joiner + items[-1]


def typeset(text: str, catalogue: Catalogue) -> str:
    """Unbreakable spaces (U+00A0) where a line must not end, real dashes and dots; nothing else changes. Idempotent.

    A space stays together between a number and its unit, scale word or currency code, between day and month, and after
    the abbreviations in `catalogue.bound`. Three dots become an ellipsis, `--` between spaces and `---` become dashes.
    """
    if _BESIDE_A_SPACE.search(text) or _needing(catalogue).search(text):
        for rule, replacement in _typesetting(catalogue):
            text = rule.sub(replacement, text)
    return text


@lru_cache(maxsize=8)
def _needing(catalogue: Catalogue) -> re.Pattern[str]:
    """What every rule needs one of, unless it needs a digit beside a space: most texts have none of it."""
    return re.compile("|".join(re.escape(sign) for sign in ("...", "--", *(f"{word} " for word in catalogue.bound))))


@lru_cache(maxsize=8)
def _typesetting(catalogue: Catalogue) -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    codes = {code.upper() for code in catalogue.words.prefixes if code.isalpha()}
    months = "|".join(map(re.escape, catalogue.months))
    bound = "|".join(re.escape(word) for word in sorted(catalogue.bound, key=len, reverse=True))
    return (
        (re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
        (re.compile(r"(?<!-)---(?!-)"), "—"),
        (re.compile(r"(?<=\s)--(?=\s)"), "–"),
        (re.compile(r"(?<=\d) (?=(\w+|\S))"), _before_units(catalogue, codes)),
        (re.compile(r"(?<!\w)(\w+) (?=\d)"), lambda found: f"{found[1]}{NBSP}" if found[1] in codes else found[0]),
        (re.compile(rf"(?<!\w)(\d\d?) (?=(?:{months})(?!\w))"), rf"\1{NBSP}"),
        (re.compile(rf"(?<!\w)({months}) (?=\d\d?(?!\w))"), rf"\1{NBSP}"),
        (re.compile(rf"(?<!\w)({bound}) (?=\w)"), rf"\1{NBSP}"),
    )


def _before_units(catalogue: Catalogue, codes: Iterable[str]) -> Callable[[re.Match[str]], str]:
    """The space between a number and the word of the match, which may begin the name of a unit. There are some six
    hundred of those: one pattern of them all takes longer to compile than most pages to write."""
    words = catalogue.words
    names = {*(word for _, word in catalogue.scales), *words.scales, *words.letters, *words.units, *codes}
    names |= {form for unit in catalogue.units.values() for form in unit.forms.values()}
    begun: dict[str, list[str]] = {}
    for name in map(str.lower, names - {""}):
        begun.setdefault(_BEGINNING.findall(name)[0], []).append(name)

    def space(found: re.Match[str]) -> str:
        for name in begun.get(found[1].lower(), ()):
            end = found.end() + len(name)
            if found.string[found.end() : end].lower() == name and not _LETTER.match(found.string, end):
                return NBSP
        return " "

    return space


_LETTERS = str.maketrans({
    "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
    "'": "", "’": "",
})  # fmt: skip


def curl(text: str, catalogue: Catalogue) -> str:
    """Straight quotation marks and apostrophes of a plain text as the language's own: opening after a space, a bracket
    or a dash, closing elsewhere. Markdown does this itself, with more context."""
    if '"' not in text and "'" not in text:
        return text
    double_open, double_close, single_open, single_close = catalogue.quotes
    text = re.sub(r'(^|[\s(\[–—“‘])"', rf"\1{double_open}", text).replace('"', double_close)
    return re.sub(r"(^|[\s(\[–—“])'(?=\w)", rf"\1{single_open}", text).replace("'", single_close)


def slug(text: str) -> str:
    """An id of [a-z0-9-] for a heading or a file. A text without a letter that folds to a-z is named by its digest."""
    folded = unicodedata.normalize("NFKD", text.lower()).translate(_LETTERS)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", bare)) or "s" + sha256(text.encode()).hexdigest()[:8]
