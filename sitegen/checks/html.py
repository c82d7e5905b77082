"""A page is written so that every browser reads it alike: what it would have to mend, what stands where HTML has no
place for it, what a page's head must say. Templates of one's own and raw HTML are what this is for.

The tables are those of HTML as far as a page of text needs them (WHATWG HTML, 4: content models).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from sitegen.core.kinds import CheckKind, Document, Element
from sitegen.core.problem import Problem
from sitegen.web.document import ENDS_A_PARAGRAPH
from sitegen.web.elements import above, every, first, told, told_at, words

PHRASING_ONLY = frozenset((
    "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i",
    "kbd", "label", "legend", "mark", "meter", "output", "p", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var",
))  # fmt: skip
TRANSPARENT = frozenset(("a", "canvas", "del", "ins", "map", "noscript", "object", "slot", "video", "audio"))
LISTS = frozenset(("ul", "ol", "menu"))
ROWS = frozenset(("table", "thead", "tbody", "tfoot"))
PARENTS = {
    "li": LISTS, "dt": frozenset(("dl", "div")), "dd": frozenset(("dl", "div")), "tr": ROWS, "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
    **dict.fromkeys(("thead", "tbody", "tfoot", "caption", "colgroup"), frozenset(("table",))),
    "option": frozenset(("select", "datalist", "optgroup")), "figcaption": frozenset(("figure",)),
    "summary": frozenset(("details",)), "legend": frozenset(("fieldset",)),
    "source": frozenset(("picture", "video", "audio")),
}  # fmt: skip
_SILENT = frozenset(("script", "template"))
CHILDREN = {
    **dict.fromkeys(LISTS, frozenset(("li",)) | _SILENT), "dl": frozenset(("dt", "dd", "div")) | _SILENT,
    "table": frozenset(("caption", "colgroup", "thead", "tbody", "tfoot", "tr")) | _SILENT,
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("tr",)) | _SILENT),
    "tr": frozenset(("td", "th")) | _SILENT,
    "head": frozenset(("base", "link", "meta", "noscript", "script", "style", "template", "title")),
}  # fmt: skip
ACTS = frozenset(("a", "button", "details", "iframe", "input", "label", "select", "textarea"))
"""What takes a click of its own, so that nothing that takes one may hold it."""

_REFERENCE = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]*+)(;?)|#(?:\d++|[xX][0-9a-fA-F]++)(?!;|[0-9a-fA-F]))")
_RAW = frozenset(("script", "style"))
_TAG = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")


def page(document: Document, base: str) -> Iterator[Problem]:
    for flaw in document.flaws:
        yield _broken(document, flaw.at, flaw.message)
    yield from _references(document)
    yield from _head(document)
    for element in document.elements:
        if message := _misuse(document.elements, element):
            yield told(document, "html-misuse", message, element, "put it where it belongs, or take another element")


def _broken(document: Document, offset: int, message: str) -> Problem:
    return told_at(document, "html-broken", message, offset, "mend the template, or the HTML in the text")


def _references(document: Document) -> Iterator[Problem]:
    if "&" not in document.html:
        return
    raw = [(e.start, e.stop) for e in document.elements if e.tag in _RAW]
    for found in _REFERENCE.finditer(document.html):
        if any(start <= found.start() < stop for start, stop in raw):
            continue
        name = found[1]
        if name is not None and ((f"{name};" in html5) if found[2] else not any(name.startswith(k) for k in _OLD)):
            continue
        if name is not None and not found[2] and document.html[found.end() : found.end() + 1] == "=":
            continue  # within an address, which HTML lets pass
        yield _broken(document, found.start(), f'"{found[0]}" is no character of HTML; & is written &amp;')


_OLD = tuple(name for name in html5 if not name.endswith(";"))
"""Names that browsers read without their semicolon."""


def _head(document: Document) -> Iterator[Problem]:
    if not re.match(r"\s*(<!--.*?-->\s*)*<!doctype html", document.html, re.IGNORECASE | re.DOTALL):
        yield told(document, "head-missing", "the page does not begin with <!doctype html>",
                   hint="without it browsers lay out the page as in the last century")  # fmt: skip
    whole = first(document, "html")
    language = whole.attributes.get("lang", "") if whole else ""
    if not language:
        yield told(document, "head-missing", "<html> has no lang, so a screen reader has to guess the language")
    elif not _TAG.fullmatch(language):
        yield told(document, "head-missing", f'lang="{language}" is not a language', whole)
    titles = [place for place, e in enumerate(document.elements) if e.tag == "title" and _in_head(document, e)]
    if len(titles) != 1 or not words(document.html, document.elements, titles[0]):
        yield told(document, "head-missing", "the page has no title" if len(titles) < 2 else "the page has two titles")
    charset = next((e for e in every(document, "meta") if "charset" in e.attributes), None)
    if charset is None or charset.attributes["charset"].lower() != "utf-8":
        yield told(document, "head-missing", 'the page does not say <meta charset="utf-8">', charset)
    elif len(document.html[: charset.start].encode()) > 1024:
        yield told(document, "head-missing", "<meta charset> comes after the first 1024 bytes", charset)
    if first(document, "meta", name="viewport") is None:
        yield told(document, "head-missing", "the page has no viewport, so a phone shows it small",
                   hint='<meta name="viewport" content="width=device-width, initial-scale=1">')  # fmt: skip


def _in_head(document: Document, element: Element) -> bool:
    parent = document.elements[element.parent].tag if element.parent >= 0 else ""
    return parent in ("head", "html", "")


def _misuse(elements: tuple[Element, ...], element: Element) -> str:
    """What is wrong with the place of this element, or with its id; "" for nothing."""
    tag = element.tag
    if "id" in element.attributes and not re.fullmatch(r"\S+", element.attributes["id"]):
        return f'the id "{element.attributes["id"]}" is empty or holds a space, so nothing can name it'
    if element.parent < 0:
        return ""
    parent = elements[element.parent]
    if (wanted := PARENTS.get(tag)) and parent.tag not in wanted and parent.tag != "template":
        return f"<{tag}> stands in <{parent.tag}>, not in <{'> or <'.join(sorted(wanted))}>"
    if (known := CHILDREN.get(parent.tag)) and tag not in known:
        return f"<{tag}> stands directly in <{parent.tag}>"
    if tag in ENDS_A_PARAGRAPH or tag == "li":
        holder = next((e for e in above(elements, element) if e.tag not in TRANSPARENT), None)
        if holder is not None and holder.tag in PHRASING_ONLY:
            return f"<{tag}> stands in <{holder.tag}>, which holds words only"
    if tag in ACTS and element.attributes.get("type") != "hidden":
        holder = next((e for e in above(elements, element) if e.tag in ("a", "button")), None)
        if holder is not None and tag != holder.tag:  # a link in a link is a flaw, and told
            return f"<{tag}> stands in <{holder.tag}>: one click cannot mean two things"
    if tag == "main" and any(e.tag not in ("html", "body", "div", "form") for e in above(elements, element)):
        return f"<main> stands in <{parent.tag}>"
    return ""


KIND = CheckKind("html", page=page)
