"""A second language for the tests, made from the English catalogue: not Vietnamese, but unmistakably not English.

Every string of the interface is put in marks, so that a test can tell one that did not come from the catalogue. Rules
that differ between the two languages are the real ones: dates, digits, one plural form, words that bound a figure.
"""

from __future__ import annotations

from decimal import Decimal

from sitegen.content.catalogue import Catalogue, Measure, StatusWord, Unit
from sitegen.content.languages.en import ENGLISH
from sitegen.core.record import replace


def marked(text: str) -> str:
    return f"‹{text}›"


def _only(number: Decimal) -> str:
    return "other"


_WORDS = replace(
    ENGLISH.words,
    scales={**ENGLISH.words.scales, "nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9},
    units={**ENGLISH.words.units, "người": Measure("people")},
    months={str(month): month for month in range(1, 13)},
    doubtful_months=frozenset(),
    of_month=frozenset({"tháng"}),
    year_openers=frozenset({"năm"}),
    before={"tới": "up-to", "ít nhất": "at-least", "khoảng": "about"},
    after={},
    per=frozenset({"mỗi", "/"}),
    loose_per=frozenset(),
    periods={"giờ": "hour", "ngày": "day", "tuần": "week", "năm": "year"},
    adverbs={},
)

VIETNAMESE: Catalogue = replace(
    ENGLISH,
    code="vi",
    name="Tiếng Việt",
    locale="vi_VN",
    plural=_only,
    strings={key: marked(text) if isinstance(text, str) else {"other": marked(text["other"])}
             for key, text in ENGLISH.strings.items()},
    words=_WORDS,
    months=tuple(f"tháng {month}" for month in range(1, 13)),
    dates={
        "day": "{day} {month} năm {year}", 
        "day-month": "{day} {month}", "month": "{month} năm {year}", "year": "{year}",
        "days": "{day}–{day2} {month} năm {year}", "days-months": "{day} {month} – {day2} {month2} năm {year}",
        "days-years": "{day} {month} năm {year} – {day2} {month2} năm {year2}",
        "months": "{month}–{month2} năm {year}", "months-years": "{month} năm {year} – {month2} năm {year2}",
        "years": "{year}–{year2}",
    },
    decimal=",",
    grouping=".",
    range_apart="{low} đến {high}",
    scales=((12, "nghìn tỷ"), (9, "tỷ"), (6, "triệu")),
    units={**{name: Unit({"other": marked(unit.forms["other"])}, unit.joined) for name, unit in ENGLISH.units.items()},
           "percent": ENGLISH.units["percent"], "km": ENGLISH.units["km"], "people": Unit({"other": "người"})},
    rate="{amount} mỗi {period}",
    periods={"hour": "giờ", "day": "ngày", "week": "tuần", "month": "tháng", "year": "năm"},
    qualifiers={"exact": "", "up-to": "tới", "at-least": "ít nhất", "about": "khoảng"},
    date_qualifiers={"exact": "", "up-to": "trước", "at-least": "từ", "about": "khoảng"},
    statuses={name: StatusWord(marked(word.word), marked(word.meaning)) for name, word in ENGLISH.statuses.items()},
    quotes=("«", "»", "‹", "›"),
    list_last_joiner=" và ",
)  # fmt: skip
