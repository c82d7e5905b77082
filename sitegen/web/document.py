"""A page's HTML -> its elements with parents, places and lines, and what a browser would have to mend; one linear pass.

Not a browser: it reads what HTML allows (WHATWG HTML, 13.1), end tags that may be left out among it, and where a
browser would begin to guess it notes a flaw and goes on as the author probably meant. What is well written takes the
quick way through one pattern. Which element may stand in which is not asked here (`checks.html`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from sitegen.core.kinds import Element, Flaw

VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))  # fmt: skip
RAW = frozenset(("script", "style", "textarea", "title"))
"""Their content holds no tags."""
DEEPEST = 512
"""Elements in elements; Chromium and WebKit put what stands deeper beside."""
MAY_STAY_OPEN = frozenset((
    "html", "head", "body", "p", "li", "dt", "dd", "option", "optgroup", "rp", "rt", "colgroup", "thead", "tbody",
    "tfoot", "tr", "td", "th",
))  # fmt: skip
"""Their end tags may be left out (13.1.2.4)."""
ENDS_A_PARAGRAPH = frozenset((
    "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p",
    "pre", "search", "section", "table", "ul",
))  # fmt: skip
_ENDS = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), frozenset(("dl",)))),
    **dict.fromkeys(("td", "th"), (frozenset(("td", "th")), frozenset(("tr", "table")))),
    "tr": (frozenset(("tr", "colgroup")), frozenset(("table",))),
    **dict.fromkeys(
        ("thead", "tbody", "tfoot"), (frozenset(("thead", "tbody", "tfoot", "colgroup")), frozenset(("table",)))
    ),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
    "optgroup": (frozenset(("optgroup", "option")), frozenset(("select",))),
}
"""A start tag that ends an element of the same list: which ones, and where to stop looking for them."""
_CELLS = frozenset(("td", "th", "caption", "button", "object", "template", "svg"))
_ALONE = {"a": "a link stands in a link", "button": "a button stands in a button", "form": "a form stands in a form"}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HTML_ONLY = ENDS_A_PARAGRAPH | {"body", "br", "em", "head", "img", "li", "meta", "span", "strong", "sub", "sup"}
"""What ends a drawing by standing in it."""

_TOKEN = re.compile(
    r"<(?:([a-zA-Z][a-zA-Z0-9-]*+)((?:\s++[^\s\"'<>/=]++(?:=\"[^\"]*+\")?+)*+)\s*+(/?)>"
    r"|/([a-zA-Z][a-zA-Z0-9-]*+)\s*+>|(!--)|(?i:(!doctype)\s[^>]*>)|)"
)
"""What is well written; the empty alternative is an unusual `<`."""
_ATTRIBUTE = re.compile(r"([^\s\"=]++)(?:=\"([^\"]*)\")?")
_LOOSE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_LOOSE_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+(\s*+)"
)


class _Given(NamedTuple):
    """A tag's attributes by their names in lower case, and the names that stand there again."""

    attributes: Mapping[str, str]
    twice: tuple[str, ...]


class Reading(NamedTuple):
    elements: tuple[Element, ...]
    flaws: tuple[Flaw, ...]


def read(html: str) -> Reading:
    """Never fails: what cannot be read is a flaw."""
    reader = _Reader(html)
    reader.run()
    reader.finish()
    lines = map(reader.line, reader.opens)
    columns = (reader.tags, reader.attributes, lines, reader.parents, reader.ends, reader.opens, reader.starts,
               reader.stops)  # fmt: skip
    return Reading(tuple(map(Element, *columns)), tuple(sorted(reader.flaws)))


class _Reader:
    """Columns of elements that grow together, and the stack of those that are open: their places and their tags."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.tags: list[str] = []
        self.attributes: list[Mapping[str, str]] = []
        self.parents: list[int] = []
        self.ends: list[int] = []
        self.opens: list[int] = []
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.flaws: list[Flaw] = []
        self.stack: list[int] = []
        self.names: list[str] = []
        self.broken_off = False
        self.drawing: list[bool] = [False]  # whether what comes stands in SVG or MathML
        self.cut: list[tuple[str, int]] = []  # elements that another's tag ended, whose own end tag is still to come
        self.paragraphs: list[tuple[str, int]] = []  # by what, and where, an open paragraph was ended
        self.line = partial(bisect_right, [0, *accumulate(len(line) + 1 for line in html.split("\n"))])

    def flaw(self, offset: int, message: str) -> None:
        self.flaws.append(Flaw(self.line(offset), message, offset))

    def run(self) -> None:
        html, token, start, stop = self.html, _TOKEN.match, self._start, self._stop
        at = html.find("<")
        while at >= 0:
            found = token(html, at)
            assert found is not None, "the last alternative is empty"
            kind = found.lastindex
            after = found.end()
            if kind == 3:
                tag, given, slash = found.group(1, 2, 3)
                after = start(tag.lower(), _given(given), at, after, bool(slash))
            elif kind == 4:
                stop(found[4].lower(), at)
            elif kind == 5:
                after = self._comment(at)
            elif kind is None:
                after = self._unusual(at)
            if after < 0:
                self.broken_off = True
                return
            at = html.find("<", after)

    def _start(self, tag: str, given: _Given, at: int, after: int, slash: bool) -> int:
        """Gives the offset to go on from, -1 for none."""
        for name in given.twice:
            self.flaw(at, f'the attribute "{name}" stands twice in one tag')
        drawing = self.drawing[-1]
        if drawing:
            if tag in _HTML_ONLY:
                self.flaw(at, f"<{tag}> stands in a drawing")
        elif self.names:
            self._end_before(tag, at)
        place = len(self.tags)
        self.tags.append(tag)
        self.attributes.append(given.attributes)
        self.parents.append(self.stack[-1] if self.stack else -1)
        self.ends.append(place + 1)
        self.opens.append(at)
        self.starts.append(after)
        self.stops.append(after)
        if drawing and slash:
            return after
        if len(self.stack) == DEEPEST:
            self.flaw(at, f"elements stand in each other {DEEPEST} deep, and browsers stop there")
            return -1
        if not drawing:
            if slash and tag not in VOID and tag not in ("svg", "math"):
                self.flaw(at, f"<{tag}/> does not close itself")
            if tag in VOID or (slash and tag in ("svg", "math")):
                return after
            if tag in RAW:
                return self._raw(tag, place, at, after)
        self.stack.append(place)
        self.names.append(tag)
        self.drawing.append((drawing and tag != "foreignobject") or tag in ("svg", "math"))
        return after

    def _raw(self, tag: str, place: int, at: int, after: int) -> int:
        end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(self.html, after)
        if end is None:
            self.flaw(at, f"<{tag}> is never closed")
            self.stops[place] = len(self.html)
            return -1
        self.stops[place] = end.start()
        return end.end()

    def _end_before(self, tag: str, at: int) -> None:
        """What this start tag ends, or must not stand in."""
        names = self.names
        if tag in ENDS_A_PARAGRAPH:
            if "p" in names:
                self._end_paragraph(tag, at)
            if tag in _HEADINGS and names and names[-1] in _HEADINGS:
                self.flaw(at, f"a heading <{tag}> stands in a heading <{names[-1]}>")
        elif tag in _ENDS:
            which, until = _ENDS[tag]
            for depth in range(len(names) - 1, -1, -1):
                if names[depth] in which:
                    self._leave(depth, at, tag)
                    if tag in ("td", "th", "li", "dt", "dd"):
                        break
                elif names[depth] in until:
                    break
            if tag in ("li", "dt", "dd") and "p" in names:
                self._end_paragraph(tag, at)
        elif tag in _ALONE and tag in names:
            inner = names[len(names) - 1 - names[::-1].index(tag) :]
            if tag == "form" or _CELLS.isdisjoint(inner[1:]):
                self.flaw(at, _ALONE[tag])

    def _end_paragraph(self, tag: str, at: int) -> None:
        for depth in range(len(self.names) - 1, -1, -1):
            if self.names[depth] == "p":
                if set(self.names[depth + 1 :]) - MAY_STAY_OPEN:
                    self.flaw(at, f"<{tag}> cannot stand in <p>: it ends the paragraph")
                    self.cut += zip(self.names[depth:], self.stack[depth:], strict=True)
                else:  # as HTML allows, unless the paragraph's own end tag is still to come
                    self.paragraphs.append((tag, at))
                self._close(depth, at)
                return
            if self.names[depth] in _CELLS:
                return

    def _leave(self, depth: int, at: int, by: str) -> None:
        """Ends the open elements from this depth on; what may not stay open is a flaw."""
        left = list(zip(self.names[depth + 1 :], self.stack[depth + 1 :], strict=True))
        if any(name not in MAY_STAY_OPEN for name, _ in left):
            self.cut += left
            name, place = next((name, place) for name, place in left if name not in MAY_STAY_OPEN)
            self.flaw(self.opens[place], f"<{name}> is still open where <{by}> stands")
        self._close(depth, at)

    def _close(self, depth: int, at: int) -> None:
        for place in self.stack[depth:]:
            self.ends[place], self.stops[place] = len(self.tags), at
        del self.stack[depth:], self.names[depth:], self.drawing[depth + 1 :]

    def _stop(self, tag: str, at: int) -> None:
        names = self.names
        if names and names[-1] == tag:
            place = self.stack.pop()
            names.pop()
            self.drawing.pop()
            self.ends[place], self.stops[place] = len(self.tags), at
        elif tag in names:
            self._leave(len(names) - 1 - names[::-1].index(tag), at, "/" + tag)
        elif tag == "p" and self.paragraphs:
            by, where = self.paragraphs.pop()
            self.flaw(where, f"<{by}> cannot stand in <p>: it ends the paragraph")
        elif cut := next((one for one in reversed(self.cut) if one[0] == tag), None):
            self.cut.remove(cut)  # told where it was cut off
        elif tag in VOID:
            self.flaw(at, f"</{tag}> closes an element that has no end tag")
        else:
            self.flaw(at, f"</{tag}> closes nothing")

    def _comment(self, at: int) -> int:
        end = self.html.find("-->", at + 4)
        if self.html.startswith(("<!-->", "<!--->"), at):
            self.flaw(at, "a comment ends before it begins")
            return self.html.index(">", at) + 1
        if end < 0:
            self.flaw(at, "a comment is never closed")
            return -1
        return end + 3

    def _unusual(self, at: int) -> int:
        """A `<` that begins no tag in the usual form: other quotes, none, or nothing that HTML knows."""
        found = _LOOSE_TAG.match(self.html, at)
        if found is None:
            following = self.html[at + 1 : at + 3]
            if re.match(r"/?[a-zA-Z]", following):
                self.flaw(at, "a tag, or the quotation marks in it, are never closed")
                return -1
            if following[:1] in ("!", "?"):
                self.flaw(at, f"<{following[:1]} begins nothing that HTML knows")
                end = self.html.find(">", at)
                return end + 1 if end >= 0 else -1
            self.flaw(at, "a < stands in the text; it is written &lt;")
            return at + 1
        slash, tag, given = found[1], found[2].lower(), found[3]
        if slash:
            self.flaw(at, f"</{tag}> has attributes")
            self._stop(tag, at)
            return found.end()
        pairs, place = [], 0
        whole = given.rstrip()
        if slash := whole.endswith("/") and not _is_bare(whole.split()[-1].partition("=")[2]):
            whole = whole[:-1]
        while place < len(whole) and (one := _LOOSE_ATTRIBUTE.match(whole, place)):
            pairs.append((one[1], unescape(next((value for value in one.group(2, 3, 4) if value is not None), ""))))
            place = one.end()
            if not one[5] and place < len(whole):
                break
        if whole[place:].strip():
            self.flaw(at, f"the attributes of <{tag}> cannot be told apart")
        return self._start(tag, _first(pairs), at, found.end(), bool(slash))

    def finish(self) -> None:
        for name, place in zip(self.names, self.stack, strict=True):
            if name not in MAY_STAY_OPEN and not self.broken_off:
                self.flaw(self.opens[place], f"<{name}> is never closed")
            self.ends[place], self.stops[place] = len(self.tags), len(self.html)


@lru_cache(maxsize=2048)
def _given(written: str) -> _Given:
    """Of a tag that is well written; the pages of a site have most of theirs in common."""
    return _first((name, unescape(value)) for name, value in _ATTRIBUTE.findall(written))


def _first(pairs: Iterable[tuple[str, str]]) -> _Given:
    """A browser keeps the first of two."""
    found: dict[str, str] = {}
    twice = []
    for name, value in pairs:
        if name.lower() in found:
            twice.append(name)
        found.setdefault(name.lower(), value)
    return _Given(found, tuple(twice))


def _is_bare(value: str) -> bool:
    """Whether an attribute's value stands without quotation marks, so that a slash at its end belongs to it."""
    return value not in ("", "/") and value[0] not in "\"'"
