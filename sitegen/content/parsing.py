"""One file of content/ -> what it says, its problems, its texts: the parse that is kept from build to build.

A parse depends on the file's bytes, its name and the `Manner`, and on nothing else of the site, so an unchanged file is
never read again. What it names is not looked up here; `stages.validate` joins parses and does that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sitegen.content import markdown, schema
from sitegen.content.bodies import head_is_sound, head_key
from sitegen.content.front_matter import front_matter
from sitegen.content.languages import LANGUAGES
from sitegen.content.parsed import SCHEMES, Manner, Parsed, id_of
from sitegen.content.schema_entry import is_draft
from sitegen.content.titles import titled
from sitegen.content.tree import Scalar, Tree
from sitegen.content.yaml import parse
from sitegen.core.artifact import Source
from sitegen.core.located import Located
from sitegen.core.problem import Problem
from sitegen.core.prose import Prose
from sitegen.core.record import replace

_GIVEN_ID = re.compile(r"^id:[ \t]*([a-z0-9-]+)[ \t]*$", re.MULTILINE)

_LISTS: Mapping[str, Callable[..., Any]] = {
    "faq.yaml": schema.read_questions,
    "facts.yaml": schema.read_facts,
    "sources.yaml": schema.read_sources,
    "people.yaml": schema.read_people,
    "glossary.yaml": schema.read_terms,
    "timeline.yaml": schema.read_timeline,
    "corrections.yaml": schema.read_corrections,
}


def read(name: str, source: Source, manner: Manner) -> Parsed:
    """`name` is the path below content/."""
    run = _Run(manner)
    if name == "site.yaml":
        return _config(source, run)
    if name == "itinerary.yaml":
        return _itinerary(source, run)
    return _list(name, source, run) if name in _LISTS else _document(name, source, run)


class _Run:
    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.problems: list[Problem] = []
        self.texts: list[Prose] = []

    def prose(self, text: Located, inline: bool, blocks: bool) -> Prose:
        read = _text if blocks else _short_text
        prose, problems = read(text, self.manner.language, self.manner.html, inline, blocks)
        self.problems += problems
        self.texts.append(prose)
        return prose

    def tree(self, source: Source) -> Tree | None:
        parsed = parse(source.text, source.path)
        self.problems += parsed.problems
        return parsed.value

    def parsed(self, value: Any = None, **what: Any) -> Parsed:
        return Parsed(value, problems=tuple(self.problems), texts=tuple(self.texts), **what)


def _text(
    text: Located, language: str, html: bool, inline: bool, blocks: bool
) -> tuple[Prose, tuple[Problem, ...]]:  # fmt: skip
    result = markdown.parse(text, markdown.dialect(LANGUAGES[language], html), inline=inline, blocks=blocks)
    assert result.value is not None, "any text is Markdown"
    return replace(result.value, language=language), result.problems


_short_text = lru_cache(maxsize=4096)(_text)
"""Those in a list are kept: of a long one the preview reads a single entry that is another than before."""


def _config(source: Source, run: _Run) -> Parsed:
    tree = run.tree(source)
    if tree is None:
        return run.parsed()
    found = schema.read_site(tree)
    run.problems += found.problems
    codes = found.value.languages if found.value else ()
    return run.parsed(found.value, spots=(tree.at(("url",)), *(tree.at(("languages", n)) for n in range(len(codes)))))


def _document(name: str, source: Source, run: _Run) -> Parsed:
    scheme, id = SCHEMES.get(name.partition("/")[0], ""), id_of(name)
    parted = front_matter(source.text, source.path)
    run.problems += parted.problems
    tree, body = parted.value or (None, None)
    if tree is None or body is None:
        if body is not None:
            run.prose(body, False, True)
        return run.parsed(faulty=frozenset({id, *_GIVEN_ID.findall(source.text)}))
    if scheme and is_draft(tree.data) and not run.manner.drafts:
        given = tree.data.get("id") if isinstance(tree.data, dict) else None
        return run.parsed(drafts=frozenset({given.text if isinstance(given, Scalar) else id}))
    found: Any
    if scheme == "section":
        found = schema.read_section(tree, body, run.prose, id)
    elif scheme == "page":
        found = schema.read_page(tree, body, run.prose, id)
        found = found if found.value is None else replace(found, value=titled(found.value))
    else:
        found = schema.read_explainer(tree, body, run.prose, run.manner.time_zone)
    run.problems += found.problems
    parsed = run.parsed(found.value, faulty=found.ids if found.value is None else frozenset())
    return replace(parsed, head=head_key(source, run.manner)) if head_is_sound(source, parsed) else parsed


def _list(name: str, source: Source, run: _Run) -> Parsed:
    tree = run.tree(source)
    found = None if tree is None else _LISTS[name](tree, run.prose, run.manner.drafts)
    if tree is None or found is None:
        return run.parsed((), unread=True)
    run.problems += found.problems
    value = found.value or ()
    return run.parsed(
        value,
        faulty=found.ids - {getattr(entry, "id", "") for entry in value},
        drafts=found.drafts,
        unread=found.value is None or bool(found.problems and _nameless(tree)),
    )


def _itinerary(source: Source, run: _Run) -> Parsed:
    tree = run.tree(source)
    found = None if tree is None else schema.read_itinerary(tree, run.prose, run.manner.drafts)
    if found is None:
        return run.parsed(unread=True)
    run.problems += found.problems
    stops = found.value.stops if found.value else ()
    return run.parsed(
        found.value,
        faulty=found.ids - {stop.id for stop in stops},
        drafts=found.drafts,
        unread=found.value is None,
    )


def _nameless(tree: Tree) -> bool:
    """Whether a list has an entry of which nobody can tell the id."""
    entries = tree.data if isinstance(tree.data, list) else []
    ids = (entry.get("id") if isinstance(entry, dict) else entry for entry in entries)
    return not all(isinstance(id, Scalar) for id in ids)
