"""How much of each part of a text rests on the ledger: what a writer looks at to see where sources are thin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.content.parsed import Names
from sitegen.core.model import Question, Section, Site
from sitegen.core.prose import Block, Heading, Link, Paragraph, Part, Prose, Reference
from sitegen.core.record import record


@record
class Coverage:
    """One part: `id` is a section's, "home" for the opening or "faq" for all answers; each fact is counted once."""

    id: str
    title: str
    paragraphs: int  # with words in them
    sourced: int  # paragraphs that name a fact or a source
    figures: int  # facts with a value
    claims: int  # facts in words

    @property
    def share(self) -> float:
        """Of paragraphs that say where they have it from, from 0 to 1; 1 where there are none."""
        return self.sourced / self.paragraphs if self.paragraphs else 1.0


def coverage(site: Site, names: Names) -> tuple[Coverage, ...]:
    """The opening, each section in order, then the answers. `names`: what a block's opening line names."""
    rows = [_row("home", site.explainer.headline, (site.explainer.body,), site, names)]
    rows += [_row(section.id, section.title, _texts(section), site, names) for section in site.sections]
    if site.questions:
        rows.append(_row("faq", "", _answers(site.questions), site, names))
    return tuple(rows)


def _texts(section: Section) -> tuple[Prose, ...]:
    return (section.summary, *section.key_points, section.body)


def _answers(questions: Iterable[Question]) -> tuple[Prose, ...]:
    return tuple(question.answer for question in questions)


def _row(id: str, title: str, texts: Iterable[Prose], site: Site, names: Names) -> Coverage:
    facts: dict[str, None] = {}
    found: list[bool] = []
    for prose in texts:
        for paragraph in _paragraphs(prose.parts):
            named = list(_named(paragraph, names))
            facts.update((id, None) for scheme, id in named if scheme == "fact")
            if _says_something(paragraph):
                found.append(bool(named))
    figures = sum(site.facts[id].has_figure or site.facts[id].day is not None for id in facts)
    return Coverage(id, title, len(found), sum(found), figures, len(facts) - figures)


def _paragraphs(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts of each paragraph; a heading is none, and a block's are its own."""
    current: list[Part] = []
    for part in parts:
        if isinstance(part, Paragraph | Heading | Block):
            yield current
            current = []
        if isinstance(part, Block):
            yield [part]
            yield from _paragraphs(part.body)
        elif not isinstance(part, Heading):
            current.append(part)
    yield current


def _named(parts: Iterable[Part], names: Names) -> Iterator[tuple[str, str]]:
    for part in parts:
        if isinstance(part, Reference) and part.scheme in ("fact", "source"):
            yield part.scheme, part.target
        elif isinstance(part, Block):
            yield from ((scheme, id) for scheme, id in names(part) if scheme in ("fact", "source"))
        elif isinstance(part, Reference | Link):
            yield from _named(part.parts, names)


def _says_something(parts: Iterable[Part]) -> bool:
    """Whether there are words: tags alone, as between two paragraphs, are none."""
    for part in parts:
        if isinstance(part, str) and any(piece.partition(">")[2].strip() for piece in f">{part}".split("<")):
            return True
        if isinstance(part, Reference | Link):
            return True
    return False
