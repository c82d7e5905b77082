"""What kinds of ::: blocks share: judging the opening line and the body in one wording, and bodies made of columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sitegen.content import language
from sitegen.core.kinds import Page
from sitegen.core.problem import Problem, nearest
from sitegen.core.prose import Block, Heading, Part, Parts, Word
from sitegen.core.record import record, replace


@record
class Column:
    """A heading of a body and what stands below it."""

    heading: Heading
    parts: Parts


def columns(body: Parts) -> tuple[Parts, tuple[Column, ...]]:
    """What stands before the first heading, then a column for each heading of the first rank."""
    lead: list[Part] = []
    found: list[tuple[Heading, list[Part]]] = []
    for part in body:
        if isinstance(part, Heading) and part.level == 1:
            found.append((part, []))
        else:
            (found[-1][1] if found else lead).append(part)
    return tuple(lead), tuple(Column(heading, tuple(parts)) for heading, parts in found)


def column_views(block: Block, page: Page, prefix: str = "") -> list[dict[str, Any]]:
    """For templates: each column's unique id, title and body, the body's own headings two levels below the block."""
    return [
        {"id": page.unique_id(column.heading.id or prefix + language.slug(column.heading.text)),
         "title": page.prose(column.heading.parts), "body": page.prose(column.parts, level=page.level + 2)}
        for column in columns(block.body)[1]
    ]  # fmt: skip


def aside_view(block: Block, page: Page) -> dict[str, Any]:
    """For templates: a block whose line is its title and whose body is running text."""
    return {"title": page.typeset(block.line), "body": page.prose(block.body, level=page.level + 2)}


def title(block: Block) -> tuple[Word, ...]:
    """The opening line of such a block, as words that are printed."""
    at = replace(block.at, column=block.at.end_column - len(block.line))
    return (Word(block.line, at),) if block.line else ()


def only_options(block: Block, allowed: Iterable[str] = ()) -> Iterator[Problem]:
    names = tuple(allowed)
    seen: set[str] = set()
    for name, word in block.options:
        if name not in names:
            yield Problem("block-use", f'a {block.kind} block has no option "{name}"', word.at,
                          nearest(name, names) if names else f"write only ::: {block.kind}")  # fmt: skip
        elif name in seen:
            yield Problem("block-use", f'the option "{name}" stands here twice', word.at, "keep one of the two")
        seen.add(name)


def no_words(block: Block, hint: str) -> Iterator[Problem]:
    for word in block.words[:1]:
        yield Problem(
            "block-use", f'a {block.kind} block takes no bare words, but here is "{word.text}"', word.at, hint
        )


def ids(block: Block, known: Mapping[str, object] | Iterable[str], code: str, what: str) -> Iterator[Problem]:
    """Every bare word must be one of `known`."""
    names = tuple(known)
    for word in block.words:
        if word.text not in names:
            yield Problem(code, f'{what} has the id "{word.text}"', word.at, nearest(word.text, names))


def no_body(block: Block) -> Iterator[Problem]:
    if block.body:
        yield Problem("block-use", f"a {block.kind} block has no text of its own", block.at,
                      "end it with ::: on the next line and put the text below")  # fmt: skip


def needs_body(block: Block, hint: str) -> Iterator[Problem]:
    if not block.body:
        yield Problem("block-use", f"this {block.kind} block is empty", block.at, hint)


def needs_columns(block: Block, least: int, hint: str, most: int = 99) -> Iterator[Problem]:
    lead, found = columns(block.body)
    if any(not isinstance(part, str) or part.strip() for part in lead):
        yield Problem("block-use", f"a {block.kind} block begins with a heading", block.at, hint)
    elif not least <= len(found) <= most:
        headings = "no heading" if not found else "1 heading" if len(found) == 1 else f"{len(found)} headings"
        yield Problem("block-use", f"this {block.kind} block has {headings}", block.at, hint)
