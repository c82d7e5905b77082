"""One page on its way into the edition: what of it stays, under which ids, and what its addresses turn into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sitegen.core.artifact import Card
from sitegen.core.kinds import Element
from sitegen.edition.addresses import Places, hash_of
from sitegen.edition.tags import changed
from sitegen.web import document
from sitegen.web.elements import words

ON_SITE = "on-site"
"""The class of what makes sense only among pages: the way back to the home page, the way to the next part."""
NOTES = "notes"
POLICY = "content-security-policy"
_ID_LISTS = ("for", "headers", "list", "form", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls",
             "aria-details", "aria-owns", "aria-flowto", "aria-activedescendant", "aria-errormessage")  # fmt: skip
_HEADINGS = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_LOADED = {"img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"), "audio": ("src",),
           "track": ("src",), "image": ("href", "xlink:href"), "input": ("src",)}  # fmt: skip
_LOCAL = re.compile(r"url\(\s*['\"]?#([^'\")]*)['\"]?\s*\)")
_WIDEST = 1600
"""Pixels of a picture, where it comes in several widths: what a text takes on a sharp screen, and on paper."""


BESIDE = "data-beside"
"""The attribute in which a note's mark tells a wide screen what to print in the margin: its number, then words."""


class Edit(NamedTuple):
    """What stands in the place of a stretch of the page; offsets in characters."""

    begin: int
    end: int
    text: str


class Chapter:
    def __init__(self, card: Card, html: str, *, first: bool) -> None:
        self.card = card
        self.html = html
        self.first = first  # the page that the others are set behind
        self.elements = document.read(html).elements
        self.ids = tuple(dict.fromkeys(e.attributes["id"] for e in self.elements if "id" in e.attributes))

    def element(self, id: str) -> Element | None:
        return next((e for e in self.elements if e.attributes.get("id") == id), None)

    @property
    def policy(self) -> str:
        metas = (e.attributes for e in self.every("meta") if e.attributes.get("http-equiv", "").lower() == POLICY)
        return next(metas, {}).get("content", "")

    def every(self, tag: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag == tag)

    def raw(self, element: Element) -> str:
        """What an element holds, as it is written."""
        return self.html[element.start : element.stop]

    def tag(self, element: Element) -> str:
        return self.html[element.at : element.start]

    def whole(self, element: Element) -> tuple[int, int]:
        """Where an element begins and where it ends, end tag and line included."""
        end = element.stop
        if self.html.startswith("</", end):
            end = self.html.index(">", end) + 1
        return element.at, end + (self.html[end : end + 1] == "\n")

    def text(self, element: Element) -> str:
        return words(self.html, self.elements, self.elements.index(element))

    # -- its place in the edition -------------------------------------------------------------------------------

    def body(self) -> tuple[int, int]:
        """Where what it has for itself begins and ends."""
        held = next(self.every("main"), None) or next(self.every("body"))
        return held.start, held.stop

    def edits(self, places: Places, notes: Mapping[str, tuple[str, str]]) -> Iterator[Edit]:
        """`notes`: the ids of the page's notes -> anchor and number of their source in the list of all sources; empty
        where the page keeps its notes."""
        skipped = -1
        for place, element in enumerate(self.elements):
            if place < skipped:
                continue
            given = element.attributes
            if acts(element) or ON_SITE in given.get("class", "").split() or (notes and given.get("id") == NOTES):
                yield Edit(*self.whole(element), "")
                skipped = element.end
            elif element.tag == "picture":
                yield self._picture(place, places)
                skipped = element.end
            elif edits := tuple(self._element(element, places, notes)):
                yield from edits

    def _element(self, element: Element, places: Places, notes: Mapping[str, tuple[str, str]]) -> Iterator[Edit]:
        given, changes = element.attributes, self._named(element, places)
        if element.tag in ("a", "area", "use"):
            changes |= self._link(element, places)
            if (href := given.get("href", "")).startswith("#") and href[1:] in notes:
                anchor, number = notes[href[1:]]
                changes |= {"href": hash_of(anchor), **_renumbered(element, self.raw(element), number)}
                yield Edit(element.start, element.stop, number)
        if BESIDE in given:
            mark = next(e for e in self.elements[self.elements.index(element) :] if e.tag == "a")
            if (note := mark.attributes["href"][1:]) in notes:
                changes |= _renumbered(element, self.raw(mark), notes[note][1])
        for name in _LOADED.get(element.tag, ()):
            if name in given:
                changes |= self._load(name, given[name], places)
        called = "" if self.first else _HEADINGS.get(element.tag, "")
        if changes or called:
            yield Edit(element.at, element.start, changed(self.tag(element), changes, called))
        if called:
            yield Edit(element.stop, self.html.index(">", element.stop) + 1, f"</{called}>")

    def _named(self, element: Element, places: Places) -> dict[str, str | None]:
        """Ids, and what refers to them, by the names that they have in the edition."""
        given, ids = element.attributes, places.chapters[self.card.path][1]
        changes: dict[str, str | None] = {}
        if given.get("aria-current") == "page":  # all of it is one page now
            changes["aria-current"] = None
        if (id := given.get("id")) is not None:
            changes["id"] = ids[id]
        for name in _ID_LISTS:
            if name in given:
                changes[name] = " ".join(ids.get(id, id) for id in given[name].split())
        for name, value in given.items():
            if "url(" in value and _LOCAL.search(value):
                changes[name] = _LOCAL.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", value)
        return {name: value for name, value in changes.items() if value != given[name]}

    def _link(self, element: Element, places: Places) -> dict[str, str | None]:
        name = next((name for name in ("href", "xlink:href") if name in element.attributes), "")
        if not name:
            return {}
        href, page = element.attributes[name], self.card.path
        anchor = places.anchor(href, page)
        if anchor is not None:
            return {name: hash_of(anchor)}
        file = places.inside(href, page, element.attributes.get("type", ""))
        if file is not None:  # a browser shows no page under a data: address, and saves one
            path = places.target(href, page) or ""
            return {name: file, "download": element.attributes.get("download") or path.rpartition("/")[2]}
        return {name: places.living(href, page)}

    def _load(self, name: str, value: str, places: Places) -> dict[str, str | None]:
        if name == "srcset":  # one of them is enough, and `src` is what every browser can show
            return {name: None, "sizes": None}
        file = places.inside(value, self.card.path)
        return {name: file, "loading": None} if file is not None else {}

    def _picture(self, place: int, places: Places) -> Edit:
        """One form of several: WebP, which all browsers of the last years show, at a width that a text takes."""
        picture = self.elements[place]
        inner = self.elements[place + 1 : picture.end]
        image = next((element for element in inner if element.tag == "img"), picture)
        chosen = image.attributes.get("src", "")
        for source in inner:
            if source.tag == "source" and source.attributes.get("type") == "image/webp":
                rows = [row.split() for row in source.attributes.get("srcset", "").split(",")]
                rows = [row for row in rows if len(row) == 2 and row[1][:-1].isdecimal()]
                if known := sorted((int(width[:-1]), src) for src, width in rows):
                    chosen = next((src for width, src in known if width >= _WIDEST), known[-1][1])
        changes: dict[str, str | None] = {**self._named(image, places), "srcset": None, "sizes": None}
        changes |= self._load("src", chosen, places)
        return Edit(*self.whole(picture), changed(self.tag(image), changes))


def acts(element: Element) -> bool:
    """Whether it is a script, not data."""
    return element.tag == "script" and element.attributes.get("type", "").lower() in ("", "module", "text/javascript")


def _renumbered(element: Element, was: str, number: str) -> dict[str, str | None]:
    """What an element says of a note, by another number."""
    said = {name: element.attributes[name] for name in ("aria-label", BESIDE) if name in element.attributes}
    return {name: re.sub(rf"\b{re.escape(was.strip())}\b", number, text, count=1) for name, text in said.items()}


def edited(html: str, edits: list[Edit], begin: int = 0, end: int | None = None) -> str:
    """A stretch of the page with these edits, which do not overlap."""
    pieces: list[str] = []
    at = begin
    end = len(html) if end is None else end
    for edit in sorted(edits):
        if edit.begin < begin or edit.end > end:
            continue
        pieces += [html[at : edit.begin], edit.text]
        at = edit.end
    return "".join([*pieces, html[at:end]])
