"""Whether an SVG of the content is a picture and nothing else.

Inside `<img>` no browser runs what an SVG carries; but the file is published, and whoever opens its own address runs
it with all rights of the site. So what could act, or fetch, is refused, at its line and column. Read by expat, which
fetches nothing; a document type is refused before its entities could grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sitegen.core.record import record

if TYPE_CHECKING:
    from xml.parsers import expat

_ACTIVE = frozenset({
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener",
})  # fmt: skip
_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,", re.IGNORECASE)
_FETCH = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/(?:png|jpeg|gif|webp|avif);)[^)\s]", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]+")
DEEPEST = 200


@record
class Fault:
    """`reason` completes "this SVG …"; lines and columns count from 1."""

    reason: str
    line: int
    column: int


class _Run:
    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.faults: list[Fault] = []
        self.open: list[str] = []
        self.begun = (1, 1)  # where the last element begins

    def note(self, reason: str) -> None:
        self.faults.append(Fault(reason, *self.place))

    @property
    def place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        self.begun = self.place
        if not self.open and name != "svg":
            self.note(f"begins with <{tag}>, not with <svg>")
        self.open.append(name)
        if len(self.open) == DEEPEST:
            self.note("nests deeper than any drawing")
        if name in _ACTIVE:
            self.note(f"holds a <{tag}>")
        for key, value in attributes.items():
            if reason := _refusal(name, key, value):
                self.note(reason)

    def end(self, tag: str) -> None:
        self.open.pop()

    def text(self, data: str) -> None:
        if self.open and self.open[-1] == "style" and _FETCH.search(_unescaped(data)):
            self.faults.append(Fault("has a style that fetches from elsewhere", *self.begun))

    def doctype(self, name: str, system: str | None, public: str | None, inside: bool) -> None:
        if inside:
            self.note("declares entities of its own")

    def instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.note("names a style sheet of its own")


def faults(data: bytes) -> tuple[Fault, ...]:
    """Everything in the file that is refused, in its order; the first thing that is no XML ends the reading."""
    from xml.parsers import expat  # loaded when there is something to guard

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    run = _Run(parser)
    parser.StartElementHandler, parser.EndElementHandler = run.start, run.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = run.text, run.doctype
    parser.ProcessingInstructionHandler = run.instruction
    parser.EntityDeclHandler = lambda *_: _stop()
    try:
        parser.Parse(data, True)
    except _Stop:
        pass
    except expat.ExpatError as fault:
        reason = expat.ErrorString(fault.code) or "not well-formed"
        run.faults.append(Fault(f"cannot be read: {reason}", fault.lineno, fault.offset + 1))
    return tuple(run.faults)


class _Stop(Exception):
    pass


def _stop() -> None:
    raise _Stop


def _refusal(tag: str, key: str, value: str) -> str:
    name = key.rpartition(":")[2].lower()
    plain = _BLANK.sub("", value)
    if name.startswith("on"):
        return f'has the handler {key}="…"'
    if name in ("href", "src") and plain and not plain.startswith("#") and not _DATA.match(plain):
        if tag == "a" and re.match(r"https?:", plain, re.IGNORECASE):
            return ""
        return f'names another file or a script in {key}="{value[:40]}"'
    if name == "attributename" and plain.rpartition(":")[2].lower() in ("href", "src"):
        return f"changes an address by <{tag}>"
    if name not in ("href", "src") and _FETCH.search(_unescaped(value)):
        return f"has a style that fetches from elsewhere in {key}"
    return ""


def _unescaped(css: str) -> str:
    """Escapes of CSS resolved, comments gone: `u\\72l(` is `url(`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(min(int(m[1], 16), 0x10FFFF)), css)


def described(data: bytes) -> Iterator[tuple[str, int, int]]:
    """(what is wrong, line, column), at most ten."""
    for fault in faults(data)[:10]:
        yield f"this SVG {fault.reason}", fault.line, fault.column
