"""The ledger is used and has its sources: entries that nothing names, facts without a source or with a single one.

Facts without a source have said why, and one source is often all there is: those are notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content.texts import uses
from sitegen.core.kinds import CheckKind, Pages, Use
from sitegen.core.problem import Problem


def run(pages: Pages) -> Iterator[Problem]:
    site = pages.site
    used = uses(site, lambda block: pages.blocks[block.kind].names(block) if block.kind in pages.blocks else ())
    for fact in site.facts.values():
        if not [use for use in used.get(("fact", fact.id), ()) if use != Use("fact", fact.id)]:
            yield Problem("fact-unused", f'no text names the fact "{fact.id}"', fact.at,
                          f"bind the words that say so: [words](fact:{fact.id}), or take the entry out")  # fmt: skip
        if fact.unsourced:
            yield Problem("fact-unsourced", f'"{fact.id}" has no source: {fact.unsourced}', fact.at,
                          "name one as soon as there is one")  # fmt: skip
    named = {id for fact in site.facts.values() for id in fact.sources}
    for source in site.sources.values():
        if source.id not in named and ("source", source.id) not in used:
            yield Problem("source-unused", f'nothing rests on the source "{source.id}"', source.at,
                          "name it in the sources: of a fact or with [](source:id), or take the entry out")  # fmt: skip
    alone = [fact for fact in site.facts.values() if len(fact.sources) == 1]
    if alone:
        number = "1 fact rests" if len(alone) == 1 else f"{len(alone)} facts rest"
        yield Problem("fact-single-source", f"{number} on a single source, of {len(site.facts)} in all", alone[0].at,
                      "a second source that does not quote the first would show where that one errs")  # fmt: skip


KIND = CheckKind("ledger", run)
