"""Every figure that a reader meets is bound to the ledger: none is left to trust, and no copy of a value can drift.

Judged is what somebody wrote, where it is written, in every language of the site. Bound text was judged when it was
read. Exempt are a fact's statement (held to its own value), attributed quotations, code, names, titles of sources and
what a correction says it was (product.md, "What is a figure").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sitegen.content import ledger, tokens
from sitegen.content.languages import LANGUAGES
from sitegen.content.parsed import may_count
from sitegen.content.texts import Text, texts
from sitegen.content.unbound import Unbound, unbound
from sitegen.core.artifact import digest
from sitegen.core.kinds import BlockKind, CheckKind, Pages
from sitegen.core.located import Located
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.core.prose import Block, Word, everything
from sitegen.core.record import record


def run(pages: Pages) -> Iterator[Problem]:
    judged: set[Located] = set()  # what a translation leaves in the first language is told there
    for site in pages.site.versions:
        ledgers = digest(repr((site.language, site.config.dollar, tuple(site.facts.values()))).encode())

        def found(words: Iterable[_Words], site: Site = site) -> tuple[Problem, ...]:
            return tuple(problem for each in words for problem in _judged(each, site, judged))

        titles = [title for title in _titles(site) if tokens.may_count(title.value, LANGUAGES[site.language])]
        for problems in pages.remembered(titles, ledgers, partial(_title, titles, found)):
            yield from problems
        spoken = [text for text in texts(site)
                  if text.prose and text.prose.language in ("", site.language)
                  and may_count(text.prose) and not _is_statement(text, site)]  # fmt: skip
        judge = partial(_one, spoken, pages.blocks, found)
        for problems in pages.remembered([text.prose for text in spoken], ledgers, judge):
            yield from problems


def _title(titles: Sequence[Located], found: Callable[[Iterable[_Words]], tuple[Problem, ...]],
           place: int) -> tuple[Problem, ...]:  # fmt: skip
    return found([_Words(titles[place], True)])


def _one(texts: Sequence[Text], blocks: Mapping[str, BlockKind],
         found: Callable[[Iterable[_Words]], tuple[Problem, ...]], place: int) -> tuple[Problem, ...]:  # fmt: skip
    return found(_words(texts[place], blocks))


def _judged(words: _Words, site: Site, judged: set[Located]) -> Iterator[Problem]:
    if words.text in judged:
        return
    judged.add(words.text)
    catalogue = LANGUAGES[site.language]
    dollar = ledger.dollar_sign(site.facts.values(), site.config.dollar)
    for found in unbound(words.text.value, site.facts.values(), catalogue):
        own = ledger.format_fact(found.fact, catalogue, dollar=dollar) if found.fact else ""
        yield from _plain(found, words.text, own) if words.plain else _prose(found, words.text, own)


@record
class _Words:
    """`plain`: no reference can stand in it."""

    text: Located
    plain: bool


def _words(text: Text, blocks: Mapping[str, BlockKind]) -> Iterator[_Words]:
    for passage in text.prose.passages:
        kind = blocks.get(passage.block)
        if passage.kind != "quotation" and not (kind and kind.quotation):
            yield _Words(passage.words, passage.kind == "plain")
    for part in everything(text.prose):
        if isinstance(part, Block) and part.kind in blocks:
            for word in blocks[part.kind].says(part):
                yield _Words(_located(word), True)


def _titles(site: Site) -> Iterator[Located]:
    things = (site.config, site.explainer, *site.sections, site.itinerary, site.disclaimer, *site.pages, *site.timeline)
    for thing in things:
        yield from thing.printed if thing else ()


def _is_statement(text: Text, site: Site) -> bool:
    return text.where.scheme == "fact" and text.prose is site.facts[text.where.id].statement


def _located(word: Word) -> Located:
    return Located(word.text, word.at.path, ((0, word.at.line, word.at.column),))


def _prose(found: Unbound, text: Located, own: str) -> Iterator[Problem]:
    figure = found.figure
    at, words = text.span(figure.start, figure.end), _line(text, figure.start, figure.end)
    if found.fact is None:
        yield Problem("figure-unbound", f'"{words}" is bound to no fact', at,
                      f"give it a fact and write [{words}](fact:id); what no source could settle is excused by "
                      f"[{words}](plain:the-reason)")  # fmt: skip
        return
    said = _line(text, figure.said_start, figure.said_end) if found.agrees else own
    yield Problem("figure-stray", f'"{words}" is a copy of the fact "{found.fact.id}", and would not change with it',
                  at, f"write [{said}](fact:{found.fact.id})")  # fmt: skip


def _plain(found: Unbound, text: Located, own: str) -> Iterator[Problem]:
    """Where no reference can stand, agreeing with a fact is being bound to it: if the fact changes, this is told."""
    if found.agrees:
        return
    figure = found.figure
    at, words = text.span(figure.start, figure.end), _line(text, figure.start, figure.end)
    hint = "no reference can stand here, so a figure must be that of a fact: give it one, or leave the figure out"
    if found.fact:
        hint = f'the fact "{found.fact.id}" says "{own}": write it so, or leave the figure out'
    yield Problem("figure-unbound", f'"{words}" is no fact\'s figure', at, hint)


def _line(text: Located, start: int, end: int) -> str:
    return " ".join(text.value[start:end].split())


KIND = CheckKind("figures", run)
