"""`::: quote by=person fact=id`: somebody's exact words, from the fact's `quote:` or from the body.

`by` is a person's id or, for a speaker the source does not name, a description in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from sitegen.content import block_use
from sitegen.core.kinds import BlockKind, Page, Quotation
from sitegen.core.model import Site
from sitegen.core.problem import Problem, nearest
from sitegen.core.prose import Block, plain


def view(block: Block, page: Page) -> dict[str, Any]:
    fact_word, by_word = block.option("fact"), block.option("by")
    fact = page.reader.fact(fact_word.text) if fact_word else None
    by = by_word.text if by_word else ""
    person = next((person for person in page.reader.people() if person.id == by), None)
    if block.body:
        text = page.prose(block.body)
    else:
        text = Markup("<p>{}</p>").format(page.typeset(fact.quote if fact else ""))
    id = page.unique_id("-".join(["quote", *([fact.id] if fact else [person.id] if person else [])]))
    shown = person.name if person else by
    page.quotes(Quotation(id, text, shown, person.id if person else "", fact.sources if fact else ()))
    return {
        "id": id,
        "text": text,
        "by": shown,
        "by_href": page.href("person", person.id) if person else "",
        "role": page.inline(person.role) if person else "",
        "status": page.status(fact.status) if fact else "",
        "notes": page.notes(fact.sources) if fact else "",
    }


def inspect(block: Block, site: Site) -> Iterator[Problem]:
    yield from block_use.no_words(block, 'write by=person-id and fact=fact-id, or by="the speaker"')
    yield from block_use.only_options(block, ("by", "fact"))
    by, fact_word = block.option("by"), block.option("fact")
    if by is None and all(name in ("by", "fact") for name, _ in block.options):
        yield Problem("block-use", "this quotation has no speaker", block.at, 'add by=person-id, or by="who it was"')
    elif by and " " not in by.text and by.text == by.text.lower() and by.text not in site.people:
        yield Problem("person-unknown", f'no person has the id "{by.text}"', by.at, nearest(by.text, site.people))
    fact = site.facts.get(fact_word.text) if fact_word else None
    if fact_word and fact is None:
        yield Problem("fact-unknown", f'no fact has the id "{fact_word.text}"', fact_word.at,
                      nearest(fact_word.text, site.facts))  # fmt: skip
    elif fact and fact.quote and block.body and _words(plain(block.body)) != _words(fact.quote):
        yield Problem("quote-differs", f'the words differ from the quotation kept in the fact "{fact.id}"', block.at,
                      f'they are "{fact.quote}"; leave the block empty to print them')  # fmt: skip
    elif not block.body and not (fact and fact.quote):
        yield Problem("block-use", "this quotation has no words", block.at,
                      "write them between the ::: lines, or give the fact a quote: field")  # fmt: skip


def _words(text: str) -> str:
    """Equal but for the shapes of quotes, dashes and spaces, which typesetting changes."""
    shapes = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "—": "-", "–": "-"})
    return " ".join(text.translate(shapes).strip().strip('"').replace("--", "-").split())


def names(block: Block) -> Iterator[tuple[str, str]]:
    if word := block.option("fact"):
        yield "fact", word.text


KIND = BlockKind("quote", view, inspect, names, quotation=True)
