"""Who answers recipes: everything that `kinds.Reader` promises, in one language, from values that no recipe can change.

Every question can be asked again by its name (`fingerprint`), so that a later build learns whether what was made from
the answers still holds. What an answer is made of as a whole (`bases`) is compared first: if no title, path or picture
of the site has changed, thousands of questions about them need not be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from sitegen.blocks import BLOCKS
from sitegen.content import ledger, texts
from sitegen.content.parsed import LateProse
from sitegen.core import model
from sitegen.core.artifact import Card, Fingerprint, Options, Output, Plan, Snapshot, Source, digest
from sitegen.core.kinds import Form, Picture, Use
from sitegen.core.record import replace
from sitegen.engine.memory import Memory
from sitegen.engine.trace import Question
from sitegen.page.closures import closure
from sitegen.page.filters import filters
from sitegen.web import pictures, urls
from sitegen.web.templates import templates

ALIKE = frozenset({"address"})
"""Asked dozens of times for a page, and whatever it is asked for, its answer rests on how addresses are made at all."""

UNANSWERED = Fingerprint("nothing", "")
"""Of a question about what is no longer there."""


class Answers:
    """`made` are the outputs of lower ranks, as they come to be."""

    def __init__(
        self, plan: Plan, site: model.Site, snapshot: Snapshot, memory: Memory, made: Mapping[str, Output]
    ) -> None:
        self._made = made
        self._site = site
        self._snapshot = snapshot
        self._memory = memory
        self._every_card = plan.cards
        self._cards = {card.id: card for card in plan.cards if card.language == site.language}
        self._paths = frozenset(card.path for card in self._cards.values())
        self._prefix = urls.language_prefix(site.config, site.language)
        self._sections = {section.id: section for section in site.sections}
        self._own: dict[str, model.OwnPage] = {page.id: page for page in site.pages}
        if site.disclaimer:
            self._own["disclaimer"] = site.disclaimer
        self._named = {name: artifact.path for artifact in plan.rank(0) for name in artifact.names}
        self._forms: dict[str, dict[str, list[str]]] = {}
        for artifact in plan.rank(0):
            if artifact.kind == "form":
                src, type, _ = artifact.subject
                self._forms.setdefault(src, {}).setdefault(type, []).append(artifact.path)
        self._told: dict[Question, Fingerprint] = {}
        self._of_parts: dict[int, Fingerprint] = {}

    # -- what recipes ask ---------------------------------------------------------------------------------------

    def config(self) -> model.SiteConfig:
        return self._site.config

    def options(self) -> Options:
        return self._snapshot.options

    def explainer(self) -> model.Explainer:
        return self._site.explainer

    def masthead(self) -> model.Explainer:
        return self._masthead

    def outline(self) -> tuple[model.Section, ...]:
        return self._outline

    def section(self, id: str) -> model.Section:
        return self._sections[id]

    def part(self, id: str) -> model.Section:
        return self._part(self._places[id])

    def neighbours(self, id: str) -> tuple[model.Section | None, model.Section | None]:
        place = self._places[id]
        last = len(self._site.sections) - 1
        return (self._part(place - 1) if place > 0 else None), (self._part(place + 1) if place < last else None)

    def questions(self) -> tuple[model.Question, ...]:
        return self._site.questions

    def itinerary(self) -> model.Itinerary | None:
        return self._site.itinerary

    def own_page(self, id: str) -> model.OwnPage:
        return self._own[id]

    def fact_ids(self) -> tuple[str, ...]:
        return tuple(self._site.facts)

    def fact(self, id: str) -> model.Fact:
        return self._site.facts[id]

    def dollar(self) -> str:
        return ledger.dollar_sign(self._site.facts.values(), self._site.config.dollar)

    def chart(self, id: str) -> model.Chart:
        return self._site.charts[id]

    def citation_ids(self) -> tuple[str, ...]:
        return tuple(self._site.sources)

    def citation(self, id: str) -> model.Citation:
        return self._site.sources[id]

    def people(self) -> tuple[model.Person, ...]:
        return tuple(self._site.people.values())

    def terms(self) -> tuple[model.Term, ...]:
        return tuple(self._site.terms.values())

    def timeline(self) -> tuple[model.Moment, ...]:
        return self._site.timeline

    def corrections(self) -> tuple[model.Correction, ...] | None:
        return self._site.corrections

    def uses(self, scheme: str, id: str) -> tuple[Use, ...]:
        return self._uses.get((scheme, id), ())

    def cards(self) -> tuple[Card, ...]:
        return tuple(self._cards.values())

    def navigation(self) -> tuple[Card, ...]:
        return self._navigation

    def card(self, id: str) -> Card | None:
        return self._cards.get(id)

    def is_page(self, path: str) -> bool:
        return path in self._paths

    def translations(self, id: str) -> tuple[Card, ...]:
        return self._translations.get(id, ())

    def address(self, scheme: str, id: str) -> str:
        return urls.address(self._site.config.sections, scheme, id, self._prefix)

    def asset(self, name: str) -> str:
        return self._named.get(name, "")

    def image(self, src: str) -> Picture:
        """A format counts only with all its widths: with fewer, a wide screen would be given a narrow picture."""
        path = self._named[src]
        if path not in self._made:  # its recipe failed, and has said so
            return Picture(path)
        width, height = self._size(path, upright=True)
        forms = []
        for type, paths in self._forms.get(src, {}).items():
            if all(name in self._made for name in paths):
                widths = tuple((name, self._size(name, upright=False)[0]) for name in paths)
                forms.append(Form(type, widths))
        return Picture(path, width, height, tuple(forms))

    def source(self, folder: str, path: str) -> bytes:
        return self._file(folder, path).data

    def template(self, name: str, context: Mapping[str, Any]) -> str:
        return templates(self._snapshot.templates, filters(self._site.language)).render(name, context)

    # -- the same questions, asked again ------------------------------------------------------------------------

    def fingerprint(self, question: Question) -> Fingerprint:
        """`question`: the language, the method, its arguments that are words."""
        known = self._told.get(question)
        if known is None:
            known = self._told[question] = self._tell(question[1], *question[2:])
        return known

    def _tell(self, method: str, *arguments: str) -> Fingerprint:
        try:
            if method in ALIKE:
                return Fingerprint(digest(repr((self._site.config.sections, self._prefix)).encode()), "")
            if method == "template":
                return Fingerprint(closure(arguments[0], self._snapshot.templates, self._memory), "")
            if method == "source":
                file = self._file(*arguments)
                return Fingerprint(file.digest, file.path)
            if method == "section" and arguments[0] in self._site.heads:
                return self._of_section(self._sections[arguments[0]])
            if method == "neighbours":
                place = self._places[arguments[0]]
                before, after = self._of_part(place - 1), self._of_part(place + 1)
                return Fingerprint(digest(f"{before.value} {after.value}".encode()), f"{before.places} {after.places}")
            answer: Callable[..., Any] = getattr(self, method)
            return self._memory.fingerprint(answer(*arguments))
        except LookupError:
            return UNANSWERED

    def _of_section(self, section: model.Section) -> Fingerprint:
        """Of the fingerprint of its head, which is kept with it: to tell thousands of them anew takes time."""
        head, places = self._site.heads[section.id]
        text = section.body
        body = text.fingerprint if isinstance(text, LateProse) else self._memory.fingerprint(text)
        return Fingerprint(digest(f"{section.number} {head} {body.value}".encode()), f"{places} {body.places}")

    def _of_part(self, place: int) -> Fingerprint:
        """Told once though both neighbours ask; beyond the first and the last there is none."""
        known = self._of_parts.get(place)
        if known is None:
            there = 0 <= place < len(self._site.sections)
            known = self._memory.fingerprint(self._part(place)) if there else UNANSWERED
            self._of_parts[place] = known
        return known

    def bases(self) -> Mapping[Question, str]:
        """Families of questions, by language and method -> what all their answers are made of."""
        config, language = self._site.config, self._site.language
        cards = digest(self._memory.encode(self._every_card)) + repr((language, config.languages))
        heads = [(section.id, section.number, self._site.heads.get(section.id)) for section in self._site.sections]
        outline = repr(heads) if all(told for _, _, told in heads) else digest(self._memory.encode(self._outline))
        made_of = {
            **dict.fromkeys(("cards", "navigation", "card", "is_page", "translations"), cards),
            "asset": repr(sorted(self._named.items())),
            **dict.fromkeys(("outline", "part", "neighbours"), outline),
        }
        return {(language, method): digest(basis.encode()) for method, basis in made_of.items()}

    def _size(self, path: str, *, upright: bool) -> tuple[int, int]:
        """In pixels, remembered by the picture's bytes: those of an earlier build need not be made for it."""
        output = self._made[path]
        measure = pictures.upright_size if upright else pictures.size
        found: tuple[int, int] = self._memory.value(
            "sizes", f"{output.digest} {upright}", "", lambda: tuple(measure(output.data))
        )
        return found

    # -- made once ----------------------------------------------------------------------------------------------

    def _file(self, folder: str, path: str) -> Source:
        sources: Mapping[str, Source] = getattr(self._snapshot, folder)
        return sources[path]

    @cached_property
    def _masthead(self) -> model.Explainer:
        return replace(self._site.explainer, dek=model.NO_WORDS, key_points=(), body=model.NO_WORDS)

    @cached_property
    def _outline(self) -> tuple[model.Section, ...]:
        return tuple(replace(section, key_points=(), body=model.NO_WORDS) for section in self._site.sections)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {section.id: place for place, section in enumerate(self._site.sections)}

    def _part(self, place: int) -> model.Section:
        none = model.NO_WORDS
        return replace(self._site.sections[place], summary=none, key_points=(), body=none)

    @cached_property
    def _navigation(self) -> tuple[Card, ...]:
        return tuple(card for card in self._cards.values() if card.listed)

    @cached_property
    def _translations(self) -> Mapping[str, tuple[Card, ...]]:
        found: dict[str, dict[str, Card]] = {}
        for card in self._every_card:
            found.setdefault(card.id, {})[card.language] = card
        languages = self._site.config.languages
        return {id: tuple(by[code] for code in languages if code in by) for id, by in found.items()}

    @cached_property
    def _uses(self) -> Mapping[tuple[str, str], tuple[Use, ...]]:
        return texts.uses(self._site, lambda block: BLOCKS[block.kind].names(block))
