"""A page read by `web.document` is the page that a browser reads: html5lib stands for the browser.

What a browser would have to mend has its cases in tests/checks/html.md.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.core.kinds import Element
from sitegen.web.document import Reading, read
from sitegen.web.elements import words
from tests.checks.test_checks import everything
from tests.graph.sites import words as words_as_browsers_read

HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>'
ALLOWED = (Path(__file__).parents[1] / "checks" / "html.md").read_text("utf-8").split("\n.\n")[1].partition("\n")[2]


def ours(reading: Reading) -> Iterator[tuple[str, str, dict[str, str]]]:
    for element in reading.elements:
        parent = reading.elements[element.parent].tag if element.parent >= 0 else ""
        yield element.tag, parent, dict(element.attributes)


def theirs(html: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for tag in BeautifulSoup(html, "html5lib").find_all(True):
        attributes = {str(name).lower(): value if isinstance(value, str) else " ".join(value)
                      for name, value in tag.attrs.items()}  # fmt: skip
        parent = tag.parent.name.lower() if isinstance(tag.parent, Tag) and tag.parent.name != "[document]" else ""
        yield tag.name.lower(), parent, attributes


def written(pairs: Iterator[tuple[str, str, dict[str, str]]]) -> list[tuple[str, str, dict[str, str]]]:
    """Without what a browser adds: a tbody that nobody wrote."""
    return [(tag, parent.replace("tbody", "table"), {name: " ".join(value.split()) for name, value in given.items()})
            for tag, parent, given in pairs if tag != "tbody"]  # fmt: skip


@pytest.mark.parametrize("path", sorted(path for path in everything() if path.endswith(".html")))
def test_a_made_page_has_these_elements_in_these(path: str) -> None:
    html = everything()[path].data.decode()
    reading = read(html)
    assert reading.flaws == ()
    assert written(ours(reading)) == written(theirs(html))


def test_end_tags_may_be_left_out_as_html_allows() -> None:
    html = f"{HEAD}{ALLOWED}</body></html>"
    assert read(html).flaws == ()
    assert written(ours(read(html))) == written(theirs(html))


def test_every_element_knows_its_line_and_what_it_holds() -> None:
    html = everything()["index.html"].data.decode()
    elements = read(html).elements
    for place, element in enumerate(elements):
        assert html.startswith("<", element.at) and element.line == html.count("\n", 0, element.at) + 1
        inside = elements[place + 1 : element.end]
        assert all(element.start <= inner.at and inner.stop <= element.stop for inner in inside)
        assert element.start == element.stop or html.startswith(f"</{element.tag}", element.stop)


def test_words_are_those_that_a_reader_sees() -> None:
    html = everything()["index.html"].data.decode()
    elements = read(html).elements
    soup = BeautifulSoup(html, "html5lib")
    seen = {name: iter(soup.find_all(name)) for name in ("h1", "h2", "h3", "p", "li", "figcaption", "title", "cite")}

    def is_mark(element: Element) -> bool:
        return element.tag == "sup"

    for place, element in enumerate(elements):
        inside_svg = element.tag == "title" and element.line > 10
        if element.tag in seen and not inside_svg:
            tag = next(seen[element.tag])
            assert words(html, elements, place, is_mark) == words_as_browsers_read(tag)


PIECES = st.sampled_from([
    "<p>", "</p>", "<b>", "</b>", "<i>", "<div>", "</div>", "<ul>", "<li>", "</li>", "</ul>", "<a href='x'>", "</a>",
    "<table>", "<tr>", "<td>", "</table>", "<h2>", "</h2>", "<br>", "text", "&amp;", "&x;", "<", "<!--", "-->", '"',
    "<svg>", "<g/>", "</svg>", "<script>", "</script>", "<p class=a class=b>", "=", ">", "</", "<!", "\n", "<p a=/>",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_whatever_comes_is_read_to_a_tree(pieces: list[str]) -> None:
    html = "".join(pieces)
    elements = read(html).elements
    for place, element in enumerate(elements):
        assert element.parent < place < element.end <= len(elements)
        assert element.at < element.start <= element.stop <= len(html)
        if element.parent >= 0:
            parent = elements[element.parent]
            assert element.end <= parent.end and element.stop <= parent.stop
        words(html, elements, place)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12))
@example(["<p>", "<li>"])
def test_what_has_no_flaw_is_read_as_by_a_browser(pieces: list[str]) -> None:
    html = HEAD + "".join(pieces) + "</body></html>"
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse(html)
    if not read(html).flaws and not parser.errors:
        assert written(ours(read(html))) == written(theirs(html))


@pytest.mark.parametrize("html", [
    "<div>" * 100_000, "<p>" * 50_000, "</b>" * 100_000, "<" * 100_000, "<a " + "=" * 100_000 + ">",
    "<a " + "b='c' " * 20_000 + ">", '<a b="' * 20_000, "<!--" * 50_000, "<li>" * 30_000, "<b><i></b>" * 10_000,
    "<table>" * 3_000, "<a href=x>" * 400 + "y" * 100_000, "&x " * 50_000,
])  # fmt: skip
def test_nothing_takes_long(html: str) -> None:
    begun = time.process_time()
    read(html)
    assert time.process_time() - begun < 2, "seconds of the processor: linear ones take a fifth of one"
