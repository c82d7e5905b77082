"""What changed since publication, what kind of change it seems, how the baseline moves: cases, and laws over sites."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content.changes import Change, compare, moved
from sitegen.content.corrections import said
from sitegen.content.languages import LANGUAGES
from sitegen.content.published import baseline, fold
from sitegen.content.published_file import read, write
from sitegen.core.model import SETTLED, Explainer, Fact, OwnPage, Section, Site, SiteConfig, Status
from sitegen.core.problem import Span
from sitegen.core.prose import Block, Prose, Reference, Word
from sitegen.core.record import replace

EN = LANGUAGES["en"]
AT = Span("content/x.md", 3, 1)


def prose(text: str) -> Prose:
    return Prose((text,), at=AT) if text else Prose()


def quotation(by: str, words: str) -> Block:
    return Block("quote", (), (("by", Word(by, AT)),), "", (words,), AT)


def site(
    *facts: Fact, headline: str = "The harbor", sections: tuple[Section, ...] = (), dek: Prose | None = None
) -> Site:
    explainer = Explainer(headline, dek or Prose(), "", date(2026, 3, 2), date(2026, 3, 2), None, (), Prose(), AT)
    return Site(SiteConfig("Harbor", "https://harbor.city/"), explainer, sections, facts={f.id: f for f in facts})


def fact(statement: str = "The bridge costs up to €40 million.", status: str = "planned", **more: Any) -> Fact:
    return Fact("cost", prose(statement), status, **more)  # type: ignore[arg-type]


COST: dict[str, Any] = {"value": Decimal("40000000"), "unit": "money", "currency": "EUR", "qualifier": "up-to"}


def change(old: Site, new: Site) -> Change:
    (found,) = compare(baseline(old), new).changed
    return found


@pytest.mark.parametrize(("old", "new", "kind", "was", "now"), [
    (fact(**COST), fact("It costs up to €45 million.", **{**COST, "value": Decimal("45000000")}), "correction",
     "The bridge costs up to €40 million.", "It costs up to €45 million."),
    (fact("Dear.", **COST), fact("Dear.", **{**COST, "value": Decimal("45000000")}), "correction",
     "up to €40 million", "up to €45 million"),
    (fact("Dear.", **COST), fact("Costly.", **{**COST, "qualifier": "about"}), "correction",
     "Dear.; up to €40 million", "Costly.; about €40 million"),
    (fact(status="planned"), fact(status="under-way"), "update", "planned", "under way"),
    (fact(status="planned"), fact(status="past", outcome=prose("It did.")), "update", "planned", "past; It did."),
    (fact(status="past"), fact(status="withdrawn"), "correction", "past", "withdrawn"),
    (fact("It was dear."), fact("It had been dear."), "clarification", "It was dear.", "It had been dear."),
    (fact(quote="never"), fact(quote="never ever"), "correction", "“never”", "“never ever”"),
    (fact(status="past"), fact(status="past", outcome=prose("It held.")), "update", "", "It held."),
    (fact(day=date(2026, 3, 2), unit="date"), fact(day=date(2026, 3, 4), unit="date"), "correction",
     "2 March 2026", "4 March 2026"),
])  # fmt: skip
def test_what_an_entry_would_say_of_a_fact(old: Fact, new: Fact, kind: str, was: str, now: str) -> None:
    found = change(site(old), site(new))
    assert (found.suggested, *said(found, site(new), EN)) == (kind, was, now)
    assert found.entry_where == "fact:cost"


def test_an_entry_about_what_is_gone_names_a_page_that_is_there() -> None:
    gone = change(site(fact()), site())
    assert (gone.sort, gone.entry_where, gone.suggested) == ("removed", "page:home", "correction")
    assert said(gone, site(), EN) == ("The bridge costs up to €40 million.", "")
    other = replace(fact(), id="other", statement=prose("Another."))
    assert change(site(fact(), other), site(other)).entry_where == "page:facts"


@pytest.mark.parametrize(("old", "new", "same"), [
    (site(fact("It costs 40 million.")), site(fact("40 million it costs.")), True),
    (site(fact("It costs 40 million.")), site(fact("It costs 45 million.")), False),
    (site(fact("Five ships came.")), site(fact("Six ships came.")), False),
    (site(fact("Five ships came.")), site(fact("There came five ships.")), True),
    (site(fact(status="planned")), site(fact(status="expected")), False),
    (site(fact(quote="no")), site(fact(quote="never")), False),
    (site(fact("Dear.", **COST)), site(fact("Costly.", **{**COST, "qualifier": "about"})), False),
    (site(fact()), site(), False),
    (site(headline="The harbour"), site(headline="The harbor"), True),
])  # fmt: skip
def test_words_that_say_the_same_need_no_entry_and_figures_do(old: Site, new: Site, same: bool) -> None:
    assert change(old, new).only_words(EN) is same


def test_a_value_that_a_headline_prints_changes_in_one_place() -> None:
    dek = Prose(("It costs ", Reference("fact", "cost", (), "", AT, AT), "."))
    old, new = (site(fact("Dear.", **{**COST, "value": Decimal(value)}), dek=dek) for value in ("40", "45"))
    assert change(old, new).where == "fact:cost"
    assert baseline(new).said["page:home"]["dek"] == "It costs [](fact:cost)."
    found = change(new, replace(new, explainer=replace(new.explainer, dek=prose("Free."))))
    assert said(found, new, EN) == ("It costs up to €45.", "Free.")


def with_quotations(*blocks: Block, id: str = "plan") -> Site:
    body = Prose(tuple(blocks))
    return site(sections=(Section(1, id, "The plan", Prose(), (), body, False, AT),))


def test_quotations_are_told_by_their_words_and_speaker() -> None:
    old = with_quotations(quotation("ana", "It will be free of charge."), quotation("ana", "For ever."))
    assert not compare(baseline(old), with_quotations(*reversed(old.sections[0].body.parts))).changed  # type: ignore[arg-type]
    one = change(old, with_quotations(quotation("ana", "It will be free."), quotation("ana", "For ever.")))
    assert (one.fields, one.suggested, one.entry_where) == (("words",), "correction", "section:plan")
    assert said(one, old, EN) == ("“It will be free of charge.”", "“It will be free.”")
    other = change(old, with_quotations(quotation("rui", "It will be free of charge."), quotation("ana", "For ever.")))
    assert said(other, old, EN) == ("“It will be free of charge.” (ana)", "“It will be free of charge.” (rui)")
    gone = change(old, with_quotations(quotation("ana", "For ever.")))
    assert (gone.sort, said(gone, old, EN)) == ("removed", ("“It will be free of charge.” (ana)", ""))


def test_a_thing_with_another_id_is_the_same_thing() -> None:
    renamed = replace(fact(), id="price")
    found = compare(baseline(site(fact())), site(renamed))
    assert (found.changed, found.added, found.renamed) == ((), (), (("fact:cost", "fact:price"),))


def test_a_page_of_ones_own_is_known_by_its_headline() -> None:
    about = OwnPage("about", "About", Prose(), Prose(), False, AT)
    old, new = (replace(site(), pages=(replace(about, title=title),)) for title in ("About", "About us"))
    assert change(old, new).where == "page:about"


# laws

WORDS = st.sampled_from(["It rises.", "It falls.", "It rises to 5%.", "“It” — falls", "Ships wait."])
FACTS = st.builds(
    Fact, id=st.sampled_from(["a", "b", "c-d"]), statement=WORDS.map(prose), status=st.sampled_from(get_args(Status)),
    value=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9, max_value=9),
    unit=st.sampled_from(["percent", "km"]), quote=st.sampled_from(["", "we rise"]),
    outcome=st.sampled_from(["", "It rose."]).map(prose),
)  # fmt: skip
QUOTES = st.lists(st.builds(quotation, st.sampled_from(["ana", "rui"]), WORDS), max_size=3)
SITES = st.builds(
    lambda facts, headline, blocks, id: replace(with_quotations(*blocks, id=id), facts={f.id: f for f in facts},
                                                explainer=site(headline=headline).explainer),
    st.lists(FACTS, max_size=3), WORDS, QUOTES, st.sampled_from(["plan", "way"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SITES, SITES, st.data())
def test_once_recorded_nothing_is_left_to_record(old: Site, new: Site, data: st.DataObject) -> None:
    then, now = baseline(old), baseline(new)
    found = compare(then, new).changed
    assert moved(then, now, ()) == now
    assert not compare(now, new).changed
    left = tuple(c for c in found if data.draw(st.booleans()))
    again = compare(moved(then, now, left), new).changed
    assert Counter(map(told, again)) == Counter(map(told, left))


def told(change: Change) -> tuple[str, str, tuple[str, ...]]:
    """Of the same words in two places either may be called the one that went."""
    return ("" if change.quoted else change.where, change.sort, change.fields)


@settings(max_examples=60, deadline=None)
@given(SITES)
def test_the_file_holds_what_was_published(made: Site) -> None:
    kept = baseline(made)
    text = write(kept)
    assert read(text, "content/published.json").value == kept
    assert read(text.replace("\n", "\r\n"), "content/published.json").value == kept
    assert not compare(kept, made).changed and not compare(kept, made).added


@settings(max_examples=100, deadline=None)
@given(FACTS, FACTS)
def test_settling_a_claim_cannot_lose_its_words(old: Fact, new: Fact) -> None:
    old, new = replace(old, id="a"), replace(new, id="a")
    found = compare(baseline(site(old)), site(new)).changed
    if old.status in SETTLED or new.status not in SETTLED:
        assert all(c.sort == "changed" for c in found)
        return
    (one,) = found
    kept = fold(old.statement.plain) == fold(new.statement.plain) and old.quote == new.quote
    if not kept:
        assert one.sort == "lost"
    if fold(old.statement.plain) != fold(new.statement.plain):
        assert old.statement.plain in said(one, site(new), EN)[0]
