"""Snapshot -> Site: every file read into the model, joined, and every reference between them resolved.

All problems of a run are found at once: a file or an entry with an error is left out, but what it says is still judged
and its id stays known, so that one slip neither hides another nor makes every text that names it look wrong. Drafts are
left out before anything in them is judged. Templates are judged here too, as far as they can be without a page.
Files are parsed one by one (`content.parsing`) and remembered by their bytes; this stage joins parses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sitegen.blocks import BLOCKS
from sitegen.content import references
from sitegen.content.derivation import derived
from sitegen.content.due import due, without_outcome
from sitegen.content.languages import LANGUAGES
from sitegen.content.parsed import SCHEMES, SECTION, Manner, Parsed, id_of
from sitegen.content.siblings import Content, divided
from sitegen.content.stamp import stamped
from sitegen.core import model, published
from sitegen.core.artifact import Snapshot, digest, today
from sitegen.core.late import late
from sitegen.core.problem import Problem, Result, Span, nearest
from sitegen.core.prose import Prose
from sitegen.core.published import Baseline
from sitegen.core.record import replace
from sitegen.engine.memory import Memory
from sitegen.page.filters import filters
from sitegen.page.naming import RESERVED_IDS
from sitegen.page.parses import Parses
from sitegen.web import urls
from sitegen.web.templates import templates

if TYPE_CHECKING:
    from sitegen.content import charts, published_file, schema_chart, translations
else:
    charts = late("sitegen.content.charts")
    published_file = late("sitegen.content.published_file")
    schema_chart = late("sitegen.content.schema_chart")
    translations = late("sitegen.content.translations")

_LISTS = ("faq.yaml", "facts.yaml", "sources.yaml", "people.yaml", "glossary.yaml", "timeline.yaml", "corrections.yaml")


def validate(snapshot: Snapshot, memory: Memory | None = None) -> Result[model.Site]:
    """With an error among the problems the site is not whole, and only its config is of use: for the waivers in it."""
    memory = memory or Memory()
    run = _Run(snapshot, memory)
    site = run.site()
    run.problems += _judged_templates(snapshot, site.config.language, memory)
    return Result(None if site.config is _UNREAD else site, tuple(run.problems))


def _judged_templates(snapshot: Snapshot, language: str, memory: Memory) -> tuple[Problem, ...]:
    """The theme that comes with sitegen is sound (tests/web/test_theme.py): alone it is not judged again."""
    if all(source.origin == "theme" for source in snapshot.templates.values()):
        return ()
    sources = sorted((name, source.path, source.digest) for name, source in snapshot.templates.items())
    key = digest(repr((language, sources)).encode())
    theme = templates(snapshot.templates, filters(language))
    found: tuple[Problem, ...] = memory.value("templates", "judged", key, theme.check)
    return found


class _Run:
    """One validation: the snapshot, the problems so far, every text by its file, and what could not be read."""

    manner: Manner

    def __init__(self, snapshot: Snapshot, memory: Memory) -> None:
        self.snapshot = snapshot
        self.problems: list[Problem] = []
        self.texts: dict[str, tuple[Prose, ...]] = {}
        self.absent = references.Absent()
        self.derived: tuple[model.Fact, ...] = ()  # as read
        self.charted: tuple[Prose, ...] = ()  # the texts of charts
        self.heads: Mapping[str, tuple[str, str]] = {}  # of `Site`
        self.content = Content(snapshot.content, {}, snapshot.unread)
        self.parses = Parses(memory, lambda block: BLOCKS[block.kind].names(block) if block.kind in BLOCKS else ())

    def site(self) -> model.Site:
        config = self._config()
        self.content = divided(self.snapshot.content, self.snapshot.unread, config.languages)
        if config is not _UNREAD:
            self.problems += self.content.problems
            config = replace(config, languages=tuple(code for code in config.languages if code in LANGUAGES) or ("en",))
        self.manner = Manner(self.snapshot.options.drafts, config.language, config.html, config.time_zone)
        self.parses.read({name: self.content.first[name] for name in self._names() if _is_parsed(name)
                          and name in self.content.first}, self.manner)  # fmt: skip
        explainer, facts = self._take("explainer.md"), self._facts()
        shown, newer = stamped(explainer or _NO_EXPLAINER, facts)
        self.problems += newer
        site = model.Site(
            language=config.language,
            config=config,
            explainer=shown,
            sections=self._sections(),
            questions=self._entries("faq.yaml"),
            itinerary=self._take("itinerary.yaml"),
            disclaimer=self._take("disclaimer.md"),
            pages=tuple(page for name in self._names() if name.startswith("pages/") and name.endswith(".md")
                        if (page := self._take(name)) is not None),
            facts={fact.id: fact for fact in facts},
            sources={source.id: source for source in self._entries("sources.yaml")},
            people={person.id: person for person in self._entries("people.yaml")},
            terms={term.id: term for term in self._entries("glossary.yaml")},
            timeline=self._entries("timeline.yaml"),
            corrections=self._entries("corrections.yaml") if self._there("corrections.yaml") else None,
            charts={chart.id: chart for chart in self._charts()},
            published=self._published(),
            images={name: f"content/{name}" for name in self._names() if name.startswith("images/")},
        )  # fmt: skip
        pages = {*urls.page_ids(site), *(page for scheme, page in urls.PAGES.items() if self.absent.lacks(scheme))}
        judge = references.Judge(site, pages, self.absent, BLOCKS, LANGUAGES[config.language])
        context = self._context(site, pages)
        for name, found in self.texts.items():
            texts = tuple(text for text in found if self.parses.names_something(text))
            self.problems += self.parses.judged(name, context, lambda texts=texts: tuple(judge.texts(texts)))  # type: ignore[misc]
        self.problems += judge.texts(self.charted)
        self.problems += judge.entries()
        self.problems += judge.derivations(self.derived)
        self.problems += self.parses.judged("statements", context, lambda: tuple(judge.statements()))
        for chart in site.charts.values():
            self.problems += schema_chart.misfits(chart, site.facts)
        self.problems += _reserved(site)
        self.problems += without_outcome(site)
        self.problems += due(site, today(self.snapshot, config))
        others = tuple(self._translated(site, pages, code) for code in config.languages[1:])
        return replace(site, translations=others, heads=self.heads)

    def _context(self, site: model.Site, pages: Iterable[str]) -> str:
        """All that the judgement of a text rests on besides the text: lists as they are, pages by their names."""
        lists = [(name, source.digest) for name, source in sorted(self.content.first.items())
                 if name.endswith(".yaml") or name.startswith("charts/")]  # fmt: skip
        absent = self.absent
        away = [[(scheme, sorted(ids)) for scheme, ids in sorted(each.items())]
                for each in (absent.faulty, absent.drafts)]  # fmt: skip
        names = [section.id for section in site.sections], sorted(pages), sorted(site.images)
        said = (lists, away, sorted(absent.unread), names, self.snapshot.options)
        return digest(repr(said).encode("utf-8", "surrogatepass"))

    def _translated(self, site: model.Site, pages: Iterable[str], code: str) -> model.Site:
        unread = frozenset(name for language, name in self.content.untranslated if language == code)
        sources = self.content.translated[code]
        translator = translations.Translator(site, LANGUAGES[code], sources, unread, self.absent.passed)
        other: model.Site = translator.translated()
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
        source = self.content.first.get("site.yaml")
        if source is None:
            return _UNREAD
        self.parses.read({"site.yaml": source}, Manner(self.snapshot.options.drafts))
        parsed = self.parses["site.yaml"]
        self.problems += parsed.problems
        config: model.SiteConfig | None = parsed.value
        if config is None:
            return _UNREAD
        address, *languages = parsed.spots
        if urls.is_placeholder(urls.base_url(config, self.snapshot.options)):
            self.problems.append(Problem(
                "placeholder-url", "this address is a placeholder, so the site cannot be published yet",
                address, "write the real address here, or build with --base-url",
            ))  # fmt: skip
        for at, code in zip(languages, config.languages, strict=True):
            if code not in LANGUAGES:
                self.problems.append(Problem("field-value", f'sitegen does not write "{code}" yet', at,
                                             nearest(code, LANGUAGES)))  # fmt: skip
        return config

    def _names(self) -> list[str]:
        return sorted({*self.content.first, *self.content.unread})

    def _there(self, name: str) -> bool:
        return name in self.content.first or name in self.content.unread

    def _take(self, name: str) -> Any:
        """What a file says; None where it is not there or cannot be read, which is then noted."""
        scheme = SCHEMES.get(name.partition("/")[0], "")
        parsed = self.parses.get(name)
        if parsed is None:
            if name in self.content.unread:
                self._away(scheme, Parsed(None, faulty=frozenset({id_of(name)}), unread=name.endswith(".yaml")))
            return None
        self.problems += parsed.problems
        self.texts[name] = parsed.texts
        self._away(scheme, parsed)
        return parsed.value

    def _away(self, scheme: str, parsed: Parsed) -> None:
        self.absent.faulty[scheme] |= parsed.faulty
        self.absent.drafts[scheme] |= parsed.drafts
        if parsed.unread:
            self.absent.unread.add(scheme)

    def _entries(self, name: str) -> tuple[Any, ...]:
        return self._take(name) or ()

    def _facts(self) -> tuple[model.Fact, ...]:
        read = self._entries("facts.yaml")
        self.derived = tuple(fact for fact in read if fact.derivation)
        found = derived(read)
        self.problems += found.problems
        self.absent.faulty["fact"] |= found.failed
        return found.facts

    def _published(self) -> Baseline | None:
        source = self.content.first.get(published.FILE)
        if source is None:
            return None
        read = published_file.read(source.text, source.path)
        self.problems += read.problems
        baseline: Baseline | None = read.value
        return baseline

    def _sections(self) -> tuple[model.Section, ...]:
        """In the order of their numbers as written; parts are counted after drafts are left out."""
        found: list[tuple[int, str, model.Section]] = []
        for name in self._names():
            if not name.startswith("sections/") or not name.endswith(".md"):
                continue
            match = SECTION.match(name)
            if match is None:
                self.problems.append(Problem(
                    "section-number", f'"{name}" does not say which part it is', Span(f"content/{name}"),
                    "name it like sections/03-region.md: its number, then its id",
                ))  # fmt: skip
                continue
            section = self._take(name)
            if section is not None:
                found.append((int(match[1]), name, section))
        found.sort(key=lambda row: row[:2])
        self._once(section for _, _, section in found)
        self.heads = {section.id: told for _, name, section in found if any(told := self.parses[name].told)}
        return tuple(replace(section, number=number) for number, (_, _, section) in enumerate(found, 1))

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
        """Of two files, so its parse is not kept: a site has a handful."""
        source, data = self.content.first.get(name), self.content.first.get(f"charts/{id}.csv")
        if source is None:
            return None
        parsed: Parsed = charts.read(source, data, id, self.manner)
        self.problems += parsed.problems
        self.charted += parsed.texts
        chart: model.Chart | None = parsed.value
        return chart
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


def _is_parsed(name: str) -> bool:
    """Whether this is a file of words, and not one that is misnamed or a picture."""
    if name.startswith("sections/"):
        return SECTION.match(name) is not None
    return name in ("explainer.md", "disclaimer.md", "itinerary.yaml", *_LISTS) or (
        name.startswith("pages/") and name.endswith(".md")
    )


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

