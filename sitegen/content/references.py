"""Everything a text names must exist, and what it says of a fact must agree with the ledger.

Pure judgement over a joined site: texts in, problems out. Ids that were written but could not be read (their entry has
an error of its own) count as known, so that one slip is reported once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.content import ledger
from sitegen.content.catalogue import Catalogue
from sitegen.content.texts import texts
from sitegen.core.kinds import BlockKind
from sitegen.core.model import Site
from sitegen.core.problem import Problem, Span, nearest
from sitegen.core.prose import Block, Image, Prose, Reference, everything

_WHAT = {
    "fact": "no fact", "term": "no glossary term", "person": "no person", "stop": "no stop of the itinerary",
    "page": "no page", "section": "no section", "source": "no source",
}  # fmt: skip
_FILE = {
    "fact": "facts.yaml", "term": "glossary.yaml", "person": "people.yaml", "stop": "itinerary.yaml",
    "page": "pages/", "section": "sections/", "source": "sources.yaml",
}  # fmt: skip


def judge(site: Site, pages: Iterable[str], unread: Mapping[str, frozenset[str]], kinds: Mapping[str, BlockKind],
          catalogue: Catalogue) -> Iterator[Problem]:  # fmt: skip
    """`pages`: the ids of all pages. `unread`: scheme -> ids whose entries could not be read."""
    known: dict[str, frozenset[str]] = {
        "fact": frozenset(site.facts), "term": frozenset(site.terms), "person": frozenset(site.people),
        "stop": frozenset(stop.id for stop in site.itinerary.stops) if site.itinerary else frozenset(),
        "page": frozenset(pages), "section": frozenset(section.id for section in site.sections),
        "source": frozenset(site.sources),
    }  # fmt: skip
    for text in texts(site):
        yield from _text(text.prose, site, known, unread, kinds, catalogue)
    yield from _entries(site, known, unread)
    dollar = ledger.dollar_sign(site.facts.values())
    for fact in site.facts.values():
        for fault in ledger.disagreements(fact, fact.statement.plain, catalogue, dollar=dollar):
            yield Problem(fault.code, fault.message, fact.statement.at, fault.hint)


def _text(prose: Prose, site: Site, known: Mapping[str, frozenset[str]], unread: Mapping[str, frozenset[str]],
          kinds: Mapping[str, BlockKind], catalogue: Catalogue) -> Iterator[Problem]:  # fmt: skip
    for part in everything(prose):
        if isinstance(part, Reference) and part.scheme != "plain":
            if part.target not in known[part.scheme]:
                if part.target not in unread.get(part.scheme, ()):
                    yield _unknown(part.scheme, part.target, part.at, known[part.scheme])
            elif part.scheme == "fact":
                yield from _fact(part, site, catalogue)
        elif isinstance(part, Image):
            yield from _image(part, site)
        elif isinstance(part, Block):
            if (kind := kinds.get(part.kind)) is None:
                yield Problem("block-unknown", f'there is no block "{part.kind}"', part.at, nearest(part.kind, kinds))
            else:
                yield from (p for p in kind.inspect(part, site) if not _follows(p, unread))


def _follows(problem: Problem, unread: Mapping[str, frozenset[str]]) -> bool:
    """Whether an unknown id is only unknown because its entry has an error."""
    scheme, _, rest = problem.code.partition("-")
    return rest == "unknown" and any(f'"{id}"' in problem.message for id in unread.get(scheme, ()))


def _unknown(scheme: str, id: str, at: Span, known: frozenset[str]) -> Problem:
    hint = (
        nearest(id, known, f"{scheme}:") if known else f"there are none yet: they belong into content/{_FILE[scheme]}"
    )
    return Problem(f"{scheme}-unknown", f'{_WHAT[scheme]} has the id "{id}"', at, hint)


def _fact(part: Reference, site: Site, catalogue: Catalogue) -> Iterator[Problem]:
    fact = site.facts[part.target]
    if not part.text:
        if not fact.has_figure and fact.day is None:
            yield Problem("fact-no-value", f'the fact "{fact.id}" has no value to print', part.at,
                          "write the words between the brackets")  # fmt: skip
        return
    for fault in ledger.disagreements(fact, part.text, catalogue, dollar=ledger.dollar_sign(site.facts.values())):
        yield Problem(fault.code, fault.message, part.text_at, fault.hint)


def _image(image: Image, site: Site) -> Iterator[Problem]:
    if "://" in image.src or image.src.startswith(("//", "data:")):
        yield Problem("image-outside", "a picture must lie in content/images/", image.at,
                      "save it there: a page of ours asks no other host for anything")  # fmt: skip
    elif image.src not in site.images:
        yield Problem("image-missing", f'there is no picture "content/{image.src}"', image.at,
                      nearest(image.src, site.images))  # fmt: skip


def _entries(
    site: Site, known: Mapping[str, frozenset[str]], unread: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Ids named by entries of the YAML files themselves."""
    for fact in site.facts.values():
        for id in fact.sources:
            if id not in known["source"] and id not in unread.get("source", ()):
                yield _unknown("source", id, fact.at, known["source"])
    for moment in site.timeline:
        for id in moment.facts:
            if id not in known["fact"] and id not in unread.get("fact", ()):
                yield _unknown("fact", id, moment.at, known["fact"])
    if site.config.publisher:
        for _, target in site.config.publisher.policies:
            scheme, _, id = target.partition(":")
            if scheme == "page" and id not in known["page"]:
                yield _unknown("page", id, site.config.at, known["page"])
