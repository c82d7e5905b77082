"""A site in a further language: the first language's site with every word that is translated, and a note where not.

Values are never read here, so they cannot differ. Texts are parsed in the language's own dialect and handed back, for
whoever judges references and figures: those that stay in the first language have been judged there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sitegen.content import markdown, shapes_words
from sitegen.content.catalogue import Catalogue
from sitegen.content.front_matter import front_matter
from sitegen.content.schema_words import Laid, lacking, lay_config, lay_document, lay_entries, lay_itinerary
from sitegen.content.shapes_words import EntryWords, Translation
from sitegen.content.siblings import named
from sitegen.content.titles import titled
from sitegen.content.tree import Tree
from sitegen.content.yaml import parse
from sitegen.core import model
from sitegen.core.artifact import Source
from sitegen.core.located import Located
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Prose
from sitegen.core.record import replace

LISTS: tuple[tuple[str, str, str, type[EntryWords]], ...] = (
    ("faq.yaml", "questions", "question", shapes_words.Question),
    ("facts.yaml", "facts", "fact", shapes_words.Fact),
    ("sources.yaml", "sources", "source", shapes_words.Source),
    ("people.yaml", "people", "person", shapes_words.Person),
    ("glossary.yaml", "terms", "term", shapes_words.Term),
    ("timeline.yaml", "timeline", "moment", shapes_words.Moment),
    ("corrections.yaml", "corrections", "correction", shapes_words.Correction),
)
"""File, field of the site, scheme, shape."""


class Translator:
    """One further language under way: `sources` by the name of the file that they translate, `unread` those that could
    not be read, and the problems and texts met so far. `passed` (scheme, id): whether an id is known though its entry
    is not published."""

    def __init__(
        self,
        site: model.Site,
        catalogue: Catalogue,
        sources: Mapping[str, Source],
        unread: frozenset[str],
        passed: Callable[[str, str], bool],
    ) -> None:
        self.site = site
        self.catalogue = catalogue
        self.sources = sources
        self.unread = unread
        self.passed = passed
        self.problems: list[Problem] = []
        self.texts: list[Prose] = []

    def translated(self) -> model.Site:
        site = self.site
        return replace(
            site,
            config=self._config(site.config),
            explainer=self._document(shapes_words.ExplainerHead, site.explainer),
            sections=tuple(self._document(shapes_words.SectionHead, section) for section in site.sections),
            itinerary=self._itinerary(site.itinerary) if site.itinerary else None,
            disclaimer=self._page(site.disclaimer) if site.disclaimer else None,
            pages=tuple(self._page(page) for page in site.pages),
            **{row[1]: self._list(*row) for row in LISTS},
            language=self.catalogue.code,
            translations=(),
        )

    # -- kinds of files -----------------------------------------------------------------------------------------

    def _list(self, file: str, name: str, scheme: str, shape: type[EntryWords]) -> Any:
        whole = getattr(self.site, name)
        entries = tuple(whole.values()) if isinstance(whole, Mapping) else whole or ()
        known = {entry.id: entry for entry in entries if entry.id}
        tree = self._yaml(file)
        if file not in self.sources:
            self._untranslated(file, any(lacking(shape, entry) for entry in entries))
        if tree is None:
            return whole
        laid = self._laid(
            lay_entries(shape, tree, self._prose, known, lambda id: self.passed(scheme, id)), file, shape, entries
        )
        merged = tuple(laid.get(entry.id, entry) for entry in entries)
        return {entry.id: entry for entry in merged} if isinstance(whole, Mapping) else merged

    def _itinerary(self, whole: model.Itinerary) -> model.Itinerary:
        file = "itinerary.yaml"
        tree = self._yaml(file)
        if file not in self.sources:
            self._untranslated(file, True)
        if tree is None:
            return whole
        laid = lay_itinerary(tree, self._prose, whole, lambda id: self.passed("stop", id))
        itinerary: model.Itinerary = self._laid(laid, file, shapes_words.Stop, whole.stops)
        return itinerary

    def _config(self, config: model.SiteConfig) -> model.SiteConfig:
        tree = self._yaml("site.yaml")
        if "site.yaml" not in self.sources:
            self._untranslated("site.yaml", bool(lacking(shapes_words.Site, config)))
        if tree is None:
            return config
        laid: model.SiteConfig = self._laid(lay_config(tree, self._prose, config), "site.yaml", shapes_words.Site)
        return laid

    def _page(self, page: model.OwnPage) -> model.OwnPage:
        """Its title is found anew: in the first language it may have come from the first heading."""
        if _name(page.at) not in self.sources:
            self._untranslated(_name(page.at), True)
            return page
        laid: model.OwnPage = self._document(shapes_words.PageHead, replace(page, title=""))
        if laid.body is page.body:  # not translated: its first heading has been taken from it already
            return replace(laid, title=laid.title or page.title)
        return titled(laid, page.title)

    def _document(self, shape: type[Translation], whole: Any) -> Any:
        name = _name(whole.at)
        if name not in self.sources:
            self._untranslated(name, True)
            return whole
        source = self.sources[name]
        parted = front_matter(source.text, source.path)
        self.problems += parted.problems
        tree, body = parted.value or (None, None)
        if tree is None or body is None:
            if body is not None:
                self._prose(body, False, True)
            return whole
        return self._laid(lay_document(shape, tree, body, self._prose, whole), name, shape)

    # -- what they share ----------------------------------------------------------------------------------------

    def _yaml(self, name: str) -> Tree | None:
        source = self.sources.get(name)
        if source is None:
            return None
        parsed = parse(source.text, source.path)
        self.problems += parsed.problems
        return parsed.value

    def _prose(self, text: Located, inline: bool, blocks: bool) -> Prose:
        dialect = markdown.dialect(self.catalogue, self.site.config.html)
        result = markdown.parse(text, dialect, inline=inline, blocks=blocks)
        self.problems += result.problems
        assert result.value is not None, "any text is Markdown"
        prose = replace(result.value, language=self.catalogue.code)
        self.texts.append(prose)
        return prose

    def _untranslated(self, name: str, has_words: bool) -> None:
        if has_words and name not in self.unread:
            self._note(f"{name} is not translated into {self.catalogue.code}", Span(f"content/{name}"),
                       f"write its words into {named(name, self.catalogue.code)}")  # fmt: skip

    def _laid(self, laid: Laid[Any], file: str, shape: type[Translation], entries: Iterable[Any] = ()) -> Any:
        """The value, and a note for each entry (and for the file itself) that has words left in the first language."""
        self.problems += laid.problems
        sibling, code = named(file, self.catalogue.code), self.catalogue.code
        if keys := laid.lacking.get(""):
            self._note(f"{sibling} has no {_listed(keys)}", Span(self.sources[file].path), "add it in this language")
        for entry in entries:
            wanted = lacking(shape, entry)
            keys = laid.lacking.get(entry.id, ()) if entry.id else wanted
            if not keys:
                continue
            if not entry.id:
                self._note(f"an entry without an id cannot be translated into {code}", entry.at,
                           f"give it an id: and add the id with its words to {sibling}")  # fmt: skip
            elif keys == wanted:
                self._note(f'"{entry.id}" is not translated into {code}', entry.at, f"add its words to {sibling}")
            else:
                self._note(f'"{entry.id}" has no {_listed(keys)} in {code}', entry.at, f"add it to {sibling}")
        return laid.value

    def _note(self, message: str, at: Span, hint: str) -> None:
        self.problems.append(Problem("translation-missing", message, at, hint))


def _name(at: Span) -> str:
    return at.path.removeprefix("content/")


def _listed(keys: tuple[str, ...]) -> str:
    return " and no ".join(keys)
