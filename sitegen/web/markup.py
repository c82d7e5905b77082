"""Finished HTML as machines want it: its text, and the few tags that an answer may keep in JSON-LD.

One reading of HTML for both, so that `text_of(subset(html))` is `text_of(html)`: what a reader sees and what the
markup says cannot drift apart. Marks of source notes and footnotes are left out of both (they are numbers of the
page, not words of the text); words of status are part of the text and stay. The output is built from nothing but
escaped text and known tags: whatever the input is, no script comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urljoin

from sitegen.core.links import may_stand
from sitegen.core.record import field, record

_BECOMES = {tag: tag for tag in ("p", "ul", "ol", "li", "a", "strong", "em", "br")} | {"b": "strong", "i": "em"}
_BECOMES |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "pre", "tr", "caption"), "p")
"""What stays: a heading or a table's row is still a paragraph of its own."""

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
_UNSEEN = frozenset((
    "script", "style", "template", "noscript", "noembed", "noframes", "iframe", "object", "svg", "math", "textarea",
    "select", "title", "head",
))  # fmt: skip
_MARKS = frozenset(("note", "footnote-mark"))


def text_of(html: str) -> str:
    """The words of a piece of HTML as read aloud, with single spaces; what stands in separate blocks is set apart."""
    pieces = (" " if event.tag in _BLOCKS else event.text for event in _events(html))
    return " ".join("".join(pieces).split())


def subset(html: str, url: str) -> str:
    """The same text in `p br ul ol li a strong em`, with no attribute but an absolute `href` on `a`.

    `url` is the absolute one of the page, against which links are resolved; a link that may not stand on a page
    (`may_stand`) becomes its text. Tags are only written where HTML allows them, so the result nests properly.
    """
    pieces: list[str] = []
    stack: list[str] = []  # for every open element the tag written for it, "" for none
    for event in _events(html):
        space = " " if event.tag in _BLOCKS else ""
        if event.kind == "text":
            pieces.append(escape(event.text, quote=False))
        elif event.kind == "close":
            tag = stack.pop()
            pieces.append(f"</{tag}>" if tag else space)
        else:
            tag = _written(event.tag, [tag for tag in stack if tag])
            href = _link(event.attributes.get("href"), url) if tag == "a" else ""
            if tag == "a" and not href:
                tag = ""
            pieces.append(f'<a href="{escape(href)}">' if href else f"<{tag}>" if tag else space)
            if event.tag not in _VOID:
                stack.append(tag)
    return _tidy("".join(pieces))


def _written(tag: str, inside: list[str]) -> str:
    """The tag to write for an element that stands inside these written ones, or "" to write its content alone."""
    becomes = _BECOMES.get(tag, "")
    parent = inside[-1] if inside else "li"  # both hold blocks
    if becomes == "li":
        becomes = "li" if parent in ("ul", "ol") else "p"
    if becomes in ("p", "ul", "ol"):
        return becomes if parent == "li" else ""
    return "" if becomes in inside and becomes != "li" else becomes


def _link(href: str | None, url: str) -> str:
    if href is None or not may_stand(href):
        return ""
    try:
        return urljoin(url, href.strip())
    except ValueError:  # a bracket that is no IPv6 address
        return ""


def _tidy(html: str) -> str:
    """Single spaces, none at the edges of paragraphs, and no element that holds nothing."""
    before = ""
    while before != html:
        before = html
        html = re.sub(r"<(strong|em)>(\s*)</\1>|<a [^>]*>(\s*)</a>", r"\2\3", html)  # parts no words
        html = re.sub(r"<(p|li|ul|ol)>\s*</\1>|\s+", " ", html)
    return re.sub(r"(?<=<p>) |(?<=<li>) | (?=</p>)| (?=</li>)", "", html).strip()


@record
class _Event:
    """Every open has its close, in order; elements without content only open. Nothing unseen is among them."""

    kind: Literal["open", "close", "text"]
    tag: str = ""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def _events(html: str) -> Iterator[_Event]:
    # `<!x>` and `<?x>` are comments to a browser; the parser of the standard library may stop at them.
    parser = _Parser()
    parser.feed(re.sub(r"<(?:!(?!--)|\?)[^>]*(?:>|$)", "", html))
    parser.close()
    while parser.elements:
        parser.leave()
    yield from parser.events


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[_Event] = []
        self.elements: list[tuple[str, bool]] = []  # the open ones: tag, and whether a reader sees what it holds

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # a browser keeps the first of two
        mark = tag == "sup" and not _MARKS.isdisjoint(attributes.get("class", "").split())
        seen = self.seen and not mark and tag not in _UNSEEN and "hidden" not in attributes
        if seen:
            self.events.append(_Event("open", tag, attributes=attributes))
        if tag not in _VOID:
            self.elements.append((tag, seen))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no <p/>: a browser opens it

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self.elements):
            while self.leave() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.seen:
            self.events.append(_Event("text", text=data))

    @property
    def seen(self) -> bool:
        return not self.elements or self.elements[-1][1]

    def leave(self) -> str:
        tag, seen = self.elements.pop()
        if seen:
            self.events.append(_Event("close", tag))
        return tag
