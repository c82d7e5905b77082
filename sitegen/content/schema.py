"""YAML and front matter -> the model: one function per kind of file, every fault of a file at once.

An entry is read in two steps: its shape (`shapes`, each key for itself), then its sense (`schema_facts`,
`schema_route`, keys against each other). One with a fault is left out, but its id is still told, so that a text that
names it is not called wrong too. Texts are parsed by whoever calls, through `ProseParser`: it collects their problems.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sitegen.content import shapes, shapes_site
from sitegen.content.schema_entry import (
    Entry,
    ProseParser,
    Read,
    drafts_of,
    ids_of,
    is_draft,
    printed,
    read_texts,
    shaped,
)
from sitegen.content.schema_facts import fact
from sitegen.content.schema_faults import not_a_list
from sitegen.content.schema_fields import id_refusal
from sitegen.content.schema_route import itinerary
from sitegen.content.shapes import Shape
from sitegen.content.tree import Scalar, Tree
from sitegen.core import model
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span

S = TypeVar("S", bound=Shape)
T = TypeVar("T")


def read_site(tree: Tree) -> Read[model.SiteConfig]:
    shape, problems = shaped(shapes_site.Site, tree, ())
    if shape is None:
        return Read(None, frozenset(), problems)
    publisher = shape.publisher
    policies = publisher.policies.model_dump(by_alias=True) if publisher else {}
    policies = {kind: place for kind, place in policies.items() if place}
    return Read(
        model.SiteConfig(
            title=shape.title,
            url=shape.url,
            languages=tuple(dict.fromkeys(shape.languages)) or ("en",),
            time_zone=shape.time_zone,
            publisher=model.Publisher(
                name=publisher.name,
                type=publisher.type,
                url=publisher.url,
                email=publisher.email,
                address=model.Address(**publisher.address.model_dump()) if publisher.address else None,
                policies=tuple(policies.items()),
                policies_at=tuple(tree.at(("publisher", "policies", kind)) for kind in policies),
            )
            if publisher
            else None,
            description=shape.description,
            short_title=shape.short_title,
            dollar=shape.dollar or "",
            snapshot=shape.snapshot,
            sections=shape.sections,
            accent=shape.theme.accent,
            accent_at=tree.at(("theme", "accent")),
            html=shape.html,
            sides=tuple(shape.sides.items()),
            waivers=tuple(
                model.Waiver(waiver.code, waiver.until, waiver.reason, tree.at(("checks", "waive", index)))
                for index, waiver in enumerate(shape.checks.waive)
            ),
            at=tree.at(("title",)),
            printed=printed(tree, ()),
        ),
        frozenset(),
        problems,
    )


def read_explainer(tree: Tree, body: Located, prose: ProseParser, time_zone: str = "UTC") -> Read[model.Explainer]:
    shape, problems = shaped(shapes_site.ExplainerHead, tree, ())
    if shape is None:
        return _unread(shapes_site.ExplainerHead, tree, body, prose, "", problems)
    entry = Entry(tree, (), prose)
    published = _zoned(shape.published, time_zone)
    updated = published if shape.updated is None else _zoned(shape.updated, time_zone)
    if _earlier(updated, published):
        entry.fault("field-value", "updated lies before published", ("updated",), "swap them, or leave updated out")
    value = model.Explainer(
        headline=shape.headline,
        dek=entry.inline(shape.dek),
        byline=shape.byline,
        published=published,
        updated=updated,
        as_of=shape.as_of,
        key_points=tuple(entry.inline(point) for point in shape.key_points),
        body=prose(body, False, True),
        at=tree.at(("headline",)),
        as_of_at=tree.at(("as_of",)),
        printed=printed(entry.tree, entry.path),
        updated_at=tree.at(("published",)) if shape.updated is None else tree.at(("updated",)),
        card=shape.card,
        card_at=tree.at(("card",)),
    )
    return entry.read(value)


def read_section(tree: Tree, body: Located, prose: ProseParser, id: str) -> Read[model.Section]:
    """`id` is the file's name without number and ending; parts are numbered by whoever has all of them."""
    shape, problems = shaped(shapes_site.SectionHead, tree, ())
    if shape is None:
        return _unread(shapes_site.SectionHead, tree, body, prose, id, problems)
    entry = Entry(tree, (), prose)
    if not shape.id:
        problems += _file_id(id, tree)
    value = model.Section(
        number=0,
        id=shape.id or id,
        title=shape.title,
        summary=entry.inline(shape.summary),
        key_points=tuple(entry.inline(point) for point in shape.key_points),
        body=prose(body, False, True),
        draft=shape.draft,
        at=tree.at(("id",)) if shape.id else Span(tree.path),
        printed=printed(entry.tree, entry.path),
        card=shape.card,
        card_at=tree.at(("card",)),
    )
    return Read(None if problems else value, frozenset({shape.id or id}), problems)


def read_page(tree: Tree, body: Located, prose: ProseParser, id: str) -> Read[model.OwnPage]:
    """`disclaimer.md` or a file of pages/; `id` is its name without the ending."""
    shape, problems = shaped(shapes_site.PageHead, tree, ())
    if shape is None:
        return _unread(shapes_site.PageHead, tree, body, prose, id, problems)
    problems += _file_id(id, tree)
    summary = Entry(tree, (), prose).inline(shape.summary)
    value = model.OwnPage(id, shape.title, summary, prose(body, False, True), shape.draft, Span(tree.path),
                          printed(tree, ()), shape.card, tree.at(("card",)))  # fmt: skip
    return Read(None if problems else value, frozenset({id}), problems)


def read_facts(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Fact, ...]]:
    return _list(tree, prose, drafts, shapes.Fact, fact)


def read_sources(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Citation, ...]]:
    return _list(
        tree,
        prose,
        drafts,
        shapes.Source,
        lambda shape, entry: model.Citation(
            shape.id,
            shape.title,
            shape.author,
            shape.publisher,
            shape.published,
            shape.accessed,
            shape.url,
            shape.archived,
            shape.kind or "",
            shape.language,
            entry.block(shape.note),
            entry.place,
        ),
    )


def read_people(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Person, ...]]:
    return _list(
        tree,
        prose,
        drafts,
        shapes.Person,
        lambda shape, entry: model.Person(
            shape.id,
            shape.name,
            entry.inline(shape.role),
            shape.side,
            shape.draft,
            entry.place,
            entry.at("side"),
        ),
    )


def read_terms(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Term, ...]]:
    return _list(
        tree,
        prose,
        drafts,
        shapes.Term,
        lambda shape, entry: model.Term(
            shape.id,
            shape.term,
            shape.forms,
            entry.block(shape.definition),
            shape.draft,
            entry.place,
        ),
    )


def read_timeline(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Moment, ...]]:
    return _list(
        tree,
        prose,
        drafts,
        shapes.Moment,
        lambda shape, entry: model.Moment(
            shape.date,
            shape.title,
            entry.block(shape.text),
            shape.status or "",
            shape.facts,
            shape.happens,
            shape.review_by,
            shape.draft,
            entry.place,
            tuple(tree.at((*entry.path, "facts", index)) for index in range(len(shape.facts))),
            shape.id,
            printed(entry.tree, entry.path),
        ),
    )


def read_corrections(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Correction, ...]]:
    return _list(tree, prose, drafts, shapes.Correction, _correction)


def _correction(shape: shapes.Correction, entry: Entry) -> model.Correction:
    if not shape.was and not shape.now:
        hint = "write what stood there before as was:, what stands there since as now:"
        entry.fault("field-missing", "a correction needs was: or now:", ("was", "now"), hint)
    return model.Correction(
        shape.date, shape.kind, shape.where, shape.was, shape.now, shape.reason, entry.place, entry.at("where"),
        shape.id,
    )  # fmt: skip


def read_questions(tree: Tree, prose: ProseParser, drafts: bool = True) -> Read[tuple[model.Question, ...]]:
    return _list(
        tree,
        prose,
        drafts,
        shapes.Question,
        lambda shape, entry: model.Question(
            shape.id,
            entry.inline(shape.question),
            entry.block(shape.answer),
            shape.draft,
            entry.place,
        ),
    )


def read_itinerary(tree: Tree, prose: ProseParser, drafts: bool) -> Read[model.Itinerary]:
    """Stops are numbered in order; without `drafts`, draft stops and the legs that touch them are left out."""
    return itinerary(tree, prose, drafts)


def _list(
    tree: Tree, prose: ProseParser, drafts: bool, shape: type[S], make: Callable[[S, Entry], T]
) -> Read[tuple[T, ...]]:
    """`drafts`: whether they are read; else they are passed over, whatever is wrong with them."""
    if tree.data is None or (isinstance(tree.data, Scalar) and tree.data.kind == "nothing"):
        return Read((), frozenset(), ())
    if not isinstance(tree.data, list):
        return Read(None, frozenset(), (not_a_list(tree, shape.called),))
    ids, problems = ids_of(tree, (), drafts)
    twice = {problem.at for problem in problems}
    values: list[T] = []
    for index, node in enumerate(tree.data):
        if is_draft(node) and not drafts:
            continue
        found, faults = shaped(shape, tree, (index,))
        problems += faults
        if found is None:
            read_texts(shape, tree, (index,), prose)
            continue
        entry = Entry(tree, (index,), prose)
        value = make(found, entry)
        problems += tuple(entry.problems)
        if not entry.problems and entry.place not in twice:
            values.append(value)
    return Read(tuple(values), ids, problems, frozenset() if drafts else drafts_of(tree.data))


def _unread(
    shape: type[Shape], tree: Tree, body: Located, prose: ProseParser, id: str, problems: tuple[Problem, ...]
) -> Read[Any]:
    """A Markdown file whose front matter has a fault: its texts are parsed all the same, its id is known."""
    read_texts(shape, tree, (), prose)
    prose(body, False, True)
    given = tree.data.get("id") if isinstance(tree.data, dict) else None
    ids = {id, given.text if isinstance(given, Scalar) else id} - {""}
    return Read(None, frozenset(ids), problems)


def _file_id(id: str, tree: Tree) -> tuple[Problem, ...]:
    if wrong := id_refusal(id):
        return (
            Problem(
                "id-form",
                wrong[0] + " (taken from the file's name)",
                Span(tree.path),
                wrong[1].replace("write it", "rename the file:"),
            ),
        )
    return ()


def _zoned(moment: datetime | date, time_zone: str) -> datetime | date:
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=ZoneInfo(time_zone))
    return moment


def _earlier(one: datetime | date, other: datetime | date) -> bool:
    """By the clock where both have one, else by the day."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return _day(one) < _day(other)


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


__all__ = [
    "ProseParser", "Read", "read_corrections", "read_explainer", "read_facts", "read_itinerary", "read_page",
    "read_people", "read_questions", "read_section", "read_site", "read_sources", "read_terms", "read_timeline",
]  # fmt: skip
