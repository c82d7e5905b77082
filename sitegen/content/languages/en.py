"""English: dates, numbers, units, statuses. The interface is in `en_strings`, the words that a reader meets in
`en_words`. Spelling of numbers and dates is that of product.md, "Units": 30 October 2025, $550 billion, 15,376 km."""

from __future__ import annotations

from decimal import Decimal

from sitegen.content.catalogue import Catalogue, StatusWord, Unit
from sitegen.content.languages.en_strings import STRINGS
from sitegen.content.languages.en_words import WORDS


def _plural(number: Decimal) -> str:
    """CLDR for English: one thing is singular, 1.0 things are not."""
    return "one" if number == 1 and number.as_tuple().exponent == 0 else "other"


ENGLISH = Catalogue(
    code="en",
    name="English",
    locale="en_US",
    direction="ltr",
    plural=_plural,
    strings=STRINGS,
    words=WORDS,
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    dates={
        "day": "{day} {month} {year}",
        "day-month": "{day} {month}",
        "month": "{month} {year}",
        "year": "{year}",
        "days": "{day}–{day2} {month} {year}",
        "days-months": "{day} {month} – {day2} {month2} {year}",
        "days-years": "{day} {month} {year} – {day2} {month2} {year2}",
        "months": "{month}–{month2} {year}",
        "months-years": "{month} {year} – {month2} {year2}",
        "years": "{year}–{year2}",
    },
    decimal=".",
    grouping=",",
    minus="−",
    range_joined="{low}–{high}",
    range_apart="{low} to {high}",
    scales=((12, "trillion"), (9, "billion"), (6, "million")),
    units={
        "percent": Unit({"other": "%"}, joined=True),
        "points": Unit({"one": "percentage point", "other": "percentage points"}),
        "times": Unit({"other": "times"}),
        "m": Unit({"other": "m"}),
        "km": Unit({"other": "km"}),
        "kg": Unit({"other": "kg"}),
        "t": Unit({"other": "t"}),
        "°C": Unit({"other": "°C"}),
        "hours": Unit({"one": "hour", "other": "hours"}),
        "days": Unit({"one": "day", "other": "days"}),
        "weeks": Unit({"one": "week", "other": "weeks"}),
        "months": Unit({"one": "month", "other": "months"}),
        "years": Unit({"one": "year", "other": "years"}),
        "people": Unit({"one": "person", "other": "people"}),
    },
    currencies={"USD": "$", "EUR": "€"},
    rate="{amount} per {period}",
    periods={"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"},
    qualifiers={"exact": "", "up-to": "up to", "at-least": "at least", "about": "about"},
    date_qualifiers={"exact": "", "up-to": "by", "at-least": "from", "about": "around"},
    statuses={
        "announced": StatusWord("announced", "Officially stated by those who can decide it."),
        "under-way": StatusWord("under way", "Happening on the day the entry speaks of."),
        "planned": StatusWord("planned", "Announced or agreed, not yet done."),
        "expected": StatusWord("expected", "Seen as likely by people who know the matter; nobody has promised it."),
        "possible": StatusWord("possible", "It may or may not happen."),
        "threatened": StatusWord("threatened", "Held out as a consequence, not carried out."),
        "reported": StatusWord("reported", "Told by the source or by people it does not name, without official word."),
        "unconfirmed": StatusWord("not confirmed", "Said by one side, not confirmed by the one it depends on."),
        "disputed": StatusWord("disputed", "One side says so, another denies it."),
        "past": StatusWord("past", "It has happened."),
        "confirmed": StatusWord("confirmed", "It was open before and has been confirmed since."),
        "withdrawn": StatusWord("withdrawn", "It was said once and has been taken back."),
        "standing": StatusWord("standing", "True for the time being; it carries no mark in the text."),
    },
    quotes=("“", "”", "‘", "’"),
    list_joiner=", ",
    list_last_joiner=" and ",
    bound=(
        "No.", "Nos.", "no.", "p.", "pp.", "Fig.", "fig.", "Art.", "Ch.", "ch.", "Vol.", "vol.",
        "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Sen.", "Gov.", "c.", "ca.", "§",
    ),
)  # fmt: skip
