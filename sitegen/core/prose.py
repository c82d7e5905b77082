"""Markdown after parsing: HTML pieces with holes where the page decides.

A parse depends on one text alone, so it can be kept by the digest of that text. Everything that depends on the page
it stands on (numbers of notes, first uses, heading levels, addresses, a fact's value) is left as a typed part and
filled in by `page.writer`. Text pieces are finished HTML: escaped, with entities only where HTML needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Literal, TypeAlias

from sitegen.core.located import Located
from sitegen.core.problem import Span
from sitegen.core.record import field, record

Scheme = Literal["fact", "term", "person", "stop", "page", "section", "source", "plain"]
SCHEMES: tuple[Scheme, ...] = ("fact", "term", "person", "stop", "page", "section", "source", "plain")


@record
class Paragraph:
    """Marks where a p, li, td or dd begins: source notes are given once per paragraph and source."""


@record
class Reference:
    """`[text](scheme:target)`; `text` is the bound text without markup, empty for the filled-in forms."""

    scheme: Scheme
    target: str
    parts: Parts
    text: str
    at: Span = field(compare=False)  # the target, for errors about it
    text_at: Span = field(compare=False)  # the bound text, for errors about it


@record
class Link:
    """An ordinary link, its scheme already found on the allow-list."""

    href: str
    title: str
    parts: Parts
    at: Span = field(compare=False)


@record
class Image:
    src: str
    alt: str
    title: str
    attributes: tuple[tuple[str, str], ...]
    at: Span = field(compare=False)


@record
class Heading:
    """`level` counts from 1 within its text; the page adds the level of the place it stands in."""

    level: int
    id: str  # given by the writer with {#id}, else ""
    classes: str  # given with {.class}
    text: str
    parts: Parts
    at: Span = field(compare=False)


@record
class FootnoteMark:
    label: str
    at: Span = field(compare=False)


@record
class Raw:
    """HTML as the writer wrote it, where the site allows that: what is wrong in it is told where it stands."""

    html: str
    at: Span = field(compare=False)


@record
class Word:
    """One word of a block's opening line: a bare id, or the value of an option."""

    text: str
    at: Span = field(compare=False)


@record
class Block:
    """`::: kind words option=value` with its body; what the words mean is the kind's own business."""

    kind: str
    words: tuple[Word, ...]
    options: tuple[tuple[str, Word], ...]
    line: str  # everything after the kind as written: the title of a note
    body: Parts
    at: Span = field(compare=False)

    def option(self, name: str) -> Word | None:
        return next((word for key, word in self.options if key == name), None)


Part: TypeAlias = str | Raw | Paragraph | Reference | Link | Image | Heading | FootnoteMark | Block
Parts: TypeAlias = tuple[Part, ...]


BOUND = "\ufffc"
"""Stands in a passage for what has an answer of its own: bound or excused text, code, a picture, a filled-in form."""


PassageKind = Literal["prose", "quotation", "plain"]


@record
class Passage:
    """The running words of one paragraph, heading, cell or picture's text, with their places: all but what is bound.
    Only where a quantity is among them.

    A `quotation` is somebody's words and says whose; a `plain` text is one in which no reference can stand. `block` is
    the kind of the block around it, if it stands in one.
    """

    words: Located
    kind: PassageKind = "prose"
    block: str = ""


@record
class Prose:
    """One parsed text. `language` may be another than the page's, where a text is not translated ("": nobody said)."""

    parts: Parts = ()
    footnotes: tuple[tuple[str, Parts], ...] = ()
    at: Span = field(default=Span(""), compare=False)
    language: str = ""
    passages: tuple[Passage, ...] = field(default=(), compare=False)

    @property
    def plain(self) -> str:
        """What a reader would read aloud, references by their bound text."""
        return plain(self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


def walk(parts: Parts) -> list[Reference | Link | Image | Heading | FootnoteMark | Block]:
    """Every typed part, outer before inner, in the order of the text."""
    found: list[Reference | Link | Image | Heading | FootnoteMark | Block] = []
    for part in parts:
        if isinstance(part, str | Raw | Paragraph):
            continue
        found.append(part)
        if isinstance(part, Reference | Link | Heading):
            found.extend(walk(part.parts))
        elif isinstance(part, Block):
            found.extend(walk(part.body))
    return found


def everything(prose: Prose) -> list[Reference | Link | Image | Heading | FootnoteMark | Block]:
    """`walk` over a text and its footnotes."""
    return [*walk(prose.parts), *(part for _, parts in prose.footnotes for part in walk(parts))]


_TAG = re.compile(r"<[^>]*>")


def plain(parts: Parts, fill: Callable[[Reference], str] = lambda reference: "") -> str:
    """The words of a text: no tags, entities read, references by their bound text; `fill` gives that of empty ones."""
    words: list[str] = []
    for part in parts:
        match part:
            case str():
                words.append(unescape(_TAG.sub("", part)))
            case Raw():
                words.append(unescape(_TAG.sub("", part.html)))
            case Reference():
                words.append(part.text or fill(part))
            case Link() | Heading():
                words.append(plain(part.parts, fill))
            case Image():
                words.append(part.alt)
            case Block():
                words.append(plain(part.body, fill))
    return "".join(words).strip()
