"""Every text of a site in reading order, and what follows from that: where things are named, which blocks stand where.

The one place that knows in which fields prose lies; a new field is added here and is at once resolved, checked and
counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sitegen.core.kinds import Use
from sitegen.core.model import Site
from sitegen.core.prose import Block, Image, Prose, Reference, everything


@dataclass(frozen=True, slots=True)
class Text:
    """`where` says what the text belongs to, `page` the id of the page that prints it."""

    where: Use
    page: str
    prose: Prose


def texts(site: Site) -> Iterator[Text]:
    explainer = site.explainer
    home = Use("page", "home")
    for prose in (explainer.dek, *explainer.key_points, explainer.body):
        yield Text(home, "home", prose)
    for section in site.sections:
        page = section.id if site.config.sections == "pages" else "home"
        for prose in (section.summary, *section.key_points, section.body):
            yield Text(Use("section", section.id), page, prose)
    if site.itinerary:
        yield Text(Use("page", "itinerary"), "itinerary", site.itinerary.summary)
        for stop in site.itinerary.stops:
            yield Text(Use("stop", stop.id), "itinerary", stop.summary)
    for question in site.questions:
        for prose in (question.question, question.answer):
            yield Text(Use("question", question.id), "faq", prose)
    for number, moment in enumerate(site.timeline, 1):
        yield Text(Use("moment", str(number)), "timeline", moment.text)
    for term in site.terms.values():
        yield Text(Use("term", term.id), "glossary", term.definition)
    for person in site.people.values():
        yield Text(Use("person", person.id), "people", person.role)
    for fact in site.facts.values():
        for prose in (fact.statement, fact.outcome):
            yield Text(Use("fact", fact.id), "facts", prose)
    for source in site.sources.values():
        yield Text(Use("source", source.id), "sources", source.note)
    for own in (*((site.disclaimer,) if site.disclaimer else ()), *site.pages):
        for prose in (own.summary, own.body):
            yield Text(Use("page", own.id), own.id, prose)


Names = Callable[[Block], Iterable[tuple[str, str]]]
"""What a block's opening line names, told by its kind."""


def uses(site: Site, names: Names) -> Mapping[tuple[str, str], tuple[Use, ...]]:
    """(scheme, id) -> where the content names it. A source is named wherever a fact is that rests on it."""
    found: dict[tuple[str, str], dict[Use, None]] = {}

    def note(scheme: str, id: str, where: Use) -> None:
        found.setdefault((scheme, id), {})[where] = None
        if scheme == "fact" and id in site.facts:
            for source in site.facts[id].sources:
                found.setdefault(("source", source), {})[where] = None
        if scheme == "chart" and id in site.charts:
            for point in site.charts[id].points:
                if point.fact:
                    note("fact", point.fact, where)
            for source in site.charts[id].sources:
                found.setdefault(("source", source), {})[where] = None

    for text in texts(site):
        for part in everything(text.prose):
            if isinstance(part, Reference):
                note(part.scheme, part.target, text.where)
            elif isinstance(part, Block):
                for scheme, id in names(part):
                    note(scheme, id, text.where)
    for fact in site.facts.values():
        for id in fact.derivation.of if fact.derivation else ():
            note("fact", id, Use("fact", fact.id))
    for number, moment in enumerate(site.timeline, 1):
        for id in moment.facts:
            note("fact", id, Use("moment", str(number)))
    return {key: tuple(where) for key, where in found.items()}


def blocks(site: Site, page: str) -> frozenset[str]:
    """The kinds of blocks that stand on a page, for its style sheet."""
    kinds = {part.kind for text in texts(site) if text.page == page
             for part in everything(text.prose) if isinstance(part, Block)}  # fmt: skip
    return frozenset(kinds)


def images(site: Site, names: Names) -> frozenset[str]:
    """The pictures that texts show, as named there."""
    shown: set[str] = set()
    for text in texts(site):
        for part in everything(text.prose):
            if isinstance(part, Image):
                shown.add(part.src)
            elif isinstance(part, Block):
                shown.update(id for scheme, id in names(part) if scheme == "image")
    return frozenset(shown)
