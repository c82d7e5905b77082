"""How the ledger writes a fact, and which bound texts agree with it. Facts are written as in facts.yaml."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.agreement import disagreements
from sitegen.content.language import LANGUAGES, typeset
from sitegen.content.ledger import dollar_sign, format_fact, parts
from sitegen.core.model import Fact
from sitegen.core.prose import Prose
from sitegen.core.record import replace

ENGLISH = LANGUAGES["en"]
SHIP = {"one": "ship", "other": "ships"}


def fact(value: str | date | None = None, unit: str = "", **more: Any) -> Fact:
    """`fact("5..10", "percent")` is a range; `noun` is a dict; `happens` a date."""
    noun = tuple(more.pop("noun", {}).items())
    made = Fact("dam-height", Prose(), "reported", unit=unit, noun=noun, **more)
    if isinstance(value, date):
        return replace(made, day=value, unit="date")
    if value is None:
        return made
    low, ranged, high = value.partition("..")
    return replace(made, low=Decimal(low), high=Decimal(high)) if ranged else replace(made, value=Decimal(value))


@pytest.mark.parametrize(
    ("given_fact", "written"),
    [
        (fact("155", "percent"), "155%"),
        (fact("155", "percent", qualifier="up-to"), "up to 155%"),
        (fact("2.50", "percent", qualifier="about"), "about 2.50%"),
        (fact("-3", "percent"), "−3%"),
        (fact("5..10", "percent"), "5–10%"),
        (fact("5..10", "percent", qualifier="about"), "about 5–10%"),
        (fact("-3..2", "percent"), "−3% to 2%"),
        (fact("550000000000", "money", currency="USD"), "$550 billion"),
        (fact("600", "money", currency="EUR"), "€600"),
        (fact("3200000", "money", currency="CHF"), "CHF 3.2 million"),
        (fact("3.20E6", "money", currency="CHF"), "CHF 3.20 million"),
        (fact("0.36", "money", currency="USD"), "$0.36"),
        (fact("1000000.50", "money", currency="EUR"), "€1,000,000.50"),
        (fact("-1500000", "money", currency="USD"), "−$1.5 million"),
        (fact("5000000..10000000", "money", currency="EUR"), "€5–10 million"),
        (fact("500000..1500000", "money", currency="EUR"), "€500,000 to €1.5 million"),
        (fact("1200..1500", "money", currency="GBP"), "GBP 1,200–1,500"),
        (fact("999999", "people"), "999,999 people"),
        (fact("1000000", "people"), "1 million people"),
        (fact("5E13", "money", currency="USD"), "$50 trillion"),
        (fact("1", "people"), "1 person"),
        (fact("15376", "km"), "15,376 km"),
        (fact("1", "days"), "1 day"),
        (fact("1.5", "hours"), "1.5 hours"),
        (fact("2..3", "weeks"), "2–3 weeks"),
        (fact("6", "months"), "6 months"),
        (fact("40", "years", qualifier="at-least"), "at least 40 years"),
        (fact("185", "m"), "185 m"),
        (fact("2.5", "kg"), "2.5 kg"),
        (fact("7500000", "t"), "7.5 million t"),
        (fact("-40", "°C"), "−40 °C"),
        (fact("1", "count", noun=SHIP), "1 ship"),
        (fact("1200", "count", noun=SHIP), "1,200 ships"),
        (fact("5..10", "count", noun=SHIP), "5–10 ships"),
        (fact("3000000", "money", currency="USD", per="day"), "$3 million per day"),
        (fact("80", "km", per="hour", qualifier="up-to"), "up to 80 km per hour"),
        (fact("42"), "42"),
        (fact(date(2025, 10, 30)), "30 October 2025"),
        (fact(date(2025, 10, 30), qualifier="up-to"), "by 30 October 2025"),
        (fact(), ""),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_a_fact_is_written(given_fact: Fact, written: str) -> None:
    assert format_fact(given_fact, ENGLISH) == written


def test_dollars_are_told_apart_when_the_site_has_others() -> None:
    us, canada = fact("5", "money", currency="USD"), fact("5", "money", currency="CAD")
    assert dollar_sign([us]) == "$"
    assert (dollar_sign([us], "US$"), dollar_sign([us, canada], "$")) == ("US$", "$")
    assert format_fact(us, ENGLISH, dollar=dollar_sign([us, canada])) == "US$5"
    assert format_fact(canada, ENGLISH) == "CAD 5"


def test_a_key_figure_parts_the_qualifier_from_the_number() -> None:
    shown = parts(fact("155", "percent", qualifier="up-to"), ENGLISH)
    assert (shown.qualifier, shown.number) == ("up to", "155%")


PERCENT = fact("155", "percent")
UP_TO = fact("155", "percent", qualifier="up-to")
AT_LEAST = fact("5200", "people", qualifier="at-least")
ROUGHLY = fact("550000000000", "money", currency="USD", qualifier="about")
ABOUT = fact("300", "km", qualifier="about")
RANGE = fact("5..10", "percent")
MONEY = fact("550000000000", "money", currency="USD")
CENTS = fact("0.36", "money", currency="EUR")
SHIPS = fact("5", "count", noun=SHIP)
DAYS = fact("5", "days")
THIRD = fact("33", "percent")
RATE = fact("3000000", "money", currency="USD", per="day")
MEETING = fact(date(2025, 10, 30), happens=date(2025, 11, 1))
DUE = fact("40", "percent", happens=date(2031, 3, 1))
CLAIM = fact()
QUOTED = fact(quote="We counted more than 5,000 people, and then we stopped.")

AGREE = [
    (PERCENT, "155%", "155 percent", "155 per cent", "about 155%", "about 160%", "rose to 155% by then",
     "at least 155%",
     "more than 150%", "less than 160%", "nearly 160%", "one hundred and fifty-five per cent", "a large rise"),
    (UP_TO, "up to 155%", "as high as 155%", "155% at most", "no more than 155 per cent", "As Much As 155%",
     "155% or less"),
    (AT_LEAST, "at least 5,200 people", "no fewer than 5,200", "more than 5,000 people", "5,200 people or more",
     "over five thousand soldiers"),
    (ROUGHLY, "more than half a trillion", "about half a trillion", "over half a trillion dollars", "about $550bn",
     "less than $600 billion", "US$550 billion or so"),
    (ABOUT, "about 300 km", "roughly 300 kilometres", "some 300 km", "300 km or so", "close to 300 km"),
    (RANGE, "5–10%", "5 to 10 percent", "between 5% and 10%", "from 5 to 10 per cent", "five to ten percent",
     "up to 10%",
     "at least 5%", "about 5–10%"),
    (MONEY, "$550 billion", "US$550bn", "550 billion dollars", "550 billion US dollars",
     "more than half a trillion dollars",
     "over $500 billion", "about $550 billion", "about $600 billion", "$0.55 trillion", "$550,000,000,000",
     "USD 550 billion", "less than $600 billion", "$550\u00a0billion"),
    (CENTS, "36 cents", "€0.36", "36 euro cents", "0.36 euros", "EUR 0.36"),
    (SHIPS, "five ships", "5 ships", "five large vessels", "Five", "at least five"),
    (DAYS, "five-day", "five days", "5 days", "a five-day tour"),
    (THIRD, "33%", "about a third", "roughly one in three", "nearly a third of all"),
    (fact("50", "percent"), "half", "half of the members", "50%", "one in two", "one half"),
    (RATE, "$3 million per day", "$3 million a day", "a daily cost of $3m", "$3m every day"),
    (fact("5", "count", noun=SHIP, per="week"), "five ships a week", "5 ships per week", "five ships weekly"),
    (fact("20000", "count", noun={"one": "barrel", "other": "barrels"}), "20,000 barrels", "20,000-barrel"),
    (fact("-40", "°C"), "−40 °C", "-40°C", "minus 40 degrees", "minus forty degrees Celsius"),
    (MEETING, "30 October 2025", "Thursday, 30 October", "October 30", "2025-10-30", "on the 30th of October",
     "1 November",
     "in October 2025", "in 2025", "the meeting"),
    (DUE, "40% by 1 March 2031", "40% from March 2031", "40% in 2019"),
    (CLAIM, "not confirmed", "for the third time", "the G20", "in 2020", "chapter 3"),
    (QUOTED, "more than 5,000 people", "“We counted more than 5,000 people”"),
]  # fmt: skip
DISAGREE = [
    (PERCENT, "156%", "155", "up to 155%", "150%", "about 200%", "more than 155%", "more than 100%", "155 points",
     "155 percentage points", "$155", "1.55%", "15.5%", "less than 155%", "155–160%", "155% a year"),
    (UP_TO, "155%", "about 155%", "up to 150%", "at least 155%", "as high as 160%", "less than 160%"),
    (AT_LEAST, "5,200 people", "up to 5,200", "more than 5,300 people", "at least 2,000 people", "about 5,200"),
    (ROUGHLY, "$500 billion", "$550 billion", "half a trillion", "more than $550 billion", "more than $300 billion",
     "about $700 billion", "up to $550 billion"),
    (ABOUT, "300 km", "around 310 km", "at least 300 km", "about 350 km", "about 300 miles", "up to 300 km",
     "about 300 m"),
    (RANGE, "10%", "5%", "5–11%", "up to 5%", "at least 10%", "up to 5–10%", "7%"),
    (MONEY, "$500 billion", "half a trillion dollars", "$550 million", "€550 billion", "550 billion", "$550",
     "C$550 billion", "more than $550 billion", "about $700 billion"),
    (CENTS, "36 pence", "€36", "37 cents", "$0.36"),
    (SHIPS, "six ships", "five days", "up to five ships", "five percent", "five miles"),
    (DAYS, "five", "five weeks", "six-day", "5–6 days"),
    (THIRD, "a third", "one in three", "half"),
    (RATE, "$3 million", "$3 million a year", "$3 million per week"),
    (fact("3000000", "money", currency="USD"), "$3 million a day"),
    (MEETING, "31 October 2025", "30 October 2024", "Friday, 30 October", "31 October", "in 2024", "November 2024",
     "five days", "31 June 2025"),
    (DUE, "40% by 1 April 2031", "40% on Monday, 1 March 2031", "41% by 1 March 2031"),
    (SHIPS, "five ships on 3 May 2025"),
    (CLAIM, "37 of them", "two days", "on 3 May 2025"),
    (QUOTED, "more than 500 people"),
]  # fmt: skip


def rows(table: list[Any]) -> list[Any]:
    return [
        pytest.param(row[0], text, id=f"{format_fact(row[0], ENGLISH)} | {text}") for row in table for text in row[1:]
    ]


@pytest.mark.parametrize(("bound_to", "text"), rows(AGREE))
def test_texts_that_agree(bound_to: Fact, text: str) -> None:
    assert disagreements(bound_to, text, ENGLISH) == ()


@pytest.mark.parametrize(("bound_to", "text"), rows(DISAGREE))
def test_texts_that_do_not(bound_to: Fact, text: str) -> None:
    found = disagreements(bound_to, text, ENGLISH)
    assert len(found) == 1
    assert found[0].hint and 0 <= found[0].start < found[0].end <= len(text)
    no_value = not bound_to.has_figure and bound_to.day is None
    assert found[0].code == ("fact-no-value" if no_value else "fact-disagrees")


LEDGER_SAYS = 'the ledger says "{}", the text says "{}"'
OWN_WORDS = 'write "{}", or leave the text empty for the ledger\'s own words: [](fact:dam-height)'


@pytest.mark.parametrize(
    ("bound_to", "text", "message", "hint"),
    [
        (UP_TO, "155%", LEDGER_SAYS.format("up to 155%", "155%"),
         'the figure needs "up to" or a word like it; ' + OWN_WORDS.format("up to 155%")),
        (MONEY, "550\u00a0billion", LEDGER_SAYS.format("$550 billion", "550 billion"),
         "name the ledger's unit; " + OWN_WORDS.format("$550 billion")),
        (DAYS, "five weeks", LEDGER_SAYS.format("5 days", "five weeks"),
         "the unit is another one; " + OWN_WORDS.format("5 days")),
        (RATE, "$3 million", LEDGER_SAYS.format("$3 million per day", "$3 million"),
         'say "… per day"; ' + OWN_WORDS.format("$3 million per day")),
        (CLAIM, "at least 37 wells", 'the fact "dam-height" has no value, the text says "at least 37"',
         "give the fact a value and a unit, or leave the figure out of the bound text"),
        (CLAIM, "on 3 May", 'the fact "dam-height" has no date, the text says "3 May"',
         "give the fact the date as `happens`, or leave it out of the bound text"),
        (MEETING, "31 October", LEDGER_SAYS.format("30 October 2025 or 1 November 2025", "31 October"),
         'write "30 October 2025 or 1 November 2025", or as much of it as the sentence needs'),
        (MEETING, "Friday, 30 October", '30 October 2025 is a Thursday, the text says "Friday, 30 October"',
         "correct the day of the week or the date"),
    ],
)  # fmt: skip
def test_a_disagreement_says_both_sides_and_the_mend(bound_to: Fact, text: str, message: str, hint: str) -> None:
    (found,) = disagreements(bound_to, text, ENGLISH)
    assert found.message == message
    assert found.hint == hint


def test_every_figure_of_the_text_is_asked_and_placed() -> None:
    text = "five ships or 6 ships, and seven days"
    found = disagreements(SHIPS, text, ENGLISH)
    assert [text[d.start : d.end] for d in found] == ["6", "seven days"]


CENTS_AND_MORE = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)
AMOUNTS = CENTS_AND_MORE.map(Decimal.normalize) | st.integers(-(10**15), 10**15).map(Decimal)
NOUNS = [SHIP, {"other": "people"}, {"one": "vote", "other": "votes"}, {"other": "days at sea"}]
UNITS = st.sampled_from([
    *({"unit": unit} for unit in ("", "count", *ENGLISH.units)),
    *({"unit": "money", "currency": code} for code in ("USD", "EUR", "CHF", "GBP", "VND", "XOF", "KWD")),
    *({"unit": "count", "noun": tuple(noun.items())} for noun in NOUNS),
])  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    qualifier = draw(st.sampled_from(["exact", "up-to", "at-least", "about"]))
    base = Fact("x", Prose(), "past", qualifier=qualifier, per=draw(st.sampled_from(["", "day", "hour", "vehicle"])))
    if draw(st.booleans()):
        low, high = sorted([draw(AMOUNTS), draw(AMOUNTS)])
        return replace(base, low=low, high=high, **draw(UNITS))
    return replace(base, value=draw(AMOUNTS), **draw(UNITS))


@given(facts(), st.sampled_from(["{}", "It was {}.", "({})", "In total {} were lost", "rose to {}, he said"]))
def test_what_the_ledger_writes_never_disagrees_with_it(made: Fact, sentence: str) -> None:
    for dollar in ("$", "US$"):
        written = sentence.format(format_fact(made, ENGLISH, dollar=dollar))
        assert disagreements(made, written, ENGLISH) == ()
        assert disagreements(made, typeset(written, ENGLISH), ENGLISH) == ()


@given(facts(), st.sampled_from([Decimal("0.5"), Decimal("1.3"), Decimal(10), Decimal(-1)]))
def test_another_value_disagrees(made: Fact, factor: Decimal) -> None:
    if made.value is None or made.value == 0:
        return
    other = replace(made, value=made.value * factor)
    assert disagreements(made, format_fact(other, ENGLISH), ENGLISH)


@given(st.dates(date(1900, 1, 1), date(2150, 1, 1)), st.dates(date(1900, 1, 1), date(2150, 1, 1)))
def test_dates_agree_with_themselves_only(day: date, other: date) -> None:
    assert disagreements(fact(day), format_fact(fact(day), ENGLISH), ENGLISH) == ()
    assert bool(disagreements(fact(day), f"on {format_fact(fact(other), ENGLISH)}", ENGLISH)) == (day != other)
