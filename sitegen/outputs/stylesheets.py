"""One style sheet a page: the tokens, the base, the page's own rules, those of its blocks and of paper, in that order.

Pages with the same rules share a file. Its name holds its digest, so it may be cached for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.blocks import BLOCKS
from sitegen.content import texts
from sitegen.core.artifact import Artifact, Planned, Snapshot, digest
from sitegen.core.kinds import Made, OutputKind, Reader
from sitegen.core.model import Site
from sitegen.page import theme
from sitegen.web import urls
from sitegen.web.accent import GIVEN, Accent

BORROWED = {
    page: frozenset({block})
    for page, block in (("home", "map"), ("itinerary", "map"), ("timeline", "timeline"), ("people", "people"))
}
"""Pages that print what a block prints, and so wear its rules: home shows the route at its end where no block does."""

PRINT = "css/print.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SPACE = re.compile(r"\s*\n\s*")
_ENDS = ((";\n}", "}"), ("}\n", "}"), (" {\n", "{"), (";\n", ";"), (",\n", ","))
"""Line ends beside marks that part by themselves. No string of CSS runs over the end of a line, so none is touched."""


def plan(site: Site, snapshot: Snapshot) -> Iterator[Planned]:
    """Its subject is the list of files; accent and all, so the same look has the same name everywhere."""
    sections = [section.id for section in site.sections] if site.config.sections == "pages" else []
    by_page = [texts.blocks(version, lambda block: BLOCKS[block.kind].names(block)) for version in site.versions]
    sheets: dict[tuple[str, ...], list[str]] = {}
    plain = {own.id for own in site.pages} | {"disclaimer"}
    for page, kind in (*((page, "prose" if page in plain else page) for page in (*urls.page_ids(site), urls.NOT_FOUND)),
                       *((section, "section") for section in sections)):  # fmt: skip
        kinds = BORROWED.get(page, frozenset()).union(*(blocks.get(page, ()) for blocks in by_page))
        sheets.setdefault(_files(kind, kinds, bool(site.translations), snapshot), []).append(page)
    for files, pages in sheets.items():
        accent = theme.accent_of(snapshot.assets, site.config.accent)
        css = _css(files, site.config.title, accent, {name: snapshot.assets[name].text for name in files})
        path = f"assets/{digest(css.encode())[:12]}.css"
        names = tuple(f"css/{page}" for page in pages)
        yield Planned(Artifact(path, "stylesheet", files, rank=0, names=names))


def make(artifact: Artifact, reader: Reader) -> Made:
    texts = {name: reader.source("assets", name).decode() for name in artifact.subject}
    return Made(_css(artifact.subject, reader.config().title, theme.accent(reader), texts).encode())


def _files(kind: str, blocks: frozenset[str], languages: bool, snapshot: Snapshot) -> tuple[str, ...]:
    wanted = ("css/tokens.css", "css/base.css", f"css/pages/{kind}.css",
              *(f"css/blocks/{block}.css" for block in sorted(blocks)),
              *(("css/languages.css",) if languages else ()), PRINT)  # fmt: skip
    return tuple(name for name in wanted if name in snapshot.assets)


def _css(files: tuple[str, ...], title: str, accent: Accent, texts: dict[str, str]) -> str:
    """Comments and indentation are for writers; the accent comes last and so wins. Paper gets the site's title over
    each sheet, which no style sheet can read from the page."""
    rules = "\n".join(_bare(texts[name]) for name in files)
    shown = re.sub(r'["\\<\x00-\x1f\x7f]', lambda found: f"\\{ord(found[0]):x} ", title)
    paper = f'@page{{@top-left{{content:"{shown}"}}}}\n' if PRINT in files else ""
    given = f"{GIVEN['light']}:{accent.light};{GIVEN['dark']}:{accent.dark}"
    return f"{paper}{rules}\n:root{{{given}}}\n"


@lru_cache(maxsize=256)  # a file is in many sheets, and in those of the next build
def _bare(text: str) -> str:
    """Without what is for writers: comments, indentation, lines."""
    text = _SPACE.sub("\n", _COMMENT.sub("", text)).strip()
    for line_end, mark in _ENDS:
        text = text.replace(line_end, mark)
    return text


KIND = OutputKind("stylesheet", plan, make)
