"""Laws that hold for any input, tried on random ones: no traceback, no lost text, no live script, nothing unparsable.

Each law is a function over one input, so that `fuzz.py` can try the same for hours; here each gets a few seconds.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from html import unescape
from io import StringIO
from typing import Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.build import Built
from sitegen.checks.thorough import CHECKS
from sitegen.content import figures, language, markdown
from sitegen.content.front_matter import front_matter
from sitegen.content.languages import LANGUAGES
from sitegen.content.yaml import parse
from sitegen.core.artifact import Manifest, Options, Output
from sitegen.core.links import may_stand
from sitegen.core.located import Located
from sitegen.core.model import Explainer, Site, SiteConfig
from sitegen.core.problem import Span, errors
from sitegen.core.prose import Prose, everything
from sitegen.stages.check import check
from sitegen.web import document
from tests.errors.change import theme
from tests.hostile import strategies
from tests.hostile.sites import SECTION, SITE, TODAY, built, outputs, with_section

EN = LANGUAGES["en"]
_URLS = frozenset(
    {"href", "src", "action", "formaction", "poster", "data", "cite", "background", "srcset", "xlink:href"}
)
_XHTML = "{http://www.w3.org/1999/xhtml}"


def sound(build: Built, files: dict[str, Any]) -> None:
    """Every problem has a place in a file that is there; without an error there is a site, and all of it parses."""
    for problem in build.problems:
        if problem.at is not None and problem.at.path in files:
            content = files[problem.at.path]
            source = content if isinstance(content, str) else content.decode("utf-8", "replace")
            lines = re.split("\r\n|\r|\n", source)
            assert 1 <= problem.at.line <= len(lines) + 1, problem
            assert problem.at.column >= 1, problem
    if errors(build.problems):
        return
    for path, data in outputs(build).items():
        parses(path, data)


def parses(path: str, data: bytes) -> None:
    kind = path.rpartition(".")[2]
    if kind == "html":
        harmless(data)
    elif kind in ("xml", "svg", "gpx"):
        ElementTree.fromstring(data)
    elif kind in ("json", "geojson", "webmanifest"):
        json.loads(data)
    elif kind == "csv":
        rows = list(csv.reader(StringIO(data.decode("utf-8"), newline=""), strict=True))
        assert len({len(row) for row in rows}) <= 1


def digest(script: str) -> str:
    """Of what it does: comments and indentation are not published."""
    lines = (line.strip() for line in script.splitlines())
    return sha256("".join(line for line in lines if not line.startswith("//")).encode()).hexdigest()


SCRIPT = digest(theme()["assets/js/scheme.js"].decode())


def harmless(page: bytes) -> None:
    """As a browser reads it: one data block, the theme's own script and no other, no handler, no frame, no address that
    acts."""
    tree = html5lib.HTMLParser(strict=False).parse(page.decode("utf-8"))
    scripts = 0
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.removeprefix(_XHTML).rpartition("}")[2]
        if tag == "script":
            if element.get("src") is not None:
                assert re.fullmatch(r"(\.\./)*assets/[\w./-]+", element.get("src") or "")
                continue
            if not element.attrib and digest(element.text or "") == SCRIPT:
                continue
            assert element.get("type") == "application/ld+json", ElementTree.tostring(element)
            assert json.loads(element.text or "")["@graph"]
            scripts += 1
        assert tag not in ("iframe", "object", "embed", "base", "form", "frame", "applet"), tag
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith("on"), (tag, name)
            assert str(name).lower() not in ("srcdoc", "style"), (tag, name)
            if name in _URLS:
                assert may_stand(value), (tag, name, value)
    assert scripts <= 1


# -- laws: one input each ---------------------------------------------------------------------------------------


def any_section_builds(body: str) -> None:
    files = with_section(body)
    sound(built(files), {**SITE, **files})


def any_value_builds(case: tuple[str, str, str]) -> None:
    """One value of one YAML file replaced by another."""
    path, old, new = case
    source = str(SITE[path])
    files = {path: source.replace(old, new, 1)}
    sound(built(files), {**SITE, **files})


def any_picture_is_found(name: str) -> None:
    """Shown by its address, whatever its name; only one that is hidden or too long is told instead."""
    path = f"images/{name}.png"
    files = {f"content/{path}": SITE["content/images/bridge.png"], **with_section(f"![x]({quote(path)})\n")}
    build = built(files)
    sound(build, {**SITE, **files})
    if codes := {problem.code for problem in errors(build.problems)}:
        assert codes == ({"image-missing"} if name.startswith(".") else {"name-long"}), (name, codes)
        return
    (src,) = re.findall(rb'<img src="([^"]*)"', outputs(build)["index.html"])
    assert unquote(unescape(src.decode("ascii"))) in outputs(build)


def all_words_are_read(case: list[tuple[str, str]]) -> None:
    """Every word of a text is on the page, or the build says why not. Each word is one of its kind."""
    words = [f"w{number}w" for number in range(len(case))]
    body = "".join(mark + word + after for (mark, after), word in zip(case, words, strict=True))
    build = built(with_section(body))
    if errors(build.problems):
        return
    page = html5lib.parse(outputs(build)["index.html"].decode("utf-8"))
    read = "".join(page.itertext()) + " ".join(str(v) for e in page.iter() for v in e.attrib.values())
    lost = [word for word in words if word not in read]
    assert not lost, (body, lost)


def any_text_is_markdown(source: str) -> None:
    """The text itself, in both forms, with the places of everything inside the text."""
    source = source.replace("\r", "")  # `load` has seen to it
    located = Located.of_body(source, "x.md")
    for inline in (False, True):
        result = markdown.parse(located, markdown.Dialect(), inline=inline)
        assert result.value is not None
        lines = source.split("\n")
        for part in everything(result.value):
            assert 1 <= part.at.line <= len(lines)
            assert part.at.column <= len(lines[part.at.line - 1]) + 1
        for problem in result.problems:
            assert problem.at is not None and 1 <= problem.at.line <= len(lines)


def any_yaml_is_a_tree_or_a_fault(source: str) -> None:
    result = parse(source, "x.yaml")
    assert result.value is not None or result.problems
    for problem in result.problems:
        assert problem.at is not None and problem.message
    front = front_matter(f"---\n{source}\n---\nText.", "x.md")
    assert front.value is not None or front.problems


def lines_end_as_they_like(source: str) -> None:
    """However lines end, and with or without a mark at the head, the output is the same to the byte."""
    unix = with_section(source.replace("\r", "")).copy()
    text = str(unix[SECTION])
    first = built(unix)
    for data in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), "\ufeff" + text):
        other = built({SECTION: data.encode()})
        assert other.problems == first.problems
        if not errors(first.problems):
            assert outputs(other) == outputs(first)


def any_page_is_judged(html: str) -> None:
    """Whatever a template or raw HTML makes of a page: the checks end. What they let pass does no harm where the page
    is well written; where a browser has to guess there is a flaw. In drawings it guesses by rules of their own."""
    page = f"<!doctype html><html lang=en><head><meta charset=utf-8></head><body>{html}</body></html>"
    checks = tuple(kind for kind in CHECKS if kind.name != "itinerary")
    manifest = Manifest({"index.html": Output("index.html", page.encode(), "")})
    problems = check(manifest, _NO_SITE, Options(base_url="https://example.org/"), checks)
    if not errors(problems) and not document.read(page).flaws and not re.search(r"<(svg|math)|\x00", html):
        harmless(page.encode())


def slugs_are_ids(text: str) -> None:
    slug = language.slug(text)
    assert re.fullmatch("[a-z0-9-]+", slug)
    assert language.slug(slug) == slug


def typesetting_is_done_once(text: str) -> None:
    once = language.typeset(text, EN)
    assert language.typeset(once, EN) == once
    assert sorted(re.sub(r"[\s.…–—-]", "", once)) == sorted(re.sub(r"[\s.…–—-]", "", text))


def numbers_keep_their_digits(number: Decimal) -> None:
    shown = language.format_number(number, EN)
    read = shown.replace(EN.grouping, "").replace(EN.minus, "-").replace(EN.decimal, ".")
    assert Decimal(read) == number


def any_text_has_figures(text: str) -> None:
    figures.find(text, EN)


def a_link_is_what_a_browser_makes_of_it(href: str) -> None:
    """No spelling of a script passes; asked of the WHATWG reading: strip, drop tabs and line ends, lower case."""
    if may_stand(href):
        read = re.sub(r"[\t\n\r]", "", href.strip("".join(map(chr, range(33))))).lower()
        assert not re.match(r"(javascript|vbscript|data|file|blob|about|ws|wss|ftp)\s*:", read)
        assert not re.match(r"[/\\]{2}", read)


_NO_SITE = Site(
    SiteConfig("T", "https://example.org/"), Explainer("", Prose(), "", TODAY, TODAY, None, (), Prose(), Span(""))
)

Law = tuple[Callable[[Any], None], st.SearchStrategy[Any], int]

_VALUES = [
    (path, value)
    for path, value in (
        ("content/site.yaml", "The tour"),
        ("content/site.yaml", "https://example.org/tour/"),
        ("content/site.yaml", "UTC"),
        ("content/site.yaml", "Publisher"),
        ("content/explainer.md", "What is planned"),
        ("content/explainer.md", "The tour in short."),
        ("content/explainer.md", "2025-10-20"),
        ("content/explainer.md", "A writer"),
        ("content/facts.yaml", "155\n"),
        ("content/facts.yaml", "The rate is 155%."),
        ("content/facts.yaml", "percent"),
        ("content/facts.yaml", "2025-11-01"),
        ("content/facts.yaml", "[paper]"),
        ("content/sources.yaml", "A paper"),
        ("content/sources.yaml", "'https://example.org/paper'"),
        ("content/people.yaml", "One Person"),
        ("content/people.yaml", "Minister"),
        ("content/people.yaml", "one,"),
        ("content/glossary.yaml", "Metals."),
        ("content/timeline.yaml", "Departure"),
        ("content/timeline.yaml", "2025-10-24"),
        ("content/faq.yaml", "Why?"),
        ("content/faq.yaml", "Because."),
        ("content/corrections.yaml", "page:home"),
        ("content/itinerary.yaml", "38.9"),
        ("content/itinerary.yaml", "Washington"),
        ("content/itinerary.yaml", "KR"),
    )
]
_MARKS = (
    "",
    " ",
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n  - ",
    "\n> ",
    "> ",
    "\n# ",
    "\n## ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "| ",
    " |",
    "\n| ",
    "|\n|---|---|\n|",
    "\n:   ",
    "\n    ",
    "\n\t",
    "\n---\n",
    "\n===\n",
    "&",
    "\\",
    "\n::: note\n",
    "\n:::\n",
    "\n```\n",
    "\n~~~\n",
    "(",
    ")",
    "!",
    "[",
    "]",
    '"',
    "'",
    "<",
    ">",
    "\n\n\n",
    "\n1) ",
    "\n+ ",
    " <!-- c --> ",
    "\n<!-- c -->",
    "[^a]",
    "\n[^a]: ",
    "\n[b]: ",
    "<b>",
    "\n<div>\n",
    "{",
    "}",
    "\u2028",
    "\u00a0",
    "$",
    "=",
    ":",
    "::: ",
)
_MARK = st.sampled_from(_MARKS)

LAWS: dict[str, Law] = {
    "section": (any_section_builds, strategies.text(), 25),
    "value": (
        any_value_builds,
        st.tuples(st.sampled_from(_VALUES), strategies.scalar()).map(lambda c: (*c[0], c[1])),
        40,
    ),
    "name": (any_picture_is_found, strategies.name(), 15),
    "words": (all_words_are_read, st.lists(st.tuples(_MARK, _MARK), min_size=1, max_size=12), 25),
    "lines": (lines_end_as_they_like, strategies.text(20), 6),
    "markdown": (any_text_is_markdown, strategies.text(), 250),
    "yaml": (
        any_yaml_is_a_tree_or_a_fault,
        st.lists(st.one_of(strategies.scalar(), st.sampled_from(("\n", "a: ", "- ", "  "))), max_size=12).map("".join),
        250,
    ),
    "page": (any_page_is_judged, strategies.html(), 150),
    "slug": (slugs_are_ids, st.text(), 200),
    "typeset": (typesetting_is_done_once, strategies.text(20), 200),
    "number": (
        numbers_keep_their_digits,
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=3),
        200,
    ),
    "figures": (any_text_has_figures, strategies.text(20), 200),
    "link": (a_link_is_what_a_browser_makes_of_it, strategies.text(6), 300),
}


def law_of(name: str, examples: int) -> Callable[[], None]:
    """The law as a function without arguments that tries so many examples and raises at the smallest failure."""
    check, strategy, _ = LAWS[name]
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    hurried = settings(max_examples=examples, deadline=None, suppress_health_check=checks, database=None)
    return hurried(given(strategy)(lambda example: check(example)))  # type: ignore[return-value]


@pytest.mark.parametrize("name", LAWS)
def test_the_law_holds_for(name: str) -> None:
    law_of(name, LAWS[name][2])()


def test_the_oracle_for_scripts_is_awake() -> None:
    for page in ("<script>x</script>", "<p onclick=x>", "<a href='java&#10;script:x'>", "<iframe>", "<p style='x'>"):
        with pytest.raises(AssertionError):
            harmless(page.encode())
