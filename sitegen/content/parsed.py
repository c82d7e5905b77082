"""The parse of one file as a value, and how it is kept: small things at once, the body of a page when it is asked for.

A site of ten thousand pages is joined from what their heads say. `LateProse` is a text that is still in the store: it
knows what it names, and fetches the rest when somebody prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sitegen.core.artifact import Fingerprint
from sitegen.core.problem import Problem, Span
from sitegen.core.prose import Block, Image, Prose, Reference, everything
from sitegen.core.record import fields, record, replace

SECTION = re.compile(r"sections/(\d+)[-_ ]([^/]+)\.md$")
SCHEMES = {
    "sections": "section", "pages": "page", "disclaimer.md": "page", "faq.yaml": "question", "facts.yaml": "fact",
    "sources.yaml": "source", "people.yaml": "person", "glossary.yaml": "term", "timeline.yaml": "moment",
    "corrections.yaml": "correction", "itinerary.yaml": "stop",
}  # fmt: skip
"""A folder or file of content/ -> the scheme of what lies in it."""

Names = Callable[[Block], Iterable[tuple[str, str]]]
"""What a block's opening line names, told by its kind."""


@record
class Manner:
    """What a parse depends on besides the file: `language` and `html` as in site.yaml, `time_zone` for moments."""

    drafts: bool
    language: str = "en"
    html: bool = False
    time_zone: str = "UTC"


@record
class Parsed:
    """`value` is None, or short of entries, where something could not be read; `texts` are all that were met.

    `faulty`: ids of what has an error, `drafts`: of what was passed over; `unread`: so little could be read that any id
    may stand there. `spots`: for site.yaml, the places of `url` and of each of `languages`. `head`: what a sound head
    rests on, where it can be used again under another body (`bodies`). `told`: for a section as it is kept, the
    fingerprint of all but its number and body.
    """

    value: Any
    head: str = ""
    told: tuple[str, str] = ("", "")
    problems: tuple[Problem, ...] = ()
    texts: tuple[Prose, ...] = ()
    faulty: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()
    unread: bool = False
    spots: tuple[Span, ...] = ()


@record
class Gist:
    """What a text names, each once, in its order: kinds of blocks, (scheme, id) of things, pictures.

    `figures`: whether a quantity is among its words."""

    blocks: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    images: tuple[str, ...] = ()
    figures: bool = False

    def __bool__(self) -> bool:
        return bool(self.blocks or self.named or self.images)


class LateProse(Prose):
    """A text that is fetched when its parts are asked for. What is known of it beforehand costs nothing."""

    __slots__ = ("_fetch", "_full", "_language", "_place", "_whole", "fingerprint", "gist", "name")
    name: str
    fingerprint: Fingerprint
    gist: Gist
    _full: bool
    _fetch: Callable[[], Prose]
    _whole: Prose | None

    def __init__(self, name: str, full: bool, language: str, at: Span, fingerprint: Fingerprint, gist: Gist) -> None:
        for slot, value in (("name", name), ("_full", full), ("_language", language), ("_place", at), ("_whole", None),
                            ("fingerprint", fingerprint), ("gist", gist), ("_fetch", None)):  # fmt: skip
            object.__setattr__(self, slot, value)

    def fetched_by(self, fetch: Callable[[], Prose]) -> None:
        """Until this is said it must not be asked for its parts."""
        object.__setattr__(self, "_fetch", fetch)

    @property
    def whole(self) -> Prose:
        if self._whole is None:
            object.__setattr__(self, "_whole", self._fetch())
        assert self._whole is not None
        return self._whole

    language = property(lambda self: self._language)
    at = property(lambda self: self._place)

    def __bool__(self) -> bool:
        return bool(self._full)


def _asked_of_the_whole(name: str) -> property:
    return property(lambda self: getattr(self.whole, name))


for _field in fields(Prose):
    if _field.name not in ("language", "at"):
        setattr(LateProse, _field.name, _asked_of_the_whole(_field.name))


def id_of(name: str) -> str:
    """The id that a file's name gives: sections/03-region.md -> region; "" for a file that gives none."""
    if match := SECTION.match(name):
        return match[2]
    folder, _, file = name.rpartition("/")
    return file.removesuffix(".md") if folder or file == "disclaimer.md" else ""


def gist(prose: Prose, names: Names) -> Gist:
    if isinstance(prose, LateProse):
        return prose.gist
    blocks: dict[str, None] = {}
    named: dict[tuple[str, str], None] = {}
    images: dict[str, None] = {}
    for part in everything(prose):
        if isinstance(part, Reference):
            named[(part.scheme, part.target)] = None
        elif isinstance(part, Image):
            images[part.src] = None
        elif isinstance(part, Block):
            blocks[part.kind] = None
            for scheme, id in names(part):
                named[(scheme, id)] = None
                if scheme == "image":
                    images[id] = None
    return Gist(tuple(blocks), tuple(named), tuple(images), bool(prose.passages))


def may_count(prose: Prose) -> bool:
    """Whether a figure may be in a text, be it in the opening line of a block."""
    if isinstance(prose, LateProse):
        return prose.gist.figures or bool(prose.gist.blocks)
    return bool(prose.passages) or any(isinstance(part, Block) for part in everything(prose))


def parted(parsed: Parsed, names: Names, fingerprint: Fingerprint, keep: Callable[[Prose], str]) -> Parsed:
    """As it is kept: the body of a page apart, and no text twice. `fingerprint` is that of a body."""
    value = parsed.value
    body = getattr(value, "body", None)
    if isinstance(body, Prose) and not isinstance(body, LateProse):
        late = LateProse(keep(body), bool(body), body.language, body.at, fingerprint, gist(body, names))
        value = replace(value, body=late)
    within = {id(text) for text in proses(parsed.value)}
    return replace(parsed, value=value, texts=tuple(text for text in parsed.texts if id(text) not in within))


def joined(kept: Parsed) -> tuple[Prose, ...]:
    """The texts of one that is kept: those in its value, and those apart."""
    return (*proses(kept.value), *kept.texts)


def proses(value: Any) -> Iterator[Prose]:
    """Every text in a value of the model."""
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from proses(each)
    else:
        for name in _may_hold_texts(value.__class__):
            yield from proses(getattr(value, name))


@lru_cache
def _may_hold_texts(kind: Any) -> tuple[str, ...]:
    plain = ("str", "int", "bool", "float", "Span", "tuple[Span, ...]", "Date | None", "tuple[str, ...]")
    return tuple(field.name for field in fields(kind) if field.type not in plain)
