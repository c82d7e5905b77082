"""A built site as a stranger finds it: files under an address, pages as a browser parses them, links as it goes there.

Nothing here comes from sitegen: what the tests expect is read from the pages themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag

NOT_FOUND = "404.html"
MARKS = ("note", "footnote-mark")  # classes of the superscripts that are numbers of the page, not words of the text
INLINE = {"a", "abbr", "b", "cite", "code", "dfn", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
          "time"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Page:
    path: str
    data: bytes = field(repr=False)

    @cached_property
    def html(self) -> str:
        return self.data.decode("utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html5lib")

    @cached_property
    def ids(self) -> dict[str, Tag]:
        return {str(tag["id"]): tag for tag in self.soup.find_all(id=True)}

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """The nodes of the page's one data block."""
        return json.loads(self.one('script[type="application/ld+json"]').string)["@graph"]

    def one(self, selector: str) -> Tag:
        found = self.soup.select(selector)
        assert len(found) == 1, f"{self.path}: {len(found)} elements are {selector}"
        return found[0]

    def meta(self, name: str) -> str:
        """The content of the one meta element of this name or property, or ""."""
        found = self.soup.select(f'meta[name="{name}"], meta[property="{name}"]')
        assert len(found) <= 1, f"{self.path}: {len(found)} times {name}"
        return str(found[0]["content"]) if found else ""

    def nodes(self, kind: str) -> list[dict[str, Any]]:
        """Nodes of the graph that are of this type, among others or alone."""
        return [node for node in self.graph if kind in listed(node.get("@type"))]


class Site:
    """`base` is the address it was built for, with its slash; `files` its paths and bytes."""

    def __init__(self, base: str, files: Mapping[str, bytes], parsed: Iterable[Page] = ()) -> None:
        known = {page.path: page for page in parsed if files.get(page.path) == page.data}
        html = [path for path in files if path.endswith(".html")]
        self.base = base
        self.files = dict(files)
        self.pages = {path: known.get(path) or Page(path, files[path]) for path in html}

    @classmethod
    def of(cls, folder: Path, base: str) -> Site:
        return cls(base, {file.relative_to(folder).as_posix(): file.read_bytes()
                          for file in sorted(folder.rglob("*")) if file.is_file()})  # fmt: skip

    def changed(self, files: Mapping[str, bytes | None]) -> Site:
        """The same site with other files; None takes one away. What was parsed need not be parsed again."""
        left = {path: data for path, data in {**self.files, **files}.items() if data is not None}
        return Site(self.base, left, self.pages.values())

    @property
    def home(self) -> Page:
        return self.pages["index.html"]

    @property
    def indexed(self) -> list[Page]:
        """All pages that are there to be found: every one but the answer to a wrong address."""
        return [page for path, page in self.pages.items() if path != NOT_FOUND]

    def damaged(self, path: str, old: str, new: str) -> Site:
        """The same site with a slip in one of its files, to see whether a rule notices it."""
        text = self.files[path].decode("utf-8")
        found = re.compile(old, re.S)
        assert found.search(text), f"{path} has nothing like {old}"
        return self.changed({path: found.sub(new, text, count=1).encode("utf-8")})

    def address(self, path: str) -> str:
        return self.base + re.sub(r"(^|/)index\.html$", r"\1", path)

    def follow(self, page: str, href: str, *, at: str = "") -> tuple[str, str] | None:
        """The file below the site's base and the fragment that a link leads to; None when it leads outside.

        `at` is the address under which the page is shown, where that is not its own (404.html is shown at any).
        """
        url = urlsplit(urljoin(at or self.address(page), href))
        base = urlsplit(self.base)
        path = unquote(url.path)
        if (url.scheme, url.netloc) != (base.scheme, base.netloc) or not path.startswith(base.path):
            return None
        file = path.removeprefix(base.path)
        return (file + "index.html" if file == "" or file.endswith("/") else file), unquote(url.fragment)

    def lands(self, page: str, href: str, *, at: str = "") -> bool:
        """Whether a link within the site finds its file, and its fragment an element there."""
        target = self.follow(page, href, at=at)
        if target is None or target[0] not in self.files:
            return False
        file, fragment = target
        return not fragment or (file in self.pages and fragment in self.pages[file].ids)


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def addresses(soup: BeautifulSoup) -> Iterator[tuple[Tag, str, str]]:
    """(element, attribute, address) of everything on a page that names another thing."""
    for tag in soup.find_all(True):
        for name in ("href", "src", "xlink:href", "poster", "action", "data"):
            if tag.has_attr(name):
                yield tag, name, str(tag[name])
        for part in str(tag.get("srcset") or "").split(","):
            if part.strip():
                yield tag, "srcset", part.split()[0]


def words(element: PageElement | str, *, leaving: str = "") -> str:
    """The text of an element with single spaces, blocks a space apart, without marks of notes.

    `leaving` is a selector of what else is left out. A string is read as a piece of HTML.
    """
    element = BeautifulSoup(element, "html5lib").body if isinstance(element, str) else element
    assert isinstance(element, Tag)
    out = {id(tag) for tag in element.select(leaving)} if leaving else set()
    return " ".join("".join(_pieces(element, out)).split())


def _pieces(element: Tag, out: set[int]) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.name in ("script", "style", "template") or id(child) in out:
                continue
            if child.name == "sup" and set(child.get("class") or ()) & set(MARKS):
                continue
            gap = "" if child.name in INLINE else " "
            yield gap
            yield from _pieces(child, out)
            yield gap
        elif type(child) is NavigableString:
            yield str(child)
