"""The ledger: what a fact may say, and what is said about one that does not add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sitegen.core.problem import Span
from tests.content.reading import one, read, told

START = "- id: a\n  statement: A claim.\n"
REST = "  status: planned\n  as_of: 2025-10-26\n  sources: [s]\n"


def facts(lines: str, rest: str = REST):
    """A fact with `lines` from its third line on."""
    return read("facts", START + "".join(f"  {line}\n" for line in lines.splitlines()) + rest)


def test_a_whole_fact() -> None:
    found = read("facts", """\
        - id: tariff-threat
          statement: Tariffs could rise.
          value: 155.0
          unit: percent
          qualifier: up-to
          status: threatened
          as_of: 2025-10-26
          happens: 2025-11-01
          review_by: 2025-12-01
          sources: [infofinance, infofinance]
          quote: as high
            as 155%
          outcome: Nothing came of it.
          draft: true
        """)  # fmt: skip
    assert found.problems == ()
    assert found.ids == {"tariff-threat"}
    (fact,) = found.value
    assert (fact.id, fact.statement.plain, fact.status, fact.qualifier) == (
        "tariff-threat", "Tariffs could rise.", "threatened", "up-to",
    )  # fmt: skip
    assert str(fact.value) == "155.0"
    assert (fact.as_of, fact.happens, fact.review_by) == (date(2025, 10, 26), date(2025, 11, 1), date(2025, 12, 1))
    assert (fact.sources, fact.quote, fact.outcome.plain, fact.draft) == (
        ("infofinance",), "as high as 155%", "Nothing came of it.", True,
    )  # fmt: skip
    assert fact.at == Span("facts.yaml", 1, 7, 1, 20)
    assert fact.value_at == Span("facts.yaml", 3, 10, 3, 15)
    assert fact.quote_at.line == 11


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("value: 550000000000\nunit: money\ncurrency: USD", {"value": Decimal(550000000000), "currency": "USD"}),
        ("value: 0.1\nunit: km\nper: day", {"value": Decimal("0.1"), "per": "day"}),
        ("value: 0x1F\nunit: people", {"value": Decimal(31)}),
        ("value: 0123\nunit: people", {"value": Decimal(123)}),
        ("value: 1e3\nunit: people", {"value": Decimal(1000)}),
        ("value: -5\nunit: °C", {"value": Decimal(-5)}),
        ("low: 5\nhigh: 10\nunit: percent", {"value": None, "low": Decimal(5), "high": Decimal(10)}),
        ("low: 5\nhigh: 5\nunit: percent", {"low": Decimal(5), "high": Decimal(5)}),
        ("value: 2025-10-24\nunit: date", {"value": None, "day": date(2025, 10, 24)}),
        ("value: 3\nunit: count\nnoun: {one: ship, other: ships}", {"noun": (("one", "ship"), ("other", "ships"))}),
        ("", {"value": None, "unit": "", "qualifier": "exact"}),
        ("value:\nunit:", {"value": None, "unit": ""}),
    ],
)
def test_what_a_fact_may_hold(lines: str, expected: dict[str, object]) -> None:
    found = facts(lines)
    assert found.problems == ()
    for name, value in expected.items():
        assert getattr(found.value[0], name) == value, name


# (lines from the third on, code, line, column, part of message, part of hint)
FAULTS = [
    # shape
    ("value: 5", "fact-shape", 3, 10, "needs a unit", "unit:"),
    ("value: 5\nlow: 1\nhigh: 2\nunit: km", "fact-shape", 4, 8, "not both", "keep value:"),
    ("low: 1\nunit: km", "fact-shape", 3, 8, "high is not there", "add high:"),
    ("high: 1\nunit: km", "fact-shape", 3, 9, "low is not there", "add low:"),
    ("low: 10\nhigh: 5\nunit: km", "fact-shape", 3, 8, "low (10) is more than high (5)", "swap"),
    ("value: 5\nunit: money", "fact-shape", 4, 9, "needs a currency", "USD"),
    ("value: 5\nunit: km\ncurrency: USD", "fact-shape", 5, 13, "belongs to money", "unit: money"),
    ("value: 5\nunit: count", "fact-shape", 4, 9, "the noun that is counted", "noun: {one: ship"),
    ("value: 5\nunit: km\nnoun: {one: a, other: b}", "fact-shape", 5, 9, "belongs to a count", "unit: count"),
    ("unit: km", "fact-shape", 3, 9, "unit belongs to a figure", "value:"),
    ("qualifier: about", "fact-shape", 3, 14, "qualifier belongs to a figure", "value:"),
    ("per: day", "fact-shape", 3, 8, "per belongs to a figure", "value:"),
    ("low: 1\nhigh: 2\nunit: date", "fact-shape", 5, 9, "a range of dates", "one date"),
    ("value: 2025-10-24\nunit: date\nper: day", "fact-shape", 5, 8, "no rate", "leave it out"),
    # values
    ("value: 1_000\nunit: people", "field-value", 3, 10, '"1_000" is not a number', "separators: 1000"),
    ('value: "1,000,000"\nunit: people', "field-value", 3, 10, '"1,000,000" is not a number', "1000000"),
    ('value: "5"\nunit: people', "field-value", 3, 10, "because of its quotation marks", "write 5"),
    ("value: five\nunit: people", "field-value", 3, 10, '"five" is not a number', "digits only"),
    ("value: 40 million\nunit: people", "field-value", 3, 10, '"40 million" is not a number', "write 40000000"),
    ("value: $1.5 billion\nunit: people", "field-value", 3, 10, "is not a number", "write 1500000000"),
    ("value: 620 m\nunit: m", "field-value", 3, 10, "is not a number", "write 620; what it counts goes into unit:"),
    ("value: 155%\nunit: percent", "field-value", 3, 10, "not a number", "write 155; the unit is percent"),
    ("value: .nan\nunit: people", "field-value", 3, 10, "not a finite number", "digits"),
    ("value: .inf\nunit: people", "field-value", 3, 10, "not a finite number", "digits"),
    ("value: 1e99\nunit: people", "field-value", 3, 10, "out of any scale", "digits"),
    ("value: 0e99\nunit: people", "field-value", 3, 10, "out of any scale", "digits"),
    ("value: 1e99999999999999999999\nunit: people", "field-value", 3, 10, "not a finite number", "digits"),
    ("value: 2025-10-24\nunit: days", "field-value", 3, 10, "not a number", "unit: date"),
    ("value: 5\nunit: date", "date-value", 3, 10, '"5" is not a date', "2025-10-26"),
    ("value: 2025-10\nunit: date", "date-value", 3, 10, "names no day", "in full"),
    ("value: 2025-13-01\nunit: date", "date-value", 3, 10, "2025-13-01 is not a day in the calendar", "2025-10-26"),
    ("value: [1]\nunit: days", "field-value", 3, 10, "not a list", "quotation marks"),
    ("value: 5\nunit: percents", "field-value", 4, 9, '"percents"', "did you mean percent?"),
    ("value: 5\nunit: furlongs", "field-value", 4, 9, '"furlongs"', "percent, money, m, km, kg"),
    ("value: 5\nunit: money\ncurrency: usd", "field-value", 5, 13, "not a currency code", "USD"),
    (
        "value: 5\nunit: count\nnoun: ships",
        "field-value",
        5,
        9,
        '"noun" must hold keys and values',
        "noun: {one: ship, other: ships}",
    ),
    ("value: 5\nunit: count\nnoun: {other: ships}", "field-missing", 5, 9, 'needs the key "one"', "one: ship"),
    ("qualifer: about", "field-unknown", 3, 3, 'a fact has no key "qualifer"', "did you mean qualifier?"),
    ("deriv: {sum: [a, b]}", "field-unknown", 3, 3, 'a fact has no key "deriv"', "did you mean derive?"),
    ("happens: 2025-02-30", "date-value", 3, 12, "2025-02-30 is not a day", "February 2025 has 28 days"),
    ("happens: 1 November 2025", "date-value", 3, 12, "is not a date", "2025-10-26"),
    ("happens: 2025/11/1", "date-value", 3, 12, "not written as dates are", "write 2025-11-01"),
    ("happens: 2025-11", "date-value", 3, 12, "names no day", "in full"),
    ("happens: 2025-10-25", "fact-order", 3, 12, "before the day of which it speaks (2025-10-26)", "past"),
    ("draft: yes", "field-value", 3, 10, '"yes" is neither true nor false', "true or false"),
    ("unsourced: why not", "field-value", 3, 14, "not unsourced", "keep one"),
]


@pytest.mark.parametrize(("lines", "code", "line", "column", "message", "hint"), FAULTS)
def test_a_fault(lines: str, code: str, line: int, column: int, message: str, hint: str) -> None:
    found = facts(lines)
    problem = one(found)
    assert problem.at is not None
    assert (problem.code, problem.at.line, problem.at.column) == (code, line, column), problem
    assert message in problem.message
    assert hint in problem.hint
    assert found.value == ()
    assert found.ids == {"a"}


@pytest.mark.parametrize(
    ("rest", "code", "line", "message"),
    [
        ("  status: planned\n  sources: [s]\n", "field-missing", 1, 'needs the key "as_of"'),
        ("  status: planned\n  as_of: 2025-10-26\n", "field-missing", 1, "needs a source"),
        ("  status: planned\n  as_of: 2025-10-26\n  sources: []\n", "field-missing", 5, "needs a source"),
        ("  as_of: 2025-10-26\n  sources: [s]\n", "field-missing", 1, 'a fact needs the key "status"'),
        ("  status:\n  as_of: 2025-10-26\n  sources: [s]\n", "field-missing", 3, 'the key "status" of a fact is empty'),
        ("  status: plannd\n  as_of: 2025-10-26\n  sources: [s]\n", "field-value", 3, '"plannd"'),
        ("  status: planned\n  as_of: 2025-10-26\n  sources: s\n", "field-value", 5, '"sources" must hold a list'),
        ("  status: planned\n  as_of: 2025-10-26\n  sources: [S x]\n", "id-form", 5, '"S x" is not an id'),
    ],
)
def test_what_a_fact_needs(rest: str, code: str, line: int, message: str) -> None:
    problem = one(facts("", rest))
    assert problem.at is not None
    assert (problem.code, problem.at.line) == (code, line)
    assert message in problem.message


@pytest.mark.parametrize("status", ["past", "confirmed", "withdrawn"])
def test_what_is_settled_may_have_happened_before_its_day(status: str) -> None:
    rest = f"  status: {status}\n  as_of: 2025-10-26\n  happens: 2025-10-01\n  sources: [s]\n"
    assert facts("", rest).problems == ()


def test_a_standing_fact_needs_no_day() -> None:
    assert facts("", "  status: standing\n  sources: [s]\n").problems == ()


def test_a_fact_without_source_says_why() -> None:
    found = facts("", "  status: standing\n  sources: []\n  unsourced: our own count\n")
    assert found.problems == ()
    assert found.value[0].unsourced == "our own count"


def test_every_fault_of_a_file_is_told_at_once_and_the_other_entries_are_kept() -> None:
    found = read("facts", """\
        - id: Good One
          statement: A.
          status: past
          as_of: 2025-13-01
          sources: [s]
          colour: red
        - {id: b, statement: B., status: standing, sources: [s]}
        - id: c
          statement: C.
          value: 5
          status: planned
          sources: []
        - just words
        - {id: b, statement: B again., status: standing, sources: [s]}
        """)  # fmt: skip
    assert told(found.problems) == [
        ("id-form", 1, 7),
        ("date-value", 4, 10),
        ("field-unknown", 6, 3),
        ("field-missing", 8, 3),
        ("fact-shape", 10, 10),
        ("field-missing", 12, 12),
        ("field-value", 13, 3),
        ("id-duplicate", 14, 8),
    ]
    assert [fact.statement.plain for fact in found.value] == ["B."]
    assert found.ids == {"b", "c", "Good One", "good-one", "just words", "just-words"}


def test_an_id_that_stands_twice_names_both_lines() -> None:
    entry = "- {id: b, statement: B., status: standing, sources: [s]}\n"
    problem = one(read("facts", entry + "\n" + entry))
    assert problem.message == 'the id "b" stands on line 1 already and here on line 3'
