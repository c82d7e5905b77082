"""The sites whose graphs are tested, built in memory: this repository's explainer, and `project/` in several shapes.

`project/` has one of everything: sections called like things of the graph, a stay, a return, a withdrawn stop, places
of every precision, a footnote that cites, quotations of named and unnamed speakers, three kinds of correction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

from sitegen.build import make
from sitegen.core.artifact import Options
from tests.fakes import FakeWorld, MemoryFiles

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SHAPES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "explainer": (),
    "small": (),
    "sections on pages": (("site.yaml", "sides:", "sections: pages\nsides:"),),
    "illustrative": (("itinerary.yaml", "stops:", "illustrative: true\nstops:"),),
    "without a log": (
        ("corrections.yaml", "", ""),
        ("site.yaml", "  policies: {corrections: page:corrections}\n", ""),
    ),
}
"""Name -> changes to the files of `project/`: file, what is there, what comes in its place; ("", "") takes it away."""


TINY = {folder.parent.name: folder for folder in (REPOSITORY / "tests" / "sites").glob("*/content")}
"""The small sites of all tests: name -> folder. Their names are names for `site`, too."""

OWN_SCHEMA = {"": "home", "404.html": "notfound"} | {
    name: name for name in ("itinerary", "faq", "glossary", "people", "sources", "corrections")
}


@dataclass(frozen=True, eq=False)
class Page:
    path: str
    html: str = field(repr=False)

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html5lib")

    @cached_property
    def document(self) -> dict[str, Any]:
        """The one data block; a name that is there twice or a NaN is refused."""
        [block] = self.soup.select('script[type="application/ld+json"]')

        def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            assert len({name for name, _ in pairs}) == len(pairs), pairs
            return dict(pairs)

        def refuse(constant: str) -> None:
            raise ValueError(constant)

        return json.loads(str(block.string), object_pairs_hook=once, parse_constant=refuse)

    @property
    def graph(self) -> list[dict[str, Any]]:
        return self.document["@graph"]

    @property
    def kind(self) -> str:
        """The name of its schema in tests/schemas/."""
        name = self.path.removesuffix("index.html").rstrip("/")
        if name in OWN_SCHEMA:
            return OWN_SCHEMA[name]
        [shared] = self.soup.select('meta[property="og:type"]')
        return "section" if shared["content"] == "article" else "page"

    def nodes(self, kind: str) -> list[dict[str, Any]]:
        return [node for node in self.graph if kind in ([t] if isinstance(t := node["@type"], str) else t)]


@dataclass(frozen=True)
class Site:
    base: str
    pages: Mapping[str, Page]

    def address(self, path: str) -> str:
        return self.base + path.removesuffix("index.html")


@cache
def site(name: str) -> Site:
    """A site of SHAPES or TINY as built."""
    ours = REPOSITORY / "content" if name == "explainer" else HERE / "project" / "content"
    files = _files(TINY.get(name, ours))
    for file, old, new in SHAPES.get(name, ()):
        path = f"content/{file}"
        if not old:
            del files[path]
            continue
        text = files[path].decode()
        assert text.count(old) == 1, (file, old)
        files[path] = text.replace(old, new).encode()
    theme = {**_files(REPOSITORY / "templates"), **_files(REPOSITORY / "assets")}
    built = make(FakeWorld(MemoryFiles(files), MemoryFiles(theme)), Options(today=date(2026, 3, 6)))
    assert built.manifest is not None, built.problems
    outputs = built.manifest.outputs
    pages = {path: Page(path, output.data.decode()) for path, output in outputs.items() if path.endswith(".html")}
    [home] = pages["index.html"].soup.select('link[rel="canonical"]')
    return Site(str(home["href"]), pages)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder.parent).as_posix(): file.read_bytes()
            for file in folder.rglob("*") if file.is_file()}  # fmt: skip


def words(element: Tag | None, *, leaving: str = "") -> str:
    """What a reader sees of an element, blocks set apart, without the numbers of notes and what `leaving` selects."""
    if element is None:
        return ""
    out = {id(tag) for tag in element.select(f"sup.note, sup.footnote-mark{', ' if leaving else ''}{leaving}")}
    inline = {"a", "cite", "dfn", "em", "i", "b", "q", "span", "strong", "time", "code", "abbr", "sup", "sub"}

    def pieces(parent: Tag) -> list[str]:
        found = []
        for child in parent.children:
            if isinstance(child, Tag):
                if id(child) not in out:
                    gap = "" if child.name in inline else " "
                    found += [gap, *pieces(child), gap]
            elif type(child) is NavigableString:
                found.append(str(child))
        return found

    return " ".join("".join(pieces(element)).split())
