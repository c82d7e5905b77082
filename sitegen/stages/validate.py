"""Snapshot -> Site: every file read into the model, joined, and every reference between them resolved.

All problems of a run are found at once: a file or an entry with an error is left out, but what it says is still judged
and its id stays known, so that one slip neither hides another nor makes every text that names it look wrong. Drafts are
left out before anything in them is judged. Templates are judged here too, as far as they can be without a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from sitegen.blocks import BLOCKS
from sitegen.content import markdown, published_file, references, rows, schema, schema_chart
from sitegen.content.derivation import derived
from sitegen.content.due import due, without_outcome
from sitegen.content.front_matter import front_matter
from sitegen.content.languages import LANGUAGES
from sitegen.content.schema_entry import is_draft
from sitegen.content.siblings import Content, divided
from sitegen.content.stamp import stamped
from sitegen.content.titles import titled
from sitegen.content.translations import Translator
from sitegen.content.tree import Scalar, Tree
from sitegen.content.yaml import parse
from sitegen.core import model, published
from sitegen.core.artifact import Snapshot, today
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Result, Span, nearest
from sitegen.core.prose import Prose
from sitegen.core.published import Baseline
from sitegen.page.filters import filters
from sitegen.page.naming import RESERVED_IDS
from sitegen.web import urls
from sitegen.web.templates import templates

T = TypeVar("T")
_SECTION = re.compile(r"sections/(\d+)[-_ ]([^/]+)\.md$")
_GIVEN_ID = re.compile(r"^id:[ \t]*([a-z0-9-]+)[ \t]*$", re.MULTILINE)


def validate(snapshot: Snapshot) -> Result[model.Site]:
    """With an error among the problems the site is not whole, and only its config is of use: for the waivers in it."""
    run = _Run(snapshot)
    site = run.site()
    run.problems += templates(snapshot.templates, filters(site.config.language)).check()
    return Result(None if site.config is _UNREAD else site, tuple(run.problems))


@dataclass(slots=True)
class _Run:
    """One validation: the snapshot, the problems so far, every text that was parsed, and what could not be read."""

    snapshot: Snapshot
    problems: list[Problem] = field(default_factory=list)
    texts: list[Prose] = field(default_factory=list)
    absent: references.Absent = field(default_factory=references.Absent)
    dialect: markdown.Dialect = field(default_factory=markdown.Dialect)
    derived: tuple[model.Fact, ...] = ()  # as read
    language: str = ""
    content: Content = field(init=False)

    def __post_init__(self) -> None:
        self.content = Content(self.snapshot.content, {}, self.snapshot.unread)

    def site(self) -> model.Site:
        config = self._config()
        self.content = divided(self.snapshot.content, self.snapshot.unread, config.languages)
        if config is not _UNREAD:
            self.problems += self.content.problems
            config = replace(config, languages=tuple(code for code in config.languages if code in LANGUAGES) or ("en",))
        catalogue = LANGUAGES[config.language]
        self.dialect, self.language = markdown.dialect(catalogue, config.html), config.language
        explainer = self._document("explainer.md", lambda tree, body: schema.read_explainer(
            tree, body, self._prose, config.time_zone))  # fmt: skip
        facts = self._facts()
        shown, newer = stamped(explainer or _NO_EXPLAINER, facts)
        self.problems += newer
        site = model.Site(
            language=config.language,
            config=config,
            explainer=shown,
            sections=self._sections(),
            questions=self._entries("faq.yaml", "question", schema.read_questions),
            itinerary=self._itinerary(),
            disclaimer=self._page("disclaimer.md", "disclaimer"),
            pages=self._pages(),
            facts={fact.id: fact for fact in facts},
            sources={source.id: source for source in self._entries("sources.yaml", "source", schema.read_sources)},
            people={person.id: person for person in self._entries("people.yaml", "person", schema.read_people)},
            terms={term.id: term for term in self._entries("glossary.yaml", "term", schema.read_terms)},
            timeline=self._entries("timeline.yaml", "moment", schema.read_timeline),
            corrections=self._entries("corrections.yaml", "correction", schema.read_corrections)
            if self._there("corrections.yaml") else None,
            charts={chart.id: chart for chart in self._charts()},
            published=self._published(),
            images={name: f"content/{name}" for name in self._names() if name.startswith("images/")},
        )  # fmt: skip
        pages = {*urls.page_ids(site), *(page for scheme, page in urls.PAGES.items() if self.absent.lacks(scheme))}
        judge = references.Judge(site, pages, self.absent, BLOCKS, catalogue)
        self.problems += judge.texts(self.texts)
        self.problems += judge.entries()
        self.problems += judge.derivations(self.derived)
        self.problems += judge.statements()
        for chart in site.charts.values():
            self.problems += schema_chart.misfits(chart, site.facts)
        self.problems += _reserved(site)
        self.problems += without_outcome(site)
        self.problems += due(site, today(self.snapshot, config))
        return replace(site, translations=tuple(self._translated(site, pages, code) for code in config.languages[1:]))

    def _translated(self, site: model.Site, pages: Iterable[str], code: str) -> model.Site:
        unread = frozenset(name for language, name in self.content.untranslated if language == code)
        sources = self.content.translated[code]
        translator = Translator(site, LANGUAGES[code], sources, unread, self.absent.passed)
        other = translator.translated()
        self.problems += translator.problems
        self.problems += (
            Problem("translation-unknown", "charts are not translated, so this is left out", Span(source.path),
                    "a chart shows the words of the first language everywhere")
            for name, source in sources.items() if name.startswith("charts/")
        )  # fmt: skip
        judge = references.Judge(other, pages, self.absent, BLOCKS, LANGUAGES[code])
        self.problems += judge.texts(translator.texts)
        self.problems += judge.statements()
        return other

    # -- files --------------------------------------------------------------------------------------------------

    def _config(self) -> model.SiteConfig:
        """Without one that can be read the other files are still worth judging."""
        tree = self._yaml("site.yaml")
        config: model.SiteConfig | None = self._take(schema.read_site(tree)) if tree is not None else None
        if tree is None or config is None:
            return _UNREAD
        if urls.is_placeholder(urls.base_url(config, self.snapshot.options)):
            self.problems.append(Problem(
                "placeholder-url", "this address is a placeholder, so the site cannot be published yet",
                tree.at(("url",)), "write the real address here, or build with --base-url",
            ))  # fmt: skip
        for place, code in enumerate(config.languages):
            if code not in LANGUAGES:
                self.problems.append(Problem("field-value", f'sitegen does not write "{code}" yet',
                                             tree.at(("languages", place)), nearest(code, LANGUAGES)))  # fmt: skip
        return config

    def _names(self) -> list[str]:
        return sorted({*self.content.first, *self.content.unread})

    def _there(self, name: str) -> bool:
        return name in self.content.first or name in self.content.unread

    def _yaml(self, name: str) -> Tree | None:
        source = self.content.first.get(name)
        return None if source is None else self._took(parse(source.text, source.path))

    def _document(self, name: str, read: Callable[[Any, Located], Any], scheme: str = "", id: str = "") -> Any | None:
        """`id`: the one that the file's name gives to what `scheme` names."""
        source = self.content.first.get(name)
        if source is None:
            if name in self.content.unread:
                self.absent.faulty[scheme].add(id)
            return None
        parted = self._took(front_matter(source.text, source.path))
        if parted is None or parted[0] is None:
            self.absent.faulty[scheme] |= {id, *_GIVEN_ID.findall(source.text)}
            if parted is not None:
                self._prose(parted[1], False, True)
            return None
        tree, body = parted[0], parted[1]
        if scheme and is_draft(tree.data) and not self.snapshot.options.drafts:
            given = tree.data.get("id") if isinstance(tree.data, dict) else None
            self.absent.drafts[scheme].add(given.text if isinstance(given, Scalar) else id)
            return None
        found = read(tree, body)
        if found.value is None:
            self.absent.faulty[scheme] |= found.ids
        return self._take(found)

    def _entries(self, name: str, scheme: str, read: Callable[..., Any]) -> tuple[Any, ...]:
        if not self._there(name):
            return ()
        tree = self._yaml(name)
        found = None if tree is None else read(tree, self._prose, self.snapshot.options.drafts)
        value = None if found is None else self._take(found)
        if tree is None or found is None or value is None or (found.problems and _nameless(tree)):
            self.absent.unread.add(scheme)
        if found is not None:
            self.absent.faulty[scheme] |= found.ids - {getattr(entry, "id", "") for entry in value or ()}
            self.absent.drafts[scheme] |= found.drafts
        return value or ()

    def _facts(self) -> tuple[model.Fact, ...]:
        read = self._entries("facts.yaml", "fact", schema.read_facts)
        self.derived = tuple(fact for fact in read if fact.derivation)
        found = derived(read)
        self.problems += found.problems
        self.absent.faulty["fact"] |= found.failed
        return found.facts

    def _itinerary(self) -> model.Itinerary | None:
        if not self._there("itinerary.yaml"):
            return None
        tree = self._yaml("itinerary.yaml")
        found = None if tree is None else schema.read_itinerary(tree, self._prose, self.snapshot.options.drafts)
        if found is None or found.value is None:
            self.absent.unread.add("stop")
        if found is None:
            return None
        itinerary: model.Itinerary | None = self._take(found)
        self.absent.faulty["stop"] |= found.ids - {stop.id for stop in (itinerary.stops if itinerary else ())}
        self.absent.drafts["stop"] |= found.drafts
        return itinerary

    def _published(self) -> Baseline | None:
        source = self.content.first.get(published.FILE)
        return None if source is None else self._took(published_file.read(source.text, source.path))

    def _sections(self) -> tuple[model.Section, ...]:
        """In the order of their numbers as written; parts are counted after drafts are left out."""
        found: list[tuple[int, str, model.Section]] = []
        for name in self._names():
            if not name.startswith("sections/") or not name.endswith(".md"):
                continue
            match = _SECTION.match(name)
            if match is None:
                self.problems.append(Problem(
                    "section-number", f'"{name}" does not say which part it is', Span(f"content/{name}"),
                    "name it like sections/03-region.md: its number, then its id",
                ))  # fmt: skip
                continue
            section = self._section(name, match[2])
            if section is not None:
                found.append((int(match[1]), name, section))
        found.sort(key=lambda row: row[:2])
        self._once(section for _, _, section in found)
        return tuple(replace(section, number=number) for number, (_, _, section) in enumerate(found, 1))

    def _section(self, name: str, id: str) -> model.Section | None:
        return self._document(
            name, lambda tree, body: schema.read_section(tree, body, self._prose, id), "section", id
        )

    def _page(self, name: str, id: str) -> model.OwnPage | None:
        page: model.OwnPage | None = self._document(
            name, lambda tree, body: schema.read_page(tree, body, self._prose, id), "page", id
        )
        return None if page is None else titled(page)

    def _pages(self) -> tuple[model.OwnPage, ...]:
        names = [name for name in self._names() if name.startswith("pages/") and name.endswith(".md")]
        pages = (self._page(name, name.removeprefix("pages/").removesuffix(".md")) for name in names)
        return tuple(page for page in pages if page is not None)

    def _charts(self) -> Iterator[model.Chart]:
        """A .yaml says what is drawn; its figures may stand in a .csv of the same name."""
        names = [name for name in self._names() if name.startswith("charts/")]
        for name in names:
            id, _, ending = name.removeprefix("charts/").rpartition(".")
            if ending == "csv" and f"charts/{id}.yaml" not in names:
                self.problems.append(Problem(
                    "chart-data", "these figures belong to no chart", Span(f"content/{name}"),
                    f"write content/charts/{id}.yaml beside it, with title:, kind: and unit:",
                ))  # fmt: skip
            elif ending == "yaml":
                chart = self._chart(name, id)
                if chart is None:  # a text that shows it is not called wrong too
                    self.absent.faulty["chart"].add(id)
                else:
                    yield chart

    def _chart(self, name: str, id: str) -> model.Chart | None:
        data = self.content.first.get(f"charts/{id}.csv")
        tree = self._yaml(name)
        cells = None if data is None else self._took(rows.parse(data.text, data.path))
        if tree is None or (data is not None and cells is None):
            return None
        chart: model.Chart | None = self._take(schema_chart.read_chart(tree, cells, id, self._prose))
        return chart

    # -- values -------------------------------------------------------------------------------------------------

    def _prose(self, text: Located, inline: bool, blocks: bool) -> Prose:
        result = markdown.parse(text, self.dialect, inline=inline, blocks=blocks)
        self.problems += result.problems
        assert result.value is not None, "any text is Markdown"
        prose = replace(result.value, language=self.language)
        self.texts.append(prose)
        return prose

    def _take(self, read: Any) -> Any:
        self.problems += read.problems
        return read.value

    def _took(self, result: Result[T]) -> T | None:
        self.problems += result.problems
        return result.value

    def _once(self, sections: Iterable[model.Section]) -> None:
        first: dict[str, model.Section] = {}
        for section in sections:
            if section.id in first:
                message = f'this section has the id "{section.id}", and so has {first[section.id].at.path}'
                hint = "rename one of the files, or give it an id: of its own"
                self.problems.append(Problem("id-duplicate", message, section.at, hint))
            first.setdefault(section.id, section)


_NOWHERE = Span("")
_UNREAD = model.SiteConfig(title="", url="https://example.org/")
_NO_EXPLAINER = model.Explainer("", Prose(), "", date.min, date.min, None, (), Prose(), _NOWHERE)


def _nameless(tree: Tree) -> bool:
    """Whether a list has an entry of which nobody can tell the id."""
    entries = tree.data if isinstance(tree.data, list) else []
    ids = (entry.get("id") if isinstance(entry, dict) else entry for entry in entries)
    return not all(isinstance(id, Scalar) for id in ids)


def _reserved(site: model.Site) -> Iterator[Problem]:
    """Addresses that sitegen fills itself cannot be taken by a page of the writer's own."""
    ours = {*urls.RESERVED_PAGES, urls.NOT_FOUND, "assets", "images", *map(str.lower, site.config.languages[1:])}
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

