"""Trees of YAML -> the model, one function a kind of file. The ledger and the itinerary, whose fields mean more
together than apart, are read in `content.schema_facts` and `content.schema_itinerary`.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sitegen.content import shapes
from sitegen.content.reading import ProseKind, ProseParser, Read, Reading
from sitegen.content.text import Located
from sitegen.content.tree import Tree
from sitegen.core import model
from sitegen.core.codes import CODES, Severity
from sitegen.core.problem import nearest
from sitegen.core.prose import Prose


def _no_prose(text: Located, kind: ProseKind) -> Prose:
    raise AssertionError("site.yaml holds no prose")


def read_site(tree: Tree) -> Read[model.SiteConfig]:
    file = Reading(tree, _no_prose)
    shape = file.whole(shapes.SiteShape, "site.yaml")
    if shape is None:
        return file.read(None)
    try:
        ZoneInfo(shape.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        file.add("field-value", f'there is no time zone "{shape.time_zone}"', tree.at(("time_zone",)),
                 "write a name such as Europe/Lisbon or Asia/Ho_Chi_Minh")  # fmt: skip
    waivers = tuple(_waiver(file, waiver, number) for number, waiver in enumerate(shape.checks.waive))
    if not shape.languages:
        file.add("field-value", "a site has at least one language", tree.at(("languages",)), "for example: [en]")
        return file.read(None)
    publisher = shape.publisher
    address = publisher.address if publisher else None
    config = model.SiteConfig(
        title=shape.title, url=shape.url.rstrip("/") + "/", languages=tuple(shape.languages), time_zone=shape.time_zone,
        publisher=None if publisher is None else model.Publisher(
            publisher.name, publisher.type, publisher.url, publisher.email,
            model.Address(address.street, address.city, address.region, address.postal_code, address.country)
            if address else None,
            tuple(publisher.policies.items()),
        ),
        description=shape.description, snapshot=shape.snapshot, sections=shape.sections, accent=shape.theme.accent,
        html=shape.html, sides=tuple(shape.sides.items()), waivers=waivers, at=tree.at(("title",)),
    )  # fmt: skip
    return file.read(config if not file.problems else None)


def _waiver(file: Reading, shape: shapes.WaiverShape, number: int) -> model.Waiver:
    at = file.tree.at(("checks", "waive", number, "code"))
    code = CODES.get(shape.code)
    if code is None:
        file.add("waiver-unknown", f'there is no code "{shape.code}"', at, nearest(shape.code, CODES))
    elif code.severity is Severity.ERROR:
        file.add(
            "waiver-refused", f'"{shape.code}" is an error, and errors cannot be waived', at, "mend what it is about"
        )
    return model.Waiver(shape.code, shape.until, shape.reason, at)


def read_explainer(tree: Tree, body: Located, prose: ProseParser, time_zone: str) -> Read[model.Explainer]:
    file = Reading(tree, prose)
    text = prose(body, "body")
    shape = file.whole(shapes.ExplainerShape, "explainer.md")
    if shape is None:
        return file.read(None)
    published, updated = (_zoned(day, time_zone) for day in (shape.published, shape.updated or shape.published))
    if _plain_day(updated) < _plain_day(published):
        file.add(
            "field-value", "it was updated before it was published", tree.at(("updated",)), "change one of the dates"
        )
    return file.read(model.Explainer(
        shape.headline, file.prose(shape.dek), shape.byline, published, updated, shape.as_of,
        file.proses(shape.key_points), text, tree.at(("headline",)),
    ))  # fmt: skip


def _zoned(day: date, time_zone: str) -> date:
    """A moment without a zone is meant in the site's."""
    if isinstance(day, datetime) and day.tzinfo is None:
        return day.replace(tzinfo=ZoneInfo(time_zone))
    return day


def _plain_day(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def read_section(tree: Tree, body: Located, prose: ProseParser, id: str) -> Read[model.Section]:
    """`id`: from the file's name, unless the front matter gives one. Its number is given once drafts are left out."""
    file = Reading(tree, prose)
    text = prose(body, "body")
    shape = file.whole(shapes.SectionShape, "section")
    ids = frozenset({id})
    if shape is None:
        return file.read(None, ids)
    section = model.Section(
        0, shape.id or id, shape.title, file.prose(shape.summary), file.proses(shape.key_points), text, shape.draft,
        tree.at(("title",)),
    )  # fmt: skip
    return file.read(section, frozenset({section.id}))


def read_page(tree: Tree, body: Located, prose: ProseParser, id: str) -> Read[model.OwnPage]:
    file = Reading(tree, prose)
    text = prose(body, "body")
    shape = file.whole(shapes.PageShape, "page") if tree.data is not None else shapes.PageShape()
    if shape is None:
        return file.read(None, frozenset({id}))
    page = model.OwnPage(id, shape.title, file.prose(shape.summary), text, shape.draft, tree.at())
    return file.read(page, frozenset({id}))


def read_questions(tree: Tree, prose: ProseParser) -> Read[tuple[model.Question, ...]]:
    file = Reading(tree, prose)
    entries = file.entries(shapes.QuestionShape, "question")
    file.once(entries, "question")
    return file.read(tuple(
        model.Question(e.id, file.prose(e.question), file.prose(e.answer, "text"), e.draft, tree.at((*path, "id")))
        for e, path in entries
    ), file.ids())  # fmt: skip


def read_sources(tree: Tree, prose: ProseParser) -> Read[tuple[model.Citation, ...]]:
    file = Reading(tree, prose)
    entries = file.entries(shapes.SourceShape, "source")
    file.once(entries, "source")
    return file.read(tuple(
        model.Citation(e.id, e.title, e.author, e.publisher, e.published, e.accessed, e.url, e.archived, e.kind or "",
                       e.language, file.prose(e.note, "text"), tree.at((*path, "id")))
        for e, path in entries
    ), file.ids())  # fmt: skip


def read_people(tree: Tree, prose: ProseParser) -> Read[tuple[model.Person, ...]]:
    file = Reading(tree, prose)
    entries = file.entries(shapes.PersonShape, "person")
    file.once(entries, "person")
    return file.read(tuple(
        model.Person(e.id, e.name, file.prose(e.role), e.side, e.draft, tree.at((*path, "id"))) for e, path in entries
    ), file.ids())  # fmt: skip


def read_terms(tree: Tree, prose: ProseParser) -> Read[tuple[model.Term, ...]]:
    file = Reading(tree, prose)
    entries = file.entries(shapes.TermShape, "term")
    file.once(entries, "term")
    return file.read(tuple(
        model.Term(e.id, e.term, tuple(e.forms), file.prose(e.definition, "text"), e.draft, tree.at((*path, "id")))
        for e, path in entries
    ), file.ids())  # fmt: skip


def read_timeline(tree: Tree, prose: ProseParser) -> Read[tuple[model.Moment, ...]]:
    file = Reading(tree, prose)
    return file.read(tuple(
        model.Moment(e.date, e.title, file.prose(e.text, "text"), e.status or "", tuple(e.facts), e.happens,
                     e.review_by, e.draft, tree.at((*path, "date")))
        for e, path in file.entries(shapes.MomentShape, "entry of the timeline")
    ))  # fmt: skip


def read_corrections(tree: Tree, prose: ProseParser) -> Read[tuple[model.Correction, ...]]:
    file = Reading(tree, prose)
    return file.read(tuple(
        model.Correction(e.date, e.kind, e.where, e.was, e.now, e.reason, tree.at((*path, "where")))
        for e, path in file.entries(shapes.CorrectionShape, "correction")
    ))  # fmt: skip
