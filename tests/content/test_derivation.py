"""Facts that follow from others: their values, how they are meant, and what keeps them from having one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.agreement import disagreements
from sitegen.content.derivation import DIGITS, derived
from sitegen.content.language import LANGUAGES
from sitegen.content.ledger import ends_of, format_fact
from sitegen.core.model import Derivation, Fact
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from sitegen.core.record import replace

ENGLISH = LANGUAGES["en"]
SHIP, BOAT = (("one", "ship"), ("other", "ships")), (("one", "boat"), ("other", "boats"))
DAY = date(2026, 3, 1)


def fact(id: str, value: str = "", unit: str = "km", **more: Any) -> Fact:
    """`"5"` is a value, `"5..10"` a range, "" a claim in words."""
    low, ranged, high = value.partition("..")
    made = Fact(id, Prose(), "reported", unit=unit if value else "", **{"as_of": DAY, "sources": (f"s-{id}",), **more})
    if ranged:
        return replace(made, low=Decimal(low), high=Decimal(high))
    return replace(made, value=Decimal(value)) if value else made


def follows(how: Any, *of: str, id: str = "x", **more: Any) -> Fact:
    chosen = {"qualifier_given": "qualifier" in more, "as_of": None, "sources": (), **more}
    unit = chosen.pop("unit", "")
    places = tuple(Span("facts.yaml", 9, column) for column in range(1, len(of) + 1))
    made = fact(id, derivation=Derivation(how, of, Span("facts.yaml", 8, 1), places), **chosen)
    return replace(made, unit=unit)


def result(how: Any, *parts: Fact, **more: Any) -> Fact:
    found = derived([follows(how, *(part.id for part in parts), **more), *parts])
    assert not found.problems and not found.failed, found.problems
    return found.facts[0]


def money(id: str, value: str, **more: Any) -> Fact:
    return fact(id, value, "money", **{"currency": "USD", **more})


WRITTEN = [
    (result("sum", money("a", "550000000000"), money("b", "350000000000")), "$900 billion"),
    (result("sum", fact("a", "0.1"), fact("b", "0.2"), fact("c", "0.30")), "0.60 km"),
    (result("difference", money("a", "5", per="day"), money("b", "7.5", per="day")), "−$2.5 per day"),
    (result("difference", fact("a", "61.7", "percent"), fact("b", "58.3", "percent")), "3.4 percentage points"),
    (result("ratio", money("a", "550000000000"), money("b", "350000000000")), "1.57 times"),
    (result("ratio", fact("a", "6"), fact("b", "3")), "2 times"),
    (result("ratio", fact("a", "12345"), fact("b", "10")), "1,234 times"),
    (result("share", money("a", "1"), money("b", "3")), "33.3%"),
    (result("share", fact("a", "1"), fact("b", "2")), "50%"),
    (result("share", fact("a", "0"), fact("b", "2")), "0%"),
    (result("share", fact("a", "0.5"), fact("b", "3000")), "0.0167%"),
    (result("share", fact("a", "155"), fact("b", "100")), "155%"),
    (result("sum", fact("a", "5..10"), fact("b", "1")), "6–11 km"),
    (result("difference", fact("a", "5..10"), fact("b", "1..2")), "3–9 km"),
    (result("ratio", fact("a", "4..10"), fact("b", "2..5")), "0.8–5 times"),
    (result("sum", fact("a", "5..10"), fact("b", "-10..-5")), "−5 to 5 km"),
    (result("sum", fact("a", "3", "count", noun=SHIP), fact("b", "2", "count", noun=SHIP)), "5 ships"),
    (result("sum", fact("a", "3", "count", noun=SHIP), fact("b", "2", "count", noun=BOAT), unit="count",
            noun=(("one", "vessel"), ("other", "vessels"))), "5 vessels"),
    (result("sum", fact("a", "5"), fact("b", "5", qualifier="up-to")), "up to 10 km"),
    (result("difference", fact("a", "9"), fact("b", "5", qualifier="up-to")), "at least 4 km"),
    (result("difference", fact("a", "9", qualifier="up-to"), fact("b", "5", qualifier="at-least")), "up to 4 km"),
    (result("share", fact("a", "1", qualifier="at-least"), fact("b", "4")), "at least 25%"),
    (result("sum", fact("a", "5", qualifier="about"), fact("b", "5")), "about 10 km"),
    (result("sum", fact("a", "5", qualifier="up-to"), fact("b", "5", qualifier="at-least"), qualifier="about"),
     "about 10 km"),
    (result("sum", fact("a", "5"), fact("b", "5"), qualifier="about"), "about 10 km"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "written"), WRITTEN, ids=[written for _, written in WRITTEN])
def test_what_follows(made: Fact, written: str) -> None:
    assert format_fact(made, ENGLISH) == written
    assert disagreements(made, written, ENGLISH) == ()


def test_a_share_and_a_ratio_may_be_said_in_words() -> None:
    half = result("ratio", fact("a", "1"), fact("b", "2"))
    third = result("share", fact("a", "1"), fact("b", "3"))
    for made, text in ((half, "half as long"), (half, "0.5"), (third, "about a third"), (third, "33.3 per cent")):
        assert disagreements(made, text, ENGLISH) == (), text
    assert disagreements(third, "35%", ENGLISH) and disagreements(half, "three times", ENGLISH)


def test_it_is_as_old_as_the_oldest_and_rests_on_their_sources() -> None:
    old, timeless = fact("a", "1", as_of=date(2026, 1, 1), sources=("s", "t")), fact("b", "1", as_of=None)
    made = result("sum", fact("c", "1", sources=("t", "u")), old, timeless)
    assert (made.as_of, made.sources) == (date(2026, 1, 1), ("t", "u", "s", "s-b"))
    assert result("sum", old, timeless, as_of=date(2025, 12, 31)).as_of == date(2025, 12, 31)
    assert result("sum", old, timeless, sources=("own",)).sources == ("own",)


def test_facts_may_follow_from_facts_that_follow() -> None:
    found = derived([follows("share", "c", "d", id="e"), follows("sum", "a", "b", id="c"), fact("a", "1"),
                     follows("sum", "c", "b", id="d"), fact("b", "2")])  # fmt: skip
    assert [fact.id for fact in found.facts] == ["e", "c", "a", "d", "b"]
    assert found.facts[0].value == Decimal(60)


FAULTS = [
    ((follows("sum", "x", "a"), fact("a", "1")), '"x" would follow from itself: x → x', 8),
    ((follows("sum", "y", "a"), follows("sum", "a", "z", id="y"), follows("sum", "a", "x", id="z"), fact("a", "1")),
     '"x" would follow from itself: x → y → z → x', 8),
    ((follows("sum", "a", "b"), fact("a", "1"), fact("b")),
     '"b" is a claim in words, so nothing can be calculated from it', 9),
    ((follows("sum", "a", "b"), fact("a", "1"), fact("b", day=DAY, unit="date")),
     '"b" is a date, so nothing can be calculated from it', 9),
    ((follows("sum", "a", "b"), fact("a", "1"), fact("b", "1", "m")), '"a" is in km, "b" in m', 8),
    ((follows("sum", "a", "b"), money("a", "1"), money("b", "1", currency="EUR")), '"a" is in USD, "b" in EUR', 8),
    ((follows("sum", "a", "b"), money("a", "1"), money("b", "1", per="day")), '"a" is in USD, "b" in USD per day', 8),
    ((follows("sum", "a", "b"), fact("a", "1", "count", noun=SHIP), fact("b", "1", "count", noun=BOAT)),
     '"a" counts ships, "b" boats', 8),
    ((follows("ratio", "a", "b", unit="percent"), fact("a", "1"), fact("b", "1")),
     "the ratio is in times, not in percent", 8),
    ((follows("sum", "a", "b", unit="m"), fact("a", "1"), fact("b", "1")), "the sum is in km, not in m", 8),
    ((follows("ratio", "a", "b"), fact("a", "1"), fact("b", "0")), '"b" is 0, and nothing can be divided by that', 8),
    ((follows("share", "a", "b"), fact("a", "1"), fact("b", "-1..1")),
     '"b" may be 0, and nothing can be divided by that', 8),
    ((follows("sum", "a", "b"), fact("a", "1", qualifier="up-to"), fact("b", "1", qualifier="about")),
     'nobody can tell how the result is meant: "a" is up-to and "b" is about', 8),
    ((follows("difference", "a", "b"), fact("a", "1", qualifier="up-to"), fact("b", "1", qualifier="up-to")),
     'nobody can tell how the result is meant: "a" is up-to and "b" is up-to', 8),
    ((follows("ratio", "a", "b"), fact("a", "-1", qualifier="up-to"), fact("b", "1")),
     'nobody can tell how the result is meant: "a" is up-to and "b" is exact', 8),
    ((follows("sum", "a", "b", qualifier="exact"), fact("a", "1", qualifier="up-to"), fact("b", "1")),
     'this cannot be exact: "a" is up-to and "b" is exact', 8),
    ((follows("sum", "a", "b", as_of=date(2026, 3, 2)), fact("a", "1"), fact("b", "1")),
     "as_of (2026-03-02) is newer than that of a fact it follows from (2026-03-01)", 8),
    ((follows("sum", "a", "b"), fact("a", "1", as_of=None), fact("b", "1", as_of=None)),
     'a fact that is reported needs the key "as_of", and those it follows from have none', 8),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "message", "line"), FAULTS, ids=[message for _, message, _ in FAULTS])
def test_what_does_not_follow(facts: tuple[Fact, ...], message: str, line: int) -> None:
    found = derived(facts)
    assert [(p.message, p.at and p.at.line, p.code) for p in found.problems] == [(message, line, "fact-derived")]
    assert all(problem.hint for problem in found.problems)
    assert found.failed == {fact.id for fact in facts if fact.derivation}
    assert {fact.id for fact in found.facts} == {fact.id for fact in facts} - found.failed


def test_what_names_something_unknown_is_left_to_whoever_knows_the_ids() -> None:
    found = derived([follows("sum", "a", "nowhere"), follows("sum", "x", "a", id="y"), fact("a", "1")])
    assert (found.failed, found.problems) == ({"x", "y"}, ())


NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)
RANGES = st.tuples(NUMBERS, NUMBERS).map(sorted)


def ranged(id: str, ends: list[Decimal]) -> Fact:
    return replace(fact(id, unit="km"), unit="km", low=ends[0], high=ends[1])


@given(RANGES, RANGES, st.floats(0, 1), st.floats(0, 1))
def test_whatever_the_parts_are_the_result_lies_within_its_range(
    a: list[Decimal], b: list[Decimal], at: float, at_other: float
) -> None:
    """Against fractions, which never round."""
    one, other = (Fraction(r[0]) + (Fraction(r[1]) - Fraction(r[0])) * Fraction(t) for r, t in ((a, at), (b, at_other)))
    for how, exact in (("sum", one + other), ("difference", one - other)):
        low, high = ends_of(result(how, ranged("a", a), ranged("b", b)))
        assert low is not None and high is not None and Fraction(low) <= exact <= Fraction(high)
    if b[0] > 0 or b[1] < 0:
        low, high = ends_of(result("ratio", ranged("a", a), ranged("b", b)))
        assert low is not None and high is not None
        slack = Fraction(1, 2 * 10 ** (DIGITS - 1)) * max(abs(Fraction(low)), abs(Fraction(high)))
        assert Fraction(low) - slack <= one / other <= Fraction(high) + slack


@given(NUMBERS, NUMBERS.filter(bool))
def test_a_quotient_keeps_its_digits_and_no_more(a: Decimal, b: Decimal) -> None:
    made = result("ratio", ranged("a", [a, a]), ranged("b", [b, b]))
    value = made.value
    assert value is not None
    exact = Fraction(a) / Fraction(b)
    assert abs(Fraction(value) - exact) <= max(abs(exact) / (2 * 10 ** (DIGITS - 1)), 0)
    assert value == value.to_integral_value() or len(value.as_tuple().digits) <= DIGITS
    assert disagreements(made, format_fact(made, ENGLISH), ENGLISH) == ()
