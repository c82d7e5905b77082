"""Every text of a site in reading order, and what follows from that: where things are named, which blocks stand where.

The one place that knows in which fields prose lies; a new field is added here and is at once resolved, checked and
counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.content.parsed import Names, gist
from sitegen.core.kinds import Use
from sitegen.core.model import Site
from sitegen.core.prose import Prose
from sitegen.core.record import record


@record
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
        for scheme, id in gist(text.prose, names).named:
            note(scheme, id, text.where)
    for fact in site.facts.values():
        for id in fact.derivation.of if fact.derivation else ():
            note("fact", id, Use("fact", fact.id))
    for number, moment in enumerate(site.timeline, 1):
        for id in moment.facts:
            note("fact", id, Use("moment", str(number)))
    return {key: tuple(where) for key, where in found.items()}


def blocks(site: Site, names: Names) -> Mapping[str, frozenset[str]]:
    """Page -> the kinds of blocks that stand on it, for its style sheet."""
    kinds: dict[str, set[str]] = {}
    for text in texts(site):
        kinds.setdefault(text.page, set()).update(gist(text.prose, names).blocks)
    return {page: frozenset(found) for page, found in kinds.items()}


def images(site: Site, names: Names) -> frozenset[str]:
    """The pictures that texts show, as named there."""
    return frozenset(image for text in texts(site) for image in gist(text.prose, names).images)
