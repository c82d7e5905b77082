"""Plan -> Manifest: each artifact by its recipe, through a `Reader` that is all the recipe may ask.

Ranks in order; within a rank no recipe needs another's output. A recipe that fails takes only its own artifact down:
its problem says which page was being rendered, and the others go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sitegen.blocks import BLOCKS
from sitegen.content import ledger, texts
from sitegen.core import model
from sitegen.core.artifact import Card, Manifest, Options, Output, Plan, Snapshot, digest, today
from sitegen.core.kinds import Form, Picture, Unmade, Use
from sitegen.core.problem import Problem
from sitegen.outputs import OUTPUTS
from sitegen.page.filters import filters
from sitegen.web import pictures, urls
from sitegen.web.templates import Templates, templates


def render(plan: Plan, site: model.Site, snapshot: Snapshot) -> Manifest:
    problems: list[Problem] = []
    failed: dict[Problem, list[str]] = {}
    outputs: dict[str, Output] = {}
    readers = {
        version.language: SiteReader(
            plan, version, snapshot, templates(snapshot.templates, filters(version.language)), outputs
        )
        for version in site.versions
    }
    for rank in (0, 1, 2):
        for artifact in plan.rank(rank):
            try:
                made = OUTPUTS[artifact.kind].make(artifact, readers[artifact.language or site.language])
            except Unmade as fault:
                failed.setdefault(fault.problem, []).append(artifact.at.path if artifact.at else artifact.path)
                continue
            problems.extend(made.problems)
            if made.data is None:
                continue
            outputs[artifact.path] = Output(artifact.path, made.data, digest(made.data), made.origins)
    return Manifest(outputs, (*problems, *(_while_rendering(problem, pages) for problem, pages in failed.items())))


def _while_rendering(problem: Problem, pages: list[str]) -> Problem:
    """One slip in a template breaks every page that uses it, and is told once."""
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return replace(problem, context=f"while rendering {pages[0]}{more}")


class SiteReader:
    """The answers in one language, from values that no recipe can change."""

    def __init__(self, plan: Plan, site: model.Site, snapshot: Snapshot, theme: Templates,
                 made: Mapping[str, Output]) -> None:  # fmt: skip
        self._site = site
        self._snapshot = snapshot
        self._theme = theme
        self._made = made
        self._every_card = plan.cards
        self._cards = tuple(card for card in plan.cards if card.language == site.language)
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
        self._uses: Mapping[tuple[str, str], tuple[Use, ...]] | None = None

    def config(self) -> model.SiteConfig:
        return self._site.config

    def options(self) -> Options:
        return self._snapshot.options

    def today(self) -> date:
        return today(self._snapshot, self._site.config)

    def explainer(self) -> model.Explainer:
        return self._site.explainer

    def section_ids(self) -> tuple[str, ...]:
        return tuple(self._sections)

    def section(self, id: str) -> model.Section:
        return self._sections[id]

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
        if self._uses is None:
            self._uses = texts.uses(self._site, lambda block: BLOCKS[block.kind].names(block))
        return self._uses.get((scheme, id), ())

    def cards(self) -> tuple[Card, ...]:
        return self._cards

    def translations(self, card: Card) -> tuple[Card, ...]:
        found = {other.language: other for other in self._every_card if other.id == card.id}
        return tuple(found[language] for language in self._site.config.languages if language in found)

    def address(self, scheme: str, id: str) -> str:
        return urls.address(self._site.config.sections, scheme, id, self._prefix)

    def asset(self, name: str) -> str:
        return self._named.get(name, "")

    def image(self, src: str) -> Picture:
        """A format counts only with all its widths: with fewer, a wide screen would be given a narrow picture."""
        path = self._named[src]
        if path not in self._made:  # its recipe failed, and has said so
            return Picture(path)
        width, height = pictures.upright_size(self._made[path].data)
        forms = []
        for type, paths in self._forms.get(src, {}).items():
            if all(name in self._made for name in paths):
                sizes = (pictures.size(self._made[name].data)[0] for name in paths)
                forms.append(Form(type, tuple(zip(paths, sizes, strict=True))))
        return Picture(path, width, height, tuple(forms))

    def source(self, folder: str, path: str) -> bytes:
        sources: Mapping[str, Any] = getattr(self._snapshot, folder)
        data: bytes = sources[path].data
        return data

    def template(self, name: str, context: Mapping[str, Any]) -> str:
        return self._theme.render(name, context)
