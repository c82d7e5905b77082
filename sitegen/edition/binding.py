"""Finished pages -> one document: the home page, with what the other pages have for themselves set behind its own.

Ids stay as they are where they can; one that an earlier page has taken gets the page's name in front. Notes, which are
numbered page by page on the site, take the numbers of the one list of sources that is there now. Styles and scripts
stand in the file and are named by their digests in its security policy, which lets it ask for nothing.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from itertools import count

from sitegen.core.artifact import Card, Output
from sitegen.core.kinds import Element
from sitegen.edition import sheet
from sitegen.edition.addresses import Places
from sitegen.edition.chapter import NOTES, POLICY, Chapter, Edit, acts, edited
from sitegen.edition.tags import changed
from sitegen.web import urls

MARK = '<meta name="generator" content="sitegen build --single">'
"""By this a file is known for an edition, which the next one may replace."""
_SHEETS = "stylesheet"
_DROPPED = frozenset(("icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload", "prefetch",
                      "preconnect", "dns-prefetch", _SHEETS))  # fmt: skip


def bind(cards: Sequence[Card], outputs: Mapping[str, Output], base: str, look: str = "") -> str:
    """The edition of these pages, the first of which is its front. `look` are rules of its own, in CSS."""
    pages = [Chapter(card, outputs[card.path].data.decode("utf-8"), first=card is cards[0]) for card in cards]
    places = Places(outputs, base)
    taken: set[str] = set()
    for page in pages:
        ids: dict[str, str] = {}
        for id in page.ids:
            ids[id] = _free(id if id not in taken else f"{page.card.id}-{id}", taken)
        whole = ids.get("main", "") if page.first else _free(f"page-{page.card.id}", taken)
        places.chapters[page.card.path] = whole, ids
    front, *others = pages
    head = _Head(pages, places, look)
    edits = [*front.edits(places, _numbered(front, pages, places)), *head.edits()]
    behind = "".join(_chapter(page, pages, places) for page in others)
    edits += [Edit(front.body()[1], front.body()[1], behind), *_living(front, base)]
    return edited(front.html, edits)


def _free(wanted: str, taken: set[str]) -> str:
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    free = next(name for name in names if name not in taken)
    taken.add(free)
    return free


def _chapter(page: Chapter, pages: Sequence[Chapter], places: Places) -> str:
    edits = list(page.edits(places, _numbered(page, pages, places)))
    anchor = places.chapters[page.card.path][0]
    text = edited(page.html, edits, *page.body()).strip()
    return f'<div class="chapter" id="{anchor}">\n{text}\n</div>\n'


def _numbered(page: Chapter, pages: Sequence[Chapter], places: Places) -> dict[str, tuple[str, str]]:
    """The page's notes by the numbers of the list of all sources; none where one of them cannot be told of there."""
    sources = next((other for other in pages if other.card.id == "sources"), None)
    notes = page.element(NOTES)
    if sources is None or notes is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    held = page.elements[page.elements.index(notes) : notes.end]
    for note in held:
        if note.tag == "li" and "id" in note.attributes:
            if (told := _source(page, note, sources, places)) is None:
                return {}
            found[note.attributes["id"]] = told
    marks = [e for e in page.elements if e.attributes.get("href", "")[1:] in found and e.attributes["href"][0] == "#"]
    plain = all(e.tag == "a" and page.raw(e).strip().isdecimal() for e in marks)
    return found if plain else {}


def _source(page: Chapter, note: Element, sources: Chapter, places: Places) -> tuple[str, str] | None:
    """Anchor and number of the source that a note leads to."""
    ids = places.chapters[sources.card.path][1]
    entries = {ids[id]: entry.attributes.get("value", "") for id in sources.ids if (entry := sources.element(id))}
    inside = page.elements[page.elements.index(note) : note.end]
    for link in inside:
        if link.tag == "a" and "href" in link.attributes:
            anchor = places.anchor(link.attributes["href"], page.card.path)
            if anchor is not None and entries.get(anchor):
                return anchor, entries[anchor]
    return None


def _living(front: Chapter, base: str) -> Iterator[Edit]:
    """A line at the foot that says where the site itself is: a copy that travels may be old."""
    home = next((e for e in front.every("link") if e.attributes.get("rel") == "canonical"), None)
    foot = [element for element in front.every("footer") if element.at > front.body()[1]]
    if home is not None and foot and not urls.is_placeholder(base):
        href = escape(home.attributes.get("href", ""))
        yield Edit(foot[-1].stop, foot[-1].stop, f'<p class="living"><a href="{href}">{href}</a></p>\n')


class _Head:
    """What all pages load, taken into the head of the first, and the policy that allows this and nothing else."""

    def __init__(self, pages: Sequence[Chapter], places: Places, look: str) -> None:
        self._front = pages[0]
        self._places = places
        sheets = sorted(dict(_sheets(pages, places)).items(), key=lambda sheet: sheet[1] == "print")  # it undoes others
        texts = (self._css(path, media) for path, media in sheets)
        self._style = sheet.merged([*texts, look]).replace("</", "<\\/")
        self._scripts = dict(_scripts(pages, places))

    def _css(self, path: str, media: str) -> str:
        css = self._places.outputs[path].data.decode("utf-8")
        css = sheet.loaded(css, lambda href: self._places.inside(href, path) or self._places.living(href, path))
        return f"@media {media}{{{css}}}" if media not in ("", "all") else css

    def edits(self) -> Iterator[Edit]:
        """The stretches of the first page's head that change."""
        head, body = next(self._front.every("head")), next(self._front.every("body"))
        for element in self._front.elements:
            kind = element.attributes.get("http-equiv", "").lower()
            rel = set(element.attributes.get("rel", "").lower().split())
            if element.tag == "meta" and kind == POLICY:
                tag = changed(self._front.tag(element), {"content": self._policy()})
                yield Edit(element.at, element.start, f"{tag}\n{MARK}")
            elif element.tag == "link" and (rel & _DROPPED) - {_SHEETS} == {"icon"} and self._is_mark(element):
                icon = self._places.inside(element.attributes["href"], self._front.card.path)
                yield Edit(element.at, element.start, changed(self._front.tag(element), {"href": icon}))
            elif element.tag == "link" and rel & _DROPPED:
                yield Edit(*self._front.whole(element), "")
            elif element.tag == "link" and "href" in element.attributes:
                href = self._places.living(element.attributes["href"], self._front.card.path)
                yield Edit(element.at, element.start, changed(self._front.tag(element), {"href": href}))
        sheets = (e.at for e in self._front.every("link") if e.attributes.get("rel", "").lower() == _SHEETS)
        early, late = ("".join(f"<script{_kind(tag)}>{text}</script>\n" for text, tag in self._scripts.items()
                               if _waits(tag) is wanted) for wanted in (False, True))  # fmt: skip
        at = next(sheets, head.stop)  # scripts may look at the styles, so these come first
        yield Edit(at, at, f"<style>{self._style}</style>\n{early}")
        yield Edit(body.stop, body.stop, late)

    def _is_mark(self, link: Element) -> bool:
        return link.attributes.get("type") == "image/svg+xml" and self._places.inside(
            link.attributes.get("href", ""), self._front.card.path) is not None  # fmt: skip

    def _policy(self) -> str:
        scripts = " ".join(map(_hash, self._scripts)) or "'none'"
        return (f"default-src 'none'; script-src {scripts}; style-src {_hash(self._style)}; img-src data:; "
                "font-src data:; media-src data:; base-uri 'none'; form-action 'none'")  # fmt: skip


def _sheets(pages: Iterable[Chapter], places: Places) -> Iterator[tuple[str, str]]:
    """The published style sheets that the pages ask for, each with its medium."""
    for page in pages:
        for element in page.every("link"):
            if element.attributes.get("rel", "").lower() == _SHEETS:
                path = places.target(element.attributes.get("href", ""), page.card.path)
                if path is not None and path in places.outputs:
                    yield path, element.attributes.get("media", "")


def _scripts(pages: Iterable[Chapter], places: Places) -> Iterator[tuple[str, str]]:
    """The scripts of all pages, each with its start tag: those in files, and those on a page that its policy names.
    What is dead on the site stays so."""
    for page in pages:
        for element in filter(acts, page.elements):
            path = places.target(element.attributes.get("src", ""), page.card.path)
            if "src" not in element.attributes:
                if _hash(page.raw(element)) in page.policy:
                    yield page.raw(element), page.tag(element)
            elif path is not None and path in places.outputs:
                text = places.outputs[path].data.decode("utf-8")
                yield text.replace("</script", "<\\/script").replace("<!--", "<\\!--"), page.tag(element)


def _waits(tag: str) -> bool:
    return " defer" in tag or " async" in tag or _kind(tag) != ""


def _kind(tag: str) -> str:
    return ' type="module"' if 'type="module"' in tag else ""


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


