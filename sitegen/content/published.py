"""A site as it would go down in `content/published.json`: Site -> Baseline, in the words of its first language.

A value that the ledger fills into a text stays a reference here, `[](fact:id)`: when the value changes, it has changed
in one place, and not in every headline that prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from sitegen.content import ledger
from sitegen.content.catalogue import Catalogue
from sitegen.content.texts import texts
from sitegen.core import model
from sitegen.core.prose import Block, Prose, Reference, everything, plain
from sitegen.core.published import FIGURE, Baseline, Quoted

_KEPT = re.compile(r"\[\]\((fact|section):([a-z0-9-]+)\)")
_PAGE_OF = {"moment": "timeline", "term": "glossary", "person": "people", "source": "sources"}
_SHAPES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "—": "-", "–": "-"})


def baseline(site: model.Site) -> Baseline:
    """Every entry, sorted by what it is about; drafts are not in a `Site` unless they were asked for."""
    said = {where: {name: text for name, text in fields if text} for where, fields in _said(site)}
    quotations = sorted(_quotations(site), key=lambda q: (q.where, q.fact, q.by, q.words))
    return Baseline(dict(sorted(said.items())), tuple(quotations))


def fold(text: str) -> str:
    """Equal for texts that typesetting would print alike: the shapes of quotes, dashes and spaces are not words."""
    return " ".join(text.translate(_SHAPES).replace("---", "-").replace("--", "-").replace("…", "...").split())


def shown(text: str, site: model.Site, catalogue: Catalogue) -> str:
    """A kept text as it is read: references filled with the value of today."""
    dollar = ledger.dollar_sign(site.facts.values())
    titles = {section.id: section.title for section in site.sections}

    def fill(match: re.Match[str]) -> str:
        scheme, id = match.groups()
        fact = site.facts.get(id) if scheme == "fact" else None
        return ledger.format_fact(fact, catalogue, dollar=dollar) if fact else titles.get(id, id)

    return _KEPT.sub(fill, text)


def figure(fields: Mapping[str, str], catalogue: Catalogue, dollar: str) -> str:
    """A kept figure as the site writes it, "up to 155%"; as it stands in the file where it cannot be read."""
    try:
        numbers = {name: Decimal(fields[name]) for name in ("value", "low", "high") if name in fields}
        day = date.fromisoformat(fields["day"]) if "day" in fields else None
    except (InvalidOperation, ValueError):
        return " ".join(text for name, text in fields.items() if name in FIGURE)
    fact = model.Fact(
        "", Prose(), "reported", value=numbers.get("value"), low=numbers.get("low"), high=numbers.get("high"), day=day,
        unit=fields.get("unit", ""), currency=fields.get("currency", ""), per=fields.get("per", ""),
        noun=(("other", fields["noun"]),) if "noun" in fields else (),
        qualifier=cast(model.Qualifier, fields.get("qualifier", "exact")),
    )  # fmt: skip
    return ledger.format_fact(fact, catalogue, dollar=dollar)


def exists(where: str, site: model.Site) -> bool:
    """Whether the site still has what a place such as "fact:tariff-threat" names."""
    scheme, _, id = where.partition(":")
    match scheme:
        case "fact":
            return id in site.facts
        case "section":
            return any(section.id == id for section in site.sections)
        case "stop":
            return bool(site.itinerary) and any(stop.id == id for stop in site.itinerary.stops)  # type: ignore[union-attr]
        case "question":
            return any(question.id == id for question in site.questions)
    there: dict[str, Any] = {
        "home": True, "facts": site.facts, "itinerary": site.itinerary, "faq": site.questions,
        "timeline": site.timeline, "glossary": site.terms, "people": site.people, "sources": site.sources,
        "disclaimer": site.disclaimer, **{page.id: page for page in site.pages},
    }  # fmt: skip
    return bool(there.get(id))


def _said(site: model.Site) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    read = _reader(site)
    explainer = site.explainer
    yield "page:home", [("headline", _line(explainer.headline)), ("dek", read(explainer.dek))]
    for page in (*((site.disclaimer,) if site.disclaimer else ()), *site.pages):
        yield f"page:{page.id}", [("headline", _line(page.title))]
    for section in site.sections:
        yield f"section:{section.id}", [("headline", _line(section.title))]
    for stop in site.itinerary.stops if site.itinerary else ():
        days = "/".join(dict.fromkeys(day.isoformat() for day in stop.days)) if stop.days else ""
        yield f"stop:{stop.id}", [("name", _line(stop.name)), ("days", days), ("time", stop.time),
                                  ("status", stop.status)]  # fmt: skip
    for fact in site.facts.values():
        yield f"fact:{fact.id}", [
            ("statement", read(fact.statement)),
            *((name, f"{number:f}") for name in ("value", "low", "high")
              if (number := getattr(fact, name)) is not None),
            ("day", fact.day.isoformat() if fact.day else ""), ("unit", fact.unit), ("currency", fact.currency),
            ("noun", dict(fact.noun).get("other", "")), ("per", fact.per),
            ("qualifier", fact.qualifier if fact.has_figure or fact.day else ""), ("status", fact.status),
            ("quote", _line(fact.quote)), ("outcome", read(fact.outcome)),
        ]  # fmt: skip


def _quotations(site: model.Site) -> Iterator[Quoted]:
    for text in texts(site):
        where = f"page:{_PAGE_OF[text.where.scheme]}" if text.where.scheme in _PAGE_OF else (
            f"{text.where.scheme}:{text.where.id}")  # fmt: skip
        for block in everything(text.prose):
            if isinstance(block, Block) and block.kind == "quote":
                by, fact = block.option("by"), block.option("fact")
                kept = fact is not None and fact.text in site.facts and bool(site.facts[fact.text].quote)
                words = "" if kept else _line(plain(block.body))
                yield Quoted(where, by.text if by else "", words, fact.text if fact and kept else "", block.at)


def _reader(site: model.Site) -> Callable[[Prose], str]:
    """Names of people, places and terms are words; a value and a part's number belong to what they stand for."""
    names = {("person", person.id): person.name for person in site.people.values()}
    names |= {("term", term.id): term.term for term in site.terms.values()}
    names |= {("stop", stop.id): stop.name for stop in (site.itinerary.stops if site.itinerary else ())}
    names |= {("page", page.id): page.title for page in site.pages}

    def fill(reference: Reference) -> str:
        if reference.scheme in ("fact", "section"):
            return f"[]({reference.scheme}:{reference.target})"
        return names.get((reference.scheme, reference.target), "")

    return lambda prose: _line(plain(prose.parts, fill))


def _line(text: str) -> str:
    return " ".join(text.split())


def status_word(status: str, catalogue: Catalogue) -> str:
    known = catalogue.statuses.get(cast(model.Status, status))
    return known.word if known and known.word else status

