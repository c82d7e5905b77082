"""What pages call things: names of what the content holds, dates as people write them, letters, reserved ids."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup, escape

from sitegen.content import language
from sitegen.content.catalogue import Catalogue
from sitegen.core import model
from sitegen.core.kinds import Page
from sitegen.core.record import record

RESERVED_IDS = (
    "main", "notes", "notes-heading", "footnotes", "footnotes-heading", "site-pages", "key-points-heading",
    "contents-heading", "route-heading", "questions-heading", "disclaimer-heading", "explanation",
)  # fmt: skip
"""Ids that the templates give out themselves."""


@record
class Note:
    """An entry of the list at the page's end: `mark` is its number or letter, `back` the ids of its marks, `address`
    where a source is on the web."""

    mark: str
    id: str
    html: Markup
    back: tuple[str, ...]
    address: str = ""


def name(page: Page, scheme: str, id: str) -> str:
    """What readers call a thing: a section by its title, a person by the name, a fact by its statement."""
    reader = page.reader
    match scheme:
        case "section":
            return page.typeset(reader.part(id).title)
        case "page":
            card = reader.card(id)
            return card.title if card else id
        case "person":
            return next(person.name for person in reader.people() if person.id == id)
        case "term":
            return next(term.term for term in reader.terms() if term.id == id)
        case "question":
            return next(question.question.plain for question in reader.questions() if question.id == id)
        case "fact":
            return reader.fact(id).statement.plain
        case _:
            itinerary = reader.itinerary()
            return next(stop.name for stop in itinerary.stops if stop.id == id) if itinerary else id


def citation(page: Page, id: str, catalogue: Catalogue) -> Markup:
    """A source as a note names it: title, author or publisher, day."""
    source = page.reader.citation(id)
    title = Markup('<a href="{}"><cite>{}</cite></a>').format(page.href("source", id), source.title)
    rest = [escape(part) for part in dict.fromkeys((source.author, source.publisher)) if part]
    if source.published:
        rest.append(time_element(source.published, catalogue))
    return Markup(", ").join([title, *rest])


def time_element(value: model.Day | date, catalogue: Catalogue, kind: str = "") -> Markup:
    """`<time>` with the date as people write it; the machine's form in `datetime`, `kind` its class."""
    shown = language.format_day(value, catalogue)
    machine = value.iso if isinstance(value, model.Day) else value.isoformat()
    classes = Markup(' class="{}"').format(kind) if kind else ""
    return Markup('<time{} datetime="{}">{}</time>').format(classes, machine, shown)


def letter_of(index: int) -> str:
    """0 -> a, 25 -> z, 26 -> aa."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
