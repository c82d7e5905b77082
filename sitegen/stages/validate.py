"""Snapshot -> Site: every file read into the model, joined, and every reference between them resolved.

All problems of a run are found at once: a file or an entry with an error is left out, but its id stays known, so that
one slip does not make every text that names it look wrong too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from sitegen.blocks import BLOCKS
from sitegen.content import language, markdown, references, schema
from sitegen.content.front_matter import front_matter
from sitegen.content.languages import LANGUAGES
from sitegen.content.text import Located
from sitegen.content.yaml import parse
from sitegen.core import model
from sitegen.core.artifact import Snapshot, today
from sitegen.core.problem import Problem, Result, Span, errors, nearest
from sitegen.core.prose import Heading, Prose
from sitegen.page.naming import RESERVED_IDS
from sitegen.web import urls

T = TypeVar("T")
_SECTION = re.compile(r"sections/(\d+)[-_ ]([^/]+)\.md$")


def validate(snapshot: Snapshot) -> Result[model.Site]:
    run = _Run(snapshot)
    site = run.site()
    problems = tuple(run.problems)
    return Result(site if not errors(problems) else None, problems)


@dataclass(slots=True)
class _Run:
    """One validation: the snapshot, the problems so far, and the ids whose entries could not be read."""

    snapshot: Snapshot
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, set[str]] = field(default_factory=dict)
    dialect: markdown.Dialect = field(default_factory=markdown.Dialect)

    def site(self) -> model.Site | None:
        tree = self._yaml("site.yaml")
        config = self._take(schema.read_site(tree)) if tree is not None else None
        if config is None:
            config = _UNREAD  # the other files are still worth judging
        if config.language not in LANGUAGES:
            self.problems.append(Problem("field-value", f'there is no catalogue for the language "{config.language}"',
                                         config.at, nearest(config.language, LANGUAGES)))  # fmt: skip
            config = replace(config, languages=("en",))
        catalogue = LANGUAGES[config.language]
        self.dialect = markdown.Dialect(
            "".join(catalogue.quotes), config.html, lambda text: language.typeset(text, catalogue)
        )
        explainer = self._document("explainer.md", lambda tree, body: schema.read_explainer(
            tree, body, self._prose, config.time_zone))  # fmt: skip
        site = model.Site(
            config=config,
            explainer=explainer or _NO_EXPLAINER,
            sections=self._sections(),
            questions=self._entries("faq.yaml", "question", schema.read_questions),
            itinerary=self._itinerary(),
            disclaimer=self._page("disclaimer.md", "disclaimer"),
            pages=self._pages(),
            facts=_by_id(self._entries("facts.yaml", "fact", schema.read_facts)),
            sources=_by_id(self._entries("sources.yaml", "source", schema.read_sources)),
            people=_by_id(self._entries("people.yaml", "person", schema.read_people)),
            terms=_by_id(self._entries("glossary.yaml", "term", schema.read_terms)),
            timeline=self._entries("timeline.yaml", "moment", schema.read_timeline),
            corrections=self._entries("corrections.yaml", "correction", schema.read_corrections)
            if "corrections.yaml" in self.snapshot.content else None,
            images={name: source.path for name, source in self.snapshot.content.items() if name.startswith("images/")},
        )  # fmt: skip
        unread = {scheme: frozenset(ids) for scheme, ids in self.unread.items()}
        self.problems += references.judge(site, urls.page_ids(site), unread, BLOCKS, catalogue)
        self.problems += _reserved(site)
        self.problems += _due(site, today(self.snapshot, config))
        return site

    # -- files --------------------------------------------------------------------------------------------------

    def _yaml(self, name: str) -> Any | None:
        source = self.snapshot.content.get(name)
        return None if source is None else self._took(parse(source.text, source.path))

    def _document(self, name: str, read: Callable[[Any, Located], Any]) -> Any | None:
        source = self.snapshot.content.get(name)
        if source is None:
            return None
        found = self._took(front_matter(source.text, source.path))
        return None if found is None else self._take(read(*found))

    def _entries(self, name: str, scheme: str, read: Callable[..., Any]) -> tuple[Any, ...]:
        tree = self._yaml(name)
        if tree is None:
            return ()
        found = read(tree, self._prose)
        value = self._take(found) or ()
        self.unread.setdefault(scheme, set()).update(found.ids - {entry.id for entry in value if hasattr(entry, "id")})
        return tuple(entry for entry in value if self._published(entry, scheme))

    def _itinerary(self) -> model.Itinerary | None:
        tree = self._yaml("itinerary.yaml")
        if tree is None:
            return None
        found = schema.read_itinerary(tree, self._prose, self.snapshot.options.drafts)
        itinerary: model.Itinerary | None = self._take(found)
        known = {stop.id for stop in itinerary.stops} if itinerary else set()
        self.unread.setdefault("stop", set()).update(found.ids - known)
        return itinerary

    def _sections(self) -> tuple[model.Section, ...]:
        """In the order of their numbers as written; parts are counted after drafts are left out."""
        found: list[tuple[int, str, model.Section]] = []
        for name, source in self.snapshot.content.items():
            if not name.startswith("sections/") or not name.endswith(".md"):
                continue
            match = _SECTION.match(name)
            if match is None:
                self.problems.append(Problem(
                    "section-number", f'"{name}" does not say which part it is', Span(source.path),
                    "name it like sections/03-region.md: its number, then its id",
                ))  # fmt: skip
                continue
            section = self._section(name, match[2])
            if section is not None and self._published(section, "section"):
                found.append((int(match[1]), name, section))
        found.sort(key=lambda row: row[:2])
        self._once(((section.id, section.at) for _, _, section in found), "section")
        return tuple(replace(section, number=number) for number, (_, _, section) in enumerate(found, 1))

    def _section(self, name: str, id: str) -> model.Section | None:
        return self._document(name, lambda tree, body: schema.read_section(tree, body, self._prose, id))

    def _page(self, name: str, id: str) -> model.OwnPage | None:
        page: model.OwnPage | None = self._document(
            name, lambda tree, body: schema.read_page(tree, body, self._prose, id)
        )
        if page is None or not self._published(page, "page"):
            return None
        return _titled(page)

    def _pages(self) -> tuple[model.OwnPage, ...]:
        names = [name for name in self.snapshot.content if name.startswith("pages/") and name.endswith(".md")]
        pages = (self._page(name, name.removeprefix("pages/").removesuffix(".md")) for name in names)
        return tuple(page for page in pages if page is not None)

    # -- values -------------------------------------------------------------------------------------------------

    def _prose(self, text: Located, inline: bool, blocks: bool) -> Prose:
        result = markdown.parse(text, self.dialect, inline=inline, blocks=blocks)
        self.problems += result.problems
        assert result.value is not None, "any text is Markdown"
        return result.value

    def _take(self, read: Any) -> Any:
        self.problems += read.problems
        return read.value

    def _took(self, result: Result[T]) -> T | None:
        self.problems += result.problems
        return result.value

    def _published(self, entry: Any, scheme: str) -> bool:
        """Drafts are left out of everything; what names one names something unknown, which is an error."""
        return self.snapshot.options.drafts or not getattr(entry, "draft", False)

    def _once(self, ids: Iterable[tuple[str, Span]], scheme: str) -> None:
        first: dict[str, Span] = {}
        for id, at in ids:
            if id in first:
                self.problems.append(Problem("id-duplicate", f'two {scheme}s have the id "{id}"', at,
                                             f"the other is {first[id].path}"))  # fmt: skip
            first.setdefault(id, at)


_NOWHERE = Span("")
_UNREAD = model.SiteConfig(title="", url="https://example.org/")
_NO_EXPLAINER = model.Explainer("", Prose(), "", date.min, date.min, None, (), Prose(), _NOWHERE)


def _by_id(entries: Iterable[Any]) -> dict[str, Any]:
    return {entry.id: entry for entry in entries}


def _titled(page: model.OwnPage) -> model.OwnPage:
    """A page without `title:` takes it from its first heading, which then is not printed twice, or from its name."""
    if page.title:
        return page
    for place, part in enumerate(page.body.parts):
        if isinstance(part, Heading):
            parts = page.body.parts[:place] + page.body.parts[place + 1 :]
            return replace(page, title=part.text, body=replace(page.body, parts=parts))
    return replace(page, title=page.id.replace("-", " ").capitalize())


def _reserved(site: model.Site) -> Iterator[Problem]:
    """Addresses that sitegen fills itself cannot be taken by a page of the writer's own."""
    ours = {*urls.RESERVED_PAGES, urls.NOT_FOUND, "assets", "images"}
    for section in site.sections:
        if {section.id, f"{section.id}-heading"} & set(RESERVED_IDS) or section.id.endswith("-heading"):
            message = f'every page gives the id "{section.id}" to a part of its own'
            hint = f"give the section another: id: {section.id}-part, or rename its file"
            yield Problem("id-reserved", message, section.at, hint)
    for page in site.pages:
        if page.id in ours:
            yield Problem("page-reserved", f'"{page.id}" is a page that sitegen makes', page.at,
                          f"rename the file, e.g. {page.id}-notes.md")  # fmt: skip
    if site.config.sections == "pages":
        for section in site.sections:
            if section.id in ours:
                yield Problem("page-reserved", f'"{section.id}" is a page that sitegen makes', section.at,
                              "give the section another id")  # fmt: skip


def _due(site: model.Site, day: date) -> Iterator[Problem]:
    """Forecasts whose day has passed. A snapshot describes its own day, so there they are one note."""
    late = [(fact, passed) for fact in site.facts.values() if (passed := fact.due(day)) is not None]
    if site.config.snapshot and late:
        message = f"the days of {len(late)} facts have passed; the site describes {site.config.snapshot.isoformat()}"
        yield Problem("snapshot-due", message, Span(site.config.at.path))
        return
    for fact, passed in late:
        yield Problem("fact-due", f'"{fact.id}" is still {fact.status}, but its day was {passed.isoformat()}', fact.at,
                      "say what came of it: change its status (and outcome:), or move review_by")  # fmt: skip
