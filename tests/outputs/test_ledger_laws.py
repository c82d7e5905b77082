"""What holds for any ledger: one value everywhere, no wording lost, no stamp newer than what it stamps.

A small site names one fact in every place that can print it and is built with one value, then with another.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sitegen.build import Built, make
from sitegen.content.languages import LANGUAGES
from sitegen.content.ledger import format_fact
from sitegen.content.stamp import stamped
from sitegen.core.artifact import Options
from sitegen.core.model import Explainer, Fact
from sitegen.core.problem import Span
from sitegen.core.prose import Prose
from tests.errors.change import theme
from tests.fakes import FakeWorld, MemoryFiles

ENGLISH = LANGUAGES["en"]
DAY = date(2026, 3, 1)
FACT = """\
- id: cost
  statement: The price of the bridge is [](fact:cost).
  value: {value}
  unit: money
  currency: EUR
  status: {status}
  as_of: 2026-03-01
  happens: 2026-06-01
  sources: [council]
{more}
- id: twice
  statement: Both together cost [](fact:twice).
  derive: {{sum: [cost, cost]}}
  status: standing
- {{id: other, statement: It is 17 m wide., value: 17, unit: m, status: standing, sources: [council]}}
"""
SITE = {
    "content/site.yaml": "title: Harbor\nurl: https://harbor.city/\n",
    "content/explainer.md": """\
---
headline: The bridge
dek: It is to cost [](fact:cost).
published: 2026-03-01
as_of: 2026-03-01
key_points: ["Its price is [](fact:cost).", "Both cost [](fact:twice)."]
---

At [](fact:cost) it is dear.

::: key-figures cost other
:::
""",
    "content/sections/01-plan.md":
        "---\ntitle: The plan\nsummary: For [](fact:cost).\n---\n\nIt is [17 m](fact:other) wide.\n",
    "content/sources.yaml": "- {id: council, title: Minutes, publisher: The city}\n",
    "content/faq.yaml": '- {id: price, question: "Why [](fact:cost)?", answer: "Because [](fact:cost) buys steel."}\n',
    "content/timeline.yaml": '- {date: 2026-06-01, title: The start, text: "For [](fact:cost).", facts: [cost]}\n',
    "content/glossary.yaml": '- {id: pylon, term: pylon, definition: "A part, for [](fact:cost)."}\n',
    "content/people.yaml": '- {id: mayor, name: Ana, role: "She pays [](fact:cost)."}\n',
    "content/itinerary.yaml": "title: The way\nstops:\n"
    '  - {id: quay, name: Quay, lat: 38.7, lon: -9.1, date: 2026-06-01, summary: "For [](fact:cost)."}\n',
}


def built(value: object, status: str = "planned", more: str = "") -> Built:
    facts = FACT.format(value=value, status=status, more=more)
    made = make(FakeWorld(MemoryFiles({**SITE, "content/facts.yaml": facts}), MemoryFiles(theme())), Options(today=DAY))
    assert made.manifest is not None and not [p for p in made.problems if p.code != "fact-outcome"], made.problems
    return made


def outputs(made: Built) -> dict[str, bytes]:
    assert made.manifest is not None
    return {path: output.data for path, output in made.manifest.outputs.items()}


def written(value: Decimal) -> str:
    return format_fact(Fact("x", Prose(), "planned", value=value, unit="money", currency="EUR"), ENGLISH)


FIRST = Decimal(4321000000)


@cache
def before() -> dict[str, bytes]:
    return outputs(built(FIRST))


PLACES = (
    "index.html", "faq/index.html", "timeline/index.html", "glossary/index.html", "people/index.html",
    "itinerary/index.html", "facts/index.html", "facts.csv", "facts.json", "itinerary.ics", "feed.json",
)  # fmt: skip


def test_the_value_stands_in_every_place() -> None:
    for path in PLACES:
        text = before()[path].decode().replace("\u00a0", " ")
        assert "€4.321 billion" in text or "4321000000" in text, path
    head = before()["index.html"].decode().partition("</head>")[0].replace("\u00a0", " ")
    assert 'property="og:description" content="It is to cost €4.321 billion.' in head
    assert "application/ld+json" in before()["index.html"].decode() and "€4.321 billion" in head


def test_how_a_fact_follows_is_said_in_words() -> None:
    page = before()["facts/index.html"].decode().replace("\u00a0", " ")
    assert 'sum of <a href="#fact-cost">€4.321 billion</a> and <a href="#fact-cost">€4.321 billion</a>' in page
    assert b",sum of cost and cost,standing," in before()["facts.csv"]
    assert b'"derived": "sum of cost and cost"' in before()["facts.json"]


@given(st.integers(1001, 9998).map(lambda n: Decimal(n) * 10**6).filter(lambda n: n % (10**7) and n != FIRST))
@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@example(Decimal(5678000000))
def test_another_value_changes_every_mention_of_it_and_nothing_else(value: Decimal) -> None:
    """Each file of the new site is the old one with the one number in the place of the other."""
    after = outputs(built(value))
    assert after.keys() == before().keys()
    for path, data in before().items():
        for old, new in ((FIRST, value), (2 * FIRST, 2 * value)):
            for was, now in ((written(old), written(new)), (str(old), str(new))):
                for space in (" ", "\u00a0", "\\u00a0"):
                    data = data.replace(was.replace(" ", space).encode(), now.replace(" ", space).encode())
        assert after[path] == data, path


def test_a_settled_claim_keeps_its_wording_beside_its_outcome() -> None:
    for status in ("past", "confirmed", "withdrawn"):
        silent = built(FIRST, status)
        assert {p.code for p in silent.problems} == {"fact-outcome"}
        made = built(FIRST, status, "  outcome: Nothing was built.")
        assert not made.problems
        for path in ("facts/index.html", "facts.csv", "facts.json"):
            text = outputs(made)[path].decode().replace("\u00a0", " ")
            assert "The price of the bridge is " in text and "Nothing was built." in text, path


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, st.lists(DAYS, max_size=5))
def test_the_stamp_is_never_newer_than_any_fact(stamp: date | None, days: list[date | None]) -> None:
    explainer = Explainer("", Prose(), "", DAY, DAY, stamp, (), Prose(), Span("content/explainer.md"))
    facts = [Fact(f"f{n}", Prose(), "standing", as_of=day) for n, day in enumerate(days)]
    shown, told = stamped(explainer, facts)
    assert shown.as_of is None or all(shown.as_of <= day for day in days if day)
    assert (shown.as_of == stamp) is not bool(told)
    assert shown.as_of is None if stamp is None else shown.as_of in {stamp, *days}
