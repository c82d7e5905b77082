"""Everything a text names must exist, and what it says of a fact must agree with the ledger.

Pure judgement over a joined site: texts in, problems out. What somebody wrote and the site yet lacks, because its entry
or its whole file has an error, counts as known, so that one slip is reported once; a draft is named as one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from sitegen.content import agreement, ledger
from sitegen.content.catalogue import Catalogue
from sitegen.core.kinds import BlockKind
from sitegen.core.model import Fact, Site
from sitegen.core.problem import Problem, Span, nearest
from sitegen.core.prose import Block, Image, Prose, Reference, everything

_WHAT = {
    "fact": "no fact", "term": "no glossary term", "person": "no person", "stop": "no stop of the itinerary",
    "page": "no page", "section": "no section", "source": "no source", "question": "no question",
}  # fmt: skip
_FILE = {
    "fact": "facts.yaml", "term": "glossary.yaml", "person": "people.yaml", "stop": "itinerary.yaml",
    "page": "pages/", "section": "sections/", "source": "sources.yaml", "question": "faq.yaml",
}  # fmt: skip


class Absent:
    """What was written and is not in the site, by scheme: ids of entries with an error, ids of drafts, and the schemes
    of files of which so little could be read that any id may stand in them."""

    def __init__(self) -> None:
        self.faulty: defaultdict[str, set[str]] = defaultdict(set)
        self.drafts: defaultdict[str, set[str]] = defaultdict(set)
        self.unread: set[str] = set()

    def lacks(self, scheme: str) -> bool:
        """Whether an error keeps something of this kind away."""
        return scheme in self.unread or bool(self.faulty[scheme])

    def explains(self, scheme: str, id: str) -> bool:
        return scheme in self.unread or id in self.faulty[scheme]

    def passed(self, scheme: str, id: str) -> bool:
        """Whether this was written, though it is not in the site."""
        return self.explains(scheme, id) or id in self.drafts.get(scheme, ())


class Judge:
    """`pages`: the ids of all pages, those included that only an error keeps away."""

    def __init__(self, site: Site, pages: Iterable[str], absent: Absent, kinds: Mapping[str, BlockKind],
                 catalogue: Catalogue) -> None:  # fmt: skip
        self._site = site
        self._absent = absent
        self._kinds = kinds
        self._catalogue = catalogue
        self._dollar = ledger.dollar_sign(site.facts.values(), site.config.dollar)
        self._known: dict[str, frozenset[str]] = {
            "fact": frozenset(site.facts), "term": frozenset(site.terms), "person": frozenset(site.people),
            "stop": frozenset(stop.id for stop in site.itinerary.stops) if site.itinerary else frozenset(),
            "page": frozenset(pages), "section": frozenset(section.id for section in site.sections),
            "chart": frozenset(site.charts),
            "source": frozenset(site.sources), "question": frozenset(question.id for question in site.questions),
        }  # fmt: skip

    def texts(self, proses: Iterable[Prose]) -> Iterator[Problem]:
        for prose in proses:
            for part in everything(prose):
                if isinstance(part, Reference) and part.scheme != "plain":
                    yield from self._reference(part)
                elif isinstance(part, Image):
                    yield from self._image(part)
                elif isinstance(part, Block):
                    yield from self._block(part)

    def entries(self) -> Iterator[Problem]:
        """What entries of the YAML files name themselves."""
        for fact in self._site.facts.values():
            for id, at in zip(fact.sources, fact.sources_at, strict=True):
                yield from self._id("source", id, at)
        for moment in self._site.timeline:
            for id, at in zip(moment.facts, moment.facts_at, strict=True):
                yield from self._id("fact", id, at)
        for chart in self._site.charts.values():
            for id, at in zip(chart.sources, chart.sources_at, strict=True):
                yield from self._id("source", id, at)
            for point in chart.points:
                if point.fact:
                    yield from self._id("fact", point.fact, point.fact_at)
        for correction in self._site.corrections or ():
            scheme, _, id = correction.where.partition(":")
            yield from self._id(scheme, id, correction.where_at, f"{scheme}:")
        disclaimer = (self._site.disclaimer,) if self._site.disclaimer else ()
        for page in (self._site.explainer, *self._site.sections, *disclaimer, *self._site.pages):
            yield from self._card(page.card, page.card_at)
        publisher, sides = self._site.config.publisher, dict(self._site.config.sides)
        if publisher:
            for (_, target), at in zip(publisher.policies, publisher.policies_at, strict=True):
                if target.startswith("page:"):
                    yield from self._id("page", target.removeprefix("page:"), at, "page:")
        for person in self._site.people.values():
            if person.side and sides and person.side not in sides:
                yield Problem("side-unknown", f'site.yaml names no side "{person.side}"', person.side_at,
                              nearest(person.side, sides))  # fmt: skip

    def _card(self, id: str, at: Span) -> Iterator[Problem]:
        """The fact that a share card shows: it has something to show."""
        if not id:
            return
        yield from self._id("fact", id, at)
        fact = self._site.facts.get(id)
        if fact and not fact.has_figure and fact.day is None:
            yield Problem("fact-no-value", f'the fact "{id}" has no value to show on the card', at,
                          "give it a value in facts.yaml, or name another")  # fmt: skip

    def derivations(self, facts: Iterable[Fact]) -> Iterator[Problem]:
        """What facts say they follow from; those that name something unknown are not in the site."""
        for fact in facts:
            if fact.derivation:
                for id, at in zip(fact.derivation.of, fact.derivation.of_at, strict=True):
                    yield from self._id("fact", id, at)

    def statements(self) -> Iterator[Problem]:
        """Whether a fact's statement agrees with its value; one that is not translated was judged in its language."""
        for fact in self._site.facts.values():
            if fact.statement.language in ("", self._site.language):
                yield from self._agreement(fact, fact.statement.plain, fact.statement.at, statement=True)

    def _id(self, scheme: str, id: str, at: Span, prefix: str = "") -> Iterator[Problem]:
        """Nothing, or why this id cannot be named here. `prefix`: how ids are written in this place."""
        known = self._known[scheme]
        if id in known or self._absent.explains(scheme, id):
            return
        code = f"{scheme}-unknown"
        if id in self._absent.drafts[scheme]:
            hint = "leave this out for now, take draft: true away there, or build with --drafts"
            yield Problem(code, f'"{id}" is a draft, so it is not published', at, hint)
        elif not id:
            yield Problem(code, f'there is no id after "{scheme}:"', at, nearest(id, known, prefix))
        else:
            empty = f"there are none yet: write the first into content/{_FILE[scheme]}"
            yield Problem(code, f'{_WHAT[scheme]} has the id "{id}"', at, nearest(id, known, prefix) or empty)

    def _reference(self, part: Reference) -> Iterator[Problem]:
        yield from self._id(part.scheme, part.target, part.at, f"{part.scheme}:")
        if part.scheme != "fact" or part.target not in self._site.facts:
            return
        fact = self._site.facts[part.target]
        if part.text:
            yield from self._agreement(fact, part.text, part.text_at)
        elif not fact.has_figure and fact.day is None:
            yield Problem("fact-no-value", f'the fact "{fact.id}" has no value to print', part.at,
                          "write the words between the brackets")  # fmt: skip

    def _agreement(self, fact: Fact, text: str, at: Span, *, statement: bool = False) -> Iterator[Problem]:
        """At the figure itself where the text reads as it was written, else at the text."""
        as_written = at.end_line == at.line and at.end_column - at.column == len(text)
        for fault in agreement.disagreements(fact, text, self._catalogue, dollar=self._dollar, statement=statement):
            figure = Span(at.path, at.line, at.column + fault.start, at.line, at.column + fault.end)
            yield Problem(fault.code, fault.message, figure if as_written else at, fault.hint)

    def _image(self, image: Image) -> Iterator[Problem]:
        if "://" in image.src or image.src.startswith(("//", "data:")):
            yield Problem("image-outside", "a picture must lie in content/images/", image.at,
                          "save it there: a page of ours asks no other host for anything")  # fmt: skip
        elif image.src not in self._site.images:
            name = image.src.lstrip("./")
            hint = nearest(_address(name), map(_address, self._site.images))
            if name in self._site.images:
                hint = f"write {_address(name)}"
            elif "/." in image.src:
                hint = "a name that begins with a dot hides the file from sitegen too"
            yield Problem("image-missing", f'there is no picture "{image.src}" in content/', image.at, hint)

    def _block(self, block: Block) -> Iterator[Problem]:
        kind = self._kinds.get(block.kind)
        if kind is None:
            hint = nearest(block.kind, self._kinds)
            yield Problem("block-unknown", f'there is no block "{block.kind}"', block.at, hint)
            return
        words = {word.at: word.text for word in (*block.words, *(word for _, word in block.options))}
        for problem in kind.inspect(block, self._site):
            scheme = problem.code.removesuffix("-unknown")
            if problem.code == "block-empty":
                if not self._absent.lacks(kind.shows):
                    yield problem
            elif scheme in self._known and problem.at in words:
                id = words[problem.at]
                if id in self._absent.drafts[scheme]:
                    yield from self._id(scheme, id, problem.at)
                elif not self._absent.explains(scheme, id):
                    yield problem
            else:
                yield problem


def _address(name: str) -> str:
    """A file's name as it is written in a Markdown link: what would end the link or be decoded is encoded."""
    return re.sub(r"[%\s()<>\"\\&]", lambda found: quote(found[0]), name)
