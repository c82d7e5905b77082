"""Reads small YAML files into the model, with texts taken as they are: what the schema's tests share."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

from sitegen.content import schema
from sitegen.content.front_matter import front_matter
from sitegen.content.schema_entry import Read
from sitegen.content.yaml import parse
from sitegen.core.located import Located
from sitegen.core.problem import Problem
from sitegen.core.prose import Prose


def unparsed(text: Located, inline: bool, blocks: bool) -> Prose:
    return Prose((text.value,), (), text.span(0, len(text.value)))


LISTS: dict[str, Callable[..., Read[Any]]] = {
    "facts": schema.read_facts,
    "sources": schema.read_sources,
    "people": schema.read_people,
    "glossary": schema.read_terms,
    "timeline": schema.read_timeline,
    "corrections": schema.read_corrections,
    "faq": schema.read_questions,
}


def read(kind: str, text: str, *, drafts: bool = False) -> Read[Any]:
    """A file by its name without ending."""
    result = parse(dedent(text), f"{kind}.yaml")
    assert result.value is not None, result.problems
    if kind == "site":
        return schema.read_site(result.value)
    if kind == "itinerary":
        return schema.read_itinerary(result.value, unparsed, drafts)
    return LISTS[kind](result.value, unparsed)


def read_markdown(kind: str, text: str, *, id: str = "an-id", time_zone: str = "UTC") -> Read[Any]:
    result = front_matter(dedent(text), f"{kind}.md")
    assert result.value is not None, result.problems
    tree, body = result.value
    if kind == "explainer":
        return schema.read_explainer(tree, body, unparsed, time_zone)
    if kind == "section":
        return schema.read_section(tree, body, unparsed, id)
    return schema.read_page(tree, body, unparsed, id)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    """Code, line and column of each, in the order of the file."""
    return sorted(((p.code, p.at.line, p.at.column) for p in problems if p.at), key=lambda row: row[1:])


def one(read: Read[Any]) -> Problem:
    assert len(read.problems) == 1, read.problems
    return read.problems[0]
