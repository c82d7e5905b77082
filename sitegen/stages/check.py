"""Manifest -> Problems: each page parsed once, then every check over all of them. What is made is not changed here."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sitegen.checks import CHECKS
from sitegen.core.artifact import Manifest, Options, Output
from sitegen.core.kinds import CheckKind, Document, Element, Pages
from sitegen.core.model import Site
from sitegen.core.problem import Problem
from sitegen.web import urls

_COMMENT_END = re.compile("--!?>")
_DECLARATION_END = re.compile(">")


def check(
    manifest: Manifest, site: Site, options: Options, kinds: tuple[CheckKind, ...] = CHECKS
) -> tuple[Problem, ...]:
    documents = tuple(_document(output) for output in manifest.outputs.values() if output.path.endswith(".html"))
    pages = Pages(documents, frozenset(manifest.outputs), urls.base_url(site.config, options), site)
    return tuple(problem for kind in kinds for problem in kind.run(pages))


def _document(output: Output) -> Document:
    parser = _Elements()
    parser.feed(output.data.decode("utf-8"))
    parser.close()
    return Document(output.path, tuple(parser.found), dict(output.origins))


class _Elements(HTMLParser):
    """Start tags in order. Declarations and comments end where they end in a browser, since the parser of the standard
    library stops at some of them. No browser for all that: what a template hides in half an element may be missed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: dict[str, str] = {}
        for name, value in attrs:
            attributes.setdefault(name, value or "")  # a browser keeps the first of two
        self.found.append(Element(tag, attributes, self.getpos()[0]))

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._end(_COMMENT_END, i + 2)  # "<!-->" is whole

    def parse_html_declaration(self, i: int) -> int:
        return self._end(_DECLARATION_END, i + 2)

    def parse_pi(self, i: int) -> int:
        return self._end(_DECLARATION_END, i + 2)

    def _end(self, end: re.Pattern[str], start: int) -> int:
        """Behind `end`, or behind all when it never comes: the parser is fed once with everything."""
        found = end.search(self.rawdata, start)
        return found.end() if found else len(self.rawdata)
